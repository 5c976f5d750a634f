/* All watchlists, one line each, over whatever screen is shown. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/list_table.h"
#include "widgets/widget.h"

static void draw_mark(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct watchlist_view *w = item;
	bool is_shown = w == &m->watchlists[m->watchlist_index];
	canvas_text(p->canvas, p->row, p->column, p->columns, ROLE_AMBER, is_shown ? "●" : " ");
}

static void draw_name(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct watchlist_view *w = item;
	(void)m;
	struct canvas bold = canvas_flagged(p->canvas, CELL_BOLD);
	canvas_text(&bold, p->row, p->column, p->columns, ROLE_BRIGHT, w->name);
}

static void draw_count(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct watchlist_view *w = item;
	char text[FORMAT_SIZE];
	(void)m;
	snprintf(text, sizeof text, "%zu", w->count);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, ROLE_TEXT, text);
}

/* As many as have room; the ellipsis says that there are more. */
static void draw_symbols(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct watchlist_view *w = item;
	char text[SYMBOL_SIZE * 40] = "no symbol";
	size_t used = 0;
	(void)m;
	for (size_t i = 0; i < w->count && used + SYMBOL_SIZE + 2 < sizeof text && (int)used <= p->columns; i++)
		used += (size_t)snprintf(text + used, sizeof text - used, "%s%s", i ? "  " : "", w->symbols[i]);
	canvas_text(p->canvas, p->row, p->column, p->columns, w->count ? ROLE_TEXT : ROLE_DIM, text);
}

static const struct list_column columns[] = {
	{ "", 1, 3, false, 0, draw_mark },
	{ "WATCHLIST", 24, 1, false, 1, draw_name },
	{ "SYMBOLS", 7, 2, true, 0, draw_count },
	{ "", 12, 4, false, 3, draw_symbols },
};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))

int watchlists_head(int rows)
{
	return rows > 2 ? 2 : 0;
}

int watchlists_rows(int rows)
{
	return rows - watchlists_head(rows);
}

static void draw_head(struct canvas *c, const int widths[LIST_COLUMNS])
{
	bool is_roomy = c->columns >= 70;
	canvas_rule(c, 0, "Watchlists",
		    is_roomy ? "Enter shows it · n new · r rename · d delete · Esc closes" : "Esc closes");
	list_draw_head(c, 1, columns, COLUMNS, widths);
}

static void watchlists_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	int widths[LIST_COLUMNS], head = watchlists_head(c->rows);
	size_t shown = list_visible(&s->watchlists, m->watchlist_count, watchlists_rows(c->rows));
	list_fit(columns, COLUMNS, c->columns, widths);
	if (head)
		draw_head(c, widths);
	for (size_t i = 0; i < shown; i++) {
		size_t index = s->watchlists.top + i;
		int row = head + (int)i;
		struct canvas line = list_line(c, row, index == s->watchlists.selected);
		list_draw_row(&line, row, columns, COLUMNS, widths, &m->watchlists[index], m);
	}
}

const struct widget_class widget_watchlists = {
	.name = "watchlists", .min_rows = 3, .min_columns = 20, .draw = watchlists_draw
};
