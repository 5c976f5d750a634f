#include "tests/store/support.h"

#include <string.h>

#include "store/internal.h"

#define START INT64_C(1735689600) /* 2025-01-01 */

static void put(struct store *s, int64_t start, size_t count, double first, const char *source)
{
	struct error err = { "" };
	struct candle_series series;
	sample_series(&series, "NVDA", start, count, first, source);
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
}

static void replace(struct store *s, int64_t start, size_t count, double first, const char *source)
{
	struct error err = { "" };
	struct candle_series series;
	sample_series(&series, "NVDA", start, count, first, source);
	assert_done(store_replace_candles(s, &series, &err), &err);
	candle_series_release(&series);
}

static void get(struct store *s, struct candle_series *out)
{
	struct error err = { "" };
	assert_done(store_get_candles(s, "NVDA", "1d", INT64_MIN, INT64_MAX, out, &err), &err);
}

/* The closes that are stored, in order. */
static void assert_closes(struct store *s, const double *closes, size_t count)
{
	struct candle_series series;
	get(s, &series);
	assert_int_equal(series.count, count);
	for (size_t i = 0; i < count; i++)
		assert_true(series.items[i].close == closes[i]);
	candle_series_release(&series);
}

static void assert_source(struct store *s, const char *source)
{
	struct candle_series series;
	get(s, &series);
	assert_string_equal(series.source, source);
	candle_series_release(&series);
}

static void a_bar_without_a_close_is_left_out(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct candle_series series;
	sample_series(&series, "NVDA", START, 3, 10, "yahoo-chart");
	series.items[0].close = (double)NAN;
	series.items[2].close = (double)INFINITY;
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
	assert_closes(s, (double[]){ 11 }, 1);
}

static void a_series_without_a_bar_changes_nothing(void **state)
{
	struct store *s = *state;
	put(s, START, 2, 10, "yahoo-chart");
	replace(s, START, 0, 0, "other");
	put(s, START, 0, 0, "other");
	assert_closes(s, (double[]){ 10, 11 }, 2);
	assert_source(s, "yahoo-chart");
}

static void shipped_bars_never_mix_with_another_source_s(void **state)
{
	struct store *s = *state;
	put(s, START, 2, 10, "yahoo-chart");
	put(s, START, 2, 70, SHIPPED_SOURCE);
	put(s, START - 9 * DAY, 2, 80, SHIPPED_SOURCE);
	replace(s, START, 2, 90, SHIPPED_SOURCE);
	assert_closes(s, (double[]){ 10, 11 }, 2);
	assert_source(s, "yahoo-chart");
}

static void another_source_s_first_bars_drop_the_shipped_ones(void **state)
{
	struct store *s = *state;
	put(s, START, 3, 70, SHIPPED_SOURCE);
	put(s, START + 10 * DAY, 1, 80, SHIPPED_SOURCE);
	assert_closes(s, (double[]){ 70, 71, 72, 80 }, 4);
	put(s, START + DAY, 1, 10, "yahoo-chart");
	assert_closes(s, (double[]){ 10 }, 1);
	assert_source(s, "yahoo-chart");
}

static void shipped_bars_of_another_interval_stay(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct candle_series series;
	sample_series(&series, "NVDA", START, 2, 70, SHIPPED_SOURCE);
	strcpy(series.interval, "1mo");
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
	put(s, START, 2, 10, "yahoo-chart");
	assert_done(store_get_candles(s, "NVDA", "1mo", 0, INT64_MAX, &series, &err), &err);
	assert_int_equal(series.count, 2);
	assert_string_equal(series.source, SHIPPED_SOURCE);
	candle_series_release(&series);
}

static void a_put_updates_bar_by_bar(void **state)
{
	struct store *s = *state;
	put(s, START, 4, 10, "yahoo-chart");
	put(s, START + 2 * DAY, 4, 20, "other");
	assert_closes(s, (double[]){ 10, 11, 20, 21, 22, 23 }, 6);
	assert_source(s, "other");
}

static void a_replacement_drops_what_was_before_the_split(void **state)
{
	struct store *s = *state;
	put(s, START, 6, 100, "yahoo-chart");
	replace(s, START + 2 * DAY, 3, 10, "yahoo-chart");
	assert_closes(s, (double[]){ 10, 11, 12 }, 3);
}

static void each_bar_names_its_own_source_and_time_of_fetch(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct candle_series series;
	char answer[64];
	struct store *s = open_store(scratch->path, STORE_WRITE);
	put(s, START, 2, 10, "yahoo-chart");
	sample_series(&series, "NVDA", START + DAY, 2, 11, "yahoo-chart");
	series.fetched = NOON + 60;
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
	store_free(s);
	/* The middle bar came again and said nothing new. */
	ask_sql(scratch->path, "SELECT group_concat(source || (fetched - 1787227200), ' ') FROM candle", answer,
		sizeof answer);
	assert_string_equal(answer, "yahoo-chart0 yahoo-chart0 yahoo-chart60");
}

static void bars_are_got_from_to_inclusive_and_ascending(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct candle_series series;
	put(s, START, 10, 10, "yahoo-chart");
	assert_done(store_get_candles(s, "NVDA", "1d", START + 2 * DAY, START + 4 * DAY, &series, &err), &err);
	assert_int_equal(series.count, 3);
	assert_int_equal(series.items[0].time, START + 2 * DAY);
	assert_int_equal(series.items[2].time, START + 4 * DAY);
	candle_series_release(&series);
	assert_done(store_get_candles(s, "NVDA", "1wk", 0, INT64_MAX, &series, &err), &err);
	assert_int_equal(series.count, 0);
	assert_string_equal(series.symbol, "NVDA");
	assert_string_equal(series.interval, "1wk");
	candle_series_release(&series);
}

