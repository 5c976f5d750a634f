/* Screen 3, what each side believes: a row an assumption with both camps' values, on what each rests, and how far
 * the reading of either moves if it takes the other's. Keys change the selected one. */
#include <stdio.h>
#include <string.h>

#include "widgets/debate.h"
#include "widgets/wrap.h"

#define CODE_COLUMNS 2
#define BASIS_COLUMNS 19 /* "observed / observed" */
#define MOVE_COLUMNS 6
#define BAR_COLUMNS 10
#define GAP 2
#define FOOT_ROWS 4 /* a blank, then what is known of the selected row */
#define FOOT_FROM 11

/* Where the columns lie; 0 columns: left out. */
struct places {
	int label, label_columns, value[CAMPS], value_columns, basis, moves[CAMPS], bar, source, source_columns;
};

static void places_init(struct places *p, int columns)
{
	bool is_narrow = columns < 60;
	*p = (struct places){ .label = DEBATE_LEFT + CODE_COLUMNS, .value_columns = is_narrow ? 8 : 11 };
	int left = columns - p->label - 2 * p->value_columns - 1;
	left -= is_narrow ? 0 : 2 * MOVE_COLUMNS + GAP;
	p->label_columns = left < 40 ? left : 40;
	left -= p->label_columns;
	int at = p->label + p->label_columns;
	p->value[CAMP_HUANG] = at;
	p->value[CAMP_MARCUS] = at + p->value_columns;
	at += 2 * p->value_columns;
	if (is_narrow)
		return;
	p->moves[CAMP_HUANG] = at + GAP;
	p->moves[CAMP_MARCUS] = at + GAP + MOVE_COLUMNS;
	at += GAP + 2 * MOVE_COLUMNS;
	if (left >= BAR_COLUMNS + GAP) {
		p->bar = at + GAP;
		at += BAR_COLUMNS + GAP;
		left -= BAR_COLUMNS + GAP;
	}
	if (left >= BASIS_COLUMNS + GAP) {
		p->basis = at + GAP;
		at += BASIS_COLUMNS + GAP;
		left -= BASIS_COLUMNS + GAP;
	}
	if (left >= 12) {
		p->source = at + GAP;
		p->source_columns = left - GAP;
	}
}

int assumptions_rows(int rows)
{
	int items = rows - debate_head(rows);
	return items >= FOOT_FROM ? items - FOOT_ROWS : items;
}

static bool is_changed(const struct assumption_view *a, enum camp camp)
{
	return fabs(a->value[camp] - a->shipped[camp]) > a->step * 1e-6;
}

/* "6", "‹ 6 ›" where a key would change it, "4*" where it is not the shipped one. */
static void draw_value(struct canvas *c, int row, const struct places *p, const struct assumption_view *a,
		       enum camp camp, bool is_target)
{
	char text[FORMAT_SIZE];
	bool changed = is_changed(a, camp);
	struct canvas bold = canvas_flagged(c, is_target || changed ? CELL_BOLD : 0);
	enum role role = changed ? ROLE_AMBER : camp == CAMP_HUANG ? ROLE_HUANG : ROLE_MARCUS;
	snprintf(text, sizeof text, "%s%.4g%s%s%s", is_target ? "‹ " : "", a->value[camp],
		 strcmp(a->unit, "%") ? "" : " %", changed ? "*" : "", is_target ? " ›" : "");
	canvas_text_right(&bold, row, p->value[camp], p->value_columns, role, text);
}

static void draw_move(struct canvas *c, int row, const struct places *p, const struct assumption_view *a,
		      enum camp camp)
{
	char text[FORMAT_SIZE] = "·";
	bool moves = isfinite(a->moves[camp]) && fabs(a->moves[camp]) >= 0.05;
	if (moves)
		snprintf(text, sizeof text, "%+.1f", a->moves[camp]);
	enum role role = !moves ? ROLE_RULE : camp == CAMP_HUANG ? ROLE_HUANG : ROLE_MARCUS;
	canvas_text_right(c, row, p->moves[camp], MOVE_COLUMNS, role, text);
}

static double greatest_move(const struct assumption_view *a)
{
	double huang = fabs(a->moves[CAMP_HUANG]), marcus = fabs(a->moves[CAMP_MARCUS]);
	return fmax(isfinite(huang) ? huang : 0, isfinite(marcus) ? marcus : 0);
}

static double greatest_of_all(const struct view_model *m)
{
	double most = 0;
	for (size_t i = 0; i < m->assumption_count; i++)
		most = fmax(most, greatest_move(&m->assumptions[i]));
	return most;
}

static void format_label(const struct assumption_view *a, char *out, size_t size)
{
	static const struct {
		const char *unit, *words;
	} units[] = { { "bn USD", ", bn a year" }, { "years", ", years" } };
	const char *words = "";
	for (size_t i = 0; i < sizeof units / sizeof *units; i++)
		if (!strcmp(a->unit, units[i].unit) && !strstr(a->label, units[i].unit))
			words = units[i].words;
	snprintf(out, size, "%s%s", a->label, words);
}

static void format_basis(const struct assumption_view *a, char *out, size_t size)
{
	if (a->basis[CAMP_HUANG] == a->basis[CAMP_MARCUS])
		snprintf(out, size, "%s", a->basis[CAMP_HUANG]);
	else
		snprintf(out, size, "%s / %s", a->basis[CAMP_HUANG], a->basis[CAMP_MARCUS]);
}

