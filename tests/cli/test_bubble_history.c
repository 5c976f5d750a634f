/* The history of the index: what is recomputed for the time before the first run, and froth bubble
 * --history over it. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "base/timestamp.h"
#include "cli/index.h"
#include "cli/index_history.h"
#include "tests/cli/program.h"

/* ---- a store in memory ---- */

static int memory_setup(void **state)
{
	struct store *s = NULL;
	struct error err = { "" };
	if (store_open(&s, ":memory:", STORE_WRITE, NULL, &err))
		return -1;
	*state = s;
	return 0;
}

static int memory_teardown(void **state)
{
	store_free(*state);
	return 0;
}

static void assert_done(int result, const struct error *err)
{
	if (result)
		fail_msg("%s", err->text);
}

static int64_t day(const char *text)
{
	int64_t seconds = 0;
	assert_int_equal(timestamp_parse_date(text, &seconds), 0);
	return seconds;
}

static void put_fact(struct store *s, const char *symbol, const char *name, const char *unit, const char *period,
		     double value, const char *date)
{
	struct error err = { "" };
	struct fact f = { .value = value, .as_of = day(date), .source = SHIPPED_SOURCE, .origin = "a test" };
	struct fact_list list = { 0 };
	snprintf(f.symbol, sizeof f.symbol, "%s", symbol);
	snprintf(f.concept, sizeof f.concept, "%s", name);
	snprintf(f.unit, sizeof f.unit, "%s", unit);
	snprintf(f.period, sizeof f.period, "%s", period);
	assert_int_equal(fact_list_append(&list, &f), 0);
	assert_done(store_put_facts(s, &list, &err), &err);
	fact_list_release(&list);
}

static void put_cape(struct store *s, const char *date)
{
	put_fact(s, "^GSPC", "cape", "x", "", 39.6, date);
	put_fact(s, "^GSPC", "cape_percentile", "%", "", 98.7741, date);
}

static struct deal guidance(const char *id, const char *date, const char *payer, double amount)
{
	struct deal d = { .amount_low = amount,
			  .amount_high = amount,
			  .currency = "USD",
			  .gw = (double)NAN,
			  .kind = "capex guidance",
			  .class_text = "guidance",
			  .edge_low = (double)NAN,
			  .edge_high = (double)NAN };
	snprintf(d.id, sizeof d.id, "%s", id);
	snprintf(d.date, sizeof d.date, "%s", date);
	snprintf(d.payer, sizeof d.payer, "%s", payer);
	snprintf(d.from, sizeof d.from, "%s", payer);
	return d;
}

static void put_deals(struct store *s, struct deal *items, size_t count)
{
	struct error err = { "" };
	assert_done(store_put_deals(s, &(struct deal_list){ items, count, count }, &err), &err);
}

struct history {
	struct reading *items; /* free() */
	size_t count;
};

static struct history recompute(struct store *s, const char *now)
{
	struct error err = { "" };
	struct history h;
	assert_done(index_history_store(s, NULL, day(now), &err), &err);
	assert_done(store_get_readings(s, 0, 0, &h.items, &h.count, &err), &err);
	return h;
}

/* The reading of a month, by its last day; it must be there. */
static const struct reading *of_month(const struct history *h, const char *last_day)
{
	for (size_t i = 0; i < h->count; i++)
		if (h->items[i].time == day(last_day) + 86399)
			return &h->items[i];
	fail_msg("there is no reading of %s", last_day);
	return NULL;
}

static double gap_of(double capex, enum camp camp)
{
	struct assumption_set set;
	struct error err = { "" };
	assert_done(index_assumptions(&set, &err), &err);
	const struct assumptions *a = &set.camp[camp];
	return revenue_gap_score(counted_revenue(a), required_revenue(a, capex));
}

static void assert_gap(const struct history *h, const char *last_day, double capex)
{
	double found = of_month(h, last_day)->components[CAMP_MARCUS][COMPONENT_REVENUE_GAP];
	double expected = gap_of(capex, CAMP_MARCUS);
	if (!(fabs(found - expected) < 1e-9))
		fail_msg("%s: expected %.9g, found %.9g", last_day, expected, found);
}

/* ---- what is recomputed ---- */

static void an_empty_store_has_no_past(void **state)
{
	struct history h = recompute(*state, "2026-08-21");
	assert_int_equal(h.count, 0);
	free(h.items);
}

static void inputs_of_the_current_month_make_no_past(void **state)
{
	put_cape(*state, "2026-08-02");
	struct history h = recompute(*state, "2026-08-21");
	assert_int_equal(h.count, 0);
	free(h.items);
}

