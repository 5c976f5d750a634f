/* The grid of the search: which cells of the box are worth improving. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "bubble/lppls_search.h"

enum { GRID_TC = 14, GRID_M = 6, GRID_W = 22 };

/* Inside the box; distances to tc on a logarithmic scale, since the model turns ever faster towards it. */
static double spread(double low, double high, int index, int size)
{
	return low + (index + 0.5) / size * (high - low);
}

static double grid_tc(const struct lppls_box *box, int index)
{
	return exp(spread(log(box->tc_low), log(box->tc_high), index, GRID_TC));
}

int lppls_grid_init(struct lppls_grid *g, const struct lppls_series *series, const struct lppls_box *box, int shortest,
		    int step, struct error *err)
{
	size_t n = series->count;

	*g = (struct lppls_grid){ .series = *series, .box = *box, .shortest = shortest, .step = step };
	g->windows = ((int)n - shortest) / step + 1;
	g->starts = calloc((size_t)g->windows, sizeof *g->starts);
	g->memory = malloc((GRID_M + 2 * GRID_W) * n * sizeof *g->memory);
	if (g->starts && g->memory)
		return 0;
	lppls_grid_release(g);
	return error_set(err, "out of memory for %zu observations", n);
}

void lppls_grid_release(struct lppls_grid *g)
{
	free(g->starts);
	free(g->memory);
	*g = (struct lppls_grid){ .windows = 0 };
}

static void offer(struct lppls_starts *s, const struct lppls_point *offered)
{
	int at = s->found;

	if (at == LPPLS_STARTS && !(offered->sse < s->best[at - 1].sse))
		return;
	if (at == LPPLS_STARTS)
		at--;
	else
		s->found++;
	for (; at > 0 && offered->sse < s->best[at - 1].sse; at--)
		s->best[at] = s->best[at - 1];
	s->best[at] = *offered;
}

/* The tables of one tc: rows of GRID_M powers, one an observation, then of each w its cosines and its sines. */
struct tables {
	double *powers, *cosines, *sines;
};

static struct tables tables_of(const struct lppls_grid *g)
{
	double *cosines = g->memory + GRID_M * g->series.count;

	return (struct tables){ g->memory, cosines, cosines + GRID_W * g->series.count };
}

static void tables_fill(const struct lppls_grid *g, double tc)
{
	const struct tables t = tables_of(g);
	size_t n = g->series.count;
	double last = g->series.times[n - 1];

	for (size_t i = 0; i < n; i++) {
		double distance = log(last + tc - g->series.times[i]);

		for (int m = 0; m < GRID_M; m++)
			t.powers[i * GRID_M + (size_t)m] =
				exp(spread(g->box.m_low, g->box.m_high, m, GRID_M) * distance);
		for (int w = 0; w < GRID_W; w++) {
			double angle = spread(g->box.w_low, g->box.w_high, w, GRID_W) * distance;

			t.cosines[(size_t)w * n + i] = cos(angle);
			t.sines[(size_t)w * n + i] = sin(angle);
		}
	}
}

/* Sums of the columns f, f cos, f sin and y less their newest row, and of their products, of all m at once. */
struct sums {
	double column[4][GRID_M];
	double product[4][4][GRID_M]; /* lower triangle */
};

static inline void sums_add(struct sums *s, const double *powers, const double *newest, double cosine, double sine,
			    const double *angles_newest, double y)
{
	double v[4][GRID_M];

	for (int m = 0; m < GRID_M; m++) {
		v[0][m] = powers[m] - newest[m];
		v[1][m] = powers[m] * cosine - newest[m] * angles_newest[0];
		v[2][m] = powers[m] * sine - newest[m] * angles_newest[1];
		v[3][m] = y;
	}
	for (int r = 0; r < 4; r++) {
		for (int m = 0; m < GRID_M; m++)
			s->column[r][m] += v[r][m];
		for (int c = 0; c <= r; c++)
			for (int m = 0; m < GRID_M; m++)
				s->product[r][c][m] += v[r][m] * v[c][m];
	}
}

/* The sum of squared errors of the cell's fit: enough to rank cells. */
static double sums_sse(const struct sums *s, int m, double rows)
{
	double left[4][4];

	for (int r = 0; r < 4; r++)
		for (int c = 0; c <= r; c++)
			left[r][c] = s->product[r][c][m] - s->column[r][m] * s->column[c][m] / rows;
	for (int k = 0; k < 3; k++)
		for (int r = k + 1; r < 4; r++)
			for (int c = k + 1; c <= r; c++)
				left[r][c] -= left[r][k] * left[c][k] / left[k][k];
	return left[3][3];
}

/* One start for each tc and w: m moves the error least. */
static void offer_best_m(const struct lppls_grid *g, struct lppls_starts *starts, const struct sums *s, size_t rows,
			 double tc, int w)
{
	struct lppls_point best = { .sse = (double)INFINITY };

	for (int m = 0; m < GRID_M; m++) {
		double sse = sums_sse(s, m, (double)rows);

		if (sse < best.sse)
			best = (struct lppls_point){ { tc, spread(g->box.m_low, g->box.m_high, m, GRID_M),
						       spread(g->box.w_low, g->box.w_high, w, GRID_W) },
						     sse };
	}
	if (isfinite(best.sse))
		offer(starts, &best);
}

static void scan(struct lppls_grid *g, double tc, int w)
{
	const struct tables t = tables_of(g);
	size_t n = g->series.count, newest = n - 1;
	const double *y = g->series.log_prices, *cosines = t.cosines + (size_t)w * n, *sines = t.sines + (size_t)w * n;
	const double angles[2] = { cosines[newest], sines[newest] };
	struct sums s = { .column = { { 0 } } };
	size_t boundary = (size_t)g->shortest;
	int window = 0;

	for (size_t rows = 1; rows <= n; rows++) {
		size_t i = n - rows;

		sums_add(&s, t.powers + i * GRID_M, t.powers + newest * GRID_M, cosines[i], sines[i], angles,
			 y[i] - y[newest]);
		if (rows != boundary)
			continue;
		offer_best_m(g, &g->starts[window++], &s, rows, tc, w);
		boundary += (size_t)g->step;
	}
}

bool lppls_grid_step(struct lppls_grid *g)
{
	if (g->next_tc == GRID_TC)
		return false;
	double tc = grid_tc(&g->box, g->next_tc++);

	tables_fill(g, tc);
	for (int w = 0; w < GRID_W; w++)
		scan(g, tc, w);
	return g->next_tc < GRID_TC;
}
