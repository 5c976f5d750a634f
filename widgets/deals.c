/* Screen 4: the ledger, one row a deal, plan, guidance or figure, newest first. A row that a later one
 * replaced is grey with an x before it, an amount that is an estimate has a ~ behind it. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "widgets/deals.h"

#define GAP 2
#define BILLION 1e9

struct place {
	struct canvas *canvas;
	const struct view_model *model;
	int row, column, columns;
	bool is_dim; /* the whole row stands back */
};

static enum role role_of(const struct place *p, enum role role)
{
	return p->is_dim ? ROLE_DIM : role;
}

static bool has_amount(const struct deal *d)
{
	return isfinite(d->amount_low) || isfinite(d->amount_high);
}

static bool is_estimate(const struct deal *d)
{
	return strcmp(d->confidence, "high") != 0;
}

static const char *or_dash(const char *text)
{
	return *text ? text : "-";
}

static void draw_date(const struct place *p, const struct deal *d)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, ROLE_DIM, d->date);
}

static void draw_from(const struct place *p, const struct deal *d)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, role_of(p, ROLE_BRIGHT), or_dash(d->from));
}

static void draw_to(const struct place *p, const struct deal *d)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, role_of(p, *d->to ? ROLE_BRIGHT : ROLE_DIM),
		    or_dash(d->to));
}

static void draw_kind(const struct place *p, const struct deal *d)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, role_of(p, ROLE_TEXT), d->kind);
}

/* "30", "0-100 ~", "3,809 TWD": thousand millions, of dollars where no currency is named. */
static void format_billions(const struct deal *d, char out[FORMAT_SIZE])
{
	double low = d->amount_low / BILLION, high = d->amount_high / BILLION;
	int used;
	if (!has_amount(d)) {
		snprintf(out, FORMAT_SIZE, "-");
		return;
	}
	if (isfinite(low) && isfinite(high) && low < high)
		used = snprintf(out, FORMAT_SIZE, low < 0.05 ? "%.0f-%.5g" : "%.5g-%.5g", low, high);
	else
		used = snprintf(out, FORMAT_SIZE, "%.5g", isfinite(high) ? high : low);
	bool is_usd = !*d->currency || !strcmp(d->currency, "USD");
	snprintf(out + used, FORMAT_SIZE - (size_t)used, "%s%s%s", is_usd ? "" : " ", is_usd ? "" : d->currency,
		 is_estimate(d) ? " ~" : "");
}

static void draw_amount(const struct place *p, const struct deal *d)
{
	char text[FORMAT_SIZE];
	struct canvas bold = canvas_flagged(p->canvas, p->is_dim ? 0 : CELL_BOLD);
	format_billions(d, text);
	bool is_dim = p->is_dim || !has_amount(d) || is_estimate(d);
	canvas_text_right(&bold, p->row, p->column, p->columns, is_dim ? ROLE_DIM : ROLE_BRIGHT, text);
}

static void draw_power(const struct place *p, const struct deal *d)
{
	char text[FORMAT_SIZE] = "-";
	if (isfinite(d->gw))
		snprintf(text, sizeof text, "%.4g", d->gw);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, isfinite(d->gw) ? role_of(p, ROLE_TEXT) : ROLE_DIM,
			  text);
}

static void draw_class(const struct place *p, const struct deal *d)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, role_of(p, ROLE_TEXT),
		    d->superseded ? "replaced" : or_dash(d->class_text));
}

static void draw_status(const struct place *p, const struct deal *d)
{
	canvas_text(p->canvas, p->row, p->column, p->columns, ROLE_DIM, or_dash(d->status));
}

static bool is_firm(const struct deal *d)
{
	return d->delivery >= DELIVERY_CONTRACT;
}

/* What of the announced amount is under contract, committed or done; of a replaced row: in the row that took
 * its place. NAN where nothing was announced, or nobody said how much. */
static double firm_share(const struct deal_list *deals, const struct deal *d)
{
	const struct deal *now = d;
	double announced = deal_edge_announced(d);
	if (d->delivery == DELIVERY_NONE || !(announced > 0))
		return (double)NAN;
	for (size_t i = 0; d->superseded && i < deals->count; i++)
		if (!strcmp(deals->items[i].supersedes, d->id))
			now = &deals->items[i];
	if (!is_firm(now) || (now == d && d->superseded))
		return 0;
	return strcmp(now->currency, d->currency) ? (double)NAN : deal_edge_firm(now) / announced;
}

