/* The watchlist's table. Its columns are one table: title, widths, rank, how to draw, how to compare. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "widgets/debate.h"
#include "widgets/sparkline.h"

#define MARGIN 3 /* the selection's mark and a blank each side */
#define GAP 2
#define SCALE_COLUMNS 14 /* from which the two readings stand on a scale */

struct place {
	struct canvas *canvas;
	int row, column, columns;
};

struct column {
	const char *title;
	int columns; /* as narrow as it may be */
	int most;    /* as wide as it helps */
	int rank;    /* 1 is kept longest */
	bool right;  /* aligned right */
	void (*draw)(const struct place *p, const struct company_view *company, const struct view_model *m);
	double (*key)(const struct company_view *company); /* sorts by it, NULL not sortable */
	bool falling;                                      /* the greatest first */
};

static bool is_dim(const struct company_view *company)
{
	return company->freshness == FRESH_STALE || company->freshness == FRESH_MISSING;
}

static enum role figure_role(const struct company_view *company, enum role role)
{
	return is_dim(company) ? ROLE_STALE : role;
}

static enum role direction_role(const struct company_view *company)
{
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	return figure_role(company, roles[1 + change_direction(company->quote.change_pct)]);
}

static void draw_left(const struct place *p, enum role role, const char *text)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, role, text);
}

static void draw_right(const struct place *p, enum role role, const char *text)
{
	canvas_text_right(p->canvas, p->row, p->column, p->columns, role, text);
}

static void draw_symbol(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	struct canvas bold = canvas_flagged(p->canvas, CELL_BOLD);
	canvas_text(&bold, p->row, p->column, p->columns, figure_role(company, ROLE_BRIGHT), company->symbol);
}

static void draw_name(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	draw_left(p, figure_role(company, ROLE_TEXT), *company->quote.name ? company->quote.name : "-");
}

static void draw_last(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_price(company->quote.price, company->quote.currency, text);
	struct canvas marked = canvas_flagged(p->canvas, company->changed ? CELL_MARKED : 0);
	canvas_text_right(&marked, p->row, p->column, p->columns, figure_role(company, ROLE_BRIGHT), text);
}

static void draw_change(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_change(company->quote.change_pct, text);
	draw_right(p, direction_role(company), text);
}

/* In the price's own currency: per cent compare, this does not. */
static void draw_change_amount(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_move(company->quote.change, company->quote.currency, text);
	draw_right(p, isfinite(company->quote.change) ? direction_role(company) : ROLE_DIM, text);
}

/* The price outside the hours of trading, and how far it is from the last one within them. */
static void draw_extended(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char price[FORMAT_SIZE], change[FORMAT_SIZE], text[FORMAT_SIZE * 2];
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	double extended = company_extended_price(company), pct = company_extended_change(company);
	if (!isfinite(extended)) {
		draw_right(p, ROLE_DIM, "-");
		return;
	}
	format_price(extended, company->quote.currency, price);
	format_change(pct, change);
	snprintf(text, sizeof text, "%s %s", price, change);
	draw_right(p, figure_role(company, roles[1 + change_direction(pct)]), text);
}

static void draw_today(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	sparkline_draw(p->canvas, p->row, p->column, p->columns, false, direction_role(company), &company->day);
}

static void draw_year(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	sparkline_draw(p->canvas, p->row, p->column, p->columns, true, ROLE_DIM, &company->year);
}

/* Market values are compared with each other, so they stand in dollars where a rate is known. */
static void draw_market_cap(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	const struct valuation *v = &company->valuation;
	if (isfinite(v->market_cap_usd))
		format_amount(v->market_cap_usd, "USD", text);
	else
		format_amount(v->market_cap, company->quote.currency, text);
	draw_right(p, figure_role(company, ROLE_TEXT), text);
}

static void draw_pe(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_ratio(company->valuation.pe, text);
	bool is_void = company->valuation.pe_void != NULL;
	draw_right(p, is_void ? ROLE_DIM : figure_role(company, ROLE_TEXT), is_void ? "void" : text);
}

