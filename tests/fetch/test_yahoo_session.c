/* The steps to a session with Yahoo: cookie, consent, crumb; and what ends them. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cjson/cJSON.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/consent_form.h"
#include "fetch/source.h"
#include "fetch/yahoo_session.h"

#define NOW 1787251683
#define WRAPPED "../shared/corpus/yahoo/nyf2/wrapped/"
#define FIRST "https://fc.yahoo.com/"
#define SECOND "https://finance.yahoo.com/"
#define GUCE "https://guce.yahoo.com/consent?brandType=eu&gcrumb=abc&done=https%3A%2F%2Ffinance.yahoo.com%2F"
#define COLLECT "https://consent.yahoo.com/v2/collectConsent?sessionId=3_cc-session_1"
#define COPY "https://guce.yahoo.com/copyConsent?sessionId=3_cc-session_1&lang=en-GB"
#define GETCRUMB "https://query1.finance.yahoo.com/v1/test/getcrumb"
#define CRUMB "haT3oyk/HqZ"
#define A3 "Set-Cookie: A3=d=AQ&S=AQ; Max-Age=31557600; Domain=.yahoo.com; Path=/; Secure; HttpOnly\r\n"
#define FORM                                                                                                           \
	"<html><head><title>Yahoo is part of the family</title></head><body><form method=\"post\" action=\"\">"        \
	"<input type=\"hidden\" name=\"csrfToken\" value=\"GoNrer0\">"                                                 \
	"<input type=\"hidden\" name=\"sessionId\" value=\"3_cc-session_1\">"                                          \
	"<input type=\"hidden\" name=\"originalDoneUrl\" value=\"https://finance.yahoo.com/?guccounter&#x3D;1\">"      \
	"<button type=\"submit\" name=\"agree\" value=\"agree\">Yes</button></form></body></html>"
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct stage {
	struct yahoo_session session;
	struct error err;
};

static int open_stage(void **state)
{
	struct stage *t = calloc(1, sizeof *t);
	yahoo_session_init(&t->session);
	*state = t;
	return 0;
}

static int close_stage(void **state)
{
	struct stage *t = *state;
	yahoo_session_release(&t->session);
	free(t);
	return 0;
}

/* An answer to the step's own address. */
static enum session_result answer(struct stage *t, int status, const char *fields, const char *body)
{
	struct http_response a = { .outcome = HTTP_ANSWERED, .status = status };
	snprintf(a.url, sizeof a.url, "%s", t->session.url);
	buffer_init(&a.headers, 0);
	buffer_init(&a.body, 0);
	assert_int_equal(buffer_format(&a.headers, "HTTP/1.1 %d X\r\n%s\r\n", status, fields), 0);
	assert_int_equal(buffer_append_text(&a.body, body), 0);
	t->err.text[0] = '\0';
	enum session_result result = yahoo_session_take(&t->session, &a, NOW, &t->err);
	http_response_release(&a);
	return result;
}

static void assert_step(const struct stage *t, enum session_step step, const char *url)
{
	assert_int_equal(t->session.step, step);
	assert_string_equal(t->session.url, url);
}

static void to_crumb(struct stage *t)
{
	assert_int_equal(answer(t, 404, A3, "<html>not found</html>"), SESSION_GOES_ON);
	assert_step(t, SESSION_CRUMB, GETCRUMB);
}

static void assert_fails(struct stage *t, enum session_result result, const char *sentence)
{
	assert_int_equal(result, SESSION_FAILS);
	if (!strstr(t->err.text, sentence))
		fail_msg("expected \"...%s...\", found \"%s\"", sentence, t->err.text);
	assert_step(t, SESSION_START, FIRST);
	assert_int_equal(t->session.jar.count, 0);
}

/* ---- what is refused ---- */

