/* Tests of price series, and all that the index rests on as one state of the store. */
#include "tests/store/support.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static struct series_test sample_test(const char *symbol, int lag, int64_t last)
{
	struct series_test t = {
		.lag = lag,
		.count = 520,
		.window = 46,
		.first = last - 519 * 7 * DAY,
		.last = last,
		.adf = -1.25,
		.sadf = 2.5,
		.gsadf = 2.931,
		.bsadf = 0,
		.gsadf_at = last - 7 * DAY,
		.critical_gsadf = { 1.8, 2.08, 2.65 },
		.critical_bsadf = { 0.9, 1.2, (double)NAN },
		.replicates = 999,
		.p_gsadf = 0.231,
		.p_bsadf = 0.001,
		.state = EPISODE_RISE,
		.episode_start = last - 30 * DAY,
		.hash = UINT64_C(0xfedcba9876543210),
		.computed = last + 60,
	};
	snprintf(t.symbol, sizeof t.symbol, "%s", symbol);
	return t;
}

static struct lppls_test sample_lppls(const char *symbol, int qualified)
{
	struct lppls_test t = { .count = 500,
				.last = NOON,
				.windows = 60,
				.on_bound = 7,
				.qualified = qualified,
				.hash = UINT64_MAX,
				.computed = NOON + 60 };
	snprintf(t.symbol, sizeof t.symbol, "%s", symbol);
	return t;
}

static void put(struct store *s, const struct series_test *t)
{
	struct error err = { "" };
	assert_done(store_put_series_test(s, t, &err), &err);
}

static struct series_test *get(struct store *s, size_t expected)
{
	struct error err = { "" };
	struct series_test *tests;
	size_t count;
	assert_done(store_get_series_tests(s, &tests, &count, &err), &err);
	assert_int_equal(count, expected);
	return tests;
}

static void assert_figures(const double *a, const double *b, size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_true(a[i] == b[i] || (isnan(a[i]) && isnan(b[i])));
}

static void assert_same(const struct series_test *a, const struct series_test *b)
{
	const double ours[] = { a->adf, a->sadf, a->gsadf, a->bsadf, a->p_gsadf, a->p_bsadf };
	const double theirs[] = { b->adf, b->sadf, b->gsadf, b->bsadf, b->p_gsadf, b->p_bsadf };
	assert_string_equal(a->symbol, b->symbol);
	assert_true(a->lag == b->lag && a->count == b->count && a->window == b->window);
	assert_true(a->first == b->first && a->last == b->last && a->gsadf_at == b->gsadf_at);
	assert_figures(ours, theirs, sizeof ours / sizeof *ours);
	assert_figures(a->critical_gsadf, b->critical_gsadf, SERIES_TEST_LEVELS);
	assert_figures(a->critical_bsadf, b->critical_bsadf, SERIES_TEST_LEVELS);
	assert_int_equal(a->replicates, b->replicates);
	assert_int_equal(a->state, b->state);
	assert_int_equal(a->episode_start, b->episode_start);
	assert_true(a->hash == b->hash && a->computed == b->computed);
}

static void a_new_store_has_no_tests(void **state)
{
	struct error err = { "" };
	struct lppls_test *lppls;
	size_t count = 7;
	free(get(*state, 0));
	assert_done(store_get_lppls_tests(*state, &lppls, &count, &err), &err);
	assert_int_equal(count, 0);
	free(lppls);
}

static void a_test_comes_back_with_all_its_figures(void **state)
{
	struct series_test in = sample_test("9984.T", 1, NOON);
	put(*state, &in);
	struct series_test *out = get(*state, 1);
	assert_same(out, &in);
	free(out);
}

static void a_figure_that_is_missing_stays_missing(void **state)
{
	const double nan = (double)NAN;
	struct series_test in = sample_test(SERIES_GROUP, 0, NOON);
	in.sadf = in.p_gsadf = in.p_bsadf = nan;
	in.adf = (double)INFINITY;
	for (int i = 0; i < SERIES_TEST_LEVELS; i++)
		in.critical_gsadf[i] = in.critical_bsadf[i] = nan;
	in.replicates = 0;
	in.state = EPISODE_NONE;
	in.episode_start = 0;
	put(*state, &in);
	struct series_test *out = get(*state, 1);
	in.adf = nan;
	assert_same(out, &in);
	free(out);
}

static void a_test_replaces_the_one_of_its_key_and_no_other(void **state)
{
	struct series_test rows[] = { sample_test("NVDA", 1, NOON), sample_test("NVDA", 0, NOON),
				      sample_test("NVDA", 0, NOON - 7 * DAY), sample_test("AMD", 1, NOON) };
	for (size_t i = 0; i < 4; i++)
		put(*state, &rows[i]);
	rows[1].gsadf = 3.5;
	rows[1].state = EPISODE_FALL;
	rows[1].hash = 5;
	put(*state, &rows[1]);
	struct series_test *out = get(*state, 4);
	assert_same(&out[0], &rows[3]);
	assert_same(&out[1], &rows[2]);
	assert_same(&out[2], &rows[1]);
	assert_same(&out[3], &rows[0]);
	free(out);
}

