/* The search for tc, m and w: a grid over the box, then the best cells improved by the simplex method of
 * Nelder and Mead within the box. No random starts, so the answer is a function of the series. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bubble/lppls.h"

const struct lppls_box lppls_default_box = { 0.5, 252, 0.1, 0.9, 4, 25 };

enum { GRID_TC = 14, GRID_M = 6, GRID_W = 22, STARTS = 5, AXES = 3 };

struct start {
	double at[AXES]; /* tc - t2, m, w */
	double sse;
};

struct search {
	const struct lppls_series *series;
	double low[AXES], high[AXES];
	double *memory; /* owned: log distances, powers by m, cosines and sines by w */
	double *powers[GRID_M], *cosines[GRID_W], *sines[GRID_W];
	struct start best[STARTS];
	int found;
};

static int search_init(struct search *s, const struct lppls_series *series, const struct lppls_box *box)
{
	size_t n = series->count;

	*s = (struct search){ .series = series,
			      .low = { box->tc_low, box->m_low, box->w_low },
			      .high = { box->tc_high, box->m_high, box->w_high } };
	s->memory = malloc((1 + GRID_M + 2 * GRID_W) * n * sizeof *s->memory);
	if (!s->memory)
		return -1;
	double *next = s->memory + n;
	for (int i = 0; i < GRID_M; i++, next += n)
		s->powers[i] = next;
	for (int i = 0; i < GRID_W; i++, next += n)
		s->cosines[i] = next;
	for (int i = 0; i < GRID_W; i++, next += n)
		s->sines[i] = next;
	return 0;
}

/* Inside the box; distances to tc on a logarithmic scale, since the model turns ever faster towards it. */
static double grid_value(const struct search *s, int axis, int index, int size)
{
	double part = (index + 0.5) / size;

	if (axis == 0)
		return s->low[0] * pow(s->high[0] / s->low[0], part);
	return s->low[axis] + part * (s->high[axis] - s->low[axis]);
}

static void start_offer(struct search *s, const struct start *offered)
{
	int at = s->found;

	if (at == STARTS && !(offered->sse < s->best[at - 1].sse))
		return;
	if (at == STARTS)
		at--;
	else
		s->found++;
	for (; at > 0 && offered->sse < s->best[at - 1].sse; at--)
		s->best[at] = s->best[at - 1];
	s->best[at] = *offered;
}

static void tables_fill(struct search *s, double tc)
{
	const struct lppls_series *series = s->series;
	double last = series->times[series->count - 1];

	for (size_t i = 0; i < series->count; i++) {
		double distance = log(last + tc - series->times[i]);

		for (int m = 0; m < GRID_M; m++)
			s->powers[m][i] = exp(grid_value(s, 1, m, GRID_M) * distance);
		for (int w = 0; w < GRID_W; w++) {
			double angle = grid_value(s, 2, w, GRID_W) * distance;

			s->cosines[w][i] = cos(angle);
			s->sines[w][i] = sin(angle);
		}
	}
}

/* The sum of squared errors of a grid cell, by sums about the first row: enough to rank cells. */
static double cell_sse(const struct search *s, const double *power, const double *cosine, const double *sine)
{
	size_t n = s->series->count;
	const double *y = s->series->log_prices;
	double sum[4] = { 0 }, m[4][4] = { { 0 } };
	const double origin[4] = { power[0], power[0] * cosine[0], power[0] * sine[0], y[0] };

	for (size_t i = 0; i < n; i++) {
		const double v[4] = { power[i] - origin[0], power[i] * cosine[i] - origin[1],
				      power[i] * sine[i] - origin[2], y[i] - origin[3] };

		for (int r = 0; r < 4; r++) {
			sum[r] += v[r];
			for (int c = 0; c <= r; c++)
				m[r][c] += v[r] * v[c];
		}
	}
	for (int r = 0; r < 4; r++)
		for (int c = 0; c <= r; c++)
			m[r][c] -= sum[r] * sum[c] / (double)n;
	for (int k = 0; k < 3; k++)
		for (int r = k + 1; r < 4; r++)
			for (int c = r; c < 4; c++)
				m[c][r] -= m[r][k] * m[c][k] / m[k][k];
	return m[3][3];
}

static void grid_scan(struct search *s)
{
	for (int tc = 0; tc < GRID_TC; tc++) {
		double distance = grid_value(s, 0, tc, GRID_TC);

		tables_fill(s, distance);
		for (int w = 0; w < GRID_W; w++) {
			/* One start for each tc and w: m moves the error least. */
			struct start best = { .sse = (double)INFINITY };

			for (int m = 0; m < GRID_M; m++) {
				double sse = cell_sse(s, s->powers[m], s->cosines[w], s->sines[w]);

				if (sse < best.sse)
					best = (struct start){ { distance, grid_value(s, 1, m, GRID_M),
								 grid_value(s, 2, w, GRID_W) },
							       sse };
			}
			if (isfinite(best.sse))
				start_offer(s, &best);
		}
	}
}

