/* The inner loop of the right-tailed unit-root tests: ADF statistics of every window that ends at b.
 *
 * The regression on the observations a..b is
 *     d_t = alpha + beta y_{t-1} + sum_{i=1..k} psi_i d_{t-i} + e_t,    t = a+k+1 .. b,   d_t = y_t - y_{t-1}
 * and ADF = beta / se(beta) with sigma^2 = RSS / (n - k - 2) over its n = b - a - k rows.
 *
 * For a fixed end b the start a walks to the left: each step adds one row to running means and centred
 * cross products (Welford's update), from which the statistic follows by elimination. Nothing is ever
 * subtracted again, so errors do not build up; a window costs O(k^3), a sequence O(T^2). Several ends are
 * done side by side because a row at the same distance from its end has the same n. */
#ifndef FROTH_BUBBLE_PSY_KERNEL_H
#define FROTH_BUBBLE_PSY_KERNEL_H

#define PSY_LAG_MAX 12

struct psy_series {
	const double *levels;      /* y_0 .. y_{count-1}, all finite */
	const double *differences; /* d_1 .. at [1]; [0] is not read */
	int count;
	int lag;    /* k, 0..PSY_LAG_MAX */
	int window; /* least number of observations, >= 2 k + 4, <= count */
};

/* For each end b in first..last (first >= window - 1, last < count): badf[b] is the statistic of 0..b,
 * bsadf[b] the greatest over starts a <= b - window + 1. NAN where no window has one: a stretch
 * without any change, or lags that explain each other. */
void psy_kernel(const struct psy_series *s, int first, int last, double *badf, double *bsadf);

/* The start a of the window that ends at b and has the greatest statistic; -1 if none has one. */
int psy_kernel_best_start(const struct psy_series *s, int b);

#endif
