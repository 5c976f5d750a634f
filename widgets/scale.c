#include "widgets/scale.h"

#include <stdio.h>
#include <string.h>

#include "widgets/format.h"

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
void scale_draw(const struct scale *scale, double huang, double marcus)
{
	canvas_fill(scale->canvas, scale->row, scale->column, scale->columns, ROLE_RULE, "·");
	if (isfinite(huang) && isfinite(marcus))
		scale_span(scale, huang, marcus, ROLE_DIM, "━");
	if (isfinite(huang))
		canvas_text(scale->canvas, scale->row, scale_at(scale, huang), 1, scale->is_dim ? ROLE_DIM : ROLE_HUANG,
			    "●");
	if (isfinite(marcus))
		canvas_text(scale->canvas, scale->row, scale_at(scale, marcus), 1,
			    scale->is_dim ? ROLE_DIM : ROLE_MARCUS, "●");
}

/* The span of the centre's standard deviation in amber, without hiding the two camps. */
void scale_draw_band(const struct scale *scale, const struct reading *r)
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

void scale_draw_pair(struct canvas *c, int row, int column, int columns, double huang, double marcus)
{
	char text[FORMAT_SIZE];
	int end = column + columns;
	if (isfinite(marcus) || !isfinite(huang)) {
		format_score(marcus, "0", text);
		end -= canvas_columns(c, text);
		canvas_text(c, row, end, column + columns - end, isfinite(marcus) ? ROLE_MARCUS : ROLE_DIM, text);
	}
	if (!isfinite(huang))
		return;
	if (isfinite(marcus))
		canvas_text(c, row, --end, 1, ROLE_DIM, "–");
	format_score(huang, "0", text);
	end -= canvas_columns(c, text);
	canvas_text(c, row, end, canvas_columns(c, text), ROLE_HUANG, text);
}

void format_score(double value, const char *format, char out[FORMAT_SIZE])
{
	if (isfinite(value))
		snprintf(out, FORMAT_SIZE, format[0] == '1' ? "%.1f" : "%.0f", value);
	else
		snprintf(out, FORMAT_SIZE, "-");
}

void format_centre(const struct reading *r, bool ascii, char out[FORMAT_SIZE])
{
	if (!isfinite(r->centre))
		snprintf(out, FORMAT_SIZE, "no centre yet");
	else if (isfinite(r->sd))
		snprintf(out, FORMAT_SIZE, ascii ? "%.0f +- %.0f" : "%.0f ± %.0f", r->centre, r->sd);
	else
		snprintf(out, FORMAT_SIZE, "%.0f", r->centre);
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
	format_score(end->value, "1", value);
	end->columns = snprintf(end->text, sizeof end->text, "%s  %.20s", end->name, value);
}

/* The lower reading's label ends at its dot, the higher one's begins there, so they never meet; at an
 * edge they give way. */
void scale_draw_ends(const struct scale *scale, int row, const struct reading *r)
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

void scale_draw_axis(const struct scale *scale, int row, const struct reading *r)
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

#define OWN "your assumptions"

void scale_draw_rule(struct canvas *c, const struct view_model *m, const char *title, const char *right)
{
	int room = c->columns - canvas_columns(c, title) - (int)strlen(OWN) - 12;
	if (!m->assumptions_changed) {
		canvas_rule(c, 0, title, right);
		return;
	}
	canvas_rule(c, 0, title, canvas_columns(c, right) <= room ? right : "");
	int column = canvas_columns(c, title) + 5;
	canvas_fill(c, 0, column - 1, 1, ROLE_RULE, " ");
	column += canvas_text(c, 0, column, c->columns - column, ROLE_AMBER, OWN);
	canvas_fill(c, 0, column, 1, ROLE_RULE, " ");
}

/* "Huang 35 ···●━━┃━━━●··· 95 Marcus" */
void scale_draw_line(struct canvas *c, int row, int first, const struct view_model *m, bool says_whose)
{
	const struct reading *r = &m->reading;
	char text[FORMAT_SIZE], value[FORMAT_SIZE];
	bool is_narrow = c->columns < 60;
	if (says_whose && m->assumptions_changed)
		first += canvas_text(c, row, first, c->columns - first, ROLE_AMBER, is_narrow ? "yours" : OWN) + 1;
	format_score(r->value[CAMP_HUANG], "1", value);
	int left = snprintf(text, sizeof text, "%s %.20s", is_narrow ? "H" : "Huang", value);
	canvas_text(c, row, first, left, ROLE_HUANG, text);
	format_score(r->value[CAMP_MARCUS], "1", value);
	int right = snprintf(text, sizeof text, "%.20s %s", value, is_narrow ? "M" : "Marcus");
	canvas_text(c, row, c->columns - right - 1, right, ROLE_MARCUS, text);
	int column = first + left + 1;
	if (c->columns - right - 2 - column >= 5)
		scale_draw_band(&(struct scale){ c, row, column, c->columns - right - 2 - column, false }, r);
}
