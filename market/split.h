/* Splits that a price history was not adjusted for. Pure.
 *
 * A real day may halve or double a price, so a jump alone proves nothing: it must be near a whole ratio, and either
 * the company told of a split of that ratio within days of it, or the number of its shares changed by it. */
#ifndef FROTH_MARKET_SPLIT_H
#define FROTH_MARKET_SPLIT_H

#include "market/candle.h"

struct split_break {
	size_t index;  /* of the first bar after the break */
	int64_t time;  /* of that bar */
	double factor; /* new shares for an old one: 4, or 0.1 where ten became one */
};

/* The last break in the closes of a daily series. `share_factor` is by how much the number of shares grew over the
 * series' time, NAN where that is not known. false: none. */
bool split_break_find(const struct candle_series *series, const struct corporate_event *events, size_t event_count,
		      double share_factor, struct split_break *out);

#endif
