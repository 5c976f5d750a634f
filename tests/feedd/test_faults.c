/* The faults of the feed server, over real sockets: each arrives as its script says. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <errno.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tests/feedd/client.h"

static void a_rule_acts_on_the_requests_of_its_range(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults",
		    "# the comment\n"
		    "example.org/feed.json?a 2-3 status 429 retry-after 120\n"
		    "example.org/feed.json?a 5- status 503\n"
		    "*json?b */2 status 500\n"
		    "example.org/feed.json?c 1 status 503 retry-after \"Wed, 21 Oct 2026 07:28:00 GMT\"\n");
	assert_true(feedd_start(&f));
	const int a_status[] = { 200, 429, 429, 200, 503, 503 }, b_status[] = { 200, 500, 200, 500 };
	for (size_t i = 0; i < sizeof a_status / sizeof *a_status; i++)
		assert_status(&f, "/example.org/feed.json?a", a_status[i]);
	for (size_t i = 0; i < sizeof b_status / sizeof *b_status; i++)
		assert_status(&f, "/example.org/feed.json?b", b_status[i]);
	assert_status(&f, "/example.org/feed.json", 200);
	struct answer a = ask(&f, "/example.org/feed.json?c");
	assert_int_equal(a.status, 503);
	assert_header(&a, "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
	assert_header(&a, "ETag", "");
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void the_script_is_read_again_on_hangup_and_a_wrong_one_is_left(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults", "* 1 status 500\n");
	assert_true(feedd_start(&f));
	assert_status(&f, "/example.org/feed.json", 500);
	assert_status(&f, "/example.org/feed.json", 200);
	feedd_write(&f, "faults", "* 1 status 502\n");
	kill(f.pid, SIGHUP);
	assert_true(feedd_wait_printed(&f, "reloaded"));
	assert_status(&f, "/example.org/feed.json", 502);
	feedd_write(&f, "faults", "* 1 nonsense\n");
	kill(f.pid, SIGHUP);
	assert_true(feedd_wait_printed(&f, "the old script stays"));
	assert_status(&f, "/example.org/feed.json", 200);
	feedd_stop(&f);
}

static void faults_of_content_arrive_as_written(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "root/example.org/drift.json", "{\"renamed\": 1}");
	feedd_write(&f, "faults",
		    "*?html * html\n*?type * type image/png\n*?cut * cut 10\n*?file * file example.org/drift.json\n"
		    "*?header * header \"X-Odd: yes\"\n*?redirect * redirect https://elsewhere.example/x\n"
		    "*?moved * status 308 redirect /y\n*?204 * status 204\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json?html");
	assert_int_equal(a.status, 200);
	assert_header(&a, "Content-Type", "text/html; charset=utf-8");
	assert_non_null(strstr(a.body, "<!DOCTYPE html>"));
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?type");
	assert_header(&a, "Content-Type", "image/png");
	assert_string_equal(a.body, PAYLOAD);
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?cut");
	assert_header(&a, "Content-Length", "10");
	assert_int_equal(a.length, 10);
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?header");
	assert_header(&a, "X-Odd", "yes");
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?redirect");
	assert_int_equal(a.status, 302);
	assert_header(&a, "Location", "https://elsewhere.example/x");
	buffer_release(&a.text);
	assert_answer(&f, "/example.org/feed.json?file", 200, "{\"renamed\": 1}");
	assert_status(&f, "/example.org/feed.json?moved", 308);
	assert_answer(&f, "/example.org/feed.json?204", 204, "");
	feedd_stop(&f);
}

