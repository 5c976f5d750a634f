/* Screen 6: one row a source, then the store, the collector and the exchanges' hours. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/format.h"
#include "widgets/list_table.h"
#include "widgets/widget.h"
#include "widgets/wrap.h"

#define LEFT LIST_LEFT
#define FOOT_ROWS 5 /* blank, rule, store, collector, exchanges */
#define LABEL_COLUMNS 12
#define NAME_COLUMNS 18

static const struct {
	const char *text, *glyph;
	enum role role;
} status_looks[] = {
	[SOURCE_WAITING] = { "waiting", "◌", ROLE_DIM },          [SOURCE_LIVE] = { "live", "●", ROLE_OK },
	[SOURCE_BACKING_OFF] = { "backing off", "▲", ROLE_WARN }, [SOURCE_REFUSED] = { "refused", "▲", ROLE_WARN },
	[SOURCE_OFFLINE] = { "offline", "○", ROLE_WARN },         [SOURCE_DISABLED] = { "disabled", "·", ROLE_DIM },
};

static void draw_name(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	canvas_text(p->canvas, p->row, p->column, p->columns, ROLE_BRIGHT, source->name);
}

static void draw_kind(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	canvas_text(p->canvas, p->row, p->column, p->columns, ROLE_DIM, source->kind);
}

static void draw_state(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	char text[FORMAT_SIZE];
	if (source->status == SOURCE_REFUSED && source->last_code)
		snprintf(text, sizeof text, "%s %s %d", status_looks[source->status].glyph,
			 status_looks[source->status].text, source->last_code);
	else
		snprintf(text, sizeof text, "%s %s", status_looks[source->status].glyph,
			 status_looks[source->status].text);
	canvas_text(p->canvas, p->row, p->column, p->columns, status_looks[source->status].role, text);
}

static void draw_last(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	char age[TIMESTAMP_SIZE] = "never";
	if (source->last_ok)
		timestamp_format_age(m->now - source->last_ok, age);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, source->last_ok ? ROLE_TEXT : ROLE_DIM, age);
}

static void draw_next(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	const struct exchange_view *clock = view_model_clock(m);
	char text[FORMAT_SIZE] = "-";
	int64_t left = source->next_poll - m->now;
	if (source->next_poll && source->status != SOURCE_DISABLED) {
		if (left <= 0)
			snprintf(text, sizeof text, "now");
		else if (left < 120)
			snprintf(text, sizeof text, "in %d s", (int)left);
		else
			format_time(source->next_poll, m->now, clock ? clock->session.utc_offset_s : 0, text);
	}
	canvas_text_right(p->canvas, p->row, p->column, p->columns, ROLE_TEXT, text);
}

static void draw_latency(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	char text[FORMAT_SIZE] = "-";
	if (source->latency_ms >= 0)
		snprintf(text, sizeof text, "%d ms", source->latency_ms);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, ROLE_TEXT, text);
}

static void draw_bytes(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	char text[FORMAT_SIZE] = "-";
	if (source->last_try)
		format_bytes(source->bytes, text);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, ROLE_TEXT, text);
}

static void draw_items(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	char text[FORMAT_SIZE] = "-";
	if (source->last_ok)
		snprintf(text, sizeof text, "%d", source->items);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, ROLE_TEXT, text);
}

static void draw_error(const struct list_cell *p, const void *item, const struct view_model *m)
{
	const struct source_state *source = item;
	(void)m;
	canvas_text(p->canvas, p->row, p->column, p->columns, *source->error ? ROLE_WARN : ROLE_DIM,
		    *source->error ? source->error : "-");
}

static const struct list_column columns[] = {
	{ "SOURCE", NAME_COLUMNS, 1, false, 0, draw_name },
	{ "KIND", 8, 8, false, 0, draw_kind },
	{ "STATE", 13, 2, false, 0, draw_state },
	{ "LAST OK", 7, 3, true, 0, draw_last },
	{ "NEXT", 7, 4, true, 0, draw_next },
	{ "LATENCY", 8, 7, true, 0, draw_latency },
	{ "BYTES", 7, 9, true, 0, draw_bytes },
	{ "ITEMS", 5, 6, true, 0, draw_items },
	{ "LAST ERROR", 16, 5, false, 1, draw_error },
};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))

int sources_head(int rows)
{
	return rows >= 4 ? 2 : rows >= 2 ? 1 : 0;
}

int sources_rows(int rows)
{
	return rows - sources_head(rows) - (rows >= FOOT_ROWS + 6 ? FOOT_ROWS : 0);
}

static void draw_row(struct canvas *c, int row, const int widths[LIST_COLUMNS], const struct view_model *m,
		     size_t index, bool is_selected)
{
	struct canvas line = list_line(c, row, is_selected);
	list_draw_row(&line, row, columns, COLUMNS, widths, &m->sources[index], m);
}

static void draw_rule(struct canvas *c, const struct view_model *m)
{
	size_t live = 0;
	for (size_t i = 0; i < m->source_count; i++)
		live += m->sources[i].status == SOURCE_LIVE;
	char right[FORMAT_SIZE] = "";
	if (m->source_count)
		snprintf(right, sizeof right, "%zu of %zu live", live, m->source_count);
	canvas_rule(c, 0, "Sources", right);
}

