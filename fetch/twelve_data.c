#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/figure_text.h"
#include "fetch/keyed.h"
#include "fetch/payload.h"

#define SOURCE "twelve-data"
#define SENTENCE_SIZE 160
#define DAY_S 86400
#define MINUTE_S 60

struct reader {
	struct batch *found;
	const char (*asked)[SYMBOL_SIZE];
	size_t asked_count;
	int64_t fetched;
	size_t known; /* entries that are of something asked for, errors included */
};

/* ---- symbols and venues ---- */

/* What a symbol's suffix says of the place where it is traded, and how the service calls such a place. */
static const struct venue {
	const char *suffix, *code, *currency;
	const char *names; /* its mic_code or, where there is none, exchange; each between bars */
} venues[] = {
	{ "", "", "USD", "|XNAS|XNGS|XNMS|XNCM|XNYS|XASE|ARCX|BATS|NASDAQ|NYSE|NYSE American|NYSE ARCA|AMEX|CBOE|" },
	{ ".T", ":XTKS", "JPY", "|XTKS|XJPX|JPX|TSE|" },
	{ ".TW", ":XTAI", "TWD", "|XTAI|TWSE|" },
};

static bool is_plain(const char *text, size_t length)
{
	static const char plain[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
	return length && strspn(text, plain) == length;
}

static const struct venue *find_venue(const char *symbol)
{
	size_t stem = strcspn(symbol, ".-=^:/");
	for (size_t i = 0; is_plain(symbol, stem) && i < sizeof venues / sizeof *venues; i++)
		if (!strcmp(venues[i].suffix, symbol + stem))
			return &venues[i];
	return NULL;
}

int twelve_data_symbol(const char *symbol, char *out, size_t size)
{
	const struct venue *venue = find_venue(symbol);
	if (!venue)
		return -1;
	int stem = (int)(strlen(symbol) - strlen(venue->suffix));
	return snprintf(out, size, "%.*s%s", stem, symbol, venue->code) < (int)size ? 0 : -1;
}

static bool is_of_venue(const cJSON *entry, const struct venue *venue)
{
	char name[40];
	const char *currency = json_string(entry, "currency"), *code = json_string(entry, "mic_code");
	const char *exchange = code && *code ? code : json_string(entry, "exchange");
	if (!currency || strcmp(currency, venue->currency) != 0 || !exchange || strchr(exchange, '|'))
		return false;
	return snprintf(name, sizeof name, "|%s|", exchange) < (int)sizeof name && strstr(venue->names, name);
}

/* ---- refusals ---- */

static bool is_error(const cJSON *entry)
{
	const char *status = json_string(entry, "status");
	return status && !strcmp(status, "error");
}

static int say_error(const cJSON *json, struct error *err)
{
	char said[SENTENCE_SIZE];
	const char *message = json_string(json, "message");
	safe_copy(said, sizeof said, message ? message : "no message");
	return error_set(err, "Twelve Data answered %d: %s", (int)json_integer(json, "code"), said);
}

int twelve_data_limit_s(const char *bytes, size_t length, int64_t now, struct error *err)
{
	struct error ignored;
	int wait = 0;
	cJSON *json = payload_json(bytes, length, &ignored);
	if (is_error(json) && json_integer(json, "code") == 429) {
		const char *message = json_string(json, "message");
		bool of_day = message && (strstr(message, "for the day") || strstr(message, "daily"));
		wait = of_day ? (int)(DAY_S - now % DAY_S) : MINUTE_S; /* the day is that of UTC */
		say_error(json, err);
	}
	cJSON_Delete(json);
	return wait;
}

/* ---- one entry ---- */

static void read_exchange(struct quote *q, const cJSON *entry)
{
	const char *code = json_string(entry, "mic_code");
	if (code && (!strcmp(code, "XNGS") || !strcmp(code, "XNMS") || !strcmp(code, "XNCM")))
		code = "XNAS"; /* its segments */
	safe_copy(q->exchange, sizeof q->exchange, code ? code : "");
}

/* The last minute that was traded; else the start of the day's bar. */
static int64_t read_time(const cJSON *entry, int64_t fetched)
{
	int64_t last = price_time(entry, "last_quote_at", fetched);
	return last ? last : price_time(entry, "timestamp", fetched);
}

static bool read_quote(struct quote *q, const cJSON *entry, const char *symbol, int64_t fetched)
{
	const cJSON *year = json_member(entry, "fifty_two_week");
	const char *name = json_string(entry, "name"), *currency = json_string(entry, "currency");
	quote_init(q);
	snprintf(q->symbol, sizeof q->symbol, "%s", symbol);
	snprintf(q->source, sizeof q->source, SOURCE);
	snprintf(q->currency, sizeof q->currency, "%s", currency);
	safe_copy(q->name, sizeof q->name, name ? name : "");
	read_exchange(q, entry);
	q->fetched = fetched;
	q->price = figure_price(entry, "close");
	q->previous_close = figure_price(entry, "previous_close");
	q->day_low = figure_price(entry, "low");
	q->day_high = figure_price(entry, "high");
	q->year_low = figure_price(year, "low");
	q->year_high = figure_price(year, "high");
	q->change = figure_member(entry, "change");
	q->change_pct = figure_member(entry, "percent_change");
	double volume = figure_member(entry, "volume");
	q->volume = volume >= 0 ? volume : (double)NAN;
	q->market_state = cJSON_IsTrue(json_member(entry, "is_market_open")) ? MARKET_OPEN : MARKET_UNKNOWN;
	q->as_of = read_time(entry, fetched);
	quote_complete(q);
	return q->price > 0 && q->as_of && keyed_is_credible(q->price, q->previous_close);
}

/* The asked symbol that an entry is of, or asked_count: by the bare symbol, currency and venue. */
static size_t find_asked(const struct reader *r, const cJSON *entry)
{
	const char *symbol = json_string(entry, "symbol");
	for (size_t i = 0; symbol && i < r->asked_count; i++) {
		const struct venue *venue = find_venue(r->asked[i]);
		size_t stem = venue ? strlen(r->asked[i]) - strlen(venue->suffix) : 0;
		if (venue && strlen(symbol) == stem && !strncmp(symbol, r->asked[i], stem) &&
		    is_of_venue(entry, venue) && !batch_has_symbol(r->found, r->asked[i]))
			return i;
	}
	return r->asked_count;
}

static bool is_entry(const cJSON *entry)
{
	return cJSON_IsObject(entry) && (json_string(entry, "symbol") || is_error(entry));
}

static int read_entry(struct reader *r, const cJSON *entry)
{
	struct quote q;
	size_t index = find_asked(r, entry);
	r->known += is_entry(entry);
	if (index == r->asked_count || is_error(entry) || !read_quote(&q, entry, r->asked[index], r->fetched))
		return 0;
	return batch_add_quote(r->found, &q);
}

/* ---- the answer ---- */

/* One symbol that is not known, or not for this account, is no failure of the service. */
static bool is_about_symbol(const cJSON *json, size_t asked_count)
{
	long long code = json_integer(json, "code");
	const char *message = json_string(json, "message");
	return asked_count == 1 && (code == 404 || (code == 403 && message && strstr(message, "ymbol")));
}

static int read_answer(struct reader *r, const cJSON *json, struct error *err)
{
	const cJSON *entry;
	int result = 0;
	if (is_error(json) && !is_about_symbol(json, r->asked_count))
		return say_error(json, err);
	if (is_entry(json))
		result = read_entry(r, json);
	else
		cJSON_ArrayForEach(entry, json) if ((result = read_entry(r, entry)) != 0) break;
	if (result)
		return error_set(err, "out of memory");
	if (!r->known)
		return error_set(err, "expected prices of %zu symbols, got JSON without any entry", r->asked_count);
	batch_name_missing(r->found, r->asked, r->asked_count);
	return 0;
}

int twelve_data_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, int64_t fetched, struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	struct reader r = { &found, asked, asked_count, fetched, 0 };
	int result = read_answer(&r, json, err);
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}
