#include "bubble/financing.h"

#include <math.h>

static double clip(double x)
{
	return fmin(1, fmax(0, x));
}

double financing_score(double capex, double operating_cash_flow)
{
	if (!isfinite(capex) || !isfinite(operating_cash_flow) || capex < 0)
		return (double)NAN;
	if (operating_cash_flow <= 0)
		return capex > 0 ? 100 : (double)NAN;
	return 100 * clip((capex / operating_cash_flow - 0.5) / 1.5);
}

double loan_to_value_score(double ltv_pct, double limit_pct)
{
	if (!isfinite(ltv_pct) || !isfinite(limit_pct) || ltv_pct < 0 || limit_pct <= 0)
		return (double)NAN;
	return 100 * clip(ltv_pct / limit_pct);
}

double cap_to_capex(double market_cap, double capex)
{
	if (!isfinite(market_cap) || !isfinite(capex) || market_cap <= 0 || capex <= 0)
		return (double)NAN;
	return market_cap / capex;
}
