/* The simulation behind share/psy_critical.tsv. */
#include <math.h>
#include <stdlib.h>

#include "bubble/psy.h"
#include "bubble/psy_critical.h"
#include "bubble/random.h"
#include "bubble/sample.h"

/* Quantiles rise fast while the first windows come in, then slowly: parts of the way from window to end. */
static const double parts[PSY_CRITICAL_ENDS] = { 0,    0.01, 0.025, 0.05, 0.08, 0.12, 0.18, 0.25,
						 0.33, 0.42, 0.52,  0.62, 0.72, 0.82, 0.91, 1 };

struct simulation {
	struct psy_series series;
	int replicates;
	int ends[PSY_CRITICAL_ENDS];
	double *levels, *differences, *badf, *bsadf;      /* parts of the owned block `memory` */
	double *drawn[PSY_CRITICAL_ENDS][PSY_QUANTITIES]; /* replicates each, likewise */
	double *memory;
};

static int simulation_init(struct simulation *s, int lag, int count, int replicates, struct error *err)
{
	size_t n = (size_t)count, draws = (size_t)replicates;
	int window = psy_window(count);

	if (lag < 0 || lag > PSY_LAG_MAX || count > PSY_COUNT_MAX || window < 2 * lag + 4 || replicates < 1)
		return error_set(err, "cannot simulate %d observations at lag %d, %d times", count, lag, replicates);
	*s = (struct simulation){ .replicates = replicates };
	s->memory = calloc(4 * n + PSY_CRITICAL_ENDS * PSY_QUANTITIES * draws, sizeof *s->memory);
	if (!s->memory)
		return error_set(err, "out of memory for %d replicates", replicates);
	s->levels = s->memory;
	s->differences = s->levels + n;
	s->badf = s->differences + n;
	s->bsadf = s->badf + n;
	s->series = (struct psy_series){ s->levels, s->differences, count, lag, window };
	double *next = s->bsadf + n;
	for (int e = 0; e < PSY_CRITICAL_ENDS; e++) {
		s->ends[e] = window + (int)lround(parts[e] * (count - window));
		for (int q = 0; q < PSY_QUANTITIES; q++, next += draws)
			s->drawn[e][q] = next;
	}
	return 0;
}

static void walk_make(struct simulation *s, uint64_t seed, int replicate)
{
	struct random r;

	random_init(&r, seed, (uint64_t)replicate);
	s->levels[0] = 0;
	for (int t = 1; t < s->series.count; t++) {
		s->differences[t] = random_normal(&r);
		s->levels[t] = s->levels[t - 1] + s->differences[t];
	}
}

static void walk_measure(struct simulation *s, int replicate)
{
	double sadf = -(double)INFINITY, gsadf = -(double)INFINITY;
	int from = s->series.window - 1, e = 0;

	psy_kernel(&s->series, from, s->series.count - 1, s->badf, s->bsadf);
	for (int t = from; t < s->series.count; t++) {
		sadf = fmax(sadf, s->badf[t]);
		gsadf = fmax(gsadf, s->bsadf[t]);
		for (; e < PSY_CRITICAL_ENDS && s->ends[e] == t + 1; e++) {
			s->drawn[e][PSY_QUANTITY_BADF][replicate] = s->badf[t];
			s->drawn[e][PSY_QUANTITY_BSADF][replicate] = s->bsadf[t];
			s->drawn[e][PSY_QUANTITY_SADF][replicate] = sadf;
			s->drawn[e][PSY_QUANTITY_GSADF][replicate] = gsadf;
		}
	}
}

static void row_make(const struct simulation *s, int e, struct psy_critical_row *row)
{
	static const double probabilities[PSY_LEVELS] = { 0.90, 0.95, 0.99 };
	size_t draws = (size_t)s->replicates;

	*row = (struct psy_critical_row){ .lag = s->series.lag, .count = s->series.count, .end = s->ends[e] };
	for (int q = 0; q < PSY_QUANTITIES; q++) {
		sample_sort(s->drawn[e][q], draws);
		for (int level = 0; level < PSY_LEVELS; level++)
			row->quantiles.value[q][level] = sample_quantile(s->drawn[e][q], draws, probabilities[level]);
	}
}

int psy_critical_simulate(int lag, int count, int replicates, uint64_t seed,
			  struct psy_critical_row rows[PSY_CRITICAL_ENDS], struct error *err)
{
	struct simulation s;

	if (simulation_init(&s, lag, count, replicates, err))
		return -1;
	for (int i = 0; i < replicates; i++) {
		walk_make(&s, seed, i);
		walk_measure(&s, i);
	}
	for (int e = 0; e < PSY_CRITICAL_ENDS; e++)
		row_make(&s, e, &rows[e]);
	free(s.memory);
	return 0;
}
