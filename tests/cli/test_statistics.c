#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include <cmocka.h>

#include "base/paths.h"
#include "bubble/psy.h"
#include "cli/collect_statistics.h"
#include "tests/cli/weeks.h"

struct desk {
	struct store *store;
	struct statistics *statistics;
	char *said;
	size_t said_size;
	FILE *out;
};

static void start_statistics(struct desk *d, bool once, const char (*symbols)[SYMBOL_SIZE], size_t count, int64_t now)
{
	struct error err;
	const struct statistics_options o = { .symbols = symbols, .symbol_count = count, .once = once, .say = d->out };
	if (statistics_new(&d->statistics, &o, d->store, now, &err))
		fail_msg("%s", err.text);
}

static int open_desk(void **state)
{
	struct desk *d = calloc(1, sizeof *d);
	assert_int_equal(store_open(&d->store, ":memory:", STORE_WRITE, NULL, NULL), 0);
	d->out = open_memstream(&d->said, &d->said_size);
	*state = d;
	return 0;
}

static int close_desk(void **state)
{
	struct desk *d = *state;
	statistics_free(d->statistics);
	store_free(d->store);
	fclose(d->out);
	free(d->said);
	free(d);
	return 0;
}

static void work(struct desk *d, int64_t now)
{
	struct statistics_news news;
	struct error err;
	for (int slices = 0; statistics_has_work(d->statistics); slices++) {
		if (statistics_slice(d->statistics, d->store, now, &news, &err))
			fail_msg("%s", err.text);
		assert_true(slices < 100000);
	}
	fflush(d->out);
}

/* ---- series that have no test ---- */

static void an_empty_store_leaves_nothing_to_do(void **state)
{
	struct desk *d = *state;
	start_statistics(d, false, NULL, 0, at(NOW_TEXT));
	assert_true(statistics_has_work(d->statistics)); /* to look is work */
	work(d, at(NOW_TEXT));
	assert_int_equal(count_tests(d->store), 0);
	assert_string_equal(d->said, "");
}

static void a_series_that_cannot_be_tested_is_said_once_and_harms_no_other(void **state)
{
	struct desk *d = *state;
	static const char symbols[4][SYMBOL_SIZE] = { "FLAT", "HOLE", "YOUNG", "GOOD" };
	put_bars(d->store, make_bars("FLAT", 1, WEEKS, 1, CONSTANT));
	put_bars(d->store, make_bars("HOLE", 2, WEEKS, 1, HOLED));
	put_bars(d->store, make_bars("YOUNG", 3, 99, 1, WALK));
	put_bars(d->store, make_bars("GOOD", 4, 100, 1, WALK));
	start_statistics(d, false, symbols, 4, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_int_equal(count_tests(d->store), 2); /* of GOOD at both lags */
	assert_non_null(strstr(d->said, "FLAT                     no test: expected a series that changes"));
	assert_null(strstr(strstr(d->said, "FLAT") + 1, "FLAT"));
	assert_non_null(strstr(
		d->said, "HOLE                     no test: expected a close above zero for the week to 2025-06-15"));
	assert_null(strstr(d->said, "YOUNG"));
	for (size_t i = 0; i < 4; i++)
		statistics_note_bars(d->statistics, symbols[i]);
	work(d, at(NOW_TEXT));
	assert_int_equal(count_tests(d->store), 2);
	assert_null(strstr(strstr(d->said, "FLAT") + 1, "FLAT"));
}

static void without_one_of_its_companies_there_is_no_portfolio(void **state)
{
	struct desk *d = *state;
	struct series_test t;
	for (size_t i = 1; i < COMPANIES; i++)
		put_bars(d->store, company_bars(i, WEEKS, 1));
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &t));
	assert_false(find_test(d->store, SERIES_GROUP, 0, at(LAST_WEEK), &t));
	put_bars(d->store, company_bars(0, WEEKS, 1));
	statistics_note_bars(d->statistics, index_companies[0]);
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, SERIES_GROUP, 0, at(LAST_WEEK), &t));
}

