/* F, financing strain: whether growth is paid from earnings or from lenders. 50 % of operating cash flow
 * spent on capex scores 0, twice the cash flow scores 100. */
#ifndef FROTH_BUBBLE_FINANCING_H
#define FROTH_BUBBLE_FINANCING_H

/* 100 clip((capex / cash flow - 0.5) / 1.5). NAN unless capex >= 0; a cash flow of zero or less under a
 * capex above zero is 100: all of it is borrowed. */
double financing_score(double capex, double operating_cash_flow);
/* For a holding company, 100 clip(loan to value / limit), both in per cent; NAN unless ltv >= 0 and limit > 0. */
double loan_to_value_score(double ltv_pct, double limit_pct);
/* Market value over yearly capex: years of spending that the market pays for; NAN unless both are above zero. */
double cap_to_capex(double market_cap, double capex);

#endif
