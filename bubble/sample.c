#include "bubble/sample.h"

#include <math.h>
#include <stdlib.h>

double percentile_mid_rank(const double *sample, size_t count, double x)
{
	double rank = 0;

	if (count == 0 || isnan(x))
		return (double)NAN;
	for (size_t i = 0; i < count; i++) {
		if (isnan(sample[i]))
			return (double)NAN;
		rank += sample[i] < x ? 1 : sample[i] == x ? 0.5 : 0;
	}
	return 100 * rank / (double)count;
}

static int ascending(const void *left, const void *right)
{
	double a = *(const double *)left, b = *(const double *)right;

	if (isnan(a) || isnan(b))
		return (isnan(b) != 0) - (isnan(a) != 0);
	return (a > b) - (a < b);
}

void sample_sort(double *sample, size_t count)
{
	qsort(sample, count, sizeof *sample, ascending);
}

double sample_quantile(const double *sorted, size_t count, double probability)
{
	if (count == 0)
		return (double)NAN;
	double place = (double)(count - 1) * fmin(1, fmax(0, probability));
	size_t below = (size_t)floor(place);

	if (below + 1 >= count)
		return sorted[count - 1];
	return sorted[below] + (place - (double)below) * (sorted[below + 1] - sorted[below]);
}
