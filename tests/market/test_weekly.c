#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/weekly.h"

#define DAY ((int64_t)86400)
#define WEEK (7 * DAY)

static int64_t at(const char *text)
{
	int64_t time;
	if (timestamp_parse_rfc3339(text, &time) && timestamp_parse_date(text, &time))
		fail_msg("no time: %s", text);
	return time;
}

struct bar {
	const char *day;
	double close;
};

static struct candle_series bars_of(const struct bar *bars, size_t count)
{
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.interval, sizeof s.interval, "1d");
	for (size_t i = 0; i < count; i++) {
		struct candle c = { .time = at(bars[i].day), .close = bars[i].close };
		assert_int_equal(candle_series_append(&s, &c), 0);
	}
	return s;
}

static struct weekly_series weeks_of(const struct bar *bars, size_t count, const char *now)
{
	struct candle_series s = bars_of(bars, count);
	struct weekly_series w;
	struct error err;
	if (weekly_series_make(&w, &s, at(now), &err))
		fail_msg("%s", err.text);
	candle_series_release(&s);
	return w;
}

static void assert_week(const struct weekly_series *w, size_t i, const char *sunday, double close)
{
	assert_true(i < w->count);
	assert_int_equal(w->times[i], at(sunday) + DAY - 1);
	if (w->closes[i] != close)
		fail_msg("week %zu closes at %.17g, not %g", i, w->closes[i], close);
}

static void assert_refused(const struct bar *bars, size_t count, const char *interval, const char *words)
{
	struct candle_series s = bars_of(bars, count);
	struct weekly_series w;
	struct error err;
	snprintf(s.interval, sizeof s.interval, "%s", interval);
	assert_int_equal(weekly_series_make(&w, &s, at("2026-08-20"), &err), -1);
	if (!strstr(err.text, words))
		fail_msg("expected \"%s\" in \"%s\"", words, err.text);
	assert_null(w.times);
	candle_series_release(&s);
}

#define WEEKS_OF(bars, now) weeks_of(bars, sizeof(bars) / sizeof *(bars), now)

/* ---- refusals ---- */

static void a_week_that_closes_at_zero_or_below_is_refused_by_its_date(void **state)
{
	static const struct bar zero[] = { { "2026-08-06", 10 }, { "2026-08-07", 0 }, { "2026-08-14", 11 } };
	static const struct bar below[] = { { "2026-08-07", 10 }, { "2026-08-14", -37.63 } };
	(void)state;
	assert_refused(zero, 3, "1d", "expected a close above zero for the week to 2026-08-09, found 0");
	assert_refused(below, 2, "1d", "the week to 2026-08-16, found -37.63");
}

static void bars_of_months_are_refused(void **state)
{
	static const struct bar months[] = { { "2026-07-01", 10 } };
	(void)state;
	assert_refused(months, 1, "1mo", "expected bars of a week or shorter, not of 1mo");
	assert_refused(months, 1, "3mo", "not of 3mo");
}

/* ---- weeks ---- */

static void a_price_below_zero_within_a_week_is_not_its_close(void **state)
{
	static const struct bar oil[] = { { "2020-04-17", 18.27 }, { "2020-04-20", -37.63 }, { "2020-04-24", 16.94 } };
	(void)state;
	struct weekly_series w = WEEKS_OF(oil, "2020-04-27");
	assert_int_equal(w.count, 2);
	assert_week(&w, 1, "2020-04-26", 16.94);
	weekly_series_release(&w);
}

static void no_bars_make_no_weeks(void **state)
{
	(void)state;
	struct weekly_series w = weeks_of(NULL, 0, "2026-08-20");
	assert_int_equal(w.count, 0);
	weekly_series_release(&w);
}

static void one_bar_makes_one_week_once_it_is_over(void **state)
{
	static const struct bar one[] = { { "2026-08-12", 5 } };
	(void)state;
	struct weekly_series w = WEEKS_OF(one, "2026-08-16T23:59:59Z");
	assert_int_equal(w.count, 0);
	weekly_series_release(&w);
	w = WEEKS_OF(one, "2026-08-17T00:00:00Z");
	assert_int_equal(w.count, 1);
	assert_week(&w, 0, "2026-08-16", 5);
	weekly_series_release(&w);
}

static void the_week_of_now_is_left_out_whatever_its_quotes_do(void **state)
{
	struct bar bars[] = { { "2026-08-13", 1 }, { "2026-08-14", 2 }, { "2026-08-17", 3 }, { "2026-08-20", 4 } };
	(void)state;
	for (int i = 0; i < 3; i++) {
		bars[3].close = 4 + i;
		struct weekly_series w = WEEKS_OF(bars, "2026-08-20T18:48:03Z");
		assert_int_equal(w.count, 1);
		assert_week(&w, 0, "2026-08-16", 2);
		weekly_series_release(&w);
	}
}

