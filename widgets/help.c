/* The help, made from the key table. */
#include <string.h>

#include "tui/key.h"
#include "widgets/widget.h"

#define LEFT 3
#define KEYS_COLUMNS 17
#define COLUMN_COLUMNS 62 /* of one of several columns, at least */
#define COLUMN_GAP 4

struct pen { /* where the next line goes */
	struct canvas *canvas;
	int row, column, columns;
	int step; /* to the next column */
	int skip; /* lines scrolled away */
};

static bool pen_line(struct pen *pen)
{
	if (pen->skip > 0) {
		pen->skip--;
		return false;
	}
	pen->row++;
	if (pen->row >= pen->canvas->rows && pen->step > 0 && pen->column + 2 * pen->step <= pen->canvas->columns) {
		pen->row = 1;
		pen->column += pen->step;
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

/* The rows of the screen that is shown, then all others. */
static void draw_rows(struct pen *pen, int screen, bool of_screen)
{
	const char *group = "";
	for (const struct keybind *bind = keybinds; bind->keys; bind++) {
		if ((bind->screen == screen) != of_screen)
			continue;
		if (strcmp(group, bind->group) != 0) {
			if (*group || !of_screen)
				pen_line(pen);
			if (pen_line(pen))
				canvas_text(pen->canvas, pen->row, pen->column, pen->columns, ROLE_AMBER, bind->group);
			group = bind->group;
		}
		draw_bind(pen, bind);
	}
}

static int count_lines(void)
{
	const char *group = "";
	int lines = -1; /* no blank line before the first group */
	for (const struct keybind *bind = keybinds; bind->keys; bind++) {
		lines += strcmp(group, bind->group) != 0 ? 3 : 1;
		group = bind->group;
	}
	return lines;
}

/* As many columns as are needed, and have room. */
static int count_columns(const struct canvas *c, int skip)
{
	int rows = c->rows > 1 ? c->rows - 1 : 1, room = (c->columns - LEFT) / COLUMN_COLUMNS;
	int needed = (count_lines() - skip + rows - 1) / rows;
	int count = needed < room ? needed : room;
	return count > 1 ? count : 1;
}

static void help_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)m;
	int columns = count_columns(c, s->overlay_top), step = (c->columns - LEFT) / columns;
	struct pen pen = { c, 0, LEFT, step - (columns > 1 ? COLUMN_GAP : 1), step, s->overlay_top };
	canvas_rule(c, 0, "Keys", "Esc closes");
	draw_rows(&pen, s->screen, true);
	draw_rows(&pen, s->screen, false);
}

const struct widget_class widget_help = { .name = "help", .min_rows = 2, .min_columns = 20, .draw = help_draw };
