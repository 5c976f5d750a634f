/* What froth psy reads: refusals of what is no series first, then the shapes of a table, and what it prints as one. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <string.h>

#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/cli/series.h"

/* ---- refusals ---- */

static void options_out_of_range_are_wrong_usage(void **state)
{
	(void)state;
	const char *path = series_write(40, false);
	assert_refused(2, ARGS("psy", path, "--lag", "13"),
		       "--lag: expected a whole number from 0 to 12, found \"13\"");
	assert_refused(2, ARGS("psy", path, "--lag", "-1"),
		       "--lag: expected a whole number from 0 to 12, found \"-1\"");
	assert_refused(2, ARGS("psy", path, "--lag", "one"), "--lag: expected a whole number");
	assert_refused(2, ARGS("psy", path, "--window", "3"), "--window: expected a whole number from 4");
	assert_refused(2, ARGS("psy", path, "--window", "9", "--lag", "3"),
		       "--window: expected a whole number from 10");
	assert_refused(2, ARGS("psy", path, "--window", "41"), "--window: expected at most the 40 observations");
	assert_refused(2, ARGS("psy", path, "--bootstrap", "1e3"), "--bootstrap: expected a whole number");
	assert_refused(2, ARGS("psy", path, "--bootstrap", "99999999999999999999"), "--bootstrap: expected a whole");
	assert_refused(2, ARGS("psy", path, "--seed", "-4"), "--seed: expected a whole number");
	assert_refused(2, ARGS("psy", path, "--conf", "80"), "--conf: expected 90, 95 or 99, found \"80\"");
	assert_refused(2, ARGS("psy", path, "--rule", "badf"), "--rule: expected bsadf or sadf, found \"badf\"");
	assert_refused(2, ARGS("psy", path, "--json", "--csv"), "exclude each other");
	assert_refused(2, ARGS("psy", path, path), "unexpected");
}

static void what_is_no_finite_number_is_refused_by_its_line(void **state)
{
	static const char *const wrong[] = { "NaN", "nan", "inf",  "-inf", "NA",        "1e999", "0x10", "12a",  "1,5",
					     ".",   "-",   "null", "1 2",  "\033[31m7", "",      "  ",   "1 000" };
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *path = series_write_with(17, wrong[i]);
		assert_refused(1, ARGS("psy", path), "series.txt line 17: expected a number");
		path = series_write_with(1, wrong[i]);
		if (strcmp(wrong[i], "1,5") != 0 && strcmp(wrong[i], "\033[31m7") != 0)
			assert_refused(1, ARGS("psy", path), "series.txt line 1: expected a number");
	}
	assert_refused(1, ARGS("psy", series_write_with(1, "1,5")), "line 1: expected one number with a decimal point");
	assert_refused(1, ARGS("psy", series_write_with(3, "x\ty")), "line 3: expected a");
}

static void what_a_text_hides_does_not_reach_the_terminal(void **state)
{
	(void)state;
	struct output o = program_expect(1, ARGS("psy", series_write_with(5, "\033]0;title\a\033[2J")));
	assert_null(strchr(o.err, '\033'));
	assert_null(strchr(o.err, '\a'));
	output_release(&o);
}

static void an_empty_text_and_a_missing_file_are_refused(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", series_write_text("")),
		       "series.txt: expected numbers, one a line; there are none");
	assert_refused(1, ARGS("psy", series_write_text("\n\n")), "there are none");
	assert_refused(1, ARGS("psy", series_write_text("# nothing\nprice\n")), "there are none");
	assert_refused(1, ARGS("psy", "-"), "the standard input: expected numbers");
	assert_refused(1, ARGS("psy"), "the standard input: expected numbers");
	assert_refused(1, ARGS("psy", "/nonexistent/series"), "/nonexistent/series");
	assert_refused(1, ARGS("psy", "/"), "/");
}

static void a_byte_0_and_an_endless_line_are_refused(void **state)
{
	(void)state;
	FILE *file = series_open();
	fwrite("1\n2\n\0003\n", 1, 7, file);
	assert_int_equal(fclose(file), 0);
	assert_refused(1, ARGS("psy", series_path()), "line 3: expected text, not a byte 0");
	file = series_open();
	for (int i = 0; i < 5000; i++)
		fputc('1', file);
	assert_int_equal(fclose(file), 0);
	assert_refused(1, ARGS("psy", series_path()), "line 1: expected at most 4095 bytes, not 5000");
}

static void a_series_that_has_no_statistic_is_refused(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", series_write_text("1\n2\n4\n")),
		       "expected at least 4 observations for lag 0, got 3");
	assert_refused(1, ARGS("psy", series_write(40, false), "--lag", "12"), "expected");
	assert_refused(1, ARGS("psy", series_write_text("7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n")),
		       "expected a series that changes");
	assert_refused(1, ARGS("psy", series_write_text("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n")),
		       "the series is a straight line");
}

static void a_logarithm_of_what_is_not_above_zero_is_refused_by_its_line(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", series_write_with(9, "-3"), "--log"),
		       "line 9: expected a number above zero for --log");
	assert_refused(1, ARGS("psy", series_write_with(9, "0"), "--log"),
		       "line 9: expected a number above zero for --log");
}

