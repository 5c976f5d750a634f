/* froth psy as a person runs it: over files that are no series, then over series whose statistics other
 * programs agree on. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "tests/cli/program.h"

#define CORPUS "../shared/corpus/psy/"
#define LONGEST 2000

/* ---- series ---- */

/* Twelve steps of x' = (1103515245 x + 12345) mod 2^31, as fractions, less 6. */
static double draw(uint32_t *x)
{
	double sum = 0;
	for (int i = 0; i < 12; i++) {
		*x = (UINT32_C(1103515245) * *x + 12345) & UINT32_C(0x7fffffff);
		sum += *x / 2147483648.0;
	}
	return sum - 6;
}

/* A random walk from 100; with `bubble` it grows by 1 + 8/n a step in its third fifth, then falls back. */
static void make_series(double *y, int count, bool bubble)
{
	int start = 2 * count / 5, end = 3 * count / 5;
	double before = 100;
	uint32_t x = 12345;
	y[0] = 100;
	for (int t = 1; t < count; t++) {
		double e = draw(&x);
		before = t == start ? y[t - 1] : before;
		if (bubble && t >= start && t < end)
			y[t] = (1 + 8.0 / count) * y[t - 1] + e;
		else
			y[t] = (bubble && t == end ? before : y[t - 1]) + e;
	}
}

static const char *series_path(void)
{
	static char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/series.txt", getenv("HOME"));
	return path;
}

static FILE *open_series(void)
{
	FILE *file = fopen(series_path(), "wb");
	assert_non_null(file);
	return file;
}

static const char *write_text(const char *text)
{
	FILE *file = open_series();
	fputs(text, file);
	assert_int_equal(fclose(file), 0);
	return series_path();
}

static const char *write_series(int count, bool bubble)
{
	static double y[LONGEST];
	FILE *file = open_series();
	make_series(y, count, bubble);
	for (int i = 0; i < count; i++)
		fprintf(file, "%.17g\n", y[i]);
	assert_int_equal(fclose(file), 0);
	return series_path();
}

/* The walk of 40 with `text` in the place of one line, counted from 1. */
static const char *write_with(int line, const char *text)
{
	double y[40];
	FILE *file = open_series();
	make_series(y, 40, false);
	for (int i = 0; i < 40; i++) {
		if (i + 1 == line)
			fprintf(file, "%s\n", text);
		else
			fprintf(file, "%.17g\n", y[i]);
	}
	assert_int_equal(fclose(file), 0);
	return series_path();
}

/* ---- what is asserted ---- */

static void assert_contains(const char *text, const char *part)
{
	if (!strstr(text, part))
		fail_msg("\"%s\" does not contain \"%s\"", text, part);
}

static void assert_refused(int status, const char *const *arguments, const char *part)
{
	struct output o = program_expect(status, arguments);
	assert_contains(o.err, part);
	assert_string_equal(o.out, "");
	output_release(&o);
}

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!value)
		fail_msg("%s is missing", key);
	return value;
}

static double number(const cJSON *object, const char *key)
{
	if (!cJSON_IsNumber(member(object, key)))
		fail_msg("%s is no number", key);
	return member(object, key)->valuedouble;
}

static void assert_near(double value, double expected, double tolerance)
{
	if (!(fabs(value - expected) <= tolerance))
		fail_msg("expected %.14g, found %.14g", expected, value);
}

static double entry(const cJSON *object, const char *key, int at)
{
	const cJSON *value = cJSON_GetArrayItem(member(object, key), at);
	if (!cJSON_IsNumber(value))
		fail_msg("%s[%d] is no number", key, at);
	return value->valuedouble;
}

static void assert_episode(const cJSON *object, int at, int start, int end, const char *direction)
{
	const cJSON *e = cJSON_GetArrayItem(member(object, "episodes"), at);
	assert_non_null(e);
	assert_near(number(e, "start"), start, 0);
	assert_near(number(e, "end"), end, 0);
	assert_string_equal(member(e, "direction")->valuestring, direction);
}

/* ---- refusals ---- */

