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
struct area area_take(struct area *left, int rows)
{
	struct area taken = *left;
	taken.rows = rows < 0 ? 0 : least(rows, left->rows);
	left->row += taken.rows;
	left->rows -= taken.rows;
	return taken;
}

struct area area_take_below(struct area *left, int rows)
{
	struct area taken = *left;
	taken.rows = least(rows, left->rows);
	left->rows -= taken.rows;
	taken.row = left->row + left->rows;
	return taken;
}

/* Splits off the right-hand side, leaving one blank column between the two. */
struct area area_take_right(struct area *left, int columns)
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
	l->companies = area_take(&body, table);
	l->froth = area_take(&body, froth);
	l->press = body;
}

/* Chart over press; the chart gets at most as much as the press. */
static void split_stacked(struct board_layout *l, struct area middle)
{
	if (middle.rows >= 2 * MIDDLE_LEAST)
		l->chart = area_take(&middle, middle.rows / 2);
	l->press = middle;
}

static void split_beside(struct board_layout *l, struct area middle)
{
	l->press = area_take_right(&middle, middle.columns * 56 / 100); /* titles need more room than a line */
	l->chart = middle;
}

/* Charts of the day and of the year at the right, press and froth at the left. */
static void layout_wide(struct board_layout *l, struct area body)
{
	struct area right = area_take_right(&body, body.columns * 2 / 5);
	l->chart = area_take(&right, right.rows / 2 - 1);
	area_take(&right, 1);
	l->chart_year = right;
	l->froth = area_take_below(&body, FROTH_FULL);
	area_take_below(&body, 1);
	l->press = body;
}

static void layout_roomy(struct board_layout *l, struct area body, int companies)
{
	bool is_tall = body.rows >= 30;
	int froth = is_tall ? FROTH_FULL : FROTH_SHORT, gaps = is_tall ? 2 : 0;
	int most = body.rows - froth - gaps - MIDDLE_LEAST;
	l->companies = area_take(&body, least(companies + HEAD, most));
	area_take(&body, gaps / 2);
	if (body.columns >= WIDE && is_tall && body.rows >= FROTH_FULL + 1 + MIDDLE_LEAST) {
		layout_wide(l, body);
		return;
	}
	l->froth = area_take_below(&body, froth);
	area_take_below(&body, gaps / 2);
	if (body.columns >= SIDE_BY_SIDE)
		split_beside(l, body);
	else
		split_stacked(l, body);
}

void layout_board(struct board_layout *l, int rows, int columns, size_t company_count)
{
	int companies = company_count > 1000 ? 1000 : company_count ? (int)company_count : 1;
	struct area body = { 0, 0, rows, columns };
	memset(l, 0, sizeof *l);
	if (rows < 3 || columns < 20) {
		l->too_small = true;
		return;
	}
	if (rows < LAYOUT_MIN_ROWS || columns < LAYOUT_MIN_COLUMNS) {
		l->status = area_take_below(&body, 1);
		l->companies = body;
		return;
	}
	l->bar = area_take(&body, 1);
	l->status = area_take_below(&body, 1);
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

#define CIRCLE_LEAST 14  /* less: the loops alone */
#define LOOPS_LEAST 6    /* rule and five of them */
#define BEHIND_LEAST 6   /* rule, titles and four rows */
#define MATRIX_BESIDE 3  /* rule, titles, sums */
#define PARTNERS_LEAST 6 /* rule, titles and four pairs */

static int most(int a, int b)
{
	return a > b ? a : b;
}

void layout_circle(struct deals_layout *l, struct area body, size_t payer_count, size_t loop_count)
{
	int payers = payer_count > 100 ? 100 : (int)payer_count, loops = loop_count > 100 ? 100 : (int)loop_count;
	memset(l, 0, sizeof *l);
	if (body.rows < CIRCLE_LEAST) {
		l->loops = body;
		return;
	}
	int wanted = most(loops, 1) + 1;
	l->matrix =
		area_take(&body, least(most(payers, 1) + MATRIX_BESIDE, body.rows - 1 - least(wanted, LOOPS_LEAST)));
	area_take(&body, 1);
	if (body.rows < wanted + 1 + BEHIND_LEAST)
		wanted = most(least(wanted, LOOPS_LEAST), body.rows - 1 - most(BEHIND_LEAST, body.rows / 2));
	if (body.rows < wanted + 1 + BEHIND_LEAST)
		wanted = body.rows;
	l->loops = area_take(&body, wanted);
	area_take(&body, 1);
	l->behind = body;
}

void layout_power(struct deals_layout *l, struct area body, size_t partner_count, size_t year_count, int left_out)
{
	int partners = partner_count > 100 ? 100 : (int)partner_count, years = year_count > 100 ? 100 : (int)year_count;
	memset(l, 0, sizeof *l);
	if (body.rows < CIRCLE_LEAST) {
		l->meaning = area_take(&body, body.rows > 4 ? 2 : 0);
		l->partners = body;
		return;
	}
	bool is_roomy = body.rows >= 3 + years + 1 + partners + 2 + 1 + left_out;
	l->meaning = area_take(&body, is_roomy ? 3 + years : least(3 + years, 3 + body.rows / 6));
	if (is_roomy || body.rows >= 30)
		area_take(&body, 1);
	int foot = least(left_out, most(3, body.rows - PARTNERS_LEAST - 1));
	l->partners = area_take(&body, least(most(partners, 1) + 2, body.rows - foot - (is_roomy ? 1 : 0)));
	if (is_roomy)
		area_take(&body, 1);
	l->left_out = body;
}

void layout_candidates(struct deals_layout *l, struct area body, size_t candidates)
{
	int rows = candidates > 100 ? 100 : most((int)candidates, 1);
	int below = body.rows >= 16 ? 9 : body.rows >= 8 ? 4 : 0;
	memset(l, 0, sizeof *l);
	l->candidates = area_take(&body, least(rows + 2, body.rows - below));
	if (body.rows > below)
		area_take(&body, 1);
	l->candidate = body;
}
