/* Screen 2, the line above all: name, symbol, exchange, currency; the last price with its change, what it is worth;
 * the price outside hours; the neighbours in the watchlist. What has no room is left out, the neighbours first. On
 * a tiny screen symbol and price alone. */
#include <stdio.h>
#include <string.h>

#include "widgets/format.h"
#include "widgets/widget.h"

#define LEFT 3
#define GAP 3

static const struct company_view *selected(const struct view_model *m, const struct view_state *s)
{
	size_t at = s->lists[LIST_COMPANIES].selected;
	return at < m->company_count ? &m->companies[at] : NULL;
}

static bool is_dim(const struct company_view *c)
{
	return c->freshness == FRESH_STALE || c->freshness == FRESH_MISSING;
}

/* Where it is traded: most symbols without a suffix share one calendar, so the quote's own word comes first. */
static const char *exchange_name(const struct company_view *c)
{
	static const char *const names[][2] = {
		{ "XNAS", "Nasdaq" },
		{ "XNYS", "NYSE" },
		{ "XASE", "NYSE American" },
		{ "ARCX", "NYSE Arca" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i][0], c->quote.exchange))
			return names[i][1];
	return c->exchange ? c->exchange->name : "";
}

/* "NVDA · Nasdaq · USD" */
static void format_place(const struct company_view *c, char *out, size_t size)
{
	const char *parts[] = { c->symbol, exchange_name(c), c->quote.currency };
	size_t used = 0;
	*out = '\0';
	for (size_t i = 0; i < 3; i++)
		if (*parts[i] && used < size)
			used += (size_t)snprintf(out + used, size - used, "%s%s", used ? " · " : "", parts[i]);
}

/* "▲ +2.81  +1.31%" */
static void format_day_move(const struct quote *q, char out[FORMAT_SIZE])
{
	static const char *const arrows[] = { "▼", "·", "▲" };
	char change[FORMAT_SIZE];
	format_move(q->change, q->currency, change);
	if (!isfinite(q->change_pct) || !isfinite(q->change))
		snprintf(out, FORMAT_SIZE, "-");
	else
		snprintf(out, FORMAT_SIZE, "%s %.20s  %+.2f%%", arrows[1 + change_direction(q->change)], change,
			 q->change_pct);
}

/* "after hours 217.10 ▲ +0.12%", "before the open 215.00 ▼ -0.85%"; "" while it trades. */
static void format_extended(const struct company_view *c, char out[FORMAT_SIZE * 3])
{
	enum market_state state = c->exchange ? c->exchange->session.state : c->quote.market_state;
	char price[FORMAT_SIZE], change[FORMAT_SIZE];
	*out = '\0';
	if (!isfinite(company_extended_price(c)))
		return;
	format_price(company_extended_price(c), c->quote.currency, price);
	format_change(company_extended_change(c), change);
	snprintf(out, FORMAT_SIZE * 3, "%s %s %s", state == MARKET_PRE ? "before the open" : "after hours", price,
		 change);
}

/* "[ AMD   ORCL ]": what the keys [ and ] go to. */
static void format_neighbours(const struct view_model *m, const struct view_state *s, char out[FORMAT_SIZE])
{
	size_t count = m->company_count, at = s->lists[LIST_COMPANIES].selected;
	*out = '\0';
	if (count > 1)
		snprintf(out, FORMAT_SIZE, "[ %s   %s ]", m->companies[(at + count - 1) % count].symbol,
			 m->companies[(at + 1) % count].symbol);
}

struct pen {
	struct canvas *canvas;
	int column, end;
};

/* Draws the text whole with a gap before it, or not at all. */
static bool put(struct pen *pen, enum role role, unsigned char flags, const char *text, int gap)
{
	struct canvas flagged = canvas_flagged(pen->canvas, flags);
	int columns = canvas_columns(pen->canvas, text);
	if (!*text || pen->column + gap + columns > pen->end)
		return false;
	pen->column += gap;
	pen->column += canvas_text(&flagged, 0, pen->column, columns, role, text);
	return true;
}

static enum role move_role(const struct company_view *c)
{
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	return is_dim(c) ? ROLE_STALE : roles[1 + change_direction(c->quote.change_pct)];
}

