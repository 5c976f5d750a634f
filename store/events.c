/* Splits and dividends: what bends the bars, and the counts of shares. */
#include "store/internal.h"

#include <string.h>

static const char *const action_names[] = { [ACTION_SPLIT] = "split", [ACTION_DIVIDEND] = "dividend" };

static bool is_event_whole(const struct corporate_event *e)
{
	if (e->action == ACTION_DIVIDEND)
		return isfinite(e->amount);
	return isfinite(e->numerator) && e->numerator > 0 && isfinite(e->denominator) && e->denominator > 0;
}

static int put_event(struct store *s, const struct corporate_event *e, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_EVENT_PUT, err))
		return -1;
	statement_bind_text(&st, e->symbol);
	statement_bind_text(&st, action_names[e->action]);
	statement_bind_integer(&st, e->time);
	statement_bind_figure(&st, e->numerator);
	statement_bind_figure(&st, e->denominator);
	statement_bind_figure(&st, e->amount);
	statement_bind_text(&st, e->source);
	statement_bind_integer(&st, e->fetched);
	return statement_run(&st, err);
}

int store_put_events(struct store *s, const struct corporate_event *events, size_t count, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	int result = 0;
	for (size_t i = 0; i < count && result == 0; i++)
		if (is_event_whole(&events[i]))
			result = put_event(s, &events[i], err);
	return store_leave(s, result, err);
}

int store_get_last_split(struct store *s, const char *symbol, int64_t *time, struct error *err)
{
	struct sql_statement st;
	*time = 0;
	if (statement_start(&st, s, SQL_LAST_SPLIT, err))
		return -1;
	statement_bind_text(&st, symbol);
	int row = statement_step(&st, err);
	if (row > 0)
		*time = statement_integer(&st);
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int read_event(struct sql_statement *st, void *item)
{
	struct corporate_event *e = item;
	statement_text(st, e->symbol, sizeof e->symbol);
	e->action = strcmp(statement_borrow(st), action_names[ACTION_SPLIT]) ? ACTION_DIVIDEND : ACTION_SPLIT;
	e->time = statement_integer(st);
	e->numerator = statement_figure(st);
	e->denominator = statement_figure(st);
	e->amount = statement_figure(st);
	statement_text(st, e->source, sizeof e->source);
	e->fetched = statement_integer(st);
	return 0;
}

static int get_events(struct store *s, enum statement_id id, const char *symbol, struct corporate_event **events,
		      size_t *count, struct error *err)
{
	static const struct row_class class = { sizeof(struct corporate_event), read_event, NULL };
	struct sql_statement st;
	struct rows rows;
	*events = NULL;
	*count = 0;
	if (statement_start(&st, s, id, err))
		return -1;
	/* A range serves both uses by the key; no symbol sorts after DEL. */
	statement_bind_text(&st, symbol ? symbol : "");
	statement_bind_text(&st, symbol ? symbol : "\x7f");
	if (statement_collect(&st, &class, &rows, err))
		return -1;
	*events = rows.items;
	*count = rows.count;
	return 0;
}

int store_get_events(struct store *s, const char *symbol, struct corporate_event **events, size_t *count,
		     struct error *err)
{
	return get_events(s, SQL_EVENTS_GET, symbol, events, count, err);
}

int store_get_splits(struct store *s, const char *symbol, struct corporate_event **splits, size_t *count,
		     struct error *err)
{
	return get_events(s, SQL_SPLITS_GET, symbol, splits, count, err);
}
