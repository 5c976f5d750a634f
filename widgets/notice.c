/* The answer to what the person just did, over the last rows of the screen, until the next key. */
#include "widgets/widget.h"
#include "widgets/wrap.h"

#define LEFT 3
#define ROWS_MOST 4

int notice_rows(const struct view_model *m, int columns)
{
	char line[sizeof m->notice];
	const char *at = m->notice;
	int rows = 0, room = columns - 2 * LEFT;
	while (*at && room > 1 && rows < ROWS_MOST) {
		at = wrap_line(at, room, line, sizeof line);
		rows++;
	}
	return rows;
}

static void notice_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	struct canvas bar = canvas_flagged(c, CELL_BAR);
	char line[sizeof m->notice];
	const char *at = m->notice;
	(void)s;
	for (int row = 0; row < c->rows; row++) {
		canvas_fill(&bar, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&bar, row, 1, 1, ROLE_AMBER, row ? "" : "◆");
		if (c->columns > 2 * LEFT + 1)
			at = wrap_line(at, c->columns - 2 * LEFT, line, sizeof line);
		canvas_text(&bar, row, LEFT, c->columns - 2 * LEFT, ROLE_BRIGHT, line);
	}
}

const struct widget_class widget_notice = { .name = "notice", .min_rows = 1, .min_columns = 20, .draw = notice_draw };
