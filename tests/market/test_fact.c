#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "market/fact.h"
#include "tests/market/rows.h"

enum { SYMBOL, CONCEPT, VALUE, UNIT, PERIOD, AS_OF, ORIGIN, NOTE };

static const char *const columns[] = {
	"symbol", "concept", "value", "unit", "period", "as_of", "origin", "note", NULL
};
static const char *const good[] = { "ORCL", "net_income", "17.0e9", "USD", "FY2026", "2026-05-31", "10-K", "a note" };

static int parse_changed(struct fact_list *list, size_t column, const char *value, struct error *err)
{
	struct buffer b;
	table_begin(&b, columns);
	table_row(&b, columns, good, SYMBOL, "AMD");
	table_row(&b, columns, good, column, value);
	*err = (struct error){ "" };
	int status = fact_list_parse(list, buffer_text(&b), b.length, err);
	buffer_release(&b);
	return status;
}

static void wrong_fields_are_refused_by_line_field_and_expectation(void **state)
{
	static const struct refusal refusals[] = {
		{ SYMBOL, "", "field symbol: expected a text" },
		{ SYMBOL, "OR CL", "field symbol: expected a symbol like NVDA, not \"OR CL\"" },
		{ SYMBOL, "ABCDEFGHIJKLMNOPQRSTUVWXYZ", "field symbol: expected at most 23 bytes" },
		{ SYMBOL, "AMD", "field concept: expected a symbol, concept, period and date that no row above has" },
		{ CONCEPT, "", "field concept" },
		{ CONCEPT, "Net Income", "field concept: expected a name like net_income" },
		{ CONCEPT, "a_concept_of_more_than_thirty_one_bytes", "field concept: expected at most 31 bytes" },
		{ VALUE, "", "field value: expected a number" },
		{ VALUE, "n/a", "field value: expected a number, not \"n/a\"" },
		{ VALUE, "nan", "field value" },
		{ VALUE, "-inf", "field value" },
		{ VALUE, "1e19", "field value: expected a number from" },
		{ UNIT, "", "field unit" },
		{ UNIT, "usd", "field unit: expected a currency like USD, or shares, x, %" },
		{ UNIT, "bn USD", "field unit" },
		{ PERIOD, "the year to June 2026", "field period: expected at most 15 bytes" },
		{ AS_OF, "", "field as_of: expected a date like 2026-02-27" },
		{ AS_OF, "2026-02-30", "field as_of" },
		{ AS_OF, "2026-05", "field as_of" },
		{ AS_OF, "2026-05-31T00:00:00Z", "field as_of" },
		{ ORIGIN, "", "field origin" },
		{ NOTE, "a\x1f", "control character 0x1F" },
		{ NOTE, "one\ttoo many", "expected 8 fields, not 9" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct fact_list list;
		struct error err;
		assert_int_equal(parse_changed(&list, refusals[i].column, refusals[i].value, &err), -1);
		assert_null(list.items);
		assert_message_has(&err, "facts.tsv line 4");
		assert_message_has(&err, refusals[i].expected);
	}
}

static void a_row_is_read_whole(void **state)
{
	struct fact_list list;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&list, AS_IT_IS, "", &err), 0);
	assert_int_equal(list.count, 2);
	const struct fact *f = &list.items[1];
	assert_string_equal(f->symbol, "ORCL");
	assert_string_equal(f->concept, "net_income");
	assert_true(f->value == 17e9);
	assert_string_equal(f->unit, "USD");
	assert_string_equal(f->period, "FY2026");
	assert_int_equal(f->as_of, 1780185600);
	assert_int_equal(f->fetched, 0);
	assert_string_equal(f->source, "shipped");
	assert_string_equal(f->origin, "10-K");
	assert_string_equal(f->note, "a note");
	fact_list_release(&list);
	assert_null(list.items);
}

static void tags_open_the_note(void **state)
{
	static const struct {
		const char *note;
		bool unrealised;
	} cases[] = {
		{ "#unrealised mostly gains", true },
		{ "#derived #unrealised sum", true },
		{ "#unrealised", true },
		{ "#unrealisedly", false },
		{ "not #unrealised", false },
		{ "unrealised", false },
		{ "", false },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fact f = { 0 };
		snprintf(f.note, sizeof f.note, "%s", cases[i].note);
		assert_int_equal(fact_has_tag(&f, "unrealised"), cases[i].unrealised);
	}
}

