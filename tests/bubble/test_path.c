/* One path over another: against figures worked outside, and against what can be seen by eye. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/path.h"
#include "bubble/volatility.h"
#include "tests/bubble/near.h"

#define DAY_S INT64_C(86400)

static struct old_paths paths;
static const struct old_path *nasdaq;

static int load(void **state)
{
	struct error err = { "" };
	(void)state;
	if (old_paths_load(&paths, &err)) {
		print_error("%s\n", err.text);
		return -1;
	}
	nasdaq = old_paths_find(&paths, "nasdaq");
	return 0;
}

static int release(void **state)
{
	(void)state;
	old_paths_release(&paths);
	return 0;
}

static int64_t day(const char *date)
{
	int64_t t;
	assert_int_equal(timestamp_parse_date(date, &t), 0);
	return t;
}

/* The old path as a new one: the same closes, later by as many days as the two first days lie apart. */
static struct path_line moved(double power, size_t count)
{
	struct path_line line = { 0 };
	int64_t by = path_start_new(PATH_START_EVENT) - nasdaq->points[nasdaq->day0].time;
	line.points = calloc(nasdaq->count, sizeof *line.points);
	assert_non_null(line.points);
	for (size_t i = 0; i < count; i++)
		line.points[line.count++] =
			(struct path_point){ nasdaq->points[i].time + by, pow(nasdaq->points[i].close, power) };
	return line;
}

/* ---- refusals ---- */

static void assert_nothing_to_compare(const struct path_line *line)
{
	for (int start = 0; start < PATH_STARTS; start++) {
		struct path_reading r;
		path_compare(&r, nasdaq, line, (enum path_start)start, 9, 1);
		assert_true(isnan(r.correlation) && isnan(r.growth_new) && isnan(r.random.median));
		assert_int_equal(r.closes, 0);
		assert_true(strlen(r.choice) > 0);
	}
}

static void a_path_that_begins_after_day_0_or_has_too_few_weeks_is_not_compared(void **state)
{
	struct path_point late[] = { { day("2023-02-03"), 1 }, { day("2023-02-10"), 2 }, { day("2023-02-17"), 3 } };
	struct path_point few[] = { { day("2022-11-30"), 1 }, { day("2022-12-30"), 2 } };
	struct path_point old[] = { { day("2022-11-01"), 1 }, { day("2023-01-10"), 2 }, { day("2023-01-17"), 3 } };
	(void)state;
	assert_nothing_to_compare(&(struct path_line){ NULL, 0 });
	assert_nothing_to_compare(&(struct path_line){ late, 3 });
	assert_nothing_to_compare(&(struct path_line){ few, 2 });
	assert_nothing_to_compare(&(struct path_line){ old, 3 });
}

static void random_walks_of_what_is_no_price_or_never_moves_are_none(void **state)
{
	static const double moving[] = { 1, 2, 1, 2 }, still[] = { 3, 3, 3, 3 }, wrong[] = { 1, 0, 2, 3 };
	static const int at[] = { 0, 1, 2, 3 };
	const struct path_pairs none[] = {
		{ moving, still, at, 4 }, { still, moving, at, 4 }, { moving, wrong, at, 4 }, { moving, moving, at, 2 }
	};
	struct random_range range;
	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++) {
		assert_int_equal(path_randomise(&range, &none[i], 0.5, 99, 1), -1);
		assert_true(isnan(range.median) && isnan(range.low) && isnan(range.high) && isnan(range.share));
	}
	const struct path_pairs good = { moving, moving, at, 4 };
	assert_int_equal(path_randomise(&range, &good, 0.5, 0, 1), -1);
	assert_int_equal(path_randomise(&range, &good, 0.5, 99, 1), 0);
}

/* ---- comparison ---- */