static void options_out_of_range_are_wrong_usage(void **state)
{
	(void)state;
	const char *path = write_series(40, false);
	assert_refused(2, ARGS("psy", path, "--lag", "13"), "--lag: expected a whole number from 0 to 12, not \"13\"");
	assert_refused(2, ARGS("psy", path, "--lag", "-1"), "--lag: expected a whole number from 0 to 12, not \"-1\"");
	assert_refused(2, ARGS("psy", path, "--lag", "one"), "--lag: expected a whole number");
	assert_refused(2, ARGS("psy", path, "--window", "3"), "--window: expected a whole number from 4");
	assert_refused(2, ARGS("psy", path, "--window", "9", "--lag", "3"),
		       "--window: expected a whole number from 10");
	assert_refused(2, ARGS("psy", path, "--window", "41"), "--window: expected at most the 40 observations");
	assert_refused(2, ARGS("psy", path, "--bootstrap", "1e3"), "--bootstrap: expected a whole number");
	assert_refused(2, ARGS("psy", path, "--bootstrap", "99999999999999999999"), "--bootstrap: expected a whole");
	assert_refused(2, ARGS("psy", path, "--seed", "-4"), "--seed: expected a whole number");
	assert_refused(2, ARGS("psy", path, "--conf", "80"), "--conf: expected 90, 95 or 99, not \"80\"");
	assert_refused(2, ARGS("psy", path, "--rule", "badf"), "--rule: expected bsadf or sadf, not \"badf\"");
	assert_refused(2, ARGS("psy", path, "--json", "--csv"), "exclude each other");
	assert_refused(2, ARGS("psy", path, path), "unexpected");
}

static void what_is_no_finite_number_is_refused_by_its_line(void **state)
{
	static const char *const wrong[] = { "NaN", "nan", "inf",  "-inf", "NA",        "1e999", "0x10", "12a",  "1,5",
					     ".",   "-",   "null", "1 2",  "\033[31m7", "",      "  ",   "1 000" };
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		const char *path = write_with(17, wrong[i]);
		assert_refused(1, ARGS("psy", path), "series.txt line 17: expected a number");
		path = write_with(1, wrong[i]);
		if (strcmp(wrong[i], "1,5") != 0 && strcmp(wrong[i], "\033[31m7") != 0)
			assert_refused(1, ARGS("psy", path), "series.txt line 1: expected a number");
	}
	assert_refused(1, ARGS("psy", write_with(1, "1,5")), "line 1: expected one number with a decimal point");
	assert_refused(1, ARGS("psy", write_with(3, "x\ty")), "line 3: expected a");
}

static void what_a_text_hides_does_not_reach_the_terminal(void **state)
{
	(void)state;
	struct output o = program_expect(1, ARGS("psy", write_with(5, "\033]0;title\a\033[2J")));
	assert_null(strchr(o.err, '\033'));
	assert_null(strchr(o.err, '\a'));
	output_release(&o);
}

static void an_empty_text_and_a_missing_file_are_refused(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", write_text("")), "series.txt: expected numbers, one a line; there are none");
	assert_refused(1, ARGS("psy", write_text("\n\n")), "there are none");
	assert_refused(1, ARGS("psy", write_text("# nothing\nprice\n")), "there are none");
	assert_refused(1, ARGS("psy", "-"), "the standard input: expected numbers");
	assert_refused(1, ARGS("psy"), "the standard input: expected numbers");
	assert_refused(1, ARGS("psy", "/nonexistent/series"), "/nonexistent/series");
	assert_refused(1, ARGS("psy", "/"), "/");
}

static void a_byte_0_and_an_endless_line_are_refused(void **state)
{
	(void)state;
	FILE *file = open_series();
	fwrite("1\n2\n\0003\n", 1, 7, file);
	assert_int_equal(fclose(file), 0);
	assert_refused(1, ARGS("psy", series_path()), "line 3: expected text, not a byte 0");
	file = open_series();
	for (int i = 0; i < 5000; i++)
		fputc('1', file);
	assert_int_equal(fclose(file), 0);
	assert_refused(1, ARGS("psy", series_path()), "line 1: expected at most 4095 bytes, not 5000");
}

