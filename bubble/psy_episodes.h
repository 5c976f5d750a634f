/* When a series was explosive: runs of BSADF above its critical values.
 *
 * An episode starts at the first observation above and ends before the first one that is not. Runs
 * shorter than a least length are dropped. Since a crash is explosive too, each episode is signed by the
 * series itself. Which critical values are used is a rule of its own and changes the answer:
 * - quantiles of BSADF at each observation (pointwise), as in the tables of Phillips, Shi and Yu;
 * - quantiles of SADF over the observations so far, as the text of the paper has it and exuber computes. */
#ifndef FROTH_BUBBLE_PSY_EPISODES_H
#define FROTH_BUBBLE_PSY_EPISODES_H

#include <stdbool.h>
#include <stddef.h>

enum psy_direction { PSY_RISE, PSY_FALL };
const char *psy_direction_name(enum psy_direction d); /* "rise", "fall" */

struct psy_episode {
	int start, end; /* first and last observation of the run, from 0 */
	int peak;       /* where BSADF is greatest */
	enum psy_direction direction;
	bool open; /* it reaches the last observation: its end is not known */
};

/* log T rounded up, at least 1: runs shorter than log T are dropped. */
int psy_least_length(int count);

/* Finds up to `most` episodes in time order and returns how many there are in all. bsadf and critical have
 * `count` entries; where either is NAN the observation is not above. series gives the direction. */
int psy_episodes(const double *series, const double *bsadf, const double *critical, int count, int least_length,
		 struct psy_episode *out, int most);

#endif
