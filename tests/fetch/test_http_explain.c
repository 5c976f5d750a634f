#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/http_explain.h"

#define NOW INT64_C(1787251683) /* 2026-08-20 */

static void causes_are_said_in_words_and_told_apart(void **state)
{
	(void)state;
	static const struct {
		struct http_failure failure;
		enum http_outcome outcome;
		const char *sentence;
	} rows[] = {
		{ { .code = CURLE_COULDNT_RESOLVE_HOST }, HTTP_UNREACHABLE, "no name service for h" },
		{ { .code = CURLE_COULDNT_RESOLVE_PROXY },
		  HTTP_UNREACHABLE,
		  "no name service for the proxy on the way to h" },
		{ { .code = CURLE_COULDNT_CONNECT, .os_errno = ECONNREFUSED },
		  HTTP_REFUSED,
		  "connection refused by h" },
		{ { .code = CURLE_COULDNT_CONNECT, .os_errno = ENETUNREACH }, HTTP_UNREACHABLE, "no route to h" },
		{ { .code = CURLE_COULDNT_CONNECT, .os_errno = EHOSTUNREACH }, HTTP_UNREACHABLE, "no route to h" },
		{ { .code = CURLE_COULDNT_CONNECT, .os_errno = EPERM }, HTTP_REFUSED, "cannot connect to h" },
		{ { .code = CURLE_OPERATION_TIMEDOUT, .connected = true, .timeout_s = 30 },
		  HTTP_BROKEN,
		  "h did not answer within 30 s" },
		{ { .code = CURLE_OPERATION_TIMEDOUT, .connected = true, .in_time = true, .low_speed_s = 15 },
		  HTTP_BROKEN,
		  "h sent less than 100 bytes a second for 15 s" },
		{ { .code = CURLE_OPERATION_TIMEDOUT, .in_time = true, .connect_timeout_s = 10 },
		  HTTP_REFUSED,
		  "h did not take a connection within 10 s" },
		{ { .code = CURLE_PARTIAL_FILE }, HTTP_BROKEN, "the answer of h ended early" },
		{ { .code = CURLE_SSL_CONNECT_ERROR }, HTTP_BROKEN, "h does not speak TLS where https needs it" },
		{ { .code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = 10 },
		  HTTP_BROKEN,
		  "the certificate of h has expired" },
		{ { .code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = 0 },
		  HTTP_BROKEN,
		  "the certificate shown by h is for another host" },
		{ { .code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = 18 },
		  HTTP_BROKEN,
		  "the certificate of h is not trusted: it is signed by itself" },
		{ { .code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = 20 },
		  HTTP_BROKEN,
		  "the certificate of h is not trusted: its authority is unknown here" },
		{ { .code = CURLE_PEER_FAILED_VERIFICATION, .verify_result = 77 },
		  HTTP_BROKEN,
		  "the certificate of h is not trusted (code 77)" },
		{ { .code = CURLE_ABORTED_BY_CALLBACK },
		  HTTP_BROKEN,
		  "h: Operation was aborted by an application callback" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct http_failure f = rows[i].failure;
		char sentence[256];
		f.host = "h";
		f.now = NOW;
		assert_int_equal(http_explain(&f, sentence, sizeof sentence), rows[i].outcome);
		assert_string_equal(sentence, rows[i].sentence);
	}
}

static void a_clock_that_is_years_off_is_hinted_at(void **state)
{
	(void)state;
	struct http_failure f = {
		.code = CURLE_PEER_FAILED_VERIFICATION, .host = "h", .verify_result = 9, .now = 946684800
	};
	char sentence[256];
	http_explain(&f, sentence, sizeof sentence);
	assert_string_equal(sentence, "the certificate of h is not valid yet; this machine's clock says 2000-01-01, "
				      "is it years off?");
	f.now = NOW;
	http_explain(&f, sentence, sizeof sentence);
	assert_string_equal(sentence, "the certificate of h is not valid yet");
}

static void a_long_host_is_cut_at_the_end_of_the_space(void **state)
{
	(void)state;
	char sentence[24];
	struct http_failure f = { .code = CURLE_COULDNT_RESOLVE_HOST, .host = "a-very-long-name.example" };
	http_explain(&f, sentence, sizeof sentence);
	assert_string_equal(sentence, "no name service for a-v");
	http_sentence(sentence, sizeof sentence, "100 % of %s", "h");
	assert_string_equal(sentence, "100 % of h");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(causes_are_said_in_words_and_told_apart),
		cmocka_unit_test(a_clock_that_is_years_off_is_hinted_at),
		cmocka_unit_test(a_long_host_is_cut_at_the_end_of_the_space),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