static void a_series_that_has_no_statistic_is_refused(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", write_text("1\n2\n4\n")), "expected at least 4 observations for lag 0, got 3");
	assert_refused(1, ARGS("psy", write_series(40, false), "--lag", "12"), "expected");
	assert_refused(1, ARGS("psy", write_text("7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n7\n")),
		       "expected a series that changes");
	assert_refused(1, ARGS("psy", write_text("1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n")),
		       "the series is a straight line");
}

static void a_logarithm_of_what_is_not_above_zero_is_refused_by_its_line(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", write_with(9, "-3"), "--log"), "line 9: expected a number above zero for --log");
	assert_refused(1, ARGS("psy", write_with(9, "0"), "--log"), "line 9: expected a number above zero for --log");
}

static void a_table_that_is_uneven_or_out_of_order_is_refused_by_its_line(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", write_text("date,close\n2026-01-01,5\n2026-01-02\n")),
		       "line 3: expected 2 columns as in the first line, not 1");
	assert_refused(1, ARGS("psy", write_text("date,close\n2026-01-01,5\n2026-01-02,\n")),
		       "line 3: expected a number");
	assert_refused(1, ARGS("psy", write_text("2026-01-01,5\n2026-01-01,6\n")),
		       "line 2: expected a date after 2026-01-01, the oldest first, not \"2026-01-01\"");
	assert_refused(1, ARGS("psy", write_text("2026-01-02;5\n2026-01-01;6\n")), "line 2: expected a date after");
	assert_refused(1, ARGS("psy", write_text("2026-01-02\t5\n2026-02-30\t6\n")),
		       "line 2: expected a date such as 2026-08-20 in the first column");
}

static void a_month_that_is_missing_is_a_gap(void **state)
{
	(void)state;
	assert_refused(1, ARGS("psy", write_text("2026-01,5\n2026-02,6\n2026-03,5\n2026-05,7\n2026-06,6\n")),
		       "line 4: a gap of 61 days after 2026-03-01, where the usual step is 31");
	assert_refused(1, ARGS("psy", write_text("2026-01-02,5\n2026-01-09,6\n2026-01-16,5\n2026-01-30,7\n")),
		       "line 4: a gap of 14 days after 2026-01-16, where the usual step is 7");
}

/* ---- statistics ---- */

struct reference {
	int count;
	bool bubble;
	const char *lag;
	int window;
	double adf, sadf, gsadf, tolerance;
};

/* exuber 1.1.0, and a long-double regression a window. */
static const struct reference references[] = {
	{ 200, false, "0", 27, -2.407140777250, -1.147603165914, 0.476949385219, 1e-9 },
	{ 200, false, "1", 27, -2.234023604752, -0.820450192029, 0.797318751691, 1e-8 },
	{ 200, false, "4", 27, -2.288737490935, -0.692167648185, 0.725021655204, 1e-8 },
	{ 200, true, "0", 27, -2.574052693692, 31.185525756159, 31.185525756159, 1e-9 },
	{ 200, true, "1", 27, -2.556853595622, 5.527075118848, 6.637297874631, 1e-8 },
	{ 200, true, "4", 27, -2.468521298577, 1.697527331746, 6.468045610718, 1e-8 },
	{ 500, false, "0", 45, -1.723556734651, -0.130244402391, 0.763148114541, 1e-9 },
	{ 500, false, "1", 45, -1.672967327582, -0.100129401676, 1.567143758303, 1e-8 },
	{ 500, false, "4", 45, -1.381558330257, 0.062162020838, 2.537009305957, 1e-8 },
	{ 500, true, "0", 45, -2.565865638360, 34.154925170367, 34.187985528098, 1e-9 },
	{ 500, true, "4", 45, -2.510223289612, 5.069912374903, 5.701714190507, 1e-8 },
	{ 1000, false, "0", 66, -1.276734812020, -0.130244402391, 1.338801128246, 1e-9 },
	{ 1000, true, "0", 66, -2.617869110082, 27.946373220558, 27.983923612702, 1e-9 },
	{ 2000, false, "0", 100, -0.1979473629, -0.0437940831, 1.7379185656, 1e-9 },
	{ 2000, true, "1", 100, -2.3470840805, 19.1035638423, 19.1260601547, 1e-8 },
};

