/* The group's reading: Huang's and Marcus's on one scale with the centre and its spread, then the
 * components with what is behind each. It shrinks to one line. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/widget.h"

#define LEFT 3
#define NAME_COLUMNS 14
#define VALUE_COLUMNS 3

struct scale { /* 0 to 100 over `columns` cells */
	struct canvas *canvas;
	int row, column, columns;
};

static int scale_at(const struct scale *scale, double value)
{
	double share = value < 0 ? 0 : value > 100 ? 1 : value / 100;
	return scale->column + (int)(share * (scale->columns - 1) + 0.5);
}

static void scale_span(const struct scale *scale, double from, double to, enum role role, const char *glyph)
{
	int first = scale_at(scale, from < to ? from : to), last = scale_at(scale, from < to ? to : from);
	canvas_fill(scale->canvas, scale->row, first, last - first + 1, role, glyph);
}

/* NAN values are left out; a camp on top of the other hides it only where they agree. */
static void scale_draw(const struct scale *scale, double huang, double marcus)
{
	canvas_fill(scale->canvas, scale->row, scale->column, scale->columns, ROLE_RULE, "·");
	if (isfinite(huang) && isfinite(marcus))
		scale_span(scale, huang, marcus, ROLE_DIM, "━");
	if (isfinite(huang))
		canvas_text(scale->canvas, scale->row, scale_at(scale, huang), 1, ROLE_HUANG, "●");
	if (isfinite(marcus))
		canvas_text(scale->canvas, scale->row, scale_at(scale, marcus), 1, ROLE_MARCUS, "●");
}

/* The span of the centre's standard deviation in amber, without hiding the two camps. */
static void scale_draw_band(const struct scale *scale, const struct reading *r)
{
	scale_draw(scale, r->value[CAMP_HUANG], r->value[CAMP_MARCUS]);
	if (!isfinite(r->centre))
		return;
	double sd = isfinite(r->sd) ? r->sd : 0;
	scale_span(scale, r->centre - sd, r->centre + sd, ROLE_AMBER, "━");
	canvas_text(scale->canvas, scale->row, scale_at(scale, r->centre), 1, ROLE_AMBER, "┃");
	canvas_text(scale->canvas, scale->row, scale_at(scale, r->value[CAMP_HUANG]), 1, ROLE_HUANG, "●");
	canvas_text(scale->canvas, scale->row, scale_at(scale, r->value[CAMP_MARCUS]), 1, ROLE_MARCUS, "●");
}

static void format_value(double value, const char *format, char out[FORMAT_SIZE])
{
	if (isfinite(value))
		snprintf(out, FORMAT_SIZE, format[0] == '1' ? "%.1f" : "%.0f", value);
	else
		snprintf(out, FORMAT_SIZE, "-");
}

static void format_centre(const struct reading *r, bool ascii, char out[FORMAT_SIZE])
{
	if (!isfinite(r->centre))
		snprintf(out, FORMAT_SIZE, "no centre yet");
	else if (isfinite(r->sd))
		snprintf(out, FORMAT_SIZE, ascii ? "%.0f +- %.0f" : "%.0f ± %.0f", r->centre, r->sd);
	else
		snprintf(out, FORMAT_SIZE, "%.0f", r->centre);
}

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
	canvas_rule(c, 0, "Froth — the group", right);
}

struct end { /* a name at one end of the pair */
	const char *name;
	double value;
	enum role role;
	char text[FORMAT_SIZE];
	int columns, at;
};

static void end_init(struct end *end, const struct reading *r, enum camp camp)
{
	char value[FORMAT_SIZE];
	*end = (struct end){ .name = camp == CAMP_HUANG ? "Huang" : "Marcus", .value = r->value[camp] };
	end->role = camp == CAMP_HUANG ? ROLE_HUANG : ROLE_MARCUS;
	format_value(end->value, "1", value);
	end->columns = snprintf(end->text, sizeof end->text, "%s  %.20s", end->name, value);
}

/* The lower reading's label ends at its dot, the higher one's begins there, so they never meet; at an
 * edge they give way. */
static void draw_ends(const struct scale *scale, int row, const struct reading *r)
{
	struct end ends[2];
	bool is_turned = r->value[CAMP_HUANG] > r->value[CAMP_MARCUS];
	struct end *low = &ends[0], *high = &ends[1];
	end_init(low, r, is_turned ? CAMP_MARCUS : CAMP_HUANG);
	end_init(high, r, is_turned ? CAMP_HUANG : CAMP_MARCUS);
	int last = scale->column + scale->columns - high->columns;
	high->at = scale_at(scale, high->value) < last ? scale_at(scale, high->value) : last;
	low->at = scale_at(scale, low->value) - low->columns + 1;
	if (low->at > high->at - low->columns - 2)
		low->at = high->at - low->columns - 2;
	if (low->at < scale->column)
		low->at = scale->column;
	if (high->at < low->at + low->columns + 2)
		high->at = low->at + low->columns + 2;
	struct canvas bold = canvas_flagged(scale->canvas, CELL_BOLD);
	for (int i = 0; i < 2; i++)
		canvas_text(&bold, row, ends[i].at, ends[i].columns, ends[i].role, ends[i].text);
}

