/* Real answers of the price sources, all that there are. What a chart holds is read here a second time, plainly and
 * without any code of the parsers, and the two readings must be one; what is no chart must be refused in words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <cjson/cJSON.h>
#include <dirent.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/cnbc.h"
#include "fetch/nasdaq.h"
#include "fetch/reference_rates.h"
#include "fetch/twse.h"
#include "fetch/yahoo.h"

#define CORPUS "../shared/corpus/yahoo"
#define LATER 1800000000 /* 2027-01-15: after every capture */
#define NONE ((double)NAN)
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct buffer load(const char *path)
{
	struct buffer b;
	struct error err;
	buffer_init(&b, 1 << 24);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	return b;
}

static bool is_near(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) <= 1e-9 * fabs(b);
}

/* ---- the second reading ---- */

static const cJSON *of(const cJSON *object, const char *name)
{
	return object ? cJSON_GetObjectItemCaseSensitive(object, name) : NULL;
}

static double number(const cJSON *object, const char *name)
{
	const cJSON *item = of(object, name);
	return cJSON_IsNumber(item) ? item->valuedouble : NONE;
}

static double times(double value, double scale)
{
	return value > 0 ? value * scale : NONE;
}

static double scale_of(const char *currency)
{
	static const char *const hundredths[] = { "GBp", "GBX", "ZAc", "ILA" };
	for (size_t i = 0; i < COUNT(hundredths); i++)
		if (currency && !strcmp(hundredths[i], currency))
			return 0.01;
	return 1;
}

struct expected {
	const cJSON *result, *meta;
	const char *symbol, *interval;
	double scale;
	int64_t offset;
	struct candle *bars;
	size_t count;
};

static int64_t bar_length(const char *interval)
{
	int64_t count = strtoll(interval, NULL, 10);
	return strchr("mh", interval[strlen(interval) - 1]) ? count * (strchr(interval, 'h') ? 3600 : 60) : 86400;
}

static double item(const cJSON *array, int index)
{
	const cJSON *found = array ? cJSON_GetArrayItem(array, index) : NULL;
	return cJSON_IsNumber(found) ? found->valuedouble : NONE;
}

/* A live price behind the bar that it belongs to is one with it: within the day it extends the bar, of a day it has
 * the newer figures. */
static void expect_bar(struct expected *e, const struct candle *c)
{
	int64_t length = bar_length(e->interval);
	struct candle *last = e->count ? &e->bars[e->count - 1] : NULL;
	if (last && length < 86400 && c->time - last->time < length) {
		last->high = fmax(last->high, c->high);
		last->low = fmin(last->low, c->low);
		last->close = c->close;
	} else if (last && c->time == last->time) {
		*last = *c;
	} else {
		e->bars[e->count++] = *c;
	}
}

static void expect_bars(struct expected *e)
{
	const cJSON *indicators = of(e->result, "indicators"), *stamps = of(e->result, "timestamp");
	const cJSON *quote = cJSON_GetArrayItem(of(indicators, "quote"), 0);
	const cJSON *adjusted = of(cJSON_GetArrayItem(of(indicators, "adjclose"), 0), "adjclose");
	int stamped = cJSON_GetArraySize(stamps), closed = cJSON_GetArraySize(of(quote, "close"));
	int64_t length = bar_length(e->interval);
	e->bars = calloc((size_t)stamped + 1, sizeof *e->bars);
	assert_non_null(e->bars);
	for (int i = 0; i < stamped && i < closed; i++) {
		int64_t time = (int64_t)item(stamps, i), days = (time + e->offset) / 86400;
		struct candle c = {
			.time = length < 86400 ? time : days * 86400,
			.open = times(item(of(quote, "open"), i), e->scale),
			.high = times(item(of(quote, "high"), i), e->scale),
			.low = times(item(of(quote, "low"), i), e->scale),
			.close = times(item(of(quote, "close"), i), e->scale),
			.adjusted_close = times(item(adjusted, i), e->scale),
			.volume = item(of(quote, "volume"), i),
		};
		if (c.close > 0)
			expect_bar(e, &c);
	}
}

static void assert_bars(const char *path, const struct expected *e, const struct batch *b)
{
	size_t count = b->series_count ? b->series[0].count : 0;
	if (count != e->count)
		fail_msg("%s: %zu bars of %zu", path, count, e->count);
	for (size_t i = 0; i < count; i++) {
		const struct candle *got = &b->series[0].items[i], *want = &e->bars[i];
		bool same = got->time == want->time && is_near(got->open, want->open) &&
			    is_near(got->high, want->high) && is_near(got->low, want->low) &&
			    is_near(got->close, want->close) && is_near(got->adjusted_close, want->adjusted_close) &&
			    is_near(got->volume, want->volume);
		if (!same)
			fail_msg("%s: bar %zu at %lld closed at %.17g, not %.17g", path, i, (long long)got->time,
				 got->close, want->close);
	}
}

/* ---- charts ---- */

static double change_of(const struct expected *e, double previous)
{
	double told = number(e->meta, "regularMarketChangePercent"), price = number(e->meta, "regularMarketPrice");
	return isnan(told) ? 100 * (price - previous) / previous : told;
}

