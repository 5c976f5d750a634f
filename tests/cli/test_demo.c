/* The demo: a store of its own, made up, the same every time. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/demo.h"
#include "cli/demo_day.h"
#include "store/store.h"
#include "tests/cli/program.h"

#define START_S 1787338083 /* 2026-08-21T18:48:03Z */

static void the_demo_refuses_a_store_that_is_not_its_own(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	o = program_expect(1, ARGS("collect", "--demo", "--child"));
	assert_non_null(strstr(o.err, "is not the demo's store"));
	output_release(&o);
	o = program_expect(0, ARGS("quote", "--csv"));
	assert_null(strstr(o.out, DEMO_SOURCE));
	output_release(&o);
}

static void the_demo_takes_no_store_from_the_command_line(void **state)
{
	(void)state;
	struct output o = program_expect(2, ARGS("--demo", "--once", "--store", "/tmp/mine.db"));
	output_release(&o);
}

static struct store *begin(char path[PATH_SIZE])
{
	struct store *s = NULL;
	struct error err = { "" };
	if (demo_begin(path, &err))
		fail_msg("%s", err.text);
	assert_int_equal(store_open(&s, path, STORE_READ, NULL, &err), 0);
	return s;
}

static struct quote quote_of(struct store *s, const char *symbol)
{
	struct quote q;
	bool found = false;
	assert_int_equal(store_get_quote(s, symbol, &q, &found, NULL), 0);
	assert_true(found);
	return q;
}

static void every_price_is_of_the_demo_and_none_of_the_future(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	char(*symbols)[SYMBOL_SIZE] = NULL;
	size_t count = 0;
	assert_int_equal(store_get_symbols(s, &symbols, &count, NULL), 0);
	assert_int_equal(count, 5);
	for (size_t i = 0; i < count; i++) {
		struct quote q = quote_of(s, symbols[i]);
		assert_string_equal(q.source, DEMO_SOURCE);
		assert_true(q.as_of <= START_S);
		assert_true(q.day_low <= q.price && q.price <= q.day_high);
		assert_true(q.year_low <= q.day_low && q.day_high <= q.year_high);
		assert_true(fabs(q.change_pct) < 12);
		assert_true(fabs(q.price - q.previous_close - q.change) < 1e-6);
	}
	assert_int_equal(quote_of(s, "NVDA").as_of, START_S);
	assert_int_equal(quote_of(s, "NVDA").market_state, MARKET_OPEN);
	assert_int_equal(quote_of(s, "9984.T").market_state, MARKET_CLOSED);
	free(symbols);
	store_free(s);
}

static void the_demo_is_the_same_every_time(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct quote first = quote_of(s, "AMD");
	store_free(s);
	s = begin(path);
	struct quote second = quote_of(s, "AMD");
	store_free(s);
	assert_memory_equal(&first.price, &second.price, sizeof first.price);
	assert_memory_equal(&first.day_high, &second.day_high, sizeof first.day_high);
	assert_memory_equal(&first.volume, &second.volume, sizeof first.volume);
}

static void assert_bars(struct store *s, const char *symbol, const char *interval, size_t least, int64_t last)
{
	struct candle_series bars;
	assert_int_equal(store_get_candles(s, symbol, interval, 0, INT64_MAX, &bars, NULL), 0);
	assert_true(bars.count >= least);
	assert_string_equal(bars.source, DEMO_SOURCE);
	for (size_t i = 0; i < bars.count; i++) {
		const struct candle *c = &bars.items[i];
		assert_true(c->low <= c->open && c->open <= c->high && c->low <= c->close && c->close <= c->high);
		assert_true(c->volume > 0 && c->time <= last);
	}
	candle_series_release(&bars);
}

static void the_day_has_bars_of_each_exchange(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	assert_bars(s, "NVDA", "5m", 64, START_S);   /* 13:30 to 18:48 */
	assert_bars(s, "9984.T", "5m", 66, START_S); /* five and a half hours around lunch */
	assert_bars(s, "ORCL", "1d", 250, START_S);
	assert_bars(s, "9984.T", "1d", 250, START_S);
	store_free(s);
}

static double last_close(struct store *s, const char *symbol, const char *interval, int64_t until)
{
	struct candle_series bars;
	assert_int_equal(store_get_candles(s, symbol, interval, 0, until, &bars, NULL), 0);
	assert_true(bars.count > 0);
	double close = bars.items[bars.count - 1].close;
	candle_series_release(&bars);
	return close;
}

/* Five sessions, each within its daily bar and ending at its close. */
static void the_last_sessions_have_bars_of_fifteen_minutes(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	assert_bars(s, "NVDA", "15m", 4 * 26 + 22, START_S);
	assert_bars(s, "9984.T", "15m", 5 * 22, START_S);
	int64_t midnight = START_S / 86400 * 86400;
	assert_true(last_close(s, "NVDA", "15m", midnight) == last_close(s, "NVDA", "1d", midnight - 86400));
	assert_true(last_close(s, "NVDA", "15m", START_S) == last_close(s, "NVDA", "5m", START_S));
	store_free(s);
}

static void the_press_is_made_up_and_in_three_languages(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct press_query all = { .limit = 100 };
	struct headline_list list;
	int languages[3] = { 0 };
	assert_int_equal(store_get_headlines(s, &all, &list, NULL), 0);
	assert_int_equal(list.count, 12);
	for (size_t i = 0; i < list.count; i++) {
		const struct headline *h = &list.items[i];
		assert_memory_equal(h->source, "demo", 4);
		assert_true(h->time <= START_S);
		assert_true(!strncmp(h->title, "Demo: ", 6) || !strncmp(h->title, "Démo : ", 8) ||
			    !strncmp(h->title, "デモ：", 9));
		languages[*h->language == 'e' ? 0 : *h->language == 'f' ? 1 : 2]++;
	}
	assert_true(languages[0] && languages[1] && languages[2]);
	headline_list_release(&list);
	store_free(s);
}

