#include "store/internal.h"

#include <string.h>

static int put_deal(struct store *s, const struct deal *d, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_DEAL_PUT, err))
		return -1;
	statement_bind_text(&st, d->id);
	statement_bind_text(&st, d->date);
	statement_bind_text(&st, d->from);
	statement_bind_text(&st, d->to);
	statement_bind_text(&st, d->kind);
	statement_bind_figure(&st, d->amount_low);
	statement_bind_figure(&st, d->amount_high);
	statement_bind_text(&st, d->currency);
	statement_bind_figure(&st, d->gw);
	statement_bind_text(&st, d->term);
	statement_bind_text(&st, d->status);
	statement_bind_text(&st, delivery_class_name(d->delivery));
	statement_bind_text(&st, d->class_text);
	statement_bind_text(&st, d->confidence);
	statement_bind_text(&st, d->payer);
	statement_bind_text(&st, d->payee);
	statement_bind_text(&st, d->source);
	statement_bind_text(&st, d->note);
	statement_bind_integer(&st, d->superseded);
	statement_bind_text(&st, d->supersedes);
	statement_bind_figure(&st, d->edge_low);
	statement_bind_figure(&st, d->edge_high);
	statement_bind_text(&st, d->gw_in);
	statement_bind_integer(&st, d->origin == DEAL_OWN);
	return statement_run(&st, err);
}

static int put_all(struct store *s, const struct deal_list *deals, struct error *err)
{
	int result = 0;
	for (size_t i = 0; i < deals->count && result == 0; i++)
		result = put_deal(s, &deals->items[i], err);
	return result;
}

int store_put_deals(struct store *s, const struct deal_list *deals, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_all(s, deals, err), err);
}

int store_replace_deals(struct store *s, const struct deal_list *deals, struct error *err)
{
	struct sql_statement st;
	if (store_enter(s, err))
		return -1;
	int result = statement_start(&st, s, SQL_DEALS_DROP, err) || statement_run(&st, err) ? -1 : 0;
	if (result == 0)
		result = put_all(s, deals, err);
	return store_leave(s, result, err);
}

static enum delivery_class parse_delivery(const char *name)
{
	for (int c = DELIVERY_NONE; c < DELIVERY_CLASSES; c++)
		if (strcmp(delivery_class_name((enum delivery_class)c), name) == 0)
			return (enum delivery_class)c;
	return DELIVERY_NONE;
}

static int read_deal(struct sql_statement *st, void *item)
{
	struct deal *d = item;
	statement_text(st, d->id, sizeof d->id);
	statement_text(st, d->date, sizeof d->date);
	statement_text(st, d->from, sizeof d->from);
	statement_text(st, d->to, sizeof d->to);
	statement_text(st, d->kind, sizeof d->kind);
	d->amount_low = statement_figure(st);
	d->amount_high = statement_figure(st);
	statement_text(st, d->currency, sizeof d->currency);
	d->gw = statement_figure(st);
	statement_text(st, d->term, sizeof d->term);
	statement_text(st, d->status, sizeof d->status);
	d->delivery = parse_delivery(statement_borrow(st));
	statement_text(st, d->class_text, sizeof d->class_text);
	statement_text(st, d->confidence, sizeof d->confidence);
	statement_text(st, d->payer, sizeof d->payer);
	statement_text(st, d->payee, sizeof d->payee);
	statement_text(st, d->source, sizeof d->source);
	statement_text(st, d->note, sizeof d->note);
	d->superseded = statement_integer(st);
	statement_text(st, d->supersedes, sizeof d->supersedes);
	d->edge_low = statement_figure(st);
	d->edge_high = statement_figure(st);
	statement_text(st, d->gw_in, sizeof d->gw_in);
	d->origin = statement_integer(st) ? DEAL_OWN : DEAL_SHIPPED;
	return 0;
}

int store_get_deals(struct store *s, struct deal_list *out, struct error *err)
{
	static const struct row_class class = { sizeof(struct deal), read_deal, NULL };
	struct sql_statement st;
	struct rows rows;
	*out = (struct deal_list){ .count = 0 };
	if (statement_start(&st, s, SQL_DEALS_GET, err) || statement_collect(&st, &class, &rows, err))
		return -1;
	out->items = rows.items;
	out->count = rows.count;
	out->capacity = rows.capacity;
	return 0;
}
