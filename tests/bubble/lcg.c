#include "tests/bubble/lcg.h"

#include <stdint.h>

static double lcg_step(uint32_t *x)
{
	double sum = 0;

	for (int i = 0; i < 12; i++) {
		*x = (UINT32_C(1103515245) * *x + 12345) & UINT32_C(0x7fffffff);
		sum += *x / 2147483648.0;
	}
	return sum - 6;
}

void lcg_series(double *y, int count, bool bubble)
{
	int start = 2 * count / 5, end = 3 * count / 5;
	uint32_t x = 12345;
	double before = 100;

	y[0] = 100;
	for (int t = 1; t < count; t++) {
		double e = lcg_step(&x);

		if (t == start)
			before = y[t - 1];
		if (bubble && t >= start && t < end)
			y[t] = (1 + 8.0 / count) * y[t - 1] + e;
		else
			y[t] = (bubble && t == end ? before : y[t - 1]) + e;
	}
}
