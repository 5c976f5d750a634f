/* What announced capital has to earn, and what is counted against it. */
#include <math.h>

#include "bubble/component.h"

double annuity(double r, double years)
{
	if (!isfinite(r) || !isfinite(years) || r <= -1 || years <= 0)
		return (double)NAN;
	if (r == 0)
		return 1 / years;
	/* 1 - (1+r)^-L without the cancellation that a small r would bring */
	return r / -expm1(-years * log1p(r));
}

double required_revenue(const struct assumptions *a, double capex_usd)
{
	double s = a->short_lived_share;

	if (!isfinite(capex_usd) || capex_usd <= 0 || !(a->operating_share >= 0 && a->operating_share < 1))
		return (double)NAN;
	double charge = s * annuity(a->required_return, a->gpu_life_years) +
			(1 - s) * annuity(a->required_return, a->building_life_years);
	return capex_usd * charge / (1 - a->operating_share);
}

double depreciation(const struct assumptions *a, double capex_usd)
{
	double s = a->short_lived_share;

	if (!isfinite(capex_usd) || capex_usd <= 0)
		return (double)NAN;
	return capex_usd * (s * annuity(0, a->gpu_life_years) + (1 - s) * annuity(0, a->building_life_years));
}

double cahn_required_revenue(double chip_run_rate_usd)
{
	const double chip_share_of_cost = 0.5, gross_margin = 0.5;

	if (!isfinite(chip_run_rate_usd) || chip_run_rate_usd <= 0)
		return (double)NAN;
	return chip_run_rate_usd / chip_share_of_cost / gross_margin;
}

double counted_revenue(const struct assumptions *a)
{
	return a->lab_revenue_usd + a->platform_revenue_usd + a->existing_share * a->existing_business_usd;
}

double revenue_gap_score(double counted, double required)
{
	if (!isfinite(counted) || !isfinite(required) || counted < 0 || required <= 0)
		return (double)NAN;
	return 100 * fmax(0, 1 - counted / required);
}