static void assert_quote(const char *path, const struct expected *e, const struct quote *q)
{
	const char *range = cJSON_GetStringValue(of(e->meta, "range"));
	double previous = number(e->meta, "previousClose");
	if (isnan(previous) && range && !strcmp(range, "1d"))
		previous = number(e->meta, "chartPreviousClose");
	const struct {
		const char *what;
		double got, want;
	} rows[] = {
		{ "price", q->price, number(e->meta, "regularMarketPrice") * e->scale },
		{ "time", (double)q->as_of, number(e->meta, "regularMarketTime") },
		{ "previous close", q->previous_close, previous * e->scale },
		{ "change", q->change_pct, change_of(e, previous) },
		{ "day low", q->day_low, number(e->meta, "regularMarketDayLow") * e->scale },
		{ "day high", q->day_high, number(e->meta, "regularMarketDayHigh") * e->scale },
		{ "year low", q->year_low, number(e->meta, "fiftyTwoWeekLow") * e->scale },
		{ "year high", q->year_high, number(e->meta, "fiftyTwoWeekHigh") * e->scale },
		{ "volume", q->volume, number(e->meta, "regularMarketVolume") },
	};
	for (size_t i = 0; i < COUNT(rows); i++)
		if (!is_near(rows[i].got, rows[i].want))
			fail_msg("%s: %s is %.17g, not %.17g", path, rows[i].what, rows[i].got, rows[i].want);
	if (q->change * q->change_pct < 0)
		fail_msg("%s: a change of %g is not one of %g%%", path, q->change, q->change_pct);
}

static int64_t event_day(const struct expected *e, const cJSON *event)
{
	return ((int64_t)number(event, "date") + e->offset) / 86400 * 86400;
}

static bool has_event(const struct expected *e, const struct batch *b, const cJSON *event)
{
	for (size_t i = 0; i < b->event_count; i++) {
		const struct corporate_event *got = &b->events[i];
		bool same = got->action == ACTION_SPLIT ? got->numerator == number(event, "numerator") &&
								  got->denominator == number(event, "denominator")
							: is_near(got->amount, number(event, "amount") * e->scale);
		if (same && got->time == event_day(e, event))
			return true;
	}
	return false;
}

static void assert_events(const char *path, const struct expected *e, const struct batch *b)
{
	static const char *const kinds[] = { "splits", "dividends" };
	size_t count = 0;
	for (size_t i = 0; i < COUNT(kinds); i++) {
		const cJSON *event;
		cJSON_ArrayForEach(event, of(of(e->result, "events"), kinds[i]))
		{
			count++;
			if (!has_event(e, b, event))
				fail_msg("%s: an event of %s is missing", path, event->string);
		}
	}
	if (count != b->event_count)
		fail_msg("%s: %zu events of %zu", path, b->event_count, count);
}

struct tally {
	int charts, bars, refused;
};

static void check_chart(const char *path, const struct buffer *b, const cJSON *json, struct tally *t)
{
	const cJSON *chart = of(json, "chart");
	struct expected e = { .result = cJSON_GetArrayItem(of(chart, "result"), 0) };
	struct batch out;
	struct error err = { "" };
	e.meta = of(e.result, "meta");
	e.symbol = cJSON_GetStringValue(of(e.meta, "symbol"));
	e.interval = cJSON_GetStringValue(of(e.meta, "dataGranularity"));
	e.interval = e.interval ? e.interval : "1d";
	e.scale = scale_of(cJSON_GetStringValue(of(e.meta, "currency")));
	e.offset = (int64_t)number(e.meta, "gmtoffset");
	batch_init(&out);
	int result =
		yahoo_chart_parse(&out, buffer_text(b), b->length, e.symbol ? e.symbol : "MU", e.interval, LATER, &err);
	if (!e.symbol) {
		const char *said = cJSON_GetStringValue(of(of(chart, "error"), "description"));
		if (!result || !*err.text || (said && !strstr(err.text, said)))
			fail_msg("%s: taken, or refused without its own words: %s", path, err.text);
		t->refused++;
		return;
	}
	if (result)
		fail_msg("%s: %s", path, err.text);
	expect_bars(&e);
	assert_bars(path, &e, &out);
	assert_events(path, &e, &out);
	if (!isnan(number(e.meta, "regularMarketPrice")))
		assert_quote(path, &e, &out.quotes[0]);
	t->charts++;
	t->bars += (int)e.count;
	free(e.bars);
	batch_release(&out);
}

/* ---- what is of another kind ---- */

static const char one[1][SYMBOL_SIZE] = { "AAPL" };

static int as_spark(struct batch *out, const struct buffer *b, struct error *err)
{
	return yahoo_spark_parse(out, buffer_text(b), b->length, one, 1, "5m", LATER, err);
}

static int as_quote(struct batch *out, const struct buffer *b, struct error *err)
{
	return yahoo_quote_parse(out, buffer_text(b), b->length, "AAPL", LATER, err);
}

