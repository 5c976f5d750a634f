/* Reverse discounted cash flow: the growth that a price takes for granted.
 *
 * P = sum_{t=1..N} E (1+g)^t / (1+r)^t  +  E (1+g)^N (1+gT) / ((r - gT) (1+r)^N)
 *
 * solved for g. N and gT carry half of the value; compare the result with what firms of that size have
 * achieved, not with forecasts. */
#ifndef FROTH_BUBBLE_DCF_H
#define FROTH_BUBBLE_DCF_H

struct dcf {
	double required_return; /* r */
	double terminal_growth; /* gT < r */
	int years;              /* N >= 1 */
};

/* P of the formula; NAN unless r > gT > -1, N >= 1 and g > -1. */
double dcf_value(const struct dcf *d, double earnings, double growth);
/* g in [-0.5, 2] for which dcf_value is the price, to 1e-12; NAN for earnings or a price not above zero
 * (a loss has no growth rate) and where no g of that range fits. */
double dcf_implied_growth(const struct dcf *d, double price, double earnings);

#endif
