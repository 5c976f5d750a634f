/* What prices did: volatility, drawdown, and one path laid over another. Context only, weight 0:
 * volatility is high after peaks, not before them.
 *
 * All take closes in time order; a close that is not above zero or not finite makes the result NAN. */
#ifndef FROTH_BUBBLE_VOLATILITY_H
#define FROTH_BUBBLE_VOLATILITY_H

#include <stddef.h>

struct volatility {
	double deviation; /* sqrt(P/(n-1) sum (r - mean)^2), r the n log returns, P periods a year */
	double zero_mean; /* sqrt(P/n sum r^2) */
};

/* From count closes, so count - 1 returns; both NAN below 2 returns. */
struct volatility realised_volatility(const double *closes, size_t count, double periods_per_year);

/* out[i] = closes[i] / max(closes[0..i]) - 1; -1 (out untouched from the bad close on) if a close is none. */
int drawdowns(const double *closes, size_t count, double *out);

struct fall { /* the deepest fall within the closes */
	size_t peak, trough;
	double depth; /* -0.78 */
};
/* -1 if there is no close or a bad one; a series that never falls has depth 0 and peak == trough. */
int deepest_fall(const double *closes, size_t count, struct fall *fall);

struct alignment {                 /* two paths on a common start, by position */
	double growth_a, growth_b; /* last over first */
	double correlation;        /* of the log paths; any two rising paths correlate */
	double rmse;               /* of their difference */
};
/* Over the first count closes of both; everything NAN below 2 closes. */
struct alignment align_paths(const double *a, const double *b, size_t count);

#endif
