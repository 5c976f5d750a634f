/* Screen 3: one set of formulas under two columns of assumptions. The scale with both readings, then what
 * the distance between them is made of, what went into it, and the claims of both men. Every figure is
 * one of the stored reading or of a ledger row. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/scale.h"
#include "widgets/widget.h"
#include "widgets/wrap.h"

#define LEFT 3
#define NAME_COLUMNS 16
#define SCORE_COLUMNS 3
#define DISTANCE_COLUMNS 5
#define SHARE_COLUMNS 5
#define SIGN "claim: "

/* ---- the scale ---- */

static bool has_values(const struct view_model *m)
{
	return m->has_reading && isfinite(m->reading.value[CAMP_HUANG]) && isfinite(m->reading.value[CAMP_MARCUS]);
}

static void debate_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)s;
	int head = c->rows >= 2 ? 1 : 0;
	if (head)
		canvas_rule(c, 0, "The debate",
			    c->columns >= 70 ? "one set of formulas, two columns of assumptions" : "");
	if (!has_values(m)) {
		canvas_text(c, head, LEFT, c->columns - LEFT, ROLE_DIM,
			    m->has_reading ? "the facts for a reading are missing" : "the reading is not computed yet");
		return;
	}
	if (c->rows < 4) {
		scale_draw_line(c, head, LEFT, &m->reading);
		return;
	}
	struct scale scale = { c, 2, LEFT, c->columns - 2 * LEFT };
	scale_draw_ends(&scale, 1, &m->reading);
	scale_draw_band(&scale, &m->reading);
	scale_draw_axis(&scale, 3, &m->reading);
}

/* ---- lists ---- */

int debate_head(int rows)
{
	return rows >= 2 ? 1 : 0;
}

/* The row's ground where it is selected; the canvas for its text. */
static struct canvas line_begin(struct canvas *c, int row, bool is_selected)
{
	struct canvas line = canvas_flagged(c, is_selected ? CELL_SELECTED : 0);
	if (is_selected) {
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&line, row, 0, 1, ROLE_AMBER, "▌");
	}
	return line;
}

/* ---- components ---- */

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

/* "64.1  43 %" at the right edge; the columns that it takes. */
static int draw_distance(struct canvas *c, int row, const struct reading *r, enum component component)
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
	return SHARE_COLUMNS + DISTANCE_COLUMNS + 2;
}

static void draw_component(struct canvas *c, int row, const struct reading *r, enum component component)
{
	double huang = r->components[CAMP_HUANG][component], marcus = r->components[CAMP_MARCUS][component];
	bool is_known = isfinite(huang) && isfinite(marcus);
	char text[FORMAT_SIZE];
	int column = LEFT, right = draw_distance(c, row, r, component);
	int name = c->columns >= 60 ? NAME_COLUMNS : 2, bar = c->columns >= 100 ? c->columns / 3 : 14;
	if (c->columns < 60)
		bar = c->columns - right - column - name - 2 * (SCORE_COLUMNS + 1) - 1;
	snprintf(text, sizeof text, "%c %.20s", component_code(component), component_name(component));
	if (c->columns < 60)
		text[1] = '\0';
	canvas_text(c, row, column, name, is_known ? ROLE_TEXT : ROLE_DIM, text);
	column += name;
	format_score(huang, "0", text);
	canvas_text_right(c, row, column, SCORE_COLUMNS, is_known ? ROLE_HUANG : ROLE_DIM, text);
	column += SCORE_COLUMNS + 1;
	if (bar >= 5)
		scale_draw(&(struct scale){ c, row, column, bar }, huang, marcus);
	column += bar + 1;
	format_score(marcus, "0", text);
	canvas_text_right(c, row, column, SCORE_COLUMNS, is_known ? ROLE_MARCUS : ROLE_DIM, text);
	column += SCORE_COLUMNS + 2;
	const char *sentence = *r->sentence[component] ? r->sentence[component] : "not yet";
	if (c->columns - right - 1 - column >= 8)
		canvas_text(c, row, column, c->columns - right - 1 - column, ROLE_DIM, sentence);
}

