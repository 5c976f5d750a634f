#include "tests/store/support.h"

#include <stdlib.h>
#include <string.h>

#include "store/internal.h"

static void put(struct store *s, struct quote q)
{
	struct error err = { "" };
	assert_done(store_put_quotes(s, &q, 1, &err), &err);
}

static struct quote get(struct store *s, const char *symbol)
{
	struct error err = { "" };
	struct quote q;
	bool found;
	assert_done(store_get_quote(s, symbol, &q, &found, &err), &err);
	assert_true(found);
	return q;
}

static bool has(struct store *s, const char *symbol)
{
	struct error err = { "" };
	struct quote q;
	bool found;
	assert_done(store_get_quote(s, symbol, &q, &found, &err), &err);
	return found;
}

static void assert_price(struct store *s, double price)
{
	assert_true(get(s, "NVDA").price == price);
}

static void a_price_that_is_no_price_is_left_out(void **state)
{
	struct store *s = *state;
	const double prices[] = { (double)NAN, (double)INFINITY, -(double)INFINITY, 0, -3 };
	for (size_t i = 0; i < sizeof prices / sizeof *prices; i++) {
		put(s, sample_quote("NVDA", prices[i], NOON, "yahoo-spark"));
		assert_false(has(s, "NVDA"));
	}
}

static void an_older_quote_is_left_out(void **state)
{
	struct store *s = *state;
	put(s, sample_quote("NVDA", 200, NOON, "yahoo-spark"));
	put(s, sample_quote("NVDA", 100, NOON - 1, "yahoo-spark"));
	put(s, sample_quote("NVDA", 101, NOON - 1, "other"));
	assert_price(s, 200);
}

static void an_extended_price_stays_until_the_next_trade_of_a_session(void **state)
{
	struct store *s = *state;
	struct quote told = sample_quote("NVDA", 200, NOON, "yahoo-chart");
	struct quote silent = sample_quote("NVDA", 200, NOON, "yahoo-spark");
	told.extended_price = 203;
	silent.extended_price = (double)NAN;
	put(s, told);
	put(s, silent);
	assert_true(get(s, "NVDA").extended_price == 203);
	assert_string_equal(get(s, "NVDA").source, "yahoo-spark");
	told.extended_price = 204;
	put(s, told);
	assert_true(get(s, "NVDA").extended_price == 204);
	silent.as_of = NOON + 60;
	put(s, silent);
	assert_true(isnan(get(s, "NVDA").extended_price));
}

static void shipped_figures_never_replace_another_source_s(void **state)
{
	struct store *s = *state;
	put(s, sample_quote("NVDA", 200, NOON, "yahoo-spark"));
	put(s, sample_quote("NVDA", 100, NOON + DAY, SHIPPED_SOURCE));
	assert_price(s, 200);
	assert_string_equal(get(s, "NVDA").source, "yahoo-spark");
}

static void a_live_quote_replaces_a_shipped_one_of_a_later_time(void **state)
{
	struct store *s = *state;
	put(s, sample_quote("NVDA", 100, NOON + DAY, SHIPPED_SOURCE));
	put(s, sample_quote("NVDA", 200, NOON, "yahoo-spark"));
	assert_price(s, 200);
}

static void shipped_figures_replace_older_shipped_ones(void **state)
{
	struct store *s = *state;
	put(s, sample_quote("NVDA", 200, NOON, SHIPPED_SOURCE));
	put(s, sample_quote("NVDA", 100, NOON + DAY, SHIPPED_SOURCE));
	assert_price(s, 100);
	put(s, sample_quote("NVDA", 90, NOON, SHIPPED_SOURCE));
	assert_price(s, 100);
}

static void a_quote_of_the_same_instant_or_newer_replaces(void **state)
{
	struct store *s = *state;
	put(s, sample_quote("NVDA", 200, NOON, SHIPPED_SOURCE));
	put(s, sample_quote("NVDA", 201, NOON, "yahoo-spark"));
	assert_price(s, 201);
	put(s, sample_quote("NVDA", 202, NOON, "yahoo-spark"));
	assert_price(s, 202);
	put(s, sample_quote("NVDA", 203, NOON + 1, "other"));
	assert_price(s, 203);
}

static void a_newer_quote_keeps_nothing_of_the_old(void **state)
{
	struct store *s = *state;
	struct quote old = sample_quote("NVDA", 200, NOON, "yahoo-spark");
	old.previous_close = 190;
	old.volume = 1e8;
	put(s, old);
	put(s, sample_quote("NVDA", 201, NOON + 1, "other"));
	struct quote q = get(s, "NVDA");
	assert_true(isnan(q.previous_close));
	assert_true(isnan(q.volume));
}

static struct quote with_details(double price, int64_t as_of)
{
	struct quote q = sample_quote("NVDA", price, as_of, "yahoo-chart");
	q.day_low = 195;
	q.day_high = 205;
	q.year_low = 100;
	q.year_high = 250;
	q.volume = 1e8;
	return q;
}

static void put_details(struct store *s, struct quote q)
{
	struct error err = { "" };
	assert_done(store_put_quote_details(s, &q, 1, &err), &err);
}

