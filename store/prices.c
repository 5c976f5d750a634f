#include "store/internal.h"

static bool is_price(double value)
{
	return isfinite(value) && value > 0;
}

static int put_quote(struct store *s, enum statement_id sql, const struct quote *q, struct error *err)
{
	const char *state = market_state_name(q->market_state);
	struct sql_statement st;
	if (statement_start(&st, s, sql, err))
		return -1;
	statement_bind_text(&st, q->symbol);
	statement_bind_text(&st, q->name);
	statement_bind_text(&st, q->currency);
	statement_bind_text(&st, q->exchange);
	statement_bind_figure(&st, q->price);
	statement_bind_figure(&st, q->change);
	statement_bind_figure(&st, q->change_pct);
	statement_bind_figure(&st, q->previous_close);
	statement_bind_figure(&st, q->day_low);
	statement_bind_figure(&st, q->day_high);
	statement_bind_figure(&st, q->year_low);
	statement_bind_figure(&st, q->year_high);
	statement_bind_figure(&st, q->volume);
	statement_bind_figure(&st, q->extended_price);
	statement_bind_text(&st, state ? state : "");
	statement_bind_text(&st, q->source);
	statement_bind_integer(&st, q->as_of);
	statement_bind_integer(&st, q->fetched);
	return statement_run(&st, err);
}

static int put_quotes(struct store *s, enum statement_id sql, const struct quote *quotes, size_t count,
		      struct error *err)
{
	if (store_enter(s, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < count && result == 0; i++)
		if (is_price(quotes[i].price))
			result = put_quote(s, sql, &quotes[i], err);
	return store_leave(s, result, err);
}

int store_put_quotes(struct store *s, const struct quote *quotes, size_t count, struct error *err)
{
	return put_quotes(s, SQL_QUOTE_PUT, quotes, count, err);
}

int store_put_quote_details(struct store *s, const struct quote *quotes, size_t count, struct error *err)
{
	return put_quotes(s, SQL_QUOTE_DETAIL, quotes, count, err);
}

static void read_quote(struct sql_statement *st, struct quote *q)
{
	statement_text(st, q->symbol, sizeof q->symbol);
	statement_text(st, q->name, sizeof q->name);
	statement_text(st, q->currency, sizeof q->currency);
	statement_text(st, q->exchange, sizeof q->exchange);
	q->price = statement_figure(st);
	q->change = statement_figure(st);
	q->change_pct = statement_figure(st);
	q->previous_close = statement_figure(st);
	q->day_low = statement_figure(st);
	q->day_high = statement_figure(st);
	q->year_low = statement_figure(st);
	q->year_high = statement_figure(st);
	q->volume = statement_figure(st);
	q->extended_price = statement_figure(st);
	q->market_state = market_state_parse(statement_borrow(st));
	statement_text(st, q->source, sizeof q->source);
	q->as_of = statement_integer(st);
	q->fetched = statement_integer(st);
}

int store_get_quote(struct store *s, const char *symbol, struct quote *out, bool *found, struct error *err)
{
	struct sql_statement st;
	*found = false;
	if (statement_start(&st, s, SQL_QUOTE_GET, err))
		return -1;
	quote_init(out);
	statement_bind_text(&st, symbol);
	int row = statement_step(&st, err);
	if (row > 0) {
		read_quote(&st, out);
		*found = true;
	}
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int read_quote_row(struct sql_statement *st, void *item)
{
	quote_init(item);
	read_quote(st, item);
	return 0;
}

int store_get_quotes(struct store *s, struct quote **quotes, size_t *count, struct error *err)
{
	static const struct row_class class = { sizeof(struct quote), read_quote_row, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result = statement_start(&st, s, SQL_QUOTES_GET, err) ? -1 : statement_collect(&st, &class, &rows, err);
	*quotes = rows.items;
	*count = rows.count;
	return result;
}

static int read_symbol(struct sql_statement *st, void *item)
{
	statement_text(st, item, SYMBOL_SIZE);
	return 0;
}

int store_get_symbols(struct store *s, char (**symbols)[SYMBOL_SIZE], size_t *count, struct error *err)
{
	static const struct row_class class = { SYMBOL_SIZE, read_symbol, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result = statement_start(&st, s, SQL_QUOTE_SYMBOLS, err) ? -1 : statement_collect(&st, &class, &rows, err);
	*symbols = rows.items;
	*count = rows.count;
	return result;
}

static int put_rate(struct store *s, const struct fx_rate *rate, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_FX_PUT, err))
		return -1;
	statement_bind_text(&st, rate->from);
	statement_bind_text(&st, rate->to);
	statement_bind_figure(&st, rate->rate);
	statement_bind_text(&st, rate->source);
	statement_bind_integer(&st, rate->as_of);
	statement_bind_integer(&st, rate->fetched);
	return statement_run(&st, err);
}

int store_put_fx(struct store *s, const struct fx_rate *rates, size_t count, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < count && result == 0; i++)
		if (is_price(rates[i].rate))
			result = put_rate(s, &rates[i], err);
	return store_leave(s, result, err);
}

static int read_rate(struct sql_statement *st, void *item)
{
	struct fx_rate *rate = item;
	statement_text(st, rate->from, sizeof rate->from);
	statement_text(st, rate->to, sizeof rate->to);
	rate->rate = statement_figure(st);
	statement_text(st, rate->source, sizeof rate->source);
	rate->as_of = statement_integer(st);
	rate->fetched = statement_integer(st);
	return 0;
}

int store_get_fx(struct store *s, struct fx_rate **rates, size_t *count, struct error *err)
{
	static const struct row_class class = { sizeof(struct fx_rate), read_rate, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result = statement_start(&st, s, SQL_FX_GET, err) ? -1 : statement_collect(&st, &class, &rows, err);
	*rates = rows.items;
	*count = rows.count;
	return result;
}
