#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "market/market.h"
#include "market/reading.h"
#include "market/source_state.h"

static void symbols_with_foreign_characters_are_refused(void **state)
{
	static const char *const wrong[] = { "",        "NV DA", "NVDA\n", "é",     "../etc",
					     "A;B",     "A'B",   "A\"",    "$NVDA", "ABCDEFGHIJKLMNOPQRSTUVWX",
					     "A\033[m", "A,B",   "A%20" };
	char out[SYMBOL_SIZE];
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		assert_false(symbol_is_valid(wrong[i]));
		assert_int_equal(symbol_parse(wrong[i], out), -1);
		assert_string_equal(out, "");
	}
}

static void symbols_are_upper_cased(void **state)
{
	static const char *const pairs[][2] = { { "nvda", "NVDA" },
						{ "9984.t", "9984.T" },
						{ "jpy=x", "JPY=X" },
						{ "^gspc", "^GSPC" },
						{ "brk-b", "BRK-B" },
						{ "m&m.ns", "M&M.NS" },
						{ "ABCDEFGHIJKLMNOPQRSTUVW", "ABCDEFGHIJKLMNOPQRSTUVW" } };
	char out[SYMBOL_SIZE];
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		assert_int_equal(symbol_parse(pairs[i][0], out), 0);
		assert_string_equal(out, pairs[i][1]);
		assert_true(symbol_is_valid(out));
	}
}

static void currencies_are_three_capital_letters(void **state)
{
	static const char *const wrong[] = { "", "US", "USDT", "usd", "U$D", "GBp" };
	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++)
		assert_false(currency_is_valid(wrong[i]));
	assert_true(currency_is_valid("TWD"));
}

static void currencies_have_their_decimals_and_sign(void **state)
{
	(void)state;
	assert_int_equal(currency_decimals("JPY"), 0);
	assert_int_equal(currency_decimals("TWD"), 2);
	assert_int_equal(currency_decimals("USD"), 2);
	assert_int_equal(currency_decimals("KWD"), 3);
	assert_int_equal(currency_decimals("CHF"), 2);
	assert_string_equal(currency_sign("USD"), "$");
	assert_string_equal(currency_sign("JPY"), "¥");
	assert_string_equal(currency_sign("TWD"), "NT$");
	assert_string_equal(currency_sign("EUR"), "€");
	assert_string_equal(currency_sign("GBP"), "£");
	assert_string_equal(currency_sign("CHF"), "CHF");
}

static void hundredths_are_turned_into_the_major_currency(void **state)
{
	static const struct {
		const char *code, *major;
		double factor;
	} cases[] = {
		{ "GBp", "GBP", 0.01 }, { "GBX", "GBP", 0.01 }, { "ILA", "ILS", 0.01 },
		{ "ZAc", "ZAR", 0.01 }, { "GBP", "GBP", 1 },    { "JPY", "JPY", 1 },
		{ "gbp", "", 1 },       { "", "", 1 },          { "DOLLAR", "", 1 },
	};
	char out[CURRENCY_SIZE];
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		assert_true(currency_normalise(cases[i].code, out) == cases[i].factor);
		assert_string_equal(out, cases[i].major);
	}
}

static void amounts_are_written_with_three_digits(void **state)
{
	static const struct {
		double amount;
		const char *text;
	} cases[] = {
		{ 5.27e12, "5.27T" }, { 763e9, "763B" },         { 95e6, "95.0M" },
		{ 12345, "12.3K" },   { 999.4, "999" },          { 999.6, "1.00K" },
		{ 999.6e9, "1.00T" }, { 999.4e9, "999B" },       { 9.994e6, "9.99M" },
		{ 9.996e6, "10.0M" }, { 99.96e6, "100M" },       { 1e12, "1.00T" },
		{ 62496e9, "62.5T" }, { 1.5e15, "1500T" },       { -23.69e9, "-23.7B" },
		{ 0, "0" },           { 0.5, "0.50" },           { 1, "1.00" },
		{ (double)NAN, "-" }, { (double)INFINITY, "-" }, { -(double)INFINITY, "-" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		char out[16];
		amount_format_short(cases[i].amount, out, sizeof out);
		assert_string_equal(out, cases[i].text);
	}
}

static void a_fresh_reading_has_nothing_and_says_so(void **state)
{
	struct reading r;
	(void)state;
	reading_init(&r);
	assert_int_equal(reading_component_count(&r), 0);
	assert_true(isnan(r.centre) && isnan(r.sd) && isnan(r.low) && isnan(r.high));
	for (int c = 0; c < COMPONENTS; c++) {
		assert_string_equal(r.sentence[c], "not yet");
		assert_true(isnan(r.components[CAMP_MARCUS][c]) && isnan(r.components[CAMP_HUANG][c]));
	}
	assert_true(isnan(r.value[CAMP_MARCUS]) && isnan(r.value[CAMP_HUANG]));
	assert_int_equal(r.input_count, 0);
}

static void a_component_counts_when_both_camps_have_it(void **state)
{
	struct reading r;
	(void)state;
	reading_init(&r);
	r.components[CAMP_MARCUS][COMPONENT_VALUATION] = 98.8;
	assert_int_equal(reading_component_count(&r), 0);
	r.components[CAMP_HUANG][COMPONENT_VALUATION] = 34.7;
	r.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP] = 86.2;
	r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP] = 1.7;
	assert_int_equal(reading_component_count(&r), 2);
}