static void a_table_that_is_uneven_or_out_of_order_is_refused_by_its_line(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", series_write_text("date,close\n2026-01-01,5\n2026-01-02\n")),
		       "line 3: expected 2 columns as in the first line, not 1");
	assert_refused(1, ARGS("psy", series_write_text("date,close\n2026-01-01,5\n2026-01-02,\n")),
		       "line 3: expected a number");
	assert_refused(1, ARGS("psy", series_write_text("2026-01-01,5\n2026-01-01,6\n")),
		       "line 2: expected a date after 2026-01-01, the oldest first, not \"2026-01-01\"");
	assert_refused(1, ARGS("psy", series_write_text("2026-01-02;5\n2026-01-01;6\n")),
		       "line 2: expected a date after");
	assert_refused(1, ARGS("psy", series_write_text("2026-01-02\t5\n2026-02-30\t6\n")),
		       "line 2: expected a date such as 2026-08-20 in the first column");
}

static void a_month_that_is_missing_is_a_gap(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", series_write_text("2026-01,5\n2026-02,6\n2026-03,5\n2026-05,7\n2026-06,6\n")),
		       "line 4: a gap of 61 days after 2026-03-01, where the usual step is 31");
	assert_refused(1, ARGS("psy", series_write_text("2026-01-02,5\n2026-01-09,6\n2026-01-16,5\n2026-01-30,7\n")),
		       "line 4: a gap of 14 days after 2026-01-16, where the usual step is 7");
}

/* ---- tables ---- */

static void a_table_with_dates_gives_its_last_column_and_dates(void **state)
{
	double y[60];
	(void)state;
	series_make(y, 60, false);
	FILE *file = series_open();
	fputs("\xEF\xBB\xBF# a comment\r\n\"Date\",\"Open\",\"Close\"\r\n", file);
	for (int i = 0; i < 60; i++)
		fprintf(file, "%d-%02d-28,\"1,000\",%.17g\r\n", 2020 + i / 12, i % 12 + 1, y[i]);
	fputs("\r\n\n", file);
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	assert_near(field_number(found, "n"), 60, 0);
	double at = field_number(found, "gsadf_at");
	char date[32];
	snprintf(date, sizeof date, "%d-%02d-28", 2020 + (int)at / 12, (int)at % 12 + 1);
	assert_string_equal(field_member(found, "gsadf_date")->valuestring, date);
	cJSON_Delete(found);
}

static void times_of_the_day_and_months_are_dates_too(void **state)
{
	double y[30];
	(void)state;
	series_make(y, 30, false);
	FILE *file = series_open();
	for (int i = 0; i < 30; i++)
		fprintf(file, "2026-03-%02d %02d:30:00\t%.17g\n", 2 + i / 10, 10 + i % 10, y[i]);
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	assert_near(field_number(found, "n"), 30, 0);
	assert_true(cJSON_IsString(field_member(found, "gsadf_date")));
	cJSON_Delete(found);
}

static void logarithms_are_taken_of_the_numbers(void **state)
{
	double y[200];
	(void)state;
	series_make(y, 200, false);
	FILE *file = series_open();
	for (int i = 0; i < 200; i++)
		fprintf(file, "%.17g\n", exp(y[i] / 10));
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--log", "--bootstrap", "0", "--json"));
	assert_true(cJSON_IsTrue(field_member(found, "log")));
	assert_near(field_number(found, "gsadf"), 0.476949385219, 1e-8);
	cJSON_Delete(found);
}

static void as_csv_there_is_a_row_an_observation(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("psy", series_write(200, true), "--bootstrap", "0", "--csv"));
	int lines = 0;
	for (const char *p = o.out; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 201);
	assert_contains(o.out, "index,date,value,badf,bsadf,stamping,above\r\n0,,100,,,,false\r\n");
	assert_contains(o.out, "\r\n119,,");
	assert_contains(strstr(o.out, "\r\n119,,"), ",true\r\n120,,");
	output_release(&o);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(options_out_of_range_are_wrong_usage),
		cmocka_unit_test(what_is_no_finite_number_is_refused_by_its_line),
		cmocka_unit_test(what_a_text_hides_does_not_reach_the_terminal),
		cmocka_unit_test(an_empty_text_and_a_missing_file_are_refused),
		cmocka_unit_test(a_byte_0_and_an_endless_line_are_refused),
		cmocka_unit_test(a_series_that_has_no_statistic_is_refused),
		cmocka_unit_test(a_logarithm_of_what_is_not_above_zero_is_refused_by_its_line),
		cmocka_unit_test(a_table_that_is_uneven_or_out_of_order_is_refused_by_its_line),
		cmocka_unit_test(a_month_that_is_missing_is_a_gap),
		cmocka_unit_test(a_table_with_dates_gives_its_last_column_and_dates),
		cmocka_unit_test(times_of_the_day_and_months_are_dates_too),
		cmocka_unit_test(logarithms_are_taken_of_the_numbers),
		cmocka_unit_test(as_csv_there_is_a_row_an_observation),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
