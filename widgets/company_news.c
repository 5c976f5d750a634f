/* Screen 2, below at the right: the company's rows of the ledger, and under them its press. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/format.h"
#include "widgets/list_table.h"
#include "widgets/press.h"
#include "widgets/widget.h"

#define BILLION 1e9
#define TIME_COLUMNS 8 /* "Feb 2026" */

const struct deal *company_deal(const struct view_model *m, size_t index)
{
	const struct company_screen_view *v = &m->company;
	bool is_there = index < v->deal_count && v->deals[index] < m->deals.count;
	return is_there ? &m->deals.items[v->deals[index]] : NULL;
}

const struct headline *company_headline(const struct view_model *m, size_t index)
{
	return index < m->company.press_count ? &m->company.press[index] : NULL;
}

/* ---- deals ---- */

/* "Feb 2026", "2025": as exact as the ledger is, the day left to the card. */
static void draw_date(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct deal *d = item;
	char text[FORMAT_SIZE], month[FORMAT_SIZE], whole[16];
	int64_t time;
	(void)m;
	snprintf(whole, sizeof whole, "%.7s-01", d->date);
	if (timestamp_parse_date(whole, &time) == 0) {
		format_month(time, 0, month);
		snprintf(text, sizeof text, "%.8s %.4s", month, d->date);
	} else {
		snprintf(text, sizeof text, "%.4s", d->date);
	}
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_DIM, text);
}

/* Which end of the row the company is: by the money's edge, else by the names. */
struct ends {
	const char *arrow, *partner;
};

static bool names(const char *text, const char *name)
{
	const struct deal probe = { .payer = "" };
	struct deal d = probe;
	snprintf(d.from, sizeof d.from, "%s", text);
	return deal_is_about(&d, "", name);
}

static struct ends ends_of(const struct deal *d, const struct view_model *m)
{
	const char *node = deal_node_of(m->company.symbol), *name = deal_list_name_of(&m->deals, node);
	bool pays = !strcmp(d->payer, node) && !strcmp(deal_list_name_of(&m->deals, d->payer), name);
	bool gets = !strcmp(d->payee, node);
	if (!*d->to)
		return (struct ends){ "",
				      names(d->from, name) || names(d->from, m->company.symbol) ? d->kind : d->from };
	if (pays && *d->payee)
		return (struct ends){ "→", deal_list_name_of(&m->deals, d->payee) };
	if (gets && *d->payer)
		return (struct ends){ "←", deal_list_name_of(&m->deals, d->payer) };
	bool is_from = names(d->from, name) || names(d->from, m->company.symbol);
	return is_from ? (struct ends){ "→", d->to } : (struct ends){ "←", d->from };
}

static void draw_partner(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct deal *d = item;
	const struct ends ends = ends_of(d, m);
	int used = *ends.arrow ? 2 : 0;
	enum role role = d->superseded ? ROLE_DIM : *ends.arrow ? ROLE_LINK : ROLE_TEXT;
	canvas_text(cell->canvas, cell->row, cell->column, 1, role, ends.arrow);
	canvas_text(cell->canvas, cell->row, cell->column + used, cell->columns - used, role, ends.partner);
}

/* "30 bn", "0-100 bn~", "3809 bn TWD" */
static void format_deal_amount(const struct deal *d, char out[FORMAT_SIZE])
{
	double low = d->amount_low / BILLION, high = d->amount_high / BILLION;
	bool is_usd = !*d->currency || !strcmp(d->currency, "USD");
	int used;
	if (!isfinite(low) && !isfinite(high)) {
		snprintf(out, FORMAT_SIZE, "-");
		return;
	}
	if (isfinite(low) && isfinite(high) && low < high)
		used = snprintf(out, FORMAT_SIZE, low < 0.05 ? "%.0f-%.4g bn" : "%.4g-%.4g bn", low, high);
	else
		used = snprintf(out, FORMAT_SIZE, "%.4g bn", isfinite(high) ? high : low);
	snprintf(out + used, FORMAT_SIZE - (size_t)used, "%s%s%s", is_usd ? "" : " ", is_usd ? "" : d->currency,
		 strcmp(d->confidence, "high") != 0 ? "~" : "");
}

