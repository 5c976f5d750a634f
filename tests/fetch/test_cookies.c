/* Cookies: which are kept, and to whom they go back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/cookies.h"

#define NOW 1787251683
#define HERE "https://query1.finance.yahoo.com/v7/finance/quote"
#define COUNT(array) (sizeof(array) / sizeof *(array))

static int open_jar(void **state)
{
	struct cookie_jar *jar = calloc(1, sizeof *jar);
	cookie_jar_init(jar, "yahoo.com");
	*state = jar;
	return 0;
}

static int close_jar(void **state)
{
	cookie_jar_clear(*state);
	free(*state);
	return 0;
}

static void take(struct cookie_jar *jar, const char *url, const char *fields)
{
	char headers[16384];
	snprintf(headers, sizeof headers, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n%s\r\n", fields);
	assert_int_equal(cookie_jar_take(jar, url, headers, NOW), 0);
}

static void assert_sent(const struct cookie_jar *jar, const char *url, const char *expected)
{
	char out[COOKIES_FIELD_SIZE];
	cookie_jar_format(jar, url, NOW, out);
	assert_string_equal(out, expected);
}

static void what_is_no_cookie_is_passed_over(void **state)
{
	struct cookie_jar *jar = *state;
	static const char *const wrong[] = {
		"Set-Cookie:",       "Set-Cookie: ",       "Set-Cookie: A1",        "Set-Cookie: =x",
		"Set-Cookie: ;A1=x", "Set-Cookie: A 1=x",  "Set-Cookie: A1=x\x01y", "Set-Cookie: A\xc3\xa9=x",
		"Set-Cookie2: A1=x", "X-Set-Cookie: A1=x",
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		take(jar, HERE, wrong[i]);
		if (jar->count)
			fail_msg("kept: %s", wrong[i]);
	}
}

static void a_cookie_for_somewhere_else_is_refused(void **state)
{
	struct cookie_jar *jar = *state;
	static const struct {
		const char *url, *field;
	} wrong[] = {
		{ HERE, "Set-Cookie: A1=x; Domain=com" },
		{ HERE, "Set-Cookie: A1=x; Domain=example.com" },
		{ HERE, "Set-Cookie: A1=x; Domain=fc.yahoo.com" },
		{ HERE, "Set-Cookie: A1=x; Domain=oo.com" },
		{ "https://notyahoo.com/", "Set-Cookie: A1=x; Domain=notyahoo.com" },
		{ "https://notyahoo.com/", "Set-Cookie: A1=x" },
		{ "https://notyahoo.com/", "Set-Cookie: A1=x; Domain=.yahoo.com" },
		{ "http://fc.yahoo.com/", "Set-Cookie: A1=x; Domain=.yahoo.com" },
		{ "https://yahoo.com.example.org/", "Set-Cookie: A1=x" },
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		take(jar, wrong[i].url, wrong[i].field);
		if (jar->count)
			fail_msg("kept from %s: %s", wrong[i].url, wrong[i].field);
	}
}

static void what_is_too_long_or_too_much_is_passed_over(void **state)
{
	struct cookie_jar *jar = *state;
	static char field[8000];
	int used = snprintf(field, sizeof field, "Set-Cookie: A1=");
	memset(field + used, 'x', COOKIE_VALUE_SIZE);
	take(jar, HERE, field);
	assert_int_equal(jar->count, 0);
	field[used + COOKIE_VALUE_SIZE - 1] = '\0';
	take(jar, HERE, field);
	assert_int_equal(jar->count, 1);
	for (int i = 0; i < 100; i++) {
		snprintf(field, sizeof field, "Set-Cookie: N%d=x", i);
		take(jar, HERE, field);
	}
	assert_int_equal(jar->count, COOKIES_MAX);
}

static void a_cookie_goes_to_its_own_domain_and_path_alone(void **state)
{
	struct cookie_jar *jar = *state;
	take(jar, "https://fc.yahoo.com/",
	     "Set-Cookie: A3=d=AQ&S=AQ; Expires=Sun, 21 Aug 2027 08:00:00 GMT; Max-Age=31557600; Domain=.yahoo.com; "
	     "Path=/; SameSite=None; Secure; HttpOnly\r\n"
	     "set-cookie:HOST=only; Path=/\r\n"
	     "Set-Cookie: DEEP=1; Domain=finance.yahoo.com\r\n"
	     "Set-Cookie: PART=1; Domain=yahoo.com; Path=/v7\r\n");
	assert_sent(jar, HERE, "A3=d=AQ&S=AQ; PART=1");
	assert_sent(jar, "https://fc.yahoo.com/", "A3=d=AQ&S=AQ; HOST=only");
	assert_sent(jar, "https://sub.fc.yahoo.com/", "A3=d=AQ&S=AQ");
	assert_sent(jar, "https://yahoo.com", "A3=d=AQ&S=AQ");
	assert_sent(jar, "https://yahoo.com/v7", "A3=d=AQ&S=AQ; PART=1");
	assert_sent(jar, "https://yahoo.com/v77", "A3=d=AQ&S=AQ");
	assert_sent(jar, "https://yahoo.com/v7?x=1", "A3=d=AQ&S=AQ; PART=1");
	assert_sent(jar, "https://notyahoo.com/v7", "");
	assert_sent(jar, "https://yahoo.com.example.org/v7", "");
	assert_sent(jar, "http://query1.finance.yahoo.com/v7", "");
	assert_sent(jar, "https://quote.cnbc.com/", "");
}

static void a_newer_cookie_takes_the_place_of_an_older_and_an_old_one_goes(void **state)
{
	struct cookie_jar *jar = *state;
	take(jar, HERE, "Set-Cookie: A1=first; Domain=yahoo.com\r\n");
	take(jar, HERE, "Set-Cookie: A1=second; Domain=.YAHOO.com\r\n");
	assert_sent(jar, HERE, "A1=second");
	take(jar, HERE, "Set-Cookie: A1=; Domain=yahoo.com; Max-Age=0\r\n");
	assert_sent(jar, HERE, "");
	take(jar, HERE, "Set-Cookie: B=1; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n");
	assert_sent(jar, HERE, "");
	/* Max-Age is the younger way to say it and goes before the other. */
	take(jar, HERE, "Set-Cookie: C=1; Max-Age=60; Expires=Thu, 01 Jan 1970 00:00:00 GMT\r\n");
	assert_sent(jar, HERE, "C=1");
	char out[COOKIES_FIELD_SIZE];
	cookie_jar_format(jar, HERE, NOW + 61, out);
	assert_string_equal(out, "");
	take(jar, HERE, "Set-Cookie: D=1; Max-Age=99999999999999999999\r\n");
	assert_sent(jar, HERE, "C=1; D=1");
}

#define WITH_JAR(test) cmocka_unit_test_setup_teardown(test, open_jar, close_jar)

int main(void)
{
	const struct CMUnitTest tests[] = {
		WITH_JAR(what_is_no_cookie_is_passed_over),
		WITH_JAR(a_cookie_for_somewhere_else_is_refused),
		WITH_JAR(what_is_too_long_or_too_much_is_passed_over),
		WITH_JAR(a_cookie_goes_to_its_own_domain_and_path_alone),
		WITH_JAR(a_newer_cookie_takes_the_place_of_an_older_and_an_old_one_goes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