struct target { /* of the keys */
	bool is_selected, camp[CAMPS];
};

static void draw_assumption(struct canvas *c, int row, const struct places *p, const struct assumption_view *a,
			    const struct target *target, double most)
{
	char text[FORMAT_SIZE * 2];
	bool is_used = a->component < COMPONENTS;
	snprintf(text, sizeof text, "%c", is_used ? component_code(a->component) : ' ');
	canvas_text(c, row, DEBATE_LEFT, CODE_COLUMNS, ROLE_DIM, text);
	format_label(a, text, sizeof text);
	canvas_text(c, row, p->label, p->label_columns, target->is_selected ? ROLE_BRIGHT : ROLE_TEXT, text);
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		draw_value(c, row, p, a, camp, target->is_selected && target->camp[camp]);
		if (p->moves[camp])
			draw_move(c, row, p, a, camp);
	}
	if (p->bar && most > 0)
		canvas_fill(c, row, p->bar, (int)(greatest_move(a) / most * BAR_COLUMNS + 0.5), ROLE_DIM, "▆");
	format_basis(a, text, sizeof text);
	if (p->basis)
		canvas_text(c, row, p->basis, BASIS_COLUMNS, ROLE_DIM, text);
	if (p->source)
		canvas_text(c, row, p->source, p->source_columns, ROLE_DIM, a->source);
}

static void draw_titles(struct canvas *c, const struct places *p)
{
	debate_title(c, p->value[CAMP_HUANG], p->value_columns, true, ROLE_HUANG, "HUANG");
	debate_title(c, p->value[CAMP_MARCUS], p->value_columns, true, ROLE_MARCUS, "MARCUS");
	if (p->moves[CAMP_MARCUS])
		debate_title(c, p->moves[CAMP_HUANG], 2 * MOVE_COLUMNS, true, ROLE_DIM, "IF SWAPPED");
}

#define KEYS "← → change · c column · = restore"

/* In the rule behind the titles, as much as there is room for; true if the keys are among it. */
static bool draw_hints(struct canvas *c, const struct places *p, const char *keys, const char *shown)
{
	int last =
		p->moves[CAMP_MARCUS] ? p->moves[CAMP_MARCUS] + MOVE_COLUMNS : p->value[CAMP_MARCUS] + p->value_columns;
	int room = c->columns - last - 5;
	char text[FORMAT_SIZE * 2];
	snprintf(text, sizeof text, "%s%s%s", keys, *keys && *shown ? " · " : "", shown);
	if (canvas_columns(c, text) > room)
		snprintf(text, sizeof text, "%s", keys);
	bool has_keys = canvas_columns(c, text) <= room;
	if (!has_keys)
		snprintf(text, sizeof text, "%s", shown);
	int columns = canvas_columns(c, text);
	if (columns && columns <= room)
		debate_title(c, c->columns - 2 - columns, columns, false, ROLE_DIM, text);
	return has_keys;
}

/* What the selected row rests on, under the list. */
static void draw_foot(struct canvas *c, int row, const struct assumption_view *a, const char *keys)
{
	char text[512], line[512];
	int room = c->columns - 2 * DEBATE_LEFT;
	canvas_text(c, row++, DEBATE_LEFT, room, ROLE_TEXT, keys);
	snprintf(text, sizeof text, "Huang: %s, Marcus: %s. %s. %s", a->basis[CAMP_HUANG], a->basis[CAMP_MARCUS],
		 a->source, a->note);
	const char *rest = text;
	for (; *rest && row < c->rows && room > 4; row++) {
		rest = wrap_line(rest, room, line, sizeof line);
		canvas_text(c, row, DEBATE_LEFT, room, ROLE_DIM, line);
	}
}

static void draw_list(struct canvas *c, const struct places *places, const struct view_model *m,
		      const struct view_state *s, size_t shown)
{
	const struct list_position *p = &s->lists[LIST_ASSUMPTIONS];
	double most = greatest_of_all(m);
	int head = debate_head(c->rows);
	for (size_t i = 0; i < shown; i++) {
		struct target target = { s->focus == LIST_ASSUMPTIONS && p->top + i == p->selected,
					 { s->column != COLUMN_HUANG, s->column != COLUMN_MARCUS } };
		struct canvas line = debate_line(c, head + (int)i, target.is_selected);
		draw_assumption(&line, head + (int)i, places, &m->assumptions[p->top + i], &target, most);
	}
}

static void assumptions_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_ASSUMPTIONS];
	struct places places;
	char right[FORMAT_SIZE];
	int head = debate_head(c->rows), rows = assumptions_rows(c->rows);
	size_t shown = list_visible(p, m->assumption_count, rows);
	bool is_focused = s->focus == LIST_ASSUMPTIONS, has_keys = false;
	places_init(&places, c->columns);
	debate_shown(p, shown, m->assumption_count, right);
	if (head) {
		canvas_rule(c, 0, "Assumptions", "");
		draw_titles(c, &places);
		has_keys = draw_hints(c, &places, is_focused ? KEYS : "b change", right);
	}
	if (!m->assumption_count)
		canvas_text(c, head, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM, "no assumption is known");
	draw_list(c, &places, m, s, shown);
	if (rows < c->rows - head && p->selected < m->assumption_count && is_focused)
		draw_foot(c, head + rows, &m->assumptions[p->selected], has_keys ? "" : KEYS);
}

const struct widget_class widget_assumptions = {
	.name = "assumptions", .min_rows = 2, .min_columns = 30, .draw = assumptions_draw
};
