/* Whether a series of prices grew explosively: one right-tailed unit-root test as it was computed, with the
 * series and the numbers that decided it. Computed by the collector from stored closes, kept by store/, read
 * by bubble/ for X and shown beside it. Pure data: the tests themselves are in bubble/psy.h. */
#ifndef FROTH_MARKET_SERIES_TEST_H
#define FROTH_MARKET_SERIES_TEST_H

#include "market/market.h"

#define SERIES_GROUP "GROUP" /* the symbol of the index's companies taken as one portfolio */
#define SERIES_TEST_LEVELS 3 /* 90, 95 and 99 % */

enum episode_state {
	EPISODE_NONE, /* the last observation is not in one */
	EPISODE_RISE,
	EPISODE_FALL
};

struct series_test {
	char symbol[SYMBOL_SIZE]; /* or SERIES_GROUP */
	int lag;
	int count, window;   /* observations, and the least window in observations */
	int64_t first, last; /* times of the first and the last observation: ends of weeks that are over */
	double adf, sadf, gsadf;
	double bsadf;     /* at the last observation */
	int64_t gsadf_at; /* time at which the window of gsadf ends */
	/* Monte Carlo, homoskedastic; NAN where the table does not cover lag or length. */
	double critical_gsadf[SERIES_TEST_LEVELS], critical_bsadf[SERIES_TEST_LEVELS];
	int replicates;           /* of the wild bootstrap; 0: none was made, both p are NAN */
	double p_gsadf, p_bsadf;  /* wild bootstrap, (1 + #{S* >= S}) / (B + 1) */
	enum episode_state state; /* at the last observation, by pointwise BSADF quantiles at 95 % */
	int64_t episode_start;    /* 0 with EPISODE_NONE */
	uint64_t hash; /* of the observations, lag, window, replicates and seed: the same is not computed twice */
	int64_t computed;
};

/* The log-periodic power law fitted to many windows that end at one close: an experiment, of weight 0. */
struct lppls_test {
	char symbol[SYMBOL_SIZE];
	int count;    /* closes of the longest window */
	int64_t last; /* time of the last close */
	int windows;  /* fitted: the denominator */
	int on_bound; /* of them: the best fit lies on a bound of the search, rejected */
	int qualified;
	uint64_t hash;
	int64_t computed;
};

/* The companies of the index: symbols as on the board, ended by NULL. */
extern const char *const index_companies[];

const char *episode_state_name(enum episode_state state); /* "none", "rise", "fall" */

/* The newest test of that symbol and lag whose last observation is not after `until`; borrowed or NULL. */
const struct series_test *series_test_find(const struct series_test *tests, size_t count, const char *symbol, int lag,
					   int64_t until);
/* "GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23: not robust". Robust: the statistic is above its 95 %
 * Monte Carlo value and the bootstrap rejects at 5 % too. */
void series_test_sentence(const struct series_test *t, char *out, size_t size);

#endif
