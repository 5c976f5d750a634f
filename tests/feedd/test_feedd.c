/* The feed server itself, over real sockets: what it refuses, how it serves its folder, what it logs, how it ends. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "tests/feedd/client.h"

/* ---- refusals ---- */

static void refused_script(const char *script, const char *sentence)
{
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults", script);
	assert_false(feedd_start(&f));
	assert_int_equal(feedd_status(&f), 1);
	if (!strstr(buffer_text(&f.printed), sentence))
		fail_msg("\"%s\" is not in: %s", sentence, buffer_text(&f.printed));
	feedd_stop(&f);
}

static void a_wrong_rule_is_refused_by_line(void **state)
{
	(void)state;
	refused_script("# fine\nexample.org 1\n", "line 2: a rule is MATCH RANGE ACTION");
	refused_script("example.org 0 reset\n", "line 1: a range is");
	refused_script("example.org 3-2 reset\n", "line 1: a range is");
	refused_script("example.org */0 reset\n", "line 1: a range is");
	refused_script("example.org 1x reset\n", "line 1: a range is");
	refused_script("example.org 99999999999999999999 reset\n", "line 1: a range is");
	refused_script("\n\nexample.org * explode\n", "line 3: no action is called \"explode\"");
	refused_script("example.org * status often\n", "line 1: status takes a status code");
	refused_script("example.org * status\n", "line 1: status takes a status code");
	refused_script("example.org * trickle 5\n", "line 1: trickle takes BYTES/MS");
	refused_script("example.org * trickle 0/5\n", "line 1: trickle takes BYTES/MS");
	refused_script("example.org * type a type b\n", "line 1: type takes a media type once");
	refused_script("example.org * type \"open\n", "line 1: a rule is MATCH RANGE ACTION");
}

static void a_folder_or_certificate_that_is_not_there_is_named(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	assert_false(feedd_start_with(&f, "--root", "/nonexistent/folder", NULL));
	assert_non_null(strstr(buffer_text(&f.printed), "/nonexistent/folder"));
	assert_int_equal(feedd_status(&f), 1);
	feedd_stop(&f);
	feedd_make(&f);
	assert_false(feedd_start_with(&f, "--tls", "/nonexistent.pem", "/nonexistent.key"));
	assert_non_null(strstr(buffer_text(&f.printed), "/nonexistent.pem"));
	assert_int_equal(feedd_status(&f), 1);
	feedd_stop(&f);
}

static void a_wrong_option_ends_with_2(void **state)
{
	(void)state;
	const char *const wrong[] = { "--port=x", "--port=65536", "--what", "word" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct feedd f;
		feedd_make(&f);
		assert_false(feedd_start_with(&f, wrong[i], NULL, NULL));
		assert_int_equal(feedd_status(&f), 2);
		feedd_stop(&f);
	}
}

static void a_port_in_use_is_refused(void **state)
{
	(void)state;
	struct feedd f, second;
	char port[16];
	feedd_make(&f);
	assert_true(feedd_start(&f));
	feedd_make(&second);
	snprintf(port, sizeof port, "%d", f.port);
	assert_false(feedd_start_with(&second, "--port", port, NULL));
	assert_non_null(strstr(buffer_text(&second.printed), port));
	assert_int_equal(feedd_status(&second), 1);
	feedd_stop(&second);
	feedd_stop(&f);
}

static void no_path_leads_out_of_the_folder(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "secret", "secret\n");
	assert_true(feedd_start(&f));
	const char *const ways[] = { "/../secret",
				     "/example.org/../../secret",
				     "/example.org/..%2f..%2fsecret",
				     "/%2e%2e/secret",
				     "/example.org/./feed.json",
				     "//secret",
				     "/example.org//feed.json",
				     "/..%5csecret",
				     "/example.org/feed.json%00.txt",
				     "/",
				     "/example.org/feed.json/" };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		assert_status(&f, ways[i], 404);
	const char *const queries[] = { "/example.org/x?/../../secret", "/example.org/x?%2f..%2f..%2f..%2fsecret" };
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		assert_status(&f, queries[i], 404);
	feedd_stop(&f);
}

/* ---- the folder ---- */