static void details_stand_beside_a_price_and_never_are_one(void **state)
{
	struct store *s = *state;
	struct quote alone = sample_quote("NVDA", 200, NOON, "yahoo-spark");
	put_details(s, with_details(200, NOON));
	assert_false(has(s, "NVDA"));
	*alone.name = '\0';
	put(s, alone);
	put_details(s, with_details(201, NOON + 1));
	struct quote q = get(s, "NVDA");
	assert_true(q.price == 200);
	assert_int_equal(q.as_of, NOON);
	assert_string_equal(q.source, "yahoo-spark");
	assert_string_equal(q.name, "NVDA Inc.");
	assert_true(q.day_low == 195 && q.day_high == 205 && q.year_low == 100 && q.year_high == 250);
	assert_true(q.volume == 1e8);
}

static void details_of_another_scale_currency_provider_or_day_are_left_out(void **state)
{
	struct store *s = *state;
	struct quote other = with_details(20000, NOON);
	put(s, sample_quote("NVDA", 200, NOON, "yahoo-spark"));
	put_details(s, other);
	other = with_details(200, NOON);
	strcpy(other.currency, "TWD");
	put_details(s, other);
	other = with_details(200, NOON);
	strcpy(other.source, "cnbc");
	put_details(s, other);
	assert_true(isnan(get(s, "NVDA").year_low) && isnan(get(s, "NVDA").volume));
	put_details(s, with_details(200, NOON - DAY));
	assert_true(isnan(get(s, "NVDA").day_low) && isnan(get(s, "NVDA").volume));
	assert_true(get(s, "NVDA").year_low == 100);
}

static void a_price_alone_keeps_what_was_told_beside_the_last(void **state)
{
	struct store *s = *state;
	struct quote alone = sample_quote("NVDA", 206, NOON + 120, "yahoo-spark");
	put(s, with_details(200, NOON));
	*alone.name = '\0';
	put(s, alone);
	struct quote q = get(s, "NVDA");
	assert_string_equal(q.name, "NVDA Inc.");
	assert_true(q.day_low == 195 && q.day_high == 206); /* the price is in its own range */
	assert_true(q.year_low == 100 && q.year_high == 250 && q.volume == 1e8);

	put(s, sample_quote("NVDA", 99, NOON + 240, "yahoo-spark"));
	assert_true(get(s, "NVDA").year_low == 99);
	assert_true(isnan(get(s, "NVDA").day_low)); /* a halved price is of another scale, perhaps */
}

static void what_was_told_beside_a_price_is_forgotten_in_time(void **state)
{
	struct store *s = *state;
	put(s, with_details(200, NOON));
	put(s, sample_quote("NVDA", 201, NOON + 3600, "yahoo-spark"));
	assert_true(isnan(get(s, "NVDA").volume) && isnan(get(s, "NVDA").day_high));
	assert_true(get(s, "NVDA").year_high == 250);
	put(s, sample_quote("NVDA", 202, NOON + 9 * DAY, "yahoo-spark"));
	assert_true(isnan(get(s, "NVDA").year_high));

	put(s, with_details(200, NOON + 10 * DAY));
	put(s, sample_quote("NVDA", 20, NOON + 10 * DAY + 60, "yahoo-spark")); /* split ten for one */
	assert_true(isnan(get(s, "NVDA").year_high) && isnan(get(s, "NVDA").day_low));

	put(s, with_details(200, NOON + 11 * DAY));
	put(s, sample_quote("NVDA", 201, NOON + 11 * DAY + 60, "cnbc")); /* another's answer is its own */
	assert_true(isnan(get(s, "NVDA").year_high) && isnan(get(s, "NVDA").volume));
}

static void every_field_of_a_quote_comes_back(void **state)
{
	struct quote q = sample_quote("9984.T", 12345.5, NOON, "yahoo-spark");
	strcpy(q.name, "ソフトバンクグループ");
	strcpy(q.currency, "JPY");
	strcpy(q.exchange, "XTKS");
	q.change = -5.25;
	q.change_pct = -0.0425;
	q.previous_close = 12350.75;
	q.day_low = 12000.1;
	q.day_high = 12400.2;
	q.year_low = 6000.3;
	q.year_high = 20000.4;
	q.volume = 7654321;
	q.extended_price = 12346;
	q.market_state = MARKET_LUNCH;
	put(*state, q);
	struct quote r = get(*state, "9984.T");
	assert_string_equal(r.symbol, q.symbol);
	assert_string_equal(r.name, q.name);
	assert_string_equal(r.currency, q.currency);
	assert_string_equal(r.exchange, q.exchange);
	assert_string_equal(r.source, q.source);
	assert_true(r.price == q.price && r.change == q.change && r.change_pct == q.change_pct);
	assert_true(r.previous_close == q.previous_close && r.day_low == q.day_low && r.day_high == q.day_high);
	assert_true(r.year_low == q.year_low && r.year_high == q.year_high && r.volume == q.volume);
	assert_true(r.extended_price == q.extended_price && r.market_state == MARKET_LUNCH);
	assert_int_equal(r.as_of, q.as_of);
	assert_int_equal(r.fetched, q.fetched);
}

