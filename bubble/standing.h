/* Where a price stands in its own stored past: how far below its highs, and how much it moved. Context only. */
#ifndef FROTH_BUBBLE_STANDING_H
#define FROTH_BUBBLE_STANDING_H

#include "market/candle.h"
#include "market/path_reading.h"
#include "market/quote.h"

/* From ascending bars of one interval, of as many years as are stored, and the quote: its price is the newest
 * where it is newer than the bars and in their currency. Realised volatility needs daily bars, drawdown any. */
void standing_compute(struct standing *s, const struct candle_series *bars, const struct quote *q);

#endif
