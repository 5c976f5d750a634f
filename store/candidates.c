#include "store/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* 0: no such id. */
static int64_t number_of(const char *id)
{
	char *end;
	if (id[0] != 'K' || id[1] < '1' || id[1] > '9')
		return 0;
	long long number = strtoll(id + 1, &end, 10);
	return *end || number > 999999999 ? 0 : (int64_t)number;
}

/* ---- putting ---- */

static int next_number(struct store *s, int64_t *number, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_CANDIDATE_NEXT, err))
		return -1;
	return statement_answer(&st, number, err);
}

static int is_known(struct store *s, const struct candidate *c, bool *known, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_CANDIDATE_FIND, err))
		return -1;
	statement_bind_text(&st, c->payer);
	statement_bind_text(&st, c->payee);
	statement_bind_integer(&st, c->time);
	statement_bind_text(&st, statement_kind_name(c->kind));
	statement_bind_text(&st, c->currency);
	statement_bind_figure(&st, c->amount_high);
	int row = statement_step(&st, err);
	*known = row > 0;
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int add(struct store *s, const struct candidate *c, int64_t number, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_CANDIDATE_PUT, err))
		return -1;
	statement_bind_integer(&st, number);
	statement_bind_text(&st, candidate_status_name(c->status));
	statement_bind_integer(&st, c->time);
	statement_bind_integer(&st, c->headline);
	statement_bind_text(&st, c->title);
	statement_bind_text(&st, c->url);
	statement_bind_text(&st, c->source);
	statement_bind_text(&st, c->sentence);
	statement_bind_text(&st, c->amount_text);
	statement_bind_figure(&st, c->amount_low);
	statement_bind_figure(&st, c->amount_high);
	statement_bind_text(&st, c->currency);
	statement_bind_figure(&st, c->gw);
	statement_bind_integer(&st, c->doubtful);
	statement_bind_text(&st, c->payer);
	statement_bind_text(&st, c->payee);
	statement_bind_text(&st, statement_kind_name(c->kind));
	statement_bind_text(&st, delivery_class_name(c->delivery));
	return statement_run(&st, err);
}

static int put(struct store *s, const struct candidate *items, size_t count, size_t *added, struct error *err)
{
	int64_t number = 0;
	if (next_number(s, &number, err))
		return -1;
	for (size_t i = 0; i < count; i++) {
		bool known;
		if (is_known(s, &items[i], &known, err) || (!known && add(s, &items[i], number, err)))
			return -1;
		number += !known;
		*added += !known;
	}
	return 0;
}

int store_put_candidates(struct store *s, const struct candidate *items, size_t count, size_t *added, struct error *err)
{
	size_t new_ones = 0;
	if (added)
		*added = 0;
	if (store_enter(s, err))
		return -1;
	int result = store_leave(s, put(s, items, count, &new_ones, err), err);
	if (!result && added)
		*added = new_ones;
	return result;
}

int store_set_candidate_status(struct store *s, const char *id, enum candidate_status status, bool *found,
			       struct error *err)
{
	struct sql_statement st;
	*found = false;
	if (store_enter(s, err))
		return -1;
	int result = statement_start(&st, s, SQL_CANDIDATE_SET, err);
	if (!result) {
		statement_bind_integer(&st, number_of(id));
		statement_bind_text(&st, candidate_status_name(status));
		result = statement_run(&st, err);
		*found = !result && sqlite3_changes(s->db) > 0;
	}
	return store_leave(s, result, err);
}

/* ---- getting ---- */

static enum statement_kind kind_parse(const char *name)
{
	enum statement_kind kind = 0;
	while (kind + 1 < STATEMENT_KINDS && strcmp(statement_kind_name(kind), name) != 0)
		kind++;
	return kind;
}

static enum delivery_class delivery_parse(const char *name)
{
	for (enum delivery_class c = DELIVERY_RUMOUR; c < DELIVERY_CLASSES; c++)
		if (strcmp(delivery_class_name(c), name) == 0)
			return c;
	return DELIVERY_PLAN;
}

static int read_candidate(struct sql_statement *st, void *item)
{
	struct candidate *c = item;
	snprintf(c->id, sizeof c->id, "K%d", statement_int(st));
	c->status = candidate_status_parse(statement_borrow(st));
	c->time = statement_integer(st);
	c->headline = statement_integer(st);
	statement_text(st, c->title, sizeof c->title);
	statement_text(st, c->url, sizeof c->url);
	statement_text(st, c->source, sizeof c->source);
	statement_text(st, c->sentence, sizeof c->sentence);
	statement_text(st, c->amount_text, sizeof c->amount_text);
	c->amount_low = statement_figure(st);
	c->amount_high = statement_figure(st);
	statement_text(st, c->currency, sizeof c->currency);
	c->gw = statement_figure(st);
	c->doubtful = statement_integer(st);
	statement_text(st, c->payer, sizeof c->payer);
	statement_text(st, c->payee, sizeof c->payee);
	c->kind = kind_parse(statement_borrow(st));
	c->delivery = delivery_parse(statement_borrow(st));
	return 0;
}

static const struct row_class candidates = { sizeof(struct candidate), read_candidate, NULL };

int store_get_candidates(struct store *s, enum candidate_status status, struct candidate **items, size_t *count,
			 struct error *err)
{
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result = statement_start(&st, s, SQL_CANDIDATES_GET, err);
	if (!result) {
		statement_bind_text(&st, status == CANDIDATE_STATUSES ? "" : candidate_status_name(status));
		result = statement_collect(&st, &candidates, &rows, err);
	}
	*items = rows.items;
	*count = rows.count;
	return result;
}

int store_get_candidate(struct store *s, const char *id, struct candidate *out, bool *found, struct error *err)
{
	struct sql_statement st;
	*found = false;
	if (statement_start(&st, s, SQL_CANDIDATE_GET, err))
		return -1;
	statement_bind_integer(&st, number_of(id));
	int row = statement_step(&st, err);
	*found = row > 0;
	if (row > 0) {
		*out = (struct candidate){ .status = CANDIDATE_WAITING };
		read_candidate(&st, out);
	}
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}
