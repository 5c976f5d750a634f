#include "fetch/yahoo_session.h"

#include <assert.h>
#include <stdio.h>
#include <string.h>
#include <strings.h>

#include "fetch/consent_form.h"
#include "fetch/http.h"
#include "fetch/payload.h"

#define SITE "yahoo.com"
#define FIRST_URL "https://fc.yahoo.com/" /* answers 404, and with the cookie all the same */
#define SECOND_URL "https://finance.yahoo.com/"
#define CRUMB_URL "https://query1.finance.yahoo.com" SESSION_CRUMB_PATH
#define CRUMB_LEAST 8 /* bytes; what is shorter could not be told from other text, and never came */

/* ---- state ---- */

static void go(struct yahoo_session *s, enum session_step step, const char *url)
{
	s->step = step;
	snprintf(s->url, sizeof s->url, "%s", url);
}

void yahoo_session_init(struct yahoo_session *s)
{
	*s = (struct yahoo_session){ 0 };
	cookie_jar_init(&s->jar, SITE);
	buffer_init(&s->form, CONSENT_FORM_LIMIT);
	go(s, SESSION_START, FIRST_URL);
}

void yahoo_session_drop(struct yahoo_session *s)
{
	bool renewed = s->renewed;
	yahoo_session_release(s);
	yahoo_session_init(s);
	s->renewed = renewed;
}

void yahoo_session_release(struct yahoo_session *s)
{
	cookie_jar_clear(&s->jar);
	if (s->form.data)
		explicit_bzero(s->form.data, s->form.length);
	buffer_release(&s->form);
	explicit_bzero(s->crumb, sizeof s->crumb);
	explicit_bzero(s->cookies, sizeof s->cookies);
}

void yahoo_session_assume(struct yahoo_session *s)
{
	yahoo_session_drop(s);
	go(s, SESSION_READY, "");
	snprintf(s->crumb, sizeof s->crumb, "recorded");
}

void yahoo_session_choose_cookies(struct yahoo_session *s, const char *url)
{
	cookie_jar_format(&s->jar, url, s->now, s->cookies);
}

/* ---- answers ---- */

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Whether the host is that one or one below it. */
static bool is_host_of(const char *url, const char *domain)
{
	char host[URL_HOST_SIZE];
	if (!url_is_https(url) || url_host_name(url, host))
		return false;
	size_t h = strlen(host), d = strlen(domain);
	return h >= d && !strcmp(host + h - d, domain) && (h == d || host[h - d - 1] == '.');
}

static bool is_of_consent(const char *url)
{
	return is_host_of(url, "guce.yahoo.com") || is_host_of(url, "consent.yahoo.com");
}

/* Where a redirect leads; -1: nowhere, or away from Yahoo. */
static int read_location(const struct http_response *answer, char to[URL_SIZE])
{
	char location[URL_SIZE];
	http_header(answer, "Location", location, sizeof location);
	if (!*location || url_resolve(answer->url, location, to))
		return -1;
	return is_host_of(to, SITE) ? 0 : -1;
}

static bool has_cookie(struct yahoo_session *s)
{
	yahoo_session_choose_cookies(s, CRUMB_URL);
	bool some = *s->cookies != '\0';
	explicit_bzero(s->cookies, sizeof s->cookies);
	return some;
}

static enum session_result fail(struct yahoo_session *s, const struct http_response *answer, const char *expected,
				struct error *err)
{
	char host[URL_HOST_SIZE] = "Yahoo", what[160];
	url_host_name(answer->url, host);
	payload_describe(buffer_text(&answer->body), answer->body.length, what, sizeof what);
	error_set(err, "expected %s from %.100s, got status %d with %s", expected, host, answer->status, what);
	yahoo_session_drop(s);
	return SESSION_FAILS;
}

static enum session_result judge(struct yahoo_session *s)
{
	yahoo_session_drop(s);
	return SESSION_JUDGE;
}

/* ---- steps ---- */

static enum session_result follow(struct yahoo_session *s, const struct http_response *answer, const char *to,
				  struct error *err)
{
	if (++s->hops > SESSION_HOPS)
		return fail(s, answer, "the end of the consent", err);
	go(s, SESSION_CONSENT, to);
	return SESSION_GOES_ON;
}

