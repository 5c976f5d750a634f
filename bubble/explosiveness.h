/* X, explosiveness: whether prices grow explosively now, by the right-tailed unit-root tests of weekly closes.
 *
 * A test scores 100 (1 - p) with the wild bootstrap's p of BSADF at the last week, and 0 while the open
 * episode is a fall: a crash is explosive too. It is made at lag 0 and at lag 1, and the lower score counts,
 * since one must not pick the lag that suits. The group is tested once, as one portfolio of its companies: of
 * five tests of 5 % one rejects by chance nearly every fourth time. Both camps read the same: data, no opinion. */
#ifndef FROTH_BUBBLE_EXPLOSIVENESS_H
#define FROTH_BUBBLE_EXPLOSIVENESS_H

#include "bubble/bubble.h"

/* In about two years of weekly closes the least window is four months; no test of fewer weeks counts. */
#define EXPLOSIVENESS_WEEKS 100

#define EXPLOSIVENESS_LAGS 2

struct explosiveness {
	/* The newest usable test at each lag, borrowed: with replicates and a p-value; NULL if there is none. */
	const struct series_test *tests[EXPLOSIVENESS_LAGS];
	const struct series_test *decides; /* the one with the lower score; NULL unless there is one at each lag */
	double score;                      /* 0-100, NAN without decides */
	char missing[80];                  /* why there is none: "not yet: needs 100 weeks of closes"; else "" */
};

/* For a symbol, or SERIES_GROUP; tests whose last week ended after `until` do not count. */
void explosiveness_compute(struct explosiveness *x, const struct bubble_inputs *in, const char *symbol, int64_t until);

/* How many of the index's companies were in an explosive rise, or fall, in their last week at that lag. */
struct explosive_count {
	int tested, rising, falling;
};
struct explosive_count explosive_companies(const struct bubble_inputs *in, int lag, int64_t until);

#endif