static void a_path_over_itself_is_the_same(void **state)
{
	struct path_line line = moved(1, nasdaq->count), square = moved(2, nasdaq->peak + 1);
	struct path_reading r;
	(void)state;
	path_compare(&r, nasdaq, &line, PATH_START_EVENT, 99, 1);
	assert_near(r.correlation, 1, 1e-12);
	assert_near(r.rmse, 0, 1e-12);
	assert_near(r.growth_old, r.growth_new, 1e-12);
	assert_int_equal(r.day0_old, day("1995-08-09"));
	assert_int_equal(r.day0_new, day("2022-11-30"));
	assert_int_equal(r.at_old, day("2002-12-31"));
	assert_near(r.peak_growth, 5048.62 / 1005.10, 1e-12);
	assert_near(r.trough_growth, 1114.11 / 1005.10, 1e-12);
	assert_true(r.days_to_peak < 0);
	assert_near(r.random.share, 0, 0);
	path_compare(&r, nasdaq, &square, PATH_START_EVENT, 99, 1);
	assert_near(r.correlation, 1, 1e-12);
	assert_near(r.growth_new, r.growth_old * r.growth_old, 1e-9);
	assert_int_equal(r.days_to_peak, 0);
	/* 1995-08-09, then the weeks from 14 August 1995 to 10 March 2000, of which each has a close. */
	assert_int_equal(r.closes, 240);
	path_line_release(&line);
	path_line_release(&square);
}

static void the_newest_close_can_be_laid_on_the_old_peak(void **state)
{
	struct path_line line = moved(1, nasdaq->peak - 100);
	struct path_reading r;
	(void)state;
	path_compare(&r, nasdaq, &line, PATH_START_PEAK, 99, 1);
	assert_int_equal(r.at_old, day("2000-03-10"));
	assert_int_equal(r.at_new, line.points[line.count - 1].time);
	assert_int_equal(r.days_to_peak, 0);
	assert_int_equal(r.at_old - r.day0_old, r.at_new - r.day0_new);
	assert_near(r.peak_growth, r.growth_old, 0);
	path_line_release(&line);
}

/* Their days of the week differ: a Thursday's close stands over the week of a Monday's peak. */
static void the_newest_week_is_laid_on_that_of_the_peak(void **state)
{
	const struct old_path *cisco = old_paths_find(&paths, "cisco");
	struct path_point points[200];
	struct path_reading r;
	(void)state;
	for (int i = 0; i < 200; i++)
		points[i] = (struct path_point){ day("2022-11-24") + i * 7 * DAY_S, 100 + i + i % 5 };
	path_compare(&r, cisco, &(struct path_line){ points, 200 }, PATH_START_PEAK, 9, 1);
	assert_int_equal(r.at_old, day("2000-03-31"));
	assert_int_equal(r.at_new, points[199].time);
	assert_int_equal((r.day0_new - r.day0_old) % (7 * DAY_S), 0);
}

/* Bars of months have no close on 28 December 2022: that of the 30th is the nearest. */
static void day_0_has_the_nearest_close_within_two_weeks(void **state)
{
	struct path_point points[] = { { day("2022-11-30"), 1 },
				       { day("2022-12-30"), 2 },
				       { day("2023-01-31"), 3 },
				       { day("2023-02-28"), 6 },
				       { day("2023-03-31"), 4 } };
	struct path_reading r;
	(void)state;
	path_compare(&r, nasdaq, &(struct path_line){ points, 5 }, PATH_START_LOW, 9, 1);
	assert_int_equal(r.closes, 4);
	assert_near(r.growth_new, 2, 0);
	assert_int_equal(r.day0_new, day("2022-12-28"));
	points[1].time = day("2022-12-13");
	path_compare(&r, nasdaq, &(struct path_line){ points, 5 }, PATH_START_LOW, 9, 1);
	assert_int_equal(r.closes, 0);
}

