#include "widgets/axis.h"

#include <math.h>

static double nice_step(double rough)
{
	static const double steps[] = { 1, 2, 2.5, 5, 10 };
	double power = pow(10, floor(log10(rough)));
	for (unsigned i = 0; i < sizeof steps / sizeof *steps; i++)
		if (steps[i] * power >= rough * (1 - 1e-9))
			return steps[i] * power;
	return 10 * power;
}

static int decimals_of(double step)
{
	int decimals = 0;
	while (decimals < 6 && fabs(step - round(step)) > 1e-6 * step) {
		step *= 10;
		decimals++;
	}
	return decimals;
}

void axis_init(struct axis *a, double low, double high, int labels)
{
	if (!(high > low)) {
		double around = low != 0 ? fabs(low) * 0.005 : 0.5;
		high = low + around;
		low -= around;
	}
	a->low = low;
	a->high = high;
	a->step = nice_step((high - low) / (labels > 2 ? labels : 2));
	a->first = ceil(low / a->step - 1e-9) * a->step;
	a->decimals = decimals_of(a->step);
}
