#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/closes.h"
#include "tests/market/rows.h"

enum { KIND, SYMBOL, CURRENCY, EXCHANGE, ADJUSTED, DATE, VALUE, NOTE };

static const char *const columns[] = { "kind", "symbol", "currency", "exchange", "adjusted",
				       "date", "value",  "note",     NULL };
static const char *const last[] = { "last",   "NVDA",  "USD", "XNAS", "split+dividend", "2026-08-20T20:00:00Z",
				    "216.85", "NVIDIA" };
static const char *const close1[] = { "close", "NVDA", "", "", "", "2026-07-31", "200.75", "" };
static const char *const close2[] = { "close", "NVDA", "", "", "", "2026-08-20", "216.85", "" };
static const char *const rate[] = { "fx", "USD", "JPY", "", "", "2026-06-30", "160.77", "FRED" };
static const char *const *const good[] = { last, close1, close2, rate };
#define ROWS 4

/* The four good rows with one field of row `changed` replaced; it stands on line 3 + changed. */
static int parse_changed(struct closes *c, size_t changed, size_t column, const char *value, struct error *err)
{
	struct buffer b;
	table_begin(&b, columns);
	for (size_t i = 0; i < ROWS; i++)
		table_row(&b, columns, good[i], i == changed ? column : AS_IT_IS, value);
	*err = (struct error){ "" };
	int status = closes_parse(c, buffer_text(&b), b.length, err);
	buffer_release(&b);
	return status;
}

static void wrong_fields_are_refused_by_line_field_and_expectation(void **state)
{
	static const struct {
		size_t row;
		struct refusal refusal;
	} cases[] = {
		{ 0, { KIND, "quote", "line 3, field kind: expected last, close or fx" } },
		{ 0, { SYMBOL, "NV DA", "line 3, field symbol: expected a symbol like NVDA" } },
		{ 0, { CURRENCY, "GBp", "line 3, field currency: expected a currency like USD" } },
		{ 0, { CURRENCY, "", "line 3, field currency" } },
		{ 0, { EXCHANGE, "", "line 3, field exchange" } },
		{ 0, { ADJUSTED, "", "line 3, field adjusted: expected split or split+dividend" } },
		{ 0, { DATE, "2026-08-20", "line 3, field date: expected an instant like" } },
		{ 0, { VALUE, "", "line 3, field value: expected a number" } },
		{ 0, { VALUE, "0", "line 3, field value" } },
		{ 0, { VALUE, "inf", "line 3, field value" } },
		{ 0, { NOTE, "", "line 3, field note" } },
		{ 1, { SYMBOL, "AMD", "line 4, field symbol: expected the symbol of the row \"last\" above" } },
		{ 1, { CURRENCY, "USD", "line 4, field currency: expected nothing in a row \"close\"" } },
		{ 1, { DATE, "2026-02-30", "line 4, field date: expected a date" } },
		{ 1, { VALUE, "-1", "line 4, field value" } },
		{ 1, { VALUE, "nan", "line 4, field value" } },
		{ 2, { DATE, "2026-07-31", "line 5, field date: expected a day in a later month" } },
		{ 2, { DATE, "2026-06-30", "line 5, field date: expected a day in a later month" } },
		{ 3, { SYMBOL, "NVDA", "line 6, field symbol: expected a currency" } },
		{ 3, { CURRENCY, "USD", "line 6, field currency: expected another currency than USD" } },
		{ 3, { CURRENCY, "yen", "line 6, field currency" } },
		{ 3, { EXCHANGE, "XNAS", "line 6, field exchange: expected nothing" } },
		{ 3, { DATE, "June 2026", "line 6, field date" } },
		{ 3, { VALUE, "", "line 6, field value" } },
		{ 3, { NOTE, "a\tb", "line 6: expected 8 fields, not 9" } },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct closes c;
		struct error err;
		assert_int_equal(parse_changed(&c, cases[i].row, cases[i].refusal.column, cases[i].refusal.value, &err),
				 -1);
		assert_null(c.series);
		assert_int_equal(c.count, 0);
		assert_message_has(&err, "closes.tsv ");
		assert_message_has(&err, cases[i].refusal.expected);
	}
}

static void a_symbol_may_not_come_twice(void **state)
{
	struct buffer b;
	struct closes c;
	struct error err = { "" };
	(void)state;
	table_begin(&b, columns);
	table_row(&b, columns, last, AS_IT_IS, "");
	table_row(&b, columns, last, AS_IT_IS, "");
	assert_int_equal(closes_parse(&c, buffer_text(&b), b.length, &err), -1);
	assert_message_has(&err, "line 4, field symbol: expected a symbol that no row \"last\" above has");
	buffer_release(&b);
}

static void rows_become_quotes_bars_and_rates(void **state)
{
	struct closes c;
	struct error err;
	int64_t july;
	(void)state;
	assert_int_equal(parse_changed(&c, ROWS, 0, "", &err), 0);
	assert_int_equal(c.count, 1);
	assert_int_equal(c.rate_count, 1);
	assert_string_equal(c.quotes[0].symbol, "NVDA");
	assert_string_equal(c.quotes[0].name, "NVIDIA");
	assert_string_equal(c.quotes[0].exchange, "XNAS");
	assert_string_equal(c.quotes[0].source, "shipped");
	assert_true(c.quotes[0].price == 216.85);
	assert_int_equal(c.quotes[0].as_of, 1787256000);
	assert_int_equal(c.quotes[0].fetched, 0);
	assert_int_equal(timestamp_parse_date("2026-07-01", &july), 0);
	assert_string_equal(c.series[0].symbol, "NVDA");
	assert_string_equal(c.series[0].interval, "1mo");
	assert_string_equal(c.series[0].currency, "USD");
	assert_string_equal(c.series[0].source, "shipped");
	assert_int_equal(c.series[0].count, 2);
	assert_int_equal(c.series[0].items[0].time, july);
	assert_true(c.series[0].items[0].close == 200.75);
	assert_true(c.series[0].items[0].adjusted_close == 200.75);
	assert_true(isnan(c.series[0].items[0].open) && isnan(c.series[0].items[0].volume));
	assert_string_equal(c.rates[0].from, "USD");
	assert_string_equal(c.rates[0].to, "JPY");
	assert_true(c.rates[0].rate == 160.77);
	assert_string_equal(c.rates[0].source, "shipped");
	closes_release(&c);
	assert_null(c.quotes);
}

static void last_months_close_is_no_previous_close(void **state)
{
	struct closes c;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&c, ROWS, 0, "", &err), 0);
	quote_complete(&c.quotes[0]);
	assert_true(isnan(c.quotes[0].previous_close) && isnan(c.quotes[0].change) && isnan(c.quotes[0].change_pct));
	assert_true(isnan(c.quotes[0].year_low) && isnan(c.quotes[0].year_high));
	closes_release(&c);
}

static void closes_without_dividends_have_no_adjusted_close(void **state)
{
	struct closes c;
	struct error err;
	(void)state;
	assert_int_equal(parse_changed(&c, 0, ADJUSTED, "split", &err), 0);
	assert_true(isnan(c.series[0].items[0].adjusted_close));
	closes_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_fields_are_refused_by_line_field_and_expectation),
		cmocka_unit_test(a_symbol_may_not_come_twice),
		cmocka_unit_test(rows_become_quotes_bars_and_rates),
		cmocka_unit_test(last_months_close_is_no_previous_close),
		cmocka_unit_test(closes_without_dividends_have_no_adjusted_close),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
