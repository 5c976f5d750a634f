#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "market/quote.h"

static void assert_near(double a, double b)
{
	if (!(fabs(a - b) <= 1e-12 * fmax(1, fabs(b))))
		fail_msg("%.15g is not %.15g", a, b);
}

static void market_states_have_names(void **state)
{
	(void)state;
	for (int s = MARKET_PRE; s <= MARKET_CLOSED; s++)
		assert_int_equal(market_state_parse(market_state_name((enum market_state)s)), s);
	assert_null(market_state_name(MARKET_UNKNOWN));
	assert_int_equal(market_state_parse("REGULAR"), MARKET_UNKNOWN);
	assert_int_equal(market_state_parse(""), MARKET_UNKNOWN);
}

static void a_fresh_quote_has_every_figure_missing(void **state)
{
	struct quote q;
	(void)state;
	quote_init(&q);
	assert_true(isnan(q.price) && isnan(q.change) && isnan(q.change_pct) && isnan(q.previous_close));
	assert_true(isnan(q.day_low) && isnan(q.day_high) && isnan(q.year_low) && isnan(q.year_high));
	assert_true(isnan(q.volume) && isnan(q.extended_price));
	assert_int_equal(q.as_of, 0);
	assert_int_equal(q.market_state, MARKET_UNKNOWN);
	assert_string_equal(q.symbol, "");
}

static void the_change_is_not_made_up(void **state)
{
	static const double closes[] = { (double)NAN, 0, -1, (double)INFINITY };
	(void)state;
	for (size_t i = 0; i < sizeof closes / sizeof *closes; i++) {
		struct quote q;
		quote_init(&q);
		q.price = 10;
		q.previous_close = closes[i];
		quote_complete(&q);
		assert_true(isnan(q.change) && isnan(q.change_pct));
	}
}

static void the_change_comes_from_the_previous_close(void **state)
{
	struct quote q;
	(void)state;
	quote_init(&q);
	q.price = 90;
	q.previous_close = 100;
	quote_complete(&q);
	assert_near(q.change, -10);
	assert_near(q.change_pct, -10);
}

static void what_the_source_said_stays(void **state)
{
	struct quote q;
	(void)state;
	quote_init(&q);
	q.price = 90;
	q.previous_close = 100;
	q.change_pct = -9.5;
	quote_complete(&q);
	assert_near(q.change, -10);
	assert_near(q.change_pct, -9.5);
}

static const struct fx_rate rates[] = {
	{ .from = "USD", .to = "JPY", .rate = 160, .as_of = 300 },
	{ .from = "USD", .to = "TWD", .rate = 32, .as_of = 200 },
	{ .from = "EUR", .to = "USD", .rate = 1.25, .as_of = 100 },
	{ .from = "USD", .to = "JPY", .rate = 100, .as_of = 50 },
	{ .from = "USD", .to = "KRW", .rate = 0, .as_of = 400 },
	{ .from = "USD", .to = "SEK", .rate = (double)NAN, .as_of = 400 },
	{ .from = "GBP", .to = "EUR", .rate = 1.2, .as_of = 90 },
};
#define RATES (sizeof rates / sizeof *rates)

static double convert(double amount, const char *from, const char *to, int64_t *as_of)
{
	return fx_convert(rates, RATES, amount, from, to, as_of);
}

static void a_currency_without_a_usable_rate_gives_nothing(void **state)
{
	static const char *const pairs[][2] = {
		{ "CHF", "USD" }, { "USD", "CHF" }, { "USD", "KRW" }, { "SEK", "USD" },
		{ "GBP", "JPY" }, { "usd", "JPY" }, { "USD", "" },    { "", "" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof pairs / sizeof *pairs; i++) {
		int64_t as_of = 77;
		assert_true(isnan(convert(1, pairs[i][0], pairs[i][1], &as_of)));
		assert_int_equal(as_of, 0);
	}
	assert_true(isnan(fx_convert(NULL, 0, 1, "USD", "JPY", NULL)));
}

static void the_same_currency_needs_no_rate(void **state)
{
	int64_t as_of = 77;
	(void)state;
	assert_near(fx_convert(NULL, 0, 42, "CHF", "CHF", &as_of), 42);
	assert_int_equal(as_of, 0);
}

static void direct_and_inverse_rates_are_used_and_the_newest_wins(void **state)
{
	int64_t as_of;
	(void)state;
	assert_near(convert(2, "USD", "JPY", &as_of), 320);
	assert_int_equal(as_of, 300);
	assert_near(convert(320, "JPY", "USD", &as_of), 2);
	assert_int_equal(as_of, 300);
	assert_near(convert(6, "GBP", "EUR", NULL), 7.2);
	assert_near(convert(7.2, "EUR", "GBP", NULL), 6);
}

static void crosses_go_through_the_dollar_and_are_as_old_as_the_older_rate(void **state)
{
	int64_t as_of;
	(void)state;
	assert_near(convert(160, "JPY", "TWD", &as_of), 32);
	assert_int_equal(as_of, 200);
	assert_near(convert(4, "EUR", "JPY", &as_of), 800);
	assert_int_equal(as_of, 100);
	assert_near(convert(800, "JPY", "EUR", &as_of), 4);
	assert_int_equal(as_of, 100);
}

static void a_missing_amount_stays_missing(void **state)
{
	(void)state;
	assert_true(isnan(convert((double)NAN, "USD", "JPY", NULL)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(market_states_have_names),
		cmocka_unit_test(a_fresh_quote_has_every_figure_missing),
		cmocka_unit_test(the_change_is_not_made_up),
		cmocka_unit_test(the_change_comes_from_the_previous_close),
		cmocka_unit_test(what_the_source_said_stays),
		cmocka_unit_test(a_currency_without_a_usable_rate_gives_nothing),
		cmocka_unit_test(the_same_currency_needs_no_rate),
		cmocka_unit_test(direct_and_inverse_rates_are_used_and_the_newest_wins),
		cmocka_unit_test(crosses_go_through_the_dollar_and_are_as_old_as_the_older_rate),
		cmocka_unit_test(a_missing_amount_stays_missing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