static void draw_amount(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct deal *d = item;
	char text[FORMAT_SIZE];
	(void)m;
	format_deal_amount(d, text);
	bool is_firm = !d->superseded && strcmp(d->confidence, "high") == 0 && text[0] != '-';
	struct canvas bold = canvas_flagged(cell->canvas, is_firm ? CELL_BOLD : 0);
	canvas_text_right(&bold, cell->row, cell->column, cell->columns, is_firm ? ROLE_BRIGHT : ROLE_DIM, text);
}

/* "equity investment · committed", "equity · committed"; the kind of a row without a partner stands before. */
static void draw_kind(const struct list_cell *cell, const void *item, const struct view_model *m)
{
	const struct deal *d = item;
	char text[sizeof d->kind + sizeof d->class_text + 8];
	const char *state = d->superseded ? "replaced" : d->class_text;
	size_t lengths[] = { strlen(d->kind), strcspn(d->kind, " ") };
	bool is_said = ends_of(d, m).partner == d->kind;
	for (size_t i = 0; i < 2; i++) {
		snprintf(text, sizeof text, "%.*s%s%s", is_said ? 0 : (int)lengths[i], d->kind,
			 *state && !is_said ? " · " : "", state);
		if (canvas_columns(cell->canvas, text) <= cell->columns)
			break;
	}
	canvas_text(cell->canvas, cell->row, cell->column, cell->columns, ROLE_DIM, text);
}

static const struct list_column narrow[] = {
	{ "DATE", TIME_COLUMNS, 3, false, 0, draw_date },
	{ "PARTNER", 12, 1, false, 0, draw_partner },
	{ "AMOUNT", 10, 2, true, 0, draw_amount },
	{ "KIND", 8, 4, false, 1, draw_kind },
};
static const struct list_column wide[] = {
	{ "DATE", TIME_COLUMNS, 3, false, 0, draw_date },
	{ "PARTNER", 20, 1, false, 1, draw_partner },
	{ "AMOUNT", 12, 2, true, 0, draw_amount },
	{ "KIND", 30, 4, false, 2, draw_kind },
};
#define COLUMNS ((int)(sizeof narrow / sizeof *narrow))
#define WIDE_FROM 78

static void draw_deals(struct canvas *c, const struct view_model *m, const struct view_state *s, const char *title,
		       const char *right)
{
	const struct list_position *p = &s->lists[LIST_OWN_DEALS];
	const struct list_column *columns = c->columns >= WIDE_FROM ? wide : narrow;
	int widths[LIST_COLUMNS], head = company_list_head(c->rows);
	size_t shown = list_visible(p, m->company.deal_count, c->rows - head);
	list_fit(columns, COLUMNS, c->columns, widths);
	if (head)
		canvas_rule(c, 0, title, right);
	if (!m->company.deal_count)
		canvas_text(c, head, LIST_LEFT, c->columns - LIST_LEFT, ROLE_DIM,
			    m->deals.count ? "no row of the ledger is about this company"
					   : "the ledger is not read yet");
	for (size_t i = 0; i < shown; i++) {
		bool is_selected = p->top + i == p->selected && s->focus == LIST_OWN_DEALS;
		struct canvas line = list_line(c, head + (int)i, is_selected);
		list_draw_row(&line, head + (int)i, columns, COLUMNS, widths, company_deal(m, p->top + i), m);
	}
}

/* ---- press ---- */

static void draw_figures(struct canvas *line, int row, int from, int end, const struct press_figures *figures,
			 bool read)
{
	int taken = canvas_columns(line, figures->text);
	if (from + 3 + 2 + taken > end)
		return;
	enum role role = read ? ROLE_DIM : ROLE_AMBER;
	canvas_text(line, row, end - taken - 2, 1, role, "◆");
	canvas_text(line, row, end - taken, taken, role, figures->text);
}

