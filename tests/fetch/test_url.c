#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/address.h"
#include "fetch/url.h"

#define ROOT "http://127.0.0.1:8080"

static void what_is_no_web_address_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = { "",
					     "x",
					     "http:",
					     "http://",
					     "http:///x",
					     "ftp://a/",
					     "javascript:alert(1)",
					     "https://u@h/",
					     "https://u:p@h/",
					     "https://h/a b",
					     "https://h/\n",
					     "https://h:99999/",
					     " https://h/" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		if (url_is_web(wrong[i]))
			fail_msg("\"%s\" was taken for a web address", wrong[i]);
	assert_true(url_is_web("https://example.org"));
	assert_true(url_is_web("HTTP://example.org:8080/a?b=c#d"));
	assert_true(url_is_web("http://[::1]:80/"));
}

static void hosts_are_lower_case_with_the_port_that_was_written(void **state)
{
	(void)state;
	char host[URL_HOST_SIZE];
	assert_int_equal(url_host("nonsense://", host), -1);
	assert_int_equal(url_host("https://WWW.Example.ORG/Path", host), 0);
	assert_string_equal(host, "www.example.org");
	assert_int_equal(url_host("http://127.0.0.1:8080/x", host), 0);
	assert_string_equal(host, "127.0.0.1:8080");
	assert_int_equal(url_host_name("http://[::1]:8080/x", host), 0);
	assert_string_equal(host, "::1");
}

static void locations_are_resolved_against_where_they_came_from(void **state)
{
	(void)state;
	static const struct {
		const char *location, *expected;
	} rows[] = {
		{ "https://other.example/x", "https://other.example/x" },
		{ "//other.example/x", "https://other.example/x" },
		{ "/x?y=1", "https://example.org/x?y=1" },
		{ "z", "https://example.org/a/z" },
		{ "../z", "https://example.org/z" },
		{ "?q=2", "https://example.org/a/b?q=2" },
		{ "/x#part", "https://example.org/x" },
		{ "ftp://example.org/x", "ftp://example.org/x" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[URL_SIZE];
		assert_int_equal(url_resolve("https://example.org/a/b?q=1", rows[i].location, out), 0);
		assert_string_equal(out, rows[i].expected);
	}
}

static void addresses_move_below_the_feed_root_and_back(void **state)
{
	(void)state;
	static const struct {
		const char *url, *below;
	} rows[] = {
		{ "https://example.org/a/b?c=d,e&f=%5EG", ROOT "/example.org/a/b?c=d,e&f=%5EG" },
		{ "https://example.org", ROOT "/example.org/" },
		{ "https://example.org?q", ROOT "/example.org/?q" },
		{ "https://Example.org/A#b", ROOT "/example.org/A" },
	};
	char out[URL_SIZE];
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		assert_int_equal(url_below_root(ROOT, rows[i].url, out), 0);
		assert_string_equal(out, rows[i].below);
	}
	assert_int_equal(url_below_root(ROOT "/", "https://example.org/a", out), 0);
	assert_string_equal(out, ROOT "/example.org/a");
	assert_int_equal(url_below_root(ROOT, "ftp://example.org/a", out), -1);
	assert_int_equal(url_from_root(ROOT, ROOT "/example.org/a?b", out), 0);
	assert_string_equal(out, "https://example.org/a?b");
	assert_int_equal(url_from_root(ROOT, "http://127.0.0.1:80801/example.org/a", out), -1);
	assert_int_equal(url_from_root(ROOT, ROOT "/", out), -1);
}

static void keys_are_struck_out(void **state)
{
	(void)state;
	static const struct {
		const char *url, *clean;
	} rows[] = {
		{ "https://h/p?apikey=S3&x=1", "https://h/p?apikey=REDACTED&x=1" },
		{ "https://h/p?x=1&crumb=S3#f", "https://h/p?x=1&crumb=REDACTED#f" },
		{ "https://h/p?Subscription-Key=S3", "https://h/p?Subscription-Key=REDACTED" },
		{ "https://h/p?token=", "https://h/p?token=REDACTED" },
		{ "https://h/p?monkey=1&keyboard=2", "https://h/p?monkey=1&keyboard=2" },
		{ "Location: https://h/?key=S3 x", "Location: https://h/?key=REDACTED x" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char out[URL_SIZE];
		url_redact(rows[i].url, out, sizeof out);
		assert_string_equal(out, rows[i].clean);
	}
	char narrow[16];
	url_redact("https://h/?key=S3&a=b", narrow, sizeof narrow);
	assert_string_equal(narrow, "https://h/?key=");
}

static void symbols_are_escaped_for_a_query(void **state)
{
	(void)state;
	char out[32], tight[4];
	assert_int_equal(url_escape("^IXIC", out, sizeof out), 0);
	assert_string_equal(out, "%5EIXIC");
	assert_int_equal(url_escape("JPY=X,M&A", out, sizeof out), 0);
	assert_string_equal(out, "JPY%3DX,M%26A");
	assert_int_equal(url_escape("^IX", tight, sizeof tight), -1);
}

static void addresses_inside_are_known_in_all_their_forms(void **state)
{
	(void)state;
	static const char *const inside[] = { "127.0.0.1",
					      "127.255.255.254",
					      "10.0.0.1",
					      "172.16.0.1",
					      "172.31.255.255",
					      "192.168.1.1",
					      "169.254.169.254",
					      "100.64.0.1",
					      "0.0.0.0",
					      "224.0.0.1",
					      "255.255.255.255",
					      "::1",
					      "::",
					      "fe80::1",
					      "fe80::1%eth0",
					      "fc00::1",
					      "fd12::1",
					      "ff02::1",
					      "::ffff:127.0.0.1",
					      "::ffff:7f00:1",
					      "64:ff9b::a00:1",
					      "2002:7f00:1::",
					      "::10.0.0.1",
					      "localhost",
					      "LOCALHOST.",
					      "a.localhost" };
	static const char *const outside[] = { "8.8.8.8",
					       "172.15.0.1",
					       "172.32.0.1",
					       "192.167.0.1",
					       "100.128.0.1",
					       "11.0.0.1",
					       "2001:4860:4860::8888",
					       "::ffff:8.8.8.8",
					       "2002:808:808::1",
					       "localhost.example.org",
					       "mylocalhost",
					       "example.org",
					       "" };
	for (size_t i = 0; i < sizeof inside / sizeof *inside; i++)
		if (!address_text_is_private(inside[i]))
			fail_msg("%s was taken for an address of the internet", inside[i]);
	for (size_t i = 0; i < sizeof outside / sizeof *outside; i++)
		if (address_text_is_private(outside[i]))
			fail_msg("%s was taken for a private address", outside[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_web_address_is_refused),
		cmocka_unit_test(hosts_are_lower_case_with_the_port_that_was_written),
		cmocka_unit_test(locations_are_resolved_against_where_they_came_from),
		cmocka_unit_test(addresses_move_below_the_feed_root_and_back),
		cmocka_unit_test(keys_are_struck_out),
		cmocka_unit_test(symbols_are_escaped_for_a_query),
		cmocka_unit_test(addresses_inside_are_known_in_all_their_forms),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
