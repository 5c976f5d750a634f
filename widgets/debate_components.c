/* Screen 3, what the readings are made of: a row a component with its value under each camp, and the distances
 * between the camps by size - what one would have to believe. */
#include <stdio.h>

#include "base/timestamp.h"
#include "widgets/debate.h"

#define NAME_COLUMNS 16
#define DISTANCE_COLUMNS 5
#define SHARE_COLUMNS 5
#define RIGHT_COLUMNS (DISTANCE_COLUMNS + SHARE_COLUMNS + 2)
#define ROOMY 60 /* columns from which a component is written by its name */

double reading_distance(const struct reading *r, enum component component)
{
	return fabs(r->components[CAMP_MARCUS][component] - r->components[CAMP_HUANG][component]);
}

double reading_distance_share(const struct reading *r, enum component component)
{
	double sum = 0;
	for (int i = 0; i < COMPONENTS; i++) {
		double distance = reading_distance(r, (enum component)i);
		sum += isfinite(distance) ? distance : 0;
	}
	return sum > 0 ? 100 * reading_distance(r, component) / sum : (double)NAN;
}

/* "64.1  43 %" at the right edge. */
static void draw_distance(struct canvas *c, int row, const struct reading *r, enum component component)
{
	char text[FORMAT_SIZE] = "";
	int column = c->columns - 1 - SHARE_COLUMNS;
	double share = reading_distance_share(r, component);
	if (isfinite(share))
		snprintf(text, sizeof text, "%.0f %%", share);
	canvas_text_right(c, row, column, SHARE_COLUMNS, ROLE_DIM, text);
	column -= DISTANCE_COLUMNS + 1;
	format_score(reading_distance(r, component), "1", text);
	canvas_text_right(c, row, column, DISTANCE_COLUMNS, ROLE_BRIGHT, text);
}

static int64_t newest_input(const struct reading *r, enum component component)
{
	int64_t newest = 0;
	for (size_t i = 0; i < r->input_count; i++) {
		const struct reading_input *input = &r->inputs[i];
		if (!input->is_context && input->as_of > newest && reading_input_component(input) == component)
			newest = input->as_of;
	}
	return newest;
}

void format_component_sentence(const struct view_model *m, enum component component, char *out, size_t size)
{
	const struct reading *r = &m->reading;
	const char *sentence = *r->sentence[component] ? r->sentence[component] : "not yet";
	char age[TIMESTAMP_SIZE] = "";
	int64_t newest = newest_input(r, component);
	if (newest)
		timestamp_format_age(m->now - newest, age);
	if (r->stale[component] && !reading_is_missing(r, component))
		snprintf(out, size, "◌ %s%sold: %s", age, *age ? " " : "", sentence);
	else
		snprintf(out, size, "%s", sentence);
}

static void draw_component(struct canvas *c, int row, const struct view_model *m, enum component component)
{
	const struct reading *r = &m->reading;
	const double values[CAMPS] = { r->components[CAMP_MARCUS][component], r->components[CAMP_HUANG][component] };
	bool is_dim = r->stale[component] || reading_is_missing(r, component), is_roomy = c->columns >= ROOMY;
	int column = DEBATE_LEFT, right = c->columns - RIGHT_COLUMNS;
	char text[READING_SENTENCE + 16];
	snprintf(text, sizeof text, "%c %.20s", component_code(component), component_name(component));
	text[is_roomy ? sizeof text - 1 : 1] = '\0';
	int name = is_roomy ? NAME_COLUMNS : 2;
	column += debate_cell(c, row, column, name, is_dim ? ROLE_DIM : ROLE_TEXT, text);
	int bar = c->columns >= 100 ? c->columns / 3 : 14;
	bar = is_roomy ? bar + 2 * (SCORE_COLUMNS + 1) : right - column - 1;
	column += debate_pair(c, row, column, bar, values, is_dim) + 2;
	format_component_sentence(m, component, text, sizeof text);
	if (right - 1 - column >= 8)
		canvas_text(c, row, column, right - 1 - column, r->stale[component] ? ROLE_STALE : ROLE_DIM, text);
	draw_distance(c, row, r, component);
}

static void components_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_COMPONENTS];
	int head = debate_head(c->rows);
	if (head)
		canvas_rule(c, 0, "Components", c->columns >= ROOMY ? "e explain · distance · its share" : "distance");
	size_t shown = list_visible(p, m->has_reading ? COMPONENTS : 0, c->rows - head);
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_COMPONENTS;
		struct canvas line = debate_line(c, head + (int)i, is_selected);
		draw_component(&line, head + (int)i, m, (enum component)(p->top + i));
	}
}

/* ---- the tornado ---- */

/* The components that both camps have, the greatest distance first. */
static int order_by_distance(const struct reading *r, enum component order[COMPONENTS])
{
	int count = 0;
	for (int i = 0; i < COMPONENTS; i++) {
		double distance = reading_distance(r, (enum component)i);
		if (!isfinite(distance))
			continue;
		int at = count++;
		for (; at > 0 && reading_distance(r, order[at - 1]) < distance; at--)
			order[at] = order[at - 1];
		order[at] = (enum component)i;
	}
	return count;
}

static void tornado_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)s;
	enum component order[COMPONENTS];
	const struct reading *r = &m->reading;
	int head = debate_head(c->rows), count = m->has_reading ? order_by_distance(r, order) : 0;
	int room = c->columns - DEBATE_LEFT - NAME_COLUMNS - RIGHT_COLUMNS - 1;
	double most = count ? reading_distance(r, order[0]) : 0;
	if (head)
		canvas_rule(c, 0, "What you would have to believe", "distances by size");
	for (int i = 0; i < count && head + i < c->rows; i++) {
		int row = head + i, columns = most > 0 ? (int)(reading_distance(r, order[i]) / most * room + 0.5) : 0;
		bool is_dim = r->stale[order[i]];
		canvas_text(c, row, DEBATE_LEFT, NAME_COLUMNS - 1, is_dim ? ROLE_DIM : ROLE_TEXT,
			    component_name(order[i]));
		canvas_fill(c, row, DEBATE_LEFT + NAME_COLUMNS, columns, is_dim ? ROLE_RULE : ROLE_DIM, "▆");
		draw_distance(c, row, r, order[i]);
	}
	if (!count)
		canvas_text(c, head, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM, "no distance is known yet");
}

const struct widget_class widget_components = {
	.name = "components", .min_rows = 2, .min_columns = 30, .draw = components_draw
};
const struct widget_class widget_tornado = {
	.name = "tornado", .min_rows = 2, .min_columns = 40, .draw = tornado_draw
};
