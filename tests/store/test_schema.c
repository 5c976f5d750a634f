#include "tests/store/support.h"

#include <ctype.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static void make_older(const char *path, const char *fixture)
{
	struct buffer sql;
	read_file(fixture, &sql);
	run_sql(path, buffer_text(&sql));
	buffer_release(&sql);
}

static void make_first_release(const char *path)
{
	make_older(path, "tests/fixtures/store/schema-1.sql");
}

/* All of sqlite_schema without white space. */
static char *shape_of(const char *path)
{
	char *text = malloc(32768), *end = text;
	assert_non_null(text);
	ask_sql(path,
		"SELECT group_concat(name || ':' || sql, char(10)) FROM"
		" (SELECT * FROM sqlite_schema WHERE sql IS NOT NULL ORDER BY name)",
		text, 32768);
	for (const char *p = text; *p; p++)
		if (!isspace((unsigned char)*p))
			*end++ = *p;
	*end = '\0';
	return text;
}

static void assert_becomes_new(const struct scratch *scratch, const char *fixture)
{
	char fresh[128];
	snprintf(fresh, sizeof fresh, "%s/fresh.db", scratch->folder);
	make_older(scratch->path, fixture);
	store_free(open_store(scratch->path, STORE_WRITE));
	store_free(open_store(fresh, STORE_WRITE));
	char *was_old = shape_of(scratch->path), *is_new = shape_of(fresh), version[8];
	assert_true(strlen(is_new) > 1000);
	assert_string_equal(was_old, is_new);
	ask_sql(scratch->path, "PRAGMA user_version", version, sizeof version);
	assert_int_equal(atoi(version), store_schema_version());
	free(was_old);
	free(is_new);
}

static void a_store_of_the_first_release_becomes_what_a_new_one_is(void **state)
{
	assert_becomes_new(*state, "tests/fixtures/store/schema-1.sql");
}

static void a_store_of_schema_three_becomes_what_a_new_one_is(void **state)
{
	assert_becomes_new(*state, "tests/fixtures/store/schema-3.sql");
}

static void assert_as_before_weights(const struct reading *r)
{
	struct index_options equal;
	index_options_init(&equal);
	for (int c = 0; c < COMPONENTS; c++)
		assert_true(r->options.weight[c] == equal.weight[c] && !r->stale[c]);
	assert_int_equal(r->options.mean, MEAN_ARITHMETIC);
	for (size_t i = 0; i < r->input_count; i++)
		assert_false(r->inputs[i].is_context);
}

static void readings_of_schema_three_had_equal_weights_and_nothing_stale(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	struct reading *readings;
	struct index_records records;
	size_t count;
	make_older(scratch->path, "tests/fixtures/store/schema-3.sql");
	struct store *s = open_store(scratch->path, STORE_WRITE);
	assert_done(store_get_readings(s, 0, 0, &readings, &count, &err), &err);
	assert_int_equal(count, 2);
	assert_true(readings[0].recomputed && readings[0].value[CAMP_MARCUS] == 60);
	assert_true(!readings[1].recomputed && readings[1].input_count == 1);
	for (size_t i = 0; i < count; i++)
		assert_as_before_weights(&readings[i]);
	free(readings);
	assert_done(store_get_index_records(s, &records, &err), &err);
	assert_int_equal(records.test_count, 0);
	assert_int_equal(records.quote_count, 1);
	assert_true(records.deals.count == 1 && records.deals.items[0].origin == DEAL_OWN);
	index_records_release(&records);
	assert_done(store_check(s, &err), &err);
	store_free(s);
}

static void read_prices(struct store *s)
{
	struct error err = { "" };
	struct quote q;
	bool found;
	struct fx_rate *rates;
	size_t count;
	struct candle_series series;
	int64_t split;
	assert_done(store_get_quote(s, "NVDA", &q, &found, &err), &err);
	assert_true(found && q.price == 181.5 && isnan(q.day_low) && q.market_state == MARKET_OPEN);
	assert_done(store_get_fx(s, &rates, &count, &err), &err);
	assert_true(count == 1 && rates[0].rate == 146.25);
	free(rates);
	assert_done(store_get_candles(s, "NVDA", "1d", 0, INT64_MAX, &series, &err), &err);
	assert_true(series.count == 2 && series.items[1].close == 181.5 && isnan(series.items[1].high));
	candle_series_release(&series);
	assert_done(store_get_last_split(s, "NVDA", &split, &err), &err);
	assert_int_equal(split, 1717977600);
}