static int as_chart(struct batch *out, const struct buffer *b, struct error *err)
{
	return yahoo_chart_parse(out, buffer_text(b), b->length, "AAPL", "1d", LATER, err);
}

static int as_cnbc(struct batch *out, const struct buffer *b, struct error *err)
{
	return cnbc_quotes_parse(out, buffer_text(b), b->length, one, 1, LATER, err);
}

static int as_nasdaq(struct batch *out, const struct buffer *b, struct error *err)
{
	return nasdaq_info_parse(out, buffer_text(b), b->length, "AAPL", LATER, err);
}

static int as_taipei(struct batch *out, const struct buffer *b, struct error *err)
{
	return twse_day_parse(out, buffer_text(b), b->length, one, 1, LATER, err);
}

static int as_frankfurter(struct batch *out, const struct buffer *b, struct error *err)
{
	return frankfurter_parse(out, buffer_text(b), b->length, one, 1, LATER, err);
}

static int as_ecb(struct batch *out, const struct buffer *b, struct error *err)
{
	return ecb_parse(out, buffer_text(b), b->length, one, 1, LATER, err);
}

static void refuse_by_all(const char *path, const struct buffer *b, struct tally *t)
{
	static int (*const parsers[])(struct batch *, const struct buffer *,
				      struct error *) = { as_spark,  as_quote,  as_chart,       as_cnbc,
							  as_nasdaq, as_taipei, as_frankfurter, as_ecb };
	for (size_t i = 0; i < COUNT(parsers); i++) {
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		if (parsers[i](&out, b, &err) != -1 || !*err.text || batch_items(&out))
			fail_msg("%s: parser %zu took it", path, i);
	}
	t->refused++;
}

/* ---- the walk ---- */

/* The body of a recorded exchange, in which it stands as a member; else the document itself. */
static cJSON *unwrap(struct buffer *b)
{
	cJSON *json = cJSON_ParseWithLength(buffer_text(b), b->length);
	const cJSON *body = of(of(json, "response"), "bodyJson");
	if (!body)
		return json;
	char *text = cJSON_Print(body);
	assert_non_null(text);
	cJSON_Delete(json);
	buffer_clear(b);
	buffer_append_text(b, text);
	free(text);
	return cJSON_ParseWithLength(buffer_text(b), b->length);
}

static void check_file(const char *path, struct tally *t)
{
	struct buffer b = load(path);
	cJSON *json = unwrap(&b);
	if (of(json, "chart"))
		check_chart(path, &b, json, t);
	else if (!of(json, "spark"))
		refuse_by_all(path, &b, t);
	cJSON_Delete(json);
	buffer_release(&b);
}

static void walk(const char *folder, struct tally *t)
{
	DIR *dir = opendir(folder);
	if (!dir)
		return;
	for (struct dirent *e; (e = readdir(dir));) {
		char path[1400];
		struct stat status;
		snprintf(path, sizeof path, "%s/%s", folder, e->d_name);
		if (*e->d_name == '.' || stat(path, &status))
			continue;
		if (S_ISDIR(status.st_mode))
			walk(path, t);
		else
			check_file(path, t);
	}
	closedir(dir);
}

static void every_capture_is_read_as_it_stands_or_refused_in_words(void **state)
{
	(void)state;
	struct tally t = { 0 };
	walk(CORPUS, &t);
	if (!t.charts) {
		print_message("skipped: real captures are not beside the project\n");
		skip();
	}
	print_message("figure: %d charts of %d bars read as they stand, %d answers of other kinds refused\n", t.charts,
		      t.bars, t.refused);
	assert_true(t.charts >= 60 && t.bars > 6000 && t.refused >= 200);
}

static void the_batch_captures_are_read(void **state)
{
	(void)state;
	static const char asked[3][SYMBOL_SIZE] = { "AAPL", "NVDA", "MSFT" };
	static const char *const paths[] = { CORPUS "/transcribed/spark_v7_MSFT_AAPL_2026-07-28_truncated.json",
					     CORPUS "/java/aapl_spark_5d_v7.json" };
	static const double prices[][2] = { { 336.91, 389.1 }, { 132.54, NONE } };
	for (size_t i = 0; i < COUNT(paths); i++) {
		struct stat status;
		struct batch out;
		struct error err = { "" };
		if (stat(paths[i], &status)) {
			print_message("skipped: %s is not here\n", paths[i]);
			skip();
		}
		struct buffer b = load(paths[i]);
		batch_init(&out);
		if (yahoo_spark_parse(&out, buffer_text(&b), b.length, asked, 3, "5m", LATER, &err))
			fail_msg("%s: %s", paths[i], err.text);
		for (size_t k = 0; k < out.quote_count; k++)
			assert_true(out.quotes[k].price == prices[i][!strcmp(out.quotes[k].symbol, "MSFT")]);
		assert_int_equal(out.quote_count, 2 - i);
		assert_int_equal(out.series_count, 0); /* no bars, or those of days */
		assert_non_null(strstr(out.warning, "NVDA"));
		batch_release(&out);
		buffer_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_capture_is_read_as_it_stands_or_refused_in_words),
		cmocka_unit_test(the_batch_captures_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