static void a_month_knows_what_was_dated_by_its_end_and_no_more(void **state)
{
	put_cape(*state, "2026-05-31");
	struct history h = recompute(*state, "2026-08-21");
	assert_int_equal(h.count, 3);
	static const char *const ends[] = { "2026-05-31", "2026-06-30", "2026-07-31" };
	for (size_t i = 0; i < 3; i++) {
		assert_int_equal(h.items[i].time, day(ends[i]) + 86399);
		assert_true(h.items[i].recomputed);
		assert_int_equal(h.items[i].as_of, day("2026-05-31"));
		assert_true(h.items[i].components[CAMP_MARCUS][COMPONENT_VALUATION] == 98.7741);
		assert_true(reading_is_missing(&h.items[i], COMPONENT_REVENUE_GAP));
	}
	free(h.items);
}

static void at_most_so_many_months_are_recomputed(void **state)
{
	put_cape(*state, "1999-12-31");
	struct history h = recompute(*state, "2026-01-01");
	assert_int_equal(h.count, INDEX_HISTORY_MONTHS);
	assert_int_equal(h.items[0].time, day("2024-02-01") - 1);
	assert_int_equal(h.items[h.count - 1].time, day("2026-01-01") - 1);
	free(h.items);
}

static void a_part_of_the_guidance_is_not_taken_for_the_groups_capex(void **state)
{
	struct deal rows[] = { guidance("A", "2026-02-05", "AMZN", 200e9), guidance("B", "2026-04-29", "META", 135e9) };
	put_cape(*state, "2026-01-15");
	put_deals(*state, rows, 2);
	struct history h = recompute(*state, "2026-07-21");
	assert_true(reading_is_missing(of_month(&h, "2026-02-28"), COMPONENT_REVENUE_GAP));
	assert_true(reading_is_missing(of_month(&h, "2026-03-31"), COMPONENT_REVENUE_GAP));
	assert_gap(&h, "2026-04-30", 335e9);
	free(h.items);
}

static void before_it_was_superseded_a_row_counts(void **state)
{
	struct deal rows[] = { guidance("A", "2025-11-03", "ORCL", 600e9), guidance("B", "2026-03-10", "ORCL", 900e9) };
	rows[0].superseded = true;
	strcpy(rows[1].supersedes, "A");
	put_deals(*state, rows, 2);
	struct history h = recompute(*state, "2026-07-21");
	assert_int_equal(h.count, 8);
	assert_gap(&h, "2025-11-30", 600e9);
	assert_gap(&h, "2026-02-28", 600e9);
	assert_gap(&h, "2026-03-31", 900e9);
	free(h.items);
}

static void a_date_without_a_day_counts_from_the_end_of_its_month_or_year(void **state)
{
	struct deal month = guidance("A", "2025-09", "ORCL", 600e9), year = guidance("A", "2025", "ORCL", 700e9);
	put_deals(*state, &month, 1);
	struct history h = recompute(*state, "2026-03-21");
	assert_int_equal(h.items[0].time, day("2025-09-30") + 86399);
	free(h.items);
	put_deals(*state, &year, 1);
	h = recompute(*state, "2026-03-21");
	assert_int_equal(h.items[0].time, day("2025-12-31") + 86399);
	assert_gap(&h, "2026-01-31", 700e9);
	free(h.items);
}

static void an_amount_whose_exchange_rate_is_younger_is_missing(void **state)
{
	struct error err = { "" };
	struct deal row = guidance("A", "2026-01-05", "SB", 90000e9);
	struct fx_rate rate = { .from = "USD", .to = "JPY", .rate = 150, .as_of = day("2026-03-31"), .source = "test" };
	strcpy(row.currency, "JPY");
	put_deals(*state, &row, 1);
	assert_done(store_put_fx(*state, &rate, 1, &err), &err);
	struct history h = recompute(*state, "2026-07-21");
	assert_int_equal(h.items[0].time, day("2026-03-31") + 86399);
	assert_gap(&h, "2026-03-31", 600e9);
	free(h.items);
}

static double group_multiple(const struct reading *r)
{
	for (size_t i = 0; i < r->input_count; i++)
		if (strncmp(r->inputs[i].name, "P/E of the group", 16) == 0)
			return r->inputs[i].value;
	return (double)NAN;
}

