#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bubble/bubble.h"
#include "tests/bubble/near.h"

static struct assumptions sceptic(void)
{
	return (struct assumptions){ .gpu_life_years = 3,
				     .building_life_years = 20,
				     .short_lived_share = 2.0 / 3,
				     .required_return = 0.12,
				     .operating_share = 0.35,
				     .lab_revenue_usd = 55e9,
				     .calm_pe = 16.5,
				     .peak_pe = 555.4 / 2.7 };
}

static struct assumptions builder(void)
{
	struct assumptions a = sceptic();

	a.gpu_life_years = 6;
	a.required_return = 0.08;
	a.platform_revenue_usd = 37e9;
	a.existing_business_usd = 2500e9;
	a.existing_share = 0.05;
	return a;
}

static void an_annuity_of_no_years_or_of_no_number_is_nan(void **state)
{
	(void)state;
	assert_true(isnan(annuity(0.1, 0)));
	assert_true(isnan(annuity(0.1, -3)));
	assert_true(isnan(annuity(0.1, (double)NAN)));
	assert_true(isnan(annuity((double)NAN, 3)));
	assert_true(isnan(annuity((double)INFINITY, 3)));
	assert_true(isnan(annuity(-1, 3)));
}

static void an_annuity_repays_one_over_its_years(void **state)
{
	(void)state;
	assert_near(annuity(0.12, 3), 0.4163489806, 5e-11);
	assert_near(annuity(0.12, 20), 0.1338787800, 5e-11);
	assert_near(annuity(0.08, 6), 0.2163153862, 5e-11);
	assert_near(annuity(0.08, 20), 0.1018522088, 5e-11);
	assert_near(annuity(0.5, 1), 1.5, 1e-15);
	assert_near(annuity(0, 4), 0.25, 0);
	assert_near(annuity(1e-12, 4), 0.25, 1e-11);
}

static void required_revenue_of_senseless_capex_or_margins_is_nan(void **state)
{
	struct assumptions a = sceptic();

	(void)state;
	assert_true(isnan(required_revenue(&a, 0)));
	assert_true(isnan(required_revenue(&a, -805e9)));
	assert_true(isnan(required_revenue(&a, (double)NAN)));
	assert_true(isnan(depreciation(&a, (double)NAN)));
	a.operating_share = 1;
	assert_true(isnan(required_revenue(&a, 805e9)));
	a = sceptic();
	a.gpu_life_years = 0;
	assert_true(isnan(required_revenue(&a, 805e9)));
}

static void required_revenue_of_805_bn_is_399_or_221(void **state)
{
	struct assumptions m = sceptic(), h = builder();

	(void)state;
	assert_near(required_revenue(&m, 805e9) / 1e9, 399.02270597, 5e-9);
	assert_near(required_revenue(&h, 805e9) / 1e9, 220.64553843, 5e-9);
	assert_near(depreciation(&m, 805e9) / 1e9, 192.30555556, 5e-9);
	assert_near(depreciation(&h, 805e9) / 1e9, 102.86111111, 5e-9);
}

static void the_gap_is_what_counted_revenue_leaves_open(void **state)
{
	struct assumptions m = sceptic(), h = builder();

	(void)state;
	assert_near(counted_revenue(&m) / 1e9, 55, 1e-12);
	assert_near(counted_revenue(&h) / 1e9, 217, 1e-12);
	assert_near(revenue_gap_score(counted_revenue(&m), required_revenue(&m, 805e9)), 86.21632324, 5e-9);
	assert_near(revenue_gap_score(counted_revenue(&h), required_revenue(&h, 805e9)), 1.65221488, 5e-9);
	assert_near(required_revenue(&m, 805e9) / 55e9, 7.3, 0.05);
	assert_near(required_revenue(&h, 805e9) / 55e9, 4.0, 0.05);
	assert_near(revenue_gap_score(500, 399), 0, 0);
	assert_near(revenue_gap_score(0, 399), 100, 0);
	assert_true(isnan(revenue_gap_score(-1, 399)));
	assert_true(isnan(revenue_gap_score(55, 0)));
	assert_true(isnan(revenue_gap_score((double)NAN, 399)));
}

static void the_chips_of_a_year_ask_for_four_times_their_price(void **state)
{
	double needed = cahn_required_revenue(4 * 75.2e9);

	(void)state;
	assert_near(needed / 1e9, 1203.2, 1e-9);
	assert_near(needed / 1e9 - 55, 1148.2, 1e-9);
	assert_near(55e9 / needed, 0.04571144, 5e-9);
	assert_near(cahn_required_revenue(150e9) / 1e9, 600, 1e-9);
	assert_true(isnan(cahn_required_revenue(0)) && isnan(cahn_required_revenue(-1)));
	assert_true(isnan(cahn_required_revenue((double)NAN)));
}

static void a_multiple_that_is_not_above_zero_has_no_stretch(void **state)
{
	(void)state;
	assert_true(isnan(stretch_score(0, 16.5, 205.7)));
	assert_true(isnan(stretch_score(-8, 16.5, 205.7)));
	assert_true(isnan(stretch_score((double)NAN, 16.5, 205.7)));
	assert_true(isnan(stretch_score((double)INFINITY, 16.5, 205.7)));
	assert_true(isnan(stretch_score(40, 16.5, 16.5)));
	assert_true(isnan(stretch_score(40, 0, 205.7)));
}

static void the_stretch_scale_runs_from_the_calm_to_the_peak_multiple(void **state)
{
	double peak = 555.4 / 2.7;

	(void)state;
	assert_near(peak, 205.7037037, 5e-8);
	assert_near(stretch_score(39.6, 16.5, peak), 34.69846296, 5e-9);
	assert_near(stretch_score(5340 / 120.1, 16.5, peak), 39.28917149, 5e-9);
	assert_near(stretch_score(742 / 4.3, 16.5, peak), 93.03617679, 5e-9);
	assert_near(stretch_score(579 / 17.0, 16.5, peak), 28.72401116, 5e-9);
	assert_near(stretch_score(2000 / 55.2, 16.5, peak), 31.17539837, 5e-9);
	assert_near(stretch_score(252 / (5002.3 / 158.73), 16.5, peak), 0, 0);
	assert_near(stretch_score(1000, 16.5, peak), 100, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_annuity_of_no_years_or_of_no_number_is_nan),
		cmocka_unit_test(an_annuity_repays_one_over_its_years),
		cmocka_unit_test(required_revenue_of_senseless_capex_or_margins_is_nan),
		cmocka_unit_test(required_revenue_of_805_bn_is_399_or_221),
		cmocka_unit_test(the_gap_is_what_counted_revenue_leaves_open),
		cmocka_unit_test(the_chips_of_a_year_ask_for_four_times_their_price),
		cmocka_unit_test(a_multiple_that_is_not_above_zero_has_no_stretch),
		cmocka_unit_test(the_stretch_scale_runs_from_the_calm_to_the_peak_multiple),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
