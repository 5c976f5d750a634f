/* Tests of price series. No row is ever dropped for being old: the history of the index asks what was known
 * at the end of each past month. */
#include "store/internal.h"

#include <string.h>

static enum episode_state parse_episode(const char *name)
{
	for (enum episode_state state = EPISODE_NONE; state <= EPISODE_FALL; state++)
		if (strcmp(episode_state_name(state), name) == 0)
			return state;
	return EPISODE_NONE;
}

/* SQLite's integers are signed; the bits are what counts. */
static int64_t signed_hash(uint64_t hash)
{
	int64_t bits;
	memcpy(&bits, &hash, sizeof bits);
	return bits;
}

static uint64_t unsigned_hash(int64_t bits)
{
	return (uint64_t)bits;
}

static void bind_figures(struct sql_statement *st, const double *figures, size_t count)
{
	for (size_t i = 0; i < count; i++)
		statement_bind_figure(st, figures[i]);
}

static int put_series_test(struct store *s, const struct series_test *t, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_SERIES_TEST_PUT, err))
		return -1;
	statement_bind_text(&st, t->symbol);
	statement_bind_integer(&st, t->lag);
	statement_bind_integer(&st, t->last);
	statement_bind_integer(&st, t->first);
	statement_bind_integer(&st, t->count);
	statement_bind_integer(&st, t->window);
	statement_bind_figure(&st, t->adf);
	statement_bind_figure(&st, t->sadf);
	statement_bind_figure(&st, t->gsadf);
	statement_bind_figure(&st, t->bsadf);
	statement_bind_integer(&st, t->gsadf_at);
	bind_figures(&st, t->critical_gsadf, SERIES_TEST_LEVELS);
	bind_figures(&st, t->critical_bsadf, SERIES_TEST_LEVELS);
	statement_bind_integer(&st, t->replicates);
	statement_bind_figure(&st, t->p_gsadf);
	statement_bind_figure(&st, t->p_bsadf);
	statement_bind_text(&st, episode_state_name(t->state));
	statement_bind_integer(&st, t->episode_start);
	statement_bind_integer(&st, signed_hash(t->hash));
	statement_bind_integer(&st, t->computed);
	return statement_run(&st, err);
}

int store_put_series_test(struct store *s, const struct series_test *t, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_series_test(s, t, err), err);
}

static void read_figures(struct sql_statement *st, double *figures, size_t count)
{
	for (size_t i = 0; i < count; i++)
		figures[i] = statement_figure(st);
}

static int read_series_test(struct sql_statement *st, void *item)
{
	struct series_test *t = item;
	statement_text(st, t->symbol, sizeof t->symbol);
	t->lag = statement_int(st);
	t->last = statement_integer(st);
	t->first = statement_integer(st);
	t->count = statement_int(st);
	t->window = statement_int(st);
	t->adf = statement_figure(st);
	t->sadf = statement_figure(st);
	t->gsadf = statement_figure(st);
	t->bsadf = statement_figure(st);
	t->gsadf_at = statement_integer(st);
	read_figures(st, t->critical_gsadf, SERIES_TEST_LEVELS);
	read_figures(st, t->critical_bsadf, SERIES_TEST_LEVELS);
	t->replicates = statement_int(st);
	t->p_gsadf = statement_figure(st);
	t->p_bsadf = statement_figure(st);
	t->state = parse_episode(statement_borrow(st));
	t->episode_start = statement_integer(st);
	t->hash = unsigned_hash(statement_integer(st));
	t->computed = statement_integer(st);
	return 0;
}

int store_get_series_tests(struct store *s, struct series_test **tests, size_t *count, struct error *err)
{
	static const struct row_class class = { sizeof(struct series_test), read_series_test, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result =
		statement_start(&st, s, SQL_SERIES_TESTS_GET, err) ? -1 : statement_collect(&st, &class, &rows, err);
	*tests = rows.items;
	*count = rows.count;
	return result;
}

static int put_lppls_test(struct store *s, const struct lppls_test *t, struct error *err)
{
	struct sql_statement st;
	if (statement_start(&st, s, SQL_LPPLS_TEST_PUT, err))
		return -1;
	statement_bind_text(&st, t->symbol);
	statement_bind_integer(&st, t->count);
	statement_bind_integer(&st, t->last);
	statement_bind_integer(&st, t->windows);
	statement_bind_integer(&st, t->on_bound);
	statement_bind_integer(&st, t->qualified);
	statement_bind_integer(&st, signed_hash(t->hash));
	statement_bind_integer(&st, t->computed);
	return statement_run(&st, err);
}

int store_put_lppls_test(struct store *s, const struct lppls_test *t, struct error *err)
{
	if (store_enter(s, err))
		return -1;
	return store_leave(s, put_lppls_test(s, t, err), err);
}

static int read_lppls_test(struct sql_statement *st, void *item)
{
	struct lppls_test *t = item;
	statement_text(st, t->symbol, sizeof t->symbol);
	t->count = statement_int(st);
	t->last = statement_integer(st);
	t->windows = statement_int(st);
	t->on_bound = statement_int(st);
	t->qualified = statement_int(st);
	t->hash = unsigned_hash(statement_integer(st));
	t->computed = statement_integer(st);
	return 0;
}

int store_get_lppls_tests(struct store *s, struct lppls_test **tests, size_t *count, struct error *err)
{
	static const struct row_class class = { sizeof(struct lppls_test), read_lppls_test, NULL };
	struct sql_statement st;
	struct rows rows = { .count = 0 };
	int result =
		statement_start(&st, s, SQL_LPPLS_TESTS_GET, err) ? -1 : statement_collect(&st, &class, &rows, err);
	*tests = rows.items;
	*count = rows.count;
	return result;
}