static void of_the_other_symbols_the_first_fifty_are_tested(void **state)
{
	struct desk *d = *state;
	static char symbols[STATISTICS_OTHERS_MAX + 3][SYMBOL_SIZE];
	struct series_test t;
	snprintf(symbols[0], SYMBOL_SIZE, "%s", index_companies[0]); /* is no other */
	for (int i = 1; i < STATISTICS_OTHERS_MAX + 3; i++) {
		snprintf(symbols[i], SYMBOL_SIZE, "S%02d", i);
		if (i == 1 || i >= STATISTICS_OTHERS_MAX)
			put_bars(d->store, make_bars(symbols[i], (uint32_t)i, 100, 1, WALK));
	}
	start_statistics(d, false, (const char(*)[SYMBOL_SIZE])symbols, STATISTICS_OTHERS_MAX + 3, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, "S01", 1, at(LAST_WEEK), &t));
	assert_true(find_test(d->store, "S50", 1, at(LAST_WEEK), &t));
	assert_false(find_test(d->store, "S51", 1, at(LAST_WEEK), &t));
}

/* ---- results ---- */

static void a_rise_and_a_fall_are_told_apart(void **state)
{
	struct desk *d = *state;
	struct series_test rise, fall, walk;
	put_companies(d->store, WEEKS);
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, index_companies[0], 0, at(LAST_WEEK), &rise));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &walk));
	assert_true(find_test(d->store, index_companies[2], 0, at(LAST_WEEK), &fall));
	assert_int_equal(rise.state, EPISODE_RISE);
	assert_int_equal(fall.state, EPISODE_FALL);
	assert_int_equal(walk.state, EPISODE_NONE);
	assert_true(rise.bsadf > rise.critical_bsadf[1] && fall.bsadf > fall.critical_bsadf[1]);
	assert_true(rise.p_bsadf < 0.05 && walk.p_bsadf > 0.05);
	assert_int_equal(walk.episode_start, 0);
	assert_in_range(at(LAST_WEEK) - rise.episode_start, 5 * WEEK, 25 * WEEK);
	assert_int_equal(week_number(rise.episode_start + 1), week_number(rise.episode_start) + 1);
}

static void a_resident_collector_makes_all_replicates(void **state)
{
	struct desk *d = *state;
	put_companies(d->store, WEEKS);
	start_statistics(d, false, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_all_tests(d->store, 999);
}

static void a_first_result_comes_before_the_full_one(void **state)
{
	struct desk *d = *state;
	struct statistics_news news = { 0 };
	struct series_test t;
	put_companies(d->store, 520);
	start_statistics(d, false, NULL, 0, at(NOW_TEXT));
	while (news.tests == 0)
		assert_int_equal(statistics_slice(d->statistics, d->store, at(NOW_TEXT), &news, NULL), 0);
	assert_true(find_test(d->store, index_companies[0], 0, at(LAST_WEEK), &t));
	assert_int_equal(t.count, 520);
	assert_int_equal(t.replicates, FEW);
}

static void weekly_bars_serve_where_there_are_no_daily_ones(void **state)
{
	struct desk *d = *state;
	struct series_test daily, weekly;
	struct candle_series s = company_bars(1, WEEKS, 1);
	snprintf(s.interval, sizeof s.interval, "1wk");
	for (size_t i = 0; i < s.count; i++)
		s.items[i].time -= 4 * DAY; /* Mondays, by which such bars are dated */
	put_bars(d->store, s);
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &weekly));
	put_bars(d->store, company_bars(1, WEEKS, 1));
	statistics_note_bars(d->statistics, index_companies[1]);
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &daily));
	assert_true(daily.hash == weekly.hash);
}

