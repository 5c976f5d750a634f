#include "fetch/yahoo_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"

int yahoo_check_error(const cJSON *json, struct error *err)
{
	static const char *const roots[] = { "chart", "spark", "finance", "timeseries", "quoteResponse" };
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

void yahoo_read_exchange(struct quote *q, const char *name)
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

#define NIGHT_S (8 * 3600)

static bool within(const cJSON *periods, const char *name, int64_t now)
{
	const cJSON *period = json_member(periods, name);
	int64_t start = json_integer(period, "start"), end = json_integer(period, "end");
	return start && now >= start && now < end;
}

/* The periods may be tomorrow's already, or yesterday's still: then they say nothing of what runs now. Between
 * the evening of a market and its next morning lie eight hours. */
static bool is_near_by(const cJSON *periods, int64_t now)
{
	static const char *const names[] = { "pre", "regular", "post" };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		const cJSON *period = json_member(periods, names[i]);
		int64_t start = json_integer(period, "start"), end = json_integer(period, "end");
		if (start && now >= start - NIGHT_S && now < end + NIGHT_S)
			return true;
	}
	return false;
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
	return is_near_by(periods, now) ? MARKET_CLOSED : MARKET_UNKNOWN;
}

bool yahoo_read_session(const cJSON *meta, int64_t *start, int64_t *end)
{
	const cJSON *period = json_member(meta, "tradingPeriods");
	if (cJSON_IsObject(period))
		period = json_member(period, "regular");
	while (cJSON_IsArray(period))
		period = period->child ? period->child->prev : NULL; /* cJSON: the first's `prev` is the last */
	*start = json_integer(period, "start");
	*end = json_integer(period, "end");
	if (*start > 0 && *end > *start)
		return true;
	period = json_member(json_member(meta, "currentTradingPeriod"), "regular");
	*start = json_integer(period, "start");
	*end = json_integer(period, "end");
	return *start > 0 && *end > *start;
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
}

#define CHANGE_ROUNDING_PCT 0.02

/* The change that Yahoo tells is the one it shows: a coin's is of the last 24 hours, though its previous close is
 * that of midnight. So the two are one only where they agree; else the amount is the one that was told with it, or
 * follows from it: price p after a change of c per cent has changed by p c / (100 + c). */
static void read_change(struct quote *q, const cJSON *meta, double scale)
{
	double full = json_number(meta, "fulldayPrice") * scale, told = json_number(meta, "fulldayChange") * scale;
	double pct = json_number(meta, "regularMarketChangePercent");
	if (isnan(pct) || pct <= -100) /* a price that is one lost less than all */
		return;
	q->change_pct = pct;
	double by_close = 100 * (q->price - q->previous_close) / q->previous_close;
	if (fabs(by_close - pct) <= CHANGE_ROUNDING_PCT)
		return;
	q->change = isfinite(told) && full == q->price ? told : q->price * (pct / (100 + pct));
}

bool yahoo_is_same_price(double a, double b, double scale)
{
	double larger = fmax(a, b);
	return fabs(a - b) <= (larger >= scale ? 0.0006 * scale : 1e-5 * larger);
}

