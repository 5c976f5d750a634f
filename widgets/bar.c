/* The top line: name, screens, marks (DEMO, OFFLINE), watchlist, exchange and when it changes, clock. */
#include <stdio.h>
#include <string.h>

#include "market/hours.h"
#include "widgets/format.h"
#include "widgets/widget.h"

const struct screen_name screen_names[] = {
	{ 1, "Board" }, { 2, "Company" }, { 3, "Froth" }, { 4, "Deals" }, { 5, "Press" }, { 6, "Sources" }, { 0, NULL },
};

#define BRAND "froth"
#define FIRST_TAB 8 /* column of the first screen's digit */

#define RIGHT_COLUMNS 22 /* for a market's state and clock right of the tabs, "NYSE open   14:48 ET" */

/* Where not all names have room only the digits are shown, and the name of the screen that is there. */
static bool is_short(int columns)
{
	int wanted = FIRST_TAB + RIGHT_COLUMNS;
	for (const struct screen_name *screen = screen_names; screen->name; screen++)
		wanted += 4 + (int)strlen(screen->name);
	return wanted > columns;
}

static int tab_columns(const struct screen_name *screen, int columns)
{
	return is_short(columns) ? 1 : 2 + (int)strlen(screen->name);
}

/* Between two tabs. */
static int tab_gap(int columns)
{
	return is_short(columns) ? 1 : 2;
}

int bar_hit(const struct view_model *m, int columns, int column)
{
	(void)m;
	int at = FIRST_TAB;
	for (const struct screen_name *screen = screen_names; screen->name && at < columns; screen++) {
		if (column >= at && column < at + tab_columns(screen, columns))
			return screen->digit;
		at += tab_columns(screen, columns) + tab_gap(columns);
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
		column += columns + tab_gap(c->columns);
	}
	if (is_short(c->columns) && column + 1 + (int)strlen(active) <= c->columns)
		column += 1 + canvas_text(&bold, 0, column + 1, c->columns - column - 1, ROLE_BAR_ACTIVE, active) + 2;
	return column;
}

/* The exchange's zone, or UTC with its name. */
static void format_zone_clock(const struct exchange_view *e, int64_t t, char out[FORMAT_SIZE])
{
	char clock[FORMAT_SIZE];
	format_clock(t, e ? e->session.utc_offset_s : 0, clock);
	snprintf(out, FORMAT_SIZE, "%.10s %s", clock, e && *e->session.zone ? e->session.zone : "UTC");
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

/* As much of the exchange's hours as there is room for: both clocks only where the watchlist's name has its room
 * too. While it is shut the clocks go before the time that is left. */
static void draw_hours(struct canvas *c, int from, int *end, const struct exchange_view *e, const struct view_model *m,
		       int name_columns)
{
	char text[HOURS_SIZE];
	struct hours h;
	exchange_view_hours(e, m, &h);
	for (int detail = HOURS_ALL; detail >= HOURS_STATE; detail--) {
		int reserved = detail > HOURS_NEXT && name_columns ? name_columns + 3 : 0;
		if (detail == HOURS_TIMES && !e->next_open)
			continue;
		hours_format(&h, (enum hours_detail)detail, text);
		if (draw_from_right(c, from + reserved, end, ROLE_TEXT, text))
			return;
	}
}

static void draw_right_side(struct canvas *c, int from, const struct view_model *m)
{
	const struct exchange_view *e = view_model_clock(m);
	char name[FORMAT_SIZE * 2], clock[FORMAT_SIZE];
	int end = c->columns - 1;
	format_zone_clock(e, m->now, clock);
	draw_from_right(c, from, &end, ROLE_TEXT, clock);
	snprintf(name, sizeof name, m->watchlist_count > 1 ? "%s ▾" : "%s", m->watchlist ? m->watchlist : "");
	if (e)
		draw_hours(c, from, &end, e, m, canvas_columns(c, name));
	draw_from_right(c, from, &end, ROLE_BRIGHT, name);
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
