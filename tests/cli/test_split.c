/* Splits on their way into the store: what an answer is mended by, and what of the stored bars is left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/collect_put.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"

#define DAY 86400
#define CORPUS "../shared/corpus/prices/9984.T_daily_2015_2025-12_daisei.csv"

static int64_t day(const char *date)
{
	int64_t time;
	if (timestamp_parse_date(date, &time))
		fail_msg("%s is no date", date);
	return time;
}

static int open_store(void **state)
{
	struct store *s;
	struct error err;
	if (store_open(&s, ":memory:", STORE_WRITE, NULL, &err))
		return -1;
	*state = s;
	return 0;
}

static int close_store(void **state)
{
	store_free(*state);
	return 0;
}

/* ---- answers ---- */

static void add_closes(struct batch *b, const char *symbol, const char *interval, const char *first,
		       const double *closes, size_t count, const char *fetched)
{
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "%s", symbol);
	snprintf(s.interval, sizeof s.interval, "%s", interval);
	snprintf(s.currency, sizeof s.currency, "USD");
	snprintf(s.source, sizeof s.source, "test");
	s.fetched = day(fetched);
	for (size_t i = 0; i < count; i++) {
		struct candle c = { .close = closes[i], .adjusted_close = (double)NAN, .volume = 100 };
		c.time = day(first) + (int64_t)i * DAY;
		assert_int_equal(candle_series_append(&s, &c), 0);
	}
	assert_int_equal(batch_add_series(b, &s), 0);
	candle_series_release(&s);
}

static void add_split(struct batch *b, const char *symbol, const char *date, double numerator)
{
	struct corporate_event e = { .action = ACTION_SPLIT, .numerator = numerator, .denominator = 1 };
	snprintf(e.symbol, sizeof e.symbol, "%s", symbol);
	snprintf(e.source, sizeof e.source, "test");
	e.time = day(date);
	assert_int_equal(batch_add_event(b, &e), 0);
}

static void add_count(struct batch *b, const char *symbol, double value, const char *filed)
{
	struct fact f = { .concept = "shares", .unit = "shares", .source = "sec-facts", .value = value };
	snprintf(f.symbol, sizeof f.symbol, "%s", symbol);
	snprintf(f.origin, sizeof f.origin, "cover, 10-Q filed %s", filed);
	f.as_of = day(filed) - 5 * DAY;
	assert_int_equal(batch_add_fact(b, &f), 0);
}

/* Puts the batch as of noon of that day, and empties it. */
static struct collect_news put(struct store *s, struct batch *b, const char *date)
{
	struct source_state state = { .name = "test" };
	struct collect_news news;
	struct error err = { "" };
	state.last_try = day(date) + DAY / 2;
	if (collect_put(s, b, &state, 0, &news, &err))
		fail_msg("%s", err.text);
	batch_release(b);
	batch_init(b);
	return news;
}

static void assert_closes(struct store *s, const char *symbol, const char *interval, const double *closes, size_t count)
{
	struct candle_series series;
	struct error err;
	assert_int_equal(store_get_candles(s, symbol, interval, INT64_MIN, INT64_MAX, &series, &err), 0);
	assert_int_equal(series.count, count);
	for (size_t i = 0; i < count; i++)
		if (fabs(series.items[i].close / closes[i] - 1) > 1e-12)
			fail_msg("%s %s, bar %zu: %g, not %g", symbol, interval, i, series.items[i].close, closes[i]);
	candle_series_release(&series);
}

#define CLOSES(...) ((const double[]){ __VA_ARGS__ }), sizeof((const double[]){ __VA_ARGS__ }) / sizeof(double)

/* ---- what is no split ---- */

static void a_jump_without_evidence_is_stored_as_it_came(void **state)
{
	static const double jumps[][2] = { { 241.51, 328.33 }, { 2.35, 3.58 }, { 118.62, 168.92 }, { 100, 64.8 },
					   { 77.01, 113.89 },  { 100, 50 },    { 100, 25 } };
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	for (size_t i = 0; i < sizeof jumps / sizeof *jumps; i++) {
		char symbol[SYMBOL_SIZE];
		snprintf(symbol, sizeof symbol, "J%zu", i);
		add_count(&b, symbol, 1e9, "2025-06-01");
		add_count(&b, symbol, 1.02e9, "2025-12-01");
		add_closes(&b, symbol, "1d", "2025-09-09", jumps[i], 2, "2025-12-10");
		struct collect_news news = put(s, &b, "2025-12-10");
		assert_string_equal(news.split, "");
		add_closes(&b, symbol, "1d", "2025-09-09", jumps[i], 2, "2025-12-11");
		put(s, &b, "2025-12-11");
		assert_closes(s, symbol, "1d", jumps[i], 2);
	}
}

