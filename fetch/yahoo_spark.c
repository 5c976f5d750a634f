#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"

#define SOURCE "yahoo-spark"

/* One symbol's part of an answer, whichever of the two shapes it came in. */
struct part {
	const char *symbol; /* as asked for */
	const cJSON *meta;  /* v7 */
	const cJSON *flat;  /* v8 */
	struct yahoo_bars bars;
	bool has_interval; /* its bars are those that were asked for */
};

struct reader {
	struct batch *found;
	const char (*asked)[SYMBOL_SIZE];
	size_t asked_count;
	const char *interval;
	int64_t fetched;
	bool seen[YAHOO_SPARK_SYMBOLS];
};

/* The asked symbol that this name stands for and that was not read yet, or asked_count. */
static size_t find_asked(const struct reader *r, const char *name)
{
	for (size_t i = 0; name && i < r->asked_count; i++)
		if (!r->seen[i] && yahoo_same_symbol(r->asked[i], name))
			return i;
	return r->asked_count;
}

#define STILL_TRADING_S 900 /* a session whose last bar began so lately is on */

/* The close before the range is yesterday's only where the range is a day. */
static double previous_close_of(const struct part *part, const struct candle_series *s)
{
	double previous = json_number(part->flat, "previousClose");
	bool is_day = part->has_interval && s->items[s->count - 1].time - s->items[0].time < 86400;
	if (isnan(previous) && is_day)
		previous = json_number(part->flat, "chartPreviousClose");
	return previous > 0 ? previous : (double)NAN;
}

/* fulldayPrice is the last trade of any session: while the session is on, the price itself. */
static double extended_price_of(const struct part *part, const struct candle_series *s)
{
	const struct candle *last = &s->items[s->count - 1];
	double full = json_number(part->flat, "fulldayPrice");
	bool is_on = s->fetched - last->time < STILL_TRADING_S || s->fetched < json_integer(part->flat, "end");
	return full > 0 && !is_on && !yahoo_is_same_price(full, last->close, 1) ? full : (double)NAN;
}

/* The flat shape has no price of its own: the last trade of the series is it. */
static bool quote_from_series(struct quote *q, const struct part *part, const struct candle_series *s)
{
	char pair[2][CURRENCY_SIZE];
	const char *currency = yahoo_currency_of(part->symbol);
	if (!s->count || (!currency && !yahoo_read_pair(part->symbol, pair[0], pair[1])))
		return false;
	const struct candle *last = &s->items[s->count - 1];
	if (last->time <= 0)
		return false;
	quote_init(q);
	snprintf(q->symbol, sizeof q->symbol, "%s", part->symbol);
	snprintf(q->source, sizeof q->source, SOURCE);
	snprintf(q->currency, sizeof q->currency, "%s", currency ? currency : pair[1]);
	q->price = last->close;
	q->as_of = last->time;
	q->fetched = s->fetched;
	q->previous_close = previous_close_of(part, s);
	q->extended_price = extended_price_of(part, s);
	quote_complete(q);
	return true;
}

static int add_rate(struct batch *b, const struct quote *q, const char *from, const char *to)
{
	struct fx_rate rate = { .rate = q->price, .as_of = q->as_of, .fetched = q->fetched };
	snprintf(rate.from, sizeof rate.from, "%s", from);
	snprintf(rate.to, sizeof rate.to, "%s", to);
	snprintf(rate.source, sizeof rate.source, SOURCE);
	return batch_add_rate(b, &rate);
}

static int add_quote(struct batch *b, const struct quote *q, struct candle_series *s)
{
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	if (yahoo_read_pair(q->symbol, from, to))
		return add_rate(b, q, from, to);
	snprintf(s->currency, sizeof s->currency, "%s", q->currency);
	if (batch_add_quote(b, q))
		return -1;
	return s->count ? batch_add_series(b, s) : 0;
}

