/* Requests that carry a secret: where it goes, and where it does not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/http.h"
#include "fetch/recording.h"
#include "tests/fetch/server.h"

#define SECRET "canary-0123456789"
#define URL "https://keyed.example/quote?symbol=NVDA&apikey=***"
#define COUNT(array) (sizeof(array) / sizeof *(array))

struct wire {
	struct server server;
	struct http_response answer;
	struct recording *record;
};

static int open_wire(void **state)
{
	struct wire *w = calloc(1, sizeof *w);
	char folder[PATH_SIZE];
	server_start(&w->server, NULL, NULL);
	server_put(&w->server, "keyed.example/quote", "{\"said\":\"your key is " SECRET ", " SECRET "\"}");
	server_put(&w->server, "keyed.example/quote.headers", "X-Echo: " SECRET "\nSet-Cookie: A=" SECRET "\n");
	server_path(&w->server, "recorded", folder, sizeof folder);
	assert_int_equal(recording_open_write(&w->record, folder, NULL), 0);
	*state = w;
	return 0;
}

static int close_wire(void **state)
{
	struct wire *w = *state;
	http_response_release(&w->answer);
	recording_free(w->record);
	server_stop(&w->server);
	free(w);
	return 0;
}

static void ask(struct wire *w, const struct http_request *request)
{
	struct http *http;
	struct error err;
	struct http_options options = { .user_agent = "t/1", .feed_root = w->server.url, .record = w->record };
	http_response_release(&w->answer);
	if (http_new(&http, &options, &err) || http_start(http, request, &err))
		fail_msg("%s", err.text);
	for (int i = 0; !http_take(http, &w->answer); i++)
		if (i == 600 || http_wait(http, NULL, 0, 100, &err))
			fail_msg("the request does not end");
	http_free(http);
}

static struct buffer load(const struct wire *w, const char *name)
{
	struct buffer b;
	char path[PATH_SIZE];
	buffer_init(&b, 1 << 20);
	server_path(&w->server, name, path, sizeof path);
	file_read(path, &b, NULL);
	return b;
}

static bool has(const struct wire *w, const char *name, const char *text)
{
	struct buffer b = load(w, name);
	bool found = strstr(buffer_text(&b), text) != NULL;
	buffer_release(&b);
	return found;
}

static void secrets_go_over_https_alone(void **state)
{
	(void)state;
	struct http *http;
	struct http_options options = { .user_agent = "t/1" };
	const struct http_request wrong[] = {
		{ .url = "http://keyed.example/?apikey=***", .secret = SECRET },
		{ .url = "http://keyed.example/", .cookies = "A=b" },
		{ .url = "http://keyed.example/", .form = "a=b" },
	};
	struct error err;
	assert_int_equal(http_new(&http, &options, &err), 0);
	for (size_t i = 0; i < COUNT(wrong); i++) {
		assert_int_equal(http_start(http, &wrong[i], &err), -1);
		assert_non_null(strstr(err.text, "https alone"));
	}
	assert_int_equal(http_running(http), 0);
	http_free(http);
}

static void a_secret_goes_where_it_belongs_and_does_not_come_back(void **state)
{
	struct wire *w = *state;
	ask(w, &(struct http_request){ .url = URL, .secret = SECRET, .field = "X-Token: ***" });
	assert_int_equal(w->answer.outcome, HTTP_ANSWERED);
	assert_true(has(w, "wire", "GET keyed.example/quote?symbol=NVDA&apikey=" SECRET "\n"));
	assert_true(has(w, "wire", "X-Token: " SECRET "\n"));
	assert_string_equal(w->answer.url, URL);
	assert_string_equal(buffer_text(&w->answer.body), "{\"said\":\"your key is ***, ***\"}");
	assert_int_equal(w->answer.body.length, strlen("{\"said\":\"your key is ***, ***\"}"));
	assert_null(strstr(buffer_text(&w->answer.headers), SECRET));
	assert_true(has(w, "recorded/000001-keyed.example-quote-symbol-NVDA-apikey-REDACTED.http", "your key is ***"));
	assert_false(has(w, "recorded/000001-keyed.example-quote-symbol-NVDA-apikey-REDACTED.http", "canary"));
}

static void a_private_answer_is_not_recorded(void **state)
{
	struct wire *w = *state;
	ask(w,
	    &(struct http_request){ .url = "https://keyed.example/quote", .cookies = "A=b; C=d", .is_private = true });
	assert_int_equal(w->answer.status, 200);
	assert_true(has(w, "wire", "Cookie: A=b; C=d\n"));
	assert_false(has(w, "recorded/000001-keyed.example-quote.http", "GET"));
}

static void a_redirect_is_refused_unless_it_is_an_answer(void **state)
{
	struct wire *w = *state;
	const struct http_request carrying[] = {
		{ .url = URL, .secret = SECRET },
		{ .url = "https://keyed.example/quote", .cookies = "A=b" },
		{ .url = "https://keyed.example/quote", .form = "a=b" },
	};
	server_set_faults(&w->server, "keyed.example/quote * redirect https://keyed.example/other\n");
	for (size_t i = 0; i < COUNT(carrying); i++) {
		ask(w, &carrying[i]);
		assert_int_equal(w->answer.outcome, HTTP_BROKEN);
		assert_string_equal(w->answer.error, "redirected to keyed.example, refused: the request carries a key");
	}
	ask(w, &(struct http_request){ .url = URL, .secret = SECRET, .stays = true });
	assert_int_equal(w->answer.status, 302);
	assert_int_equal(server_requests(&w->server, "keyed.example/other"), 0);
}

static void a_form_is_posted_and_not_posted_twice(void **state)
{
	struct wire *w = *state;
	ask(w, &(struct http_request){ .url = "https://keyed.example/quote", .form = "csrfToken=a%20b&agree=agree" });
	assert_int_equal(w->answer.status, 200);
	assert_true(has(w, "wire", "POST keyed.example/quote\n"));
	assert_true(has(w, "wire", "\n\ncsrfToken=a%20b&agree=agree\n"));
	server_set_faults(&w->server, "keyed.example/quote * empty\n");
	ask(w, &(struct http_request){ .url = "https://keyed.example/quote", .form = "a=b" });
	assert_int_equal(w->answer.outcome, HTTP_BROKEN);
	assert_int_equal(server_requests(&w->server, "\tPOST\t"), 2);
}

static void long_cookies_go_along_whole(void **state)
{
	struct wire *w = *state;
	static char cookies[6000], line[6100];
	memset(cookies, 'x', sizeof cookies - 1);
	cookies[1] = '=';
	ask(w, &(struct http_request){ .url = "https://keyed.example/quote", .cookies = cookies });
	assert_int_equal(w->answer.status, 200);
	snprintf(line, sizeof line, "Cookie: %s\n", cookies);
	assert_true(has(w, "wire", line));
}

#define ON_WIRE(test) cmocka_unit_test_setup_teardown(test, open_wire, close_wire)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(secrets_go_over_https_alone),
		ON_WIRE(a_secret_goes_where_it_belongs_and_does_not_come_back),
		ON_WIRE(a_private_answer_is_not_recorded),
		ON_WIRE(a_redirect_is_refused_unless_it_is_an_answer),
		ON_WIRE(a_form_is_posted_and_not_posted_twice),
		ON_WIRE(long_cookies_go_along_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
