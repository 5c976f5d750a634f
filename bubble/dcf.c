#include "bubble/dcf.h"

#include <math.h>
#include <stdbool.h>

static bool is_sound(const struct dcf *d)
{
	return isfinite(d->required_return) && isfinite(d->terminal_growth) && d->terminal_growth > -1 &&
	       d->required_return > d->terminal_growth && d->years >= 1;
}

double dcf_value(const struct dcf *d, double earnings, double growth)
{
	if (!is_sound(d) || !isfinite(earnings) || !(growth > -1))
		return (double)NAN;
	double ratio = (1 + growth) / (1 + d->required_return);
	double term = earnings, sum = 0;
	for (int t = 1; t <= d->years; t++) {
		term *= ratio;
		sum += term;
	}
	return sum + term * (1 + d->terminal_growth) / (d->required_return - d->terminal_growth);
}

double dcf_implied_growth(const struct dcf *d, double price, double earnings)
{
	double low = -0.5, high = 2;

	if (!isfinite(price) || price <= 0 || !isfinite(earnings) || earnings <= 0)
		return (double)NAN;
	/* The value rises with g; a comparison with NAN is false, so an unsound d ends here too. */
	if (!(dcf_value(d, earnings, low) <= price && price <= dcf_value(d, earnings, high)))
		return (double)NAN;
	while (high - low > 1e-13) {
		double middle = (low + high) / 2;

		if (middle <= low || middle >= high)
			break;
		if (dcf_value(d, earnings, middle) < price)
			low = middle;
		else
			high = middle;
	}
	return (low + high) / 2;
}
