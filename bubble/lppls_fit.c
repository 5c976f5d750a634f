/* One window, and all the windows of a confidence. */
#include <math.h>
#include <stdlib.h>

#include "bubble/lppls_search.h"

enum { WINDOW_LONGEST = 750, WINDOW_SHORTEST = 125, WINDOW_STEP = 5 };

int lppls_fit(const struct lppls_series *series, const struct lppls_box *box, struct lppls_fit *fit, struct error *err)
{
	struct lppls_grid grid;
	struct lppls_search search;

	if (lppls_grid_init(&grid, series, box, (int)series->count, 1, err))
		return -1;
	while (lppls_grid_step(&grid))
		;
	lppls_search_init(&search, series, box, &grid.starts[0]);
	lppls_grid_release(&grid);
	while (lppls_search_step(&search))
		;
	lppls_search_result(&search, fit);
	return 0;
}

/* ---- confidence ---------------------------------------------------------------------------------- */

struct lppls_pass {
	struct lppls_grid grid;
	struct lppls_search search;
	bool has_grid, has_search;
};

/* The longest window that the series has; none if it is shorter than the shortest. */
static struct lppls_series longest(const struct lppls_series *s)
{
	size_t count = WINDOW_LONGEST;

	while (count > s->count && count >= WINDOW_SHORTEST)
		count -= WINDOW_STEP;
	if (count < WINDOW_SHORTEST)
		return (struct lppls_series){ .count = 0 };
	size_t skipped = s->count - count;
	return (struct lppls_series){ s->times + skipped, s->log_prices + skipped, count };
}

int lppls_confidence_init(struct lppls_confidence *c, const struct lppls_series *s, struct error *err)
{
	*c = (struct lppls_confidence){ .series = longest(s) };
	if (c->series.count == 0)
		return 0;
	c->pass = calloc(1, sizeof *c->pass);
	if (!c->pass)
		return error_set(err, "out of memory");
	if (lppls_grid_init(&c->pass->grid, &c->series, &lppls_default_box, WINDOW_SHORTEST, WINDOW_STEP, err) == 0)
		return 0;
	lppls_confidence_release(c);
	return -1;
}

void lppls_confidence_release(struct lppls_confidence *c)
{
	if (c->pass)
		lppls_grid_release(&c->pass->grid);
	free(c->pass);
	c->pass = NULL;
}

/* Windows come in the order of the grid's starts. */
static struct lppls_series next_window(const struct lppls_confidence *c)
{
	size_t count = WINDOW_SHORTEST + (size_t)c->windows * WINDOW_STEP, skipped = c->series.count - count;

	return (struct lppls_series){ c->series.times + skipped, c->series.log_prices + skipped, count };
}

static void count_window(struct lppls_confidence *c)
{
	const struct lppls_series *window = &c->pass->search.series;
	struct lppls_fit fit;

	lppls_search_result(&c->pass->search, &fit);
	c->windows++;
	c->on_bound += fit.on_bound;
	c->qualified +=
		lppls_qualifies(&fit, &lppls_default_filter, window->times[0], window->times[window->count - 1]);
}

bool lppls_confidence_step(struct lppls_confidence *c)
{
	struct lppls_pass *p = c->pass;

	if (!p || c->windows == p->grid.windows)
		return false;
	if (!p->has_grid) {
		p->has_grid = !lppls_grid_step(&p->grid);
		return true;
	}
	if (!p->has_search) {
		struct lppls_series window = next_window(c);

		lppls_search_init(&p->search, &window, &lppls_default_box, &p->grid.starts[c->windows]);
		p->has_search = true;
	}
	if (lppls_search_step(&p->search))
		return true;
	p->has_search = false;
	count_window(c);
	return c->windows < p->grid.windows;
}

double lppls_confidence_value(const struct lppls_confidence *c)
{
	return c->windows > 0 ? (double)c->qualified / c->windows : (double)NAN;
}