static void a_split_of_a_later_day_waits_for_it(void **state)
{
	struct store *s = *state;
	struct batch b;
	int64_t last;
	struct error err;
	batch_init(&b);
	add_closes(&b, "NVDA", "1d", "2024-06-03", CLOSES(1150, 1164), "2024-06-05");
	add_split(&b, "NVDA", "2024-06-10", 10);
	struct collect_news news = put(s, &b, "2024-06-05");
	assert_string_equal(news.split, "");
	assert_closes(s, "NVDA", "1d", CLOSES(1150, 1164));
	assert_int_equal(store_get_last_split(s, "NVDA", &last, &err), 0);
	assert_int_equal(last, 0);
	add_closes(&b, "NVDA", "1d", "2024-06-04", CLOSES(116.4, 122), "2024-06-10");
	add_split(&b, "NVDA", "2024-06-10", 10);
	news = put(s, &b, "2024-06-10");
	assert_string_equal(news.split, "NVDA");
	assert_closes(s, "NVDA", "1d", CLOSES(116.4, 122));
}

/* ---- a split that was not known ---- */

static void put_all_intervals(struct store *s, const char *symbol, const char *fetched)
{
	static const char *const intervals[] = { "1d", "5m", "15m", "1wk", "1mo" };
	struct batch b;
	batch_init(&b);
	for (size_t i = 0; i < sizeof intervals / sizeof *intervals; i++)
		add_closes(&b, symbol, intervals[i], "2024-06-03", CLOSES(1150, 1164), fetched);
	put(s, &b, fetched);
	batch_release(&b);
}

static void a_new_split_drops_the_bars_of_all_intervals_and_says_whose(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	put_all_intervals(s, "NVDA", "2024-06-05");
	put_all_intervals(s, "AMD", "2024-06-05");
	add_closes(&b, "NVDA", "1d", "2024-06-04", CLOSES(116.4, 122), "2024-06-10");
	add_split(&b, "NVDA", "2024-06-10", 10);
	struct collect_news news = put(s, &b, "2024-06-10");
	assert_string_equal(news.split, "NVDA");
	assert_closes(s, "NVDA", "1d", CLOSES(116.4, 122));
	assert_closes(s, "NVDA", "5m", NULL, 0);
	assert_closes(s, "NVDA", "15m", NULL, 0);
	assert_closes(s, "NVDA", "1wk", NULL, 0);
	assert_closes(s, "NVDA", "1mo", NULL, 0);
	assert_closes(s, "AMD", "15m", CLOSES(1150, 1164));
	add_closes(&b, "NVDA", "1wk", "2024-06-03", CLOSES(115, 121), "2024-06-10");
	add_split(&b, "NVDA", "2024-06-10", 10);
	news = put(s, &b, "2024-06-10");
	assert_string_equal(news.split, ""); /* it is known now */
	assert_closes(s, "NVDA", "1d", CLOSES(116.4, 122));
	assert_closes(s, "NVDA", "1wk", CLOSES(115, 121));
}

static void an_old_split_that_is_heard_of_first_drops_nothing_that_came_after_it(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	add_closes(&b, "NVDA", "5m", "2026-08-20", CLOSES(210, 211), "2026-08-21");
	put(s, &b, "2026-08-21");
	add_closes(&b, "NVDA", "1d", "2026-08-20", CLOSES(210, 211), "2026-08-21");
	add_split(&b, "NVDA", "2024-06-10", 10);
	struct collect_news news = put(s, &b, "2026-08-21");
	assert_string_equal(news.split, "");
	assert_closes(s, "NVDA", "5m", CLOSES(210, 211));
}