static void put_price(struct pen *pen, const struct company_view *c, int gap)
{
	char text[FORMAT_SIZE];
	unsigned char marked = c->changed ? CELL_MARKED : 0;
	format_price(c->quote.price, c->quote.currency, text);
	put(pen, is_dim(c) ? ROLE_STALE : ROLE_BRIGHT, (unsigned char)(CELL_BOLD | marked), text, gap);
	format_day_move(&c->quote, text);
	put(pen, move_role(c), 0, text, 2);
}

/* A price that is not of this minute says so. */
static void put_age(struct pen *pen, const struct company_view *c, int64_t now)
{
	char age[FORMAT_SIZE];
	if (c->freshness == FRESH_MISSING || c->freshness == FRESH_LIVE)
		return;
	format_company_age(c, now, age);
	put(pen, c->freshness == FRESH_STALE ? ROLE_WARN : ROLE_DIM, 0, age, 2);
}

static int columns_of_rest(const struct canvas *c, const struct company_view *company)
{
	char price[FORMAT_SIZE], move[FORMAT_SIZE], age[FORMAT_SIZE] = "";
	format_price(company->quote.price, company->quote.currency, price);
	format_day_move(&company->quote, move);
	if (company->freshness == FRESH_STALE || company->freshness == FRESH_SHIPPED)
		format_company_age(company, 0, age);
	return canvas_columns(c, price) + canvas_columns(c, move) + canvas_columns(c, age) + 2 * GAP + 8;
}

/* The name, the place, or the symbol alone: as much as leaves room for the price. */
static void put_name(struct pen *pen, const struct company_view *c)
{
	char place[FORMAT_SIZE];
	int room = pen->end - columns_of_rest(pen->canvas, c);
	format_place(c, place, sizeof place);
	const char *name = c->quote.name;
	int name_columns = canvas_columns(pen->canvas, name), place_columns = canvas_columns(pen->canvas, place);
	if (*name && pen->column + name_columns + 2 + place_columns <= room) {
		put(pen, ROLE_BRIGHT, CELL_BOLD, name, 0);
		put(pen, ROLE_DIM, 0, place, 2);
	} else if (pen->column + place_columns <= room) {
		put(pen, ROLE_BRIGHT, 0, place, 0);
	} else {
		put(pen, ROLE_BRIGHT, CELL_BOLD, c->symbol, 0);
	}
}

static void draw_line(struct canvas *c, const struct view_model *m, const struct view_state *s,
		      const struct company_view *company)
{
	struct pen pen = { c, LEFT, c->columns - 1 };
	char text[FORMAT_SIZE * 3], neighbours[FORMAT_SIZE];
	put_name(&pen, company);
	put_price(&pen, company, GAP);
	put_age(&pen, company, m->now);
	format_extended(company, text);
	put(&pen, ROLE_DIM, 0, text, GAP);
	format_neighbours(m, s, neighbours);
	int columns = canvas_columns(c, neighbours);
	if (pen.column + GAP + columns <= pen.end)
		canvas_text(c, 0, pen.end - columns, columns, ROLE_DIM, neighbours);
}

/* Symbol, price and change, a row each where they do not fit in one. */
static void draw_tiny(struct canvas *c, const struct company_view *company, int64_t now)
{
	char price[FORMAT_SIZE], move[FORMAT_SIZE], age[FORMAT_SIZE];
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	format_price(company->quote.price, company->quote.currency, price);
	format_day_move(&company->quote, move);
	format_company_age(company, now, age);
	int at = 1 + canvas_text(&bold, 0, 1, c->columns - 1, ROLE_BRIGHT, company->symbol) + 2;
	canvas_text(&bold, 0, at, c->columns - at, is_dim(company) ? ROLE_STALE : ROLE_BRIGHT, price);
	canvas_text(c, 1, 1, c->columns - 1, move_role(company), move);
	canvas_text(c, 2, 1, c->columns - 1, company->freshness == FRESH_STALE ? ROLE_WARN : ROLE_DIM, age);
}

static void head_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct company_view *company = selected(m, s);
	if (!company)
		canvas_text(c, 0, LEFT, c->columns - LEFT, ROLE_DIM, "this watchlist is empty");
	else if (c->rows > 1 || c->columns < 40)
		draw_tiny(c, company, m->now);
	else
		draw_line(c, m, s, company);
}

const struct widget_class widget_company_head = {
	.name = "company", .min_rows = 1, .min_columns = 20, .draw = head_draw
};