/* ---- Nelder and Mead ----------------------------------------------------------------------------- */

struct simplex {
	struct start corner[AXES + 1]; /* ascending by sse once sorted */
};

static double measured(const struct search *s, const double at[AXES])
{
	const struct lppls_series *series = s->series;
	struct lppls_parameters p = { .tc = series->times[series->count - 1] + at[0], .m = at[1], .w = at[2] };
	double sse = lppls_linear(series, &p);

	return isnan(sse) ? (double)INFINITY : sse;
}

/* The point base + factor (towards - base), moved into the box. */
static struct start tried(const struct search *s, const double base[AXES], const double towards[AXES], double factor)
{
	struct start t;

	for (int i = 0; i < AXES; i++)
		t.at[i] = fmin(s->high[i], fmax(s->low[i], base[i] + factor * (towards[i] - base[i])));
	t.sse = measured(s, t.at);
	return t;
}

static void simplex_sort(struct simplex *x)
{
	for (int i = 1; i <= AXES; i++) {
		struct start moved = x->corner[i];
		int at = i;

		for (; at > 0 && moved.sse < x->corner[at - 1].sse; at--)
			x->corner[at] = x->corner[at - 1];
		x->corner[at] = moved;
	}
}

static void simplex_init(struct simplex *x, const struct search *s, const struct start *start, double size)
{
	x->corner[0] = *start;
	x->corner[0].sse = measured(s, start->at);
	for (int i = 0; i < AXES; i++) {
		double at[AXES];
		double reach = i == 0 ? fmax(start->at[0], 1) : s->high[i] - s->low[i];

		memcpy(at, start->at, sizeof at);
		/* Inwards, so that the corner is another point even where the start lies on a bound. */
		at[i] += at[i] + size * reach < s->high[i] ? size * reach : -size * reach;
		x->corner[i + 1] = tried(s, start->at, at, 1);
	}
	simplex_sort(x);
}

static void simplex_step(struct simplex *x, const struct search *s)
{
	struct start *worst = &x->corner[AXES];
	double centre[AXES] = { 0 };

	for (int i = 0; i < AXES; i++)
		for (int c = 0; c < AXES; c++)
			centre[i] += x->corner[c].at[i] / AXES;
	struct start reflected = tried(s, centre, worst->at, -1);
	if (reflected.sse < x->corner[0].sse) {
		struct start expanded = tried(s, centre, worst->at, -2);

		*worst = expanded.sse < reflected.sse ? expanded : reflected;
	} else if (reflected.sse < x->corner[AXES - 1].sse) {
		*worst = reflected;
	} else {
		struct start contracted = tried(s, centre, reflected.sse < worst->sse ? reflected.at : worst->at, 0.5);

		if (contracted.sse < fmin(reflected.sse, worst->sse)) {
			*worst = contracted;
		} else {
			for (int c = 1; c <= AXES; c++)
				x->corner[c] = tried(s, x->corner[0].at, x->corner[c].at, 0.5);
		}
	}
	simplex_sort(x);
}

static struct start improve(const struct search *s, const struct start *start, double size, double precision, int most)
{
	struct simplex x;

	simplex_init(&x, s, start, size);
	while (most-- > 0 && x.corner[AXES].sse - x.corner[0].sse > precision * x.corner[0].sse)
		simplex_step(&x, s);
	return x.corner[0];
}

static bool is_on_bound(const struct search *s, const double at[AXES])
{
	for (int i = 0; i < AXES; i++) {
		double margin = 1e-4 * fmin(1, s->high[i] - s->low[i]);

		if (at[i] - s->low[i] < margin || s->high[i] - at[i] < margin)
			return true;
	}
	return false;
}

int lppls_fit(const struct lppls_series *series, const struct lppls_box *box, struct lppls_fit *fit, struct error *err)
{
	struct search s;
	struct start best = { .sse = (double)INFINITY };

	if (search_init(&s, series, box))
		return error_set(err, "out of memory for %zu observations", series->count);
	grid_scan(&s);
	for (int i = 0; i < s.found; i++) {
		struct start local = improve(&s, &s.best[i], 0.05, 1e-6, 150);

		if (local.sse < best.sse)
			best = local;
	}
	/* Again from a fresh simplex: one that went flat against a bound would stay there. */
	for (int round = 0; s.found > 0 && round < 3; round++)
		best = improve(&s, &best, 0.02, 1e-14, 400);
	free(s.memory);
	*fit = (struct lppls_fit){ .sse = (double)NAN, .on_bound = true };
	if (!isfinite(best.sse))
		return 0;
	fit->parameters.tc = series->times[series->count - 1] + best.at[0];
	fit->parameters.m = best.at[1];
	fit->parameters.w = best.at[2];
	fit->sse = lppls_linear(series, &fit->parameters);
	fit->on_bound = is_on_bound(&s, best.at);
	return 0;
}
