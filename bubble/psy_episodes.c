#include "bubble/psy_episodes.h"

#include <math.h>

const char *psy_direction_name(enum psy_direction d)
{
	return d == PSY_RISE ? "rise" : "fall";
}

int psy_least_length(int count)
{
	/* A run of n observations is dropped if n < log T, so the least that stays is log T rounded up. */
	return count < 3 ? 1 : (int)ceil(log(count));
}

/* From where the episode started; an episode that peaks at once started from the observation before. */
static enum psy_direction direction_of(const double *series, const struct psy_episode *e)
{
	int from = e->peak > e->start || e->start == 0 ? e->start : e->start - 1;

	return series[e->peak] < series[from] ? PSY_FALL : PSY_RISE;
}

/* The run that starts at `start`. */
static struct psy_episode run_at(const double *bsadf, const double *critical, int count, int start)
{
	struct psy_episode e = { .start = start, .end = start, .peak = start };

	for (int t = start; t < count && bsadf[t] > critical[t]; t++) {
		e.end = t;
		if (bsadf[t] > bsadf[e.peak])
			e.peak = t;
	}
	e.open = e.end == count - 1;
	return e;
}

int psy_episodes(const double *series, const double *bsadf, const double *critical, int count, int least_length,
		 struct psy_episode *out, int most)
{
	int found = 0;

	for (int t = 0; t < count; t++) {
		if (!(bsadf[t] > critical[t]))
			continue;
		struct psy_episode e = run_at(bsadf, critical, count, t);
		t = e.end;
		if (e.end - e.start + 1 < least_length)
			continue;
		e.direction = direction_of(series, &e);
		if (found < most)
			out[found] = e;
		found++;
	}
	return found;
}
