#include "tests/store/support.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define START INT64_C(1735689600) /* 2025-01-01 */

static struct corporate_event event_of(const char *symbol, enum corporate_action action, int64_t time, double figure)
{
	struct corporate_event e = { .action = action, .time = time, .fetched = time + DAY, .source = "yahoo-chart" };
	const double missing = (double)NAN;
	snprintf(e.symbol, sizeof e.symbol, "%s", symbol);
	e.numerator = action == ACTION_SPLIT ? figure : missing;
	e.denominator = action == ACTION_SPLIT ? 1 : missing;
	e.amount = action == ACTION_SPLIT ? missing : figure;
	return e;
}

static void put_all(struct store *s)
{
	struct error err = { "" };
	const struct corporate_event events[] = {
		event_of("NVDA", ACTION_SPLIT, START + 40 * DAY, 10),
		event_of("AMD", ACTION_SPLIT, START + 5 * DAY, 2),
		event_of("NVDA", ACTION_DIVIDEND, START + 10 * DAY, 0.01),
		event_of("NVDA", ACTION_SPLIT, START, 4),
		event_of("NVDA", ACTION_SPLIT, START + 60 * DAY, (double)NAN),
		event_of("NVDA", ACTION_SPLIT, START + 61 * DAY, 0),
	};
	assert_done(store_put_events(s, events, sizeof events / sizeof *events, &err), &err);
}

static void a_store_without_events_gives_none(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct corporate_event *events = (struct corporate_event *)s;
	size_t count = 9;
	assert_done(store_get_events(s, NULL, &events, &count, &err), &err);
	assert_true(!events && count == 0);
	put_all(s);
	assert_done(store_get_splits(s, "ORCL", &events, &count, &err), &err);
	assert_true(!events && count == 0);
}

static void events_come_by_symbol_and_time_as_they_were_put(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct corporate_event *events;
	size_t count;
	put_all(s);
	assert_done(store_get_events(s, NULL, &events, &count, &err), &err);
	assert_int_equal(count, 4); /* those without a ratio are none */
	assert_string_equal(events[0].symbol, "AMD");
	assert_int_equal(events[0].time, START + 5 * DAY);
	assert_int_equal(events[1].time, START);
	assert_true(events[1].action == ACTION_SPLIT && events[1].numerator == 4 && events[1].denominator == 1);
	assert_true(isnan(events[1].amount));
	assert_true(events[2].action == ACTION_DIVIDEND && events[2].amount == 0.01 && isnan(events[2].numerator));
	assert_int_equal(events[3].time, START + 40 * DAY);
	assert_int_equal(events[3].fetched, START + 41 * DAY);
	assert_string_equal(events[3].source, "yahoo-chart");
	free(events);
	assert_done(store_get_events(s, "AMD", &events, &count, &err), &err);
	assert_int_equal(count, 1);
	free(events);
}

static void splits_leave_dividends_out(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct corporate_event *splits;
	size_t count;
	put_all(s);
	assert_done(store_get_splits(s, "NVDA", &splits, &count, &err), &err);
	assert_int_equal(count, 2);
	assert_true(splits[0].numerator == 4 && splits[1].numerator == 10);
	free(splits);
	assert_done(store_get_splits(s, NULL, &splits, &count, &err), &err);
	assert_int_equal(count, 3);
	free(splits);
}

static void facts_come_with_the_splits_of_their_symbol(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct fact_list facts;
	put_all(s);
	assert_done(store_get_facts(s, "NVDA", &facts, &err), &err);
	assert_true(facts.count == 0 && facts.split_count == 2 && facts.splits[1].numerator == 10);
	fact_list_release(&facts);
	assert_null(facts.splits);
	assert_done(store_get_facts(s, NULL, &facts, &err), &err);
	assert_int_equal(facts.split_count, 3);
	fact_list_release(&facts);
	assert_done(store_get_facts(s, "ORCL", &facts, &err), &err);
	assert_true(!facts.splits && facts.split_count == 0);
	fact_list_release(&facts);
}

static void put_bars(struct store *s, const char *symbol, const char *interval, int64_t fetched)
{
	struct error err = { "" };
	struct candle_series series;
	sample_series(&series, symbol, START, 3, 10, "yahoo-chart");
	snprintf(series.interval, sizeof series.interval, "%s", interval);
	series.fetched = fetched;
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
}

static size_t stored(struct store *s, const char *symbol, const char *interval)
{
	struct error err = { "" };
	struct candle_series series;
	assert_done(store_get_candles(s, symbol, interval, INT64_MIN, INT64_MAX, &series, &err), &err);
	size_t count = series.count;
	candle_series_release(&series);
	return count;
}

static void a_dropped_history_is_gone_at_each_interval_but_for_what_was_fetched_later(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	size_t dropped = 99;
	put_bars(s, "NVDA", "1d", START + 9);
	put_bars(s, "NVDA", "5m", START + 10);
	put_bars(s, "NVDA", "1mo", START - 1);
	put_bars(s, "AMD", "1d", START);
	assert_done(store_drop_history(s, "ORCL", START + 10, &dropped, &err), &err);
	assert_int_equal(dropped, 0);
	assert_done(store_drop_history(s, "NVDA", START + 10, &dropped, &err), &err);
	assert_int_equal(dropped, 6);
	assert_int_equal(stored(s, "NVDA", "1d"), 0);
	assert_int_equal(stored(s, "NVDA", "1mo"), 0);
	assert_int_equal(stored(s, "NVDA", "5m"), 3);
	assert_int_equal(stored(s, "AMD", "1d"), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(a_store_without_events_gives_none, memory_setup, memory_teardown),
		cmocka_unit_test_setup_teardown(events_come_by_symbol_and_time_as_they_were_put, memory_setup,
						memory_teardown),
		cmocka_unit_test_setup_teardown(splits_leave_dividends_out, memory_setup, memory_teardown),
		cmocka_unit_test_setup_teardown(facts_come_with_the_splits_of_their_symbol, memory_setup,
						memory_teardown),
		cmocka_unit_test_setup_teardown(
			a_dropped_history_is_gone_at_each_interval_but_for_what_was_fetched_later, memory_setup,
			memory_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
