/* Right-tailed unit-root tests for explosive behaviour: ADF, SADF and GSADF with their sequences.
 *
 * Phillips, Wu and Yu, "Explosive behavior in the 1990s Nasdaq", International Economic Review 52 (2011);
 * Phillips, Shi and Yu, "Testing for multiple bubbles", International Economic Review 56 (2015).
 *
 * Three conventions decide the numbers, and programs differ in them:
 * - the least window is counted in observations, as in the authors' own code, not in regression rows;
 * - the lag is fixed for all windows; choosing it from the data distorts the size of the test;
 * - only the right tail rejects: the p-values of the ordinary ADF test do not apply.
 * A rejection says that the series was explosive in some stretch. A crash is explosive too. */
#ifndef FROTH_BUBBLE_PSY_H
#define FROTH_BUBBLE_PSY_H

#include <stddef.h>

#include "base/error.h"
#include "bubble/psy_kernel.h"

#define PSY_COUNT_MAX 100000

/* floor(T (0.01 + 1.8 / sqrt T)), the least window that Phillips, Shi and Yu use; in observations. */
int psy_window(int count);

struct psy {
	int count, window, lag;
	double adf;            /* of the whole series; NAN if it has none */
	double sadf;           /* the greatest of badf */
	double gsadf;          /* the greatest of bsadf */
	int sadf_at, gsadf_at; /* end of that window, from 0 */
	int gsadf_start;       /* its start */
	double *badf, *bsadf;  /* owned, count of each, NAN before window - 1 */
};

/* window 0 stands for psy_window(count). -1 and nothing to release for a series that is too short, holds a
 * value that is not finite (err names its place), never changes, or a lag or window out of range. */
int psy_compute(struct psy *p, const double *series, size_t count, int lag, int window, struct error *err);
void psy_release(struct psy *p);

/* The sequences at one more observation, in O(count): p is that of the same series without its last value.
 * Where the window that p was made with no longer is psy_window(), the caller computes anew; so it does on -1. */
int psy_extend(struct psy *p, const double *series, size_t count, struct error *err);

/* log of every value into out; -1 (err names the place) where one is not above zero. */
int psy_logarithms(const double *series, size_t count, double *out, struct error *err);

#endif