static void a_holiday_moves_the_close_to_the_day_before(void **state)
{
	/* Good Friday 2026 is April 3; the week of Tokyo's new year has one session. */
	static const struct bar easter[] = {
		{ "2026-03-27", 1 }, { "2026-04-01", 2 }, { "2026-04-02", 3 }, { "2026-04-10", 4 }
	};
	(void)state;
	struct weekly_series w = WEEKS_OF(easter, "2026-04-13");
	assert_int_equal(w.count, 3);
	assert_week(&w, 1, "2026-04-05", 3);
	weekly_series_release(&w);
}

static void sunday_belongs_to_the_week_before_monday(void **state)
{
	static const struct bar bars[] = { { "2026-08-14", 1 }, { "2026-08-16", 2 }, { "2026-08-17", 3 } };
	(void)state;
	struct weekly_series w = WEEKS_OF(bars, "2026-08-24");
	assert_int_equal(w.count, 2);
	assert_week(&w, 0, "2026-08-16", 2);
	assert_week(&w, 1, "2026-08-23", 3);
	weekly_series_release(&w);
}

static void up_to_four_weeks_without_bars_are_skipped(void **state)
{
	static const struct bar bars[] = { { "2026-06-05", 1 }, { "2026-06-12", 2 }, { "2026-07-17", 3 } };
	(void)state;
	struct weekly_series w = WEEKS_OF(bars, "2026-08-20");
	assert_int_equal(w.count, 3);
	assert_week(&w, 1, "2026-06-14", 2);
	assert_week(&w, 2, "2026-07-19", 3);
	weekly_series_release(&w);
}

static void after_a_longer_gap_the_series_starts_anew(void **state)
{
	static const struct bar bars[] = {
		{ "2026-06-05", 0 }, { "2026-06-12", 2 }, { "2026-07-24", 3 }, { "2026-07-31", 4 }
	};
	(void)state;
	struct weekly_series w = WEEKS_OF(bars, "2026-08-20");
	assert_int_equal(w.count, 2); /* nor does the zero before it matter */
	assert_week(&w, 0, "2026-07-26", 3);
	weekly_series_release(&w);
}

static void weekly_and_finer_bars_give_the_same_weeks(void **state)
{
	static const struct bar weekly[] = { { "2026-08-03", 1 }, { "2026-08-10", 2 }, { "2026-08-17", 3 } };
	static const struct bar hours[] = { { "2026-08-07T18:30:00Z", 0.5 },
					    { "2026-08-07T19:30:00Z", 1 },
					    { "2026-08-10T13:30:00Z", 9 },
					    { "2026-08-14T19:30:00Z", 2 } };
	(void)state;
	struct weekly_series w = WEEKS_OF(weekly, "2026-08-20"), h = WEEKS_OF(hours, "2026-08-20");
	assert_int_equal(w.count, 2);
	assert_int_equal(h.count, 2);
	assert_memory_equal(w.times, h.times, 2 * sizeof *w.times);
	assert_memory_equal(w.closes, h.closes, 2 * sizeof *w.closes);
	weekly_series_release(&w);
	weekly_series_release(&h);
}

static void dates_before_1970_have_weeks_too(void **state)
{
	(void)state;
	assert_int_equal(week_number(at("1970-01-01")), 0);
	assert_int_equal(week_number(at("1969-12-29")), 0);
	assert_int_equal(week_number(at("1969-12-29") - 1), -1);
	assert_int_equal(week_number(at("1970-01-05")), 1);
}

static void the_start_stays_for_a_year_and_never_lies_more_than_twenty_years_back(void **state)
{
	int moves = 0;
	int64_t monday = at("2026-08-17");
	(void)state;
	for (int week = 0; week < 520; week++) {
		int64_t now = monday + week * WEEK, start = weekly_start(now);
		int64_t weeks = (now - start) / WEEK;
		assert_int_equal((now - start) % WEEK, 0);
		assert_in_range(weeks, WEEKLY_MOST - 51, WEEKLY_MOST);
		moves += weekly_start(now + WEEK) != start;
	}
	assert_int_equal(moves, 10);
}

static void bars_before_the_start_are_left_out(void **state)
{
	struct candle_series s;
	struct weekly_series w;
	int64_t now = at("2026-08-20");
	(void)state;
	candle_series_init(&s);
	for (int64_t t = at("1999-01-01"); t < now; t += WEEK) {
		struct candle c = { .time = t, .close = 1 };
		assert_int_equal(candle_series_append(&s, &c), 0);
	}
	assert_int_equal(weekly_series_make(&w, &s, now, NULL), 0);
	assert_in_range(w.count, WEEKLY_MOST - 51, WEEKLY_MOST);
	assert_int_equal(w.times[0], weekly_start(now) + WEEK - 1);
	weekly_series_release(&w);
	candle_series_release(&s);
}

