/* The price of one symbol from today's chart, the hours before and after the session included. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"

#define SOURCE "yahoo-chart"
#define INTERVAL "5m"

static const cJSON *first_of(const cJSON *object, const char *name)
{
	const cJSON *array = json_member(object, name);
	return cJSON_IsArray(array) ? array->child : NULL;
}

static bool is_unknown_symbol(const cJSON *json)
{
	const char *code = json_string(json_member(json_member(json, "chart"), "error"), "code");
	return code && !strcmp(code, "Not Found");
}

static double scale_of(const cJSON *meta)
{
	char currency[CURRENCY_SIZE];
	const char *code = json_string(meta, "currency");
	return currency_normalise(code ? code : "", currency);
}

static int read_series(struct candle_series *series, const cJSON *result, const struct quote *q)
{
	struct yahoo_bars bars = {
		.timestamp = json_member(result, "timestamp"),
		.quote = first_of(json_member(result, "indicators"), "quote"),
		.scale = scale_of(json_member(result, "meta")),
	};
	snprintf(series->symbol, sizeof series->symbol, "%s", q->symbol);
	snprintf(series->interval, sizeof series->interval, INTERVAL);
	snprintf(series->currency, sizeof series->currency, "%s", q->currency);
	snprintf(series->source, sizeof series->source, SOURCE);
	series->fetched = q->fetched;
	return yahoo_read_bars(series, &bars);
}

/* Leaves the bars of the session in the series, and takes the last one after the price's own time, outside of the
 * session, as the extended price where the answer has none of its own. */
static void part_session(struct quote *q, struct candle_series *series, const cJSON *meta, double scale)
{
	int64_t start, end;
	double extended = (double)NAN;
	size_t kept = 0;
	if (!yahoo_read_session(meta, &start, &end))
		return;
	for (size_t i = 0; i < series->count; i++) {
		const struct candle *c = &series->items[i];
		if (c->time >= start && c->time < end)
			series->items[kept++] = *c;
		else if (c->time >= q->as_of)
			extended = c->close;
	}
	series->count = kept;
	bool is_other = isfinite(extended) && !yahoo_is_same_price(extended, q->price, scale);
	if (isnan(q->extended_price) && q->market_state != MARKET_OPEN && is_other)
		q->extended_price = extended;
}

static int add_all(struct batch *found, const cJSON *result, struct quote *q)
{
	struct candle_series series;
	candle_series_init(&series);
	int failed = read_series(&series, result, q);
	if (!failed) {
		const cJSON *meta = json_member(result, "meta");
		part_session(q, &series, meta, scale_of(meta));
		if (!yahoo_has_interval(meta, INTERVAL))
			series.count = 0;
		failed = batch_add_quote(found, q) || (series.count && batch_add_series(found, &series));
	}
	candle_series_release(&series);
	return failed ? -1 : 0;
}

static int read_answer(struct batch *found, const cJSON *json, const char *asked, int64_t fetched, struct error *err)
{
	struct quote q;
	char got[40];
	if (is_unknown_symbol(json)) {
		snprintf(found->warning, sizeof found->warning, "%s is not known there", asked);
		return 0;
	}
	if (yahoo_check_error(json, err))
		return -1;
	const cJSON *result = first_of(json_member(json, "chart"), "result"), *meta = json_member(result, "meta");
	if (!meta)
		return error_set(err, "expected chart.result[0].meta, got JSON without it");
	const char *symbol = json_string(meta, "symbol");
	safe_copy(got, sizeof got, symbol ? symbol : "no symbol");
	if (!symbol || !yahoo_same_symbol(asked, symbol))
		return error_set(err, "expected the chart of %s, got that of %s", asked, got);
	if (!yahoo_read_meta(&q, meta, asked, SOURCE, fetched))
		return error_set(err, "expected a price of %s and its time, got a chart without", asked);
	return add_all(found, result, &q) ? error_set(err, "out of memory") : 0;
}

int yahoo_quote_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
		      struct error *err)
{
	cJSON *json = json_outline(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	int result = read_answer(&found, json, asked, fetched, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