static void the_statistics_are_those_of_other_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof references / sizeof *references; i++) {
		const struct reference *r = &references[i];
		const char *path = write_series(r->count, r->bubble);
		cJSON *found = program_json(ARGS("psy", path, "--lag", r->lag, "--bootstrap", "0", "--json"));
		assert_near(number(found, "n"), r->count, 0);
		assert_near(number(found, "window"), r->window, 0);
		assert_near(number(found, "lag"), atof(r->lag), 0);
		assert_near(number(found, "adf"), r->adf, r->tolerance);
		assert_near(number(found, "sadf"), r->sadf, r->tolerance);
		assert_near(number(found, "gsadf"), r->gsadf, r->tolerance);
		cJSON_Delete(found);
	}
}

static void the_sequences_are_as_long_as_the_series_and_null_before_the_first_window(void **state)
{
	static const char *const keys[] = { "badf", "bsadf", "stamping" };
	(void)state;
	cJSON *found = program_json(ARGS("psy", write_series(200, true), "--bootstrap", "0", "--json"));
	for (size_t k = 0; k < 3; k++) {
		assert_int_equal(cJSON_GetArraySize(member(found, keys[k])), 200);
		for (int i = 0; i < 26; i++)
			assert_true(cJSON_IsNull(cJSON_GetArrayItem(member(found, keys[k]), i)));
	}
	assert_near(entry(found, "badf", 26), -2.457351586735, 1e-9);
	assert_near(entry(found, "bsadf", 26), -2.457351586735, 1e-9);
	assert_near(entry(found, "badf", 27), -2.553480467974, 1e-9);
	assert_near(entry(found, "bsadf", 27), -2.505059585992, 1e-9);
	assert_near(entry(found, "badf", 55), -2.307106362697, 1e-9);
	assert_near(entry(found, "bsadf", 55), -1.781669368754, 1e-9);
	assert_near(entry(found, "badf", 199), number(found, "adf"), 0);
	assert_near(entry(found, "bsadf", (int)number(found, "gsadf_at")), number(found, "gsadf"), 0);
	cJSON_Delete(found);
	found = program_json(ARGS("psy", write_series(200, false), "--bootstrap", "0", "--json"));
	assert_near(number(found, "sadf_at"), 33, 0);
	assert_near(number(found, "gsadf_at"), 125, 0);
	cJSON_Delete(found);
}

static void the_window_is_counted_in_observations(void **state)
{
	(void)state;
	const char *path = write_series(500, false);
	cJSON *found = program_json(ARGS("psy", path, "--lag", "4", "--window", "50", "--bootstrap", "0", "--json"));
	/* 45 regression rows at lag 4 are 50 observations. */
	assert_near(number(found, "gsadf"), 1.5406166668, 1e-8);
	cJSON_Delete(found);
}

static void critical_values_come_with_the_usual_window_and_are_simulated_for_others(void **state)
{
	(void)state;
	const char *path = write_series(200, false);
	cJSON *table = program_json(ARGS("psy", path, "--bootstrap", "0", "--json"));
	const cJSON *c = member(table, "critical"), *sadf = member(c, "sadf"), *gsadf = member(c, "gsadf");
	assert_string_equal(member(table, "critical_source")->valuestring, "table");
	assert_near(number(sadf, "90"), 1.0859, 0.03);
	assert_near(number(sadf, "95"), 1.3887, 0.03);
	assert_near(number(sadf, "99"), 1.9584, 0.08);
	assert_near(number(gsadf, "90"), 1.8436, 0.03);
	assert_near(number(gsadf, "95"), 2.1085, 0.03);
	assert_near(number(gsadf, "99"), 2.6623, 0.08);
	cJSON *other = program_json(ARGS("psy", path, "--bootstrap", "0", "--window", "28", "--json"));
	c = member(other, "critical");
	assert_string_equal(member(other, "critical_source")->valuestring, "simulated");
	assert_near(number(other, "critical_reps"), 999, 0);
	assert_near(number(member(c, "sadf"), "95"), 1.3887, 0.15);
	assert_near(number(member(c, "gsadf"), "95"), 2.1085, 0.15);
	assert_near(entry(other, "stamping", 199), entry(table, "stamping", 199), 0.15);
	assert_near(entry(other, "stamping", 60), entry(table, "stamping", 60), 0.15);
	cJSON_Delete(table);
	cJSON_Delete(other);
}

