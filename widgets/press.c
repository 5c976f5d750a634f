/* Headlines, newest first: time, companies, title. The list keeps its place when news comes in. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/widget.h"

#define TIME_COLUMNS 6 /* "20 Aug" */
#define LEFT 3

int press_head(int rows)
{
	return rows >= 3 ? 1 : 0;
}

static size_t count_new(const struct view_model *m)
{
	size_t count = 0;
	for (size_t i = 0; i < m->headline_count; i++)
		count += m->headlines[i].row > m->headline_seen;
	return count;
}

static void draw_rule(struct canvas *c, const struct view_model *m)
{
	char right[FORMAT_SIZE] = "";
	size_t fresh = count_new(m);
	if (fresh)
		snprintf(right, sizeof right, "%zu new", fresh);
	else if (m->headline_count)
		snprintf(right, sizeof right, "%zu", m->headline_count);
	canvas_rule(c, 0, "Press", right);
}

/* Symbols that fit, "NVDA ORCL", "NVDA +2" when not all do; the source's name where no company is known. */
static void format_companies(const struct headline *h, int columns, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < h->company_count; i++) {
		size_t wanted = strlen(h->companies[i]) + (used ? 1 : 0);
		bool is_last = i + 1 == h->company_count;
		if (used && used + wanted + (is_last ? 0 : 3) > (size_t)columns) {
			snprintf(out + used, size - used, " +%zu", h->company_count - i);
			return;
		}
		snprintf(out + used, size - used, "%s%s", used ? " " : "", h->companies[i]);
		used += wanted;
	}
}

static void draw_item(struct canvas *c, int row, const struct headline *h, const struct view_model *m, bool is_selected,
		      bool is_focused)
{
	struct canvas line = canvas_flagged(c, is_selected && is_focused ? CELL_SELECTED : 0);
	if (is_selected && is_focused) {
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&line, row, 0, 1, ROLE_AMBER, "▌");
	}
	bool is_new = h->row > m->headline_seen;
	if (is_new)
		canvas_text(&line, row, 1, 1, ROLE_NEW, "●");
	const struct exchange_view *clock = view_model_clock(m);
	char text[FORMAT_SIZE];
	format_time(h->time, m->now, clock ? clock->session.utc_offset_s : 0, text);
	canvas_text_right(&line, row, LEFT, TIME_COLUMNS, ROLE_DIM, text);
	int column = LEFT + TIME_COLUMNS + 1, companies = c->columns >= 56 ? 9 : c->columns >= 44 ? 6 : 0;
	if (companies) {
		format_companies(h, companies, text, sizeof text);
		canvas_text(&line, row, column, companies, ROLE_LINK, text);
		column += companies + 1;
	}
	canvas_text(&line, row, column, c->columns - column - 1, is_new ? ROLE_BRIGHT : ROLE_TEXT, h->title);
}

static void press_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_PRESS];
	int head = press_head(c->rows);
	if (head)
		draw_rule(c, m);
	if (!m->headline_count)
		canvas_text(c, head, LEFT, c->columns - LEFT, ROLE_DIM,
			    m->offline ? "no headlines are stored" : "no headlines yet");
	size_t shown = list_visible(p, m->headline_count, c->rows - head);
	for (size_t i = 0; i < shown; i++)
		draw_item(c, head + (int)i, &m->headlines[p->top + i], m, p->top + i == p->selected,
			  s->focus == LIST_PRESS);
}

const struct widget_class widget_press = { .name = "press", .min_rows = 1, .min_columns = 30, .draw = press_draw };