static void a_file_is_served_under_its_host_by_path_by_host_header_and_as_a_proxy(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	assert_true(feedd_start(&f));
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	assert_answer(&f, "http://example.org/feed.json", 200, PAYLOAD);
	struct answer a = ask_with(&f, "GET /feed.json", "Host: example.org:443\r\n");
	assert_string_equal(a.body, PAYLOAD);
	assert_header(&a, "Content-Type", "application/json");
	buffer_release(&a.text);
	a = ask_with(&f, "GET /example.org/feed.json", "Host: example.org\r\n");
	assert_int_equal(a.status, 200);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_head_request_gets_the_same_head_and_no_body(void **state)
{
	(void)state;
	struct feedd f;
	char length[32];
	feedd_make(&f);
	assert_true(feedd_start(&f));
	struct answer a = ask_with(&f, "HEAD /example.org/feed.json", "");
	assert_int_equal(a.status, 200);
	assert_int_equal(a.length, 0);
	snprintf(length, sizeof length, "%zu", strlen(PAYLOAD));
	assert_header(&a, "Content-Length", length);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void symbols_with_signs_are_files_of_their_decoded_name(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "root/q.example/chart/^GSPC", "index");
	feedd_write(&f, "root/q.example/chart/JPY=X", "yen");
	feedd_write(&f, "root/q.example/chart/9984.T", "softbank");
	assert_true(feedd_start(&f));
	assert_answer(&f, "/q.example/chart/%5EGSPC", 200, "index");
	assert_answer(&f, "/q.example/chart/%5eGSPC?range=1d", 200, "index");
	assert_answer(&f, "/q.example/chart/^GSPC", 200, "index");
	assert_answer(&f, "/q.example/chart/JPY=X", 200, "yen");
	assert_answer(&f, "/q.example/chart/JPY%3DX", 200, "yen");
	assert_answer(&f, "/q.example/chart/9984.T", 200, "softbank");
	feedd_stop(&f);
}

static void the_closest_file_for_a_query_answers(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "root/q.example/spark", "any");
	feedd_write(&f, "root/q.example/spark@symbols=NVDA%2CAMD", "two");
	feedd_write(&f, "root/q.example/spark@symbols=NVDA,AMD&range=5d", "five days");
	feedd_write(&f, "root/q.example/spark?interval=5m&symbols=ORCL", "exact");
	feedd_write(&f, "root/q.example/folder/index", "of the folder");
	assert_true(feedd_start(&f));
	assert_answer(&f, "/q.example/spark", 200, "any");
	assert_answer(&f, "/q.example/spark?symbols=TSM", 200, "any");
	assert_answer(&f, "/q.example/spark?symbols=NVDA,AMD", 200, "two");
	assert_answer(&f, "/q.example/spark?range=1d&symbols=NVDA%2cAMD", 200, "two");
	assert_answer(&f, "/q.example/spark?range=5d&symbols=NVDA%2CAMD", 200, "five days");
	assert_answer(&f, "/q.example/spark?interval=5m&symbols=ORCL", 200, "exact");
	assert_answer(&f, "/q.example/spark?symbols=ORCL&interval=5m", 200, "exact");
	assert_answer(&f, "/q.example/folder/", 200, "of the folder");
	assert_answer(&f, "/q.example/folder", 200, "of the folder");
	assert_status(&f, "/q.example/none", 404);
	feedd_stop(&f);
}

