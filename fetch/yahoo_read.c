#include "fetch/yahoo_read.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"

int yahoo_check_error(const cJSON *json, struct error *err)
{
	static const char *const roots[] = { "chart", "spark", "finance", "timeseries" };
	for (size_t i = 0; i < sizeof roots / sizeof *roots; i++) {
		const cJSON *error = json_member(json_member(json, roots[i]), "error");
		if (!cJSON_IsObject(error))
			continue;
		char code[64], description[200];
		const char *c = json_string(error, "code"), *d = json_string(error, "description");
		safe_copy(code, sizeof code, c ? c : "error");
		safe_copy(description, sizeof description, d ? d : "no description");
		return error_set(err, "Yahoo answered %s: %s", code, description);
	}
	return 0;
}

/* Yahoo's venue codes where they are certain. */
static const struct {
	const char *yahoo, *mic;
} venues[] = {
	{ "NMS", "XNAS" }, { "NGM", "XNAS" }, { "NCM", "XNAS" }, { "NYQ", "XNYS" }, { "ASE", "XASE" },
	{ "PCX", "ARCX" }, { "JPX", "XTKS" }, { "TAI", "XTAI" }, { "TWO", "ROCO" }, { "HKG", "XHKG" },
	{ "LSE", "XLON" }, { "PAR", "XPAR" }, { "GER", "XETR" }, { "AMS", "XAMS" }, { "KSC", "XKRX" },
};

static void read_exchange(struct quote *q, const char *name)
{
	if (!name)
		return;
	for (size_t i = 0; i < sizeof venues / sizeof *venues; i++)
		if (!strcmp(venues[i].yahoo, name)) {
			snprintf(q->exchange, sizeof q->exchange, "%s", venues[i].mic);
			return;
		}
	safe_copy(q->exchange, sizeof q->exchange, name);
}

static bool within(const cJSON *periods, const char *name, int64_t now)
{
	const cJSON *period = json_member(periods, name);
	int64_t start = json_integer(period, "start"), end = json_integer(period, "end");
	return start && now >= start && now < end;
}

static enum market_state read_state(const cJSON *meta, int64_t now)
{
	const cJSON *periods = json_member(meta, "currentTradingPeriod");
	if (!json_integer(json_member(periods, "regular"), "start"))
		return MARKET_UNKNOWN;
	if (within(periods, "regular", now))
		return MARKET_OPEN;
	if (within(periods, "pre", now))
		return MARKET_PRE;
	if (within(periods, "post", now))
		return MARKET_POST;
	return MARKET_CLOSED;
}

static double positive(double value)
{
	return value > 0 ? value : (double)NAN;
}

static void read_day(struct quote *q, const cJSON *meta, double scale)
{
	double previous = json_number(meta, "previousClose");
	const char *range = json_string(meta, "range");
	/* chartPreviousClose is the close before the range: yesterday's only for a range of one day. */
	if (isnan(previous) && range && !strcmp(range, "1d"))
		previous = json_number(meta, "chartPreviousClose");
	q->previous_close = positive(previous * scale);
	q->day_low = positive(json_number(meta, "regularMarketDayLow") * scale);
	q->day_high = positive(json_number(meta, "regularMarketDayHigh") * scale);
	q->year_low = positive(json_number(meta, "fiftyTwoWeekLow") * scale);
	q->year_high = positive(json_number(meta, "fiftyTwoWeekHigh") * scale);
	double volume = json_number(meta, "regularMarketVolume");
	q->volume = volume >= 0 ? volume : (double)NAN;
	q->change_pct = json_number(meta, "regularMarketChangePercent");
}

/* fulldayPrice is the last trade of any session: the extended price once it leaves the regular one. */
static void read_extended(struct quote *q, const cJSON *meta, double scale)
{
	double full = positive(json_number(meta, "fulldayPrice") * scale);
	if (full > 0 && full != q->price && q->market_state != MARKET_OPEN)
		q->extended_price = full;
}

bool yahoo_read_meta(struct quote *q, const cJSON *meta, const char *symbol, const char *source, int64_t fetched)
{
	quote_init(q);
	const char *currency = json_string(meta, "currency");
	double scale = currency_normalise(currency ? currency : "", q->currency);
	q->price = positive(json_number(meta, "regularMarketPrice") * scale);
	q->as_of = json_integer(meta, "regularMarketTime");
	if (!(q->price > 0) || q->as_of <= 0 || q->as_of > fetched + YAHOO_FUTURE_S || !*q->currency)
		return false;
	const char *name = json_string(meta, "longName");
	if (!name)
		name = json_string(meta, "shortName");
	safe_copy(q->name, sizeof q->name, name ? name : "");
	snprintf(q->symbol, sizeof q->symbol, "%s", symbol);
	snprintf(q->source, sizeof q->source, "%s", source);
	q->fetched = fetched;
	q->market_state = read_state(meta, fetched);
	read_exchange(q, json_string(meta, "exchangeName"));
	read_day(q, meta, scale);
	read_extended(q, meta, scale);
	quote_complete(q);
	return true;
}