static enum session_result take_first(struct yahoo_session *s, const struct http_response *answer, struct error *err)
{
	char to[URL_SIZE];
	if (is_redirect(answer->status) && !read_location(answer, to) && is_of_consent(to))
		return follow(s, answer, to, err);
	if (has_cookie(s)) {
		go(s, SESSION_CRUMB, CRUMB_URL);
		return SESSION_GOES_ON;
	}
	if (answer->status == 429 || answer->status == 999 || answer->status >= 500)
		return judge(s);
	if (s->step == SESSION_SECOND)
		return fail(s, answer, "a cookie", err);
	go(s, SESSION_SECOND, SECOND_URL);
	return SESSION_GOES_ON;
}

static enum session_result take_form(struct yahoo_session *s, const struct http_response *answer, struct error *err)
{
	struct consent_form form;
	char to[URL_SIZE];
	if (s->submitted)
		return fail(s, answer, "a way back from the consent", err);
	bool good = consent_form_read(&form, buffer_text(&answer->body));
	good = good && !url_resolve(answer->url, *form.action ? form.action : answer->url, to) && is_of_consent(to);
	buffer_clear(&s->form);
	good = good && !buffer_append(&s->form, buffer_text(&form.body), form.body.length);
	consent_form_release(&form);
	if (!good)
		return fail(s, answer, "a form of consent", err);
	s->submitted = true;
	go(s, SESSION_SUBMIT, to);
	return SESSION_GOES_ON;
}

/* The page that the redirects lead back to is not needed: the cookies have come on the way. */
static enum session_result take_consent(struct yahoo_session *s, const struct http_response *answer, struct error *err)
{
	char to[URL_SIZE];
	if (is_redirect(answer->status)) {
		if (read_location(answer, to))
			return fail(s, answer, "a way through the consent", err);
		if (is_of_consent(to))
			return follow(s, answer, to, err);
		if (!s->submitted || !has_cookie(s))
			return fail(s, answer, "a cookie after the consent", err);
		go(s, SESSION_CRUMB, CRUMB_URL);
		return SESSION_GOES_ON;
	}
	if (answer->status != 200)
		return judge(s);
	return s->step == SESSION_SUBMIT ? fail(s, answer, "a way back from the consent", err)
					 : take_form(s, answer, err);
}

/* A crumb is one short word; what else comes with status 200 is text for people, or a page. */
static bool is_crumb(const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] <= ' ' || text[i] >= 0x7f || strchr("<>{}\"&", text[i]))
			return false;
	return length >= CRUMB_LEAST && length < SESSION_CRUMB_SIZE;
}

static enum session_result take_crumb(struct yahoo_session *s, const struct http_response *answer, struct error *err)
{
	char crumb[SESSION_CRUMB_SIZE];
	const char *text = buffer_text(&answer->body);
	size_t length = answer->body.length;
	if (answer->status != 200)
		return judge(s);
	while (length && strchr("\r\n", text[length - 1]))
		length--;
	if (!is_crumb(text, length))
		return fail(s, answer, "a crumb", err);
	snprintf(crumb, sizeof crumb, "%.*s", (int)length, text);
	url_escape(crumb, s->crumb, sizeof s->crumb); /* three times the room: it fits */
	explicit_bzero(crumb, sizeof crumb);
	go(s, SESSION_READY, "");
	return SESSION_GOES_ON;
}

static enum session_result (*const takers[])(struct yahoo_session *, const struct http_response *, struct error *) = {
	[SESSION_START] = take_first,    [SESSION_SECOND] = take_first, [SESSION_CONSENT] = take_consent,
	[SESSION_SUBMIT] = take_consent, [SESSION_CRUMB] = take_crumb,
};

enum session_result yahoo_session_take(struct yahoo_session *s, const struct http_response *answer, int64_t now,
				       struct error *err)
{
	assert(s->step != SESSION_READY); /* then its answers are quotes */
	s->now = now;
	if (answer->outcome != HTTP_ANSWERED)
		return judge(s);
	if (cookie_jar_take(&s->jar, answer->url, buffer_text(&answer->headers), now))
		return fail(s, answer, "memory for a cookie", err);
	return takers[s->step](s, answer, err);
}

bool yahoo_session_is_refused(const struct http_response *answer)
{
	static const char *const words[] = { "Invalid Crumb", "Invalid Cookie" };
	const char *text = buffer_text(&answer->body);
	if (answer->outcome != HTTP_ANSWERED)
		return false;
	for (size_t i = 0; answer->status == 200 && answer->body.length < 512 && i < sizeof words / sizeof *words; i++)
		if (strstr(text, words[i]))
			return true;
	return answer->status == 401;
}