static void draw_firm(const struct place *p, const struct deal *d)
{
	char text[FORMAT_SIZE] = "-";
	double share = firm_share(&p->model->deals, d);
	if (isfinite(share))
		snprintf(text, sizeof text, "%.0f%%", 100 * share);
	canvas_text_right(p->canvas, p->row, p->column, p->columns, isfinite(share) ? role_of(p, ROLE_TEXT) : ROLE_DIM,
			  text);
}

/* The host of an address, else the citation. */
static void draw_source(const struct place *p, const struct deal *d)
{
	char text[sizeof d->source];
	const char *host = strstr(d->source, "://");
	if (host && strncmp(host + 3, "www.", 4) == 0)
		host += 4;
	if (host)
		snprintf(text, sizeof text, "%.*s", (int)strcspn(host + 3, "/"), host + 3);
	else
		snprintf(text, sizeof text, "%s", or_dash(d->source));
	canvas_text(p->canvas, p->row, p->column, p->columns, host ? role_of(p, ROLE_LINK) : ROLE_DIM, text);
}

static const struct column {
	const char *title;
	int columns, rank; /* rank 1 is kept longest */
	int grow;          /* share of what is left over */
	bool right;
	void (*draw)(const struct place *p, const struct deal *d);
} columns[] = {
	{ "DATE", 10, 5, 0, false, draw_date },      { "FROM", 10, 1, 1, false, draw_from },
	{ "TO", 10, 2, 1, false, draw_to },          { "KIND", 17, 6, 1, false, draw_kind },
	{ "BN USD", 11, 3, 0, true, draw_amount },   { "GW", 4, 7, 0, true, draw_power },
	{ "CLASS", 12, 4, 0, false, draw_class },    { "FIRM", 5, 9, 0, true, draw_firm },
	{ "STATUS", 14, 10, 3, false, draw_status }, { "SOURCE", 12, 8, 1, false, draw_source },
};
#define COLUMNS ((int)(sizeof columns / sizeof *columns))

static void columns_fit(int room, int widths[COLUMNS])
{
	int shares = 0;
	room -= DEALS_LEFT - GAP + 1;
	memset(widths, 0, sizeof(int) * (size_t)COLUMNS);
	for (int rank = 1; rank <= COLUMNS; rank++)
		for (int i = 0; i < COLUMNS; i++)
			if (columns[i].rank == rank && columns[i].columns + GAP <= room) {
				widths[i] = columns[i].columns;
				room -= columns[i].columns + GAP;
				shares += columns[i].grow;
			}
	for (int i = 0, left = room; i < COLUMNS && left > 0 && shares; i++)
		if (widths[i])
			widths[i] += left * columns[i].grow / shares;
}

int deals_head(int rows)
{
	return rows >= 4 ? 2 : rows >= 2 ? 1 : 0;
}

static int compare_deals(const void *a, const void *b)
{
	const struct deal *x = a, *y = b;
	int by_date = strcmp(y->date, x->date);
	return by_date ? by_date : strcmp(y->id, x->id);
}

void deals_sort(struct view_model *m)
{
	if (m->deals.count)
		qsort(m->deals.items, m->deals.count, sizeof *m->deals.items, compare_deals);
}

/* ---- which rows ---- */

static bool is_shown(const struct deals_view *v, const struct deal *d)
{
	return !*v->symbol || deal_is_about(d, v->node, v->symbol) || deal_is_about(d, v->node, v->name);
}

const struct deal *deals_row(const struct view_model *m, size_t index)
{
	for (size_t i = 0; i < m->deals.count; i++)
		if (is_shown(&m->deals_view, &m->deals.items[i]) && index-- == 0)
			return &m->deals.items[i];
	return NULL;
}

size_t deals_row_count(const struct view_model *m)
{
	size_t count = 0;
	if (!*m->deals_view.symbol)
		return m->deals.count;
	for (size_t i = 0; i < m->deals.count; i++)
		count += is_shown(&m->deals_view, &m->deals.items[i]);
	return count;
}