static void both_rules_stamp_the_bubble_and_the_stricter_one_stamps_less(void **state)
{
	(void)state;
	const char *path = write_series(200, true);
	cJSON *pointwise = program_json(ARGS("psy", path, "--bootstrap", "0", "--json"));
	cJSON *running = program_json(ARGS("psy", path, "--bootstrap", "0", "--rule", "sadf", "--json"));
	assert_near(entry(pointwise, "stamping", 199), 0.606, 0.03);
	assert_near(entry(running, "stamping", 199), 1.389, 0.03);
	assert_string_equal(member(running, "rule")->valuestring, "sadf");
	assert_int_equal(cJSON_GetArraySize(member(pointwise, "episodes")), 1);
	assert_int_equal(cJSON_GetArraySize(member(running, "episodes")), 1);
	const cJSON *e = cJSON_GetArrayItem(member(pointwise, "episodes"), 0);
	assert_true(number(e, "start") >= 80 && number(e, "start") < 90);
	assert_true(number(cJSON_GetArrayItem(member(running, "episodes"), 0), "start") >= number(e, "start"));
	assert_near(number(e, "end"), 119, 0);
	assert_near(number(e, "peak"), 119, 0);
	assert_string_equal(member(e, "direction")->valuestring, "rise");
	assert_true(cJSON_IsFalse(member(e, "open")));
	cJSON_Delete(pointwise);
	cJSON_Delete(running);
}

static void an_episode_that_reaches_the_end_is_open(void **state)
{
	double y[200];
	(void)state;
	make_series(y, 200, true);
	FILE *file = open_series();
	for (int i = 0; i < 115; i++)
		fprintf(file, "%.17g\r\n", y[i]);
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	const cJSON *e = cJSON_GetArrayItem(member(found, "episodes"), 0);
	assert_non_null(e);
	assert_true(cJSON_IsTrue(member(e, "open")));
	assert_near(number(e, "end"), 114, 0);
	cJSON_Delete(found);
}

/* ---- the bootstrap and the verdict ---- */

static void the_bootstrap_is_seeded_and_counted(void **state)
{
	(void)state;
	const char *path = write_series(200, false);
	cJSON *a = program_json(ARGS("psy", path, "--bootstrap", "199", "--json"));
	cJSON *b = program_json(ARGS("psy", path, "--bootstrap", "199", "--json", "--seed", "1"));
	cJSON *c = program_json(ARGS("psy", path, "--bootstrap", "199", "--json", "--seed", "77"));
	assert_near(number(member(a, "bootstrap"), "reps"), 199, 0);
	assert_true(cJSON_Compare(a, b, true));
	assert_near(number(member(a, "bootstrap"), "p"), 0.799, 0.1);
	assert_near(number(member(c, "bootstrap"), "p"), 0.799, 0.1);
	assert_near(number(member(c, "bootstrap"), "seed"), 77, 0);
	assert_false(cJSON_Compare(member(a, "bootstrap"), member(c, "bootstrap"), true));
	/* Whole numbers over B + 1. */
	assert_near(fmod(number(member(a, "bootstrap"), "p") * 200 + 1e-6, 1), 1e-6, 1e-7);
	cJSON_Delete(a);
	cJSON_Delete(b);
	cJSON_Delete(c);
}

static void without_a_bootstrap_nothing_is_called_robust(void **state)
{
	(void)state;
	cJSON *found = program_json(ARGS("psy", write_series(200, true), "--bootstrap", "0", "--json"));
	assert_true(cJSON_IsNull(member(member(found, "bootstrap"), "p")));
	assert_string_equal(member(found, "summary")->valuestring,
			    "GSADF 31.19, Monte Carlo p < .01: not yet held against a wild bootstrap");
	cJSON_Delete(found);
}