static void format_collector(const struct view_model *m, char *out, size_t size)
{
	char age[TIMESTAMP_SIZE];
	timestamp_format_age(m->now - m->collector_since, age);
	if (m->collector == COLLECTOR_NONE)
		snprintf(out, size, m->collector_pid ? "not ours: process %lld, for %s" : "none: --offline",
			 (long long)m->collector_pid, age);
	else if (m->collector == COLLECTOR_DEAD)
		snprintf(out, size, "ended; starts again in %lld s",
			 (long long)(m->collector_retry > m->now ? m->collector_retry - m->now : 0));
	else if (!m->collector_pid)
		snprintf(out, size, "starting");
	else
		snprintf(out, size, "process %lld%s, up %s", (long long)m->collector_pid,
			 m->collector == COLLECTOR_OTHER ? " of another terminal" : "", age);
}

static void draw_fact(struct canvas *c, int row, const char *name, const char *text)
{
	canvas_text(c, row, LEFT, LABEL_COLUMNS, ROLE_DIM, name);
	canvas_text(c, row, LEFT + LABEL_COLUMNS, c->columns - LEFT - LABEL_COLUMNS - 1, ROLE_TEXT, text);
}

static void format_all_hours(const struct view_model *m, char *out, size_t size)
{
	size_t used = 0;
	out[0] = '\0';
	for (size_t i = 0; i < m->exchange_count && used + 4 < size; i++) {
		char text[HOURS_SIZE];
		struct hours h;
		exchange_view_hours(&m->exchanges[i], m, &h);
		hours_format_until(&h, false, text);
		int n = snprintf(out + used, size - used, "%s%s", i ? " · " : "", text);
		used += n > 0 ? (size_t)n : 0;
	}
}

/* A row an exchange with both clocks where there is room, else all on one. Returns the rows taken. */
static int draw_hours(struct canvas *c, int row, const struct view_model *m)
{
	char text[768];
	int rows = (int)m->exchange_count;
	if (rows == 0 || row + rows > c->rows) {
		format_all_hours(m, text, sizeof text);
		draw_fact(c, row, "exchanges", text);
		return 1;
	}
	for (int i = 0; i < rows; i++) {
		struct hours h;
		exchange_view_hours(&m->exchanges[i], m, &h);
		hours_format_until(&h, true, text);
		draw_fact(c, row + i, i ? "" : "exchanges", text);
	}
	return rows;
}

static int draw_zone(struct canvas *c, int row, const struct view_model *m)
{
	char text[192];
	if (!m->zone_problem || !*m->zone_problem)
		return 0;
	snprintf(text, sizeof text, "local times are UTC: %s", m->zone_problem);
	draw_fact(c, row, "time zone", text);
	return 1;
}

/* Returns the row below it. */
static int draw_foot(struct canvas *c, int row, const struct view_model *m)
{
	char text[768], size[FORMAT_SIZE];
	canvas_rule(c, row, "Store, collector, exchanges", "");
	format_bytes(m->store_bytes, size);
	snprintf(text, sizeof text, "%s%s%s", m->has_store ? size : "none yet", m->has_store ? " in " : ": ",
		 m->store_path);
	draw_fact(c, row + 1, "store", text);
	format_collector(m, text, sizeof text);
	draw_fact(c, row + 2, "collector", text);
	row += 3;
	row += draw_hours(c, row, m);
	return row + draw_zone(c, row, m);
}

/* The errors whole, where there is room below: a row each, or more. */
static void draw_errors(struct canvas *c, int row, const struct view_model *m)
{
	int room = c->columns - LEFT - NAME_COLUMNS - 3;
	bool has_head = false;
	for (size_t i = 0; i < m->source_count && room >= 20; i++) {
		const char *text = m->sources[i].error;
		if (*text && !has_head)
			canvas_rule(c, row++, "Last errors", "");
		has_head = has_head || *text;
		if (*text)
			canvas_text(c, row, LEFT, NAME_COLUMNS, ROLE_TEXT, m->sources[i].name);
		while (*text && row < c->rows) {
			char line[sizeof m->sources[i].error];
			text = wrap_line(text, room, line, sizeof line);
			canvas_text(c, row++, LEFT + NAME_COLUMNS + 2, room, ROLE_WARN, line);
		}
	}
}

static void sources_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_SOURCES];
	int widths[LIST_COLUMNS], head = sources_head(c->rows);
	int rows = sources_rows(c->rows);
	list_fit(columns, COLUMNS, c->columns, widths);
	if (head == 2)
		draw_rule(c, m);
	if (head)
		list_draw_head(c, head - 1, columns, COLUMNS, widths);
	if (!m->source_count)
		canvas_text(c, head, LEFT, c->columns - LEFT, ROLE_DIM, "no source has been polled yet");
	size_t shown = list_visible(p, m->source_count, rows);
	for (size_t i = 0; i < shown; i++)
		draw_row(c, head + (int)i, widths, m, p->top + i, p->top + i == p->selected);
	if (rows == c->rows - head)
		return;
	int foot = head + (shown ? (int)shown : 1) + 1;
	draw_errors(c, draw_foot(c, foot, m) + 1, m);
}

const struct widget_class widget_sources = {
	.name = "sources", .min_rows = 2, .min_columns = 30, .draw = sources_draw
};