static void of_the_power_law_a_symbol_has_one_row(void **state)
{
	struct error err = { "" };
	struct lppls_test rows[] = { sample_lppls("NVDA", 3), sample_lppls("AMD", 0), sample_lppls("NVDA", 9) };
	struct lppls_test *out;
	size_t count;
	for (size_t i = 0; i < 3; i++)
		assert_done(store_put_lppls_test(*state, &rows[i], &err), &err);
	assert_done(store_get_lppls_tests(*state, &out, &count, &err), &err);
	assert_int_equal(count, 2);
	assert_string_equal(out[0].symbol, "AMD");
	assert_string_equal(out[1].symbol, "NVDA");
	assert_true(out[1].qualified == 9 && out[1].windows == 60 && out[1].on_bound == 7 && out[1].count == 500);
	assert_true(out[1].last == NOON && out[1].computed == NOON + 60 && out[1].hash == UINT64_MAX);
	free(out);
}

static void an_episode_of_an_unknown_kind_is_none(void **state)
{
	struct store *s = *state;
	struct series_test in = sample_test("NVDA", 1, NOON);
	put(s, &in);
	assert_int_equal(sqlite3_exec(s->db, "UPDATE series_test SET episode = 'leap'", NULL, NULL, NULL), SQLITE_OK);
	struct series_test *out = get(s, 1);
	assert_int_equal(out->state, EPISODE_NONE);
	free(out);
}

static void the_store_counts_its_tests(void **state)
{
	struct error err = { "" };
	struct store_info info;
	struct series_test in = sample_test("NVDA", 1, NOON);
	put(*state, &in);
	assert_done(store_get_info(*state, NOON, &info, &err), &err);
	assert_int_equal(info.series_tests, 1);
}

/* ---- all that the index rests on ---- */

static void records_hold_what_was_put(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct index_records r;
	struct quote quotes[] = { sample_quote("NVDA", 180, NOON, "a"), sample_quote("AMD", 160, NOON, "a") };
	struct fx_rate rate = { .from = "USD", .to = "JPY", .rate = 150, .as_of = NOON, .source = "a" };
	struct series_test test = sample_test("AMD", 1, NOON);
	struct lppls_test lppls = sample_lppls("AMD", 2);
	assert_done(store_put_quotes(s, quotes, 2, &err), &err);
	assert_done(store_put_fx(s, &rate, 1, &err), &err);
	put(s, &test);
	assert_done(store_put_lppls_test(s, &lppls, &err), &err);
	assert_done(store_get_index_records(s, &r, &err), &err);
	assert_int_equal(r.quote_count, 2);
	assert_string_equal(r.quotes[0].symbol, "AMD");
	assert_true(r.quotes[1].price == 180 && isnan(r.quotes[1].extended_price));
	assert_true(r.rate_count == 1 && r.test_count == 1 && r.lppls_count == 1);
	assert_int_equal(r.deals.count + r.facts.count, 0);
	assert_same(r.tests, &test);
	index_records_release(&r);
	index_records_release(&r); /* a second time is fine */
}

/* Writes a quote and a test through another connection as soon as the first select has begun. */
static int write_between(unsigned kind, void *writer, void *statement, void *sql)
{
	(void)kind;
	(void)statement;
	if (!strstr(sql, "FROM fact"))
		return 0;
	struct quote q = sample_quote("NVDA", 180, NOON, "a");
	struct series_test t = sample_test("NVDA", 1, NOON);
	assert_int_equal(store_put_quotes(writer, &q, 1, NULL), 0);
	put(writer, &t);
	return 0;
}

static void records_are_one_state_of_the_store_whatever_is_written_meanwhile(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct index_records r;
	struct store *writer = open_store(scratch->path, STORE_WRITE), *reader = open_store(scratch->path, STORE_READ);
	sqlite3_trace_v2(reader->db, SQLITE_TRACE_STMT, write_between, writer);
	assert_done(store_get_index_records(reader, &r, &err), &err);
	sqlite3_trace_v2(reader->db, 0, NULL, NULL);
	assert_int_equal(r.quote_count + r.test_count, 0);
	index_records_release(&r);
	assert_done(store_get_index_records(reader, &r, &err), &err);
	assert_true(r.quote_count == 1 && r.test_count == 1);
	index_records_release(&r);
	store_free(reader);
	store_free(writer);
}

static void records_that_cannot_be_read_leave_nothing_to_release(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct index_records r;
	struct quote q = sample_quote("NVDA", 180, NOON, "a");
	assert_done(store_put_quotes(s, &q, 1, &err), &err);
	assert_int_equal(sqlite3_exec(s->db, "DROP TABLE lppls_test", NULL, NULL, NULL), SQLITE_OK);
	assert_int_equal(store_get_index_records(s, &r, &err), -1);
	assert_contains(err.text, "lppls_test");
	assert_true(!r.quotes && !r.quote_count && !r.tests && !r.deals.items);
	assert_done(store_put_quotes(s, &q, 1, &err), &err); /* the scope is closed */
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(records_that_cannot_be_read_leave_nothing_to_release),
		MEMORY(an_episode_of_an_unknown_kind_is_none),
		MEMORY(a_new_store_has_no_tests),
		MEMORY(a_test_comes_back_with_all_its_figures),
		MEMORY(a_figure_that_is_missing_stays_missing),
		MEMORY(a_test_replaces_the_one_of_its_key_and_no_other),
		MEMORY(of_the_power_law_a_symbol_has_one_row),
		MEMORY(the_store_counts_its_tests),
		MEMORY(records_hold_what_was_put),
		cmocka_unit_test_setup_teardown(records_are_one_state_of_the_store_whatever_is_written_meanwhile,
						scratch_setup, scratch_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
