/* What the pane of the board and the screen of the press draw alike. Private to widgets/press*.c. */
#ifndef FROTH_WIDGETS_PRESS_H
#define FROTH_WIDGETS_PRESS_H

#include "widgets/widget.h"

#define PRESS_LEFT 3 /* columns of the marks before an item */

/* A text in `role`, with the bytes of the spans in amber; what is drawn begins at byte `offset` of the text that
 * the spans are of. Returns the columns used. */
int press_draw_marked(struct canvas *c, int row, int column, int columns, enum role role, const char *text,
		      const struct press_span *spans, size_t count, size_t offset);

/* The line of an item: marks, time, companies, title. */
struct press_line {
	const struct headline *headline;
	const struct press_figures *figures; /* NULL not known */
	bool is_selected, is_focused;
	bool by_mark;       /* unread titles stand out, not new ones alone */
	int source_columns; /* for its name at the right; 0 none */
};
/* Returns the column where the title begins. */
int press_draw_line(struct canvas *c, int row, const struct press_line *line, const struct view_model *m);
size_t press_count_new(const struct headline *items, size_t count, const struct view_model *m);

#endif
