#include "tui/layout.h"

#include <string.h>

#define FROTH_FULL 11 /* rule, names, scale, axis, blank, six components */
#define FROTH_SHORT 3 /* rule, scale, components in a line */
#define HEAD 2        /* a table's rule and titles */
#define MIDDLE_BEST 14
#define MIDDLE_LEAST 6
#define SIDE_BY_SIDE 100 /* columns from which chart and press stand beside each other */
#define WIDE 160         /* columns from which charts have a column of their own */

bool area_holds(const struct area *a, int row, int column)
{
	return row >= a->row && row < a->row + a->rows && column >= a->column && column < a->column + a->columns;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* Takes rows off the top of what is left, and a blank row below if there is plenty. */
static struct area take(struct area *left, int rows)
{
	struct area taken = *left;
	taken.rows = rows < 0 ? 0 : least(rows, left->rows);
	left->row += taken.rows;
	left->rows -= taken.rows;
	return taken;
}

static struct area take_below(struct area *left, int rows)
{
	struct area taken = *left;
	taken.rows = least(rows, left->rows);
	left->rows -= taken.rows;
	taken.row = left->row + left->rows;
	return taken;
}

/* Splits off the right-hand side, leaving one blank column between the two. */
static struct area take_right(struct area *left, int columns)
{
	struct area taken = *left;
	taken.columns = columns;
	taken.column = left->column + left->columns - columns;
	left->columns -= columns + 1;
	return taken;
}

/* Under twelve rows: titles and companies, the reading in a line, press in what is left. */
static void layout_small(struct board_layout *l, struct area body, int companies)
{
	int froth = body.rows >= 4 ? 1 : 0;
	int table = least(companies + 1, body.rows - froth);
	l->companies = take(&body, table);
	l->froth = take(&body, froth);
	l->press = body;
}

/* Chart over press; the chart gets at most as much as the press. */
static void split_stacked(struct board_layout *l, struct area middle)
{
	if (middle.rows >= 2 * MIDDLE_LEAST)
		l->chart = take(&middle, middle.rows / 2);
	l->press = middle;
}

static void split_beside(struct board_layout *l, struct area middle)
{
	l->press = take_right(&middle, middle.columns * 56 / 100); /* titles need more room than a line */
	l->chart = middle;
}

/* Charts of the day and of the year at the right, press and froth at the left. */
static void layout_wide(struct board_layout *l, struct area body)
{
	struct area right = take_right(&body, body.columns * 2 / 5);
	l->chart = take(&right, right.rows / 2 - 1);
	take(&right, 1);
	l->chart_year = right;
	l->froth = take_below(&body, FROTH_FULL);
	take_below(&body, 1);
	l->press = body;
}

static void layout_roomy(struct board_layout *l, struct area body, int companies)
{
	bool is_tall = body.rows >= 30;
	int froth = is_tall ? FROTH_FULL : FROTH_SHORT, gaps = is_tall ? 2 : 0;
	int most = body.rows - froth - gaps - MIDDLE_LEAST;
	l->companies = take(&body, least(companies + HEAD, most));
	take(&body, gaps / 2);
	if (body.columns >= WIDE && is_tall && body.rows >= FROTH_FULL + 1 + MIDDLE_LEAST) {
		layout_wide(l, body);
		return;
	}
	l->froth = take_below(&body, froth);
	take_below(&body, gaps / 2);
	if (body.columns >= SIDE_BY_SIDE)
		split_beside(l, body);
	else
		split_stacked(l, body);
}

void layout_board(struct board_layout *l, int rows, int columns, size_t count)
{
	int companies = count > 1000 ? 1000 : count ? (int)count : 1;
	struct area body = { 0, 0, rows, columns };
	memset(l, 0, sizeof *l);
	if (rows < 3 || columns < 20) {
		l->too_small = true;
		return;
	}
	if (rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS) {
		l->status = take_below(&body, 1);
		l->companies = body;
		return;
	}
	l->bar = take(&body, 1);
	l->status = take_below(&body, 1);
	if (body.rows < HEAD + 1 + FROTH_SHORT + MIDDLE_LEAST)
		layout_small(l, body, companies);
	else
		layout_roomy(l, body, companies);
}

int layout_board_rows(int columns, size_t companies)
{
	int middle = columns >= SIDE_BY_SIDE ? MIDDLE_BEST : 2 * MIDDLE_BEST;
	return 2 + HEAD + (companies > 1000 ? 1000 : (int)companies) + 1 + middle + 1 + FROTH_FULL;
}

#define SCALE_FULL 4   /* rule, names, scale, axis */
#define INPUTS_LEAST 4 /* rule and three of them */

/* Everything at once, the inputs in what is left. */
static void layout_debate_roomy(struct debate_layout *l, struct area body, int components, int claims)
{
	take(&body, 1);
	l->components = take(&body, components);
	take(&body, 1);
	l->claims = take(&body, claims);
	take(&body, 1);
	take_below(&body, 1);
	l->inputs = body;
}

void layout_debate(struct debate_layout *l, struct area body, int focus, size_t component_count, size_t claim_count)
{
	int components = (int)component_count + 1, claims = claim_count > 8 ? 9 : (int)claim_count + 1;
	memset(l, 0, sizeof *l);
	if (body.rows >= 12)
		l->limits = take_below(&body, body.columns >= SIDE_BY_SIDE + 8 || body.columns < 60 ? 1 : 2);
	l->scale = take(&body, body.rows >= SCALE_FULL + components ? SCALE_FULL : body.rows > 4 ? 1 : 0);
	if (body.rows >= components + claims + INPUTS_LEAST + 4) {
		layout_debate_roomy(l, body, components, claims < 2 ? 2 : claims);
		return;
	}
	bool has_two = body.rows >= components + INPUTS_LEAST;
	if (focus == 0 || has_two)
		l->components = take(&body, components);
	if (focus == 2)
		l->claims = body;
	else if (focus == 1 || has_two)
		l->inputs = body;
}