static void components_have_a_letter_and_a_name(void **state)
{
	(void)state;
	assert_int_equal(component_code(COMPONENT_VALUATION), 'V');
	assert_int_equal(component_code(COMPONENT_FINANCING), 'F');
	assert_string_equal(component_name(COMPONENT_REVENUE_GAP), "revenue gap");
	assert_string_equal(component_name(COMPONENT_EXPLOSIVENESS), "explosiveness");
	assert_string_equal(camp_name(CAMP_MARCUS), "marcus");
	assert_string_equal(camp_name(CAMP_HUANG), "huang");
}

static void a_new_source_waits(void **state)
{
	struct source_state s;
	(void)state;
	source_state_init(&s, "nvidia-news", "https://example.org/feed?limit=30", "press");
	assert_string_equal(s.name, "nvidia-news");
	assert_string_equal(s.url, "https://example.org/feed?limit=30");
	assert_string_equal(s.kind, "press");
	assert_int_equal(s.status, SOURCE_WAITING);
	assert_int_equal(s.latency_ms, -1);
	assert_string_equal(s.error, "");
	assert_int_equal(s.last_ok, 0);
}

static void keys_and_passwords_are_struck_out_of_the_address(void **state)
{
	static const char *const pairs[][2] = {
		{ "https://e.org/a?apikey=SECRET", "https://e.org/a?apikey=" },
		{ "https://e.org/a?s=A&token=SECRET&x=1", "https://e.org/a?s=A&token=&x=1" },
		{ "https://e.org/a?Subscription-Key=SECRET#end", "https://e.org/a?Subscription-Key=#end" },
		{ "https://e.org/a?key=SECRET&crumb=SECRET", "https://e.org/a?key=&crumb=" },
		{ "https://user:SECRET@e.org/a", "https://e.org/a" },
		{ "https://user:SEC@RET@e.org/a", "https://e.org/a" },
		{ "https://e.org/@a?keyword=monkey", "https://e.org/@a?keyword=monkey" },
		{ "https://e.org/a?key", "https://e.org/a?key" },
		{ "https://e.org/a?", "https://e.org/a?" },
		{ "", "" },
	};
	struct source_state s;
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		source_state_init(&s, "x", pairs[i][0], "press");
		assert_string_equal(s.url, pairs[i][1]);
	}
}

static void source_states_have_names(void **state)
{
	(void)state;
	for (int s = SOURCE_WAITING; s <= SOURCE_DISABLED; s++)
		assert_int_equal(source_status_parse(source_status_name((enum source_status)s)), s);
	assert_string_equal(source_status_name(SOURCE_BACKING_OFF), "backing_off");
	assert_int_equal(source_status_parse("asleep"), SOURCE_WAITING);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(symbols_with_foreign_characters_are_refused),
		cmocka_unit_test(symbols_are_upper_cased),
		cmocka_unit_test(currencies_are_three_capital_letters),
		cmocka_unit_test(currencies_have_their_decimals_and_sign),
		cmocka_unit_test(hundredths_are_turned_into_the_major_currency),
		cmocka_unit_test(amounts_are_written_with_three_digits),
		cmocka_unit_test(a_fresh_reading_has_nothing_and_says_so),
		cmocka_unit_test(a_component_counts_when_both_camps_have_it),
		cmocka_unit_test(components_have_a_letter_and_a_name),
		cmocka_unit_test(a_new_source_waits),
		cmocka_unit_test(keys_and_passwords_are_struck_out_of_the_address),
		cmocka_unit_test(source_states_have_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
