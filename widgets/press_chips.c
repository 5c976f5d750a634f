/* Screen 5, the first line: the filters, each with its key; those that are set stand out. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/press.h"

#define LEFT 3
#define GAP 3
#define CHIPS 5

struct chip {
	const char *key, *name;
	char value[SOURCE_NAME_SIZE + 24]; /* "" the filter is not set */
};

static void make_chips(const struct press_filter *f, struct chip chips[CHIPS])
{
	static const char *const keys[CHIPS] = { "c", "s", "L", "u", "f" };
	static const char *const names[CHIPS] = { "company", "source", "language", "unread", "with figures" };
	const char *values[CHIPS] = { f->company, f->source, f->language, f->unread ? "unread" : "",
				      f->figures ? "with figures" : "" };
	for (int i = 0; i < CHIPS; i++) {
		chips[i] = (struct chip){ .key = keys[i], .name = names[i] };
		snprintf(chips[i].value, sizeof chips[i].value, "%s", values[i]);
	}
}

static int chip_columns(const struct canvas *c, const struct chip *chip)
{
	return *chip->value ? canvas_columns(c, chip->value) + 4 : 2 + canvas_columns(c, chip->name);
}

/* "c company"; " NVDA c " on a ground of its own. */
static int draw_chip(struct canvas *c, int column, const struct chip *chip)
{
	struct canvas set = canvas_flagged(c, CELL_SELECTED), bold = canvas_flagged(&set, CELL_BOLD);
	int at = column;
	if (!*chip->value) {
		at += canvas_text(c, 0, at, 1, ROLE_TEXT, chip->key) + 1;
		return at + canvas_text(c, 0, at, c->columns - at, ROLE_DIM, chip->name) - column;
	}
	int columns = chip_columns(c, chip);
	canvas_fill(&set, 0, at, columns, ROLE_TEXT, " ");
	at += 1 + canvas_text(&bold, 0, at + 1, columns - 4, ROLE_AMBER, chip->value);
	canvas_text(&set, 0, at + 1, 1, ROLE_TEXT, chip->key);
	return columns;
}

/* What is left of the chips when those that are not set are left out. */
static int all_columns(const struct canvas *c, const struct chip chips[CHIPS], bool set_only)
{
	int columns = LEFT;
	for (int i = 0; i < CHIPS; i++)
		if (!set_only || *chips[i].value)
			columns += chip_columns(c, &chips[i]) + GAP;
	return columns - GAP;
}

static void draw_keys_alone(struct canvas *c)
{
	canvas_text(c, 0, LEFT, c->columns - LEFT, ROLE_DIM, "c s L u f filter   / search");
}

static void draw_chips(struct canvas *c, const struct press_filter *f)
{
	struct chip chips[CHIPS];
	make_chips(f, chips);
	bool is_set = press_filter_is_set(f), set_only = all_columns(c, chips, false) > c->columns;
	int column = LEFT;
	if (set_only && !is_set) {
		draw_keys_alone(c);
		return;
	}
	for (int i = 0; i < CHIPS; i++)
		if (!set_only || *chips[i].value)
			column += draw_chip(c, column, &chips[i]) + GAP;
	const char *rest = is_set ? "x clears" : "/ search";
	if (column + canvas_columns(c, rest) >= c->columns)
		return;
	canvas_text(c, 0, column, c->columns - column, ROLE_DIM, rest);
	canvas_text(c, 0, column, 1, ROLE_TEXT, is_set ? "x" : "/");
}

static void chips_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)s;
	if (*m->press.error)
		canvas_text(c, 0, LEFT, c->columns - LEFT - 1, ROLE_WARN, m->press.error);
	else
		draw_chips(c, &m->press.filter);
}

const struct widget_class widget_chips = { .name = "chips", .min_rows = 1, .min_columns = 20, .draw = chips_draw };
