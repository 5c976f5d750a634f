/* What the right-tailed unit-root tests give for a random walk: the critical values that a series'
 * statistics are held against.
 *
 * The shipped table holds for the usual window and lags 0 and 1. For another window or lag they are
 * simulated here, as long as that takes a few seconds. For a longer series than the table has, those of
 * its greatest length stand in: they change little there. Where none of this can be had they are
 * missing, and nothing is stamped. */
#ifndef FROTH_CLI_PSY_NULL_H
#define FROTH_CLI_PSY_NULL_H

#include "bubble/psy.h"
#include "bubble/psy_critical.h"

enum psy_rule { PSY_RULE_BSADF, PSY_RULE_SADF }; /* which quantiles stamp an episode: bubble/psy_episodes.h */

enum psy_null_source { PSY_NULL_TABLE, PSY_NULL_SIMULATED, PSY_NULL_NEAREST, PSY_NULL_MISSING };

struct psy_null {
	enum psy_null_source source;
	int replicates;                             /* of the simulation; 0 otherwise */
	double sadf[PSY_LEVELS], gsadf[PSY_LEVELS]; /* NAN if missing */
	double *stamping; /* owned, one an observation: critical value of BSADF by rule and level; NAN if none */
};

/* For the series behind p. Release in any case. */
int psy_null_find(struct psy_null *n, const struct psy *p, enum psy_rule rule, enum psy_level level, struct error *err);
void psy_null_release(struct psy_null *n);
/* "table", "simulated", "nearest"; NULL if missing. */
const char *psy_null_source_name(enum psy_null_source source);

/* How many replicates of a statistic over a series of that length a person waits for: the greatest of a
 * few round numbers that takes a few seconds, 0 if none does. */
int psy_affordable_replicates(int count, int lag);

extern const double psy_level_pct[PSY_LEVELS]; /* 90, 95, 99 */

#endif
