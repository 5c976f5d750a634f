#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "bubble/standing.h"
#include "bubble/volatility.h"
#include "tests/bubble/near.h"

#define DAY_S INT64_C(86400)
#define BARS 600

static struct candle items[BARS];

/* Daily bars that rise to 200 on day 100, fall to 50, and stand at 80 to 120 in the last year. */
static struct candle_series bars(const char *interval)
{
	struct candle_series s = { .items = items, .count = BARS, .currency = "USD", .source = "test" };
	for (int i = 0; i < BARS; i++)
		items[i] = (struct candle){ .time = (i + 10000) * DAY_S, .close = i == 100 ? 200 : 80 + i % 41 };
	strcpy(s.interval, interval);
	return s;
}

static struct quote quote(double price, int64_t as_of, const char *currency)
{
	struct quote q;
	quote_init(&q);
	q.price = price;
	q.as_of = as_of;
	strcpy(q.currency, currency);
	return q;
}

static void without_bars_nothing_is_known(void **state)
{
	struct standing s;
	struct candle_series none = { .interval = "1d" };
	struct quote q = quote(10, 5, "USD");
	(void)state;
	standing_compute(&s, &none, &q);
	assert_true(isnan(s.price) && isnan(s.year.depth) && isnan(s.all.depth));
	assert_true(isnan(s.realised[VOLATILITY_60].deviation) && isnan(s.realised[VOLATILITY_252].zero_mean));
}

static void bars_that_are_not_daily_have_no_realised_volatility(void **state)
{
	struct standing s;
	struct candle_series months = bars("1mo"), few = bars("1d");
	struct quote q = quote((double)NAN, 0, "USD");
	(void)state;
	standing_compute(&s, &months, &q);
	assert_true(isnan(s.realised[VOLATILITY_60].deviation));
	assert_near(s.all.high, 200, 0);
	few.count = 252;
	standing_compute(&s, &few, &q);
	assert_true(isfinite(s.realised[VOLATILITY_60].deviation));
	assert_true(isnan(s.realised[VOLATILITY_252].deviation));
	items[220].close = -1;
	standing_compute(&s, &few, &q);
	assert_true(isnan(s.realised[VOLATILITY_60].deviation));
	assert_near(s.all.depth, s.price / 200 - 1, 1e-15);
}

static void highs_are_those_of_52_weeks_and_of_all_that_is_stored(void **state)
{
	struct standing s;
	struct candle_series series = bars("1d");
	struct quote q = quote(90, items[BARS - 1].time + 3600, "USD");
	(void)state;
	standing_compute(&s, &series, &q);
	assert_near(s.price, 90, 0);
	assert_int_equal(s.as_of, q.as_of);
	assert_near(s.all.high, 200, 0);
	assert_int_equal(s.all.high_time, items[100].time);
	assert_int_equal(s.all.since, items[0].time);
	assert_near(s.all.depth, 90.0 / 200 - 1, 1e-15);
	assert_near(s.year.high, 120, 0);
	assert_near(s.year.depth, 90.0 / 120 - 1, 1e-15);
	assert_true(s.year.since > items[0].time && s.year.since >= s.as_of - 365 * DAY_S);
	assert_string_equal(s.source, "test");
	assert_string_equal(s.interval, "1d");
}

static void a_newer_price_above_all_closes_is_the_high_itself(void **state)
{
	struct standing s;
	struct candle_series series = bars("1d");
	struct quote q = quote(300, items[BARS - 1].time + 3600, "USD");
	(void)state;
	standing_compute(&s, &series, &q);
	assert_near(s.all.depth, 0, 0);
	assert_near(s.year.depth, 0, 0);
	assert_int_equal(s.all.high_time, q.as_of);
}

static void an_older_quote_or_one_in_other_money_does_not_count(void **state)
{
	struct standing s;
	struct candle_series series = bars("1d");
	struct quote older = quote(300, items[BARS - 1].time - 1, "USD"),
		     yen = quote(300, items[BARS - 1].time + 1, "JPY");
	(void)state;
	standing_compute(&s, &series, &older);
	assert_near(s.price, items[BARS - 1].close, 0);
	assert_int_equal(s.as_of, items[BARS - 1].time);
	standing_compute(&s, &series, &yen);
	assert_near(s.price, items[BARS - 1].close, 0);
}

static void realised_volatility_is_that_of_the_last_60_and_252_returns(void **state)
{
	double closes[253];
	struct standing s;
	struct candle_series series = bars("1d");
	struct quote q = quote((double)NAN, 0, "");
	(void)state;
	for (int i = 0; i < 253; i++)
		closes[i] = items[BARS - 253 + i].close;
	struct volatility whole = realised_volatility(closes, 253, 252),
			  part = realised_volatility(closes + 192, 61, 252);
	standing_compute(&s, &series, &q);
	assert_near(s.realised[VOLATILITY_252].deviation, whole.deviation, 0);
	assert_near(s.realised[VOLATILITY_252].zero_mean, whole.zero_mean, 0);
	assert_near(s.realised[VOLATILITY_60].deviation, part.deviation, 0);
	assert_near(s.realised[VOLATILITY_60].zero_mean, part.zero_mean, 0);
	assert_int_equal(s.realised[VOLATILITY_60].since, items[BARS - 61].time);
	assert_int_equal(s.realised[VOLATILITY_60].until, items[BARS - 1].time);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_bars_nothing_is_known),
		cmocka_unit_test(bars_that_are_not_daily_have_no_realised_volatility),
		cmocka_unit_test(highs_are_those_of_52_weeks_and_of_all_that_is_stored),
		cmocka_unit_test(a_newer_price_above_all_closes_is_the_high_itself),
		cmocka_unit_test(an_older_quote_or_one_in_other_money_does_not_count),
		cmocka_unit_test(realised_volatility_is_that_of_the_last_60_and_252_returns),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
