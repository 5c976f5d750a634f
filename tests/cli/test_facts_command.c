#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "store/store.h"
#include "tests/cli/program.h"

static void words_that_are_no_symbol_are_refused(void **state)
{
	(void)state;
	struct output o = program_expect(2, ARGS("facts"));
	assert_non_null(strstr(o.err, "facts needs a symbol: froth facts SYMBOL"));
	output_release(&o);
	o = program_expect(2, ARGS("facts", "NV DA"));
	assert_non_null(strstr(o.err, "expected a symbol such as NVDA or 9984.T, found \"NV DA\""));
	output_release(&o);
	o = program_expect(2, ARGS("facts", "NVDA", "AMD"));
	assert_non_null(strstr(o.err, "unexpected \"AMD\""));
	output_release(&o);
}

static void a_symbol_without_figures_is_nothing_found(void **state)
{
	(void)state;
	struct output o = program_expect(3, ARGS("facts", "NOSUCH"));
	assert_non_null(strstr(o.err, "no figures of NOSUCH are stored"));
	assert_string_equal(o.out, "");
	output_release(&o);
	o = program_expect(3, ARGS("facts", "NOSUCH", "--json"));
	assert_string_equal(o.out, "[]\n");
	output_release(&o);
}

static const cJSON *row_of(const cJSON *rows, const char *concept_name, const char *period)
{
	const cJSON *row;
	cJSON_ArrayForEach(row, rows)
	{
		const cJSON *p = cJSON_GetObjectItem(row, "period");
		if (!strcmp(cJSON_GetObjectItem(row, "concept")->valuestring, concept_name) &&
		    !strcmp(cJSON_IsString(p) ? p->valuestring : "", period))
			return row;
	}
	return NULL;
}

static const char *text_of(const cJSON *row, const char *key)
{
	const cJSON *item = cJSON_GetObjectItem(row, key);
	return cJSON_IsString(item) ? item->valuestring : "(null)";
}

static void shipped_figures_are_shown_with_their_source_and_date(void **state)
{
	(void)state;
	cJSON *rows = program_json(ARGS("facts", "nvda", "--json"));
	const cJSON *row = row_of(rows, "shares", "");
	assert_non_null(row);
	assert_string_equal(text_of(row, "symbol"), "NVDA");
	assert_true(cJSON_GetObjectItem(row, "value")->valuedouble == 24.2e9);
	assert_string_equal(text_of(row, "unit"), "shares");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(row, "period")));
	assert_string_equal(text_of(row, "as_of"), "2026-05-15");
	assert_string_equal(text_of(row, "source"), "shipped");
	assert_string_equal(text_of(row, "filing"), "0001045810-26-000052");
	assert_non_null(strstr(text_of(row, "origin"), "SEC EDGAR"));
	assert_non_null(cJSON_GetObjectItem(row, "note"));
	/* The order of accounts: revenue before profit before shares. */
	assert_string_equal(text_of(cJSON_GetArrayItem(rows, 0), "concept"), "revenue");
	cJSON_Delete(rows);
}

static void put(const char *concept_name, const char *period, double value, int64_t as_of, const char *source)
{
	struct store *s;
	struct error err;
	struct fact f = { .value = value, .unit = "USD", .as_of = as_of, .fetched = as_of + 86400 * 30 };
	struct fact_list list = { .items = &f, .count = 1 };
	snprintf(f.symbol, sizeof f.symbol, "NVDA");
	snprintf(f.concept, sizeof f.concept, "%s", concept_name);
	snprintf(f.period, sizeof f.period, "%s", period);
	snprintf(f.source, sizeof f.source, "%s", source);
	snprintf(f.origin, sizeof f.origin, "us-gaap:Revenues, 10-Q 0001045810-26-000052 filed 2026-05-20");
	if (store_open(&s, program_store_path(), STORE_WRITE, NULL, &err) || store_put_facts(s, &list, &err))
		fail_msg("%s", err.text);
	store_free(s);
}

#define APRIL_26 1777161600 /* 2026-04-26 */