static void components_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_COMPONENTS];
	int head = debate_head(c->rows);
	if (head)
		canvas_rule(c, 0, "Components",
			    c->columns >= 100  ? "distance · its share"
			    : c->columns >= 60 ? "Tab: inputs · distance · its share"
					       : "Tab: inputs · distance");
	size_t shown = list_visible(p, m->has_reading ? COMPONENTS : 0, c->rows - head);
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_COMPONENTS;
		struct canvas line = line_begin(c, head + (int)i, is_selected);
		draw_component(&line, head + (int)i, &m->reading, (enum component)(p->top + i));
	}
}

/* ---- inputs ---- */

void format_input(const struct reading_input *input, char out[FORMAT_SIZE])
{
	if (isfinite(input->value))
		snprintf(out, FORMAT_SIZE, "%.5g %s", input->value, input->unit);
	else
		snprintf(out, FORMAT_SIZE, "-");
}

static void draw_input(struct canvas *c, int row, const struct reading_input *input, const struct view_model *m)
{
	char text[FORMAT_SIZE];
	bool has_source = c->columns >= 70;
	int value = 14, date = 12, name = has_source ? 36 : c->columns - LEFT - value - date - 4;
	if (c->columns < 46) {
		date = 0;
		name = c->columns - LEFT - value - 3;
	}
	int column = LEFT;
	canvas_text(c, row, column, name, ROLE_TEXT, input->name);
	column += name + 1;
	format_input(input, text);
	canvas_text_right(c, row, column, value, ROLE_BRIGHT, text);
	column += value + 2;
	format_date(input->as_of, m->now, 0, text);
	canvas_text(c, row, column, date, ROLE_DIM, input->as_of ? text : "-");
	column += date + 1;
	if (has_source)
		canvas_text(c, row, column, c->columns - column - 1, ROLE_DIM, input->source);
}

static void inputs_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_INPUTS];
	char right[FORMAT_SIZE];
	int head = debate_head(c->rows);
	size_t count = m->has_reading ? m->reading.input_count : 0, shown = list_visible(p, count, c->rows - head);
	const char *hint = c->columns >= 100 ? "" : "Tab: claims · ";
	if (shown < count)
		snprintf(right, sizeof right, "%s%zu-%zu of %zu", hint, p->top + 1, p->top + shown, count);
	else
		snprintf(right, sizeof right, "%s%zu", hint, count);
	if (head)
		canvas_rule(c, 0, "Inputs", right);
	if (!count)
		canvas_text(c, head, LEFT, c->columns - LEFT, ROLE_DIM, "no input is stored with the reading");
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_INPUTS;
		struct canvas line = line_begin(c, head + (int)i, is_selected);
		draw_input(&line, head + (int)i, &m->reading.inputs[p->top + i], m);
	}
}

/* ---- claims ---- */

static bool is_claim(const struct deal *d)
{
	return !strcmp(d->class_text, "quote") && !d->superseded &&
	       (!strcmp(d->from, "Huang") || !strcmp(d->from, "Marcus"));
}

const struct deal *claim_find(const struct view_model *m, size_t index)
{
	for (size_t i = 0; i < m->deals.count; i++)
		if (is_claim(&m->deals.items[i]) && !index--)
			return &m->deals.items[i];
	return NULL;
}

size_t claim_count(const struct view_model *m)
{
	size_t count = 0;
	for (size_t i = 0; i < m->deals.count; i++)
		count += is_claim(&m->deals.items[i]);
	return count;
}

/* What was said: the row's kind with the figure that was named, or the words where none was. */
static void format_claim(const struct deal *d, char *out, size_t size)
{
	const char *kind = strncmp(d->kind, SIGN, strlen(SIGN)) ? d->kind : d->kind + strlen(SIGN);
	double low = d->amount_low / 1e9, high = d->amount_high / 1e9;
	if (!isfinite(low) || !isfinite(high))
		snprintf(out, size, "%s", *d->status ? d->status : kind);
	else if (low < high)
		snprintf(out, size, "%s: %.5g-%.5g bn", kind, low, high);
	else
		snprintf(out, size, "%s: %.5g bn", kind, high);
}