static void what_is_no_crumb_is_refused(void **state)
{
	struct stage *t = *state;
	static const struct {
		const char *body, *sentence;
	} wrong[] = {
		{ "", "expected a crumb from query1.finance.yahoo.com, got status 200 with an empty body" },
		{ "Too Many Requests", "the text 'Too Many Requests'" },
		{ "Too Many Requests\r\n", "the text 'Too Many Requests'" },
		{ "Edge: Too Many Requests", "expected a crumb" },
		{ "<html><title>Will be right back</title></html>", "an HTML page 'Will be right back'" },
		{ "abc<def>ghi", "expected a crumb" },
		{ "{\"finance\":{\"result\":null}}", "expected a crumb" },
		{ "short", "expected a crumb" },
		{ "crumb\x01with-control", "expected a crumb" },
		{ "a-word-that-is-far-too-long-to-be-a-crumb-of-eleven-bytes-as-they-come-now", "expected a crumb" },
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		to_crumb(t);
		assert_fails(t, answer(t, 200, "", wrong[i].body), wrong[i].sentence);
		assert_string_equal(t->session.crumb, "");
	}
}

static void a_status_that_turns_us_away_is_judged_like_any_other(void **state)
{
	struct stage *t = *state;
	static const int at_first[] = { 429, 999, 500, 503 }, at_crumb[] = { 401, 403, 404, 429, 500, 999 };
	for (size_t i = 0; i < COUNT(at_first); i++) {
		assert_int_equal(answer(t, at_first[i], "", "Too Many Requests"), SESSION_JUDGE);
		assert_step(t, SESSION_START, FIRST);
	}
	for (size_t i = 0; i < COUNT(at_crumb); i++) {
		to_crumb(t);
		assert_int_equal(answer(t, at_crumb[i], "", CRUMB), SESSION_JUDGE);
		assert_step(t, SESSION_START, FIRST);
		assert_int_equal(t->session.jar.count, 0);
	}
}

static void no_cookie_anywhere_is_said(void **state)
{
	struct stage *t = *state;
	assert_int_equal(answer(t, 404, "", "<html>"), SESSION_GOES_ON);
	assert_step(t, SESSION_SECOND, SECOND);
	assert_fails(t, answer(t, 200, "Set-Cookie: A3=x; Domain=example.com\r\n", "<html><title>Yahoo</title>"),
		     "expected a cookie from finance.yahoo.com, got status 200 with an HTML page 'Yahoo'");
}

static void to_form(struct stage *t)
{
	assert_int_equal(answer(t, 302, "Set-Cookie: GUCS=AR; Domain=.yahoo.com; Secure\r\nLocation: " GUCE "\r\n", ""),
			 SESSION_GOES_ON);
	assert_step(t, SESSION_CONSENT, GUCE);
	assert_int_equal(answer(t, 302, "Location: " COLLECT "\r\n", ""), SESSION_GOES_ON);
	assert_step(t, SESSION_CONSENT, COLLECT);
}

static void a_consent_without_a_way_through_is_refused(void **state)
{
	struct stage *t = *state;
	static const struct {
		int status;
		const char *fields, *body, *sentence;
	} wrong[] = {
		{ 200, "", "<html><title>Sorry</title><p>no form</html>",
		  "expected a form of consent from consent.yahoo" },
		{ 200, "", "", "expected a form of consent" },
		{ 302, "", "", "a way through the consent" },
		{ 302, "Location: https://evil.example/collect\r\n", "", "a way through the consent" },
		{ 302, "Location: http://consent.yahoo.com/\r\n", "", "a way through the consent" },
		{ 302, "Location: https://consent.yahoo.com.evil.example/\r\n", "", "a way through the consent" },
		{ 302, "Location: " SECOND "\r\n", "", "a cookie after the consent" },
		{ 200, "",
		  "<form action='https://evil.example/'><input type=hidden name=csrfToken value=a>"
		  "<input type=hidden name=sessionId value=b></form>",
		  "expected a form of consent" },
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		to_form(t);
		assert_fails(t, answer(t, wrong[i].status, wrong[i].fields, wrong[i].body), wrong[i].sentence);
		assert_null(strstr(t->err.text, "cc-session"));
	}
	to_form(t);
	assert_int_equal(answer(t, 500, "", "x"), SESSION_JUDGE);
	assert_step(t, SESSION_START, FIRST);
}