static void draw_ps(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_ratio(company->valuation.ps, text);
	draw_right(p, figure_role(company, ROLE_TEXT), text);
}

/* Where the price stands between the lowest and the highest of 52 weeks. */
static void draw_range(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	const struct quote *q = &company->quote;
	double width = q->year_high - q->year_low;
	if (!(width > 0) || !isfinite(q->price) || p->columns < 3) {
		draw_left(p, ROLE_DIM, "-");
		return;
	}
	double share = (q->price - q->year_low) / width;
	share = share < 0 ? 0 : share > 1 ? 1 : share;
	canvas_fill(p->canvas, p->row, p->column, p->columns, ROLE_RULE, "─");
	canvas_text(p->canvas, p->row, p->column + (int)(share * (p->columns - 1) + 0.5), 1,
		    figure_role(company, ROLE_BRIGHT), "●");
}

/* From the highest close of 52 weeks. */
static void draw_drawdown(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE] = "-";
	double depth = company->standing.year.depth;
	if (isfinite(depth))
		snprintf(text, sizeof text, "%.1f%%", depth < -0.0005 ? 100 * depth : 0);
	draw_right(p, figure_role(company, ROLE_TEXT), text);
}

static void draw_volume(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_amount(company->quote.volume, "", text);
	draw_right(p, figure_role(company, ROLE_TEXT), text);
}

static void draw_previous(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	char text[FORMAT_SIZE];
	format_price(company->quote.previous_close, company->quote.currency, text);
	draw_right(p, figure_role(company, ROLE_TEXT), text);
}

static void draw_currency(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	draw_left(p, ROLE_DIM, *company->quote.currency ? company->quote.currency : "-");
}

static void draw_source(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	draw_left(p, ROLE_DIM, *company->quote.source ? company->quote.source : "-");
}

/* The company's own two readings: on a scale where there is room for one. */
static void draw_froth(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	(void)m;
	const double *value = company->reading.value;
	if (p->columns >= SCALE_COLUMNS)
		debate_pair(p->canvas, p->row, p->column, p->columns, value, false);
	else
		scale_draw_pair(p->canvas, p->row, p->column, p->columns, value[CAMP_HUANG], value[CAMP_MARCUS]);
}

static void draw_age(const struct place *p, const struct company_view *company, const struct view_model *m)
{
	char text[FORMAT_SIZE];
	format_company_age(company, m->now, text);
	draw_right(p, company->freshness == FRESH_STALE ? ROLE_WARN : ROLE_DIM, text);
}

static double key_last(const struct company_view *c)
{
	return c->quote.price;
}

static double key_change(const struct company_view *c)
{
	return c->quote.change_pct;
}

static double key_extended(const struct company_view *c)
{
	return company_extended_change(c);
}

static double key_drawdown(const struct company_view *c)
{
	return c->standing.year.depth;
}

static double key_market_cap(const struct company_view *c)
{
	return isfinite(c->valuation.market_cap_usd) ? c->valuation.market_cap_usd : c->valuation.market_cap;
}

static double key_pe(const struct company_view *c)
{
	return c->valuation.pe_void ? (double)NAN : c->valuation.pe;
}

static double key_ps(const struct company_view *c)
{
	return c->valuation.ps;
}

static double key_volume(const struct company_view *c)
{
	return c->quote.volume;
}

static double key_froth(const struct company_view *c)
{
	return (c->reading.value[CAMP_HUANG] + c->reading.value[CAMP_MARCUS]) / 2;
}

static double key_symbol(const struct company_view *c)
{
	(void)c;
	return 0; /* equal keys fall back to the symbol's text, see compare */
}

