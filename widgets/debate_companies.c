/* Screen 3, the index of each company: both readings on one scale, the components that mean something for the
 * firm, and the growth that its price takes for granted. */
#include <stdio.h>
#include <string.h>

#include "widgets/debate.h"

#define GAP 2

struct place {
	struct canvas *canvas;
	int row, column, columns;
	enum component component; /* of a column that shows one */
};

static const char *void_or_dash(const struct company_view *company)
{
	return company->valuation.pe_void ? "void" : "-";
}

static void draw_symbol(const struct place *p, const struct company_view *company)
{
	struct canvas bold = canvas_flagged(p->canvas, CELL_BOLD);
	canvas_text(&bold, p->row, p->column, p->columns, ROLE_BRIGHT, company->symbol);
}

static void draw_readings(const struct place *p, const struct company_view *company)
{
	debate_pair(p->canvas, p->row, p->column, p->columns, company->reading.value, false);
}

/* "39–93", in the camps' colours; one figure where only one camp has it. */
static void draw_component(const struct place *p, const struct company_view *company)
{
	scale_draw_pair(p->canvas, p->row, p->column, p->columns, company->reading.components[CAMP_HUANG][p->component],
			company->reading.components[CAMP_MARCUS][p->component]);
}

static void draw_pe(const struct place *p, const struct company_view *company)
{
	char text[FORMAT_SIZE];
	format_ratio(company->valuation.pe, text);
	bool is_known = isfinite(company->valuation.pe) && !company->valuation.pe_void;
	canvas_text_right(p->canvas, p->row, p->column, p->columns, is_known ? ROLE_TEXT : ROLE_DIM,
			  is_known ? text : void_or_dash(company));
}

static void draw_capex(const struct place *p, const struct company_view *company)
{
	char text[FORMAT_SIZE] = "-";
	double ratio = company->reading.cap_to_capex;
	if (isfinite(ratio))
		snprintf(text, sizeof text, "%.1f×", ratio);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, isfinite(ratio) ? ROLE_TEXT : ROLE_DIM, text);
}

static void draw_growth(const struct place *p, const struct company_view *company)
{
	char huang[FORMAT_SIZE], marcus[FORMAT_SIZE];
	const double *growth = company->reading.implied_growth;
	if (!isfinite(growth[CAMP_HUANG]) || !isfinite(growth[CAMP_MARCUS])) {
		const char *why = company->valuation.pe_void;
		snprintf(marcus, sizeof marcus, why ? "void: %.50s" : "%s", why ? why : "-");
		canvas_text(p->canvas, p->row, p->column, p->columns, ROLE_DIM, marcus);
		return;
	}
	snprintf(huang, sizeof huang, "%+.1f", 100 * growth[CAMP_HUANG]);
	snprintf(marcus, sizeof marcus, "%+.1f %%", 100 * growth[CAMP_MARCUS]);
	canvas_text_right(p->canvas, p->row, p->column, 5, ROLE_HUANG, huang);
	canvas_text(p->canvas, p->row, p->column + 6, 1, ROLE_DIM, "/");
	canvas_text_right(p->canvas, p->row, p->column + 8, 7, ROLE_MARCUS, marcus);
}

static const struct column {
	const char *title;
	int columns, most, rank; /* rank 1 is kept longest */
	bool right;
	enum component component;
	void (*draw)(const struct place *p, const struct company_view *company);
} columns[] = {
	{ "", 7, 7, 1, false, COMPONENTS, draw_symbol },
	{ "HUANG · MARCUS", 16, 42, 2, false, COMPONENTS, draw_readings },
	{ "V", 6, 6, 5, true, COMPONENT_VALUATION, draw_component },
	{ "D", 5, 6, 6, true, COMPONENT_DELIVERY, draw_component },
	{ "C", 5, 6, 7, true, COMPONENT_CIRCULARITY, draw_component },
	{ "X", 5, 6, 8, true, COMPONENT_EXPLOSIVENESS, draw_component },
	{ "F", 5, 6, 9, true, COMPONENT_FINANCING, draw_component },
	{ "P/E", 5, 6, 4, true, COMPONENTS, draw_pe },
	{ "CAP/CAPEX", 9, 9, 10, true, COMPONENTS, draw_capex },
	{ "GROWTH NEEDED", 15, 30, 3, false, COMPONENTS, draw_growth },
};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))

/* Chooses by rank what fits, then widens the scale and, for the words where there is none, the growth. */
static void columns_fit(int room, int widths[COLUMNS])
{
	memset(widths, 0, sizeof(int) * (size_t)COLUMNS);
	room -= DEBATE_LEFT + 1 - GAP;
	for (int rank = 1; rank <= COLUMNS; rank++)
		for (int i = 0; i < COLUMNS; i++)
			if (columns[i].rank == rank && columns[i].columns + GAP <= room) {
				widths[i] = columns[i].columns;
				room -= columns[i].columns + GAP;
			}
	for (bool grew = true; grew;) {
		grew = false;
		for (int i = 0; i < COLUMNS && room > 0; i++)
			if (widths[i] && widths[i] < columns[i].most) {
				widths[i]++;
				room--;
				grew = true;
			}
	}
}

static void draw_titles(struct canvas *c, const int widths[COLUMNS])
{
	int column = DEBATE_LEFT;
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		/* The pane's own title stands over the symbols and reaches into the next column. */
		int taken = i == 1 ? 5 : 0;
		if (*columns[i].title)
			debate_title(c, column + taken, widths[i] - taken, columns[i].right, ROLE_DIM,
				     columns[i].title);
		column += widths[i] + GAP;
	}
}

static void draw_row(struct canvas *c, int row, const int widths[COLUMNS], const struct company_view *company)
{
	int column = DEBATE_LEFT;
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		columns[i].draw(&(struct place){ c, row, column, widths[i], columns[i].component }, company);
		column += widths[i] + GAP;
	}
}

static void readings_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_COMPANIES];
	int widths[COLUMNS], head = debate_head(c->rows);
	size_t shown = list_visible(p, m->company_count, c->rows - head);
	columns_fit(c->columns, widths);
	if (head) {
		canvas_rule(c, 0, "Companies", "");
		draw_titles(c, widths);
	}
	if (!m->company_count)
		canvas_text(c, head, DEBATE_LEFT, c->columns - DEBATE_LEFT, ROLE_DIM, "this watchlist is empty");
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_COMPANIES;
		struct canvas line = debate_line(c, head + (int)i, is_selected);
		draw_row(&line, head + (int)i, widths, &m->companies[p->top + i]);
	}
}

const struct widget_class widget_readings = {
	.name = "readings", .min_rows = 2, .min_columns = 30, .draw = readings_draw
};
