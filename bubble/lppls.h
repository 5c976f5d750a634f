/* The log-periodic power law singularity model: an experiment, shown at weight 0.
 *
 *   ln p(t) = A + (tc - t)^m [ B + C1 cos(w ln(tc - t)) + C2 sin(w ln(tc - t)) ]
 *
 * Filimonov and Sornette, "A stable and robust calibration scheme of the log-periodic power law model",
 * Physica A 392 (2013): given tc, m and w the rest is linear least squares, so three parameters are searched.
 * The model is sloppy (Bree, Challet and Peirano 2013): many parameters fit nearly as well. So the search is
 * bounded and without chance, an optimum that lies on a bound is no optimum and is rejected, and the
 * confidence divides by all windows, not by those that happened to fit.
 *
 * Times are days on one clock; calendar and trading clocks move tc by weeks, so the caller names which. */
#ifndef FROTH_BUBBLE_LPPLS_H
#define FROTH_BUBBLE_LPPLS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

struct lppls_parameters {
	double tc, m, w;
	double a, b, c1, c2;
};

/* ln p at t < tc; NAN at tc and after. */
double lppls_value(const struct lppls_parameters *p, double t);
double lppls_amplitude(const struct lppls_parameters *p); /* C = sqrt(C1^2 + C2^2) */
/* O = w / (2 pi) ln((tc - t1) / (tc - t2)): how many oscillations lie within t1..t2. */
double lppls_oscillations(const struct lppls_parameters *p, double t1, double t2);
/* D = m |B| / (w C): at 1 and above the hazard rate never turns negative. */
double lppls_damping(const struct lppls_parameters *p);

struct lppls_series {             /* borrowed */
	const double *times;      /* strictly ascending, finite */
	const double *log_prices; /* finite */
	size_t count;             /* at least LPPLS_COUNT_MIN */
};

#define LPPLS_COUNT_MIN 20

/* -1 (err names the place) unless the series is as said above. */
int lppls_check(const struct lppls_series *s, struct error *err);

/* The best A, B, C1, C2 for p's tc, m and w, and the sum of squared errors; NAN if tc is not after the last
 * time or the columns explain each other. */
double lppls_linear(const struct lppls_series *s, struct lppls_parameters *p);

struct lppls_box {
	double tc_low, tc_high; /* days after the last time */
	double m_low, m_high, w_low, w_high;
};
extern const struct lppls_box lppls_default_box; /* (0.5, 252), (0.1, 0.9), (4, 25) */

struct lppls_fit {
	struct lppls_parameters parameters;
	double sse;
	bool on_bound; /* no inner optimum: not to be used */
};

/* The best of a grid of starts, each improved; the same for the same series. -1 without memory. The series
 * has passed lppls_check. */
int lppls_fit(const struct lppls_series *s, const struct lppls_box *box, struct lppls_fit *fit, struct error *err);

struct lppls_filter {
	double m_low, m_high, w_low, w_high;
	double least_oscillations, least_damping;
	double most_days_before, most_days_after; /* of tc, around the last time; never more than half the window */
};
extern const struct lppls_filter lppls_default_filter; /* (0, 1), (2, 15), 2.5, 0.5, 60, 252 */

/* An inner optimum with B < 0 that passes every bound of the filter, for a window t1..t2. */
bool lppls_qualifies(const struct lppls_fit *fit, const struct lppls_filter *filter, double t1, double t2);

/* Windows of 750, 745, .. 125 observations that end at the last one, as far as the series is long enough. Fitted in
 * small steps, so that a caller with other duties can go on between them. */
struct lppls_confidence {
	struct lppls_series series; /* borrowed; the longest window, count 0 if there is none */
	int windows;                /* fitted so far */
	int on_bound;
	int qualified;
	struct lppls_pass *pass; /* owned */
};
/* The series has passed lppls_check; it is borrowed until the release. -1 without memory. */
int lppls_confidence_init(struct lppls_confidence *c, const struct lppls_series *s, struct error *err);
/* A few milliseconds of work at most; true while more is left. */
bool lppls_confidence_step(struct lppls_confidence *c);
double lppls_confidence_value(const struct lppls_confidence *c); /* qualified / windows; NAN before the first */
void lppls_confidence_release(struct lppls_confidence *c);       /* counts stay */

#endif
