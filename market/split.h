/* Splits that a price history was not adjusted for. Pure.
 *
 * A real day may halve or double a price, so a jump alone proves nothing: either the company told of a split of that
 * ratio within days of it, or the jump is near a whole ratio by which the number of its shares changed then. */
#ifndef FROTH_MARKET_SPLIT_H
#define FROTH_MARKET_SPLIT_H

#include "market/candle.h"
#include "market/fact.h"

struct split_break {
	size_t index;  /* of the first bar after the break */
	int64_t time;  /* of that bar */
	double factor; /* new shares for an old one: 4, or 0.1 where ten became one */
};

/* The last break in the closes of a series of days, weeks or months. `facts` (may be NULL) gives further
 * splits, and numbers of the symbol's shares: the nearest counts on both sides of a jump are compared. false: none. */
bool split_break_find(const struct candle_series *series, const struct corporate_event *events, size_t event_count,
		      const struct fact_list *facts, struct split_break *out);

/* Whether some jump is large enough that it may be a break: cheap, to be asked before facts are gathered. */
bool split_break_is_possible(const struct candle_series *series);

/* Brings the bars before the break to the scale of those after it. */
void split_break_mend(struct candle_series *series, const struct split_break *b);

/* How many new shares for an old one lie between two accounts of the same bars, the stored ones and those of a new
 * answer: 10 where the answer is adjusted for a split of ten for one that the stored ones are not, 1 where they agree.
 * The first bars that both have decide, for it is the older ones that would stay. Both ascend by time. */
double split_rescaling(const struct candle_series *stored, const struct candle_series *answer);

#endif