static void redirects_without_end_are_ended(void **state)
{
	struct stage *t = *state;
	int hops = 0;
	assert_int_equal(answer(t, 302, "Location: " GUCE "\r\n", ""), SESSION_GOES_ON);
	while (answer(t, 302, "Location: " GUCE "\r\n", "") == SESSION_GOES_ON)
		assert_true(++hops < 20);
	assert_fails(t, SESSION_FAILS, "expected the end of the consent");
	assert_int_equal(hops, SESSION_HOPS - 1);
}

static void a_second_form_is_not_filled_in(void **state)
{
	struct stage *t = *state;
	to_form(t);
	assert_int_equal(answer(t, 200, "", FORM), SESSION_GOES_ON);
	assert_int_equal(answer(t, 302, "Location: " COLLECT "\r\n", ""), SESSION_GOES_ON);
	assert_fails(t, answer(t, 200, "", FORM), "a way back from the consent");
	to_form(t);
	assert_int_equal(answer(t, 200, "", FORM), SESSION_GOES_ON);
	assert_fails(t, answer(t, 200, "", FORM), "a way back from the consent");
}

static void a_failed_connection_begins_anew(void **state)
{
	struct stage *t = *state;
	struct http_response broken = { .outcome = HTTP_BROKEN, .error = "timed out" };
	to_crumb(t);
	assert_int_equal(yahoo_session_take(&t->session, &broken, NOW, &t->err), SESSION_JUDGE);
	assert_step(t, SESSION_START, FIRST);
}

/* ---- the way through ---- */

static void a_cookie_and_a_crumb_are_enough_outside_of_europe(void **state)
{
	struct stage *t = *state;
	to_crumb(t);
	yahoo_session_choose_cookies(&t->session, GETCRUMB);
	assert_string_equal(t->session.cookies, "A3=d=AQ&S=AQ");
	assert_int_equal(answer(t, 200, "", CRUMB "\r\n"), SESSION_GOES_ON);
	assert_step(t, SESSION_READY, "");
	assert_string_equal(t->session.crumb, "haT3oyk%2FHqZ");
}

static void the_second_page_gives_the_cookie_where_the_first_does_not(void **state)
{
	struct stage *t = *state;
	assert_int_equal(answer(t, 404, "", ""), SESSION_GOES_ON);
	assert_int_equal(answer(t, 200, A3, "<html>"), SESSION_GOES_ON);
	assert_step(t, SESSION_CRUMB, GETCRUMB);
}

static void a_consent_is_asked_for_given_and_carried_back(void **state)
{
	struct stage *t = *state;
	to_form(t);
	assert_int_equal(answer(t, 200, "", FORM), SESSION_GOES_ON);
	assert_step(t, SESSION_SUBMIT, COLLECT);
	assert_string_equal(buffer_text(&t->session.form),
			    "csrfToken=GoNrer0&sessionId=3_cc-session_1&"
			    "originalDoneUrl=https%3A%2F%2Ffinance.yahoo.com%2F%3Fguccounter%3D1&agree=agree");
	assert_int_equal(
		answer(t, 302, "Set-Cookie: CFC=AQ; Domain=consent.yahoo.com; Path=/; Secure\r\nLocation: " COPY "\r\n",
		       ""),
		SESSION_GOES_ON);
	assert_step(t, SESSION_CONSENT, COPY);
	assert_int_equal(answer(t, 302, A3 "Location: https://finance.yahoo.com/?guccounter=2\r\n", ""),
			 SESSION_GOES_ON);
	assert_step(t, SESSION_CRUMB, GETCRUMB);
	/* What is of the consent alone stays there. */
	yahoo_session_choose_cookies(&t->session, GETCRUMB);
	assert_string_equal(t->session.cookies, "GUCS=AR; A3=d=AQ&S=AQ");
}