static void add(struct fact_list *list, const char *symbol, const char *concept_name, double value, const char *unit,
		const char *period, int64_t as_of, const char *note)
{
	struct fact f = { .value = value, .as_of = as_of };
	snprintf(f.symbol, sizeof f.symbol, "%s", symbol);
	snprintf(f.concept, sizeof f.concept, "%s", concept_name);
	snprintf(f.unit, sizeof f.unit, "%s", unit);
	snprintf(f.period, sizeof f.period, "%s", period);
	snprintf(f.note, sizeof f.note, "%s", note);
	assert_int_equal(fact_list_append(list, &f), 0);
}

static void the_newest_fact_is_found(void **state)
{
	struct fact_list list = { 0 };
	(void)state;
	add(&list, "A", "revenue", 1, "USD", "FY2025", 100, "");
	add(&list, "A", "revenue", 3, "USD", "TTM", 300, "");
	add(&list, "A", "revenue", 9, "USD", "Q1 FY2027", 400, "");
	add(&list, "A", "revenue", 2, "USD", "FY2026", 200, "");
	add(&list, "B", "revenue", 7, "USD", "TTM", 900, "");
	assert_null(fact_list_find(&list, "A", "capex", NULL));
	assert_null(fact_list_find(&list, "C", "revenue", NULL));
	assert_null(fact_list_find(&list, "A", "revenue", "FY2024"));
	assert_true(fact_list_find(&list, "A", "revenue", NULL)->value == 9);
	assert_true(fact_list_find(&list, "A", "revenue", "FY2025")->value == 1);
	assert_true(fact_list_find_year(&list, "A", "revenue")->value == 3);
	assert_null(fact_list_find_year(&list, "C", "revenue"));
	fact_list_release(&list);
}

static struct quote quote_of(const char *symbol, double price, const char *currency)
{
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "%s", symbol);
	snprintf(q.currency, sizeof q.currency, "%s", currency);
	q.price = price;
	return q;
}

static void a_value_is_missing_without_shares_or_price(void **state)
{
	struct fact_list list = { 0 };
	struct valuation v;
	struct quote q = quote_of("A", 10, "USD");
	(void)state;
	add(&list, "A", "revenue", 5, "USD", "TTM", 1, "");
	valuation_compute(&v, &q, &list, NULL, 0);
	assert_true(isnan(v.market_cap) && isnan(v.market_cap_usd) && isnan(v.pe) && isnan(v.ps));
	add(&list, "A", "shares", 10, "shares", "", 1, "");
	q.price = (double)NAN;
	valuation_compute(&v, &q, &list, NULL, 0);
	assert_true(isnan(v.market_cap) && isnan(v.ps));
	assert_null(v.pe_void);
	fact_list_release(&list);
}

static void a_foreign_value_needs_a_rate(void **state)
{
	struct fact_list list = { 0 };
	struct valuation v;
	struct quote q = quote_of("9984.T", 6000, "JPY");
	(void)state;
	add(&list, "9984.T", "shares", 5e9, "shares", "", 1, "");
	add(&list, "9984.T", "revenue", 7.5e12, "JPY", "FY2025", 1, "");
	valuation_compute(&v, &q, &list, NULL, 0);
	assert_true(v.market_cap == 30e12);
	assert_true(isnan(v.market_cap_usd));
	assert_true(v.ps == 4); /* both in yen: no rate needed */
	assert_int_equal(v.fx_as_of, 0);
	fact_list_release(&list);
}

static void accounts_in_another_currency_are_converted(void **state)
{
	static const struct fx_rate rates[] = { { .from = "USD", .to = "TWD", .rate = 32, .as_of = 700 } };
	struct fact_list list = { 0 };
	struct valuation v;
	struct quote q = quote_of("TSM", 400, "USD");
	(void)state;
	add(&list, "TSM", "shares", 5e9, "shares", "", 1, "");
	add(&list, "TSM", "revenue", 3200e9, "TWD", "FY2025", 1, "");
	add(&list, "TSM", "net_income", 1600e9, "TWD", "FY2025", 1, "");
	valuation_compute(&v, &q, &list, rates, 1);
	assert_true(v.market_cap_usd == 2000e9);
	assert_true(fabs(v.ps - 20) < 1e-9);
	assert_true(fabs(v.pe - 40) < 1e-9);
	assert_int_equal(v.fx_as_of, 700);
	fact_list_release(&list);
}

