/* A view model made by hand, and what a drawn surface says. */
#ifndef FROTH_TESTS_WIDGETS_FIXTURE_H
#define FROTH_TESTS_WIDGETS_FIXTURE_H

#include "widgets/widget.h"

#define FIXTURE_NOW 1787251683 /* 2026-08-20T18:48:03Z */

struct fixture {
	struct view_model m;
	struct view_state s;
	struct surface surface;
	struct company_view companies[5];
	struct headline headlines[4];
	struct source_state sources[4];
	struct reading_point past[10];
	struct series_test tests[3];
	struct lppls_test lppls;
	bool ascii;
};

/* NVDA up and live, AMD down and stale, ORCL shipped, TSM missing, 9984.T closed; press, sources, a reading. */
void fixture_init(struct fixture *f);
void fixture_release(struct fixture *f);
/* Draws the widget alone into a surface of that size. */
void fixture_draw(struct fixture *f, const struct widget_class *widget, int rows, int columns);
/* Row `row` as text; borrowed until the next call. */
const char *fixture_row(const struct fixture *f, int row);
/* The row in which the text occurs, -1 none. */
int fixture_find(const struct fixture *f, const char *text);
/* The cell where the text begins; fails the test if it is not there. */
const struct cell *fixture_cell(const struct fixture *f, const char *text);
/* Every widget size from 1x1 up to rows x columns draws without leaving its canvas. */
void fixture_draw_all_sizes(struct fixture *f, const struct widget_class *widget, int rows, int columns);

#endif