/* fulldayPrice is the last trade of any session: the extended price once it leaves the regular one. */
static void read_extended(struct quote *q, const cJSON *meta, double scale)
{
	double full = positive(json_number(meta, "fulldayPrice") * scale);
	if (full > 0 && !yahoo_is_same_price(full, q->price, scale) && q->market_state != MARKET_OPEN)
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
	yahoo_read_exchange(q, json_string(meta, "exchangeName"));
	read_day(q, meta, scale);
	read_change(q, meta, scale);
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

/* An index is told in the currency of its members. */
static const char *currency_of_index(const char *symbol)
{
	static const struct {
		const char *symbol, *currency;
	} indices[] = {
		{ "^IXIC", "USD" },  { "^GSPC", "USD" }, { "^DJI", "USD" },    { "^NDX", "USD" },
		{ "^SOX", "USD" },   { "^RUT", "USD" },  { "^VIX", "USD" },    { "^XAX", "USD" },
		{ "^NYA", "USD" },   { "^TNX", "USD" },  { "^N225", "JPY" },   { "^TWII", "TWD" },
		{ "^HSI", "HKD" },   { "^KS11", "KRW" }, { "^KQ11", "KRW" },   { "^FTSE", "GBP" },
		{ "^GDAXI", "EUR" }, { "^FCHI", "EUR" }, { "^AEX", "EUR" },    { "^STOXX50E", "EUR" },
		{ "^SSMI", "CHF" },  { "^AXJO", "AUD" }, { "^GSPTSE", "CAD" }, { "^NSEI", "INR" },
		{ "^BSESN", "INR" },
	};
	for (size_t i = 0; i < sizeof indices / sizeof *indices; i++)
		if (!strcmp(indices[i].symbol, symbol))
			return indices[i].currency;
	return NULL;
}

/* "BRK-B", "BAC-PL": a class of shares or a preferred one, in New York. */
static bool is_class_of_shares(const char *suffix)
{
	size_t length = strlen(suffix);
	return suffix[0] == '-' && (length == 2 || (length == 3 && suffix[1] == 'P'));
}

const char *yahoo_currency_of(const char *symbol)
{
	static const struct {
		const char *suffix, *currency;
	} suffixes[] = {
		{ ".T", "JPY" },  { ".TW", "TWD" }, { ".TWO", "TWD" }, { ".HK", "HKD" },  { ".KS", "KRW" },
		{ ".KQ", "KRW" }, { ".PA", "EUR" }, { ".DE", "EUR" },  { ".AS", "EUR" },  { ".MI", "EUR" },
		{ ".MC", "EUR" }, { ".BR", "EUR" }, { ".HE", "EUR" },  { ".VI", "EUR" },  { ".LS", "EUR" },
		{ ".SW", "CHF" }, { ".TO", "CAD" }, { ".V", "CAD" },   { ".AX", "AUD" },  { ".NZ", "NZD" },
		{ ".ST", "SEK" }, { ".CO", "DKK" }, { ".OL", "NOK" },  { ".NS", "INR" },  { ".BO", "INR" },
		{ ".SS", "CNY" }, { ".SZ", "CNY" }, { ".SA", "BRL" },  { ".MX", "MXN" },  { ".JK", "IDR" },
		{ ".KL", "MYR" }, { ".BK", "THB" }, { "-USD", "USD" }, { "-EUR", "EUR" }, { "-GBP", "GBP" },
	};
	if (*symbol == '^')
		return currency_of_index(symbol);
	const char *suffix = strpbrk(symbol, ".-=");
	if (!suffix || is_class_of_shares(suffix))
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

/* "5m" 300, "1h" 3600; 0 for a day and longer. */
static int seconds_of(const char *interval)
{
	char *unit;
	long count = strtol(interval, &unit, 10);
	if (count < 1 || count > 1440 || (strcmp(unit, "m") != 0 && strcmp(unit, "h") != 0))
		return 0;
	return (int)count * (*unit == 'm' ? 60 : 3600);
}

bool yahoo_has_interval(const cJSON *object, const char *interval)
{
	const char *text = json_string(object, "dataGranularity");
	double number = json_number(object, "dataGranularity");
	int seconds = seconds_of(interval);
	if (text)
		return !strcmp(text, interval) || (seconds && seconds_of(text) == seconds);
	return isnan(number) || number == (seconds ? seconds : 86400);
}

static bool is_longer_than_a_day(const char *interval)
{
	size_t length = strlen(interval);
	return length > 2 && (!strcmp(interval + length - 2, "wk") || !strcmp(interval + length - 2, "mo"));
}

/* Whether a bar is the last trade of the bar before it. A day's last trade comes with the day's range and volume, so
 * it takes the place of the day's bar instead. */
static bool belongs_to(const struct candle *last, const struct candle *c, const char *interval)
{
	if (is_longer_than_a_day(interval))
		return c->time == last->time;
	return c->time >= last->time && c->time - last->time < seconds_of(interval);
}

/* A bar that is not over comes twice: as it is, and behind it the last trade as a bar of its own. They are one. */
static bool joins_last(struct candle_series *series, const struct candle *c)
{
	struct candle *last = series->count ? &series->items[series->count - 1] : NULL;
	if (!last || !belongs_to(last, c, series->interval))
		return false;
	last->open = isnan(last->open) ? c->open : last->open;
	last->high = fmax(last->high, c->high);
	last->low = fmin(last->low, c->low);
	last->close = c->close;
	last->adjusted_close = isnan(c->adjusted_close) ? last->adjusted_close : c->adjusted_close;
	last->volume = fmax(last->volume, c->volume);
	return true;
}

/* A day of moves without a trade, the very moves of the day before it, is a repeat of that one. A flat day without a
 * trade is a day: of a share whose trading was halted. */
static bool repeats_last(const struct candle_series *series, const struct candle *c)
{
	const struct candle *last = series->count ? &series->items[series->count - 1] : NULL;
	return last && !strcmp(series->interval, "1d") && c->time > last->time && c->volume == 0 && last->volume > 0 &&
	       c->high > c->low && c->open == last->open && c->high == last->high && c->low == last->low &&
	       c->close == last->close;
}

enum { OPEN, HIGH, LOW, CLOSE, VOLUME, COLUMNS };

/* Columns are walked side by side, as long as there are times and closes. */
struct columns {
	struct json_list time, adjusted, of[COLUMNS];
};

static void open_columns(struct columns *columns, const struct yahoo_bars *bars)
{
	static const char *const names[COLUMNS] = { "open", "high", "low", "close", "volume" };
	json_list_init(&columns->time, bars->timestamp);
	json_list_init(&columns->adjusted, bars->adjusted);
	for (int i = 0; i < COLUMNS; i++)
		json_list_init(&columns->of[i], json_member(bars->quote, names[i]));
}

/* The next bar; false if it has no time or close that can be used. */
static bool read_bar(struct candle *c, struct columns *columns, const struct candle_series *series,
		     const struct yahoo_bars *bars)
{
	double time = json_list_next(&columns->time), volume = json_list_next(&columns->of[VOLUME]);
	*c = (struct candle){
		.open = positive(json_list_next(&columns->of[OPEN]) * bars->scale),
		.high = positive(json_list_next(&columns->of[HIGH]) * bars->scale),
		.low = positive(json_list_next(&columns->of[LOW]) * bars->scale),
		.close = positive(json_list_next(&columns->of[CLOSE]) * bars->scale),
		.adjusted_close = positive(json_list_next(&columns->adjusted) * bars->scale),
		.volume = volume >= 0 ? volume : (double)NAN,
	};
	if (!(c->close > 0) || !(time > -1e11) || !(time < (double)(series->fetched + YAHOO_FUTURE_S)))
		return false;
	c->time = yahoo_bar_start((int64_t)time, series->interval, bars->utc_offset_s);
	return true;
}

int yahoo_read_bars(struct candle_series *series, const struct yahoo_bars *bars)
{
	struct columns columns;
	struct candle c;
	open_columns(&columns, bars);
	while (json_list_has_next(&columns.time) && json_list_has_next(&columns.of[CLOSE])) {
		if (!read_bar(&c, &columns, series, bars) || repeats_last(series, &c) || joins_last(series, &c))
			continue;
		if (candle_series_append(series, &c))
			return -1;
	}
	candle_series_finish(series);
	return 0;
}
