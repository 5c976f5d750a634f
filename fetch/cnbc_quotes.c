#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/cnbc.h"
#include "fetch/fallback.h"
#include "fetch/figure_text.h"
#include "fetch/payload.h"
#include "fetch/yahoo_read.h"

#define SOURCE "cnbc"
#define TIME_SIZE 40

struct reader {
	struct batch *found;
	const char (*asked)[SYMBOL_SIZE];
	size_t asked_count;
	int64_t fetched;
};

/* ---- times ---- */

/* The end of trading on a date, for prices that come without a time of day. */
static int64_t close_of(const char *symbol, int64_t day, int64_t fetched)
{
	static const struct {
		const char *suffix;
		int utc_second;
	} elsewhere[] = { { ".T", 6 * 3600 + 1800 }, { ".TW", 5 * 3600 + 1800 } };
	const char *suffix = strchr(symbol, '.');
	for (size_t i = 0; suffix && i < sizeof elsewhere / sizeof *elsewhere; i++)
		if (!strcmp(elsewhere[i].suffix, suffix))
			return day_end(day * 86400 + elsewhere[i].utc_second, fetched);
	return eastern_close(day, fetched);
}

/* "2026-06-17T09:18:00-0400" or "...-04:00", with or without a fraction; a bare date. 0: none of them. */
static int64_t read_time(const char *text, const char *symbol, int64_t fetched)
{
	char colon[TIME_SIZE];
	int64_t time = 0;
	size_t length = text ? strlen(text) : 0;
	if (!length || length + 2 > sizeof colon)
		return 0;
	if (!timestamp_parse_date(text, &time))
		return close_of(symbol, time / 86400, fetched);
	if (!timestamp_parse_rfc3339(text, &time))
		return time;
	if (length < 5 || !strchr("+-", text[length - 5]))
		return 0;
	snprintf(colon, sizeof colon, "%.*s:%s", (int)length - 2, text, text + length - 2);
	return timestamp_parse_rfc3339(colon, &time) ? 0 : time;
}

static bool is_american(const char *symbol)
{
	return !strpbrk(symbol, ".^=");
}

static enum market_state read_state(const cJSON *entry, const char *symbol)
{
	static const struct {
		const char *name;
		enum market_state state;
	} states[] = { { "PRE_MKT", MARKET_PRE }, { "POST_MKT", MARKET_POST } };
	const char *name = json_string(entry, "curmktstatus");
	/* REG_MKT is said day and night of every market but the American ones, and of those at night too: nothing. */
	for (size_t i = 0; name && is_american(symbol) && i < sizeof states / sizeof *states; i++)
		if (!strcmp(states[i].name, name))
			return states[i].state;
	return MARKET_UNKNOWN;
}

/* An American entry without a time of its own is of the last trade in session: now, or at the last close. Of what
 * trades at other hours no time can be said. */
static int64_t time_of(const cJSON *entry, const struct quote *q, int64_t fetched)
{
	int64_t time = read_time(json_string(entry, "last_time"), q->symbol, fetched);
	double msec = figure_member(entry, "last_time_msec");
	if (!time && msec > 0 && msec < 1e15)
		time = (int64_t)(msec / 1000);
	bool is_over = q->market_state == MARKET_PRE || q->market_state == MARKET_POST || !eastern_is_trading(fetched);
	if (!time && !json_member(entry, "last_time") && is_american(q->symbol))
		time = is_over ? eastern_last_close(fetched) : fetched;
	return time;
}

/* ---- one entry ---- */

/* The currency of the answer, unless it is another one than the symbol's exchange trades in: then it is the
 * price of another line of the company. */
static bool read_currency(struct quote *q, const cJSON *entry, double *scale)
{
	char pair[2][CURRENCY_SIZE];
	const char *code = json_string(entry, "currencyCode"), *known = yahoo_currency_of(q->symbol);
	if (yahoo_read_pair(q->symbol, pair[0], pair[1])) {
		*scale = 1;
		return true;
	}
	*scale = currency_normalise(code ? code : "", q->currency);
	if (!currency_is_valid(q->currency) && known)
		snprintf(q->currency, sizeof q->currency, "%s", known);
	return currency_is_valid(q->currency) && (*q->symbol == '^' || !known || !strcmp(known, q->currency));
}

static void read_change(struct quote *q, const cJSON *entry, double scale)
{
	const char *text = json_string(entry, "change");
	bool unchanged = text && !strcmp(text, "UNCH");
	q->previous_close = figure_price(entry, "previous_day_closing") * scale;
	/* Before the bell the last price is the last close, and so is the previous one: the day before is not told. */
	if (q->market_state == MARKET_PRE && q->previous_close == q->price) {
		q->previous_close = (double)NAN;
		return;
	}
	q->change = unchanged ? 0 : figure_member(entry, "change") * scale;
	q->change_pct = unchanged ? 0 : figure_member(entry, "change_pct");
	quote_complete(q);
}