static void closes_of_the_months_end_stand_for_quotes(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	struct quote q;
	struct candle_series series;
	struct candle bars[] = { { .time = day("2026-05-01"), .close = 50 },
				 { .time = day("2026-06-01"), .close = 80 } };
	quote_init(&q);
	strcpy(q.symbol, "NVDA");
	strcpy(q.currency, "USD");
	strcpy(q.source, "test");
	q.price = 999;
	q.as_of = day("2026-08-20");
	assert_done(store_put_quotes(s, &q, 1, &err), &err);
	candle_series_init(&series);
	strcpy(series.symbol, "NVDA");
	strcpy(series.interval, "1mo");
	strcpy(series.currency, "USD");
	strcpy(series.source, "test");
	for (size_t i = 0; i < 2; i++)
		assert_int_equal(candle_series_append(&series, &bars[i]), 0);
	assert_done(store_put_candles(s, &series, &err), &err);
	candle_series_release(&series);
	put_cape(s, "2026-01-31");
	put_fact(s, "NVDA", "shares", "shares", "", 1e9, "2026-01-31");
	put_fact(s, "NVDA", "net_income", "USD", "FY2025", 4e9, "2026-01-31");
	struct history h = recompute(s, "2026-08-21");
	assert_true(fabs(group_multiple(of_month(&h, "2026-05-31")) - 12.5) < 1e-12);
	assert_true(fabs(group_multiple(of_month(&h, "2026-06-30")) - 20) < 1e-12);
	assert_true(isnan(group_multiple(of_month(&h, "2026-04-30"))));
	assert_true(isnan(group_multiple(of_month(&h, "2026-07-31"))));
	free(h.items);
}

static void put_test(struct store *s, int lag, double p, const char *last)
{
	struct error err = { "" };
	struct series_test t = { .symbol = SERIES_GROUP,
				 .lag = lag,
				 .count = 520,
				 .window = 46,
				 .last = day(last),
				 .gsadf = 2.5,
				 .critical_gsadf = { 1.8, 2.1, 2.6 },
				 .replicates = 999,
				 .p_gsadf = 0.01,
				 .p_bsadf = p,
				 .state = EPISODE_RISE,
				 .computed = day("2026-08-20") };
	assert_done(store_put_series_test(s, &t, &err), &err);
}

static double explosiveness_of(const struct history *h, const char *last_day)
{
	return of_month(h, last_day)->components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS];
}

/* Whenever they were computed: all of these were on one day of August. */
static void a_month_knows_the_tests_whose_last_price_was_seen_by_then(void **state)
{
	put_cape(*state, "2026-03-31");
	for (int lag = 0; lag < 2; lag++) {
		put_test(*state, lag, 0.5, "2026-05-01");
		put_test(*state, lag, 0.25, "2026-05-29");
		put_test(*state, lag, 0.125, "2026-07-03");
	}
	struct history h = recompute(*state, "2026-08-21");
	assert_true(isnan(explosiveness_of(&h, "2026-04-30")));
	assert_true(fabs(explosiveness_of(&h, "2026-05-31") - 75) < 1e-9);
	assert_true(fabs(explosiveness_of(&h, "2026-06-30") - 75) < 1e-9);
	assert_true(fabs(explosiveness_of(&h, "2026-07-31") - 87.5) < 1e-9);
	assert_int_equal(of_month(&h, "2026-07-31")->as_of, day("2026-07-03"));
	free(h.items);
}

static void the_past_is_made_with_the_weights_that_are_asked_for(void **state)
{
	struct error err = { "" };
	struct index_options options;
	struct reading *readings;
	size_t count;
	put_cape(*state, "2026-06-30");
	for (int lag = 0; lag < 2; lag++)
		put_test(*state, lag, 0.25, "2026-06-26");
	index_options_init(&options);
	options.weight[COMPONENT_EXPLOSIVENESS] = 3;
	assert_done(index_history_store(*state, &options, day("2026-07-21"), &err), &err);
	assert_done(store_get_readings(*state, 0, 0, &readings, &count, &err), &err);
	assert_int_equal(count, 1);
	assert_true(fabs(readings[0].value[CAMP_MARCUS] - (98.7741 + 3 * 75) / 4) < 1e-9);
	assert_true(readings[0].options.weight[COMPONENT_EXPLOSIVENESS] == 3);
	free(readings);
}

static void the_past_ends_where_the_first_live_reading_stands(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	put_cape(s, "2026-01-31");
	assert_done(index_store(s, NULL, day("2026-04-10"), &err), &err);
	struct history h = recompute(s, "2026-08-21");
	assert_int_equal(h.count, 4);
	assert_int_equal(h.items[2].time, day("2026-03-31") + 86399);
	assert_true(!h.items[3].recomputed && h.items[3].time == day("2026-04-10"));
	free(h.items);
	h = recompute(s, "2026-09-21");
	assert_int_equal(h.count, 4);
	free(h.items);
}

