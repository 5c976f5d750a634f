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
	q->market_state = MARKET_CLOSED;
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
	if (result) {
		batch_release(&found);
		return -1;
	}
	batch_release(out);
	*out = found;
	return 0;
}