static void draw_axis(const struct scale *scale, int row, const struct reading *r)
{
	char text[FORMAT_SIZE];
	canvas_text(scale->canvas, row, scale->column, 1, ROLE_DIM, "0");
	canvas_text_right(scale->canvas, row, scale->column + scale->columns - 3, 3, ROLE_DIM, "100");
	format_centre(r, scale->canvas->ascii, text);
	int columns = canvas_columns(scale->canvas, text);
	int at = (isfinite(r->centre) ? scale_at(scale, r->centre) : scale->column + scale->columns / 2) - columns / 2;
	int last = scale->column + scale->columns - 4 - columns;
	at = at > last ? last : at;
	at = at < scale->column + 2 ? scale->column + 2 : at;
	struct canvas bold = canvas_flagged(scale->canvas, CELL_BOLD);
	canvas_text(&bold, row, at, columns, ROLE_AMBER, text);
}

static void draw_component(struct canvas *c, int row, const struct reading *r, enum component component)
{
	double huang = r->components[CAMP_HUANG][component], marcus = r->components[CAMP_MARCUS][component];
	bool is_known = isfinite(huang) && isfinite(marcus);
	int bar = c->columns >= 100 ? c->columns * 28 / 100 : c->columns >= 60 ? 16 : 8;
	char text[FORMAT_SIZE];
	int column = LEFT;
	canvas_text(c, row, column, NAME_COLUMNS, is_known ? ROLE_TEXT : ROLE_DIM, component_name(component));
	column += NAME_COLUMNS;
	format_value(huang, "0", text);
	canvas_text_right(c, row, column, VALUE_COLUMNS, is_known ? ROLE_HUANG : ROLE_DIM, text);
	column += VALUE_COLUMNS + 2;
	scale_draw(&(struct scale){ c, row, column, bar }, huang, marcus);
	column += bar + 2;
	format_value(marcus, "0", text);
	canvas_text_right(c, row, column, VALUE_COLUMNS, is_known ? ROLE_MARCUS : ROLE_DIM, text);
	column += VALUE_COLUMNS + 3;
	const char *sentence = *r->sentence[component] ? r->sentence[component] : "not yet";
	canvas_text(c, row, column, c->columns - column - 1, ROLE_DIM, sentence);
}

/* "Huang 35 ···●━━┃━━━●··· 95 Marcus" */
static void draw_line(struct canvas *c, int row, const struct reading *r)
{
	char text[FORMAT_SIZE], value[FORMAT_SIZE];
	bool is_narrow = c->columns < 60;
	format_value(r->value[CAMP_HUANG], "1", value);
	int left = snprintf(text, sizeof text, "%s %.20s", is_narrow ? "H" : "Huang", value);
	canvas_text(c, row, LEFT, left, ROLE_HUANG, text);
	format_value(r->value[CAMP_MARCUS], "1", value);
	int right = snprintf(text, sizeof text, "%.20s %s", value, is_narrow ? "M" : "Marcus");
	canvas_text(c, row, c->columns - right - 1, right, ROLE_MARCUS, text);
	int column = LEFT + left + 1;
	if (c->columns - right - 2 - column >= 5)
		scale_draw_band(&(struct scale){ c, row, column, c->columns - right - 2 - column }, r);
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
		format_value(huang, "0", text);
		column += canvas_text(c, row, column, c->columns - column, ROLE_HUANG, text);
		column += canvas_text(c, row, column, c->columns - column, ROLE_DIM, "–");
		format_value(marcus, "0", text);
		column += canvas_text(c, row, column, c->columns - column, ROLE_MARCUS, text) + 2;
	}
	snprintf(text, sizeof text, "not yet:%.40s", missing);
	if (*missing)
		canvas_text(c, row, column, c->columns - column, ROLE_DIM, text);
}

static void draw_full(struct canvas *c, const struct reading *r)
{
	bool is_roomy = c->rows > 4 + COMPONENTS;
	struct scale scale = { c, 2, LEFT, c->columns - 2 * LEFT };
	draw_ends(&scale, 1, r);
	scale_draw_band(&scale, r);
	draw_axis(&scale, 3, r);
	for (int i = 0; i < COMPONENTS; i++)
		draw_component(c, (is_roomy ? 5 : 4) + i, r, (enum component)i);
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
		draw_full(c, &m->reading);
		return;
	}
	draw_line(c, head, &m->reading);
	if (c->rows > head + 1)
		draw_summary(c, head + 1, &m->reading);
}

const struct widget_class widget_froth = { .name = "froth", .min_rows = 1, .min_columns = 30, .draw = froth_draw };
