/* A line of blocks, seven heights, so that rows do not touch. */
#ifndef FROTH_WIDGETS_SPARKLINE_H
#define FROTH_WIDGETS_SPARKLINE_H

#include "market/candle.h"
#include "tui/surface.h"

/* The height 1..7 of each of `columns` buckets of the closes, scaled between their least and greatest;
 * a bucket shows its last close. All equal: the middle. Returns the columns used: no more than bars,
 * unless they are stretched (a year that has passed, and not a day that is still growing). */
int sparkline_heights(const struct candle_series *series, int columns, bool stretched, unsigned char *heights);
void sparkline_draw(struct canvas *c, int row, int column, int columns, bool stretched, enum role role,
		    const struct candle_series *series);

#endif