static void faults_of_validators_arrive_as_written(void **state)
{
	(void)state;
	struct feedd f;
	char first[256], second[256], headers[600];
	feedd_make(&f);
	feedd_write(&f, "faults",
		    "*?broken * etag-broken\n*?turns 2- etag \"\\\"next\\\"\"\n*?turns2 2- etag W/next\n");

	feedd_write(&f, "faults", "*?broken * etag-broken\n*?turns 2- etag W/next\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json?broken");
	answer_header(&a, "ETag", first);
	buffer_release(&a.text);
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", first);
	a = ask_with(&f, "GET /example.org/feed.json?broken", headers);
	answer_header(&a, "ETag", second);
	assert_int_equal(a.status, 200);
	assert_string_not_equal(first, second);
	buffer_release(&a.text);

	a = ask(&f, "/example.org/feed.json?turns");
	answer_header(&a, "ETag", first);
	buffer_release(&a.text);
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", first);
	a = ask_with(&f, "GET /example.org/feed.json?turns", headers);
	assert_int_equal(a.status, 304);
	assert_header(&a, "ETag", "W/next");
	buffer_release(&a.text);
	a = ask_with(&f, "GET /example.org/feed.json?turns", "If-None-Match: W/next\r\n");
	assert_int_equal(a.status, 304);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_truncated_body_ends_before_its_length(void **state)
{
	(void)state;
	struct feedd f;
	char length[256];
	feedd_make(&f);
	feedd_write(&f, "faults", "* * truncate 20\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json");
	answer_header(&a, "Content-Length", length);
	assert_int_equal(strtol(length, NULL, 10), (long)strlen(PAYLOAD));
	assert_int_equal(a.length, 20);
	assert_memory_equal(a.body, PAYLOAD, 20);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void an_endless_body_goes_on_and_the_server_serves_others(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults", "*?endless * endless\n*?headers * headers-endless\n");
	assert_true(feedd_start(&f));
	const char *const kinds[] = { "GET /example.org/feed.json?endless", "GET /example.org/feed.json?headers" };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct answer a = { 0 };
		buffer_init(&a.text, 64 << 20);
		int fd = request_send(&f, kinds[i], "");
		answer_read(&a, fd, 1 << 20);
		assert_int_equal(a.status, 200);
		assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
		close(fd);
		buffer_release(&a.text);
	}
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	feedd_stop(&f);
}

static void what_is_held_back_holds_nobody_else(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults",
		    "*?silent * silent\n*?late * delay 3600000\n*?trickle * trickle 7/3600000\n"
		    "*?slow * headers-slow\n");
	assert_true(feedd_start(&f));
	struct answer a = ask_held(&f, "GET /example.org/feed.json?silent", 0);
	buffer_release(&a.text);
	a = ask_held(&f, "GET /example.org/feed.json?late", 0);
	buffer_release(&a.text);
	struct answer whole = ask(&f, "/example.org/feed.json");
	size_t head = (size_t)(whole.body - whole.text.data);
	a = ask_held(&f, "GET /example.org/feed.json?trickle", head + 7);
	assert_int_equal(a.length, 7);
	buffer_release(&a.text);
	buffer_release(&whole.text);
	int fd = request_send(&f, "GET /example.org/feed.json?slow", "");
	a = (struct answer){ 0 };
	buffer_init(&a.text, 1 << 20);
	answer_read(&a, fd, strlen("HTTP/1.1 200 OK\r\nX-Again: 1\r\n"));
	assert_non_null(strstr(buffer_text(&a.text), "X-Again"));
	close(fd);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_delayed_and_trickled_answer_is_whole_in_the_end(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults", "* * delay 5 trickle 10/1\n");
	assert_true(feedd_start(&f));
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	feedd_stop(&f);
}

static void faults_below_http_arrive_as_written(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults",
		    "*?empty * empty\n*?reset * reset\n*?garbage * garbage\n*?half * headers-half\n"
		    "*?chunk * chunk-broken\n");
	assert_true(feedd_start(&f));
	const struct {
		const char *target;
		int status, failure;
		const char *text;
	} cases[] = {
		{ "/example.org/feed.json?empty", 0, 0, NULL },
		{ "/example.org/feed.json?reset", 200, ECONNRESET, "Content-Length: 5000" },
		{ "/example.org/feed.json?garbage", 0, 0, NULL },
		{ "/example.org/feed.json?half", 200, 0, "Content-Type: appl" },
		{ "/example.org/feed.json?chunk", 200, 0, "FFFFFFFFFFFFFFFFF" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = ask(&f, cases[i].target);
		assert_int_equal(a.status, cases[i].status);
		assert_int_equal(a.failure, cases[i].failure);
		if (cases[i].text)
			assert_non_null(strstr(buffer_text(&a.text), cases[i].text));
		assert_int_equal(!a.text.length, i == 0);
		buffer_release(&a.text);
	}
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	feedd_stop(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_rule_acts_on_the_requests_of_its_range),
		cmocka_unit_test(the_script_is_read_again_on_hangup_and_a_wrong_one_is_left),
		cmocka_unit_test(faults_of_content_arrive_as_written),
		cmocka_unit_test(faults_of_validators_arrive_as_written),
		cmocka_unit_test(a_truncated_body_ends_before_its_length),
		cmocka_unit_test(an_endless_body_goes_on_and_the_server_serves_others),
		cmocka_unit_test(what_is_held_back_holds_nobody_else),
		cmocka_unit_test(a_delayed_and_trickled_answer_is_whole_in_the_end),
		cmocka_unit_test(faults_below_http_arrive_as_written),
	};
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
