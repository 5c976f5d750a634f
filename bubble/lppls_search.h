/* The insides of the search for tc, m and w (bubble/lppls.h), in pieces of a bounded number of evaluations.
 *
 * First a grid over the box gives each window its best cells; then the simplex method of Nelder and Mead improves
 * them within the box. Without chance, so the answer is a function of the series. The windows of one
 * confidence end at the same time, and a cell's place is counted from there: what a cell sums up for a window, newest
 * observation first, is the beginning of what it sums up for a longer one. So one pass over the longest serves all. */
#ifndef FROTH_BUBBLE_LPPLS_SEARCH_H
#define FROTH_BUBBLE_LPPLS_SEARCH_H

#include "bubble/lppls.h"

enum { LPPLS_AXES = 3, LPPLS_STARTS = 5, LPPLS_ROUNDS = 3 };

struct lppls_point {
	double at[LPPLS_AXES]; /* tc - t2, m, w */
	double sse;
};

struct lppls_starts {
	struct lppls_point best[LPPLS_STARTS]; /* ascending by sse */
	int found;
};

struct lppls_grid {
	struct lppls_series series; /* the longest window */
	struct lppls_box box;
	int shortest, step; /* windows are of count, count - step, .. shortest observations */
	int windows;
	struct lppls_starts *starts; /* owned: of each window, the shortest first */
	double *memory;              /* owned: tables of one tc */
	int next_tc;
};

/* series->count is shortest plus a multiple of step. -1 without memory. */
int lppls_grid_init(struct lppls_grid *g, const struct lppls_series *series, const struct lppls_box *box, int shortest,
		    int step, struct error *err);
void lppls_grid_release(struct lppls_grid *g);
/* One tc of the grid; true while more are left. */
bool lppls_grid_step(struct lppls_grid *g);

struct lppls_search {
	struct lppls_series series;
	double low[LPPLS_AXES], high[LPPLS_AXES];
	struct lppls_starts starts;
	int next; /* start or, after the starts, round to be taken up */
	bool has_simplex;
	double precision;
	int most; /* steps left to the simplex */
	struct lppls_point corner[LPPLS_AXES + 1];
	struct lppls_point best;
};

void lppls_search_init(struct lppls_search *s, const struct lppls_series *series, const struct lppls_box *box,
		       const struct lppls_starts *starts);
/* One step of a simplex, at most six evaluations of the model; true while more are left. */
bool lppls_search_step(struct lppls_search *s);
void lppls_search_result(const struct lppls_search *s, struct lppls_fit *fit);

#endif