static void the_sources_show_a_failure_too(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct source_state *states = NULL;
	size_t count = 0, failing = 0;
	assert_int_equal(store_get_source_states(s, &states, &count, NULL), 0);
	assert_int_equal(count, 5);
	for (size_t i = 0; i < count; i++)
		failing += states[i].status == SOURCE_BACKING_OFF && *states[i].error;
	assert_int_equal(failing, 1);
	free(states);
	store_free(s);
}

static void every_component_of_the_index_has_a_figure(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct reading r;
	bool found = false;
	assert_int_equal(store_get_reading(s, &r, &found, NULL), 0);
	assert_true(found);
	assert_int_equal(reading_component_count(&r), COMPONENTS);
	store_free(s);
}

/* Of companies the newest week, of their portfolio the ends of months too. */
static void the_tests_are_of_weeks_that_were_over(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct series_test *tests;
	size_t count, of_group = 0;
	assert_int_equal(store_get_series_tests(s, &tests, &count, NULL), 0);
	for (size_t i = 0; i < count; i++) {
		assert_true(tests[i].last < START_S && tests[i].count >= 100 && tests[i].replicates > 0);
		of_group += strcmp(tests[i].symbol, SERIES_GROUP) == 0;
	}
	assert_int_equal(count - of_group, 2 * 5);
	assert_true(of_group >= 2 * 3);
	free(tests);
	store_free(s);
}

static void the_past_of_the_index_compares_with_its_present(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct reading_point *points;
	size_t count;
	assert_int_equal(store_get_reading_points(s, 3, &points, &count, NULL), 0);
	assert_int_equal(count, 3);
	assert_true(points[0].recomputed && points[1].recomputed && !points[2].recomputed);
	assert_string_equal(points[0].codes, "CDFGVX");
	assert_string_equal(points[1].codes, "CDFGVX");
	assert_string_equal(points[2].codes, "CDFGVX");
	free(points);
	store_free(s);
}

static void the_price_moves_by_small_steps(void **state)
{
	(void)state;
	struct demo_day d;
	struct error err = { "" };
	assert_int_equal(demo_day_init(&d, &err), 0);
	int moved = 0;
	for (size_t i = 0; i < d.closes.count; i++) {
		struct quote before, now;
		demo_quote(&d, i, START_S, &before);
		for (int64_t t = START_S + 1; t <= START_S + 120; t++) {
			demo_quote(&d, i, t, &now);
			assert_true(now.as_of >= before.as_of);
			assert_true(fabs(now.price / before.price - 1) < 0.01);
			moved += fabs(now.price - before.price) > 1e-9;
			before = now;
		}
	}
	assert_true(moved > 100);
	demo_day_release(&d);
}

static void any_moment_has_a_day(void **state)
{
	(void)state;
	static const char *const moments[] = { "2026-08-22T12:00:00Z", "2026-08-20T18:48:03Z", "2026-12-25T15:00:00Z",
					       "2026-08-21T02:45:00Z", "2026-08-24T13:30:00Z" };
	for (size_t i = 0; i < sizeof moments / sizeof *moments; i++) {
		char path[PATH_SIZE];
		int64_t now = 0;
		assert_int_equal(timestamp_parse_rfc3339(moments[i], &now), 0);
		setenv("FROTH_NOW", moments[i], 1);
		struct store *s = begin(path);
		struct quote q = quote_of(s, "NVDA");
		assert_string_equal(q.source, DEMO_SOURCE);
		assert_true(q.as_of <= now && now - q.as_of < 5 * 86400);
		store_free(s);
	}
}

static void the_child_ends_when_the_dashboard_does(void **state)
{
	(void)state;
	char path[PATH_SIZE];
	struct store *s = begin(path);
	struct output o = program_expect(0, ARGS("collect", "--demo", "--child", "--store", path));
	assert_string_equal(o.err, "");
	struct store_lease lease;
	bool held = true;
	assert_int_equal(store_lease_get(s, &lease, &held, START_S, NULL), 0);
	assert_false(held);
	output_release(&o);
	store_free(s);
}

static void the_demo_board_is_marked(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("--demo", "--once"));
	assert_non_null(strstr(o.out, "DEMO"));
	assert_non_null(strstr(o.out, "NVDA"));
	assert_string_equal(o.err, "");
	output_release(&o);
}

#define TEST(function) cmocka_unit_test_setup(function, program_setup)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(the_demo_refuses_a_store_that_is_not_its_own),
		TEST(the_demo_takes_no_store_from_the_command_line),
		TEST(every_price_is_of_the_demo_and_none_of_the_future),
		TEST(the_demo_is_the_same_every_time),
		TEST(the_day_has_bars_of_each_exchange),
		TEST(the_last_sessions_have_bars_of_fifteen_minutes),
		TEST(the_press_is_made_up_and_in_three_languages),
		TEST(the_sources_show_a_failure_too),
		TEST(every_component_of_the_index_has_a_figure),
		TEST(the_tests_are_of_weeks_that_were_over),
		TEST(the_past_of_the_index_compares_with_its_present),
		TEST(the_price_moves_by_small_steps),
		TEST(any_moment_has_a_day),
		TEST(the_child_ends_when_the_dashboard_does),
		TEST(the_demo_board_is_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
