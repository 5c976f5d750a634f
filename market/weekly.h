/* Closes by the week: the observations that the tests for explosive growth rest on.
 *
 * Made from stored bars by the collector, tested by bubble/psy.h. A week is that of ISO 8601, Monday to Sunday, of
 * the bars' dates; its close is that of its last bar, so a holiday only moves it to another day. A week
 * without any bar is left out and the next close follows the one before it: the tests are of prices as they
 * followed each other. After more than WEEKLY_GAP such weeks in a row that is no longer the same series,
 * and what lies before is dropped. */
#ifndef FROTH_MARKET_WEEKLY_H
#define FROTH_MARKET_WEEKLY_H

#include "base/error.h"
#include "market/candle.h"

#define WEEKLY_MOST 1040 /* weeks of a series: twenty years */
#define WEEKLY_GAP 4

struct weekly_series {
	int64_t *times; /* owned, ascending: the last second of each week, Sunday 23:59:59 UTC */
	double *closes; /* owned; finite and above zero */
	size_t count;
};

/* The number of the week that holds the instant; consecutive, 0 is the week of 1970-01-01. */
int64_t week_number(int64_t time);
/* The Monday from which bars count: at most WEEKLY_MOST weeks ago. It moves by a year at a time, so that a series
 * grows at its end for a year without losing its start, and tests of it can go on from where they were. */
int64_t weekly_start(int64_t now);

/* The closes of the weeks that were over at `now`; none is no error. -1, nothing to release: a bar of more
 * than a week, or a week that closes at or below zero (err names the date). */
int weekly_series_make(struct weekly_series *out, const struct candle_series *bars, int64_t now, struct error *err);
/* An equally weighted portfolio: exp of the mean of the members' log closes, each less its own first, over the
 * weeks that all of them have. In each member's own currency, so exchange rates move it not at all.
 * -1 without memory. */
int weekly_series_pool(struct weekly_series *out, const struct weekly_series *members, size_t count, struct error *err);
void weekly_series_release(struct weekly_series *s);

#endif
