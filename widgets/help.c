/* The help, made from the key table. */
#include <string.h>

#include "tui/key.h"
#include "widgets/widget.h"

#define LEFT 3
#define KEYS_COLUMNS 17
#define COLUMN_COLUMNS 62 /* of one of several columns */

struct pen { /* where the next line goes */
	struct canvas *canvas;
	int row, column, columns;
	int skip; /* lines scrolled away */
};

static bool pen_line(struct pen *pen)
{
	if (pen->skip > 0) {
		pen->skip--;
		return false;
	}
	pen->row++;
	if (pen->row >= pen->canvas->rows && pen->column + 2 * COLUMN_COLUMNS <= pen->canvas->columns) {
		pen->row = 1;
		pen->column += COLUMN_COLUMNS;
	}
	return pen->row < pen->canvas->rows;
}

static void draw_bind(struct pen *pen, const struct keybind *bind)
{
	struct canvas bold = canvas_flagged(pen->canvas, CELL_BOLD);
	if (!pen_line(pen))
		return;
	int columns = canvas_text(&bold, pen->row, pen->column, KEYS_COLUMNS - 1, ROLE_BRIGHT, bind->keys);
	int at = columns < KEYS_COLUMNS ? KEYS_COLUMNS : columns + 1;
	canvas_text(pen->canvas, pen->row, pen->column + at, pen->columns - at, ROLE_TEXT, bind->help);
}

static void help_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)m;
	bool in_columns = c->columns >= LEFT + 2 * COLUMN_COLUMNS;
	struct pen pen = { c, 0, LEFT, in_columns ? COLUMN_COLUMNS - 4 : c->columns - LEFT - 1, s->overlay_top };
	const char *group = "";
	canvas_rule(c, 0, "Keys", "Esc closes");
	for (const struct keybind *bind = keybinds; bind->keys; bind++) {
		if (strcmp(group, bind->group) != 0) {
			if (*group)
				pen_line(&pen);
			if (pen_line(&pen))
				canvas_text(c, pen.row, pen.column, pen.columns, ROLE_AMBER, bind->group);
			group = bind->group;
		}
		draw_bind(&pen, bind);
	}
}

const struct widget_class widget_help = { .name = "help", .min_rows = 2, .min_columns = 20, .draw = help_draw };
