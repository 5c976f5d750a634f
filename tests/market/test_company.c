#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "market/company.h"
#include "tests/market/rows.h"

enum { SYMBOL, CIK, SHARES_PER_UNIT, FORM, YEAR_END, CURRENCY, YEAR_NAMED_BY, PROFIT, ORIGIN };

static const char *const columns[] = { "symbol",   "cik",           "shares_per_unit", "form",   "year_end",
				       "currency", "year_named_by", "profit",          "origin", NULL };
static const char *const good[] = { "TSM", "0001046179", "5", "20-F", "12-31", "TWD", "end", "", "SEC EDGAR" };

static int parse_changed(struct company_list *list, size_t column, const char *value, struct error *err)
{
	struct buffer b;
	table_begin(&b, columns);
	table_row(&b, columns, good, SYMBOL, "NVDA");
	table_row(&b, columns, good, column, value);
	*err = (struct error){ "" };
	int status = company_list_parse(list, buffer_text(&b), b.length, err);
	buffer_release(&b);
	return status;
}

static void wrong_fields_are_refused_by_line_field_and_expectation(void **state)
{
	static const struct refusal refusals[] = {
		{ SYMBOL, "", "field symbol: expected a text" },
		{ SYMBOL, "T S M", "field symbol: expected a symbol like NVDA" },
		{ SYMBOL, "NVDA", "field symbol: expected a symbol that no row above has" },
		{ CIK, "1046179", "field cik: expected ten digits like 0001045810" },
		{ CIK, "00010461790", "field cik: expected at most 10 bytes" },
		{ CIK, "CIK0001046", "field cik: expected ten digits" },
		{ CIK, "000104617x", "field cik: expected ten digits" },
		{ SHARES_PER_UNIT, "", "field shares_per_unit: expected a number above zero" },
		{ SHARES_PER_UNIT, "0", "field shares_per_unit: expected a number from" },
		{ SHARES_PER_UNIT, "five", "field shares_per_unit: expected a number" },
		{ YEAR_END, "1231", "field year_end: expected a month and a day like 01-31" },
		{ YEAR_END, "13-01", "field year_end" },
		{ YEAR_END, "12-32", "field year_end" },
		{ YEAR_END, "12-3x", "field year_end" },
		{ CURRENCY, "nt$", "field currency: expected a currency like USD" },
		{ YEAR_NAMED_BY, "middle", "field year_named_by: expected end or start" },
		{ PROFIT, "great", "field profit: expected realised or unrealised" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof refusals / sizeof *refusals; i++) {
		struct company_list list;
		struct error err;
		assert_int_equal(parse_changed(&list, refusals[i].column, refusals[i].value, &err), -1);
		assert_null(list.items);
		assert_message_has(&err, "companies.tsv line 4");
		assert_message_has(&err, refusals[i].expected);
	}
}

static void a_row_is_read_whole(void **state)
{
	(void)state;
	struct company_list list;
	struct error err;
	assert_int_equal(parse_changed(&list, PROFIT, "unrealised", &err), 0);
	const struct company *c = company_list_find(&list, "TSM");
	assert_non_null(c);
	assert_string_equal(c->cik, "0001046179");
	assert_true(c->shares_per_unit == 5);
	assert_string_equal(c->form, "20-F");
	assert_string_equal(c->year_end, "12-31");
	assert_string_equal(c->currency, "TWD");
	assert_false(c->year_by_start);
	assert_true(c->unrealised);
	assert_null(company_list_find(&list, "AMD"));
	company_list_release(&list);
}

static void the_shipped_companies_are_right(void **state)
{
	static const struct {
		const char *symbol, *cik;
		double shares_per_unit;
	} known[] = {
		{ "NVDA", "0001045810", 1 }, { "AMD", "0000002488", 1 },  { "ORCL", "0001341439", 1 },
		{ "TSM", "0001046179", 5 },  { "ARM", "0001973239", 1 },  { "MSFT", "0000789019", 1 },
		{ "AVGO", "0001730168", 1 }, { "CRWV", "0001769628", 1 }, { "2330.TW", "0001046179", 1 },
		{ "9984.T", "", 1 },         { "SFTBY", "", 0.5 },
	};
	(void)state;
	struct company_list list;
	struct error err = { "" };
	if (company_list_load(&list, &err))
		fail_msg("%s", err.text);
	for (size_t i = 0; i < sizeof known / sizeof *known; i++) {
		const struct company *c = company_list_find(&list, known[i].symbol);
		assert_non_null(c);
		assert_string_equal(c->cik, known[i].cik);
		assert_true(c->shares_per_unit == known[i].shares_per_unit);
	}
	assert_true(company_list_find(&list, "9984.T")->unrealised);
	assert_true(company_list_find(&list, "9984.T")->year_by_start);
	assert_false(company_list_find(&list, "NVDA")->unrealised);
	company_list_release(&list);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_fields_are_refused_by_line_field_and_expectation),
		cmocka_unit_test(a_row_is_read_whole),
		cmocka_unit_test(the_shipped_companies_are_right),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