static void an_answer_of_another_scale_replaces_the_stored_bars(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	add_closes(&b, "NVDA", "1d", "2024-06-01", CLOSES(1100, 1150, 1164, 1224, 1209), "2024-06-08");
	put(s, &b, "2024-06-08");
	/* Of a source that tells of no splits: some bars only, all of the new scale. */
	add_closes(&b, "NVDA", "1d", "2024-06-03", CLOSES(116.4, 122.4, 120.9, 121.8), "2024-06-10");
	put(s, &b, "2024-06-10");
	assert_closes(s, "NVDA", "1d", CLOSES(116.4, 122.4, 120.9, 121.8));
	add_closes(&b, "NVDA", "1d", "2024-06-03", CLOSES(116.4, 122.5, 121, 121.8, 120), "2024-06-11");
	put(s, &b, "2024-06-11");
	assert_closes(s, "NVDA", "1d", CLOSES(116.4, 122.5, 121, 121.8, 120));
}

/* ---- an answer that was not adjusted ---- */

static void a_break_that_the_shares_show_is_mended(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	add_count(&b, "9984.T", 1.4253e9, "2025-11-11");
	add_count(&b, "9984.T", 5.6989e9, "2026-02-12");
	put(s, &b, "2026-02-13");
	add_closes(&b, "9984.T", "1d", "2025-12-27", CLOSES(17600, 17800, 4485, 4500), "2026-02-13");
	put(s, &b, "2026-02-13");
	assert_closes(s, "9984.T", "1d", CLOSES(4400, 4450, 4485, 4500));
}

static void a_break_that_a_stored_split_tells_of_is_mended(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	add_split(&b, "9984.T", "2025-12-29", 4);
	put(s, &b, "2025-12-29");
	add_closes(&b, "9984.T", "1d", "2025-12-27", CLOSES(17600, 17800, 4485, 4500), "2026-02-13");
	put(s, &b, "2026-02-13");
	assert_closes(s, "9984.T", "1d", CLOSES(4400, 4450, 4485, 4500));
}

static void each_of_several_breaks_is_mended(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	add_split(&b, "X", "2025-12-28", 2);
	add_split(&b, "X", "2025-12-30", 10);
	add_closes(&b, "X", "1d", "2025-12-27", CLOSES(2000, 1000, 1000, 100), "2026-02-13");
	put(s, &b, "2026-02-13");
	assert_closes(s, "X", "1d", CLOSES(100, 100, 100, 100));
}

static void bars_of_a_day_are_not_judged_as_a_history(void **state)
{
	struct store *s = *state;
	struct batch b;
	batch_init(&b);
	add_split(&b, "X", "2025-12-28", 2);
	add_closes(&b, "X", "5m", "2025-12-27", CLOSES(2000, 1000), "2026-02-13");
	put(s, &b, "2026-02-13");
	assert_closes(s, "X", "5m", CLOSES(2000, 1000));
}

static void read_capture(struct candle_series *s, FILE *file)
{
	char line[256];
	candle_series_init(s);
	snprintf(s->symbol, sizeof s->symbol, "9984.T");
	snprintf(s->interval, sizeof s->interval, "1d");
	snprintf(s->source, sizeof s->source, "test");
	s->fetched = day("2026-02-13");
	while (fgets(line, sizeof line, file)) {
		struct candle c = { .adjusted_close = (double)NAN };
		if (sscanf(line + 10, ",%lf,%lf,%lf,%lf,%lf", &c.open, &c.high, &c.low, &c.close, &c.volume) < 4)
			continue;
		line[10] = '\0';
		c.time = day(line);
		assert_int_equal(candle_series_append(s, &c), 0);
	}
	candle_series_finish(s);
}

/* The largest fall of a day. */
static double largest_fall(const struct candle_series *s)
{
	double largest = 1;
	for (size_t i = 1; i < s->count; i++)
		largest = fmin(largest, s->items[i].close / s->items[i - 1].close);
	return largest;
}

