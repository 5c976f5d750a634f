#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/cnbc.h"
#include "fetch/fallback.h"
#include "fetch/figure_text.h"
#include "fetch/payload.h"
#include "fetch/yahoo_read.h"

#define SOURCE "cnbc-bars"

/* "20260820000000": midnight UTC of the date. false: no such text. */
static bool read_day(const char *text, int64_t *time)
{
	char date[11];
	if (!text || strlen(text) < 8 || strspn(text, "0123456789") < 8)
		return false;
	snprintf(date, sizeof date, "%.4s-%.2s-%.2s", text, text + 4, text + 6);
	return timestamp_parse_date(date, time) == 0;
}

static bool is_weekend(int64_t time)
{
	int64_t weekday = (((time / 86400 + 4) % 7) + 7) % 7; /* 0 Sunday */
	return weekday == 0 || weekday == 6;
}

static bool read_bar(struct candle *c, const cJSON *bar, int64_t fetched)
{
	double volume = figure_member(bar, "volume");
	*c = (struct candle){
		.open = figure_price(bar, "open"),
		.high = figure_price(bar, "high"),
		.low = figure_price(bar, "low"),
		.close = figure_price(bar, "close"),
		.adjusted_close = (double)NAN,
		.volume = volume >= 0 ? volume : (double)NAN,
	};
	return c->close > 0 && read_day(json_string(bar, "tradeTime"), &c->time) && !is_weekend(c->time) &&
	       is_possible_time(c->time, fetched);
}

static int read_bars(struct candle_series *series, const cJSON *bars)
{
	const cJSON *bar;
	cJSON_ArrayForEach(bar, bars)
	{
		struct candle c;
		if (read_bar(&c, bar, series->fetched) && candle_series_append(series, &c))
			return -1;
	}
	candle_series_finish(series);
	return 0;
}

static int check_symbol(const cJSON *data, const char *asked, struct error *err)
{
	char expected[CNBC_SYMBOL_SIZE], got[CNBC_SYMBOL_SIZE];
	const char *symbol = json_string(data, "symbol");
	if (!symbol || cnbc_symbol(asked, expected) || !strcmp(symbol, expected))
		return 0;
	safe_copy(got, sizeof got, symbol);
	return error_set(err, "expected bars of %s, got those of %s", asked, got);
}

static int read_answer(struct batch *found, const cJSON *json, const char *asked, int64_t fetched, struct error *err)
{
	const cJSON *data = json_member(json, "barData"), *bars = json_member(data, "priceBars");
	const char *currency = yahoo_currency_of(asked);
	struct candle_series series;
	if (!cJSON_IsArray(bars))
		return error_set(err, "expected barData.priceBars of %s, got JSON without it", asked);
	if (check_symbol(data, asked, err))
		return -1;
	candle_series_init(&series);
	snprintf(series.symbol, sizeof series.symbol, "%s", asked);
	snprintf(series.interval, sizeof series.interval, "1d");
	snprintf(series.currency, sizeof series.currency, "%s", currency ? currency : "");
	snprintf(series.source, sizeof series.source, SOURCE);
	series.fetched = fetched;
	int result = read_bars(&series, bars);
	if (!result && series.count)
		result = batch_add_series(found, &series);
	candle_series_release(&series);
	if (result)
		return error_set(err, "out of memory");
	if (!found->series_count)
		snprintf(found->warning, sizeof found->warning, "no bars of %s in the answer", asked);
	return 0;
}

int cnbc_bars_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
		    struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	int result = read_answer(&found, json, asked, fetched, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
