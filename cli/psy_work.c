#include "cli/psy_work.h"

#include <stdlib.h>
#include <string.h>

#include "base/hash.h"
#include "bubble/psy_episodes.h"

#define EPISODES_MAX 256 /* more than fit into WEEKLY_MOST weeks, the short ones dropped */

uint64_t psy_work_hash(const struct weekly_series *series, size_t count, int lag, int replicates)
{
	const int64_t settings[] = { (int64_t)count, lag, psy_window((int)count), replicates, PSY_WORK_SEED };
	uint64_t hash = hash_on(HASH_START, settings, sizeof settings);
	hash = hash_on(hash, series->times, count * sizeof *series->times);
	return hash_on(hash, series->closes, count * sizeof *series->closes);
}

void psy_work_release(struct psy_work *w)
{
	if (w->count > 0) {
		psy_release(&w->psy);
		psy_bootstrap_release(&w->bootstrap);
	}
	free(w->logs);
	*w = (struct psy_work){ .count = 0 };
}

/* ---- begin ---- */

static int begin_anew(struct psy_work *w, double *logs, size_t count, int lag, struct error *err)
{
	psy_work_release(w);
	if (psy_compute(&w->psy, logs, count, lag, 0, err))
		return -1;
	int status = isnan(w->psy.gsadf) ? error_set(err, "no window of %d weeks has a statistic", w->psy.window)
					 : psy_bootstrap_init(&w->bootstrap, &w->psy, logs, PSY_WEIGHTS_NORMAL,
							      PSY_WORK_REPLICATES, PSY_WORK_SEED, err);
	if (status)
		psy_release(&w->psy);
	return status;
}

/* Whether the series is the one that is held, with so many more observations and the same least window. */
static bool goes_on(const struct psy_work *w, const double *logs, size_t count, int lag, size_t more)
{
	return w->count > 0 && w->psy.lag == lag && count == w->count + more &&
	       psy_window((int)count) == w->psy.window && !memcmp(w->logs, logs, w->count * sizeof *logs);
}

static int extend(struct psy_work *w, const double *logs, size_t count, struct error *err)
{
	return psy_extend(&w->psy, logs, count, err) || psy_bootstrap_extend(&w->bootstrap, &w->psy, logs, err) ? -1
														: 0;
}

static int begin_with(struct psy_work *w, double *logs, size_t count, int lag, struct error *err)
{
	if (goes_on(w, logs, count, lag, 0))
		return 0;
	if (goes_on(w, logs, count, lag, 1) && extend(w, logs, count, err) == 0)
		return 0;
	return begin_anew(w, logs, count, lag, err);
}

int psy_work_begin(struct psy_work *w, const struct weekly_series *series, size_t count, int lag, struct error *err)
{
	double *logs = malloc((count + 1) * sizeof *logs);
	if (!logs)
		return error_set(err, "out of memory for %zu weeks", count);
	if (psy_logarithms(series->closes, count, logs, err) || begin_with(w, logs, count, lag, err)) {
		free(logs);
		return -1;
	}
	free(w->logs);
	w->logs = logs;
	w->count = count;
	return 0;
}

int psy_work_run(struct psy_work *w, int target, int most)
{
	int left = target - w->bootstrap.done;
	if (left <= 0)
		return 0;
	psy_bootstrap_run(&w->bootstrap, left < most ? left : most);
	return target - w->bootstrap.done;
}

/* ---- result ---- */

static void take_critical(struct series_test *t, const struct psy_critical_table *table)
{
	struct psy_critical values;
	bool covered = psy_critical_find(table, t->lag, t->count, t->count, &values, NULL) == 0;
	for (int k = 0; k < SERIES_TEST_LEVELS; k++) {
		t->critical_gsadf[k] = covered ? values.value[PSY_QUANTITY_GSADF][k] : (double)NAN;
		t->critical_bsadf[k] = covered ? values.value[PSY_QUANTITY_BSADF][k] : (double)NAN;
	}
}

/* The episode that the last observation is in, if it is in one. */
static void stamp(struct series_test *t, const struct psy_work *w, const struct weekly_series *series,
		  const double *critical)
{
	struct psy_episode episodes[EPISODES_MAX];
	int found = psy_episodes(w->logs, w->psy.bsadf, critical, t->count, psy_least_length(t->count), episodes,
				 EPISODES_MAX);
	if (found < 1 || found > EPISODES_MAX || !episodes[found - 1].open)
		return;
	t->state = episodes[found - 1].direction == PSY_RISE ? EPISODE_RISE : EPISODE_FALL;
	t->episode_start = series->times[episodes[found - 1].start];
}

static int take_episode(struct series_test *t, const struct psy_work *w, const struct weekly_series *series,
			const struct psy_critical_table *table, struct error *err)
{
	double *critical = malloc(w->count * sizeof *critical);
	if (!critical)
		return error_set(err, "out of memory for %zu weeks", w->count);
	/* Beyond the table's lengths there is no stamp. */
	if (psy_critical_sequence(table, t->lag, t->count, PSY_QUANTITY_BSADF, PSY_LEVEL_95, critical, NULL) == 0)
		stamp(t, w, series, critical);
	free(critical);
	return 0;
}

int psy_work_result(const struct psy_work *w, const struct weekly_series *series,
		    const struct psy_critical_table *critical, struct series_test *t, struct error *err)
{
	const struct psy *p = &w->psy;
	*t = (struct series_test){
		.lag = p->lag,
		.count = p->count,
		.window = p->window,
		.first = series->times[0],
		.last = series->times[w->count - 1],
		.adf = p->adf,
		.sadf = p->sadf,
		.gsadf = p->gsadf,
		.bsadf = p->bsadf[p->count - 1],
		.gsadf_at = series->times[p->gsadf_at],
		.replicates = w->bootstrap.done,
		.p_gsadf = psy_bootstrap_p(&w->bootstrap, PSY_GSADF),
		.p_bsadf = psy_bootstrap_p(&w->bootstrap, PSY_LAST),
		.state = EPISODE_NONE,
	};
	take_critical(t, critical);
	return take_episode(t, w, series, critical, err);
}
