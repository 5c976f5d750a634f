/* A list drawn as a table: the columns that fit, their titles, and a row an item. The widget that owns
 * the list has a table of struct list_column and functions that draw one cell of one item. */
#ifndef FROTH_WIDGETS_LIST_TABLE_H
#define FROTH_WIDGETS_LIST_TABLE_H

#include "tui/surface.h"
#include "widgets/view_model.h"

#define LIST_LEFT 3
#define LIST_GAP 2
#define LIST_COLUMNS 16 /* at most */

/* Where a cell goes. */
struct list_cell {
	struct canvas *canvas;
	int row, column, columns;
};

struct list_column {
	const char *title;
	int columns, rank; /* each rank once, from 1; rank 1 is kept longest */
	bool right;        /* its title stands at the right */
	int grow;          /* its share of what is left over */
	void (*draw)(const struct list_cell *cell, const void *item, const struct view_model *m);
};

/* The columns that have room in a canvas of `room`, by rank; those left out are 0. */
void list_fit(const struct list_column *columns, int count, int room, int widths[LIST_COLUMNS]);
void list_draw_head(struct canvas *c, int row, const struct list_column *columns, int count,
		    const int widths[LIST_COLUMNS]);
/* The canvas to draw a row into; that of the selected row is filled and marked. */
struct canvas list_line(struct canvas *c, int row, bool is_selected);
void list_draw_row(struct canvas *line, int row, const struct list_column *columns, int count,
		   const int widths[LIST_COLUMNS], const void *item, const struct view_model *m);

#endif