static void read_extended(struct quote *q, const cJSON *entry, double scale)
{
	const cJSON *extended = json_member(entry, "ExtendedMktQuote");
	const char *type = json_string(extended, "type");
	/* POST_MKT_PREV is of the evening before. */
	if (type && (!strcmp(type, "PRE_MKT") || !strcmp(type, "POST_MKT")))
		q->extended_price = figure_price(extended, "last") * scale;
}

static bool read_quote(struct quote *q, const cJSON *entry, const char *symbol, int64_t fetched)
{
	double scale;
	quote_init(q);
	snprintf(q->symbol, sizeof q->symbol, "%s", symbol);
	snprintf(q->source, sizeof q->source, SOURCE);
	q->fetched = fetched;
	if (figure_member(entry, "code") == 1 || !read_currency(q, entry, &scale))
		return false;
	q->price = figure_price(entry, "last") * scale;
	q->market_state = read_state(entry, symbol);
	q->as_of = time_of(entry, q, fetched);
	if (!(q->price > 0) || !is_possible_time(q->as_of, fetched))
		return false;
	const char *name = json_string(entry, "name"), *exchange = json_string(entry, "exchange");
	safe_copy(q->name, sizeof q->name, name ? name : "");
	safe_copy(q->exchange, sizeof q->exchange, exchange ? exchange : "");
	q->day_low = figure_price(entry, "low") * scale;
	q->day_high = figure_price(entry, "high") * scale;
	q->year_low = figure_price(entry, "yrloprice") * scale;
	q->year_high = figure_price(entry, "yrhiprice") * scale;
	double volume = figure_member(entry, "volume");
	q->volume = volume >= 0 ? volume : (double)NAN;
	read_change(q, entry, scale);
	read_extended(q, entry, scale);
	return true;
}

/* By the custom of the trade these are quoted in dollars a unit, all others in units a dollar. */
static bool is_quoted_in_dollars(const char *symbol)
{
	static const char *const codes[] = { "EUR=X", "GBP=X", "AUD=X", "NZD=X" };
	for (size_t i = 0; i < sizeof codes / sizeof *codes; i++)
		if (!strcmp(codes[i], symbol))
			return true;
	return false;
}

static int add_quote(struct batch *b, const struct quote *q)
{
	struct fx_rate rate = { .rate = q->price, .as_of = q->as_of, .fetched = q->fetched, .source = SOURCE };
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	if (!yahoo_read_pair(q->symbol, from, to))
		return batch_add_quote(b, q);
	bool turned = is_quoted_in_dollars(q->symbol);
	memcpy(rate.from, turned ? to : from, sizeof rate.from);
	memcpy(rate.to, turned ? from : to, sizeof rate.to);
	return batch_add_rate(b, &rate);
}

/* ---- the answer ---- */

/* The asked symbol that an entry is of, or asked_count. */
static size_t find_asked(const struct reader *r, const cJSON *entry)
{
	const char *name = json_string(entry, "symbol");
	char expected[CNBC_SYMBOL_SIZE];
	if (!name) /* a single entry need not say whose it is */
		return r->asked_count == 1 && !json_member(entry, "symbol") ? 0 : r->asked_count;
	for (size_t i = 0; i < r->asked_count; i++)
		if (!cnbc_symbol(r->asked[i], expected) && !strcmp(expected, name) &&
		    !batch_has_symbol(r->found, r->asked[i]))
			return i;
	return r->asked_count;
}

static int read_entry(struct reader *r, const cJSON *entry, size_t *known)
{
	struct quote q;
	size_t index = cJSON_IsObject(entry) ? find_asked(r, entry) : r->asked_count;
	if (index == r->asked_count)
		return 0;
	++*known;
	return read_quote(&q, entry, r->asked[index], r->fetched) ? add_quote(r->found, &q) : 0;
}

static const cJSON *find_entries(const cJSON *json)
{
	static const char *const envelopes[][2] = {
		{ "FormattedQuoteResult", "FormattedQuote" },
		{ "ITVQuoteResult", "ITVQuote" },
		{ "QuickQuoteResult", "QuickQuote" },
	};
	for (size_t i = 0; i < sizeof envelopes / sizeof *envelopes; i++) {
		const cJSON *entries = json_member(json_member(json, envelopes[i][0]), envelopes[i][1]);
		if (cJSON_IsArray(entries) || cJSON_IsObject(entries))
			return entries;
	}
	return NULL;
}

static int read_answer(struct reader *r, const cJSON *json, struct error *err)
{
	const cJSON *entries = find_entries(json), *entry;
	size_t known = 0;
	int result = 0;
	if (!entries)
		return error_set(err, "expected FormattedQuoteResult.FormattedQuote, got JSON without it");
	if (cJSON_IsObject(entries))
		result = read_entry(r, entries, &known);
	else
		cJSON_ArrayForEach(entry, entries) if ((result = read_entry(r, entry, &known)) != 0) break;
	if (result)
		return error_set(err, "out of memory");
	if (!known)
		return error_set(err, "expected prices of %zu symbols, got an answer with none of them",
				 r->asked_count);
	batch_name_missing(r->found, r->asked, r->asked_count);
	return 0;
}

int cnbc_quotes_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
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
