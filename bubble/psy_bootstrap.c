#include "bubble/psy_bootstrap.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bubble/random.h"
#include "bubble/sample.h"

static void observe(struct psy_bootstrap *b, const struct psy *p)
{
	b->observed[PSY_SADF] = p->sadf;
	b->observed[PSY_GSADF] = p->gsadf;
	b->observed[PSY_LAST] = p->bsadf[p->count - 1];
}

/* Room for `count` observations, and their changes. */
static int series_take(struct psy_bootstrap *b, const double *series, int count, struct error *err)
{
	size_t n = (size_t)count;
	double *changes = realloc(b->changes, n * sizeof *changes);
	if (changes)
		b->changes = changes;
	double *scratch = realloc(b->scratch, 4 * n * sizeof *scratch);
	if (scratch)
		b->scratch = scratch;
	if (!changes || !scratch)
		return error_set(err, "out of memory for %d observations", count);
	b->count = count;
	b->changes[0] = 0;
	for (size_t t = 1; t < n; t++)
		b->changes[t] = series[t] - series[t - 1];
	/* The statistics do not depend on scale; see psy.c. */
	double reach = 0;
	int exponent;
	for (size_t t = 1; t < n; t++)
		reach = fmax(reach, fabs(b->changes[t]));
	frexp(reach, &exponent);
	for (size_t t = 1; t < n; t++)
		b->changes[t] = ldexp(b->changes[t], -exponent);
	return 0;
}

int psy_bootstrap_init(struct psy_bootstrap *b, const struct psy *p, const double *series, enum psy_weights weights,
		       int replicates, uint64_t seed, struct error *err)
{
	*b = (struct psy_bootstrap){ .window = p->window, .lag = p->lag, .weights = weights, .seed = seed };
	b->replicates = replicates;
	if (replicates < 1 || replicates > 1000000)
		return error_set(err, "expected 1 to 1000000 replicates, got %d", replicates);
	for (int k = 0; k < PSY_STATISTICS; k++) {
		b->replicated[k] = malloc((size_t)replicates * sizeof(double));
		if (!b->replicated[k]) {
			psy_bootstrap_release(b);
			return error_set(err, "out of memory for %d replicates", replicates);
		}
	}
	if (series_take(b, series, p->count, err)) {
		psy_bootstrap_release(b);
		return -1;
	}
	observe(b, p);
	return 0;
}

void psy_bootstrap_release(struct psy_bootstrap *b)
{
	for (int k = 0; k < PSY_STATISTICS; k++)
		free(b->replicated[k]);
	free(b->changes);
	free(b->scratch);
	*b = (struct psy_bootstrap){ 0 };
}

static double weight_draw(const struct psy_bootstrap *b, struct random *r)
{
	if (b->weights == PSY_WEIGHTS_NORMAL)
		return random_normal(r);
	return random_uniform(r) < 0.5 ? -1 : 1;
}

/* The ends from `first` on of replicate i. */
static void replicate(struct psy_bootstrap *b, int i, int first)
{
	double *levels = b->scratch, *differences = levels + b->count;
	double *badf = differences + b->count, *bsadf = badf + b->count;
	struct psy_series s = { levels, differences, b->count, b->lag, b->window };
	struct random r;

	random_init(&r, b->seed, (uint64_t)i);
	levels[0] = 0;
	for (int t = 1; t < b->count; t++) {
		differences[t] = weight_draw(b, &r) * b->changes[t];
		levels[t] = levels[t - 1] + differences[t];
	}
	psy_kernel(&s, first, b->count - 1, badf, bsadf);
	for (int t = first; t < b->count; t++) {
		b->replicated[PSY_SADF][i] = fmax(b->replicated[PSY_SADF][i], badf[t]);
		b->replicated[PSY_GSADF][i] = fmax(b->replicated[PSY_GSADF][i], bsadf[t]);
	}
	b->replicated[PSY_LAST][i] = bsadf[b->count - 1];
}

int psy_bootstrap_run(struct psy_bootstrap *b, int most)
{
	for (; most > 0 && b->done < b->replicates; most--, b->done++) {
		for (int k = 0; k < PSY_STATISTICS; k++)
			b->replicated[k][b->done] = -(double)INFINITY;
		replicate(b, b->done, b->window - 1);
	}
	return b->replicates - b->done;
}

int psy_bootstrap_extend(struct psy_bootstrap *b, const struct psy *p, const double *series, struct error *err)
{
	int first = b->count;

	if (series_take(b, series, p->count, err))
		return -1;
	observe(b, p);
	if (p->window != b->window || p->lag != b->lag || p->count <= first) {
		b->window = p->window;
		b->lag = p->lag;
		b->done = 0;
	}
	for (int i = 0; i < b->done; i++)
		replicate(b, i, first);
	return 0;
}

double psy_bootstrap_p(const struct psy_bootstrap *b, enum psy_statistic which)
{
	int as_great = 0;

	if (isnan(b->observed[which]))
		return (double)NAN;
	for (int i = 0; i < b->done; i++)
		as_great += b->replicated[which][i] >= b->observed[which];
	return (1.0 + as_great) / (b->done + 1.0);
}

int psy_bootstrap_quantiles(const struct psy_bootstrap *b, enum psy_statistic which, const double *probabilities,
			    int count, double *out)
{
	size_t done = (size_t)b->done;
	double *sorted = malloc((done + 1) * sizeof *sorted);

	for (int i = 0; i < count; i++)
		out[i] = (double)NAN;
	if (!sorted)
		return -1;
	memcpy(sorted, b->replicated[which], done * sizeof *sorted);
	sample_sort(sorted, done);
	for (int i = 0; i < count; i++)
		out[i] = sample_quantile(sorted, done, probabilities[i]);
	free(sorted);
	return 0;
}
