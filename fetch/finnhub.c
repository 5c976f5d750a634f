#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/keyed.h"
#include "fetch/payload.h"

#define SOURCE "finnhub"
#define FACTOR 3
#define SENTENCE_SIZE 160

bool keyed_is_credible(double price, double previous_close)
{
	return price > 0 && previous_close > 0 && price <= FACTOR * previous_close && previous_close <= FACTOR * price;
}

static bool is_beyond_plan(const char *said)
{
	return strstr(said, "access to this resource") != NULL;
}

bool finnhub_is_beyond_plan(const char *bytes, size_t length)
{
	struct error ignored;
	cJSON *json = payload_json(bytes, length, &ignored);
	const char *said = json_string(json, "error");
	bool beyond = said && is_beyond_plan(said);
	cJSON_Delete(json);
	return beyond;
}

static int refuse(struct batch *found, const char *said, const char *asked, struct error *err)
{
	char safe[SENTENCE_SIZE];
	safe_copy(safe, sizeof safe, said);
	if (!is_beyond_plan(said))
		return error_set(err, "Finnhub answered: %s", safe);
	snprintf(found->warning, sizeof found->warning, "%s: %s", asked, safe);
	return 0;
}

static double positive(const cJSON *json, const char *name)
{
	double value = json_number(json, name);
	return value > 0 ? value : (double)NAN;
}

/* Of a symbol that it does not know it says nothing but zeros, and null for the change. */
static bool is_unknown(const cJSON *json)
{
	return json_number(json, "c") == 0 && json_number(json, "pc") == 0 && json_number(json, "t") == 0;
}

static void read_quote(struct quote *q, const cJSON *json, const char *asked, int64_t fetched)
{
	quote_init(q);
	snprintf(q->symbol, sizeof q->symbol, "%s", asked);
	snprintf(q->source, sizeof q->source, SOURCE);
	snprintf(q->currency, sizeof q->currency, "USD");
	q->fetched = fetched;
	q->price = positive(json, "c");
	q->previous_close = positive(json, "pc");
	q->day_low = positive(json, "l");
	q->day_high = positive(json, "h");
	q->change = json_number(json, "d");
	q->change_pct = json_number(json, "dp");
	q->as_of = price_time(json, "t", fetched);
	quote_complete(q);
}

static int read_answer(struct batch *found, const cJSON *json, const char *asked, int64_t fetched, struct error *err)
{
	struct quote q;
	const char *said = json_string(json, "error");
	if (said)
		return refuse(found, said, asked, err);
	if (is_unknown(json)) {
		snprintf(found->warning, sizeof found->warning, "%s is not known there", asked);
		return 0;
	}
	if (!cJSON_IsNumber(json_member(json, "c")))
		return error_set(err, "expected the price of %s as c, got JSON without it", asked);
	read_quote(&q, json, asked, fetched);
	if (!(q.price > 0) || !q.as_of)
		return error_set(err, "expected a price of %s and its time, got an answer without", asked);
	if (!keyed_is_credible(q.price, q.previous_close))
		return error_set(err, "expected a price of %s near its previous close, got %g after %g", asked, q.price,
				 q.previous_close);
	return batch_add_quote(found, &q) ? error_set(err, "out of memory") : 0;
}

int finnhub_quote_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
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
