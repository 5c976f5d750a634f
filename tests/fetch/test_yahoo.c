#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/payload.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"

#define NOW 1787252000 /* 2026-08-20T18:53:20Z */

static const char asked[][SYMBOL_SIZE] = { "NVDA", "AMD", "9984.T", "JPY=X", "TWD=X" };
#define ASKED (sizeof asked / sizeof *asked)

static struct buffer load(const char *path)
{
	struct buffer b;
	struct error err;
	buffer_init(&b, 1 << 24);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	return b;
}

static int spark(struct batch *out, const char *text, struct error *err)
{
	return yahoo_spark_parse(out, text, strlen(text), asked, ASKED, "5m", NOW, err);
}

static int chart(struct batch *out, const char *text, const char *symbol, const char *interval, struct error *err)
{
	return yahoo_chart_parse(out, text, strlen(text), symbol, interval, NOW, err);
}

/* ---- refusals --------------------------------------------------------------------------------- */

static void an_answer_that_is_no_price_is_refused_in_words(void **state)
{
	(void)state;
	static const struct {
		const char *answer, *words;
	} cases[] = {
		{ "", "an empty body" },
		{ "  \r\n", "an empty body" },
		{ "Too Many Requests\r\n", "the text 'Too Many Requests'" },
		{ "Edge: Too Many Requests", "the text 'Edge: Too Many Requests'" },
		{ "<!DOCTYPE html><html><head><title>Will be right\n back</title>",
		  "an HTML page 'Will be right back'" },
		{ "\xEF\xBB\xBF <html><title>\x1b]0;evil\x07</title>", "an HTML page" },
		{ "<?xml version=\"1.0\"?><a/>", "got XML" },
		{ "{\"spark\":{\"result\":[", "breaks off" },
		{ "{} trailing", "wrong at byte" },
		{ "[]", "got a JSON list" },
		{ "{}", "none of them" },
		{ "{\"spark\":{\"result\":[],\"error\":null}}", "none of them" },
		{ "{\"spark\":{\"result\":null,\"error\":{\"code\":\"Bad Request\",\"description\":\"too many "
		  "symbols\"}}}",
		  "Yahoo answered Bad Request: too many symbols" },
		{ "{\"finance\":{\"result\":null,\"error\":{\"code\":\"Unauthorized\",\"description\":\"Invalid "
		  "Crumb\"}}}",
		  "Yahoo answered Unauthorized: Invalid Crumb" },
		{ "{\"NVDA\":{\"timestamp\":[1787232600],\"close\":[1e999]}}", "none of them" },
		{ "{\"NVDA\":{\"timestamp\":[1787232600],\"close\":[0]}}", "none of them" },
		{ "{\"NVDA\":{\"timestamp\":[1787232600],\"close\":[-3.5]}}", "none of them" },
		{ "{\"NVDA\":{\"timestamp\":[1787232600],\"close\":[\"216\"]}}", "none of them" },
		{ "{\"NVDA\":{\"timestamp\":[1887232600],\"close\":[216]}}", "none of them" },
		{ "{\"NVDA\":{\"close\":[216]}}", "none of them" },
		{ "{\"nvda\":{\"timestamp\":[1787232600],\"close\":[216]}}", "none of them" },
		{ "{\"NVDA\":[216]}", "none of them" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		if (spark(&out, cases[i].answer, &err) != -1 || !strstr(err.text, cases[i].words))
			fail_msg("case %zu: \"%s\" lacks \"%s\"", i, err.text, cases[i].words);
		assert_int_equal(batch_items(&out), 0);
		assert_null(strchr(err.text, '\x1b'));
		batch_release(&out);
	}
}

static void a_refused_answer_leaves_the_batch_as_it_was(void **state)
{
	(void)state;
	struct batch out;
	struct error err;
	batch_init(&out);
	assert_int_equal(spark(&out, "{\"NVDA\":{\"timestamp\":[1787232600],\"close\":[216]}}", &err), 0);
	assert_int_equal(spark(&out, "<html>", &err), -1);
	assert_int_equal(out.quote_count, 1);
	assert_true(out.quotes[0].price == 216);
	batch_release(&out);
}

static void json_nested_too_deep_is_refused_before_it_is_parsed(void **state)
{
	(void)state;
	char deep[400];
	struct batch out;
	struct error err;
	memset(deep, '[', sizeof deep - 1);
	memcpy(deep, "{\"a\":", 5);
	deep[sizeof deep - 1] = '\0';
	batch_init(&out);
	assert_int_equal(spark(&out, deep, &err), -1);
	assert_non_null(strstr(err.text, "64 levels"));
}

static void more_symbols_than_a_request_holds_are_our_own_mistake_and_told(void **state)
{
	(void)state;
	static const char many[21][SYMBOL_SIZE] = { "" };
	struct batch out;
	struct error err;
	batch_init(&out);
	assert_int_equal(yahoo_spark_parse(&out, "{}", 2, many, 21, "5m", NOW, &err), -1);
	assert_non_null(strstr(err.text, "1 to 20 symbols"));
	assert_int_equal(yahoo_spark_parse(&out, "{}", 2, many, 0, "5m", NOW, &err), -1);
}

static void a_chart_of_another_thing_is_refused(void **state)
{
	(void)state;
	static const struct {
		const char *answer, *words;
	} cases[] = {
		{ "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"SNDK\"}}]}}",
		  "expected the chart of MU, got that of SNDK" },
		{ "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":null}}]}}", "got that of no symbol" },
		{ "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"MU\",\"dataGranularity\":\"1wk\"}}]}}",
		  "expected 1d bars of MU, got 1wk bars" },
		{ "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"MU\",\"gmtoffset\":1e9}}]}}", "offset from UTC" },
		{ "{\"chart\":{\"result\":[{}]}}", "expected chart.result[0].meta" },
		{ "{\"chart\":{\"result\":[]}}", "expected chart.result[0].meta" },
		{ "{\"chart\":{\"result\":[{\"meta\":{\"symbol\":\"MU\"},\"timestamp\":[1],\"indicators\":{\"quote\":[{"
		  "}]}}]}}",
		  "no price at all" },
		{ "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found, "
		  "symbol may be "
		  "delisted\"}}}",
		  "Yahoo answered Not Found: No data found" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		if (chart(&out, cases[i].answer, "MU", "1d", &err) != -1 || !strstr(err.text, cases[i].words))
			fail_msg("case %zu: \"%s\" lacks \"%s\"", i, err.text, cases[i].words);
		batch_release(&out);
	}
}

