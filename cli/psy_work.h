/* The unit-root test of one weekly series at one lag, made piece by piece: no piece takes more than a few
 * milliseconds, so that the collector goes on polling between them.
 *
 * Used by cli/statistics_psy.c. Keeps what it has: more replicates go on from those that are made, and where
 * the series has grown by one week each replicate costs one more end and not a new series. The same
 * observations give the same numbers however they were come by. */
#ifndef FROTH_CLI_PSY_WORK_H
#define FROTH_CLI_PSY_WORK_H

#include "bubble/psy_bootstrap.h"
#include "bubble/psy_critical.h"
#include "market/series_test.h"
#include "market/weekly.h"

#define PSY_WORK_SEED 1 /* that of `froth psy`, so that a person who has the closes can check */
#define PSY_WORK_REPLICATES 999

struct psy_work {
	double *logs; /* owned; of the closes that psy and bootstrap speak of */
	size_t count; /* 0: nothing is begun */
	struct psy psy;
	struct psy_bootstrap bootstrap;
};

/* Begins with the first `count` closes of the series, or goes on with them. -1, and nothing is begun: psy_compute
 * refuses them, or all its statistics are void. */
int psy_work_begin(struct psy_work *w, const struct weekly_series *series, size_t count, int lag, struct error *err);
/* Makes at most `most` replicates until there are `target`; returns how many are left to do. */
int psy_work_run(struct psy_work *w, int target, int most);
/* The result by the replicates that are made; fills all but symbol, hash and computed. */
int psy_work_result(const struct psy_work *w, const struct weekly_series *series,
		    const struct psy_critical_table *critical, struct series_test *t, struct error *err);
void psy_work_release(struct psy_work *w);

/* Of all that decides the result: the observations with their times, lag, window, replicates, seed. */
uint64_t psy_work_hash(const struct weekly_series *series, size_t count, int lag, int replicates);

#endif
