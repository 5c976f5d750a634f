/* Prices that are not believed on one source's word: a hundredfold, another currency, one of tomorrow.
 *
 * A source may tell a price in the wrong unit, of another line of the company, or of another company. Such a price is
 * held against the last stored one and against the previous close that comes with it. What differs fivefold from
 * both that can be compared is kept back until another provider says the same, a split explains it, or nothing of
 * the last week is stored that contradicts it. Pure; filled and asked by the collector before it stores prices. */
#ifndef FROTH_MARKET_DOUBT_H
#define FROTH_MARKET_DOUBT_H

#include "market/fact.h"
#include "market/quote.h"

#define DOUBTS_MAX 64

/* What was kept back, until somebody else says it too. */
struct doubt {
	char symbol[SYMBOL_SIZE], currency[CURRENCY_SIZE];
	char provider[SOURCE_NAME_SIZE];
	double price;
};

struct doubt_list {
	struct doubt items[DOUBTS_MAX];
	size_t next; /* where the next one goes: the oldest is forgotten */
};

/* `stored` is the last price (NULL none), `splits` those of the symbol. true: the quote is not to be taken, and
 * the sentence says why. Otherwise what of it cannot be (a change by a previous close of another scale, an extended
 * price fivefold the price) is taken out of it. */
bool quote_is_doubtful(struct quote *q, const struct quote *stored, const struct corporate_event *splits,
		       size_t split_count, char *sentence, size_t size);
/* The same of the last bar of a history, which is on another scale only if it differs fiftyfold. */
bool bar_is_doubtful(const struct quote *last, const struct quote *stored, const struct corporate_event *splits,
		     size_t split_count, char *sentence, size_t size);
/* Its time is ahead of this machine's clock by more than two clocks differ: no other's word makes that right. */
bool quote_is_ahead(const struct quote *q);
/* As quote_is_doubtful, of a rate: a currency that halves or doubles within a week is doubtful. */
bool rate_is_doubtful(const struct fx_rate *rate, const struct fx_rate *stored, char *sentence, size_t size);

/* A price was kept back. true: another provider's word is the same, within a quarter, so it is to be taken. */
bool doubt_list_note(struct doubt_list *list, const struct doubt *doubt);
/* The part of a source's name that says who speaks: "yahoo" of "yahoo-spark-2". */
void doubt_provider(const char *source, char out[SOURCE_NAME_SIZE]);

#endif