static void a_dropped_session_forgets_all_but_that_it_was_renewed(void **state)
{
	struct stage *t = *state;
	to_crumb(t);
	assert_int_equal(answer(t, 200, "", CRUMB), SESSION_GOES_ON);
	t->session.renewed = true;
	yahoo_session_drop(&t->session);
	assert_step(t, SESSION_START, FIRST);
	assert_string_equal(t->session.crumb, "");
	assert_int_equal(t->session.jar.count, 0);
	assert_true(t->session.renewed);
}

/* ---- the form ---- */

static void assert_form(const char *html, const char *body, const char *action)
{
	struct consent_form form;
	bool good = consent_form_read(&form, html);
	if (good != (body != NULL))
		fail_msg("%s: %s", good ? "taken" : "not taken", html);
	if (good) {
		assert_string_equal(buffer_text(&form.body), body);
		assert_string_equal(form.action, action);
	}
	consent_form_release(&form);
}

static void forms_are_read_however_they_are_written(void **state)
{
	(void)state;
	static char longer[20000] = "<form><input type=hidden name=csrfToken value=a><input type=hidden name=sessionId "
				    "value=";
	memset(longer + strlen(longer), 'v', 12000);
	assert_form(longer, NULL, NULL);
	assert_form("", NULL, NULL);
	assert_form("<form", NULL, NULL);
	assert_form("<form action=\"", NULL, NULL);
	assert_form("<form><input type=hidden name=csrfToken value=a></form>", NULL, NULL);
	assert_form(
		"<form><input type=hidden name=csrfToken value=''><input type=hidden name=sessionId value=b></form>",
		NULL, NULL);
	assert_form("<form></form><input type=hidden name=csrfToken value=a><input type=hidden name=sessionId value=b>",
		    NULL, NULL);
	assert_form("<formula><input type=hidden name=csrfToken value=a><input type=hidden name=sessionId value=b>",
		    NULL, NULL);
	assert_form("<form id=search><input name=q></form>"
		    "<FORM ACTION='/v2/collect?a=1&amp;b=2' data-x=\"a>b\">"
		    "<INPUT value='a b' NAME=csrfToken TYPE=HIDDEN /><input\ntype = \"hidden\"\nname = \"sessionId\"\n"
		    "value = \"&quot;&#38;&#x26;&bogus;\"><input type=text name=shown value=1></FORM>",
		    "csrfToken=a%20b&sessionId=%22%26%26%26bogus%3B&agree=agree", "/v2/collect?a=1&b=2");
}

/* ---- captures ---- */

static cJSON *load(const char *path)
{
	struct buffer b;
	buffer_init(&b, 1 << 22);
	if (access(path, R_OK))
		return NULL;
	assert_int_equal(file_read(path, &b, NULL), 0);
	cJSON *json = cJSON_Parse(buffer_text(&b));
	buffer_release(&b);
	return json;
}

static const char *body_of(const cJSON *json)
{
	return cJSON_GetObjectItem(cJSON_GetObjectItem(json, "response"), "bodyText")->valuestring;
}

