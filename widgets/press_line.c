/* One item of the press on a line, its amounts marked. */
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "widgets/format.h"
#include "widgets/press.h"

#define TIME_COLUMNS 6 /* "20 Aug" */

/* ---- marked text ---- */

/* Bytes of the text that fit in `columns` as this canvas draws them, whole characters with their marks. */
static size_t bytes_fitting(const struct canvas *c, const char *text, int columns)
{
	size_t length = strlen(text), at = 0;
	int used = 0;
	while (at < length) {
		uint32_t point;
		size_t bytes = utf8_decode(text + at, length - at, &point);
		used += c->ascii ? 1 : utf8_width(point);
		if (used > columns)
			break;
		at += bytes;
	}
	return at;
}

static int columns_of(const struct canvas *c, const char *text, size_t length)
{
	int columns = 0;
	for (size_t at = 0; at < length;) {
		uint32_t point;
		at += utf8_decode(text + at, length - at, &point);
		columns += c->ascii ? 1 : utf8_width(point);
	}
	return columns;
}

/* Draws bytes [from, to) of the text anew, where they stand. */
static void draw_span(struct canvas *c, int row, int column, const char *text, size_t from, size_t to)
{
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	char part[256];
	if (to <= from || to - from >= sizeof part)
		return;
	memcpy(part, text + from, to - from);
	part[to - from] = '\0';
	canvas_text(&bold, row, column + columns_of(c, text, from), columns_of(c, part, to - from), ROLE_AMBER, part);
}

int press_draw_marked(struct canvas *c, int row, int column, int columns, enum role role, const char *text,
		      const struct press_span *spans, size_t count, size_t offset)
{
	columns = columns < c->columns - column ? columns : c->columns - column;
	if (columns <= 0)
		return 0;
	int used = canvas_text(c, row, column, columns, role, text);
	bool is_cut = canvas_columns(c, text) > columns;
	size_t shown = is_cut ? bytes_fitting(c, text, columns - 1) : strlen(text);
	for (size_t i = 0; i < count; i++) {
		size_t from = spans[i].offset > offset ? spans[i].offset - offset : 0;
		size_t to = spans[i].offset + spans[i].length;
		to = to > offset ? to - offset : 0;
		draw_span(c, row, column, text, from, to < shown ? to : shown);
	}
	return used;
}

/* ---- an item ---- */

/* Symbols that fit, "NVDA ORCL", "NVDA +2" when not all do. */
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

static enum role title_role(const struct headline *h, bool stands_out)
{
	return h->read ? ROLE_DIM : stands_out ? ROLE_BRIGHT : ROLE_TEXT;
}

static void draw_marks(struct canvas *line, int row, const struct press_line *l, bool is_new)
{
	if (l->is_selected)
		canvas_text(line, row, 0, 1, l->is_focused ? ROLE_AMBER : ROLE_DIM, "▌");
	if (is_new)
		canvas_text(line, row, 1, 1, ROLE_NEW, "●");
}

int press_draw_line(struct canvas *c, int row, const struct press_line *l, const struct view_model *m)
{
	const struct headline *h = l->headline;
	const struct exchange_view *clock = view_model_clock(m);
	struct canvas line = canvas_flagged(c, l->is_selected ? CELL_SELECTED : 0);
	bool is_new = h->row > m->headline_seen, stands_out = !h->read && (is_new || l->by_mark);
	struct canvas title = canvas_flagged(&line, stands_out ? CELL_BOLD : 0);
	int column = PRESS_LEFT + TIME_COLUMNS + 1, companies = c->columns >= 56 ? 9 : c->columns >= 44 ? 6 : 0;
	char text[FORMAT_SIZE];
	if (l->is_selected)
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
	draw_marks(&line, row, l, is_new);
	format_time(h->time, m->now, clock ? clock->session.utc_offset_s : 0, text);
	canvas_text_right(&line, row, PRESS_LEFT, TIME_COLUMNS, ROLE_DIM, text);
	if (companies) {
		format_companies(h, companies, text, sizeof text);
		canvas_text(&line, row, column, companies, ROLE_LINK, text);
		column += companies + 1;
	}
	int end = c->columns - 1 - (l->source_columns ? l->source_columns + 2 : 0);
	if (l->source_columns)
		canvas_text_right(&line, row, end + 2, l->source_columns, ROLE_DIM, h->source);
	press_draw_marked(&title, row, column, end - column, title_role(h, stands_out), h->title,
			  l->figures ? l->figures->title : NULL, l->figures ? l->figures->title_count : 0, 0);
	return column;
}

size_t press_count_new(const struct headline *items, size_t count, const struct view_model *m)
{
	size_t fresh = 0;
	for (size_t i = 0; i < count; i++)
		fresh += items[i].row > m->headline_seen;
	return fresh;
}