/* Time, title with its amounts marked; at the right the figures of the text where the title has none. */
static void draw_story(struct canvas *c, int row, const struct view_model *m, size_t index, bool is_selected)
{
	static const struct press_figures none = { .text = "" };
	const struct headline *h = company_headline(m, index);
	const struct press_figures *figures = m->company.press_figures ? &m->company.press_figures[index] : &none;
	const struct exchange_view *clock = view_model_clock(m);
	struct canvas line = list_line(c, row, is_selected);
	bool is_new = h->row > m->headline_seen, stands_out = is_new && !h->read;
	struct canvas title = canvas_flagged(&line, stands_out ? CELL_BOLD : 0);
	int column = LIST_LEFT + TIME_COLUMNS + LIST_GAP, end = c->columns - 1;
	char time[FORMAT_SIZE];
	if (is_new)
		canvas_text(&line, row, is_selected ? 2 : 1, 1, ROLE_NEW, "●");
	format_time(h->time, m->now, clock ? clock->session.utc_offset_s : 0, time);
	canvas_text(&line, row, LIST_LEFT, TIME_COLUMNS, ROLE_DIM, time);
	int used = press_draw_marked(&title, row, column, end - column,
				     h->read      ? ROLE_DIM
				     : stands_out ? ROLE_BRIGHT
						  : ROLE_TEXT,
				     h->title, figures->title, figures->title_count, 0);
	if (*figures->text && !figures->title_count)
		draw_figures(&line, row, column + used, end, figures, h->read);
}

static void draw_press(struct canvas *c, const struct view_model *m, const struct view_state *s, const char *title,
		       const char *right)
{
	const struct list_position *p = &s->lists[LIST_OWN_PRESS];
	int head = company_list_head(c->rows);
	size_t shown = list_visible(p, m->company.press_count, c->rows - head);
	if (head && *title)
		canvas_rule(c, 0, title, right);
	if (!m->company.press_count)
		canvas_text(c, head, LIST_LEFT, c->columns - LIST_LEFT, ROLE_DIM, "no headline names this company");
	for (size_t i = 0; i < shown; i++)
		draw_story(c, head + (int)i, m, p->top + i, p->top + i == p->selected && s->focus == LIST_OWN_PRESS);
}

/* ---- panes ---- */

static void format_count(size_t count, const char *one, const char *many, char out[FORMAT_SIZE])
{
	if (count)
		snprintf(out, FORMAT_SIZE, "%zu %s", count, count == 1 ? one : many);
	else
		snprintf(out, FORMAT_SIZE, "no %s", many);
}

static void deals_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	char deals[FORMAT_SIZE], press[FORMAT_SIZE], right[FORMAT_SIZE * 2 + 4];
	format_count(m->company.deal_count, "deal", "deals", deals);
	format_count(m->company.press_count, "story", "stories", press);
	snprintf(right, sizeof right, "%s · %s", deals, press);
	draw_deals(c, m, s, "Deals and press", right);
}

static void deals_alone_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	char right[FORMAT_SIZE];
	format_count(m->company.deal_count, "row", "rows", right);
	draw_deals(c, m, s, "Deals", right);
}

static void press_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	draw_press(c, m, s, "", "");
}

static void press_alone_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	char right[FORMAT_SIZE];
	format_count(m->company.press_count, "story", "stories", right);
	draw_press(c, m, s, "Press", right);
}

const struct widget_class widget_company_deals = {
	.name = "company-deals", .min_rows = 2, .min_columns = 30, .draw = deals_draw
};
const struct widget_class widget_company_deals_alone = {
	.name = "company-deals", .min_rows = 2, .min_columns = 30, .draw = deals_alone_draw
};
const struct widget_class widget_company_press = {
	.name = "company-press", .min_rows = 2, .min_columns = 30, .draw = press_draw
};
const struct widget_class widget_company_press_alone = {
	.name = "company-press", .min_rows = 2, .min_columns = 30, .draw = press_alone_draw
};
