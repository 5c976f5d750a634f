#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bubble/volatility.h"
#include "tests/bubble/near.h"

static void closes_that_are_no_prices_have_no_volatility(void **state)
{
	static const double wrong[] = { 0, -1, (double)NAN, (double)INFINITY };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		double closes[] = { 100, wrong[i], 101, 102 }, fall[4];
		struct fall deepest;

		assert_true(isnan(realised_volatility(closes, 4, 252).deviation));
		assert_int_equal(drawdowns(closes, 4, fall), -1);
		assert_int_equal(deepest_fall(closes, 4, &deepest), -1);
		assert_true(isnan(align_paths(closes, closes, 4).correlation));
	}
}

static void too_few_closes_have_no_volatility(void **state)
{
	static const double closes[] = { 100, 101 };
	struct fall deepest;

	(void)state;
	assert_true(isnan(realised_volatility(closes, 2, 252).deviation));
	assert_true(isnan(realised_volatility(closes, 0, 252).zero_mean));
	assert_int_equal(deepest_fall(closes, 0, &deepest), -1);
	assert_true(isnan(align_paths(closes, closes, 1).rmse));
}

static void volatility_is_that_of_log_returns_a_year(void **state)
{
	/* log returns 0.01, -0.02, 0.04: mean 0.01, squares about it 0.0018, about zero 0.0021 */
	const double closes[] = { 100, 100 * exp(0.01), 100 * exp(-0.01), 100 * exp(0.03) };
	struct volatility v = realised_volatility(closes, 4, 252);

	(void)state;
	assert_near(v.deviation, sqrt(252 * 0.0018 / 2), 1e-13);
	assert_near(v.zero_mean, sqrt(252 * 0.0021 / 3), 1e-13);
}

static void a_constant_price_has_volatility_zero(void **state)
{
	static const double closes[] = { 7, 7, 7, 7 };

	(void)state;
	assert_near(realised_volatility(closes, 4, 252).deviation, 0, 0);
	assert_near(realised_volatility(closes, 4, 252).zero_mean, 0, 0);
	assert_true(isnan(align_paths(closes, closes, 4).correlation));
}

static void a_drawdown_is_measured_from_the_highest_close_before(void **state)
{
	static const double closes[] = { 100, 80, 120, 60, 90, 30, 140 };
	double fall[7];
	struct fall deepest;

	(void)state;
	assert_int_equal(drawdowns(closes, 7, fall), 0);
	assert_near(fall[1], -0.2, 1e-15);
	assert_near(fall[3], -0.5, 1e-15);
	assert_near(fall[5], -0.75, 1e-15);
	assert_near(fall[6], 0, 0);
	assert_int_equal(deepest_fall(closes, 7, &deepest), 0);
	assert_int_equal(deepest.peak, 2);
	assert_int_equal(deepest.trough, 5);
	assert_near(deepest.depth, -0.75, 1e-15);
}

static void a_series_that_only_rises_never_falls(void **state)
{
	static const double closes[] = { 1, 2, 2, 3 };
	struct fall deepest;

	(void)state;
	assert_int_equal(deepest_fall(closes, 4, &deepest), 0);
	assert_near(deepest.depth, 0, 0);
	assert_int_equal(deepest.peak, deepest.trough);
}

static void paths_are_compared_from_a_common_start(void **state)
{
	static const double a[] = { 10, 20, 40 }, b[] = { 1, 4, 16 };
	struct alignment same = align_paths(a, a, 3), twice = align_paths(a, b, 3);

	(void)state;
	assert_near(same.growth_a, 4, 0);
	assert_near(same.correlation, 1, 1e-15);
	assert_near(same.rmse, 0, 0);
	assert_near(twice.growth_b, 16, 0);
	assert_near(twice.correlation, 1, 1e-15);
	assert_near(twice.rmse, log(2) * sqrt(5.0 / 3), 1e-14);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(closes_that_are_no_prices_have_no_volatility),
		cmocka_unit_test(too_few_closes_have_no_volatility),
		cmocka_unit_test(volatility_is_that_of_log_returns_a_year),
		cmocka_unit_test(a_constant_price_has_volatility_zero),
		cmocka_unit_test(a_drawdown_is_measured_from_the_highest_close_before),
		cmocka_unit_test(a_series_that_only_rises_never_falls),
		cmocka_unit_test(paths_are_compared_from_a_common_start),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
