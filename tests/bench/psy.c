/* How long the unit-root tests take on one core, beside exuber 1.1.0 (R 4.2, measured on a like machine). */
#include <stdio.h>
#include <time.h>

#include "bubble/psy_bootstrap.h"
#include "bubble/random.h"
#include "bubble/sample.h"

#define PSY_BENCH_MOST 2000

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
	enum { ROUNDS = 9 };
	static double y[PSY_BENCH_MOST];
	double took[ROUNDS];
	struct error err;

	walk(y, count, 0);
	for (int round = 0; round < ROUNDS; round++) {
		struct psy p;
		double start = seconds();

		if (psy_compute(&p, y, (size_t)count, lag, 0, &err))
			return 1;
		took[round] = seconds() - start;
		psy_release(&p);
	}
	sample_sort(took, ROUNDS);
	double median = sample_quantile(took, ROUNDS, 0.5);
	printf("  %6d %4d %12.2f %12.0f %14.0f\n", count, lag, median * 1e3, exuber_s * 1e3, exuber_s / median);
	return 0;
}

/* Five weekly series of ten years, each with 999 replicates. */
static int bootstrap_measure(int lag)
{
	enum { SERIES = 5, COUNT = 520, REPLICATES = 999 };
	double y[COUNT], start = seconds();
	struct error err;

	for (int i = 0; i < SERIES; i++) {
		struct psy_bootstrap b;
		struct psy p;

		walk(y, COUNT, (uint64_t)i);
		if (psy_compute(&p, y, COUNT, lag, 0, &err) ||
		    psy_bootstrap_init(&b, &p, y, PSY_WEIGHTS_NORMAL, REPLICATES, 1, &err))
			return 1;
		psy_bootstrap_run(&b, REPLICATES);
		psy_bootstrap_release(&b);
		psy_release(&p);
	}
	printf("  5 series, T = %d, B = %d, lag %d: %.2f s of CPU\n", COUNT, REPLICATES, lag, seconds() - start);
	return 0;
}

int main(void)
{
	printf("GSADF of one series, CPU of one core; exuber 1.1.0 as measured on a like machine\n"
	       "  %6s %4s %12s %12s %14s\n",
	       "T", "lag", "median ms", "exuber ms", "exuber / it");
	for (size_t i = 0; i < sizeof cases / sizeof cases[0]; i++)
		if (gsadf_measure(cases[i].count, cases[i].lag, cases[i].exuber_s))
			return 1;
	printf("\nwild bootstrap\n");
	return bootstrap_measure(0) || bootstrap_measure(1);
}
