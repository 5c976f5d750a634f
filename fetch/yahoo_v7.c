/* The v7 quote: prices of many symbols, with their state and the price outside of the session. What it says of
 * market value and share counts is not read: those figures come with a source and a date from elsewhere. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/yahoo.h"
#include "fetch/yahoo_read.h"

#define SOURCE "yahoo-v7"

struct reader {
	struct batch *found;
	const char (*asked)[SYMBOL_SIZE];
	size_t asked_count;
	int64_t fetched;
};

static enum market_state read_state(const cJSON *entry)
{
	static const struct {
		const char *name;
		enum market_state state;
	} states[] = {
		{ "PREPRE", MARKET_CLOSED }, { "PRE", MARKET_PRE },         { "REGULAR", MARKET_OPEN },
		{ "POST", MARKET_POST },     { "POSTPOST", MARKET_CLOSED }, { "CLOSED", MARKET_CLOSED },
	};
	const char *name = json_string(entry, "marketState");
	for (size_t i = 0; name && i < sizeof states / sizeof *states; i++)
		if (!strcmp(states[i].name, name))
			return states[i].state;
	return MARKET_UNKNOWN;
}

static double positive(const cJSON *entry, const char *name, double scale)
{
	double value = json_number(entry, name) * scale;
	return value > 0 ? value : (double)NAN;
}

/* A price outside of the session counts only if it is newer than the session's. */
static double later_price(const struct quote *q, const cJSON *entry, const char *price, const char *time, double scale)
{
	return price_time(entry, time, q->fetched) > q->as_of ? positive(entry, price, scale) : (double)NAN;
}

static void read_extended(struct quote *q, const cJSON *entry, double scale)
{
	if (q->market_state == MARKET_OPEN)
		return;
	q->extended_price = later_price(q, entry, "preMarketPrice", "preMarketTime", scale);
	if (!(q->extended_price > 0))
		q->extended_price = later_price(q, entry, "postMarketPrice", "postMarketTime", scale);
}

static void read_figures(struct quote *q, const cJSON *entry, double scale)
{
	q->previous_close = positive(entry, "regularMarketPreviousClose", scale);
	q->day_low = positive(entry, "regularMarketDayLow", scale);
	q->day_high = positive(entry, "regularMarketDayHigh", scale);
	q->year_low = positive(entry, "fiftyTwoWeekLow", scale);
	q->year_high = positive(entry, "fiftyTwoWeekHigh", scale);
	q->change = json_number(entry, "regularMarketChange") * scale;
	q->change_pct = json_number(entry, "regularMarketChangePercent");
	double volume = json_number(entry, "regularMarketVolume");
	q->volume = volume >= 0 ? volume : (double)NAN;
}

/* Where the suffix tells the currency, another one is the price of something else. */
static bool read_currency(struct quote *q, const cJSON *entry, double *scale)
{
	const char *code = json_string(entry, "currency"), *known = yahoo_currency_of(q->symbol);
	*scale = currency_normalise(code ? code : "", q->currency);
	return currency_is_valid(q->currency) && (!known || *q->symbol == '^' || !strcmp(known, q->currency));
}

static bool read_quote(struct quote *q, const cJSON *entry, const char *symbol, int64_t fetched)
{
	double scale;
	quote_init(q);
	snprintf(q->symbol, sizeof q->symbol, "%s", symbol);
	snprintf(q->source, sizeof q->source, SOURCE);
	q->fetched = fetched;
	if (!read_currency(q, entry, &scale))
		return false;
	q->price = positive(entry, "regularMarketPrice", scale);
	q->as_of = price_time(entry, "regularMarketTime", fetched);
	if (!(q->price > 0) || !q->as_of)
		return false;
	const char *name = json_string(entry, "longName");
	if (!name)
		name = json_string(entry, "shortName");
	safe_copy(q->name, sizeof q->name, name ? name : "");
	yahoo_read_exchange(q, json_string(entry, "exchange"));
	q->market_state = read_state(entry);
	read_figures(q, entry, scale);
	read_extended(q, entry, scale);
	quote_complete(q);
	return true;
}

static int add_quote(struct batch *b, const struct quote *q)
{
	struct fx_rate rate = { .rate = q->price, .as_of = q->as_of, .fetched = q->fetched, .source = SOURCE };
	return yahoo_read_pair(q->symbol, rate.from, rate.to) ? batch_add_rate(b, &rate) : batch_add_quote(b, q);
}

static size_t find_asked(const struct reader *r, const cJSON *entry)
{
	const char *symbol = json_string(entry, "symbol");
	for (size_t i = 0; symbol && i < r->asked_count; i++)
		if (yahoo_same_symbol(r->asked[i], symbol) && !batch_has_symbol(r->found, r->asked[i]))
			return i;
	return r->asked_count;
}

static int read_entries(struct reader *r, const cJSON *entries)
{
	const cJSON *entry;
	cJSON_ArrayForEach(entry, entries)
	{
		struct quote q;
		size_t index = find_asked(r, entry);
		if (index < r->asked_count && read_quote(&q, entry, r->asked[index], r->fetched) &&
		    add_quote(r->found, &q))
			return -1;
	}
	return 0;
}

static int read_answer(struct reader *r, const cJSON *json, struct error *err)
{
	const cJSON *result = json_member(json_member(json, "quoteResponse"), "result");
	if (yahoo_check_error(json, err))
		return -1;
	if (!cJSON_IsArray(result))
		return error_set(err, "expected quoteResponse.result, got JSON without it");
	if (read_entries(r, result))
		return error_set(err, "out of memory");
	batch_name_missing(r->found, r->asked, r->asked_count);
	return 0;
}

int yahoo_v7_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		   size_t asked_count, int64_t fetched, struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	struct reader r = { &found, asked, asked_count, fetched };
	int result = read_answer(&r, json, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
