#include "market/doubt.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"

#define DAY_S 86400
#define PRICE_FACTOR 5.0
#define BAR_FACTOR 50.0 /* a history of another scale; its last bar may be of another day than the price */
#define RATE_FACTOR 2.0
#define PROOF_S (7 * DAY_S) /* an older price proves nothing */
#define AHEAD_S 1800        /* by which a source's clock may be ahead of ours */
#define AGREEMENT 1.25

static bool is_within(double a, double b, double factor)
{
	return a <= b * factor && b <= a * factor;
}

/* ---- the future ---- */

static bool is_ahead(int64_t as_of, int64_t fetched, const char *whose, char *sentence, size_t size)
{
	char time[TIMESTAMP_SIZE], ahead[32] = "more than a day";
	if (as_of <= fetched + AHEAD_S)
		return false;
	timestamp_format_rfc3339(as_of, time);
	if (as_of - fetched <= DAY_S)
		snprintf(ahead, sizeof ahead, "%d min", (int)((as_of - fetched) / 60));
	snprintf(sentence, size, "%s: not taken, its time %s is %s ahead of this machine's clock", whose, time, ahead);
	return true;
}

bool quote_is_ahead(const struct quote *q)
{
	return q->as_of > q->fetched + AHEAD_S;
}

/* ---- against what is stored ---- */

static bool is_proof(const struct quote *q, const struct quote *stored)
{
	return stored && stored->price > 0 && strcmp(stored->source, SHIPPED_SOURCE) != 0 &&
	       stored->as_of <= q->fetched + AHEAD_S && q->as_of - stored->as_of <= PROOF_S &&
	       stored->as_of - q->as_of <= PROOF_S;
}

/* A split since the stored price, as the company told of it, by which the two agree. */
static bool is_split(const struct quote *q, const struct quote *stored, const struct corporate_event *splits,
		     size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct corporate_event *e = &splits[i];
		double ratio = e->numerator / e->denominator;
		if (e->action == ACTION_SPLIT && ratio > 0 && e->time > stored->as_of - PROOF_S &&
		    is_within(q->price * ratio, stored->price, 2))
			return true;
	}
	return false;
}

static void say_far(const struct quote *q, double other, const char *what, char *sentence, size_t size)
{
	snprintf(sentence, size, "%s: not taken on one provider's word, %.10g %s where %.10g is %s", q->symbol,
		 q->price, q->currency, other, what);
}

static bool contradicts_stored(const struct quote *q, const struct quote *stored, const struct corporate_event *splits,
			       size_t count, double factor, char *sentence, size_t size)
{
	char time[TIMESTAMP_SIZE], what[TIMESTAMP_SIZE + 16];
	if (strcmp(q->currency, stored->currency) != 0 && *stored->currency) {
		snprintf(sentence, size,
			 "%s: not taken on one provider's word, its price is in %s, the stored one in %s", q->symbol,
			 q->currency, stored->currency);
		return true;
	}
	if (is_within(q->price, stored->price, factor) || is_split(q, stored, splits, count))
		return false;
	timestamp_format_rfc3339(stored->as_of, time);
	snprintf(what, sizeof what, "stored of %s", time);
	say_far(q, stored->price, what, sentence, size);
	return true;
}

/* ---- within the quote ---- */

static bool is_far_from_close(const struct quote *q)
{
	return q->previous_close > 0 && !is_within(q->price, q->previous_close, PRICE_FACTOR);
}

static void drop_parts(struct quote *q)
{
	if (is_far_from_close(q))
		q->previous_close = q->change = q->change_pct = (double)NAN;
	if (q->extended_price > 0 && !is_within(q->extended_price, q->price, PRICE_FACTOR))
		q->extended_price = (double)NAN;
}

bool quote_is_doubtful(struct quote *q, const struct quote *stored, const struct corporate_event *splits,
		       size_t split_count, char *sentence, size_t size)
{
	if (is_ahead(q->as_of, q->fetched, q->symbol, sentence, size))
		return true;
	bool proof = is_proof(q, stored);
	if (proof && contradicts_stored(q, stored, splits, split_count, PRICE_FACTOR, sentence, size))
		return true;
	if (!proof && is_far_from_close(q)) {
		say_far(q, q->previous_close, "the close before", sentence, size);
		return true;
	}
	drop_parts(q);
	return false;
}

bool bar_is_doubtful(const struct quote *last, const struct quote *stored, const struct corporate_event *splits,
		     size_t split_count, char *sentence, size_t size)
{
	return is_proof(last, stored) &&
	       contradicts_stored(last, stored, splits, split_count, BAR_FACTOR, sentence, size);
}

bool rate_is_doubtful(const struct fx_rate *rate, const struct fx_rate *stored, char *sentence, size_t size)
{
	char pair[2 * CURRENCY_SIZE];
	snprintf(pair, sizeof pair, "%s%s", rate->from, rate->to);
	if (is_ahead(rate->as_of, rate->fetched, pair, sentence, size))
		return true;
	if (!stored || !strcmp(stored->source, SHIPPED_SOURCE) || rate->as_of - stored->as_of > PROOF_S ||
	    is_within(rate->rate, stored->rate, RATE_FACTOR))
		return false;
	snprintf(sentence, size, "%s: not taken on one provider's word, a rate of %.6g where %.6g is stored", pair,
		 rate->rate, stored->rate);
	return true;
}

/* ---- another's word ---- */

bool doubt_list_note(struct doubt_list *list, const struct doubt *doubt)
{
	struct doubt *free_one = &list->items[list->next];
	for (size_t i = 0; i < DOUBTS_MAX; i++) {
		struct doubt *d = &list->items[i];
		if (strcmp(d->symbol, doubt->symbol) != 0 || strcmp(d->currency, doubt->currency) != 0)
			continue;
		if (strcmp(d->provider, doubt->provider) != 0 && is_within(d->price, doubt->price, AGREEMENT)) {
			*d = (struct doubt){ .price = 0 };
			return true;
		}
		free_one = !strcmp(d->provider, doubt->provider) ? d : free_one;
	}
	if (free_one == &list->items[list->next])
		list->next = (list->next + 1) % DOUBTS_MAX;
	*free_one = *doubt;
	return false;
}

void doubt_provider(const char *source, char out[SOURCE_NAME_SIZE])
{
	snprintf(out, SOURCE_NAME_SIZE, "%.*s", (int)strcspn(source, "-"), source);
}
