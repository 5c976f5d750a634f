/* What a correlation of two paths is worth: that of random walks which share nothing (Granger and Newbold 1974,
 * Journal of Econometrics 2; Phillips 1986, Journal of Econometrics 33: it does not vanish in long series). */
#include <math.h>
#include <stdlib.h>

#include "bubble/path.h"
#include "bubble/random.h"
#include "bubble/sample.h"

struct walk { /* per unit of time */
	double drift, deviation;
};

static int walk_estimate(struct walk *w, const double *closes, const struct path_pairs *p)
{
	double squares = 0;
	for (size_t i = 0; i < p->count; i++)
		if (!(closes[i] > 0) || !isfinite(closes[i]))
			return -1;
	w->drift = log(closes[p->count - 1] / closes[0]) / (p->at[p->count - 1] - p->at[0]);
	for (size_t i = 1; i < p->count; i++) {
		double time = p->at[i] - p->at[i - 1], off = log(closes[i] / closes[i - 1]) - w->drift * time;
		squares += off * off / time;
	}
	w->deviation = sqrt(squares / (double)(p->count - 2));
	return w->deviation > 0 ? 0 : -1;
}

/* Correlation as it grows, by means and centred sums. */
struct growing {
	double n, mean_x, mean_y, sxx, syy, sxy;
};

static void growing_add(struct growing *g, double x, double y)
{
	double dx = x - g->mean_x, dy = y - g->mean_y;
	g->n++;
	g->mean_x += dx / g->n;
	g->mean_y += dy / g->n;
	g->sxx += dx * (x - g->mean_x);
	g->syy += dy * (y - g->mean_y);
	g->sxy += dx * (y - g->mean_y);
}

static double walks_correlate(const struct walk walks[2], const struct path_pairs *p, struct random *random)
{
	struct growing g = { 0 };
	double x = 0, y = 0;
	growing_add(&g, x, y);
	for (size_t i = 1; i < p->count; i++) {
		double time = p->at[i] - p->at[i - 1], root = sqrt(time);
		x += walks[0].drift * time + walks[0].deviation * root * random_normal(random);
		y += walks[1].drift * time + walks[1].deviation * root * random_normal(random);
		growing_add(&g, x, y);
	}
	return g.sxy / sqrt(g.sxx * g.syy);
}

static void random_range_take(struct random_range *out, double *sample, double correlation)
{
	int above = 0;
	for (int i = 0; i < out->reps; i++)
		above += sample[i] >= correlation;
	size_t count = (size_t)out->reps;
	sample_sort(sample, count);
	out->median = sample_quantile(sample, count, 0.5);
	out->low = sample_quantile(sample, count, 0.05);
	out->high = sample_quantile(sample, count, 0.95);
	out->share = isfinite(correlation) ? (double)above / out->reps : (double)NAN;
}

int path_randomise(struct random_range *out, const struct path_pairs *pairs, double correlation, int reps,
		   uint64_t seed)
{
	const double missing = (double)NAN;
	struct walk walks[2];
	*out = (struct random_range){ reps, seed, missing, missing, missing, missing };
	if (reps < 1 || pairs->count < 3 || walk_estimate(&walks[0], pairs->old, pairs) ||
	    walk_estimate(&walks[1], pairs->new, pairs))
		return -1;
	double *sample = calloc((size_t)reps, sizeof *sample);
	if (!sample)
		return -1;
	for (int i = 0; i < reps; i++) {
		struct random random;
		random_init(&random, seed, (uint64_t)i);
		sample[i] = walks_correlate(walks, pairs, &random);
	}
	random_range_take(out, sample, correlation);
	free(sample);
	return 0;
}
