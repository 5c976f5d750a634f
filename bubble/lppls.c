#include "bubble/lppls.h"

#include <math.h>

double lppls_value(const struct lppls_parameters *p, double t)
{
	if (!(t < p->tc))
		return (double)NAN;
	double distance = log(p->tc - t);

	return p->a + exp(p->m * distance) * (p->b + p->c1 * cos(p->w * distance) + p->c2 * sin(p->w * distance));
}

double lppls_amplitude(const struct lppls_parameters *p)
{
	return hypot(p->c1, p->c2);
}

double lppls_oscillations(const struct lppls_parameters *p, double t1, double t2)
{
	const double turn = 2 * acos(-1);

	return p->w / turn * log((p->tc - t1) / (p->tc - t2));
}

double lppls_damping(const struct lppls_parameters *p)
{
	return p->m * fabs(p->b) / (p->w * lppls_amplitude(p));
}

int lppls_check(const struct lppls_series *s, struct error *err)
{
	if (s->count < LPPLS_COUNT_MIN)
		return error_set(err, "expected at least %d observations, got %zu", LPPLS_COUNT_MIN, s->count);
	for (size_t i = 0; i < s->count; i++) {
		if (!isfinite(s->times[i]) || (i > 0 && s->times[i] <= s->times[i - 1]))
			return error_set(err, "observation %zu: expected a time after the one before", i);
		if (!isfinite(s->log_prices[i]))
			return error_set(err, "observation %zu: expected the logarithm of a price, got %g", i,
					 s->log_prices[i]);
	}
	return 0;
}

/* ---- the linear part ----------------------------------------------------------------------------- */

/* Means and centred cross products of the columns f, f cos, f sin and y. */
struct columns {
	double mean[4], product[4][4];
	double rows;
};

static void columns_add(struct columns *c, const double v[4])
{
	double step[4];

	c->rows++;
	for (int i = 0; i < 4; i++)
		step[i] = v[i] - c->mean[i];
	double inverse = 1 / c->rows, weight = (c->rows - 1) * inverse;
	for (int i = 0; i < 4; i++) {
		for (int j = 0; j <= i; j++)
			c->product[i][j] += step[i] * weight * step[j];
		c->mean[i] += step[i] * inverse;
	}
}

/* Elimination and back substitution; the sum of squared errors is what is left of y. */
static double columns_solve(const struct columns *c, struct lppls_parameters *p)
{
	double left[4][4], slope[3];

	for (int i = 0; i < 4; i++)
		for (int j = 0; j <= i; j++)
			left[i][j] = c->product[i][j];
	for (int k = 0; k < 3; k++) {
		if (!(left[k][k] > 1e-14 * c->product[k][k]))
			return (double)NAN;
		for (int i = k + 1; i < 4; i++) {
			double factor = left[i][k] / left[k][k];

			for (int j = k + 1; j <= i; j++)
				left[i][j] -= factor * left[j][k];
		}
	}
	for (int k = 2; k >= 0; k--) {
		slope[k] = left[3][k];
		for (int j = k + 1; j < 3; j++)
			slope[k] -= left[j][k] * slope[j];
		slope[k] /= left[k][k];
	}
	p->b = slope[0];
	p->c1 = slope[1];
	p->c2 = slope[2];
	p->a = c->mean[3] - slope[0] * c->mean[0] - slope[1] * c->mean[1] - slope[2] * c->mean[2];
	return fmax(0, left[3][3]); /* rounding may take an exact fit below zero */
}

double lppls_linear(const struct lppls_series *s, struct lppls_parameters *p)
{
	struct columns c = { .rows = 0 };

	if (s->count == 0 || !(p->tc > s->times[s->count - 1]))
		return (double)NAN;
	for (size_t i = 0; i < s->count; i++) {
		double distance = log(p->tc - s->times[i]), power = exp(p->m * distance);
		double row[4] = { power, power * cos(p->w * distance), power * sin(p->w * distance), s->log_prices[i] };

		columns_add(&c, row);
	}
	return columns_solve(&c, p);
}

/* ---- which fits count ---------------------------------------------------------------------------- */

const struct lppls_filter lppls_default_filter = { 0, 1, 2, 15, 2.5, 0.5, 60, 252 };

bool lppls_qualifies(const struct lppls_fit *fit, const struct lppls_filter *filter, double t1, double t2)
{
	const struct lppls_parameters *p = &fit->parameters;
	double half = (t2 - t1) / 2;

	return !fit->on_bound && p->b < 0 && p->m > filter->m_low && p->m < filter->m_high && p->w > filter->w_low &&
	       p->w < filter->w_high && p->tc > t2 - fmin(filter->most_days_before, half) &&
	       p->tc < t2 + fmin(filter->most_days_after, half) &&
	       lppls_oscillations(p, t1, t2) > filter->least_oscillations && lppls_damping(p) > filter->least_damping;
}