static void what_stands_in_the_store_is_not_computed_again(void **state)
{
	struct desk *d = *state;
	struct series_test t;
	put_companies(d->store, WEEKS);
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	size_t count = count_tests(d->store);
	statistics_free(d->statistics);
	start_statistics(d, true, NULL, 0, at(NOW_TEXT) + 3600);
	work(d, at(NOW_TEXT) + 3600);
	assert_int_equal(count_tests(d->store), count);
	assert_true(find_test(d->store, SERIES_GROUP, 1, at(LAST_WEEK), &t));
	assert_int_equal(t.computed, at(NOW_TEXT));
}

static void a_close_that_was_corrected_is_tested_anew(void **state)
{
	struct desk *d = *state;
	struct series_test before, after, other;
	put_companies(d->store, WEEKS);
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &before));
	struct candle_series s = company_bars(1, WEEKS, 1);
	s.items[99].close *= 1.5;
	put_bars(d->store, s);
	statistics_note_bars(d->statistics, index_companies[1]);
	work(d, at(NOW_TEXT) + 60);
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &after));
	assert_true(after.hash != before.hash && after.adf != before.adf);
	assert_int_equal(after.computed, at(NOW_TEXT) + 60);
	assert_true(find_test(d->store, index_companies[3], 0, at(LAST_WEEK), &other));
	assert_int_equal(other.computed, at(NOW_TEXT));
}

/* Series of one week less, then of all: each replicate grows by an end. */
static void a_week_more_gives_what_a_fresh_start_gives(void **state)
{
	struct desk *d = *state;
	int64_t a_week_ago = at(NOW_TEXT) - WEEK;
	put_companies(d->store, WEEKS);
	start_statistics(d, false, NULL, 0, a_week_ago);
	work(d, a_week_ago);
	struct series_test t;
	assert_true(find_test(d->store, SERIES_GROUP, 1, at(LAST_WEEK) - WEEK, &t));
	assert_int_equal(t.count, WEEKS - 1);
	assert_int_equal(t.window, psy_window(WEEKS)); /* else this tests nothing */
	assert_false(find_test(d->store, SERIES_GROUP, 1, at(LAST_WEEK), &t));
	statistics_note_time(d->statistics, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_all_tests(d->store, 999);
	assert_true(find_test(d->store, SERIES_GROUP, 1, at(LAST_WEEK) - WEEK, &t));
}

static void a_week_is_not_over_before_its_bars_were_fetched_after_it(void **state)
{
	struct desk *d = *state;
	struct series_test t;
	struct candle_series s = company_bars(1, WEEKS, 1);
	s.fetched = at(LAST_WEEK) - 2 * DAY; /* on the Friday, before the close */
	s.count -= 1;
	put_bars(d->store, s);
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_false(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &t));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK) - WEEK, &t));
	put_bars(d->store, company_bars(1, WEEKS, 1));
	statistics_note_bars(d->statistics, index_companies[1]);
	work(d, at(NOW_TEXT));
	assert_true(find_test(d->store, index_companies[1], 0, at(LAST_WEEK), &t));
}

/* While no file may be written. */
static void work_until_refused(struct desk *d)
{
	struct rlimit before, small;
	struct statistics_news news;
	struct error err;
	assert_int_equal(getrlimit(RLIMIT_FSIZE, &before), 0);
	small = (struct rlimit){ 1, before.rlim_max };
	signal(SIGXFSZ, SIG_IGN);
	assert_int_equal(setrlimit(RLIMIT_FSIZE, &small), 0);
	int result = 0;
	while (result == 0 && statistics_has_work(d->statistics))
		result = statistics_slice(d->statistics, d->store, at(NOW_TEXT), &news, &err);
	int again = statistics_slice(d->statistics, d->store, at(NOW_TEXT), &news, &err);
	setrlimit(RLIMIT_FSIZE, &before);
	assert_int_equal(result, -1);
	assert_int_equal(again, -1);
}

