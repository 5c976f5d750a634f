/* Bars. The bars of one series are either all shipped or none is. */
#include "store/internal.h"

#include <string.h>

#define NO_SERIES 0

struct series {
	int64_t id; /* NO_SERIES: not stored */
	char currency[CURRENCY_SIZE];
	char source[SOURCE_NAME_SIZE];
	int64_t fetched;
};

static bool is_shipped(const char *source)
{
	return strcmp(source, SHIPPED_SOURCE) == 0;
}

static int find_series(struct store *s, const char *symbol, const char *interval, struct series *out, struct error *err)
{
	struct sql_statement st;
	*out = (struct series){ .id = NO_SERIES };
	if (statement_start(&st, s, SQL_SERIES_GET, err))
		return -1;
	statement_bind_text(&st, symbol);
	statement_bind_text(&st, interval);
	int row = statement_step(&st, err);
	if (row > 0) {
		out->id = statement_integer(&st);
		statement_text(&st, out->currency, sizeof out->currency);
		statement_text(&st, out->source, sizeof out->source);
		out->fetched = statement_integer(&st);
	}
	statement_finish(&st);
	return row < 0 ? -1 : 0;
}

static int put_series(struct store *s, const struct candle_series *series, int64_t *id, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_SERIES_PUT, err))
		return -1;
	statement_bind_text(&st, series->symbol);
	statement_bind_text(&st, series->interval);
	statement_bind_text(&st, series->currency);
	statement_bind_text(&st, series->source);
	statement_bind_integer(&st, series->fetched);
	int row = statement_step(&st, err);
	if (row > 0)
		*id = statement_integer(&st);
	statement_finish(&st);
	return row > 0 ? 0 : -1;
}

static int drop_candles(struct store *s, int64_t id, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_CANDLES_DROP, err))
		return -1;
	statement_bind_integer(&st, id);
	return statement_run(&st, err);
}

static int put_candle(struct store *s, int64_t id, const struct candle_series *series, const struct candle *c,
		      struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_CANDLE_PUT, err))
		return -1;
	statement_bind_integer(&st, id);
	statement_bind_integer(&st, c->time);
	statement_bind_figure(&st, c->open);
	statement_bind_figure(&st, c->high);
	statement_bind_figure(&st, c->low);
	statement_bind_figure(&st, c->close);
	statement_bind_figure(&st, c->adjusted_close);
	statement_bind_figure(&st, c->volume);
	statement_bind_text(&st, series->source);
	statement_bind_integer(&st, series->fetched);
	return statement_run(&st, err);
}

static bool has_bars(const struct candle_series *series)
{
	for (size_t i = 0; i < series->count; i++)
		if (isfinite(series->items[i].close))
			return true;
	return false;
}

static int put_bars(struct store *s, const struct candle_series *series, bool replace, struct error *err)
{
	struct series known;
	int64_t id;
	if (find_series(s, series->symbol, series->interval, &known, err))
		return -1;
	bool known_is_shipped = is_shipped(known.source);
	if (known.id != NO_SERIES && is_shipped(series->source) && !known_is_shipped)
		return 0;
	if (put_series(s, series, &id, err))
		return -1;
	bool drop = replace || (known_is_shipped && !is_shipped(series->source));
	if (known.id != NO_SERIES && drop && drop_candles(s, id, err))
		return -1;
	for (size_t i = 0; i < series->count; i++)
		if (isfinite(series->items[i].close) && put_candle(s, id, series, &series->items[i], err))
			return -1;
	return 0;
}

static int put_series_whole(struct store *s, const struct candle_series *series, bool replace, struct error *err)
{
	/* An answer without a bar says nothing about the bars that are there. */
	if (!has_bars(series))
		return 0;
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_bars(s, series, replace, err), err);
}

int store_put_candles(struct store *s, const struct candle_series *series, struct error *err)
{
	return put_series_whole(s, series, false, err);
}

int store_replace_candles(struct store *s, const struct candle_series *series, struct error *err)
{
	return put_series_whole(s, series, true, err);
}

int store_prune_candles(struct store *s, const char *interval, int64_t before, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_CANDLES_PRUNE, err))
		return -1;
	statement_bind_text(&st, interval);
	statement_bind_integer(&st, before);
	return statement_run(&st, err);
}

static int read_candles(struct sql_statement *st, struct candle_series *out, struct error *err)
{
	int row;
	while ((row = statement_step(st, err)) > 0) {
		struct candle c;
		c.time = statement_integer(st);
		c.open = statement_figure(st);
		c.high = statement_figure(st);
		c.low = statement_figure(st);
		c.close = statement_figure(st);
		c.adjusted_close = statement_figure(st);
		c.volume = statement_figure(st);
		if (candle_series_append(out, &c))
			return error_set(err, "out of memory");
	}
	return row;
}

static int get_candles(struct store *s, int64_t from, int64_t to, struct candle_series *out, struct error *err)
{
	struct series known;
	struct sql_statement st;
	if (find_series(s, out->symbol, out->interval, &known, err))
		return -1;
	if (known.id == NO_SERIES)
		return 0;
	memcpy(out->currency, known.currency, sizeof out->currency);
	memcpy(out->source, known.source, sizeof out->source);
	out->fetched = known.fetched;
	if (statement_start(&st, s, SQL_CANDLES_GET, err))
		return -1;
	statement_bind_integer(&st, known.id);
	statement_bind_integer(&st, from);
	statement_bind_integer(&st, to);
	int result = read_candles(&st, out, err);
	statement_finish(&st);
	return result;
}

static void copy_text(char *field, size_t size, const char *text)
{
	size_t length = strnlen(text, size - 1);
	memcpy(field, text, length);
	field[length] = '\0';
}

int store_get_candles(struct store *s, const char *symbol, const char *interval, int64_t from, int64_t to,
		      struct candle_series *out, struct error *err)
{
	candle_series_init(out);
	copy_text(out->symbol, sizeof out->symbol, symbol);
	copy_text(out->interval, sizeof out->interval, interval);
	if (store_enter_read(s, err))
		return -1;
	int result = get_candles(s, from, to, out, err);
	store_leave_read(s);
	if (result)
		candle_series_release(out);
	return result;
}

int store_drop_history(struct store *s, const char *symbol, int64_t fetched, size_t *dropped, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_HISTORY_DROP, err))
		return -1;
	statement_bind_text(&st, symbol);
	statement_bind_integer(&st, fetched);
	int result = statement_run(&st, err);
	*dropped = result ? 0 : (size_t)sqlite3_changes(s->db);
	return result;
}