static void a_captured_consent_and_crumb_are_read(void **state)
{
	struct stage *t = *state;
	cJSON *page = load(WRAPPED "getCrumb-quote-AAPL-collectConsent.html.json");
	cJSON *crumb = load(WRAPPED "getCrumb-getcrumb.json");
	if (!page || !crumb) {
		puts("skipped: no captures of a consent and a crumb here");
	} else {
		to_form(t);
		assert_int_equal(answer(t, 200, "", body_of(page)), SESSION_GOES_ON);
		assert_step(t, SESSION_SUBMIT, COLLECT);
		assert_string_equal(buffer_text(&t->session.form),
				    "csrfToken=GoNrer0&sessionId=3_cc-session_dcf322f7-c2b7-4e77-9e32-36143f8f7c5d&"
				    "originalDoneUrl=https%3A%2F%2Ffinance.yahoo.com%2Fquote%2FAAPL%3Fguccounter%3D1&"
				    "namespace=yahoo&agree=agree");
		assert_int_equal(answer(t, 302, "Location: " COPY "\r\n", ""), SESSION_GOES_ON);
		assert_int_equal(answer(t, 302, A3 "Location: " SECOND "\r\n", ""), SESSION_GOES_ON);
		assert_int_equal(answer(t, 200, "", body_of(crumb)), SESSION_GOES_ON);
		assert_string_equal(t->session.crumb, body_of(crumb));
	}
	cJSON_Delete(page);
	cJSON_Delete(crumb);
}

/* ---- damage ---- */

static uint64_t chance(uint64_t *seed)
{
	*seed = *seed * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	return *seed >> 33;
}

/* Every answer of the consent damaged: it ends, and nothing is ever sent away from Yahoo. */
static void damaged_steps_end_and_never_leave_the_site(void **state)
{
	struct stage *t = *state;
	uint64_t seed = 20261122;
	static const char step[] =
		"Set-Cookie: GUCS=AR; Max-Age=99; Domain=.yahoo.com; Path=/; Secure\r\nLocation: " COLLECT "\r\n";
	for (int round = 0; round < 4000; round++) {
		char fields[sizeof step], form[sizeof FORM];
		memcpy(fields, step, sizeof step);
		memcpy(form, FORM, sizeof form);
		for (int k = 0; k < 1 + round % 4; k++) {
			fields[chance(&seed) % (sizeof step - 1)] = (char)(1 + chance(&seed) % 255);
			form[chance(&seed) % (sizeof form - 1)] = (char)(1 + chance(&seed) % 255);
		}
		if (round % 3 == 0)
			form[chance(&seed) % sizeof form] = '\0';
		yahoo_session_drop(&t->session);
		for (int turn = 0; turn < 20 && t->session.step != SESSION_READY; turn++) {
			char host[URL_HOST_SIZE];
			assert_true(url_is_https(t->session.url));
			assert_int_equal(url_host_name(t->session.url, host), 0);
			assert_non_null(strstr(host, "yahoo.com"));
			assert_string_equal(strstr(host, "yahoo.com"), "yahoo.com");
			bool page = t->session.step == SESSION_CONSENT && !t->session.submitted && turn > 1;
			if (answer(t, page ? 200 : 302, page ? "" : fields, page ? form : "") != SESSION_GOES_ON)
				break;
		}
	}
}

#define ON_STAGE(test) cmocka_unit_test_setup_teardown(test, open_stage, close_stage)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_STAGE(what_is_no_crumb_is_refused),
		ON_STAGE(a_status_that_turns_us_away_is_judged_like_any_other),
		ON_STAGE(no_cookie_anywhere_is_said),
		ON_STAGE(a_consent_without_a_way_through_is_refused),
		ON_STAGE(redirects_without_end_are_ended),
		ON_STAGE(a_second_form_is_not_filled_in),
		ON_STAGE(a_failed_connection_begins_anew),
		ON_STAGE(a_cookie_and_a_crumb_are_enough_outside_of_europe),
		ON_STAGE(the_second_page_gives_the_cookie_where_the_first_does_not),
		ON_STAGE(a_consent_is_asked_for_given_and_carried_back),
		ON_STAGE(a_dropped_session_forgets_all_but_that_it_was_renewed),
		cmocka_unit_test(forms_are_read_however_they_are_written),
		ON_STAGE(a_captured_consent_and_crumb_are_read),
		ON_STAGE(damaged_steps_end_and_never_leave_the_site),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