bool yahoo_read_pair(const char *symbol, char from[CURRENCY_SIZE], char to[CURRENCY_SIZE])
{
	size_t length = strlen(symbol);
	if (length < 5 || strcmp(symbol + length - 2, "=X"))
		return false;
	char pair[7];
	if (length == 5)
		snprintf(pair, sizeof pair, "USD%.3s", symbol);
	else if (length == 8)
		snprintf(pair, sizeof pair, "%.6s", symbol);
	else
		return false;
	snprintf(from, CURRENCY_SIZE, "%.3s", pair);
	snprintf(to, CURRENCY_SIZE, "%.3s", pair + 3);
	return currency_is_valid(from) && currency_is_valid(to);
}

const char *yahoo_currency_of(const char *symbol)
{
	static const struct {
		const char *suffix, *currency;
	} suffixes[] = {
		{ ".T", "JPY" },  { ".TW", "TWD" }, { ".TWO", "TWD" }, { ".HK", "HKD" },  { ".KS", "KRW" },
		{ ".KQ", "KRW" }, { ".PA", "EUR" }, { ".DE", "EUR" },  { ".AS", "EUR" },  { ".MI", "EUR" },
		{ ".SW", "CHF" }, { ".TO", "CAD" }, { ".AX", "AUD" },  { "-USD", "USD" },
	};
	const char *suffix = strpbrk(symbol, ".-=");
	if (!suffix)
		return "USD";
	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (!strcmp(suffixes[i].suffix, suffix))
			return suffixes[i].currency;
	return NULL;
}

bool yahoo_same_symbol(const char *asked, const char *got)
{
	if (!strcmp(asked, got))
		return true;
	char from[2][CURRENCY_SIZE], to[2][CURRENCY_SIZE];
	return yahoo_read_pair(asked, from[0], to[0]) && yahoo_read_pair(got, from[1], to[1]) &&
	       !strcmp(from[0], from[1]) && !strcmp(to[0], to[1]);
}

int64_t yahoo_bar_start(int64_t time, const char *interval, int64_t utc_offset_s)
{
	size_t length = strlen(interval);
	bool daily = !strcmp(interval, "1d"), weekly = length > 2 && !strcmp(interval + length - 2, "wk");
	bool monthly = length > 2 && !strcmp(interval + length - 2, "mo");
	if (!daily && !weekly && !monthly)
		return time;
	int64_t local = time + utc_offset_s;
	int64_t days = local / 86400 - (local % 86400 < 0);
	if (weekly)
		days -= ((days + 3) % 7 + 7) % 7; /* 1970-01-01 was a Thursday */
	if (monthly) {
		int64_t year;
		int month, day;
		timestamp_civil(days, &year, &month, &day);
		days = timestamp_days(year, month, 1);
	}
	return days * 86400;
}

/* Arrays are walked side by side: cJSON's indexed access starts at the head each time. */
static const cJSON *first(const cJSON *object, const char *name)
{
	const cJSON *array = json_member(object, name);
	return cJSON_IsArray(array) ? array->child : NULL;
}

static const cJSON *next(const cJSON *item)
{
	return item ? item->next : NULL;
}

static double value_of(const cJSON *item)
{
	return cJSON_IsNumber(item) && isfinite(item->valuedouble) ? item->valuedouble : (double)NAN;
}

enum { OPEN, HIGH, LOW, CLOSE, VOLUME, COLUMNS };

int yahoo_read_bars(struct candle_series *series, const struct yahoo_bars *bars)
{
	static const char *const names[COLUMNS] = { "open", "high", "low", "close", "volume" };
	const cJSON *at[COLUMNS];
	for (int i = 0; i < COLUMNS; i++)
		at[i] = first(bars->quote, names[i]);
	const cJSON *time = cJSON_IsArray(bars->timestamp) ? bars->timestamp->child : NULL;
	const cJSON *adjusted = cJSON_IsArray(bars->adjusted) ? bars->adjusted->child : NULL;
	for (; time && at[CLOSE]; time = time->next, adjusted = next(adjusted)) {
		double v[COLUMNS];
		for (int i = 0; i < COLUMNS; i++) {
			v[i] = value_of(at[i]) * (i == VOLUME ? 1 : bars->scale);
			if (i == VOLUME ? !(v[i] >= 0) : !(v[i] > 0))
				v[i] = (double)NAN;
			at[i] = next(at[i]);
		}
		double t = value_of(time);
		if (!(v[CLOSE] > 0) || !(t > -1e11) || !(t < (double)(series->fetched + YAHOO_FUTURE_S)))
			continue;
		struct candle c = {
			.time = yahoo_bar_start((int64_t)t, series->interval, bars->utc_offset_s),
			.open = v[OPEN],
			.high = v[HIGH],
			.low = v[LOW],
			.close = v[CLOSE],
			.adjusted_close = positive(value_of(adjusted) * bars->scale),
			.volume = v[VOLUME],
		};
		if (candle_series_append(series, &c))
			return -1;
	}
	candle_series_finish(series);
	return 0;
}
