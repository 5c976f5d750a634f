/* The bottom line: one word on the whole, the age of each kind of source, key hints. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "tui/key.h"
#include "widgets/format.h"
#include "widgets/widget.h"

struct overall {
	const char *glyph, *text;
	enum role role;
};

static bool any_source(const struct view_model *m, enum source_status status)
{
	for (size_t i = 0; i < m->source_count; i++)
		if (m->sources[i].status == status)
			return true;
	return false;
}

static struct overall overall_state(const struct view_model *m)
{
	static const struct overall states[] = {
		{ "○", "offline", ROLE_WARN },
		{ "◌", "no store yet", ROLE_WARN },
		{ "▲", "collector ended", ROLE_WARN },
		{ "◌", "starting", ROLE_DIM },
		{ "●", "live", ROLE_OK },
		{ "▲", "no source answers", ROLE_WARN },
		{ "◌", "waiting", ROLE_DIM },
	};
	if (m->collector == COLLECTOR_NONE)
		return states[0];
	if (m->collector == COLLECTOR_DEAD)
		return states[2];
	if (!m->has_store)
		return states[1];
	if (any_source(m, SOURCE_LIVE))
		return states[4];
	if (m->collector == COLLECTOR_STARTING)
		return states[3];
	bool is_failing =
		any_source(m, SOURCE_BACKING_OFF) || any_source(m, SOURCE_REFUSED) || any_source(m, SOURCE_OFFLINE);
	return states[is_failing ? 5 : 6];
}

/* The newest success among the sources of a kind; 0 none. */
static int64_t newest_of(const struct view_model *m, const char *kind)
{
	int64_t newest = 0;
	for (size_t i = 0; i < m->source_count; i++)
		if (!strcmp(m->sources[i].kind, kind) && m->sources[i].last_ok > newest)
			newest = m->sources[i].last_ok;
	return newest;
}

static int draw_ages(struct canvas *c, int column, int end, const struct view_model *m)
{
	int gap = c->columns < 100 ? 2 : 3;
	static const char *const kinds[] = { "quotes", "history", "press", "facts" };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		char text[FORMAT_SIZE * 2], age[FORMAT_SIZE];
		int64_t at = newest_of(m, kinds[i]);
		bool is_dated = !at && !strcmp(kinds[i], "facts") && m->facts_as_of;
		if (!at && !is_dated)
			continue;
		if (is_dated)
			format_date(m->facts_as_of, m->now, 0, age);
		else
			timestamp_format_age(m->now - at, age);
		snprintf(text, sizeof text, "%s %s", kinds[i], age);
		if (column + (int)strlen(text) > end)
			break;
		column += canvas_text(c, 0, column, end - column, ROLE_BAR, text) + gap;
	}
	return column;
}

/* Hints come from the key table too: the first name of the row that does this. */
static const char *key_for(enum action action, int argument, char out[16])
{
	for (const struct keybind *bind = keybinds; bind->keys; bind++)
		if (bind->action == action && bind->argument == argument) {
			snprintf(out, 16, "%.*s", (int)strcspn(bind->keys, " "), bind->keys);
			return out;
		}
	return "";
}

static int draw_hints(struct canvas *c, int from, int screen)
{
	static const struct {
		enum action action;
		int argument;
		const char *text;
		const char *screens; /* their digits; "" every one */
	} hints[] = {
		{ ACTION_HELP, 0, "help", "" },        { ACTION_QUIT, 0, "quit", "" },
		{ ACTION_LOOK, 1, "look", "4" },       { ACTION_FIND, 0, "search", "5" },
		{ ACTION_REFRESH, 0, "ask", "6" },     { ACTION_PANE, 1, "pane", "1236" },
		{ ACTION_RANGE, 0, "chart", "136" },   { ACTION_RANGE, 0, "frame", "2" },
		{ ACTION_COMPARE, 0, "compare", "2" }, { ACTION_COLUMN, 0, "candles", "2" },
		{ ACTION_OPEN, 0, "open", "" },        { ACTION_LINK, 0, "source", "4" },
		{ ACTION_LINK, 0, "link", "5" },       { ACTION_MARK, 0, "read", "5" },
		{ ACTION_SORT, 0, "sort", "136" },     { ACTION_FILTER, 0, "company", "4" },
		{ ACTION_ADD, 0, "add", "4" },         { ACTION_EDIT, 0, "edit", "4" },
		{ ACTION_COMPARE, 0, "add", "1" },     { ACTION_WATCHLISTS, 0, "lists", "1" },
	};
	int end = c->columns - 1;
	for (size_t i = 0; i < sizeof hints / sizeof *hints; i++) {
		if (*hints[i].screens && !strchr(hints[i].screens, '0' + screen))
			continue;
		char name[16], text[FORMAT_SIZE];
		const char *key = key_for(hints[i].action, hints[i].argument, name);
		int columns = snprintf(text, sizeof text, "%s %s", key, hints[i].text);
		if (end - columns < from)
			break;
		canvas_text(c, 0, end - columns, columns, ROLE_BAR, text);
		canvas_text(c, 0, end - columns, (int)strlen(key), ROLE_TEXT, key);
		end -= columns + 3;
	}
	return end;
}

static void status_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	struct canvas bar = canvas_flagged(c, CELL_BAR);
	canvas_fill(&bar, 0, 0, c->columns, ROLE_BAR, " ");
	struct overall state = overall_state(m);
	int column = 1;
	column += canvas_text(&bar, 0, column, 1, state.role, state.glyph) + 1;
	column +=
		canvas_text(&bar, 0, column, c->columns - column, state.role, state.text) + (c->columns < 100 ? 2 : 3);
	int end = c->columns - 1;
	if (*m->message) {
		canvas_text(&bar, 0, column, end - column, ROLE_WARN, m->message);
		return;
	}
	column = draw_ages(&bar, column, end, m);
	if (s->hints)
		draw_hints(&bar, column, s->screen);
}

const struct widget_class widget_status = { .name = "status", .min_rows = 1, .min_columns = 20, .draw = status_draw };
