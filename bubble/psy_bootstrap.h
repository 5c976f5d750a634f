/* Wild bootstrap of the right-tailed unit-root tests: how often a series without any explosive stretch, but
 * with the same outbursts of volatility at the same times, has a statistic as great.
 *
 * Harvey, Leybourne, Sollis and Taylor, "Tests for explosive financial bubbles in the presence of
 * non-stationary volatility", Journal of Empirical Finance 38 (2016): y*_0 = 0, y*_t = sum_{s<=t} w_s dy_s
 * with one fresh normal w_s a replicate and date. The whole statistic is computed anew for each replicate;
 * p = (1 + #{S* >= S}) / (B + 1).
 *
 * Made in slices, so that a caller with other duties can go on between them. A replicate is a function of
 * seed and number alone: a new observation costs each replicate one end, O(T), not a new replicate. */
#ifndef FROTH_BUBBLE_PSY_BOOTSTRAP_H
#define FROTH_BUBBLE_PSY_BOOTSTRAP_H

#include "bubble/psy.h"

#include <stdint.h>

enum psy_statistic {
	PSY_SADF,
	PSY_GSADF,
	PSY_LAST, /* BSADF at the last observation: is it explosive now */
	PSY_STATISTICS
};

enum psy_weights {
	PSY_WEIGHTS_NORMAL, /* as in the paper */
	PSY_WEIGHTS_SIGNS   /* plus or minus one: keeps the size of every change */
};

struct psy_bootstrap {
	int count, window, lag;
	enum psy_weights weights;
	uint64_t seed;
	int replicates, done;
	double observed[PSY_STATISTICS];
	double *replicated[PSY_STATISTICS]; /* owned; the first `done` hold values */
	double *changes;                    /* owned; of the series, [0] is not read */
	double *scratch;                    /* owned; 4 count */
};

/* For a series and its statistics p. -1 without memory or for a number of replicates not in 1..1000000. */
int psy_bootstrap_init(struct psy_bootstrap *b, const struct psy *p, const double *series, enum psy_weights weights,
		       int replicates, uint64_t seed, struct error *err);
void psy_bootstrap_release(struct psy_bootstrap *b);
/* Makes at most `most` further replicates; returns how many are left to do. */
int psy_bootstrap_run(struct psy_bootstrap *b, int most);
/* Adds the observation by which p (see psy_extend) and the series have become longer: one end a replicate.
 * -1 without memory. A p of another window or lag makes all replicates undone. */
int psy_bootstrap_extend(struct psy_bootstrap *b, const struct psy *p, const double *series, struct error *err);

/* By the replicates that are done; NAN where the series has no such statistic. */
double psy_bootstrap_p(const struct psy_bootstrap *b, enum psy_statistic which);
/* The quantile of the replicates' statistics; NAN if none is done. -1 without memory sets *out NAN. */
int psy_bootstrap_quantiles(const struct psy_bootstrap *b, enum psy_statistic which, const double *probabilities,
			    int count, double *out);

#endif