static int read_part(struct reader *r, struct part *part, size_t index)
{
	struct candle_series series;
	candle_series_init(&series);
	snprintf(series.symbol, sizeof series.symbol, "%s", part->symbol);
	snprintf(series.interval, sizeof series.interval, "%s", r->interval);
	snprintf(series.source, sizeof series.source, SOURCE);
	series.fetched = r->fetched;
	int result = yahoo_read_bars(&series, &part->bars);
	struct quote q;
	if (!result && (part->meta ? yahoo_read_meta(&q, part->meta, part->symbol, SOURCE, r->fetched)
				   : quote_from_series(&q, part, &series))) {
		r->seen[index] = true;
		if (!part->has_interval)
			series.count = 0;
		result = add_quote(r->found, &q, &series);
	}
	candle_series_release(&series);
	return result;
}

/* Whether what says whose it is says so rightly. */
static bool is_of(const cJSON *object, const char *asked)
{
	const char *symbol = json_string(object, "symbol");
	return !symbol || yahoo_same_symbol(asked, symbol);
}

static int read_listed(struct reader *r, const cJSON *result)
{
	const cJSON *entry;
	cJSON_ArrayForEach(entry, result)
	{
		const cJSON *response = json_member(entry, "response");
		const cJSON *one = cJSON_IsArray(response) ? response->child : NULL;
		size_t index = find_asked(r, json_string(entry, "symbol"));
		if (!one || index == r->asked_count)
			continue;
		const cJSON *meta = json_member(one, "meta");
		if (!is_of(meta, r->asked[index]))
			continue;
		const cJSON *quotes = json_member(json_member(one, "indicators"), "quote");
		char currency[CURRENCY_SIZE];
		const char *code = json_string(meta, "currency");
		struct part part = {
			.symbol = r->asked[index],
			.meta = meta ? meta : one,
			.bars = { .timestamp = json_member(one, "timestamp"),
				  .quote = cJSON_IsArray(quotes) ? quotes->child : NULL,
				  .scale = currency_normalise(code ? code : "", currency),
				  .utc_offset_s = json_integer(meta, "gmtoffset") },
			.has_interval = yahoo_has_interval(meta, r->interval),
		};
		if (read_part(r, &part, index))
			return -1;
	}
	return 0;
}

static int read_flat(struct reader *r, const cJSON *json)
{
	const cJSON *entry;
	cJSON_ArrayForEach(entry, json)
	{
		size_t index = cJSON_IsObject(entry) ? find_asked(r, entry->string) : r->asked_count;
		if (index == r->asked_count || !is_of(entry, r->asked[index]))
			continue;
		struct part part = {
			.symbol = r->asked[index],
			.flat = entry,
			.bars = { .timestamp = json_member(entry, "timestamp"), .quote = entry, .scale = 1 },
			.has_interval = yahoo_has_interval(entry, r->interval),
		};
		if (read_part(r, &part, index))
			return -1;
	}
	return 0;
}

static void name_missing(struct reader *r)
{
	char *out = r->found->warning;
	size_t size = sizeof r->found->warning, used = 0, missing = 0;
	for (size_t i = 0; i < r->asked_count; i++)
		missing += !r->seen[i];
	if (!missing)
		return;
	used = (size_t)snprintf(out, size, "%zu of %zu symbols missing:", missing, r->asked_count);
	for (size_t i = 0; i < r->asked_count && used < size; i++)
		if (!r->seen[i])
			used += (size_t)snprintf(out + used, size - used, " %s", r->asked[i]);
}

static int read_answer(struct reader *r, const cJSON *json, struct error *err)
{
	const cJSON *spark = json_member(json, "spark");
	if (yahoo_check_error(json, err))
		return -1;
	if (!cJSON_IsObject(json))
		return error_set(err, "expected a spark object, got a JSON list");
	if (spark ? read_listed(r, json_member(spark, "result")) : read_flat(r, json))
		return error_set(err, "out of memory");
	if (!r->found->quote_count && !r->found->rate_count)
		return error_set(err, "expected prices of %zu symbols, got an answer with none of them",
				 r->asked_count);
	name_missing(r);
	return 0;
}

int yahoo_spark_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, const char *interval, int64_t fetched, struct error *err)
{
	if (!asked_count || asked_count > YAHOO_SPARK_SYMBOLS)
		return error_set(err, "a spark request holds 1 to %d symbols, not %zu", YAHOO_SPARK_SYMBOLS,
				 asked_count);
	cJSON *json = json_outline(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	struct reader r = { &found, asked, asked_count, interval, fetched, { false } };
	int result = read_answer(&r, json, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
