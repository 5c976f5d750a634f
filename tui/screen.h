/* The screens: which widgets they show and where. Draws a model and a state into a surface, and tells
 * what lies under a cell. Pure. */
#ifndef FROTH_TUI_SCREEN_H
#define FROTH_TUI_SCREEN_H

#include "tui/surface.h"
#include "widgets/view_model.h"
#include "widgets/view_state.h"

void screen_draw(struct surface *s, bool ascii, const struct view_model *m, const struct view_state *state);
/* Brings every list's position into range and into view for a screen of that size. */
void screen_settle(struct view_state *state, const struct view_model *m, int rows, int columns);
/* The rows of items that a list shows on a screen of that size; 0 if it is not there. */
int screen_list_rows(enum list list, const struct view_state *state, const struct view_model *m, int rows, int columns);
size_t screen_list_count(enum list list, const struct view_model *m);
/* The lists of a screen, in the order of Tab; ended by LISTS. */
const enum list *screen_lists(int screen);

enum hit_kind { HIT_NOTHING, HIT_SCREEN, HIT_COLUMN, HIT_ROW, HIT_LIST, HIT_WATCHLIST };
struct hit {
	enum hit_kind kind;
	enum list list;    /* of HIT_ROW, HIT_LIST */
	int value;         /* HIT_SCREEN its digit, HIT_COLUMN the column, HIT_ROW and HIT_WATCHLIST the item */
	int row, column;   /* of HIT_LIST on the chart: within its pane, */
	int rows, columns; /* which is so large */
};
struct hit screen_hit(const struct view_state *state, const struct view_model *m, int rows, int columns, int row,
		      int column);

#endif
