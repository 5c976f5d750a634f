/* What one answer held: the records a source's parser read, on their way to the store. */
#ifndef FROTH_FETCH_BATCH_H
#define FROTH_FETCH_BATCH_H

#include "base/error.h"
#include "market/candle.h"
#include "market/company.h"
#include "market/fact.h"
#include "market/filing.h"
#include "market/headline.h"
#include "market/quote.h"

struct batch {
	struct quote *quotes; /* all arrays owned */
	size_t quote_count;
	struct quote *details; /* of prices that are stored: names, ranges, volumes; never a price itself */
	size_t detail_count;
	struct fx_rate *rates;
	size_t rate_count;
	struct candle_series *series;
	size_t series_count;
	struct corporate_event *events;
	size_t event_count;
	struct headline *headlines;
	size_t headline_count;
	struct fact_list facts;
	struct filing *filings; /* newest first */
	size_t filing_count;
	struct company *companies; /* whose number with the SEC was told */
	size_t company_count;
	char warning[256]; /* "" or what was odd though the answer is used: "2 of 7 symbols missing: FOO, BAR" */
};

void batch_init(struct batch *b);
void batch_release(struct batch *b);
/* Ends a reading: what was found takes the place of what out held where result is 0, else out stays as it was and
 * found is released. 0 or -1. */
int batch_hand_over(struct batch *out, struct batch *found, int result);
/* Each takes a copy (series, headline: takes the contents over and leaves the argument empty); -1 out of memory. */
int batch_add_quote(struct batch *b, const struct quote *q);
int batch_add_rate(struct batch *b, const struct fx_rate *r);
int batch_add_series(struct batch *b, struct candle_series *s);
int batch_add_event(struct batch *b, const struct corporate_event *e);
int batch_add_headline(struct batch *b, struct headline *h);
int batch_add_fact(struct batch *b, const struct fact *f);
int batch_add_filing(struct batch *b, const struct filing *f);
/* The prices lack something that a price must have: they are used for what stands beside one alone. */
void batch_demote_quotes(struct batch *b);
void batch_drop_series(struct batch *b);
int batch_add_company(struct batch *b, const struct company *c);
size_t batch_items(const struct batch *
			   b); /* records of all kinds; a series counts its bars, with which details come for nothing */

#endif