static void readings_over_other_components_do_not_compare(void **state)
{
	struct reading a, b;
	(void)state;
	reading_init(&a);
	reading_init(&b);
	assert_true(reading_is_comparable(&a, &b));
	a.components[CAMP_MARCUS][COMPONENT_DELIVERY] = 1;
	assert_true(reading_is_comparable(&a, &b)); /* one camp alone does not count */
	a.components[CAMP_HUANG][COMPONENT_DELIVERY] = 2;
	assert_false(reading_is_comparable(&a, &b));
	b.components[CAMP_MARCUS][COMPONENT_CIRCULARITY] = b.components[CAMP_HUANG][COMPONENT_CIRCULARITY] = 3;
	assert_false(reading_is_comparable(&a, &b));
}

/* ---- the command ---- */

static void assert_refused(int status, const char *const *arguments, const char *part)
{
	struct output o = program_expect(status, arguments);
	if (!strstr(o.err, part))
		fail_msg("\"%s\" does not contain \"%s\"", o.err, part);
	output_release(&o);
}

static void what_the_history_has_not_is_wrong_usage(void **state)
{
	(void)state;
	assert_refused(2, ARGS("bubble", "--history", "NVDA"), "a symbol does not apply to it");
	assert_refused(2, ARGS("bubble", "--history", "--assume", "gpu_life=4"), "--assume does not apply to it");
	assert_refused(2, ARGS("bubble", "--history", "--since", "soon"), "--since: expected 2d");
	assert_refused(2, ARGS("bubble", "--history", "--limit", "0"), "--limit: expected a number from 1");
	assert_refused(3, ARGS("bubble", "--history", "--since", "2026-12-31"), "no reading of that time is stored");
}

static const cJSON *member(const cJSON *object, const char *key)
{
	const cJSON *value = cJSON_GetObjectItemCaseSensitive(object, key);
	if (!value)
		fail_msg("%s is missing", key);
	return value;
}

static const char *time_of(const cJSON *row)
{
	return member(row, "time")->valuestring;
}

static const cJSON *component(const cJSON *row, const char *camp, const char *code)
{
	return member(member(member(member(row, "readings"), camp), "components"), code);
}

static void the_shipped_data_has_a_past_and_one_live_reading(void **state)
{
	(void)state;
	cJSON *rows = program_json(ARGS("bubble", "--history", "--json"));
	int count = cJSON_GetArraySize(rows);
	assert_true(count >= 4 && count <= INDEX_HISTORY_MONTHS + 1);
	const char *before = "";
	for (int i = 0; i < count; i++) {
		const cJSON *row = cJSON_GetArrayItem(rows, i);
		assert_true(strcmp(before, time_of(row)) < 0);
		before = time_of(row);
		assert_int_equal(cJSON_IsTrue(member(row, "recomputed")), i + 1 < count);
		assert_int_equal(cJSON_GetArraySize(member(row, "missing")),
				 COMPONENTS - (int)member(row, "component_count")->valuedouble);
		/* The shipped CAPE is of the end of May, the last guidance of June. */
		assert_int_equal(cJSON_IsNull(component(row, "marcus", "V")), strcmp(before, "2026-05-31") < 0);
		assert_int_equal(cJSON_IsNull(component(row, "marcus", "G")), strcmp(before, "2026-06-10") < 0);
	}
	assert_string_equal(before, "2026-08-21T18:48:03Z");
	assert_string_equal(time_of(cJSON_GetArrayItem(rows, count - 2)), "2026-07-31T23:59:59Z");
	cJSON_Delete(rows);
}

static void the_newest_reading_of_the_history_is_the_one_that_is_shown(void **state)
{
	(void)state;
	cJSON *rows = program_json(ARGS("bubble", "--history", "--json", "--limit", "1"));
	cJSON *shown = program_json(ARGS("bubble", "--json"));
	assert_int_equal(cJSON_GetArraySize(rows), 1);
	const cJSON *row = cJSON_GetArrayItem(rows, 0);
	assert_true(cJSON_Compare(member(row, "readings"), member(shown, "readings"), true));
	assert_true(cJSON_Compare(member(row, "band"), member(shown, "band"), true));
	assert_true(cJSON_Compare(member(row, "missing"), member(shown, "missing"), true));
	assert_true(cJSON_Compare(member(row, "stale"), member(shown, "stale"), true));
	assert_true(cJSON_Compare(member(row, "options"), member(shown, "options"), true));
	cJSON_Delete(rows);
	cJSON_Delete(shown);
}