/* ---- what is read ----------------------------------------------------------------------------- */

static const struct quote *quote_of(const struct batch *b, const char *symbol)
{
	for (size_t i = 0; i < b->quote_count; i++)
		if (!strcmp(b->quotes[i].symbol, symbol))
			return &b->quotes[i];
	fail_msg("no quote of %s", symbol);
	return NULL;
}

static void the_listed_spark_shape_gives_quotes_rates_and_the_day(void **state)
{
	(void)state;
	struct buffer b = load("tests/fixtures/yahoo/spark_v7.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (spark(&out, b.data, &err))
		fail_msg("%s", err.text);
	assert_int_equal(out.quote_count, 2);
	const struct quote *nvda = quote_of(&out, "NVDA"), *sb = quote_of(&out, "9984.T");
	assert_true(nvda->price == 216.8500061035156);
	assert_true(nvda->previous_close == 214.04);
	assert_true(nvda->change_pct == 1.3128);
	assert_true(nvda->volume == 4294967296123.0);
	assert_true(nvda->year_high == 236.54 && nvda->year_low == 108.9);
	assert_string_equal(nvda->currency, "USD");
	assert_string_equal(nvda->exchange, "XNAS");
	assert_string_equal(nvda->source, "yahoo-spark");
	assert_int_equal(nvda->as_of, 1787251683);
	assert_int_equal(nvda->fetched, NOW);
	assert_int_equal(nvda->market_state, MARKET_UNKNOWN);
	assert_string_equal(sb->currency, "JPY");
	assert_int_equal(sb->market_state, MARKET_UNKNOWN); /* its period ended half a day ago */
	assert_true(fabs(sb->change - -59.5) < 1e-9);
	assert_true(isnan(sb->year_high));
	assert_int_equal(out.rate_count, 1);
	assert_string_equal(out.rates[0].from, "USD");
	assert_string_equal(out.rates[0].to, "JPY");
	assert_true(out.rates[0].rate == 158.73);
	assert_int_equal(out.series_count, 2);
	assert_string_equal(out.series[0].symbol, "9984.T");
	assert_int_equal(out.series[0].count, 3); /* the lunch break's nulls are no candles */
	assert_string_equal(out.warning, "2 of 5 symbols missing: AMD TWD=X");
	batch_release(&out);
	buffer_release(&b);
}

static void the_flat_spark_shape_gives_the_last_trade(void **state)
{
	(void)state;
	struct buffer b = load("tests/fixtures/yahoo/spark_v8.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (spark(&out, b.data, &err))
		fail_msg("%s", err.text);
	const struct quote *amd = quote_of(&out, "AMD");
	assert_true(amd->price == 469.46);
	assert_int_equal(amd->as_of, 1787232900);
	assert_true(amd->previous_close == 473.44);
	assert_true(fabs(amd->change_pct - 100 * (469.46 - 473.44) / 473.44) < 1e-9);
	assert_true(isnan(amd->extended_price));
	assert_string_equal(amd->currency, "USD");
	assert_int_equal(out.rate_count, 1);
	assert_true(out.rates[0].rate == 31.62);
	batch_release(&out);
	buffer_release(&b);
}

static void a_daily_chart_gives_one_bar_a_day_and_its_events(void **state)
{
	(void)state;
	struct buffer b = load("tests/fixtures/yahoo/chart_daily.json");
	struct batch out;
	struct error err = { "" };
	char date[TIMESTAMP_SIZE];
	batch_init(&out);
	if (chart(&out, b.data, "9984.T", "1d", &err))
		fail_msg("%s", err.text);
	assert_int_equal(out.series_count, 1);
	const struct candle_series *s = &out.series[0];
	assert_int_equal(s->count, 3);
	timestamp_format_rfc3339(s->items[0].time, date);
	assert_string_equal(date, "2025-12-26T00:00:00Z");
	assert_true(s->items[1].volume == 45e9);
	assert_true(s->items[0].adjusted_close == 4444.5);
	/* The live price of the 31st came after that day's bar: it is the day's newest state. */
	assert_true(s->items[2].close == 4491.0);
	assert_true(isnan(s->items[2].adjusted_close));
	assert_string_equal(s->currency, "JPY");
	assert_int_equal(out.event_count, 2);
	assert_int_equal(out.events[0].action, ACTION_SPLIT);
	assert_true(out.events[0].numerator == 4 && out.events[0].denominator == 1);
	timestamp_format_date(out.events[0].time, date);
	assert_string_equal(date, "2025-12-29");
	assert_true(out.events[1].amount == 5.5);
	/* A range of five days: its chartPreviousClose is not yesterday's. */
	assert_true(isnan(quote_of(&out, "9984.T")->change_pct));
	batch_release(&out);
	buffer_release(&b);
}

static void prices_in_pence_become_pounds(void **state)
{
	(void)state;
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	assert_int_equal(
		chart(&out,
		      "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"GBp\",\"symbol\":\"ARM.L\","
		      "\"regularMarketPrice\":1250,\"regularMarketTime\":1787251600},\"timestamp\":[1787232600],"
		      "\"indicators\":{\"quote\":[{\"close\":[1240]}]}}]}}",
		      "ARM.L", "1d", &err),
		0);
	assert_string_equal(out.quotes[0].currency, "GBP");
	assert_true(fabs(out.quotes[0].price - 12.5) < 1e-12);
	assert_true(fabs(out.series[0].items[0].close - 12.4) < 1e-12);
	batch_release(&out);
}

static void bars_start_on_the_exchanges_day_week_and_month(void **state)
{
	(void)state;
	int64_t tokyo_open = timestamp_days(2026, 8, 20) * 86400; /* Thursday 09:00 JST */
	assert_int_equal(yahoo_bar_start(tokyo_open, "1d", 32400), timestamp_days(2026, 8, 20) * 86400);
	assert_int_equal(yahoo_bar_start(tokyo_open, "1d", -14400), timestamp_days(2026, 8, 19) * 86400);
	assert_int_equal(yahoo_bar_start(tokyo_open, "1wk", 32400), timestamp_days(2026, 8, 17) * 86400);
	assert_int_equal(yahoo_bar_start(tokyo_open, "1mo", 32400), timestamp_days(2026, 8, 1) * 86400);
	assert_int_equal(yahoo_bar_start(tokyo_open, "5m", 32400), tokyo_open);
	assert_int_equal(yahoo_bar_start(-86400, "1wk", 0), timestamp_days(1969, 12, 29) * 86400);
}

/* ---- foreign bytes of every kind --------------------------------------------------------------- */

/* Every number in the batch must stand in the payload: nothing is made up. */
static bool stands_in(const cJSON *node, double value)
{
	if (cJSON_IsNumber(node) && node->valuedouble == value)
		return true;
	for (const cJSON *child = node->child; child; child = child->next)
		if (stands_in(child, value))
			return true;
	return false;
}

static void check_batch(const struct batch *out, const cJSON *json)
{
	for (size_t i = 0; i < out->quote_count; i++) {
		assert_true(isfinite(out->quotes[i].price) && out->quotes[i].price > 0);
		assert_true(out->quotes[i].as_of <= NOW + YAHOO_FUTURE_S);
		assert_true(stands_in(json, out->quotes[i].price));
	}
	for (size_t i = 0; i < out->series_count; i++)
		for (size_t j = 0; j < out->series[i].count; j++) {
			assert_true(stands_in(json, out->series[i].items[j].close));
			assert_true(j == 0 || out->series[i].items[j].time > out->series[i].items[j - 1].time);
		}
}

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void mutate(char *bytes, size_t *length, uint32_t *seed)
{
	size_t at = next_random(seed) % *length;
	switch (next_random(seed) % 3) {
	case 0:
		bytes[at] = (char)next_random(seed);
		break;
	case 1:
		*length = at;
		break;
	default: {
		size_t cut = next_random(seed) % 40;
		cut = cut < *length - at ? cut : *length - at;
		memmove(bytes + at, bytes + at + cut, *length - at - cut);
		*length -= cut;
	}
	}
}

static void parse_mutant(const char *name, const char *bytes, size_t length)
{
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	int result = strstr(name, "spark") ? yahoo_spark_parse(&out, bytes, length, asked, ASKED, "5m", NOW, &err)
					   : yahoo_chart_parse(&out, bytes, length, "9984.T", "1d", NOW, &err);
	if (result) {
		assert_true(err.text[0] != '\0');
		assert_int_equal(batch_items(&out), 0);
	} else {
		cJSON *json = payload_json(bytes, length, NULL);
		check_batch(&out, json);
		cJSON_Delete(json);
	}
	batch_release(&out);
}

static void no_mutation_crashes_or_makes_up_a_price(void **state)
{
	(void)state;
	static const char *const files[] = { "tests/fixtures/yahoo/spark_v7.json", "tests/fixtures/yahoo/spark_v8.json",
					     "tests/fixtures/yahoo/chart_daily.json" };
	uint32_t seed = 20260820;
	for (size_t f = 0; f < 3; f++) {
		struct buffer b = load(files[f]);
		for (int round = 0; round < 5000; round++) {
			char *copy = malloc(b.length);
			size_t length = b.length;
			assert_non_null(copy);
			memcpy(copy, b.data, length);
			for (uint32_t times = 1 + next_random(&seed) % 3; times && length > 1; times--)
				mutate(copy, &length, &seed);
			parse_mutant(files[f], copy, length);
			free(copy);
		}
		buffer_release(&b);
	}
}

/* The symbol that a chart says it is of: captures are named in many ways. */
static void chart_symbol(const struct buffer *b, char out[SYMBOL_SIZE], char interval[INTERVAL_SIZE])
{
	cJSON *json = payload_json(b->data, b->length, NULL);
	const cJSON *result = json_member(json_member(json, "chart"), "result");
	const cJSON *meta = json_member(cJSON_IsArray(result) ? result->child : NULL, "meta");
	const char *symbol = json_string(meta, "symbol"), *granularity = json_string(meta, "dataGranularity");
	snprintf(out, SYMBOL_SIZE, "%s", symbol ? symbol : "X");
	snprintf(interval, INTERVAL_SIZE, "%s", granularity ? granularity : "1d");
	cJSON_Delete(json);
}

static void read_captures(const char *folder, int *read, int *refused)
{
	DIR *dir = opendir(folder);
	if (!dir)
		return;
	for (struct dirent *e; (e = readdir(dir));) {
		if (!strstr(e->d_name, "chart"))
			continue;
		char path[1200], symbol[SYMBOL_SIZE], interval[INTERVAL_SIZE];
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		struct buffer b = load(path);
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		chart_symbol(&b, symbol, interval);
		if (yahoo_chart_parse(&out, b.data, b.length, symbol, interval, NOW + 60 * 86400, &err)) {
			assert_true(err.text[0] != '\0');
			++*refused;
		} else {
			++*read;
		}
		batch_release(&out);
		buffer_release(&b);
	}
	closedir(dir);
}

static void real_captures_are_read(void **state)
{
	(void)state;
	static const char *const folders[] = { "../shared/corpus/yahoo/transcribed", "../shared/corpus/yahoo/java",
					       "../shared/corpus/yahoo/nyf2/body",
					       "../shared/corpus/yahoo/finance-query" };
	int read = 0, refused = 0;
	for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
		read_captures(folders[i], &read, &refused);
	if (!read) {
		print_message("skipped: real captures are not beside the project\n");
		skip();
	}
	print_message("figure: real charts read %d, refused with a sentence %d\n", read, refused);
	assert_true(read >= 30);
}

/* The state of a market whose hours before, in and after the session follow one another from NOW + `first` hours
 * on: 5, 6 and 4 of them. */
static enum market_state state_said(double first)
{
	char text[1024];
	struct batch out;
	struct error err = { "" };
	long long pre = NOW + (long long)(first * 3600), open = pre + 18000, close = open + 21600, end = close + 14400;
	snprintf(text, sizeof text,
		 "{\"spark\":{\"result\":[{\"symbol\":\"NVDA\",\"response\":[{\"meta\":{\"currency\":\"USD\","
		 "\"symbol\":\"NVDA\",\"regularMarketPrice\":200,\"regularMarketTime\":%d,\"currentTradingPeriod\":"
		 "{\"pre\":{\"start\":%lld,\"end\":%lld},\"regular\":{\"start\":%lld,\"end\":%lld},"
		 "\"post\":{\"start\":%lld,\"end\":%lld}}}}]}],\"error\":null}}",
		 NOW - 60, pre, open, open, close, close, end);
	batch_init(&out);
	if (spark(&out, text, &err))
		fail_msg("%s", err.text);
	enum market_state state = quote_of(&out, "NVDA")->market_state;
	batch_release(&out);
	return state;
}

static void hours_of_another_day_say_nothing_of_what_runs_now(void **state)
{
	(void)state;
	static const struct {
		double first;
		enum market_state state;
	} cases[] = {
		{ 12, MARKET_UNKNOWN },  { 8.01, MARKET_UNKNOWN }, { 8, MARKET_CLOSED },   { 0.01, MARKET_CLOSED },
		{ 0, MARKET_PRE },       { -4.99, MARKET_PRE },    { -5, MARKET_OPEN },    { -10.99, MARKET_OPEN },
		{ -11, MARKET_POST },    { -14.99, MARKET_POST },  { -15, MARKET_CLOSED }, { -22.99, MARKET_CLOSED },
		{ -23, MARKET_UNKNOWN },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++)
		if (state_said(cases[i].first) != cases[i].state)
			fail_msg("%g hours before the first", cases[i].first);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_answer_that_is_no_price_is_refused_in_words),
		cmocka_unit_test(a_refused_answer_leaves_the_batch_as_it_was),
		cmocka_unit_test(json_nested_too_deep_is_refused_before_it_is_parsed),
		cmocka_unit_test(more_symbols_than_a_request_holds_are_our_own_mistake_and_told),
		cmocka_unit_test(a_chart_of_another_thing_is_refused),
		cmocka_unit_test(the_listed_spark_shape_gives_quotes_rates_and_the_day),
		cmocka_unit_test(hours_of_another_day_say_nothing_of_what_runs_now),
		cmocka_unit_test(the_flat_spark_shape_gives_the_last_trade),
		cmocka_unit_test(a_daily_chart_gives_one_bar_a_day_and_its_events),
		cmocka_unit_test(prices_in_pence_become_pounds),
		cmocka_unit_test(bars_start_on_the_exchanges_day_week_and_month),
		cmocka_unit_test(no_mutation_crashes_or_makes_up_a_price),
		cmocka_unit_test(real_captures_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