/* ---- the portfolio ---- */

static void assert_close_to(double found, double expected)
{
	if (!(fabs(found - expected) <= 1e-15 * fabs(expected)))
		fail_msg("%.17g is not %.17g", found, expected);
}

static void a_portfolio_is_the_geometric_mean_from_one_over_common_weeks(void **state)
{
	static const struct bar first[] = {
		{ "2026-07-03", 7 }, { "2026-07-10", 2 }, { "2026-07-17", 4 }, { "2026-07-24", 9 }, { "2026-07-31", 8 }
	};
	static const struct bar second[] = {
		{ "2026-07-10", 100 }, { "2026-07-17", 50 }, { "2026-07-31", 400 }, { "2026-08-07", 1 }
	};
	struct weekly_series members[2], pool;
	(void)state;
	members[0] = WEEKS_OF(first, "2026-08-20");
	members[1] = WEEKS_OF(second, "2026-08-20");
	assert_int_equal(weekly_series_pool(&pool, members, 2, NULL), 0);
	assert_int_equal(pool.count, 3);
	assert_week(&pool, 0, "2026-07-12", 1);
	assert_close_to(pool.closes[1], 1); /* sqrt(2 x 0.5) */
	assert_close_to(pool.closes[2], 4); /* sqrt(4 x 4) */
	assert_int_equal(pool.times[2], at("2026-08-02") + DAY - 1);
	for (int i = 0; i < 2; i++)
		weekly_series_release(&members[i]);
	weekly_series_release(&pool);
}

static void a_portfolio_starts_anew_where_its_members_have_long_no_week_in_common(void **state)
{
	static const struct bar first[] = {
		{ "2026-06-05", 1 }, { "2026-06-26", 2 }, { "2026-07-03", 3 }, { "2026-07-10", 4 }, { "2026-07-17", 5 }
	};
	static const struct bar second[] = {
		{ "2026-06-05", 1 }, { "2026-06-12", 1 }, { "2026-06-19", 1 }, { "2026-07-17", 1 }
	};
	struct weekly_series members[2], pool;
	(void)state;
	members[0] = WEEKS_OF(first, "2026-08-20");
	members[1] = WEEKS_OF(second, "2026-08-20");
	assert_int_equal(members[0].count + members[1].count, 9);
	assert_int_equal(weekly_series_pool(&pool, members, 2, NULL), 0);
	assert_int_equal(pool.count, 1);
	assert_week(&pool, 0, "2026-07-19", 1);
	for (int i = 0; i < 2; i++)
		weekly_series_release(&members[i]);
	weekly_series_release(&pool);
}

static void a_portfolio_with_an_empty_member_or_none_is_empty(void **state)
{
	static const struct bar bars[] = { { "2026-07-03", 7 } };
	struct weekly_series members[2] = { { 0 } }, pool;
	(void)state;
	members[0] = WEEKS_OF(bars, "2026-08-20");
	assert_int_equal(weekly_series_pool(&pool, members, 2, NULL), 0);
	assert_int_equal(pool.count, 0);
	weekly_series_release(&pool);
	assert_int_equal(weekly_series_pool(&pool, members, 0, NULL), 0);
	assert_int_equal(pool.count, 0);
	weekly_series_release(&pool);
	weekly_series_release(&members[0]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_week_that_closes_at_zero_or_below_is_refused_by_its_date),
		cmocka_unit_test(bars_of_months_are_refused),
		cmocka_unit_test(a_price_below_zero_within_a_week_is_not_its_close),
		cmocka_unit_test(no_bars_make_no_weeks),
		cmocka_unit_test(one_bar_makes_one_week_once_it_is_over),
		cmocka_unit_test(the_week_of_now_is_left_out_whatever_its_quotes_do),
		cmocka_unit_test(a_holiday_moves_the_close_to_the_day_before),
		cmocka_unit_test(sunday_belongs_to_the_week_before_monday),
		cmocka_unit_test(up_to_four_weeks_without_bars_are_skipped),
		cmocka_unit_test(after_a_longer_gap_the_series_starts_anew),
		cmocka_unit_test(weekly_and_finer_bars_give_the_same_weeks),
		cmocka_unit_test(dates_before_1970_have_weeks_too),
		cmocka_unit_test(the_start_stays_for_a_year_and_never_lies_more_than_twenty_years_back),
		cmocka_unit_test(bars_before_the_start_are_left_out),
		cmocka_unit_test(a_portfolio_is_the_geometric_mean_from_one_over_common_weeks),
		cmocka_unit_test(a_portfolio_starts_anew_where_its_members_have_long_no_week_in_common),
		cmocka_unit_test(a_portfolio_with_an_empty_member_or_none_is_empty),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
