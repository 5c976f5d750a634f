/* The top line: name, screens, marks (DEMO, OFFLINE), watchlist, exchange and when it changes, clock. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/widget.h"

const struct screen_name screen_names[] = {
	{ 1, "Board" }, { 3, "Froth" }, { 4, "Deals" }, { 5, "Press" }, { 6, "Sources" }, { 0, NULL },
};

#define BRAND "froth"
#define FIRST_TAB 8 /* column of the first screen's digit */

#define MARKS_COLUMNS 9 /* for DEMO or OFFLINE right of the tabs */

/* Where not all names have room only the digits are shown, and the name of the screen that is there. */
static bool is_short(int columns)
{
	int wanted = FIRST_TAB + MARKS_COLUMNS;
	for (const struct screen_name *screen = screen_names; screen->name; screen++)
		wanted += 4 + (int)strlen(screen->name);
	return wanted > columns;
}

static int tab_columns(const struct screen_name *screen, int columns)
{
	return is_short(columns) ? 1 : 2 + (int)strlen(screen->name);
}

int bar_hit(const struct view_model *m, int columns, int column)
{
	(void)m;
	int at = FIRST_TAB;
	for (const struct screen_name *screen = screen_names; screen->name && at < columns; screen++) {
		if (column >= at && column < at + tab_columns(screen, columns))
			return screen->digit;
		at += tab_columns(screen, columns) + 2;
	}
	return 0;
}

static void draw_tab(struct canvas *c, int column, int columns, const struct screen_name *screen, bool is_active)
{
	char digit[12];
	struct canvas bold = canvas_flagged(c, is_active ? CELL_BOLD : 0);
	enum role role = is_active ? ROLE_BAR_ACTIVE : ROLE_BAR;
	snprintf(digit, sizeof digit, "%d", screen->digit);
	canvas_text(columns == 1 ? &bold : c, 0, column, 1, columns == 1 ? role : ROLE_BAR, digit);
	if (columns > 2)
		canvas_text(&bold, 0, column + 2, columns - 2, role, screen->name);
}

static int draw_tabs(struct canvas *c, const struct view_state *s)
{
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	const char *active = "";
	int column = FIRST_TAB;
	canvas_text(&bold, 0, 1, (int)strlen(BRAND), ROLE_BAR_BRAND, BRAND);
	for (const struct screen_name *screen = screen_names; screen->name; screen++) {
		int columns = tab_columns(screen, c->columns);
		if (column + columns > c->columns)
			break;
		draw_tab(c, column, columns, screen, screen->digit == s->screen);
		active = screen->digit == s->screen ? screen->name : active;
		column += columns + 2;
	}
	if (is_short(c->columns) && column + (int)strlen(active) <= c->columns)
		column += canvas_text(&bold, 0, column, c->columns - column, ROLE_BAR_ACTIVE, active) + 2;
	return column;
}

/* The exchange's zone, or UTC with its name. */
static void format_zone_clock(const struct exchange_view *e, int64_t t, char out[FORMAT_SIZE])
{
	char clock[FORMAT_SIZE];
	format_clock(t, e ? e->session.utc_offset_s : 0, clock);
	snprintf(out, FORMAT_SIZE, "%.10s %s", clock, e && *e->session.zone ? e->session.zone : "UTC");
}

/* "NYSE open · closes in 1h12"; "NYSE closed · opens Mon 09:30 ET, 15:30 here". */
static void format_exchange(const struct exchange_view *e, const struct view_model *m, char *out, size_t size)
{
	const struct session *session = &e->session;
	const char *state = session_state_text(session->state);
	int64_t at = e->next_open ? e->next_open : session->next_change;
	const char *verb = e->next_open ? "opens" : session->next == MARKET_LUNCH ? "lunch" : "closes";
	char text[FORMAT_SIZE], here[FORMAT_SIZE];
	int used = snprintf(out, size, "%s %s", e->name, state);
	if (!at || session->state == MARKET_UNKNOWN)
		return;
	if (at - m->now < 12 * 3600) {
		format_span(at - m->now, text);
		snprintf(out + used, size - (size_t)used, " · %s in %s", verb, text);
		return;
	}
	format_zone_clock(e, at, text);
	used += snprintf(out + used, size - (size_t)used, " · %s %s %s", verb,
			 format_weekday(at, session->utc_offset_s), text);
	format_clock(at, m->local_offset_s, here);
	if (m->local_offset_s != session->utc_offset_s && (size_t)used < size)
		snprintf(out + used, size - (size_t)used, ", %s here", here);
}

/* Draws text so that it ends before `*end` if there is room right of `from`; moves *end. */
static bool draw_from_right(struct canvas *c, int from, int *end, enum role role, const char *text)
{
	int columns = canvas_columns(c, text);
	if (*end - columns < from)
		return false;
	canvas_text(c, 0, *end - columns, columns, role, text);
	*end -= columns + 3;
	return true;
}

static int draw_marks(struct canvas *c, int column, const struct view_model *m)
{
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	if (m->demo)
		column += canvas_text(&bold, 0, column, c->columns - column, ROLE_DEMO, " DEMO ") + 2;
	if (m->offline)
		column += canvas_text(&bold, 0, column, c->columns - column, ROLE_WARN, "OFFLINE") + 2;
	return column;
}

static void draw_right_side(struct canvas *c, int from, const struct view_model *m)
{
	const struct exchange_view *e = view_model_clock(m);
	char text[FORMAT_SIZE * 2], clock[FORMAT_SIZE];
	int end = c->columns - 1;
	format_zone_clock(e, m->now, clock);
	draw_from_right(c, from, &end, ROLE_TEXT, clock);
	if (e) {
		format_exchange(e, m, text, sizeof text);
		char *detail = strstr(text, ", ");
		if (end - canvas_columns(c, text) < from && detail)
			*detail = '\0';
		detail = strstr(text, " · ");
		if (end - canvas_columns(c, text) < from && detail)
			*detail = '\0';
		draw_from_right(c, from, &end, ROLE_TEXT, text);
	}
	snprintf(text, sizeof text, m->watchlist_count > 1 ? "%s ▾" : "%s", m->watchlist ? m->watchlist : "");
	draw_from_right(c, from, &end, ROLE_BRIGHT, text);
}

static void bar_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	struct canvas bar = canvas_flagged(c, CELL_BAR);
	canvas_fill(&bar, 0, 0, c->columns, ROLE_BAR, " ");
	int column = draw_tabs(&bar, s);
	column = draw_marks(&bar, column, m);
	draw_right_side(&bar, column, m);
}

const struct widget_class widget_bar = { .name = "bar", .min_rows = 1, .min_columns = 20, .draw = bar_draw };