static void the_summary_says_both_p_values(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("psy", write_series(200, true)));
	assert_contains(o.out, "GSADF 31.19, Monte Carlo p < .01, wild bootstrap p = .001 (B = 999): robust\n");
	assert_contains(o.out, "200 observations, window 27, lag 0; BSADF is greatest at 119\n");
	output_release(&o);
	o = program_expect(0, ARGS("psy", write_series(200, false)));
	assert_contains(o.out, "GSADF 0.48, Monte Carlo p > .10, wild bootstrap p = .");
	assert_contains(o.out, " (B = 999): not explosive\n");
	assert_contains(o.out, "No episode: GSADF does not reject at 95 %.\n");
	output_release(&o);
}

/* ---- tables ---- */

static void a_table_with_dates_gives_its_last_column_and_dates(void **state)
{
	double y[60];
	(void)state;
	make_series(y, 60, false);
	FILE *file = open_series();
	fputs("\xEF\xBB\xBF# a comment\r\n\"Date\",\"Open\",\"Close\"\r\n", file);
	for (int i = 0; i < 60; i++)
		fprintf(file, "%d-%02d-28,\"1,000\",%.17g\r\n", 2020 + i / 12, i % 12 + 1, y[i]);
	fputs("\r\n\n", file);
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	assert_near(number(found, "n"), 60, 0);
	double at = number(found, "gsadf_at");
	char date[32];
	snprintf(date, sizeof date, "%d-%02d-28", 2020 + (int)at / 12, (int)at % 12 + 1);
	assert_string_equal(member(found, "gsadf_date")->valuestring, date);
	cJSON_Delete(found);
}

static void times_of_the_day_and_months_are_dates_too(void **state)
{
	double y[30];
	(void)state;
	make_series(y, 30, false);
	FILE *file = open_series();
	for (int i = 0; i < 30; i++)
		fprintf(file, "2026-03-%02d %02d:30:00\t%.17g\n", 2 + i / 10, 10 + i % 10, y[i]);
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	assert_near(number(found, "n"), 30, 0);
	assert_true(cJSON_IsString(member(found, "gsadf_date")));
	cJSON_Delete(found);
}

static void logarithms_are_taken_of_the_numbers(void **state)
{
	double y[200];
	(void)state;
	make_series(y, 200, false);
	FILE *file = open_series();
	for (int i = 0; i < 200; i++)
		fprintf(file, "%.17g\n", exp(y[i] / 10));
	assert_int_equal(fclose(file), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--log", "--bootstrap", "0", "--json"));
	assert_true(cJSON_IsTrue(member(found, "log")));
	assert_near(number(found, "gsadf"), 0.476949385219, 1e-8);
	cJSON_Delete(found);
}

static void as_csv_there_is_a_row_an_observation(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("psy", write_series(200, true), "--bootstrap", "0", "--csv"));
	int lines = 0;
	for (const char *p = o.out; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines, 201);
	assert_contains(o.out, "index,date,value,badf,bsadf,stamping,above\r\n0,,100,,,,false\r\n");
	assert_contains(o.out, "\r\n119,,");
	assert_contains(strstr(o.out, "\r\n119,,"), ",true\r\n120,,");
	output_release(&o);
}

/* ---- series of the world ---- */

static bool has_corpus(const char *path)
{
	if (access(path, R_OK) == 0)
		return true;
	print_message("skipped: %s is not here\n", path);
	return false;
}

static void the_market_of_the_nineties_is_explosive_but_not_robustly(void **state)
{
	static const char path[] = CORPUS "psy/psymonitor_snp_1973_2018.tsv";
	(void)state;
	if (!has_corpus(path))
		return;
	cJSON *found = program_json(ARGS("psy", path, "--json"));
	assert_near(number(found, "gsadf"), 2.927747710772, 1e-9);
	assert_near(number(found, "sadf"), 2.335471748976, 1e-9);
	assert_string_equal(member(found, "gsadf_date")->valuestring, "1998-03-31");
	assert_near(number(member(found, "bootstrap"), "p"), 0.235, 0.05);
	assert_contains(member(found, "summary")->valuestring,
			"GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .2");
	assert_contains(member(found, "summary")->valuestring, "(B = 999): not robust");
	cJSON_Delete(found);
}

