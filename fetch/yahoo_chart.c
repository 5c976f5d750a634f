#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"

#define SOURCE "yahoo-chart"
#define UNKNOWN_MOST 1000 /* bytes of an answer that only says so */

struct chart {
	struct batch *found;
	const cJSON *result, *meta;
	const char *asked, *interval;
	int64_t fetched, utc_offset_s;
	double scale;
	char currency[CURRENCY_SIZE];
};

/* "60m" and "1h" are one thing. */
static bool same_interval(const char *a, const char *b)
{
	return !strcmp(a, b) || (!strcmp(a, "60m") && !strcmp(b, "1h")) || (!strcmp(a, "1h") && !strcmp(b, "60m"));
}

static int check_meta(struct chart *c, struct error *err)
{
	char got[40];
	const char *symbol = json_string(c->meta, "symbol"), *granularity = json_string(c->meta, "dataGranularity");
	safe_copy(got, sizeof got, symbol ? symbol : "no symbol");
	if (!symbol || !yahoo_same_symbol(c->asked, symbol))
		return error_set(err, "expected the chart of %s, got that of %s", c->asked, got);
	if (granularity && !same_interval(granularity, c->interval)) {
		safe_copy(got, sizeof got, granularity);
		return error_set(err, "expected %s bars of %s, got %s bars", c->interval, c->asked, got);
	}
	const char *code = json_string(c->meta, "currency");
	c->scale = currency_normalise(code ? code : "", c->currency);
	c->utc_offset_s = json_integer(c->meta, "gmtoffset");
	if (c->utc_offset_s < -86400 || c->utc_offset_s > 86400)
		return error_set(err, "expected the exchange's offset from UTC, got %lld s",
				 (long long)c->utc_offset_s);
	return 0;
}

static const cJSON *first_of(const cJSON *object, const char *name)
{
	const cJSON *array = json_member(object, name);
	return cJSON_IsArray(array) ? array->child : NULL;
}

static int read_series(struct chart *c)
{
	const cJSON *indicators = json_member(c->result, "indicators");
	struct yahoo_bars bars = {
		.timestamp = json_member(c->result, "timestamp"),
		.quote = first_of(indicators, "quote"),
		.adjusted = json_member(first_of(indicators, "adjclose"), "adjclose"),
		.scale = c->scale,
		.utc_offset_s = c->utc_offset_s,
	};
	struct candle_series series;
	candle_series_init(&series);
	snprintf(series.symbol, sizeof series.symbol, "%s", c->asked);
	snprintf(series.interval, sizeof series.interval, "%s", c->interval);
	snprintf(series.currency, sizeof series.currency, "%s", c->currency);
	snprintf(series.source, sizeof series.source, SOURCE);
	series.fetched = c->fetched;
	int result = yahoo_read_bars(&series, &bars);
	if (!result && series.count)
		result = batch_add_series(c->found, &series);
	candle_series_release(&series);
	return result;
}

/* A dividend may be paid in hundredths where the price is not, or in another currency: then it is not ours to say. */
static double scale_of(const struct chart *c, const cJSON *item)
{
	char currency[CURRENCY_SIZE];
	const char *code = json_string(item, "currency");
	if (!code)
		return c->scale;
	double scale = currency_normalise(code, currency);
	return strcmp(currency, c->currency) ? (double)NAN : scale;
}

static bool read_event(struct corporate_event *e, const struct chart *c, const cJSON *item,
		       enum corporate_action action)
{
	double date = json_number(item, "date");
	*e = (struct corporate_event){
		.action = action,
		.numerator = json_number(item, "numerator"),
		.denominator = json_number(item, "denominator"),
		.amount = json_number(item, "amount") * scale_of(c, item),
		.fetched = c->fetched,
	};
	if (!(date > -1e11) || !(date < (double)(c->fetched + 400 * 86400)))
		return false;
	e->time = yahoo_bar_start((int64_t)date, "1d", c->utc_offset_s);
	snprintf(e->symbol, sizeof e->symbol, "%s", c->asked);
	snprintf(e->source, sizeof e->source, SOURCE);
	return action == ACTION_SPLIT ? e->numerator > 0 && e->denominator > 0 : e->amount > 0;
}

static int read_events(struct chart *c, const char *name, enum corporate_action action)
{
	const cJSON *item;
	cJSON_ArrayForEach(item, json_member(json_member(c->result, "events"), name))
	{
		struct corporate_event e;
		if (read_event(&e, c, item, action) && batch_add_event(c->found, &e))
			return -1;
	}
	return 0;
}

static int read_quote(struct chart *c)
{
	struct quote q;
	return yahoo_read_meta(&q, c->meta, c->asked, SOURCE, c->fetched) ? batch_add_quote(c->found, &q) : 0;
}

static int read_chart(struct chart *c, const cJSON *json, struct error *err)
{
	if (yahoo_check_error(json, err))
		return -1;
	c->result = first_of(json_member(json, "chart"), "result");
	c->meta = json_member(c->result, "meta");
	if (!c->meta)
		return error_set(err, "expected chart.result[0].meta, got JSON without it");
	if (check_meta(c, err))
		return -1;
	if (read_series(c) || read_events(c, "splits", ACTION_SPLIT) || read_events(c, "dividends", ACTION_DIVIDEND) ||
	    read_quote(c))
		return error_set(err, "out of memory");
	if (!c->found->series_count && !c->found->quote_count)
		return error_set(err, "expected candles of %s, got a chart with no price at all", c->asked);
	if (!c->found->series_count)
		snprintf(c->found->warning, sizeof c->found->warning, "no candles of %s in the answer", c->asked);
	return 0;
}

bool yahoo_is_unknown(const char *bytes, size_t length)
{
	struct error err;
	cJSON *json = length < UNKNOWN_MOST ? payload_json(bytes, length, &err) : NULL;
	const char *code = json_string(json_member(json_member(json, "chart"), "error"), "code");
	bool is_unknown = code && !strcmp(code, "Not Found");
	cJSON_Delete(json);
	return is_unknown;
}

int yahoo_chart_parse(struct batch *out, const char *bytes, size_t length, const char *asked, const char *interval,
		      int64_t fetched, struct error *err)
{
	cJSON *json = json_outline(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	struct chart c = { .found = &found, .asked = asked, .interval = interval, .fetched = fetched };
	int result = read_chart(&c, json, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
