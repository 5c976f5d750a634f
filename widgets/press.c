/* The press on the board, newest first: time, companies, title, and under it the figures that it states, where the
 * pane is roomy. The list keeps its place when news comes in. */
#include "widgets/press.h"

#include <stdio.h>

#include "widgets/format.h"

#define ROOMY_ROWS 10 /* of items: figures have lines of their own */

int press_head(int rows)
{
	return rows >= 3 ? 1 : 0;
}

/* ---- lines ---- */

static const struct press_figures *figures_of(const struct view_model *m, size_t item)
{
	return m->headline_figures ? &m->headline_figures[item] : NULL;
}

static int item_lines(const struct view_model *m, size_t item, int rows)
{
	const struct press_figures *figures = figures_of(m, item);
	return rows >= ROOMY_ROWS && figures && *figures->text ? 2 : 1;
}

/* Lines of items [first, last]. */
static int lines_between(const struct view_model *m, size_t first, size_t last, int rows)
{
	int lines = 0;
	for (size_t i = first; i <= last && lines <= rows; i++)
		lines += item_lines(m, i, rows);
	return lines;
}

void press_settle(struct list_position *p, const struct view_model *m, int rows)
{
	size_t count = m->headline_count;
	if (p->selected >= count)
		p->selected = count ? count - 1 : 0;
	if (p->top > p->selected)
		p->top = p->selected;
	while (p->top < p->selected && lines_between(m, p->top, p->selected, rows) > rows)
		p->top++;
	while (p->top > 0 && lines_between(m, p->top - 1, count - 1, rows) <= rows)
		p->top--;
}

int press_items_in(const struct list_position *p, const struct view_model *m, int rows)
{
	int items = 0, left = rows;
	for (size_t i = p->top; i < m->headline_count; i++, items++) {
		left -= item_lines(m, i, rows);
		if (left < 0)
			break;
	}
	return items;
}

int press_item_at(const struct list_position *p, const struct view_model *m, int rows, int line)
{
	for (size_t i = p->top; i < m->headline_count && line >= 0; i++) {
		line -= item_lines(m, i, rows);
		if (line < 0)
			return (int)i;
	}
	return -1;
}

/* ---- drawing ---- */

static void draw_rule(struct canvas *c, const struct view_model *m)
{
	char right[FORMAT_SIZE] = "";
	size_t fresh = press_count_new(m->headlines, m->headline_count, m);
	if (fresh)
		snprintf(right, sizeof right, "%zu new", fresh);
	else if (m->headline_count)
		snprintf(right, sizeof right, "%zu", m->headline_count);
	canvas_rule(c, 0, "Press", right);
}

static void draw_figures(struct canvas *c, int row, int column, const struct press_line *l)
{
	struct canvas line = canvas_flagged(c, l->is_selected ? CELL_SELECTED : 0);
	enum role role = l->headline->read ? ROLE_DIM : ROLE_AMBER;
	if (l->is_selected)
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
	canvas_text(&line, row, column, 1, role, "◆");
	canvas_text(&line, row, column + 2, c->columns - column - 3, role, l->figures->text);
}

static void press_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_PRESS];
	int head = press_head(c->rows), rows = c->rows - head, row = head;
	if (head)
		draw_rule(c, m);
	if (!m->headline_count)
		canvas_text(c, head, PRESS_LEFT, c->columns - PRESS_LEFT, ROLE_DIM,
			    m->offline ? "no headlines are stored" : "no headlines yet");
	for (size_t i = p->top; i < m->headline_count && row < c->rows; i++) {
		bool is_selected = i == p->selected && s->focus == LIST_PRESS;
		struct press_line line = { &m->headlines[i], figures_of(m, i), is_selected, true, false, 0 };
		int column = press_draw_line(c, row, &line, m);
		if (item_lines(m, i, rows) > 1 && row + 1 < c->rows)
			draw_figures(c, row + 1, column, &line);
		row += item_lines(m, i, rows);
	}
}

const struct widget_class widget_press = { .name = "press", .min_rows = 1, .min_columns = 30, .draw = press_draw };
