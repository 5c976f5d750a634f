#include "store/internal.h"

static int put_state(struct store *s, const struct source_state *state, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_SOURCE_STATE_PUT, err))
		return -1;
	statement_bind_text(&st, state->name);
	statement_bind_text(&st, state->url);
	statement_bind_text(&st, state->kind);
	statement_bind_text(&st, source_status_name(state->status));
	statement_bind_integer(&st, state->last_try);
	statement_bind_integer(&st, state->last_ok);
	statement_bind_integer(&st, state->next_poll);
	statement_bind_integer(&st, state->latency_ms);
	statement_bind_integer(&st, state->bytes);
	statement_bind_integer(&st, state->items);
	statement_bind_integer(&st, state->failures);
	statement_bind_integer(&st, state->last_code);
	statement_bind_text(&st, state->etag);
	statement_bind_text(&st, state->last_modified);
	statement_bind_text(&st, state->error);
	statement_bind_integer(&st, state->refused_since);
	statement_bind_text(&st, state->moved_url);
	return statement_run(&st, err);
}

int store_put_source_state(struct store *s, const struct source_state *state, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_state(s, state, err), err);
}

static int read_state(struct sql_statement *st, void *item)
{
	struct source_state *state = item;
	statement_text(st, state->name, sizeof state->name);
	statement_text(st, state->url, sizeof state->url);
	statement_text(st, state->kind, sizeof state->kind);
	state->status = source_status_parse(statement_borrow(st));
	state->last_try = statement_integer(st);
	state->last_ok = statement_integer(st);
	state->next_poll = statement_integer(st);
	state->latency_ms = statement_int(st);
	state->bytes = statement_integer(st);
	state->items = statement_int(st);
	state->failures = statement_int(st);
	state->last_code = statement_int(st);
	statement_text(st, state->etag, sizeof state->etag);
	statement_text(st, state->last_modified, sizeof state->last_modified);
	statement_text(st, state->error, sizeof state->error);
	state->refused_since = statement_integer(st);
	statement_text(st, state->moved_url, sizeof state->moved_url);
	return 0;
}

int store_get_source_states(struct store *s, struct source_state **states, size_t *count, struct error *err)
{
	static const struct row_class class = { sizeof(struct source_state), read_state, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result =
		statement_start(&st, s, SQL_SOURCE_STATES_GET, err) ? -1 : statement_collect(&st, &class, &rows, err);
	*states = rows.items;
	*count = rows.count;
	return result;
}
