/* One price's path laid over another's of earlier years, and how much that is worth. Any two rising paths
 * correlate, and day 0 is a choice: so beside the correlation there always stand that of random walks with the
 * same drift and volatility, and other choices of day 0. Context only, weight 0 in the index.
 *
 * Both paths start at 1 with the close of day 0 (or the nearest to it that is stored) and go on with the last close of
 * each later week (ISO 8601); weeks are counted from that of day 0, and a week counts if both paths have a close in it.
 */
#ifndef FROTH_BUBBLE_PATH_H
#define FROTH_BUBBLE_PATH_H

#include "market/candle.h"
#include "market/path.h"
#include "market/path_reading.h"

#define PATH_REPS 999
#define PATH_SEED 1

/* A price as it went, by the day of each close. */
struct path_line {
	struct path_point *points; /* owned; ascending */
	size_t count;
};
/* Bars by the day of their close: a week's is its Friday, a month's its last weekday, and none is later than
 * `newest`, the instant of the newest price known. -1: out of memory. */
int path_line_make(struct path_line *line, const struct candle_series *bars, int64_t newest);
void path_line_release(struct path_line *line);

/* The first day of the new path by that choice. */
int64_t path_start_new(enum path_start start);
const char *path_start_name(enum path_start start);   /* "event" */
const char *path_start_choice(enum path_start start); /* in words */

/* Compares from that start; `reps` pairs of random walks, from `seed`. What cannot be compared (no close as old as
 * day 0, fewer than 3 weeks) leaves correlation NAN. PATH_START_PEAK lays the week of the newest close on
 * that of the old peak. */
void path_compare(struct path_reading *r, const struct old_path *old, const struct path_line *line,
		  enum path_start start, int reps, uint64_t seed);

/* Two paths at the same places, which lie `at[i]` units of time from the first, ascending. */
struct path_pairs {
	const double *old, *new;
	const int *at;
	size_t count;
};
/* What `reps` pairs of independent random walks correlate by that have, per unit of time, the mean and the
 * standard deviation of the log returns of the two paths. -1, and all NAN, below 3 places or for a path that is
 * no price or does not move. */
int path_randomise(struct random_range *out, const struct path_pairs *pairs, double correlation, int reps,
		   uint64_t seed);

#endif