static void a_missing_figure_stays_missing_and_a_zero_a_zero(void **state)
{
	struct scratch *scratch = *state;
	char answer[32];
	struct store *s = open_store(scratch->path, STORE_WRITE);
	struct quote q = sample_quote("NVDA", 200, NOON, "yahoo-spark");
	q.day_low = (double)INFINITY;
	q.day_high = -(double)INFINITY;
	q.change = 0;
	put(s, q);
	q = get(s, "NVDA");
	assert_true(isnan(q.day_low) && isnan(q.day_high) && isnan(q.previous_close));
	assert_true(q.change == 0);
	assert_int_equal(q.market_state, MARKET_UNKNOWN);
	store_free(s);
	ask_sql(scratch->path,
		"SELECT (day_low IS NULL) + (day_high IS NULL) + (previous_close IS NULL) + (change = 0) FROM quote",
		answer, sizeof answer);
	assert_string_equal(answer, "4");
}

static void symbols_come_in_order(void **state)
{
	struct store *s = *state;
	struct error err = { "" };
	char(*symbols)[SYMBOL_SIZE];
	size_t count;
	assert_done(store_get_symbols(s, &symbols, &count, &err), &err);
	assert_int_equal(count, 0);
	free(symbols);
	put(s, sample_quote("TSM", 1, NOON, "a"));
	put(s, sample_quote("9984.T", 1, NOON, "a"));
	put(s, sample_quote("AMD", 1, NOON, "a"));
	assert_done(store_get_symbols(s, &symbols, &count, &err), &err);
	assert_int_equal(count, 3);
	assert_string_equal(symbols[0], "9984.T");
	assert_string_equal(symbols[1], "AMD");
	assert_string_equal(symbols[2], "TSM");
	free(symbols);
}

static void put_rate(struct store *s, double value, int64_t as_of, const char *source)
{
	struct error err = { "" };
	struct fx_rate rate = { .from = "USD", .to = "JPY", .rate = value, .as_of = as_of, .fetched = as_of + 1 };
	strcpy(rate.source, source);
	assert_done(store_put_fx(s, &rate, 1, &err), &err);
}

static void assert_rate(struct store *s, double value)
{
	struct error err = { "" };
	struct fx_rate *rates;
	size_t count;
	assert_done(store_get_fx(s, &rates, &count, &err), &err);
	assert_int_equal(count, value > 0 ? 1 : 0);
	if (count) {
		assert_true(rates[0].rate == value);
		assert_string_equal(rates[0].from, "USD");
		assert_string_equal(rates[0].to, "JPY");
		assert_int_equal(rates[0].fetched, rates[0].as_of + 1);
	}
	free(rates);
}

static void rates_follow_the_rules_of_quotes(void **state)
{
	struct store *s = *state;
	put_rate(s, (double)NAN, NOON, "yahoo-spark");
	put_rate(s, 0, NOON, "yahoo-spark");
	assert_rate(s, 0);
	put_rate(s, 146, NOON, "yahoo-spark");
	put_rate(s, 147, NOON - 1, "yahoo-spark");
	put_rate(s, 148, NOON + DAY, SHIPPED_SOURCE);
	assert_rate(s, 146);
	put_rate(s, 149, NOON + 1, "yahoo-spark");
	assert_rate(s, 149);
}

static void metacharacters_in_a_symbol_are_only_characters(void **state)
{
	struct store *s = *state;
	put(s, sample_quote("A'; DROP TABLE q--", 5, NOON, "a\"b"));
	assert_string_equal(get(s, "A'; DROP TABLE q--").source, "a\"b");
	assert_false(has(s, "%"));
}

int main(void)
{
#define MEMORY(f) cmocka_unit_test_setup_teardown(f, memory_setup, memory_teardown)
	const struct CMUnitTest tests[] = {
		MEMORY(a_price_that_is_no_price_is_left_out),
		MEMORY(an_older_quote_is_left_out),
		MEMORY(an_extended_price_stays_until_the_next_trade_of_a_session),
		MEMORY(shipped_figures_never_replace_another_source_s),
		MEMORY(a_live_quote_replaces_a_shipped_one_of_a_later_time),
		MEMORY(shipped_figures_replace_older_shipped_ones),
		MEMORY(a_quote_of_the_same_instant_or_newer_replaces),
		MEMORY(a_newer_quote_keeps_nothing_of_the_old),
		MEMORY(details_stand_beside_a_price_and_never_are_one),
		MEMORY(details_of_another_scale_currency_provider_or_day_are_left_out),
		MEMORY(a_price_alone_keeps_what_was_told_beside_the_last),
		MEMORY(what_was_told_beside_a_price_is_forgotten_in_time),
		MEMORY(every_field_of_a_quote_comes_back),
		cmocka_unit_test_setup_teardown(a_missing_figure_stays_missing_and_a_zero_a_zero, scratch_setup,
						scratch_teardown),
		MEMORY(symbols_come_in_order),
		MEMORY(rates_follow_the_rules_of_quotes),
		MEMORY(metacharacters_in_a_symbol_are_only_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
