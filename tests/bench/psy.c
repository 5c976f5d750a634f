/* How long the unit-root tests take on one core, beside exuber 1.1.0 (R 4.2, a like machine, 2026). */
#include <stdio.h>
#include <stdlib.h>
#include <time.h>

#include "bubble/psy_bootstrap.h"
#include "bubble/random.h"

static const struct {
	int count, lag;
	double exuber_s;
} cases[] = {
	{ 200, 0, 0.007 },  { 200, 1, 0.020 }, { 500, 0, 0.042 }, { 500, 1, 0.257 },
	{ 1000, 0, 0.427 }, { 1000, 1, 1.53 }, { 2000, 0, 2.81 }, { 2000, 1, 10.3 },
};

static double seconds(void)
{
	struct timespec t;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void walk(double *y, int count, uint64_t stream)
{
	struct random r;

	random_init(&r, 1, stream);
	y[0] = 100;
	for (int t = 1; t < count; t++)
		y[t] = y[t - 1] + random_normal(&r);
}

static int gsadf_measure(int count, int lag, double exuber_s)
{
	double *y = malloc((size_t)count * sizeof *y), best = 1e9;
	struct error err;

	if (!y)
		return 1;
	walk(y, count, 0);
	for (int round = 0; round < 5; round++) {
		struct psy p;
		double start = seconds();

		if (psy_compute(&p, y, (size_t)count, lag, 0, &err))
			return 1;
		double took = seconds() - start;
		best = took < best ? took : best;
		psy_release(&p);
	}
	printf("figure: GSADF T = %d, lag %d: %.2f ms (exuber %.0f ms)\n", count, lag, best * 1e3, exuber_s * 1e3);
	free(y);
	return 0;
}

/* Five weekly series of ten years, each with 999 replicates. */
static int bootstrap_measure(int lag)
{
	enum { SERIES = 5, COUNT = 520, REPLICATES = 999 };
	double y[COUNT], start = seconds(), slowest = 0;
	struct error err;

	for (int i = 0; i < SERIES; i++) {
		struct psy_bootstrap b;
		struct psy p;
		int left = REPLICATES;

		walk(y, COUNT, (uint64_t)i);
		if (psy_compute(&p, y, COUNT, lag, 0, &err) ||
		    psy_bootstrap_init(&b, &p, y, PSY_WEIGHTS_NORMAL, REPLICATES, 1, &err))
			return 1;
		while (left > 0) {
			double before = seconds();

			left = psy_bootstrap_run(&b, 10);
			double took = seconds() - before;
			slowest = took > slowest ? took : slowest;
		}
		psy_bootstrap_release(&b);
		psy_release(&p);
	}
	printf("figure: wild bootstrap, 5 series, T = %d, B = %d, lag %d: %.2f s of CPU, slowest slice of 10: %.1f "
	       "ms\n",
	       COUNT, REPLICATES, lag, seconds() - start, slowest * 1e3);
	return 0;
}

int main(void)
{
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (gsadf_measure(cases[i].count, cases[i].lag, cases[i].exuber_s))
			return 1;
	return bootstrap_measure(0) || bootstrap_measure(1);
}
