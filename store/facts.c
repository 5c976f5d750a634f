#include "store/internal.h"

static int put_fact(struct store *s, const struct fact *f, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_FACT_PUT, err))
		return -1;
	statement_bind_text(&st, f->symbol);
	statement_bind_text(&st, f->concept);
	statement_bind_text(&st, f->period);
	statement_bind_integer(&st, f->as_of);
	statement_bind_text(&st, f->source);
	statement_bind_figure(&st, f->value);
	statement_bind_text(&st, f->unit);
	statement_bind_integer(&st, f->fetched);
	statement_bind_text(&st, f->origin);
	statement_bind_text(&st, f->note);
	return statement_run(&st, err);
}

int store_put_facts(struct store *s, const struct fact_list *facts, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < facts->count && result == 0; i++)
		if (isfinite(facts->items[i].value))
			result = put_fact(s, &facts->items[i], err);
	return store_leave(s, result, err);
}

static int read_fact(struct sql_statement *st, void *item)
{
	struct fact *f = item;
	statement_text(st, f->symbol, sizeof f->symbol);
	statement_text(st, f->concept, sizeof f->concept);
	statement_text(st, f->period, sizeof f->period);
	f->as_of = statement_integer(st);
	statement_text(st, f->source, sizeof f->source);
	f->value = statement_figure(st);
	statement_text(st, f->unit, sizeof f->unit);
	f->fetched = statement_integer(st);
	statement_text(st, f->origin, sizeof f->origin);
	statement_text(st, f->note, sizeof f->note);
	return 0;
}

static int get_facts(struct store *s, const char *symbol, struct fact_list *out, struct error *err)
{
	static const struct row_class class = { sizeof(struct fact), read_fact, NULL };
	struct sql_statement st;
	struct rows rows;
	if (statement_start(&st, s, SQL_FACTS_GET, err))
		return -1;
	/* A range serves both uses by the key; no symbol sorts after DEL. */
	statement_bind_text(&st, symbol ? symbol : "");
	statement_bind_text(&st, symbol ? symbol : "\x7f");
	if (statement_collect(&st, &class, &rows, err))
		return -1;
	out->items = rows.items;
	out->count = rows.count;
	out->capacity = rows.capacity;
	return store_get_splits(s, symbol, &out->splits, &out->split_count, err);
}

int store_get_facts(struct store *s, const char *symbol, struct fact_list *out, struct error *err)
{
	*out = (struct fact_list){ .count = 0 };
	if (store_enter_read(s, err))
		return -1;
	int result = get_facts(s, symbol, out, err);
	store_leave_read(s);
	if (result)
		fact_list_release(out);
	return result;
}