static void a_crash_is_named_a_fall(void **state)
{
	static const char path[] = CORPUS "psy/psymonitor_snp_1973_2018.tsv";
	(void)state;
	if (!has_corpus(path))
		return;
	cJSON *found = program_json(ARGS("psy", path, "--log", "--bootstrap", "99", "--json"));
	assert_near(number(found, "gsadf"), 3.197579412655, 1e-9);
	assert_near(number(found, "gsadf_at"), 430, 0);
	assert_contains(member(found, "summary")->valuestring, "its greatest stretch is a fall");
	assert_int_equal(cJSON_GetArraySize(member(found, "episodes")), 3);
	assert_episode(found, 2, 428, 434, "fall");
	cJSON_Delete(found);
}

static void where_the_test_does_not_reject_no_episode_is_stamped(void **state)
{
	static const char path[] = CORPUS "psy/exuber_sim_data.tsv";
	char line[256], value[40];
	bool above = false;
	(void)state;
	if (!has_corpus(path))
		return;
	FILE *table = fopen(path, "r"), *column = open_series();
	assert_non_null(table);
	while (fgets(line, sizeof line, table))
		if (sscanf(line, "%*s %*s %*s %39s", value) == 1)
			fprintf(column, "%s\n", value);
	fclose(table);
	assert_int_equal(fclose(column), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	for (int i = (int)number(found, "window") - 1; i < 100; i++)
		above = above || entry(found, "bsadf", i) > entry(found, "stamping", i);
	assert_true(above);
	assert_string_equal(member(found, "verdict")->valuestring, "not explosive");
	assert_int_equal(cJSON_GetArraySize(member(found, "episodes")), 0);
	cJSON_Delete(found);
}

static void a_century_of_the_market_has_the_papers_statistics(void **state)
{
	static const char path[] = CORPUS "psy/multiplebubbles_sp_data_1871.tsv";
	char line[256];
	(void)state;
	if (!has_corpus(path))
		return;
	FILE *whole = fopen(path, "r"), *first = open_series();
	assert_non_null(whole);
	for (int i = 0; i < 1681 && fgets(line, sizeof line, whole); i++)
		fputs(line, first);
	fclose(whole);
	assert_int_equal(fclose(first), 0);
	cJSON *found = program_json(ARGS("psy", series_path(), "--bootstrap", "0", "--json"));
	assert_near(number(found, "n"), 1680, 0);
	assert_near(number(found, "window"), 90, 0);
	assert_near(number(found, "sadf"), 3.443243100223, 1e-9);
	assert_near(number(found, "gsadf"), 4.206873893757, 1e-9);
	assert_string_equal(member(found, "gsadf_date")->valuestring, "1999-07-01");
	cJSON_Delete(found);
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
		cmocka_unit_test(the_statistics_are_those_of_other_programs),
		cmocka_unit_test(the_sequences_are_as_long_as_the_series_and_null_before_the_first_window),
		cmocka_unit_test(the_window_is_counted_in_observations),
		cmocka_unit_test(critical_values_come_with_the_usual_window_and_are_simulated_for_others),
		cmocka_unit_test(both_rules_stamp_the_bubble_and_the_stricter_one_stamps_less),
		cmocka_unit_test(an_episode_that_reaches_the_end_is_open),
		cmocka_unit_test(the_bootstrap_is_seeded_and_counted),
		cmocka_unit_test(without_a_bootstrap_nothing_is_called_robust),
		cmocka_unit_test(the_summary_says_both_p_values),
		cmocka_unit_test(a_table_with_dates_gives_its_last_column_and_dates),
		cmocka_unit_test(times_of_the_day_and_months_are_dates_too),
		cmocka_unit_test(logarithms_are_taken_of_the_numbers),
		cmocka_unit_test(as_csv_there_is_a_row_an_observation),
		cmocka_unit_test(the_market_of_the_nineties_is_explosive_but_not_robustly),
		cmocka_unit_test(a_crash_is_named_a_fall),
		cmocka_unit_test(where_the_test_does_not_reject_no_episode_is_stamped),
		cmocka_unit_test(a_century_of_the_market_has_the_papers_statistics),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