static const struct column columns[] = {
	{ "SYMBOL", 7, 10, 1, false, draw_symbol, key_symbol, false },
	{ "NAME", 14, 28, 16, false, draw_name, NULL, false },
	{ "LAST", 9, 10, 2, true, draw_last, key_last, true },
	{ "CHG", 8, 9, 13, true, draw_change_amount, NULL, false },
	{ "CHG%", 9, 9, 3, true, draw_change, key_change, true },
	{ "EXT", 15, 16, 14, true, draw_extended, key_extended, true },
	{ "TODAY", 12, 24, 5, false, draw_today, NULL, false },
	{ "1 YEAR", 14, 24, 8, false, draw_year, NULL, false },
	{ "52 WEEKS", 13, 19, 11, false, draw_range, NULL, false },
	{ "DRAWDOWN", 8, 8, 15, true, draw_drawdown, key_drawdown, false },
	{ "MKT CAP", 7, 8, 4, true, draw_market_cap, key_market_cap, true },
	{ "P/E", 6, 6, 9, true, draw_pe, key_pe, true },
	{ "P/S", 6, 6, 10, true, draw_ps, key_ps, true },
	{ "VOLUME", 7, 8, 12, true, draw_volume, key_volume, true },
	{ "PREV CLOSE", 10, 10, 17, true, draw_previous, NULL, false },
	{ "CUR", 3, 3, 18, false, draw_currency, NULL, false },
	{ "SOURCE", 11, 14, 19, false, draw_source, NULL, false },
	{ "FROTH", 6, 24, 6, true, draw_froth, key_froth, true },
	{ "AGE", 14, 19, 7, true, draw_age, NULL, false },
};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))
#define FIRST_COLUMNS 4 /* ranks that are given up only from the end */
#define MAIN_COLUMNS 10

static int column_of_rank(int rank)
{
	int i = 0;
	while (columns[i].rank != rank)
		i++;
	return i;
}

/* A scale says more than a wider table; a column or two more would be wasted on it. */
static void widen_scale(int widths[COLUMNS], int *room)
{
	for (int i = 0; i < COLUMNS; i++)
		if (columns[i].draw == draw_froth && widths[i] && *room >= SCALE_COLUMNS - widths[i]) {
			*room -= SCALE_COLUMNS - widths[i];
			widths[i] = SCALE_COLUMNS;
		}
}

/* Chooses by rank what fits, then widens what gains by it. widths[i] 0: left out. Where one of the first
 * columns has no room nothing lesser takes its place; a lesser one comes only beside all the main ones. */
static void columns_fit(int room, int widths[COLUMNS])
{
	memset(widths, 0, sizeof(int) * (size_t)COLUMNS);
	room -= MARGIN - GAP + 1;
	int most = COLUMNS;
	for (int rank = 1; rank <= most; rank++) {
		int i = column_of_rank(rank);
		if (columns[i].columns + GAP > room) {
			most = rank <= FIRST_COLUMNS ? 0 : MAIN_COLUMNS;
			continue;
		}
		widths[i] = columns[i].columns;
		room -= columns[i].columns + GAP;
	}
	widen_scale(widths, &room);
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

static void draw_head(struct canvas *c, int row, const int widths[COLUMNS], const struct view_state *s)
{
	int column = MARGIN;
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		enum role role = s->sort == i ? ROLE_AMBER : ROLE_DIM;
		if (columns[i].right)
			canvas_text_right(c, row, column, widths[i], role, columns[i].title);
		else
			canvas_text(c, row, column, widths[i], role, columns[i].title);
		column += widths[i] + GAP;
	}
}

static void draw_row(struct canvas *c, int row, const int widths[COLUMNS], const struct company_view *company,
		     const struct view_model *m, bool is_selected, bool is_focused)
{
	struct canvas line = canvas_flagged(c, is_selected ? CELL_SELECTED : 0);
	if (is_selected) {
		canvas_fill(&line, row, 0, c->columns, ROLE_TEXT, " ");
		canvas_text(&line, row, 1, 1, is_focused ? ROLE_AMBER : ROLE_DIM, "▌");
	}
	int column = MARGIN;
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		columns[i].draw(&(struct place){ &line, row, column, widths[i] }, company, m);
		column += widths[i] + GAP;
	}
}

int companies_head(int rows, size_t count)
{
	bool has_room = rows >= 7 || (rows >= 3 && (size_t)rows >= count + 2);
	return has_room ? 2 : rows >= 3 ? 1 : 0;
}