static void a_loss_and_an_unrealised_profit_void_the_pe(void **state)
{
	static const struct {
		double income;
		const char *note, *reason;
	} cases[] = { { -1e9, "", "loss" },
		      { 0, "", "loss" },
		      { 1e9, "#unrealised stakes written up", "profit is mostly unrealised" } };
	struct quote q = quote_of("A", 10, "USD");
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fact_list list = { 0 };
		struct valuation v;
		add(&list, "A", "shares", 1e9, "shares", "", 1, "");
		add(&list, "A", "net_income", cases[i].income, "USD", "FY2025", 1, cases[i].note);
		valuation_compute(&v, &q, &list, NULL, 0);
		assert_true(isnan(v.pe));
		assert_string_equal(v.pe_void, cases[i].reason);
		fact_list_release(&list);
	}
}

/* ---- which of several is used ---- */

static struct fact fact_of(const char *source, int64_t as_of, int64_t fetched)
{
	struct fact f = { .as_of = as_of, .fetched = fetched };
	snprintf(f.source, sizeof f.source, "%s", source);
	return f;
}

#define DAY 86400

static void the_later_figure_is_used_and_of_one_period_that_nearer_to_the_filing(void **state)
{
	static const struct {
		const char *better;
		int64_t better_as_of, better_fetched;
		const char *worse;
		int64_t worse_as_of, worse_fetched;
	} cases[] = {
		{ "yahoo-timeseries", 200 * DAY, 0, "sec-facts", 110 * DAY, 9 }, /* a quarter later */
		{ "shipped", 200 * DAY, 0, "sec-facts", 110 * DAY, 9 },          /* nothing older replaces newer */
		{ "sec-facts", 196 * DAY, 0, "yahoo-timeseries", 200 * DAY, 9 }, /* rounded to the month's end */
		{ "sec-facts", 200 * DAY, 0, "shipped", 200 * DAY, 9 },
		{ "yahoo-timeseries", 200 * DAY, 0, "shipped", 204 * DAY, 9 },
		{ "sec-facts", 200 * DAY, 0, "shipped", 203 * DAY, 9 },
		{ "sec-facts", 200 * DAY, 2, "sec-facts", 200 * DAY, 1 },
		{ "sec-facts", 201 * DAY, 1, "sec-facts", 200 * DAY, 2 },
		{ "shipped", 211 * DAY, 0, "sec-facts", 200 * DAY, 9 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fact a = fact_of(cases[i].better, cases[i].better_as_of, cases[i].better_fetched);
		struct fact b = fact_of(cases[i].worse, cases[i].worse_as_of, cases[i].worse_fetched);
		if (!fact_is_better(&a, &b) || fact_is_better(&b, &a))
			fail_msg("case %zu", i);
	}
}

static void the_newest_filing_is_found_in_an_origin(void **state)
{
	static const struct {
		const char *origin, *filing;
	} cases[] = {
		{ "", "" },
		{ "https://page.example/0001045810-26", "" },
		{ "10001045810-26-000052", "" },
		{ "0001045810-26-0000521", "" },
		{ "us-gaap:Revenues, 10-Q 0001045810-26-000052 filed 2026-05-20", "0001045810-26-000052" },
		{ "a:B, 10-K 0001045810-26-000021, 10-Q 0001045810-26-000052 filed 2026-05-20",
		  "0001045810-26-000052" },
		{ "0001045810-26-000021", "0001045810-26-000021" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct fact f = { .value = 1 };
		char filing[FILING_SIZE];
		snprintf(f.origin, sizeof f.origin, "%s", cases[i].origin);
		assert_int_equal(fact_filing(&f, filing), *cases[i].filing != 0);
		assert_string_equal(filing, cases[i].filing);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_fields_are_refused_by_line_field_and_expectation),
		cmocka_unit_test(a_row_is_read_whole),
		cmocka_unit_test(tags_open_the_note),
		cmocka_unit_test(the_newest_fact_is_found),
		cmocka_unit_test(a_value_is_missing_without_shares_or_price),
		cmocka_unit_test(a_foreign_value_needs_a_rate),
		cmocka_unit_test(accounts_in_another_currency_are_converted),
		cmocka_unit_test(a_loss_and_an_unrealised_profit_void_the_pe),
		cmocka_unit_test(the_later_figure_is_used_and_of_one_period_that_nearer_to_the_filing),
		cmocka_unit_test(the_newest_filing_is_found_in_an_origin),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