static void the_figure_in_use_is_shown_and_all_with_history(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("facts", "NVDA")); /* seeds the store */
	output_release(&o);
	put("revenue", "TTM", 253491e6, APRIL_26, "sec-facts");
	put("revenue", "TTM", 253e9, APRIL_26 + 4 * 86400, "yahoo-timeseries");
	put("revenue", "FY2026", 215938e6, APRIL_26 - 91 * 86400, "sec-facts");
	cJSON *rows = program_json(ARGS("facts", "NVDA", "--json"));
	const cJSON *row = row_of(rows, "revenue", "TTM");
	assert_string_equal(text_of(row, "source"), "sec-facts");
	assert_true(cJSON_GetObjectItem(row, "value")->valuedouble == 253491e6);
	assert_string_equal(text_of(row, "filing"), "0001045810-26-000052");
	assert_null(row_of(rows, "revenue", "FY2026"));
	cJSON_Delete(rows);
	rows = program_json(ARGS("facts", "NVDA", "--history", "--json"));
	assert_non_null(row_of(rows, "revenue", "FY2026"));
	cJSON_Delete(rows);
	o = program_expect(0, ARGS("facts", "NVDA", "--csv"));
	assert_int_equal(
		strncmp(o.out, "symbol,concept,value,unit,period,as_of,source,origin,filing,fetched,note,filed,", 79),
		0);
	output_release(&o);
	o = program_expect(0, ARGS("facts", "NVDA"));
	assert_non_null(strstr(o.out, "CONCEPT"));
	assert_non_null(strstr(o.out, "253B"));
	output_release(&o);
}

static void put_split(const char *symbol, int64_t time, double numerator)
{
	struct store *s;
	struct error err;
	struct corporate_event e = { .action = ACTION_SPLIT, .time = time, .numerator = numerator, .denominator = 1 };
	snprintf(e.symbol, sizeof e.symbol, "%s", symbol);
	snprintf(e.source, sizeof e.source, "yahoo-chart");
	if (store_open(&s, program_store_path(), STORE_WRITE, NULL, &err) || store_put_events(s, &e, 1, &err))
		fail_msg("%s", err.text);
	store_free(s);
}

#define AUGUST_3 1785715200 /* 2026-08-03 */

static void what_a_split_makes_of_a_figure_is_said(void **state)
{
	(void)state;
	struct output o = program_expect(0, ARGS("facts", "NVDA"));
	assert_null(strstr(o.out, "for the split"));
	output_release(&o);
	put("eps", "FY2026", 4.9, APRIL_26 - 91 * 86400, "sec-facts");
	put_split("AMD", AUGUST_3, 2);
	put_split("NVDA", AUGUST_3, 10);
	o = program_expect(0, ARGS("facts", "NVDA"));
	const char *shares = strstr(o.out, "\nshares "), *eps = strstr(o.out, "\neps ");
	assert_non_null(shares);
	assert_non_null(eps);
	const char *said = strstr(shares, "x10 for the split of 3 Aug 2026");
	assert_true(said && said < strchr(shares + 1, '\n'));
	said = strstr(eps, "/10 for the split of 3 Aug 2026");
	assert_true(said && said < strchr(eps + 1, '\n'));
	output_release(&o);
	cJSON *rows = program_json(ARGS("facts", "NVDA", "--json"));
	const cJSON *row = row_of(rows, "shares", "");
	assert_true(cJSON_GetObjectItem(row, "value")->valuedouble == 24.2e9);
	assert_true(cJSON_GetObjectItem(row, "split_factor")->valuedouble == 10);
	assert_true(cJSON_GetObjectItem(row, "value_now")->valuedouble == 242e9);
	row = row_of(rows, "eps", "FY2026");
	assert_true(cJSON_GetObjectItem(row, "value_now")->valuedouble == 0.49);
	assert_string_equal(text_of(row, "filed"), "2026-05-20");
	row = cJSON_GetArrayItem(rows, 0);
	assert_string_equal(text_of(row, "concept"), "revenue");
	assert_true(cJSON_IsNull(cJSON_GetObjectItem(row, "split_factor")));
	assert_true(cJSON_GetObjectItem(row, "value_now")->valuedouble ==
		    cJSON_GetObjectItem(row, "value")->valuedouble);
	cJSON_Delete(rows);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(words_that_are_no_symbol_are_refused, program_setup),
		cmocka_unit_test_setup(a_symbol_without_figures_is_nothing_found, program_setup),
		cmocka_unit_test_setup(shipped_figures_are_shown_with_their_source_and_date, program_setup),
		cmocka_unit_test_setup(the_figure_in_use_is_shown_and_all_with_history, program_setup),
		cmocka_unit_test_setup(what_a_split_makes_of_a_figure_is_said, program_setup),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