static void the_capture_of_softbank_is_stored_on_one_scale(void **state)
{
	struct store *s = *state;
	struct candle_series series;
	struct batch b;
	struct error err;
	FILE *file = fopen(CORPUS, "r");
	if (!file) {
		printf("skipped: %s is not there\n", CORPUS);
		return;
	}
	read_capture(&series, file);
	fclose(file);
	assert_true(series.count > 2000 && largest_fall(&series) < 0.26);
	batch_init(&b);
	add_count(&b, "9984.T", 1.4253e9, "2025-11-11");
	add_count(&b, "9984.T", 5.6989e9, "2026-02-12");
	put(s, &b, "2026-02-13");
	assert_int_equal(batch_add_series(&b, &series), 0);
	put(s, &b, "2026-02-13");
	assert_int_equal(store_get_candles(s, "9984.T", "1d", INT64_MIN, INT64_MAX, &series, &err), 0);
	assert_true(series.count > 2000);
	if (largest_fall(&series) < 0.75)
		fail_msg("a day falls to %g of the one before", largest_fall(&series));
	candle_series_release(&series);
}

/* ---- what a person sees ---- */

static struct store *open_own(void)
{
	struct store *s;
	struct error err;
	if (store_open(&s, program_store_path(), STORE_WRITE, NULL, &err))
		fail_msg("%s", err.text);
	return s;
}

static void put_quote(struct store *s, const char *symbol, double price, const char *date)
{
	struct quote q;
	struct error err;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "%s", symbol);
	snprintf(q.currency, sizeof q.currency, "USD");
	snprintf(q.source, sizeof q.source, "test");
	q.price = price;
	q.as_of = q.fetched = day(date) + 20 * 3600;
	assert_int_equal(store_put_quotes(s, &q, 1, &err), 0);
}

static double quoted_cap(const char *symbol)
{
	cJSON *rows = program_json(ARGS("quote", symbol, "--json"));
	double cap = field_number(rows->child, "market_cap_usd");
	cJSON_Delete(rows);
	return cap;
}

static void a_market_value_does_not_jump_on_the_day_of_a_split(void **state)
{
	struct batch b;
	batch_init(&b);
	(void)state;
	setenv("FROTH_NOW", "2026-11-02T21:00:00Z", 1);
	struct output o = program_expect(0, ARGS("quote"));
	output_release(&o);
	struct store *s = open_own();
	put_quote(s, "NVDA", 200, "2026-10-30");
	double before = quoted_cap("NVDA");
	add_split(&b, "NVDA", "2026-11-02", 10);
	put(s, &b, "2026-11-02");
	assert_true(quoted_cap("NVDA") == before); /* the price is still that of Friday */
	put_quote(s, "NVDA", 20, "2026-11-02");
	assert_true(fabs(quoted_cap("NVDA") / before - 1) < 1e-9);
	cJSON *rows = program_json(ARGS("quote", "NVDA", "--json"));
	assert_true(field_number(rows->child, "split_factor") == 10);
	assert_true(field_number(rows->child, "shares") == 242e9);
	assert_string_equal(field_text(rows->child, "shares_as_of"), "2026-05-15");
	cJSON_Delete(rows);
	rows = program_json(ARGS("bubble", "NVDA", "--json"));
	double pe = field_number(field_member(rows, "companies")->child, "pe");
	cJSON_Delete(rows);
	rows = program_json(ARGS("quote", "NVDA", "--json"));
	assert_true(fabs(field_number(rows->child, "pe") / pe - 1) < 1e-6);
	cJSON_Delete(rows);
	o = program_expect(0, ARGS("facts", "NVDA"));
	assert_non_null(strstr(o.out, "x10 for the split of 2 Nov 2026"));
	output_release(&o);
	store_free(s);
}

int main(void)
{
#define STORED(f) cmocka_unit_test_setup_teardown(f, open_store, close_store)
	const struct CMUnitTest tests[] = {
		STORED(a_jump_without_evidence_is_stored_as_it_came),
		STORED(a_split_of_a_later_day_waits_for_it),
		STORED(a_new_split_drops_the_bars_of_all_intervals_and_says_whose),
		STORED(an_old_split_that_is_heard_of_first_drops_nothing_that_came_after_it),
		STORED(an_answer_of_another_scale_replaces_the_stored_bars),
		STORED(a_break_that_the_shares_show_is_mended),
		STORED(a_break_that_a_stored_split_tells_of_is_mended),
		STORED(each_of_several_breaks_is_mended),
		STORED(bars_of_a_day_are_not_judged_as_a_history),
		STORED(the_capture_of_softbank_is_stored_on_one_scale),
		cmocka_unit_test_setup(a_market_value_does_not_jump_on_the_day_of_a_split, program_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
