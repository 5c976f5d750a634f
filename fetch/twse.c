#include "fetch/twse.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/figure_text.h"
#include "fetch/payload.h"

#define SOURCE "twse"
#define ROC_YEAR 1911                 /* the calendar of the Republic begins with 1912 */
#define CLOSE_UTC_S (5 * 3600 + 1800) /* 13:30 in Taipei, which has no summer time */

/* "1150821": midnight UTC of 2026-08-21. */
static bool read_day(const char *text, int64_t *time)
{
	char date[32];
	size_t length = text ? strlen(text) : 0;
	if (length < 6 || length > 7 || strspn(text, "0123456789") != length)
		return false;
	unsigned number = (unsigned)strtoul(text, NULL, 10);
	snprintf(date, sizeof date, "%04u-%02u-%02u", number / 10000 + ROC_YEAR, number / 100 % 100, number % 100);
	return timestamp_parse_date(date, time) == 0;
}

/* "2330" for "2330.TW" */
static bool is_code_of(const char *code, const char *symbol)
{
	size_t length = strlen(code);
	return length && !strncmp(symbol, code, length) && !strcmp(symbol + length, ".TW");
}

static size_t find_asked(const struct batch *found, const char *code, const char (*asked)[SYMBOL_SIZE], size_t count)
{
	for (size_t i = 0; code && i < count; i++)
		if (is_code_of(code, asked[i]) && !batch_has_symbol(found, asked[i]))
			return i;
	return count;
}

static bool read_quote(struct quote *q, const cJSON *row, const char *symbol, int64_t fetched)
{
	int64_t day;
	const char *name = json_string(row, "Name");
	quote_init(q);
	q->price = figure_price(row, "ClosingPrice");
	if (!(q->price > 0) || !read_day(json_string(row, "Date"), &day))
		return false;
	q->as_of = day + CLOSE_UTC_S;
	q->fetched = fetched;
	snprintf(q->symbol, sizeof q->symbol, "%s", symbol);
	snprintf(q->source, sizeof q->source, SOURCE);
	snprintf(q->currency, sizeof q->currency, "TWD");
	snprintf(q->exchange, sizeof q->exchange, "XTAI");
	safe_copy(q->name, sizeof q->name, name ? name : "");
	q->day_low = figure_price(row, "LowestPrice");
	q->day_high = figure_price(row, "HighestPrice");
	double volume = figure_member(row, "TradeVolume"), change = figure_member(row, "Change");
	q->volume = volume >= 0 ? volume : (double)NAN;
	/* The close before, against which the change is told, is not told itself. */
	q->previous_close = q->price - change > 0 ? q->price - change : (double)NAN;
	q->change = change;
	quote_complete(q);
	return is_possible_time(q->as_of, fetched);
}

static int read_rows(struct batch *found, const cJSON *json, const char (*asked)[SYMBOL_SIZE], size_t count,
		     int64_t fetched, struct error *err)
{
	const cJSON *row;
	size_t rows = 0;
	cJSON_ArrayForEach(row, json)
	{
		struct quote q;
		const char *code = json_string(row, "Code");
		rows += code && json_string(row, "ClosingPrice");
		size_t index = find_asked(found, code, asked, count);
		if (index < count && read_quote(&q, row, asked[index], fetched) && batch_add_quote(found, &q))
			return error_set(err, "out of memory");
	}
	if (!rows)
		return error_set(err, "expected the list of the day's closes, got JSON without one");
	batch_name_missing(found, asked, count);
	return 0;
}

int twse_day_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		   size_t asked_count, int64_t fetched, struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	int result = cJSON_IsArray(json) ? read_rows(&found, json, asked, asked_count, fetched, err)
					 : error_set(err, "expected the list of the day's closes, got a JSON object");
	cJSON_Delete(json);
	return batch_hand_over(out, &found, result);
}

/* ---- when it is published ---- */

#define DAY_S 86400
#define PUBLISHED_S 1800    /* after the close */
#define LATE_S 3600         /* where the list is still the one of the day before */
#define LONGEST_HOLIDAYS 20 /* days, those of the new year among them */

static bool is_trading_day(const struct session_calendar *hours, int64_t close)
{
	struct session before;
	if (!hours)
		return true;
	session_at(hours, close - 60, &before);
	return before.state == MARKET_OPEN || before.state == MARKET_UNKNOWN;
}

/* The close of the first trading day from that one on, `step` days at a time. */
static int64_t find_close(const struct session_calendar *hours, int64_t close, int step)
{
	int64_t found = close;
	for (int i = 0; i < LONGEST_HOLIDAYS; i++, found += step * DAY_S)
		if (is_trading_day(hours, found))
			return found;
	return close;
}

int64_t twse_next_list(const struct session_calendar *hours, int64_t last_ok, int64_t day, int64_t now)
{
	int64_t today = now / DAY_S * DAY_S + CLOSE_UTC_S;
	bool is_out = now >= today + PUBLISHED_S;
	int64_t close = find_close(hours, is_out ? today : today - DAY_S, -1);
	bool came_before = last_ok < close + PUBLISHED_S, is_older = day && day < close;
	if (!last_ok || last_ok > now || came_before)
		return 0;
	if (is_older && now - close < DAY_S) /* not what was meant to be there; a day later it is of no use */
		return last_ok + LATE_S;
	return find_close(hours, is_out ? today + DAY_S : today, 1) + PUBLISHED_S;
}
