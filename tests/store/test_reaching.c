/* Which bars are read where the longest useful history is wanted. */
#include <stdio.h>
#include <string.h>

#include "tests/store/support.h"

static struct error err;

static void put(struct store *s, const char *interval, int64_t start, size_t count)
{
	struct candle_series series;
	sample_series(&series, "NVDA", start, count, 100, "test");
	snprintf(series.interval, sizeof series.interval, "%s", interval);
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
}

static void expect(struct store *s, int64_t since, const char *interval, size_t count)
{
	struct candle_series found;
	assert_done(store_get_reaching_candles(s, "NVDA", since, NOON, &found, &err), &err);
	assert_int_equal(found.count, count);
	if (count) {
		assert_string_equal(found.interval, interval);
		assert_string_equal(found.source, "test");
	}
	candle_series_release(&found);
}

static void nothing_stored_gives_nothing_and_a_single_bar_is_no_history(void **state)
{
	expect(*state, 0, "", 0);
	put(*state, "1d", NOON - 10 * DAY, 1);
	expect(*state, NOON - 10 * DAY, "", 0);
}

static void the_finest_that_reaches_back_is_read_whole(void **state)
{
	struct store *s = *state;
	put(s, "1mo", NOON - 900 * DAY, 3);
	put(s, "1d", NOON - 300 * DAY, 100);
	put(s, "5m", NOON - 999 * DAY, 50);
	expect(s, NOON - 300 * DAY, "1d", 100);
	expect(s, NOON - 100 * DAY, "1d", 100);
	expect(s, NOON - 301 * DAY, "1mo", 3);
	put(s, "1wk", NOON - 500 * DAY, 20);
	expect(s, NOON - 301 * DAY, "1wk", 20);
}

static void where_none_reaches_so_far_the_longest_is_read(void **state)
{
	struct store *s = *state;
	put(s, "1wk", NOON - 200 * DAY, 9);
	put(s, "1d", NOON - 300 * DAY, 100);
	put(s, "1mo", NOON - 250 * DAY, 5);
	expect(s, 0, "1d", 100);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(nothing_stored_gives_nothing_and_a_single_bar_is_no_history,
						memory_setup, memory_teardown),
		cmocka_unit_test_setup_teardown(the_finest_that_reaches_back_is_read_whole, memory_setup,
						memory_teardown),
		cmocka_unit_test_setup_teardown(where_none_reaches_so_far_the_longest_is_read, memory_setup,
						memory_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