static void a_later_ledger_leaves_what_was_read_live(void **state)
{
	char path[PATH_SIZE];
	(void)state;
	struct output o = program_expect(0, ARGS("bubble"));
	output_release(&o);
	assert_int_equal(path_xdg(PATH_DATA, "ledger.tsv", path, NULL), 0);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fputs("id\tdate\tfrom\tto\tkind\tamount_low\tamount_"
	      "high\tcurrency\tgw\tterm\tstatus\tclass\tconfidence\tpayer\t"
	      "payee\tsupersedes\tsource\tnote\n"
	      "P1\t2026-08-01\tApple\t\tcapex guidance\t20e9\t20e9\tUSD\t\tCY2026\tguided\tguidance\thigh\tAAPL\t\t\t"
	      "own\t\n",
	      file);
	assert_int_equal(fclose(file), 0);
	setenv("FROTH_NOW", "2026-10-05T00:00:00Z", 1);
	cJSON *rows = program_json(ARGS("bubble", "--history", "--json"));
	setenv("FROTH_NOW", "2026-08-21T18:48:03Z", 1);
	remove(path);
	int count = cJSON_GetArraySize(rows);
	const cJSON *last = cJSON_GetArrayItem(rows, count - 1), *live = cJSON_GetArrayItem(rows, count - 2);
	const cJSON *past = cJSON_GetArrayItem(rows, count - 3);
	assert_string_equal(time_of(last), "2026-10-05T00:00:00Z");
	assert_string_equal(time_of(live), "2026-08-21T18:48:03Z");
	assert_true(cJSON_IsFalse(member(live, "recomputed")));
	assert_string_equal(time_of(past), "2026-07-31T23:59:59Z");
	/* By the new ledger, one firm's guidance was not out yet. */
	assert_true(cJSON_IsNull(component(past, "marcus", "G")));
	assert_true(cJSON_IsNumber(component(live, "marcus", "G")));
	cJSON_Delete(rows);
}

static void as_csv_each_component_has_a_column_a_camp(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble", "--history", "--csv"));
	assert_non_null(strstr(o.out, "time,as_of,recomputed,component_count,marcus,huang,centre,sd,V_marcus,V_huang,"
				      "G_marcus,G_huang,D_marcus,D_huang,C_marcus,C_huang,X_marcus,X_huang,F_marcus,"
				      "F_huang\r\n"));
	assert_non_null(strstr(o.out, "\r\n2026-07-31T23:59:59Z,"));
	assert_non_null(strstr(o.out, ",98.7741,34.69846296,86.21632324,1.652214884,"));
	output_release(&o);
}

static void as_text_the_recomputed_are_marked(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("bubble", "--history"));
	const char *july = strstr(o.out, "2026-07-31 23:59"), *live = strstr(o.out, "2026-08-21 18:48");
	assert_true(july && live && live > july);
	assert_non_null(strstr(july, "98.8/34.7"));
	assert_true(strstr(july, "recomputed") && strstr(july, "recomputed") < live);
	assert_null(strstr(live, "recomputed"));
	output_release(&o);
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
#define FRESH(f) cmocka_unit_test_setup(f, program_setup)
	const struct CMUnitTest tests[] = {
		MEMORY(an_empty_store_has_no_past),
		MEMORY(inputs_of_the_current_month_make_no_past),
		MEMORY(a_month_knows_what_was_dated_by_its_end_and_no_more),
		MEMORY(at_most_so_many_months_are_recomputed),
		MEMORY(a_part_of_the_guidance_is_not_taken_for_the_groups_capex),
		MEMORY(before_it_was_superseded_a_row_counts),
		MEMORY(a_date_without_a_day_counts_from_the_end_of_its_month_or_year),
		MEMORY(an_amount_whose_exchange_rate_is_younger_is_missing),
		MEMORY(closes_of_the_months_end_stand_for_quotes),
		MEMORY(a_month_knows_the_tests_whose_last_price_was_seen_by_then),
		MEMORY(the_past_is_made_with_the_weights_that_are_asked_for),
		MEMORY(the_past_ends_where_the_first_live_reading_stands),
		cmocka_unit_test(readings_over_other_components_do_not_compare),
		FRESH(what_the_history_has_not_is_wrong_usage),
		FRESH(the_shipped_data_has_a_past_and_one_live_reading),
		FRESH(the_newest_reading_of_the_history_is_the_one_that_is_shown),
		FRESH(a_later_ledger_leaves_what_was_read_live),
		FRESH(as_csv_each_component_has_a_column_a_camp),
		FRESH(as_text_the_recomputed_are_marked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
