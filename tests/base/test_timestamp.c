#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/timestamp.h"

static void texts_that_are_no_instant_are_refused(void **state)
{
	static const char *const wrong[] = {
		"",
		"2026-08-20",
		"2026-08-20T18:48:03",
		"2026-08-20T18:48Z",
		"2026-13-20T18:48:03Z",
		"2026-00-20T18:48:03Z",
		"2026-08-32T18:48:03Z",
		"2026-08-00T18:48:03Z",
		"2026-02-29T18:48:03Z",
		"1900-02-29T00:00:00Z",
		"2026-08-20T24:00:00Z",
		"2026-08-20T18:60:00Z",
		"2026-08-20T18:48:61Z",
		"2026-08-20T18:48:03.Z",
		"2026-08-20T18:48:03+1",
		"2026-08-20T18:48:03+0100",
		"2026-08-20T18:48:03+24:00",
		"2026-08-20T18:48:03+01:60",
		"2026-08-20T18:48:03ZZ",
		"2026-08-20T18:48:03Z ",
		" 2026-08-20T18:48:03Z",
		"26-08-20T18:48:03Z",
		"-026-08-20T18:48:03Z",
		"2026-8-20T18:48:03Z",
		"2026/08/20T18:48:03Z",
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int64_t t = 77;
		if (timestamp_parse_rfc3339(wrong[i], &t) != -1)
			fail_msg("%s was taken", wrong[i]);
		assert_int_equal(t, 77);
	}
}

static void texts_that_are_no_date_are_refused(void **state)
{
	static const char *const wrong[] = {
		"", "2026", "2026-08", "2026-08-20T00:00:00Z", "2026-08-20 ", "2025-02-29", "2026-04-31", "20260820"
	};
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		int64_t t;
		assert_int_equal(timestamp_parse_date(wrong[i], &t), -1);
	}
}

static void instants_are_read(void **state)
{
	static const struct {
		const char *text;
		int64_t seconds;
	} cases[] = {
		{ "1970-01-01T00:00:00Z", 0 },
		{ "2026-08-20T18:48:03Z", 1787251683 },
		{ "2026-08-20t18:48:03z", 1787251683 },
		{ "2026-08-20 18:48:03Z", 1787251683 },
		{ "2026-08-20T18:48:03.987654Z", 1787251683 },
		{ "2026-08-20T20:48:03+02:00", 1787251683 },
		{ "2026-08-20T13:18:03-05:30", 1787251683 },
		{ "2026-08-21T00:48:03+06:00", 1787251683 },
		{ "1969-12-31T23:59:59Z", -1 },
		{ "2016-12-31T23:59:60Z", 1483228800 },
		{ "0000-01-01T00:00:00Z", -62167219200 },
		{ "9999-12-31T23:59:59Z", 253402300799 },
		{ "2000-02-29T12:00:00Z", 951825600 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		int64_t t;
		assert_int_equal(timestamp_parse_rfc3339(cases[i].text, &t), 0);
		assert_int_equal(t, cases[i].seconds);
	}
}

static void instants_are_written_as_they_are_read(void **state)
{
	static const int64_t cases[] = { 0, -1, 1787251683, -62167219200, 253402300799, 951825600, -86400, 86399 };
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[TIMESTAMP_SIZE];
		int64_t t;
		timestamp_format_rfc3339(cases[i], text);
		assert_int_equal(strlen(text), 20);
		assert_int_equal(timestamp_parse_rfc3339(text, &t), 0);
		assert_int_equal(t, cases[i]);
	}
}

static void years_beyond_four_digits_are_clamped(void **state)
{
	char text[TIMESTAMP_SIZE];
	(void)state;
	timestamp_format_rfc3339(INT64_MAX, text);
	assert_string_equal(text, "9999-12-31T23:59:59Z");
	timestamp_format_rfc3339(INT64_MIN, text);
	assert_string_equal(text, "0000-01-01T00:00:00Z");
	timestamp_format_date(INT64_MAX, text);
	assert_string_equal(text, "9999-12-31");
}

/* Counted up day by day from 1899 to 2101 by the plain rule. */
static void days_and_dates_agree_with_a_plain_count(void **state)
{
	static const int lengths[] = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 };
	int64_t days = timestamp_days(1899, 1, 1);
	(void)state;
	assert_int_equal(timestamp_days(1970, 1, 1), 0);
	for (int year = 1899; year <= 2101; year++)
		for (int month = 1; month <= 12; month++) {
			int leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
			int length = lengths[month - 1] + (month == 2 ? leap : 0);
			for (int day = 1; day <= length; day++, days++) {
				int64_t y;
				int m, d;
				assert_int_equal(timestamp_days(year, month, day), days);
				timestamp_civil(days, &y, &m, &d);
				assert_true(y == year && m == month && d == day);
			}
		}
}

static void ages_fit_a_narrow_column(void **state)
{
	static const struct {
		int64_t age;
		const char *text;
	} cases[] = {
		{ -5, "0 s" },
		{ 0, "0 s" },
		{ 119, "119 s" },
		{ 120, "2 min" },
		{ 7199, "119 min" },
		{ 7200, "2 h" },
		{ 172799, "47 h" },
		{ 172800, "2 d" },
		{ 60 * 86400 - 1, "59 d" },
		{ 60 * 86400, "2 mo" },
		{ 730 * 86400 - 1, "24 mo" },
		{ 730 * 86400, "2 y" },
		{ INT64_MIN, "0 s" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char text[TIMESTAMP_SIZE];
		timestamp_format_age(cases[i].age, text);
		assert_string_equal(text, cases[i].text);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(texts_that_are_no_instant_are_refused),
		cmocka_unit_test(texts_that_are_no_date_are_refused),
		cmocka_unit_test(instants_are_read),
		cmocka_unit_test(instants_are_written_as_they_are_read),
		cmocka_unit_test(years_beyond_four_digits_are_clamped),
		cmocka_unit_test(days_and_dates_agree_with_a_plain_count),
		cmocka_unit_test(ages_fit_a_narrow_column),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
