#include "bubble/psy_kernel.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

#define LANES 4
#define VARIABLES (PSY_LAG_MAX + 2)
#define PRODUCTS (VARIABLES * (VARIABLES + 1) / 2)

/* With the lag known when compiled the loops over variables unroll and the lanes become vector arithmetic. */
#define KERNEL static inline __attribute__((always_inline))

/* Below this share of its variance what is left of a variable is rounding, not a residual. */
static const double negligible = 1e-13;

/* Variables of a row, in the order of elimination: the k lagged differences, y_{t-1}, d_t. */
struct lanes {
	int end;             /* of lane 0; lane i ends at end + i */
	double shift[LANES]; /* y at the lane's end, taken off the levels */
	double mean[VARIABLES][LANES];
	double product[PRODUCTS][LANES]; /* lower triangle by rows: (r, c) at r (r + 1) / 2 + c */
	double best[LANES], last[LANES]; /* signed squares of statistics */
};

KERNEL int at(int row, int column)
{
	return row * (row + 1) / 2 + column;
}

KERNEL void lanes_init(struct lanes *l, const struct psy_series *s, int end, int width, int lag)
{
	l->end = end;
	for (int i = 0; i < width; i++) {
		l->shift[i] = s->levels[end + i];
		l->best[i] = l->last[i] = -(double)INFINITY;
	}
	memset(l->mean, 0, (size_t)(lag + 2) * sizeof l->mean[0]);
	memset(l->product, 0, (size_t)at(lag + 2, 0) * sizeof l->product[0]);
}

/* Adds to lanes from..width the row of the window that is `distance` long, counted from its end. */
KERNEL void lanes_add(struct lanes *l, const struct psy_series *s, int distance, int from, int width, int lag)
{
	const int level = lag, target = lag + 1, rows = distance - lag;
	const double inverse = 1.0 / rows, weight = (double)(rows - 1) * inverse;
	const int t = l->end - distance + lag + 1; /* of lane 0 */
	double step[VARIABLES][LANES];

	for (int v = 0; v < lag; v++)
		for (int i = from; i < width; i++)
			step[v][i] = s->differences[t - lag + v + i] - l->mean[v][i];
	for (int i = from; i < width; i++) {
		step[level][i] = (s->levels[t - 1 + i] - l->shift[i]) - l->mean[level][i];
		step[target][i] = s->differences[t + i] - l->mean[target][i];
	}
	for (int r = 0; r <= target; r++) {
		for (int c = 0; c <= r; c++)
			for (int i = from; i < width; i++)
				l->product[at(r, c)][i] += step[r][i] * weight * step[c][i];
		for (int i = from; i < width; i++)
			l->mean[r][i] += step[r][i] * inverse;
	}
}

/* last = sign(beta) ADF^2, by elimination of the lagged differences; best = its maximum so far. */
KERNEL void lanes_measure(struct lanes *l, int distance, int from, int width, int lag)
{
	const int level = lag, target = lag + 1;
	const double freedom = distance - lag - lag - 2;
	double left[PRODUCTS][LANES];
	bool sound[LANES];

	memcpy(left, l->product, (size_t)at(lag + 2, 0) * sizeof left[0]);
	for (int i = from; i < width; i++)
		sound[i] = true;
	for (int p = 0; p < lag; p++) {
		for (int i = from; i < width; i++)
			sound[i] = sound[i] && left[at(p, p)][i] > negligible * l->product[at(p, p)][i];
		for (int r = p + 1; r <= target; r++) {
			double factor[LANES] = { 0 };

			for (int i = from; i < width; i++)
				factor[i] = left[at(r, p)][i] / left[at(p, p)][i];
			for (int c = p + 1; c <= r; c++)
				for (int i = from; i < width; i++)
					left[at(r, c)][i] -= factor[i] * left[at(c, p)][i];
		}
	}
	for (int i = from; i < width; i++) {
		double xx = left[at(level, level)][i], xd = left[at(target, level)][i];
		double whole = xx * left[at(target, target)][i], residual = whole - xd * xd;
		double square = xd * fabs(xd) * freedom / residual;
		bool valid = residual > negligible * whole && xx > negligible * l->product[at(level, level)][i];

		l->last[i] = valid && sound[i] ? square : -(double)INFINITY;
		l->best[i] = l->last[i] > l->best[i] ? l->last[i] : l->best[i];
	}
}

KERNEL double statistic(double signed_square)
{
	if (isinf(signed_square))
		return (double)NAN;
	return signed_square < 0 ? -sqrt(-signed_square) : sqrt(signed_square);
}

/* Ends end..end + width - 1. */
KERNEL void block(const struct psy_series *s, int end, int width, int lag, double *badf, double *bsadf)
{
	struct lanes l;
	int distance = lag + 1;

	lanes_init(&l, s, end, width, lag);
	for (; distance < s->window - 1; distance++)
		lanes_add(&l, s, distance, 0, width, lag);
	for (; distance <= end; distance++) {
		lanes_add(&l, s, distance, 0, width, lag);
		lanes_measure(&l, distance, 0, width, lag);
	}
	/* Lane 0 has come to observation 0; the others have 1, 2, ... steps to go. */
	for (int from = 1; from < width; from++, distance++) {
		lanes_add(&l, s, distance, from, width, lag);
		lanes_measure(&l, distance, from, width, lag);
	}
	for (int i = 0; i < width; i++) {
		badf[end + i] = statistic(l.last[i]);
		bsadf[end + i] = statistic(l.best[i]);
	}
}

KERNEL void ends(const struct psy_series *s, int first, int last, int lag, double *badf, double *bsadf)
{
	int end = first;

	for (; end + LANES - 1 <= last; end += LANES)
		block(s, end, LANES, lag, badf, bsadf);
	for (; end <= last; end++)
		block(s, end, 1, lag, badf, bsadf);
}

void psy_kernel(const struct psy_series *s, int first, int last, double *badf, double *bsadf)
{
	if (s->lag == 0)
		ends(s, first, last, 0, badf, bsadf);
	else if (s->lag == 1)
		ends(s, first, last, 1, badf, bsadf);
	else
		ends(s, first, last, s->lag, badf, bsadf);
}

int psy_kernel_best_start(const struct psy_series *s, int b)
{
	struct lanes l;
	double best = -(double)INFINITY;
	int start = -1;

	lanes_init(&l, s, b, 1, s->lag);
	for (int distance = s->lag + 1; distance <= b; distance++) {
		lanes_add(&l, s, distance, 0, 1, s->lag);
		if (distance < s->window - 1)
			continue;
		lanes_measure(&l, distance, 0, 1, s->lag);
		if (l.last[0] > best) {
			best = l.last[0];
			start = b - distance;
		}
	}
	return start;
}