static void bars_before_1970_are_bars(void **state)
{
	struct store *s = *state;
	struct candle_series series;
	put(s, -1325635200, 2, 17, "yahoo-chart"); /* 1927-12-30 */
	get(s, &series);
	assert_int_equal(series.items[0].time, -1325635200);
	candle_series_release(&series);
}

static void ten_thousand_bars_come_back_as_they_went(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct candle_series in, out;
	sample_series(&in, "NVDA", START, 10000, 0.1, "yahoo-chart");
	for (size_t i = 0; i < in.count; i++) {
		in.items[i].open = 1.0 / (double)(i + 3);
		in.items[i].volume = i % 7 ? 1e9 + (double)i : (double)NAN;
		in.items[i].adjusted_close = i % 5 ? in.items[i].close * 0.97 : (double)NAN;
	}
	assert_done(store_put_candles(s, &in, &err), &err);
	get(s, &out);
	assert_int_equal(out.count, in.count);
	assert_string_equal(out.currency, "USD");
	assert_string_equal(out.source, "yahoo-chart");
	assert_int_equal(out.fetched, NOON);
	for (size_t i = 0; i < in.count; i++) {
		const struct candle *a = &in.items[i], *b = &out.items[i];
		assert_true(a->time == b->time && a->open == b->open && a->high == b->high && a->low == b->low);
		assert_true(a->close == b->close);
		assert_true(a->volume == b->volume || (isnan(a->volume) && isnan(b->volume)));
		assert_true(a->adjusted_close == b->adjusted_close ||
			    (isnan(a->adjusted_close) && isnan(b->adjusted_close)));
	}
	candle_series_release(&in);
	candle_series_release(&out);
}

static struct corporate_event event(enum corporate_action action, int64_t time, double a, double b)
{
	struct corporate_event e = { .symbol = "NVDA", .action = action, .time = time, .fetched = NOON };
	strcpy(e.source, "yahoo-chart");
	e.numerator = action == ACTION_SPLIT ? a : (double)NAN;
	e.denominator = action == ACTION_SPLIT ? b : (double)NAN;
	e.amount = action == ACTION_DIVIDEND ? a : (double)NAN;
	return e;
}

static int64_t last_split(struct store *s, const char *symbol)
{
	struct error err = { "" };
	int64_t time = -1;
	assert_done(store_get_last_split(s, symbol, &time, &err), &err);
	return time;
}

static void a_split_that_is_none_is_left_out(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	const struct corporate_event events[] = {
		event(ACTION_SPLIT, START, (double)NAN, 1),
		event(ACTION_SPLIT, START, 4, 0),
		event(ACTION_DIVIDEND, START, (double)INFINITY, 0),
	};
	assert_done(store_put_events(s, events, 3, &err), &err);
	assert_int_equal(last_split(s, "NVDA"), 0);
}

static void the_last_split_is_the_newest(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	const struct corporate_event events[] = {
		event(ACTION_SPLIT, START, 4, 1),
		event(ACTION_SPLIT, START + 50 * DAY, 10, 1),
		event(ACTION_SPLIT, START + 20 * DAY, 2, 1),
		event(ACTION_DIVIDEND, START + 90 * DAY, 0.01, 0),
	};
	assert_done(store_put_events(s, events, 4, &err), &err);
	assert_done(store_put_events(s, events, 4, &err), &err);
	assert_int_equal(last_split(s, "NVDA"), START + 50 * DAY);
	assert_int_equal(last_split(s, "AMD"), 0);
}

static size_t count_bars(struct store *s, const char *symbol, const char *interval)
{
	struct error err = { "" };
	struct candle_series series;
	assert_done(store_get_candles(s, symbol, interval, INT64_MIN, INT64_MAX, &series, &err), &err);
	size_t count = series.count;
	candle_series_release(&series);
	return count;
}

static void old_bars_of_one_interval_go_and_the_others_stay(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	static const struct {
		const char *symbol, *interval;
		size_t left;
	} rows[] = { { "NVDA", "5m", 2 }, { "AMD", "5m", 2 }, { "NVDA", "15m", 5 }, { "NVDA", "1d", 5 } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct candle_series series;
		sample_series(&series, rows[i].symbol, START, 5, 10, "yahoo-chart");
		strcpy(series.interval, rows[i].interval);
		assert_done(store_put_candles(s, &series, &err), &err);
		candle_series_release(&series);
	}
	assert_done(store_prune_candles(s, "5m", START + 3 * DAY, &err), &err);
	assert_done(store_prune_candles(s, "90m", INT64_MAX, &err), &err);
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		assert_int_equal(count_bars(s, rows[i].symbol, rows[i].interval), rows[i].left);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(a_bar_without_a_close_is_left_out),
		MEMORY(a_series_without_a_bar_changes_nothing),
		MEMORY(shipped_bars_never_mix_with_another_source_s),
		MEMORY(another_source_s_first_bars_drop_the_shipped_ones),
		MEMORY(shipped_bars_of_another_interval_stay),
		MEMORY(a_put_updates_bar_by_bar),
		MEMORY(a_replacement_drops_what_was_before_the_split),
		cmocka_unit_test_setup_teardown(each_bar_names_its_own_source_and_time_of_fetch, scratch_setup,
						scratch_teardown),
		MEMORY(bars_are_got_from_to_inclusive_and_ascending),
		MEMORY(bars_before_1970_are_bars),
		MEMORY(ten_thousand_bars_come_back_as_they_went),
		MEMORY(a_split_that_is_none_is_left_out),
		MEMORY(the_last_split_is_the_newest),
		MEMORY(old_bars_of_one_interval_go_and_the_others_stay),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
