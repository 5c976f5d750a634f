#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "fetch/fallback.h"
#include "fetch/figure_text.h"
#include "fetch/keyed.h"
#include "fetch/payload.h"

#define SOURCE "alpha-vantage"
#define SENTENCE_SIZE 160
#define LIMIT_WAIT_S 3600 /* it is not said when the day of the allowance ends */

/* ---- refusals: all of them come with status 200 ---- */

int alpha_vantage_limit_s(const char *bytes, size_t length, struct error *err)
{
	struct error ignored;
	char said[SENTENCE_SIZE];
	cJSON *json = payload_json(bytes, length, &ignored);
	const char *text = json_string(json, "Information");
	if (!text)
		text = json_string(json, "Note");
	safe_copy(said, sizeof said, text ? text : "");
	cJSON_Delete(json);
	if (!*said)
		return 0;
	error_set(err, "Alpha Vantage answered: %s", said);
	return LIMIT_WAIT_S;
}

static int check_error(const cJSON *json, struct error *err)
{
	char said[SENTENCE_SIZE];
	const char *text = json_string(json, "Error Message");
	if (!text)
		return 0;
	safe_copy(said, sizeof said, text);
	return error_set(err, "Alpha Vantage answered: %s", said);
}

/* ---- the quote ---- */

/* "Global Quote", to which accounts with delayed prices get words added. */
static const cJSON *find_quote(const cJSON *json)
{
	static const char name[] = "Global Quote";
	const cJSON *member;
	cJSON_ArrayForEach(member, json) if (member->string && !strncmp(member->string, name, sizeof name - 1) &&
					     cJSON_IsObject(member)) return member;
	return NULL;
}

static void read_quote(struct quote *q, const cJSON *entry, int64_t fetched)
{
	const char *date = json_string(entry, "07. latest trading day");
	int64_t day;
	quote_init(q);
	snprintf(q->source, sizeof q->source, SOURCE);
	snprintf(q->currency, sizeof q->currency, "USD");
	q->fetched = fetched;
	q->price = figure_price(entry, "05. price");
	q->previous_close = figure_price(entry, "08. previous close");
	q->day_low = figure_price(entry, "04. low");
	q->day_high = figure_price(entry, "03. high");
	q->change = figure_member(entry, "09. change");
	q->change_pct = figure_member(entry, "10. change percent");
	double volume = figure_member(entry, "06. volume");
	q->volume = volume >= 0 ? volume : (double)NAN;
	if (date && !timestamp_parse_date(date, &day))
		q->as_of = eastern_close(day / 86400, fetched);
	quote_complete(q);
}

static int check_quote(const struct quote *q, const cJSON *entry, const char *asked, struct error *err)
{
	char got[SYMBOL_SIZE];
	const char *symbol = json_string(entry, "01. symbol");
	safe_copy(got, sizeof got, symbol ? symbol : "no symbol");
	if (!symbol || strcmp(symbol, asked) != 0)
		return error_set(err, "expected the price of %s, got that of %s", asked, got);
	if (!(q->price > 0) || !is_possible_time(q->as_of, q->fetched))
		return error_set(err, "expected a price of %s and its day, got an answer without", asked);
	if (!keyed_is_credible(q->price, q->previous_close))
		return error_set(err, "expected a price of %s near its previous close, got %g after %g", asked,
				 q->price, q->previous_close);
	return 0;
}

static int read_answer(struct batch *found, const cJSON *json, const char *asked, int64_t fetched, struct error *err)
{
	const cJSON *entry = find_quote(json);
	struct quote q;
	if (check_error(json, err))
		return -1;
	if (!entry)
		return error_set(err, "expected a Global Quote of %s, got JSON without it", asked);
	if (!entry->child) {
		snprintf(found->warning, sizeof found->warning, "%s is not known there", asked);
		return 0;
	}
	read_quote(&q, entry, fetched);
	snprintf(q.symbol, sizeof q.symbol, "%s", asked);
	if (check_quote(&q, entry, asked, err))
		return -1;
	return batch_add_quote(found, &q) ? error_set(err, "out of memory") : 0;
}

int alpha_vantage_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
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
