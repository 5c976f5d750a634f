/* What the comparison of a price with an old path came to, and where the price stands against its own past.
 * Plain values: made by bubble/path.c and bubble/standing.c, shown by cli/ and widgets/. All of it is context:
 * no component of the index rests on it. */
#ifndef FROTH_MARKET_PATH_READING_H
#define FROTH_MARKET_PATH_READING_H

#include "market/market.h"

/* What pairs of independent random walks with the drift and the volatility of the two paths correlate by. */
struct random_range {
	int reps;
	uint64_t seed;
	double median, low, high; /* 5 % of the pairs lie below low, 5 % above high */
	double share;             /* of the pairs that correlate at least as much as the two paths, 0-1 */
};

/* Both paths on a common start: the close of day 0 is 1. Times are days, midnight UTC; 0 and NAN where there is
 * nothing to compare. */
struct path_reading {
	const char *name;           /* of the choice of day 0: "start" */
	const char *choice;         /* the same in words */
	int64_t day0_old, day0_new; /* the days whose closes are 1 */
	int64_t at_old, at_new;     /* the last days that were compared */
	int days;                   /* from day0_new to at_new */
	int closes;                 /* compared, day 0 included: one a week at most */
	double growth_old, growth_new;
	double correlation; /* of the logarithms */
	double rmse;        /* of their difference */
	struct random_range random;
	double peak_growth, trough_growth; /* of the old path at its peak, and at its trough after it */
	int days_to_peak;                  /* from the day of the old path that today lies on; negative: past it */
};

enum path_start { PATH_START_EVENT, PATH_START_PEAK, PATH_START_LOW, PATH_STARTS };

struct price_fall {
	double depth; /* price / highest close - 1; 0 at the high; NAN not known */
	double high;
	int64_t high_time;
	int64_t since; /* the oldest close that was looked at */
};

enum volatility_span { VOLATILITY_60, VOLATILITY_252, VOLATILITY_SPANS };
extern const int volatility_days[VOLATILITY_SPANS];

struct realised {
	double deviation, zero_mean; /* a year: 0.34; about the mean of the returns, and about zero */
	int64_t since, until;        /* of its closes */
};

/* Where a price stands in its stored closes, adjusted for splits. */
struct standing {
	double price;
	int64_t as_of;
	struct price_fall year, all;                /* from the highest of 52 weeks, and of all that is stored */
	struct realised realised[VOLATILITY_SPANS]; /* of daily closes; NAN where too few are stored */
	char interval[8];                           /* of the bars */
	char source[SOURCE_NAME_SIZE];              /* of the bars */
};

void path_reading_init(struct path_reading *r); /* all missing */
void standing_init(struct standing *s);

#endif
