/* Sources that are asked for what somebody wants now: their requests, and what they make of answers. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/source.h"
#include "fetch/yahoo.h"

#define NOW 1787252000 /* 2026-08-20T18:53:20Z, a Thursday */
#define MONDAY 1786924800

static const char watched[][SYMBOL_SIZE] = { "NVDA", "AMD" };

struct bench {
	struct source_settings settings;
	struct source_list list;
	struct prng prng;
};

static int open_bench(void **state)
{
	static struct bench b;
	struct error err;
	b = (struct bench){ .settings = { .symbols = watched, .symbol_count = 2, .base_currency = "USD" } };
	if (source_list_build(&b.list, &b.settings, &err))
		fail_msg("%s", err.text);
	*state = &b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	source_list_release(&b->list);
	return 0;
}

static struct source *find(struct bench *b, const struct source_class *class)
{
	for (size_t i = 0; i < b->list.count; i++)
		if (b->list.items[i].class == class)
			return &b->list.items[i];
	fail_msg("no source of that class");
	return NULL;
}

static void want(struct source *s, const char *symbol)
{
	snprintf(s->asking[s->asking_count++], SYMBOL_SIZE, "%s", symbol);
}

static struct source_verdict answer(struct bench *b, struct source *s, int status, const char *body, struct batch *out)
{
	struct http_response r = { .outcome = HTTP_ANSWERED, .status = status };
	struct source_times times = { NOW, 120, &b->prng };
	struct source_verdict v;
	buffer_init(&r.body, 0);
	assert_int_equal(buffer_append_text(&r.body, body), 0);
	assert_int_equal(source_url(s, r.url), 0);
	batch_init(out);
	source_finish(s, &r, &times, out, &v);
	buffer_release(&r.body);
	return v;
}

static void nothing_is_built_where_nothing_is_watched(void **state)
{
	struct source_settings none = { .base_currency = "USD" };
	struct source_list list;
	struct error err;
	(void)state;
	assert_int_equal(source_list_build(&list, &none, &err), 0);
	for (size_t i = 0; i < list.count; i++)
		assert_false(list.items[i].class->on_demand);
	source_list_release(&list);
}

static void each_asks_for_the_symbol_that_is_wanted(void **state)
{
	struct bench *b = *state;
	static const struct {
		const struct source_class *class;
		const char *url;
	} rows[] = {
		{ &source_yahoo_intraday,
		  "https://query1.finance.yahoo.com/v8/finance/chart/%5EIXIC?range=5d&interval=15m"
		  "&includePrePost=false&events=div%2Csplits" },
		{ &source_yahoo_days, "https://query1.finance.yahoo.com/v8/finance/chart/%5EIXIC?range=10y&interval=1d"
				      "&events=div%2Csplits" },
		{ &source_yahoo_weeks,
		  "https://query1.finance.yahoo.com/v8/finance/chart/%5EIXIC?range=max&interval=1wk"
		  "&events=div%2Csplits" },
		{ &source_yahoo_extended,
		  "https://query1.finance.yahoo.com/v8/finance/chart/%5EIXIC?range=1d&interval=5m"
		  "&includePrePost=true&events=div%2Csplits" },
		{ &source_yahoo_look, "https://query1.finance.yahoo.com/v8/finance/spark?symbols=%5EIXIC"
				      "&range=1d&interval=5m" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct source *s = find(b, rows[i].class);
		char url[URL_SIZE];
		assert_true(s->class->on_demand && s->class->datum == DATUM_NONE);
		want(s, "^IXIC");
		assert_int_equal(source_url(s, url), 0);
		assert_string_equal(url, rows[i].url);
	}
}

static void what_is_no_chart_is_refused(void **state)
{
	struct bench *b = *state;
	static const char *const bodies[] = { "",
					      "{}",
					      "[]",
					      "Too Many Requests",
					      "<html><title>Wall</title></html>",
					      "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\"}}}",
					      "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"AMD\"}}]}}" };
	struct source *s = find(b, &source_yahoo_weeks);
	want(s, "NVDA");
	for (size_t i = 0; i < sizeof bodies / sizeof *bodies; i++) {
		struct batch out;
		assert_false(answer(b, s, 200, bodies[i], &out).good);
		assert_int_equal(batch_items(&out), 0);
		batch_release(&out);
	}
}

static void a_symbol_that_is_not_known_is_an_empty_answer(void **state)
{
	struct bench *b = *state;
	static const struct source_class *const classes[] = { &source_yahoo_intraday, &source_yahoo_days,
							      &source_yahoo_weeks, &source_yahoo_extended };
	for (size_t i = 0; i < sizeof classes / sizeof *classes; i++) {
		struct source *s = find(b, classes[i]);
		struct batch out;
		want(s, "NIL");
		assert_true(answer(b, s, 404,
				   "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
				   "\"description\":\"No data found, symbol may be delisted\"}}}",
				   &out)
				    .good);
		assert_int_equal(batch_items(&out), 0);
		assert_string_equal(s->state.error, "NIL is not known there");
		batch_release(&out);
	}
	struct source *s = find(b, &source_yahoo_weeks);
	struct batch out;
	assert_false(answer(b, s, 404, "<html>Not Found</html>", &out).good);
	batch_release(&out);
}

/* The week that runs: its bar until yesterday, and the last trade. */
static void the_week_that_is_not_over_is_one_bar(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, &source_yahoo_weeks);
	struct batch out;
	want(s, "NVDA");
	struct source_verdict v = answer(
		b, s, 200,
		"{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\",\"gmtoffset\":-14400,"
		"\"regularMarketPrice\":216,\"regularMarketTime\":1787249400,\"dataGranularity\":\"1wk\"},"
		"\"timestamp\":[1786334400,1786939200,1787249400],\"indicators\":{\"quote\":[{"
		"\"open\":[200,210,215],\"high\":[212,218,217],\"low\":[199,209,208],\"close\":[209,214,216],"
		"\"volume\":[900,700,150]}],\"adjclose\":[{\"adjclose\":[208,213,null]}]}}]}}",
		&out);
	assert_true(v.good);
	assert_int_equal(out.quote_count, 0); /* without the day's change it must not take the place of one with it */
	assert_int_equal(out.series_count, 1);
	const struct candle_series *weeks = &out.series[0];
	assert_string_equal(weeks->interval, "1wk");
	assert_int_equal(weeks->count, 2);
	const struct candle *last = &weeks->items[1];
	assert_true(last->time == MONDAY && last->open == 210 && last->high == 218 && last->low == 208);
	assert_true(last->close == 216 && last->adjusted_close == 213 && last->volume == 700);
	batch_release(&out);
}

static void a_short_list_is_gone_round_slowly_and_a_long_one_within_the_limit(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, &source_yahoo_weeks);
	static const struct {
		size_t symbols;
		int seconds;
	} rows[] = { { 1, 600 }, { 100, 600 }, { 2000, 302 }, { 10000, 60 }, { 100000, 60 } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		b->settings.symbol_count = rows[i].symbols;
		assert_int_equal(s->class->interval_s(s, 120), rows[i].seconds);
	}
}

#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, open_bench, close_bench)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BENCH(nothing_is_built_where_nothing_is_watched),
		ON_BENCH(each_asks_for_the_symbol_that_is_wanted),
		ON_BENCH(what_is_no_chart_is_refused),
		ON_BENCH(a_symbol_that_is_not_known_is_an_empty_answer),
		ON_BENCH(the_week_that_is_not_over_is_one_bar),
		ON_BENCH(a_short_list_is_gone_round_slowly_and_a_long_one_within_the_limit),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