static void bars_are_dated_by_the_day_of_their_close(void **state)
{
	static const struct {
		const char *interval, *start, *newest, *close;
	} cases[] = {
		{ "1d", "2022-11-30", "2023-06-01", "2022-11-30" },
		{ "1wk", "2022-11-28", "2023-06-01", "2022-12-02" },
		{ "1mo", "2022-11-01", "2023-06-01", "2022-11-30" },
		{ "1mo", "2022-12-01", "2023-06-01", "2022-12-30" }, /* a Friday; the 31st is none */
		{ "1mo", "2023-04-01", "2023-06-01", "2023-04-28" },
		{ "1mo", "2023-06-01", "2023-06-07", "2023-06-07" }, /* so far */
		{ "1wk", "2023-06-05", "2023-06-07", "2023-06-07" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct candle bars[] = { { .time = day(cases[i].start), .close = 2 },
					 { .time = day(cases[i].start) + 40 * DAY_S, .close = 0 } };
		struct candle_series s = { .items = bars, .count = 2 };
		struct path_line line;
		snprintf(s.interval, sizeof s.interval, "%s", cases[i].interval);
		assert_int_equal(path_line_make(&line, &s, day(cases[i].newest)), 0);
		assert_int_equal(line.count, 1);
		assert_int_equal(line.points[0].time, day(cases[i].close));
		path_line_release(&line);
	}
}

/* Monthly closes: the months alone are compared, and random walks step by months. */
static void a_path_of_months_is_compared_month_by_month(void **state)
{
	struct candle bars[31];
	struct candle_series s = { .items = bars, .count = 31, .interval = "1mo" };
	struct path_line line;
	struct path_reading r;
	(void)state;
	for (int i = 0; i < 31; i++)
		bars[i] = (struct candle){ .time = timestamp_days(2022 + (10 + i) / 12, (10 + i) % 12 + 1, 1) * DAY_S,
					   .close = 100 + i + (i % 3) * 4 };
	assert_int_equal(path_line_make(&line, &s, day("2026-01-01")), 0);
	path_compare(&r, nasdaq, &line, PATH_START_EVENT, 99, 1);
	assert_int_equal(r.closes, 31);
	assert_int_equal(r.at_new, day("2025-05-30"));
	assert_true(r.correlation > 0.5 && r.random.median > -1 && r.random.high <= 1);
	path_line_release(&line);
}

/* ---- random walks ---- */

/* Without drift the correlation of two random walks is spread evenly about zero: half of the pairs correlate by
 * more than 0.4 one way or the other. */
static void random_walks_correlate_though_they_share_nothing(void **state)
{
	static double a[200], b[200];
	static int at[200];
	struct random_range range, again, other;
	(void)state;
	for (int i = 0; i < 200; i++) {
		a[i] = i % 2 ? 1.1 : 1;
		b[i] = i % 3 ? 1.1 : 1;
		at[i] = i;
	}
	a[199] = a[0];
	b[199] = b[0];
	const struct path_pairs p = { a, b, at, 200 };
	assert_int_equal(path_randomise(&range, &p, 0, 4999, 7), 0);
	assert_near(range.median, 0, 0.03);
	assert_near(range.low, -0.75, 0.05);
	assert_near(range.high, 0.75, 0.05);
	assert_near(range.share, 0.5, 0.03);
	assert_int_equal(path_randomise(&again, &p, 0, 4999, 7), 0);
	assert_true(range.median == again.median && range.low == again.low && range.share == again.share);
	assert_int_equal(path_randomise(&other, &p, 0, 4999, 8), 0);
	assert_true(other.median != range.median);
}

static void walks_that_drift_correlate_by_their_drift(void **state)
{
	static double up[200], down[200];
	static int at[200];
	struct random_range range;
	(void)state;
	for (int i = 0; i < 200; i++) {
		up[i] = exp(0.02 * i + (i % 2) * 0.01);
		down[i] = exp(-0.02 * i + (i % 2) * 0.01);
		at[i] = i;
	}
	assert_int_equal(path_randomise(&range, &(struct path_pairs){ up, up, at, 200 }, 0.5, 199, 1), 0);
	assert_true(range.low > 0.97);
	assert_near(range.share, 1, 0);
	assert_int_equal(path_randomise(&range, &(struct path_pairs){ up, down, at, 200 }, 0.5, 199, 1), 0);
	assert_true(range.high < -0.97);
	assert_near(range.share, 0, 0);
}

/* Only the time between two closes counts, not how many units it is written in. */
static void uneven_steps_have_the_volatility_of_their_time(void **state)
{
	static double a[100], b[100];
	static int at[100], wide[100];
	struct random_range range, same;
	(void)state;
	for (int i = 0; i < 100; i++) {
		a[i] = exp(0.01 * i + (i % 2) * 0.1);
		b[i] = exp(0.01 * i + (i % 3) * 0.1);
		at[i] = i + i / 10;
		wide[i] = 7 * at[i];
	}
	assert_int_equal(path_randomise(&range, &(struct path_pairs){ a, b, at, 100 }, 0.5, 999, 1), 0);
	assert_int_equal(path_randomise(&same, &(struct path_pairs){ a, b, wide, 100 }, 0.5, 999, 1), 0);
	assert_near(range.median, same.median, 1e-9);
	assert_near(range.low, same.low, 1e-9);
}

/* ---- against the record ---- */

#define RECORD "../shared/corpus/psy/nasdaq/NASDAQCOM_full.csv"
enum { DAYS = 635 };

/* That many closes from the date on; -1 if the record is not here. */
static int record_read(const char *from, double *closes, struct path_point *points)
{
	FILE *f = fopen(RECORD, "r");
	char line[128];
	int count = 0;
	if (!f)
		return -1;
	while (count < DAYS && fgets(line, sizeof line, f)) {
		double close;
		if (strncmp(line, from, 10) < 0 || strlen(line) < 12 || sscanf(line + 11, "%lf", &close) != 1)
			continue;
		line[10] = '\0';
		points[count] = (struct path_point){ day(line), close };
		closes[count++] = close;
	}
	fclose(f);
	return count;
}

static void days_and_weeks_tell_the_same_of_the_record(void **state)
{
	static double old[DAYS], new[DAYS];
	static int at[DAYS];
	static struct path_point old_points[DAYS], new_points[DAYS];
	struct random_range range;
	struct path_reading r;
	(void)state;
	if (record_read("1995-08-09", old, old_points) < 0 || record_read("2022-11-30", new, new_points) < 0) {
		print_message("skipped: %s is not here\n", RECORD);
		skip();
	}
	for (int i = 0; i < DAYS; i++)
		at[i] = i;
	struct alignment a = align_paths(old, new, DAYS);
	assert_near(a.correlation, 0.8976845608, 1e-9);
	assert_near(a.growth_a, 1.6998806089, 1e-9);
	assert_near(a.growth_b, 1.7145517963, 1e-9);
	assert_near(a.rmse, 0.0981925272, 1e-9);
	assert_int_equal(path_randomise(&range, &(struct path_pairs){ old, new, at, DAYS }, a.correlation, 4999, 1), 0);
	path_compare(&r, nasdaq, &(struct path_line){ new_points, DAYS }, PATH_START_EVENT, 4999, 1);
	assert_int_equal(r.at_new, day("2025-06-12"));
	assert_near(r.correlation, a.correlation, 0.02);
	assert_near(r.growth_new, a.growth_b, 1e-9);
	assert_near(r.random.median, range.median, 0.05);
	assert_near(r.random.share, range.share, 0.08);
	print_message(
		"daily r %.4f, random median %.3f (%.3f to %.3f), share %.3f; weekly r %.4f, random %.3f (%.3f to "
		"%.3f), share %.3f\n",
		a.correlation, range.median, range.low, range.high, range.share, r.correlation, r.random.median,
		r.random.low, r.random.high, r.random.share);
	for (size_t i = 0; i < nasdaq->count; i++)
		for (int j = 0; j < DAYS; j++)
			if (nasdaq->points[i].time == old_points[j].time)
				assert_near(nasdaq->points[i].close, old[j], 0.005);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_path_that_begins_after_day_0_or_has_too_few_weeks_is_not_compared),
		cmocka_unit_test(random_walks_of_what_is_no_price_or_never_moves_are_none),
		cmocka_unit_test(a_path_over_itself_is_the_same),
		cmocka_unit_test(the_newest_close_can_be_laid_on_the_old_peak),
		cmocka_unit_test(the_newest_week_is_laid_on_that_of_the_peak),
		cmocka_unit_test(day_0_has_the_nearest_close_within_two_weeks),
		cmocka_unit_test(bars_are_dated_by_the_day_of_their_close),
		cmocka_unit_test(a_path_of_months_is_compared_month_by_month),
		cmocka_unit_test(random_walks_correlate_though_they_share_nothing),
		cmocka_unit_test(walks_that_drift_correlate_by_their_drift),
		cmocka_unit_test(uneven_steps_have_the_volatility_of_their_time),
		cmocka_unit_test(days_and_weeks_tell_the_same_of_the_record),
	};
	return cmocka_run_group_tests(tests, load, release);
}
