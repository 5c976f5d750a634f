#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/fallback.h"
#include "fetch/payload.h"
#include "fetch/reference_rates.h"
#include "fetch/yahoo_read.h"

#define SOURCE "frankfurter"

struct reader {
	struct batch *found;
	const char (*asked)[SYMBOL_SIZE];
	size_t asked_count;
	int64_t fetched;
};

static bool is_asked(const struct reader *r, const char *code)
{
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	for (size_t i = 0; i < r->asked_count; i++)
		if (yahoo_read_pair(r->asked[i], from, to) && !strcmp(from, "USD") && !strcmp(to, code))
			return true;
	return false;
}

/* Of several days the newest stays. */
static int keep_newest(struct batch *b, const struct fx_rate *rate)
{
	for (size_t i = 0; i < b->rate_count; i++)
		if (!strcmp(b->rates[i].to, rate->to)) {
			if (b->rates[i].as_of < rate->as_of)
				b->rates[i] = *rate;
			return 0;
		}
	return batch_add_rate(b, rate);
}

static int add_rate(struct reader *r, const char *code, double value, const char *date)
{
	struct fx_rate rate = { .from = "USD", .rate = value, .fetched = r->fetched, .source = SOURCE };
	if (!code || !is_asked(r, code) || !(value > 0) || !date || timestamp_parse_date(date, &rate.as_of) ||
	    !is_possible_time(rate.as_of, r->fetched))
		return 0;
	snprintf(rate.to, sizeof rate.to, "%s", code);
	return keep_newest(r->found, &rate);
}

/* {date, base, quote, rate} */
static int read_row(struct reader *r, const cJSON *row)
{
	const char *base = json_string(row, "base");
	if (!base || strcmp(base, "USD") != 0)
		return 0;
	return add_rate(r, json_string(row, "quote"), json_number(row, "rate"), json_string(row, "date"));
}

/* {amount, base, date, rates: {JPY: 147.2}} */
static int read_table(struct reader *r, const cJSON *table)
{
	const char *base = json_string(table, "base");
	const cJSON *rate;
	/* An amount other than one would scale every rate. */
	if (!base || strcmp(base, "USD") != 0 || (json_member(table, "amount") && json_number(table, "amount") != 1))
		return 0;
	cJSON_ArrayForEach(
		rate, json_member(table, "rates")) if (cJSON_IsNumber(rate) &&
						       add_rate(r, rate->string,
								json_number(json_member(table, "rates"), rate->string),
								json_string(table, "date"))) return -1;
	return 0;
}

static int read_rows(struct reader *r, const cJSON *json)
{
	const cJSON *row;
	if (cJSON_IsObject(json))
		return json_member(json, "rates") ? read_table(r, json) : read_row(r, json);
	cJSON_ArrayForEach(row, json) if (read_row(r, row)) return -1;
	return 0;
}

int frankfurter_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, int64_t fetched, struct error *err)
{
	cJSON *json = payload_json(bytes, length, err);
	if (!json)
		return -1;
	struct batch found;
	batch_init(&found);
	struct reader r = { &found, asked, asked_count, fetched };
	int result = read_rows(&r, json) ? error_set(err, "out of memory") : 0;
	if (!result && !found.rate_count)
		result = error_set(err, "expected rates of the dollar, got JSON without those of %zu currencies",
				   asked_count);
	cJSON_Delete(json);
	if (result) {
		batch_release(&found);
		return -1;
	}
	batch_name_missing(&found, asked, asked_count);
	batch_release(out);
	*out = found;
	return 0;
}