static void what_the_store_refuses_is_offered_again(void **state)
{
	struct desk *d = *state;
	char folder[] = "/tmp/froth-statistics-XXXXXX", text[PATH_SIZE];
	assert_non_null(mkdtemp(folder));
	snprintf(text, sizeof text, "%s/froth.db", folder);
	store_free(d->store);
	assert_int_equal(store_open(&d->store, text, STORE_WRITE, NULL, NULL), 0);
	put_bars(d->store, company_bars(1, WEEKS, 1));
	start_statistics(d, true, NULL, 0, at(NOW_TEXT));
	work_until_refused(d);
	assert_int_equal(count_tests(d->store), 0);
	assert_true(statistics_has_work(d->statistics));
	work(d, at(NOW_TEXT));
	assert_int_equal(count_tests(d->store), 2);
	snprintf(text, sizeof text, "rm -r %s", folder);
	assert_int_equal(system(text), 0);
}

/* ---- the log-periodic power law ---- */

static void the_power_law_is_fitted_once_a_day(void **state)
{
	struct desk *d = *state;
	struct lppls_test *tests;
	size_t count;
	put_bars(d->store, company_bars(0, 65, 2));
	start_statistics(d, false, NULL, 0, at(NOW_TEXT));
	work(d, at(NOW_TEXT));
	assert_int_equal(store_get_lppls_tests(d->store, &tests, &count, NULL), 0);
	assert_int_equal(count, 1);
	assert_string_equal(tests[0].symbol, index_companies[0]);
	assert_int_equal(tests[0].count, 131); /* Tuesday of this week among them */
	assert_int_equal(tests[0].windows, 2); /* 130 and 125 */
	assert_int_equal(tests[0].last, at("2026-08-18T00:00:00Z"));
	assert_true(tests[0].qualified + tests[0].on_bound <= tests[0].windows);
	uint64_t hash = tests[0].hash;
	free(tests);
	struct candle_series s = company_bars(0, 65, 2);
	s.items[80].close *= 1.1;
	put_bars(d->store, s);
	statistics_note_bars(d->statistics, index_companies[0]);
	work(d, at(NOW_TEXT) + 60);
	assert_int_equal(store_get_lppls_tests(d->store, &tests, &count, NULL), 0);
	assert_int_equal(tests[0].hash, hash);
	free(tests);
	statistics_note_time(d->statistics, at(NOW_TEXT) + DAY);
	work(d, at(NOW_TEXT) + DAY);
	assert_int_equal(store_get_lppls_tests(d->store, &tests, &count, NULL), 0);
	assert_int_equal(count, 1);
	assert_int_equal(tests[0].computed, at(NOW_TEXT) + DAY);
	assert_true(tests[0].hash != hash);
	free(tests);
}

#define AT_DESK(test) cmocka_unit_test_setup_teardown(test, open_desk, close_desk)

int main(void)
{
	const struct CMUnitTest tests[] = {
		AT_DESK(an_empty_store_leaves_nothing_to_do),
		AT_DESK(a_series_that_cannot_be_tested_is_said_once_and_harms_no_other),
		AT_DESK(without_one_of_its_companies_there_is_no_portfolio),
		AT_DESK(of_the_other_symbols_the_first_fifty_are_tested),
		AT_DESK(a_rise_and_a_fall_are_told_apart),
		AT_DESK(a_resident_collector_makes_all_replicates),
		AT_DESK(a_first_result_comes_before_the_full_one),
		AT_DESK(weekly_bars_serve_where_there_are_no_daily_ones),
		AT_DESK(what_stands_in_the_store_is_not_computed_again),
		AT_DESK(a_close_that_was_corrected_is_tested_anew),
		AT_DESK(a_week_more_gives_what_a_fresh_start_gives),
		AT_DESK(a_week_is_not_over_before_its_bars_were_fetched_after_it),
		AT_DESK(what_the_store_refuses_is_offered_again),
		AT_DESK(the_power_law_is_fitted_once_a_day),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