/* The row that the claim's note sets beside it: "(D60)". */
static const struct deal *claim_figure(const struct view_model *m, const struct deal *claim)
{
	for (const char *at = claim->note; (at = strchr(at, '(')); at++) {
		char id[DEAL_ID_SIZE];
		size_t length = strcspn(at + 1, ")");
		snprintf(id, sizeof id, "%.*s", length < sizeof id ? (int)length : 0, at + 1);
		const struct deal *d = deal_list_find(&m->deals, id);
		if (d && isfinite(d->amount_high))
			return d;
	}
	return NULL;
}

/* What today's reading says of the same thing. */
static const char *claim_sentence(const struct view_model *m, const struct deal *claim)
{
	static const struct {
		const char *word;
		enum component component;
	} subjects[] = { { "delivery", COMPONENT_DELIVERY }, { "hyperscalers", COMPONENT_REVENUE_GAP } };
	for (size_t i = 0; i < sizeof subjects / sizeof *subjects && m->has_reading; i++)
		if (strstr(claim->kind, subjects[i].word) &&
		    isfinite(reading_distance(&m->reading, subjects[i].component)))
			return m->reading.sentence[subjects[i].component];
	return claim->note;
}

void format_claim_today(const struct view_model *m, const struct deal *claim, char *out, size_t size)
{
	const struct deal *d = claim_figure(m, claim);
	if (d)
		snprintf(out, size, "%s: %s of %.5g bn, %s", d->from, d->kind, d->amount_high / 1e9, d->date);
	else
		snprintf(out, size, "%s", claim_sentence(m, claim));
}

static void draw_claim(struct canvas *c, int row, const struct deal *d, const struct view_model *m)
{
	char text[512];
	bool is_huang = !strcmp(d->from, "Huang");
	int column = LEFT, name = c->columns >= 60 ? 8 : 2, room = c->columns - LEFT - name - 1;
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	snprintf(text, sizeof text, c->columns >= 60 ? "%s" : "%.1s", d->from);
	canvas_text(&bold, row, column, name, is_huang ? ROLE_HUANG : ROLE_MARCUS, text);
	column += name;
	int said = c->columns >= 70 ? room / 2 - 2 : room;
	format_claim(d, text, sizeof text);
	canvas_text(c, row, column, said, ROLE_TEXT, text);
	column += said + 2;
	format_claim_today(m, d, text, sizeof text);
	if (c->columns >= 70)
		canvas_text(c, row, column, c->columns - column - 1, ROLE_DIM, text);
}

static void claims_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_CLAIMS];
	int head = debate_head(c->rows);
	if (head)
		canvas_rule(c, 0, "Claims, and today", c->columns >= 60 ? "rows of the ledger" : "");
	if (!claim_count(m))
		canvas_text(c, head, LEFT, c->columns - LEFT, ROLE_DIM, "the ledger holds no claim");
	size_t shown = list_visible(p, claim_count(m), c->rows - head);
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_CLAIMS;
		struct canvas line = line_begin(c, head + (int)i, is_selected);
		draw_claim(&line, head + (int)i, claim_find(m, p->top + i), m);
	}
}

/* ---- what is not claimed ---- */

static void limits_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)m;
	(void)s;
	const char *text =
		"Not claimed: a probability or a date of a crash, a fair price, advice. A low reading is not "
		"safety.";
	int room = c->columns - LEFT - 1;
	if (c->rows == 1 && canvas_columns(c, text) > room)
		text = "no forecast, no price, no advice";
	for (int row = 0; *text && row < c->rows && room > 0; row++) {
		char line[160];
		text = wrap_line(text, room, line, sizeof line);
		canvas_text(c, row, LEFT, room, ROLE_DIM, line);
	}
}

const struct widget_class widget_debate = { .name = "debate", .min_rows = 1, .min_columns = 30, .draw = debate_draw };
const struct widget_class widget_components = {
	.name = "components", .min_rows = 2, .min_columns = 30, .draw = components_draw
};
const struct widget_class widget_inputs = { .name = "inputs", .min_rows = 2, .min_columns = 30, .draw = inputs_draw };
const struct widget_class widget_claims = { .name = "claims", .min_rows = 2, .min_columns = 30, .draw = claims_draw };
const struct widget_class widget_limits = { .name = "limits", .min_rows = 1, .min_columns = 30, .draw = limits_draw };
