/* Screen 3, what went into the reading: every figure with unit, date, age and source. Those of weight 0 come last. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/debate.h"

/* An input says by its name which component it belongs to; the first that fits counts. */
enum component reading_input_component(const struct reading_input *input)
{
	static const struct {
		const char *part;
		enum component component;
	} parts[] = {
		{ "CAPE", COMPONENT_VALUATION },
		{ "P/E of", COMPONENT_VALUATION },
		{ "GDP", COMPONENT_VALUATION },
		{ "Tobin", COMPONENT_VALUATION },
		{ "capex of", COMPONENT_REVENUE_GAP },
		{ "of the capex", COMPONENT_REVENUE_GAP },
		{ "AI rev", COMPONENT_REVENUE_GAP },
		{ "announced between", COMPONENT_DELIVERY },
		{ "goes round", COMPONENT_CIRCULARITY },
		{ "SADF", COMPONENT_EXPLOSIVENESS },
		{ "bootstrap", COMPONENT_EXPLOSIVENESS },
		{ "LPPLS", COMPONENT_EXPLOSIVENESS },
		{ "volatility", COMPONENT_EXPLOSIVENESS },
		{ "drawdown", COMPONENT_EXPLOSIVENESS },
	};
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (strstr(input->name, parts[i].part))
			return parts[i].component;
	return COMPONENT_FINANCING;
}

void format_input(const struct reading_input *input, char out[FORMAT_SIZE])
{
	if (isfinite(input->value))
		snprintf(out, FORMAT_SIZE, "%.5g%s%s", input->value, *input->unit ? " " : "", input->unit);
	else
		snprintf(out, FORMAT_SIZE, "-");
}

/* "1 Jun 2026 · 80 d" */
static void format_dated(int64_t as_of, int64_t now, bool has_age, char out[FORMAT_SIZE])
{
	char date[FORMAT_SIZE], age[TIMESTAMP_SIZE];
	if (!as_of) {
		snprintf(out, FORMAT_SIZE, "-");
		return;
	}
	format_date(as_of, now, 0, date);
	timestamp_format_age(now - as_of, age);
	snprintf(out, FORMAT_SIZE, has_age ? "%.20s · %.20s" : "%.20s", date, age);
}

static void draw_input(struct canvas *c, int row, const struct reading_input *input, const struct view_model *m)
{
	char text[sizeof input->source + FORMAT_SIZE];
	bool has_source = c->columns >= 70, has_age = c->columns >= 90;
	int value = 14, date = has_age ? 20 : 12, name = c->columns - DEBATE_LEFT - value - date - 4;
	if (has_source && name > 36)
		name = 36;
	if (has_source && !has_age)
		name = 31;
	if (c->columns < 46) {
		date = 0;
		name = c->columns - DEBATE_LEFT - value - 3;
	}
	int column = DEBATE_LEFT;
	column += debate_cell(c, row, column, name, input->is_context ? ROLE_DIM : ROLE_TEXT, input->name) + 1;
	format_input(input, text);
	column += debate_cell_right(c, row, column, value, input->is_context ? ROLE_TEXT : ROLE_BRIGHT, text) + 2;
	format_dated(input->as_of, m->now, has_age, text);
	column += debate_cell(c, row, column, date, ROLE_DIM, text) + 1;
	snprintf(text, sizeof text, "%s%s", input->is_context ? "weight 0 · " : "", input->source);
	if (has_source)
		canvas_text(c, row, column, c->columns - column - 1, ROLE_DIM, text);
}

static void inputs_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_INPUTS];
	char right[FORMAT_SIZE];
	int head = debate_head(c->rows);
	size_t count = m->has_reading ? m->reading.input_count : 0, shown = list_visible(p, count, c->rows - head);
	debate_shown(p, shown, count, right);
	if (head)
		canvas_rule(c, 0, "Inputs", right);
	if (!count)
		canvas_text(c, head, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM,
			    "no input is stored with the reading");
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_INPUTS;
		struct canvas line = debate_line(c, head + (int)i, is_selected);
		draw_input(&line, head + (int)i, &m->reading.inputs[p->top + i], m);
	}
}

const struct widget_class widget_inputs = { .name = "inputs", .min_rows = 2, .min_columns = 30, .draw = inputs_draw };
