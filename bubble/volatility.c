#include "bubble/volatility.h"

#include <math.h>
#include <stdbool.h>

static bool is_price(double close)
{
	return isfinite(close) && close > 0;
}

static bool are_prices(const double *closes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!is_price(closes[i]))
			return false;
	return true;
}

struct volatility realised_volatility(const double *closes, size_t count, double periods_per_year)
{
	struct volatility v = { (double)NAN, (double)NAN };
	double mean = 0, centred = 0, squares = 0;

	if (count < 3 || !are_prices(closes, count))
		return v;
	for (size_t i = 1; i < count; i++) {
		double r = log(closes[i] / closes[i - 1]);
		double step = r - mean;

		mean += step / (double)i;
		centred += step * (r - mean);
		squares += r * r;
	}
	v.deviation = sqrt(periods_per_year * centred / (double)(count - 2));
	v.zero_mean = sqrt(periods_per_year * squares / (double)(count - 1));
	return v;
}

int drawdowns(const double *closes, size_t count, double *out)
{
	double top = 0;

	for (size_t i = 0; i < count; i++) {
		if (!is_price(closes[i]))
			return -1;
		top = fmax(top, closes[i]);
		out[i] = closes[i] / top - 1;
	}
	return 0;
}

int deepest_fall(const double *closes, size_t count, struct fall *fall)
{
	size_t top = 0;

	if (count == 0 || !are_prices(closes, count))
		return -1;
	*fall = (struct fall){ 0, 0, 0 };
	for (size_t i = 0; i < count; i++) {
		double depth = closes[i] / closes[top] - 1;

		if (depth > 0)
			top = i;
		else if (depth < fall->depth)
			*fall = (struct fall){ top, i, depth };
	}
	return 0;
}

struct alignment align_paths(const double *a, const double *b, size_t count)
{
	struct alignment result = { (double)NAN, (double)NAN, (double)NAN, (double)NAN };
	double mean_a = 0, mean_b = 0, saa = 0, sbb = 0, sab = 0, squares = 0;

	if (count < 2 || !are_prices(a, count) || !are_prices(b, count))
		return result;
	for (size_t i = 0; i < count; i++) {
		double x = log(a[i] / a[0]), y = log(b[i] / b[0]);
		double dx = x - mean_a, dy = y - mean_b, n = (double)(i + 1);

		mean_a += dx / n;
		mean_b += dy / n;
		saa += dx * (x - mean_a);
		sbb += dy * (y - mean_b);
		sab += dx * (y - mean_b);
		squares += (x - y) * (x - y);
	}
	result.growth_a = a[count - 1] / a[0];
	result.growth_b = b[count - 1] / b[0];
	result.correlation = saa > 0 && sbb > 0 ? sab / sqrt(saa * sbb) : (double)NAN;
	result.rmse = sqrt(squares / (double)count);
	return result;
}