static void a_sidecar_sets_and_takes_headers_and_redirects_without_a_file(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "root/example.org/feed.json.headers",
		    "# comment\nCache-Control: max-age=10\nETag:\n"
		    "Last-Modified:\nContent-Type: text/plain\n");
	feedd_write(&f, "root/example.org/old.headers", "Status: 301\nLocation: /example.org/feed.json\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json");
	assert_header(&a, "Cache-Control", "max-age=10");
	assert_header(&a, "ETag", "");
	assert_header(&a, "Last-Modified", "");
	assert_header(&a, "Content-Type", "text/plain");
	buffer_release(&a.text);
	a = ask(&f, "/example.org/old");
	assert_int_equal(a.status, 301);
	assert_header(&a, "Location", "/example.org/feed.json");
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_validator_that_fits_is_answered_with_304_and_no_body(void **state)
{
	(void)state;
	struct feedd f;
	char tag[256], time[256], headers[600];
	feedd_make(&f);
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json");
	answer_header(&a, "ETag", tag);
	answer_header(&a, "Last-Modified", time);
	assert_int_equal(tag[0], '"');
	buffer_release(&a.text);
	const struct {
		const char *form, *value;
		int status;
	} cases[] = {
		{ "If-None-Match: %s\r\n", tag, 304 },
		{ "If-None-Match: \"other\", W/%s\r\n", tag, 304 },
		{ "If-None-Match: \"other\"\r\nIf-Modified-Since: %s\r\n", time, 200 },
		{ "If-Modified-Since: %s\r\n", time, 304 },
		{ "If-Modified-Since: %s\r\n", "Thu, 01 Jan 1970 00:00:01 GMT", 200 },
		{ "If-Modified-Since: %s\r\n", "yesterday", 200 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t before = strcspn(cases[i].form, "%");
		snprintf(headers, sizeof headers, "%.*s%s%s", (int)before, cases[i].form, cases[i].value,
			 cases[i].form + before + 2);
		a = ask_with(&f, "GET /example.org/feed.json", headers);
		assert_int_equal(a.status, cases[i].status);
		assert_int_equal(a.length, cases[i].status == 304 ? 0 : strlen(PAYLOAD));
		buffer_release(&a.text);
	}
	feedd_write(&f, "root/example.org/feed.json", "{}");
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", tag);
	a = ask_with(&f, "GET /example.org/feed.json", headers);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body, "{}");
	buffer_release(&a.text);
	feedd_stop(&f);
}

/* ---- the log, and the end ---- */

static void the_log_has_a_line_a_request(void **state)
{
	(void)state;
	struct feedd f;
	struct buffer log;
	feedd_make(&f);
	feedd_write(&f, "faults", "# one\n*?x 1 status 429\n*?x 2 silent\n");
	assert_true(feedd_start(&f));
	struct answer a = ask_with(&f, "GET /example.org/feed.json?x", "User-Agent: froth/0.1 (test)\r\n");
	buffer_release(&a.text);
	a = ask_with(&f, "HEAD /example.org/feed.json", "If-None-Match: \"x\"\r\n");
	buffer_release(&a.text);
	a = ask_held(&f, "GET /example.org/feed.json?x", 0);
	buffer_release(&a.text);
	feedd_read_log(&f, &log);
	const char *lines[] = { "GET\texample.org/feed.json?x\t429\t28\tno\t2\tfroth/0.1 (test)",
				"HEAD\texample.org/feed.json\t200\t79\tyes\t-\t-",
				"GET\texample.org/feed.json?x\t-\t-\tno\t3\t-" };
	char *rest = NULL, *line = strtok_r(log.data, "\n", &rest);
	for (size_t i = 0; i < 3; i++, line = strtok_r(NULL, "\n", &rest)) {
		assert_non_null(line);
		assert_string_equal(strchr(line, '\t') + 1, lines[i]);
	}
	buffer_release(&log);
	feedd_stop(&f);
}

static void it_ends_on_a_signal_and_with_its_standard_input(void **state)
{
	(void)state;
	struct feedd f;
	feedd_make(&f);
	feedd_write(&f, "faults", "* * silent\n");
	assert_true(feedd_start(&f));
	int fd = request_send(&f, "GET /example.org/feed.json", "");
	kill(f.pid, SIGTERM);
	assert_int_equal(feedd_status(&f), 0);
	close(fd);
	feedd_stop(&f);
	feedd_make(&f);
	assert_true(feedd_start(&f));
	feedd_stop(&f); /* closes its input, and wants status 0 */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_rule_is_refused_by_line),
		cmocka_unit_test(a_folder_or_certificate_that_is_not_there_is_named),
		cmocka_unit_test(a_wrong_option_ends_with_2),
		cmocka_unit_test(a_port_in_use_is_refused),
		cmocka_unit_test(no_path_leads_out_of_the_folder),
		cmocka_unit_test(a_file_is_served_under_its_host_by_path_by_host_header_and_as_a_proxy),
		cmocka_unit_test(a_head_request_gets_the_same_head_and_no_body),
		cmocka_unit_test(symbols_with_signs_are_files_of_their_decoded_name),
		cmocka_unit_test(the_closest_file_for_a_query_answers),
		cmocka_unit_test(a_sidecar_sets_and_takes_headers_and_redirects_without_a_file),
		cmocka_unit_test(a_validator_that_fits_is_answered_with_304_and_no_body),
		cmocka_unit_test(the_log_has_a_line_a_request),
		cmocka_unit_test(it_ends_on_a_signal_and_with_its_standard_input),
	};
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