static void draw_rule(struct canvas *c, const struct view_model *m, const struct view_state *s, size_t shown)
{
	char right[FORMAT_SIZE] = "as listed";
	if (s->sort >= 0 && s->sort < COLUMNS)
		snprintf(right, sizeof right, "by %s %s", columns[s->sort].title,
			 columns[s->sort].falling != s->reversed ? "▼" : "▲");
	else if (s->reversed)
		snprintf(right, sizeof right, "as listed, turned round");
	if (shown < m->company_count) {
		size_t used = strlen(right);
		snprintf(right + used, sizeof right - used, " · %zu-%zu of %zu", s->lists[LIST_COMPANIES].top + 1,
			 s->lists[LIST_COMPANIES].top + shown, m->company_count);
	}
	scale_draw_rule(c, m, "Companies", right);
}

static void companies_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_COMPANIES];
	int widths[COLUMNS], head = companies_head(c->rows, m->company_count);
	columns_fit(c->columns, widths);
	size_t shown = list_visible(p, m->company_count, c->rows - head);
	if (head == 2)
		draw_rule(c, m, s, shown);
	if (head)
		draw_head(c, head - 1, widths, s);
	if (!m->company_count)
		canvas_text(c, head, MARGIN, c->columns - MARGIN, ROLE_DIM, "no symbol: + adds one");
	for (size_t i = 0; i < shown; i++)
		draw_row(c, head + (int)i, widths, &m->companies[p->top + i], m, p->top + i == p->selected,
			 s->focus == LIST_COMPANIES);
}

const struct widget_class widget_companies = {
	.name = "companies",
	.min_rows = 1,
	.min_columns = 20,
	.draw = companies_draw,
};

int companies_column_next(int column)
{
	for (int i = column + 1; i < COLUMNS; i++)
		if (columns[i].key)
			return i;
	return -1;
}

const char *companies_column_title(int column)
{
	return column >= 0 && column < COLUMNS ? columns[column].title : "";
}

int companies_hit(int total, int at)
{
	int widths[COLUMNS], column = MARGIN;
	columns_fit(total, widths);
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		if (at >= column && at < column + widths[i])
			return columns[i].key ? i : -1;
		column += widths[i] + GAP;
	}
	return -1;
}

static int compare_listed(const struct company_view *a, const struct company_view *b)
{
	return (a->listed > b->listed) - (a->listed < b->listed);
}

/* < 0: a stands before b. */
static int compare(const struct company_view *a, const struct company_view *b, int column, bool reversed)
{
	if (column < 0)
		return reversed ? -compare_listed(a, b) : compare_listed(a, b);
	double x = columns[column].key(a), y = columns[column].key(b);
	if (isfinite(x) != isfinite(y))
		return isfinite(x) ? -1 : 1;
	int order = isfinite(x) ? (x > y) - (x < y) : 0;
	if (columns[column].draw == draw_symbol)
		order = strcmp(a->symbol, b->symbol);
	if (columns[column].falling != reversed)
		order = -order;
	return order ? order : compare_listed(a, b);
}

static void sort_by_gap(struct view_model *m, size_t gap, int column, bool reversed)
{
	for (size_t i = gap; i < m->company_count; i++) {
		size_t at = i;
		if (compare(&m->companies[i], &m->companies[i - gap], column, reversed) >= 0)
			continue;
		struct company_view moved = m->companies[i];
		for (; at >= gap && compare(&moved, &m->companies[at - gap], column, reversed) < 0; at -= gap)
			m->companies[at] = m->companies[at - gap];
		m->companies[at] = moved;
	}
}

/* Shell's sort, with gaps after M. Ciura, "Best Increments for the Average Case of Shellsort" (2001): the rows are
 * large, mostly in order already, and no two of them are equal. */
void companies_sort(struct view_model *m, int column, bool reversed)
{
	static const size_t gaps[] = { 7983, 3548, 1577, 701, 301, 132, 57, 23, 10, 4, 1 };
	if (column >= COLUMNS || (column >= 0 && !columns[column].key))
		column = -1;
	for (size_t i = 0; i < sizeof gaps / sizeof *gaps; i++)
		sort_by_gap(m, gaps[i], column, reversed);
}