static void read_the_rest(struct store *s)
{
	struct error err = { "" };
	struct headline_list press;
	struct source_state *states;
	size_t count;
	struct fact_list facts;
	struct deal_list deals;
	struct reading reading;
	bool found;
	char note[16];
	assert_done(store_get_headlines(s, &(struct press_query){ .company = "NVDA" }, &press, &err), &err);
	assert_int_equal(press.count, 1);
	assert_true(press.items[0].row == 7 && press.items[0].read);
	headline_list_release(&press);
	assert_done(store_get_source_states(s, &states, &count, &err), &err);
	assert_true(count == 1 && states[0].status == SOURCE_BACKING_OFF && states[0].last_code == 429);
	free(states);
	assert_done(store_get_facts(s, "NVDA", &facts, &err), &err);
	assert_true(facts.count == 1 && facts.items[0].value == 2.43e10);
	fact_list_release(&facts);
	assert_done(store_get_deals(s, &deals, &err), &err);
	assert_true(deals.count == 1 && deals.items[0].delivery == DELIVERY_LOI && isnan(deals.items[0].amount_high));
	assert_true(isnan(deals.items[0].edge_low) && deals.items[0].origin == DEAL_SHIPPED);
	assert_string_equal(deals.items[0].supersedes, "");
	deal_list_release(&deals);
	assert_done(store_get_reading(s, &reading, &found, &err), &err);
	assert_true(found && reading.value[CAMP_MARCUS] == 72.5 && reading_component_count(&reading) == 1);
	assert_true(reading.input_count == 1 && reading.inputs[0].value == 4.4e12);
	assert_done(store_get_note(s, "shipped", note, sizeof note, &err), &err);
	assert_string_equal(note, "2026-08-14");
}

static void what_the_first_release_stored_is_read(void **state)
{
	struct scratch *scratch = *state;
	struct error err = { "" };
	make_first_release(scratch->path);
	struct store *s = open_store(scratch->path, STORE_WRITE);
	read_prices(s);
	read_the_rest(s);
	assert_done(store_check(s, &err), &err);
	store_free(s);
}

static void a_migration_that_fails_leaves_the_store_as_it_was(void **state)
{
	struct scratch *scratch = *state;
	struct error err;
	char tables[64];
	/* Schema 0 of ours, where a table of step 1 stands in the way. */
	run_sql(scratch->path, "PRAGMA application_id = 0x66727468; CREATE TABLE fact (x)");
	expect_refusal(scratch->path, STORE_WRITE, &err);
	assert_contains(err.text, "table fact already exists");
	ask_sql(scratch->path, "SELECT group_concat(name) FROM sqlite_schema", tables, sizeof tables);
	assert_string_equal(tables, "fact");
	ask_sql(scratch->path, "PRAGMA user_version", tables, sizeof tables);
	assert_string_equal(tables, "0");
}

static bool uses_index(struct store *s, const char *sql, const char *index)
{
	sqlite3_stmt *stmt;
	bool found = false;
	char *explain = sqlite3_mprintf("EXPLAIN QUERY PLAN %s", sql);
	assert_int_equal(sqlite3_prepare_v2(s->db, explain, -1, &stmt, NULL), SQLITE_OK);
	while (sqlite3_step(stmt) == SQLITE_ROW) {
		const char *detail = (const char *)sqlite3_column_text(stmt, 3);
		found = found || strstr(detail, index);
		assert_null(strstr(detail, "TEMP B-TREE"));
	}
	sqlite3_finalize(stmt);
	sqlite3_free(explain);
	return found;
}

static void what_the_first_frame_reads_needs_no_sort(void **state)
{
	struct store *s = *state;
	assert_true(uses_index(s, store_sql[SQL_CANDLES_GET], "SEARCH candle USING PRIMARY KEY"));
	assert_true(uses_index(s, store_sql[SQL_QUOTE_GET], "SEARCH quote USING PRIMARY KEY"));
	assert_true(uses_index(s, store_sql[SQL_LAST_SPLIT], "SEARCH event USING PRIMARY KEY"));
	assert_true(uses_index(s, store_sql[SQL_FACTS_GET], "SEARCH fact USING PRIMARY KEY"));
	assert_true(uses_index(s, store_sql[SQL_COMPANIES_GET], "SEARCH headline_company USING PRIMARY KEY"));
	assert_true(uses_index(s, store_sql[SQL_HEADLINE_PRUNE], "headline_by_place"));
	assert_true(uses_index(s, store_sql[SQL_READINGS_GET], "reading_by_time"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define SCRATCH(f) cmocka_unit_test_setup_teardown(f, scratch_setup, scratch_teardown)
		SCRATCH(a_migration_that_fails_leaves_the_store_as_it_was),
		SCRATCH(a_store_of_the_first_release_becomes_what_a_new_one_is),
		SCRATCH(a_store_of_schema_three_becomes_what_a_new_one_is),
		SCRATCH(what_the_first_release_stored_is_read),
		SCRATCH(readings_of_schema_three_had_equal_weights_and_nothing_stale),
		cmocka_unit_test_setup_teardown(what_the_first_frame_reads_needs_no_sort, memory_setup,
						memory_teardown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
