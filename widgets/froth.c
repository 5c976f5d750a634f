/* The group's reading: Huang's and Marcus's on one scale with the centre and its spread, then the
 * components with what is behind each. It shrinks to one line. */
#include <stdio.h>
#include <string.h>

#include "widgets/debate.h"
#include "widgets/history.h"

#define LEFT 3
#define NAME_COLUMNS 14

static void draw_rule(struct canvas *c, const struct view_model *m)
{
	char right[FORMAT_SIZE * 2], date[FORMAT_SIZE];
	if (!m->has_reading) {
		canvas_rule(c, 0, "Froth — the group", "not computed yet");
		return;
	}
	format_date(m->reading.as_of, m->now, 0, date);
	snprintf(right, sizeof right, "%d of %d components%s%s", reading_component_count(&m->reading), (int)COMPONENTS,
		 m->reading.as_of ? " · facts to " : "", m->reading.as_of ? date : "");
	scale_draw_rule(c, m, "Froth — the group", right);
}

static void draw_component(struct canvas *c, int row, const struct view_model *m, enum component component)
{
	const struct reading *r = &m->reading;
	const double values[CAMPS] = { r->components[CAMP_MARCUS][component], r->components[CAMP_HUANG][component] };
	bool is_dim = r->stale[component] || reading_is_missing(r, component);
	int bar = c->columns >= 100 ? c->columns * 28 / 100 : c->columns >= 60 ? 16 : 8;
	char text[READING_SENTENCE + 16];
	int column = LEFT;
	canvas_text(c, row, column, NAME_COLUMNS, is_dim ? ROLE_DIM : ROLE_TEXT, component_name(component));
	column += NAME_COLUMNS;
	column += debate_pair(c, row, column, bar + 2 * (SCORE_COLUMNS + 1), values, is_dim) + 3;
	format_component_sentence(m, component, text, sizeof text);
	canvas_text(c, row, column, c->columns - column - 1, r->stale[component] ? ROLE_STALE : ROLE_DIM, text);
}

/* "37 ± 8   V 35-99  G 2-86   not yet: D C X F" */
static void draw_summary(struct canvas *c, int row, const struct reading *r)
{
	char text[FORMAT_SIZE], missing[FORMAT_SIZE] = "";
	format_centre(r, c->ascii, text);
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	int column = LEFT + canvas_text(&bold, row, LEFT, c->columns - LEFT, ROLE_AMBER, text) + 3;
	for (int i = 0; i < COMPONENTS; i++) {
		double huang = r->components[CAMP_HUANG][i], marcus = r->components[CAMP_MARCUS][i];
		size_t used = strlen(missing);
		if (!isfinite(huang) || !isfinite(marcus)) {
			snprintf(missing + used, sizeof missing - used, " %c", component_code((enum component)i));
			continue;
		}
		snprintf(text, sizeof text, "%s", component_name((enum component)i));
		column += canvas_text(c, row, column, c->columns - column, ROLE_DIM, text) + 1;
		format_score(huang, "0", text);
		column += canvas_text(c, row, column, c->columns - column, ROLE_HUANG, text);
		column += canvas_text(c, row, column, c->columns - column, ROLE_DIM, "–");
		format_score(marcus, "0", text);
		column += canvas_text(c, row, column, c->columns - column, ROLE_MARCUS, text) + 2;
	}
	snprintf(text, sizeof text, "not yet:%.40s", missing);
	if (*missing)
		canvas_text(c, row, column, c->columns - column, ROLE_DIM, text);
}

static void draw_full(struct canvas *c, const struct view_model *m)
{
	const struct reading *r = &m->reading;
	bool is_roomy = c->rows > 4 + COMPONENTS;
	struct scale scale = { c, 2, LEFT, c->columns - 2 * LEFT, false };
	scale_draw_ends(&scale, 1, r);
	scale_draw_band(&scale, r);
	scale_draw_axis(&scale, 3, r);
	if (is_roomy)
		history_draw_line(c, 4, LEFT, c->columns - 2 * LEFT, m);
	for (int i = 0; i < COMPONENTS; i++)
		draw_component(c, (is_roomy ? 5 : 4) + i, m, (enum component)i);
}

static bool has_values(const struct view_model *m)
{
	return m->has_reading && isfinite(m->reading.value[CAMP_HUANG]) && isfinite(m->reading.value[CAMP_MARCUS]);
}

static void froth_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)s;
	int head = c->rows >= 3 ? 1 : 0;
	if (head)
		draw_rule(c, m);
	if (!has_values(m)) {
		canvas_text(c, head, LEFT, c->columns - LEFT, ROLE_DIM,
			    m->has_reading ? "the facts for a reading are missing" : "the reading is not computed yet");
		return;
	}
	if (c->rows >= 4 + COMPONENTS) {
		draw_full(c, m);
		return;
	}
	scale_draw_line(c, head, LEFT, m, !head);
	if (c->rows > head + 1)
		draw_summary(c, head + 1, &m->reading);
}

const struct widget_class widget_froth = { .name = "froth", .min_rows = 1, .min_columns = 30, .draw = froth_draw };