/* ---- drawing ---- */

static void draw_rule(struct canvas *c, const struct view_model *m)
{
	const struct deals_view *v = &m->deals_view;
	char title[FORMAT_SIZE * 2], right[FORMAT_SIZE * 2];
	size_t count = deals_row_count(m);
	snprintf(title, sizeof title, "Ledger%s%s", *v->symbol ? ": " : "", *v->symbol ? v->name : "");
	if (!count)
		snprintf(right, sizeof right, "no rows");
	else if (c->columns >= 100)
		snprintf(right, sizeof right, "%zu row%s · newest %s · ~ estimate · x replaced", count,
			 count == 1 ? "" : "s", deals_row(m, 0)->date);
	else
		snprintf(right, sizeof right, "%zu row%s%s", count, count == 1 ? "" : "s",
			 c->columns >= 76 ? " · ~ estimate · x replaced" : "");
	deals_draw_rule(c, m, title, LOOK_TABLE, right);
}

static void draw_head(struct canvas *c, int row, const int widths[COLUMNS])
{
	int column = DEALS_LEFT;
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		if (columns[i].right)
			canvas_text_right(c, row, column, widths[i], ROLE_DIM, columns[i].title);
		else
			canvas_text(c, row, column, widths[i], ROLE_DIM, columns[i].title);
		column += widths[i] + GAP;
	}
}

static void draw_row(struct canvas *c, int row, const int widths[COLUMNS], const struct view_model *m,
		     const struct deal *d, bool is_selected)
{
	struct canvas line = deals_line(c, row, is_selected);
	int column = DEALS_LEFT;
	if (d->superseded)
		canvas_text(&line, row, 1, 1, ROLE_DIM, "x");
	for (int i = 0; i < COLUMNS; i++) {
		if (!widths[i])
			continue;
		struct place place = { &line, m, row, column, widths[i], d->superseded };
		columns[i].draw(&place, d);
		column += widths[i] + GAP;
	}
}

static void deals_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct list_position *p = &s->lists[LIST_DEALS];
	int widths[COLUMNS], head = deals_head(c->rows);
	size_t count = deals_row_count(m), shown = list_visible(p, count, c->rows - head);
	columns_fit(c->columns, widths);
	if (head == 2)
		draw_rule(c, m);
	if (head)
		draw_head(c, head - 1, widths);
	if (!count)
		canvas_text(c, head, DEALS_LEFT, c->columns - DEALS_LEFT, ROLE_DIM,
			    m->deals.count ? "no row is about this company; f shows all"
					   : "the ledger is not read yet");
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_DEALS;
		draw_row(c, head + (int)i, widths, m, deals_row(m, p->top + i), is_selected);
	}
}

/* ---- behind a loop ---- */

/* Is the row one of the selected loop's payments? */
static bool is_step(const struct circle *c, const struct circle_loop *loop, const struct deal *d)
{
	for (int i = 0; i < loop->length; i++)
		if (!strcmp(d->payer, c->firms[loop->firms[i]].code) &&
		    !strcmp(d->payee, c->firms[loop->firms[(i + 1) % loop->length]].code))
			return true;
	return false;
}

static void behind_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct circle *circle = circle_shown(m);
	size_t selected = s->lists[LIST_LOOPS].selected;
	int widths[COLUMNS], row = deals_head(c->rows);
	if (selected >= (size_t)circle->loop_count)
		return;
	columns_fit(c->columns, widths);
	canvas_rule(c, 0, "Behind it", c->columns >= 70 ? "rows of the ledger · Enter shows them by steps" : "");
	if (row == 2)
		draw_head(c, 1, widths);
	for (size_t i = 0; i < m->deals.count && row < c->rows; i++)
		if (is_step(circle, &circle->loops[selected], &m->deals.items[i]))
			draw_row(c, row++, widths, m, &m->deals.items[i], false);
}

const struct widget_class widget_deals = { .name = "deals", .min_rows = 2, .min_columns = 30, .draw = deals_draw };
const struct widget_class widget_behind = { .name = "behind", .min_rows = 3, .min_columns = 30, .draw = behind_draw };
