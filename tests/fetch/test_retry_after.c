#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/retry_after.h"

#define NOW INT64_C(1445412000) /* 2015-10-21T07:20:00Z */
#define CORPUS "../shared/corpus/hostile/http/retry-after.tsv"

static void what_is_neither_seconds_nor_a_date_is_refused(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",
		" ",
		"-1",
		"+5",
		"1.5",
		"0x10",
		"1e3",
		"5 s",
		"5;5",
		", 5",
		"99999999999999999999",
		"soon",
		"Wed, 31 Feb 2015 07:28:00 GMT",
		"Wed, 21 Oct 2015 24:00:00 GMT",
		"Wed, 21 Oct 2015 07:60:00 GMT",
		"Wed, 00 Oct 2015 07:28:00 GMT",
		"Wed, 21 Okt 2015 07:28:00 GMT",
		"Wed, 21 Oct 2015 07:28:00",
		"Wed, 21 Oct 2015 07:28:00 GMTX",
		"Wed, 21 Oct 99999 07:28:00 GMT",
		"2015-10-21T07:28:00Z",
		"Xyz, 21 Oct 2015 07:28:00 GMT",
		"Wed Oct 21 07:28:00",
		"Wednesday, 21-Oct-2015 07:28:00 GMT",
	};
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int64_t until;
		if (!retry_after_parse(wrong[i], NOW, &until))
			fail_msg("\"%s\" was taken for %lld", wrong[i], (long long)until);
		assert_int_equal(retry_after_wait(wrong[i], NOW), -1);
	}
}

static void seconds_and_the_three_forms_of_a_date_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *text;
		int64_t until;
	} rows[] = {
		{ "0", NOW },
		{ "120", NOW + 120 },
		{ "007", NOW + 7 },
		{ "Wed, 21 Oct 2015 07:28:00 GMT", 1445412480 },
		{ "wed, 21 oct 2015 07:28:00 gmt", 1445412480 },
		{ "Wednesday, 21-Oct-15 07:28:00 GMT", 1445412480 },
		{ "Wed Oct 21 07:28:00 2015", 1445412480 },
		{ "Sun Nov  6 08:49:37 1994", 784111777 },
		{ "Thu, 29 Feb 2024 23:59:59 GMT", 1709251199 },
		{ "Tue, 19 Jan 2038 03:14:08 GMT", INT64_C(2147483648) },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		int64_t until = -1;
		assert_int_equal(retry_after_parse(rows[i].text, NOW, &until), 0);
		assert_int_equal(until, rows[i].until);
	}
}

static void a_year_of_two_digits_is_within_fifty_years(void **state)
{
	(void)state;
	int64_t seconds;
	assert_int_equal(http_date_parse("Sunday, 06-Nov-94 08:49:37 GMT", NOW, &seconds), 0);
	assert_int_equal(seconds, 784111777); /* 1994, not 2094 */
	assert_int_equal(http_date_parse("Friday, 01-Jan-60 00:00:00 GMT", NOW, &seconds), 0);
	assert_int_equal(seconds, INT64_C(2840140800)); /* 2060 */
}

static void a_wait_is_over_nothing_and_within_a_day(void **state)
{
	(void)state;
	assert_int_equal(retry_after_wait("0", NOW), -1);
	assert_int_equal(retry_after_wait("1", NOW), 1);
	assert_int_equal(retry_after_wait("86400", NOW), 86400);
	assert_int_equal(retry_after_wait("86401", NOW), -1);
	assert_int_equal(retry_after_wait("Wed, 21 Oct 2015 07:28:00 GMT", NOW), 480);
	assert_int_equal(retry_after_wait("Wed, 21 Oct 2015 07:19:59 GMT", NOW), -1);
	assert_int_equal(retry_after_wait("Fri, 31 Dec 9999 23:59:59 GMT", NOW), -1);
}

/* Lines of kind, value, expected: seconds, an epoch, or INVALID. */
static void check_line(char *line)
{
	line[strcspn(line, "\r\n")] = '\0';
	char *value = strchr(line, '\t'), *expected = value ? strchr(value + 1, '\t') : NULL;
	if (*line == '#' || !expected)
		return;
	*value++ = '\0';
	*expected++ = '\0';
	int64_t until = 0, base = strcmp(line, "delta") ? NOW : 0;
	int result = retry_after_parse(value, base, &until);
	if (!strcmp(expected, "INVALID") != (result != 0))
		fail_msg("\"%s\": expected %s", value, expected);
	if (!result)
		assert_int_equal(until, strtoll(expected, NULL, 10));
}

static void the_collected_values_are_read_as_expected(void **state)
{
	(void)state;
	FILE *file = fopen(CORPUS, "re");
	if (!file) {
		printf("skipped: %s is not here\n", CORPUS);
		skip();
	}
	char line[512];
	while (fgets(line, sizeof line, file))
		check_line(line);
	fclose(file);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_neither_seconds_nor_a_date_is_refused),
		cmocka_unit_test(seconds_and_the_three_forms_of_a_date_are_read),
		cmocka_unit_test(a_year_of_two_digits_is_within_fifty_years),
		cmocka_unit_test(a_wait_is_over_nothing_and_within_a_day),
		cmocka_unit_test(the_collected_values_are_read_as_expected),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
