#include "fetch/nasdaq.h"

#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/figure_text.h"
#include "fetch/payload.h"

#define SOURCE "nasdaq"
#define UNKNOWN_SYMBOL 1001
#define TEXT_SIZE 96

/* ---- refusals ---- */

/* The first message of status.bCodeMessage: its code, 0 none, and text. */
static long long read_message(const cJSON *json, char text[TEXT_SIZE])
{
	const cJSON *messages = json_member(json_member(json, "status"), "bCodeMessage");
	const cJSON *first = cJSON_IsArray(messages) ? messages->child : NULL;
	const char *said = json_string(first, "errorMessage");
	safe_copy(text, TEXT_SIZE, said ? said : "no price");
	return json_integer(first, "code");
}

static int check_data(const cJSON *data, const char *asked, struct error *err)
{
	char got[SYMBOL_SIZE];
	const char *symbol = json_string(data, "symbol");
	safe_copy(got, sizeof got, symbol ? symbol : "no symbol");
	if (!symbol || strcmp(symbol, asked) != 0)
		return error_set(err, "expected the price of %s, got that of %s", asked, got);
	return 0;
}

/* ---- sessions and times ---- */

static enum market_state read_state(const cJSON *data)
{
	static const struct {
		const char *name;
		enum market_state state;
	} names[] = {
		{ "Open", MARKET_OPEN },        { "Market Open", MARKET_OPEN },     { "Closed", MARKET_CLOSED },
		{ "Pre-Market", MARKET_PRE },   { "Pre Market", MARKET_PRE },       { "Pre-market", MARKET_PRE },
		{ "After-Hours", MARKET_POST }, { "After Hours", MARKET_POST },     { "After-hours", MARKET_POST },
		{ "Post-Market", MARKET_POST }, { "Market Closed", MARKET_CLOSED },
	};
	const char *name = json_string(data, "marketStatus");
	for (size_t i = 0; name && i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i].name, name))
			return names[i].state;
	return MARKET_UNKNOWN;
}

/* "Nov 19, 2019" at the start of the text: days since 1970-01-01. */
static bool read_date(const char *text, int64_t *day)
{
	static const char months[] = "JanFebMarAprMayJunJulAugSepOctNovDec";
	char name[4];
	int date, year, used = 0;
	if (sscanf(text, "%3s %2d, %4d%n", name, &date, &year, &used) != 3 || !used || strlen(name) != 3)
		return false;
	const char *found = strstr(months, name);
	if (!found || (found - months) % 3 || date < 1 || date > 31 || year < 2000)
		return false;
	*day = timestamp_days(year, (int)(found - months) / 3 + 1, date);
	return true;
}

/* "4:00 PM" at the start of the text: seconds of the day. */
static bool read_clock(const char *text, int *second)
{
	int hour, minute;
	char half[3] = "";
	if (!isdigit((unsigned char)*text) || sscanf(text, "%2d:%2d %2s", &hour, &minute, half) != 3)
		return false;
	bool afternoon = !strcmp(half, "PM");
	if ((!afternoon && strcmp(half, "AM") != 0) || hour < 1 || hour > 12 || minute < 0 || minute > 59)
		return false;
	*second = (hour % 12 + (afternoon ? 12 : 0)) * 3600 + minute * 60;
	return true;
}

/* A date and, before or behind it, a time, among other words: "CLOSED AT 4:00 PM ET ON Nov 18, 2019", "DATA AS
 * OF Jul 28, 2020". 0: no date. */
static int64_t read_time(const char *text, int64_t fetched)
{
	int64_t day = 0;
	int second = 0;
	bool dated = false, timed = false;
	for (const char *p = text; p && *p; p++) {
		if (p != text && p[-1] != ' ')
			continue;
		dated = dated || read_date(p, &day);
		timed = timed || read_clock(p, &second);
	}
	if (!dated)
		return 0;
	return timed ? eastern_instant(day, second) : eastern_close(day, fetched);
}

/* ---- prices ---- */

/* The sign may be missing; then the arrow has it. */
static double read_move(const cJSON *part, const char *name)
{
	const char *text = json_string(part, name), *arrow = json_string(part, "deltaIndicator");
	double value = figure_read(text);
	bool down = arrow && !strcmp(arrow, "down");
	return down && value > 0 && *text != '+' ? -value : value;
}

static void read_exchange(struct quote *q, const char *name)
{
	if (name && !strncmp(name, "NASDAQ", 6))
		name = "XNAS";
	else if (name && !strncmp(name, "NYSE", 4))
		name = "XNYS";
	safe_copy(q->exchange, sizeof q->exchange, name ? name : "");
}

static double key_figure(const cJSON *data, const char *name)
{
	return figure_member(json_member(json_member(data, "keyStats"), name), "value");
}

static void read_rest(struct quote *q, const cJSON *data, const cJSON *primary)
{
	const char *name = json_string(data, "companyName");
	double volume = figure_member(primary, "volume"), previous = key_figure(data, "PreviousClose");
	safe_copy(q->name, sizeof q->name, name ? name : "");
	read_exchange(q, json_string(data, "exchange"));
	if (isnan(volume))
		volume = key_figure(data, "Volume");
	q->volume = volume >= 0 ? volume : (double)NAN;
	/* Before the bell the previous close is the price itself. */
	q->previous_close = previous > 0 && q->market_state != MARKET_PRE ? previous : (double)NAN;
	quote_complete(q);
}

static bool read_quote(struct quote *q, const cJSON *data, const char *asked, int64_t fetched)
{
	const cJSON *primary = json_member(data, "primaryData"), *regular = primary;
	quote_init(q);
	q->market_state = read_state(data);
	if (q->market_state == MARKET_PRE || q->market_state == MARKET_POST) {
		regular = json_member(data, "secondaryData");
		q->extended_price = figure_price(primary, "lastSalePrice");
	}
	q->price = figure_price(regular, "lastSalePrice");
	q->as_of = read_time(json_string(regular, "lastTradeTimestamp"), fetched);
	if (!(q->price > 0) || !is_possible_time(q->as_of, fetched))
		return false;
	snprintf(q->symbol, sizeof q->symbol, "%s", asked);
	snprintf(q->source, sizeof q->source, SOURCE);
	snprintf(q->currency, sizeof q->currency, "USD");
	q->fetched = fetched;
	q->change = read_move(regular, "netChange");
	q->change_pct = read_move(regular, "percentageChange");
	read_rest(q, data, primary);
	return true;
}

static int read_answer(struct batch *found, const cJSON *json, const char *asked, int64_t fetched, struct error *err)
{
	const cJSON *data = json_member(json, "data");
	char message[TEXT_SIZE];
	struct quote q;
	if (!cJSON_IsObject(data)) {
		if (!cJSON_IsObject(json_member(json, "status")))
			return error_set(err, "expected data of %s, got JSON without it", asked);
		if (read_message(json, message) != UNKNOWN_SYMBOL)
			return error_set(err, "Nasdaq answered: %s", message);
		snprintf(found->warning, sizeof found->warning, "%s: %s", asked, message);
		return 0;
	}
	if (check_data(data, asked, err))
		return -1;
	if (!read_quote(&q, data, asked, fetched))
		return error_set(err, "expected a price of %s and its time, got an answer without", asked);
	return batch_add_quote(found, &q) ? error_set(err, "out of memory") : 0;
}

int nasdaq_info_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
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
