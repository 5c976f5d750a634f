#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bubble/dcf.h"
#include "bubble/financing.h"
#include "tests/bubble/near.h"

static const struct dcf sceptic = { 0.10, 0.03, 10 }, builder = { 0.08, 0.03, 10 };

static void a_loss_or_no_price_implies_no_growth(void **state)
{
	(void)state;
	assert_true(isnan(dcf_implied_growth(&sceptic, 579, -23.69)));
	assert_true(isnan(dcf_implied_growth(&sceptic, 579, 0)));
	assert_true(isnan(dcf_implied_growth(&sceptic, 0, 17)));
	assert_true(isnan(dcf_implied_growth(&sceptic, -579, 17)));
	assert_true(isnan(dcf_implied_growth(&sceptic, (double)NAN, 17)));
	assert_true(isnan(dcf_implied_growth(&sceptic, 579, (double)INFINITY)));
}

static void a_price_outside_the_searched_growth_implies_none(void **state)
{
	(void)state;
	assert_true(isnan(dcf_implied_growth(&sceptic, 1e12, 1)));
	assert_true(isnan(dcf_implied_growth(&sceptic, 1e-6, 1)));
}

static void unsound_terms_imply_no_growth(void **state)
{
	static const struct dcf wrong[] = { { 0.03, 0.03, 10 }, { 0.1, 0.1, 10 },          { 0.1, -1, 10 },
					    { 0.1, 0.03, 0 },   { (double)NAN, 0.03, 10 }, { 0.1, (double)NAN, 10 } };

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		assert_true(isnan(dcf_value(&wrong[i], 1, 0.1)));
		assert_true(isnan(dcf_implied_growth(&wrong[i], 20, 1)));
	}
	assert_true(isnan(dcf_value(&sceptic, 1, -1)));
}

static void the_implied_growth_of_the_five_companies_comes_out(void **state)
{
	(void)state;
	assert_near(dcf_implied_growth(&sceptic, 5340, 120.1), 0.17926183, 5e-9);
	assert_near(dcf_implied_growth(&builder, 5340, 120.1), 0.12754084, 5e-9);
	assert_near(dcf_implied_growth(&sceptic, 742, 4.3), 0.36994197, 5e-9);
	assert_near(dcf_implied_growth(&builder, 742, 4.3), 0.30758246, 5e-9);
	assert_near(dcf_implied_growth(&sceptic, 579, 17), 0.14317743, 5e-9);
	assert_near(dcf_implied_growth(&builder, 579, 17), 0.09357495, 5e-9);
	assert_near(dcf_implied_growth(&sceptic, 2000, 55.2), 0.15152789, 5e-9);
	assert_near(dcf_implied_growth(&builder, 2000, 55.2), 0.10143128, 5e-9);
	assert_near(dcf_implied_growth(&sceptic, 252, 5002.3 / 158.73), -0.05477528, 5e-9);
	assert_near(dcf_implied_growth(&builder, 252, 5002.3 / 158.73), -0.09176843, 5e-9);
	assert_near(dcf_implied_growth(&sceptic, 5340, 96.7), 0.20882892, 5e-9);
	assert_near(dcf_implied_growth(&builder, 5340, 96.7), 0.15540229, 5e-9);
}

static void the_value_at_the_implied_growth_is_the_price(void **state)
{
	(void)state;
	for (double price = 5; price < 5000; price *= 1.7)
		assert_near(dcf_value(&sceptic, 1, dcf_implied_growth(&sceptic, price, 1)), price, price * 1e-10);
}

static void senseless_financing_figures_score_nothing(void **state)
{
	(void)state;
	assert_true(isnan(financing_score(-1, 10)));
	assert_true(isnan(financing_score((double)NAN, 10)));
	assert_true(isnan(financing_score(10, (double)NAN)));
	assert_true(isnan(financing_score(0, 0)));
	assert_true(isnan(loan_to_value_score(-1, 35)));
	assert_true(isnan(loan_to_value_score(20, 0)));
	assert_true(isnan(cap_to_capex(0, 95)));
	assert_true(isnan(cap_to_capex(579, 0)));
	assert_true(isnan(cap_to_capex(579, (double)NAN)));
}

static void financing_runs_from_half_to_twice_the_cash_flow(void **state)
{
	(void)state;
	assert_near(55.66 / 31.97, 1.74100719, 5e-9);
	assert_near(financing_score(55.66, 31.97), 82.7, 0.05);
	assert_near(6.0 / 102.7, 0.05842259, 5e-9);
	assert_near(financing_score(6.0, 102.7), 0, 0);
	assert_near(financing_score(50, 100), 0, 0);
	assert_near(financing_score(200, 100), 100, 0);
	assert_near(financing_score(900, 100), 100, 0);
	assert_near(financing_score(10, -5), 100, 0);
	assert_near(loan_to_value_score(20.6, 35), 58.9, 0.05);
	assert_near(loan_to_value_score(50, 35), 100, 0);
}

static void market_values_stand_over_capex_as_worked(void **state)
{
	(void)state;
	assert_near(cap_to_capex(579, 95), 6.09473684, 5e-9);
	assert_near(cap_to_capex(2000, 54), 37.03703704, 5e-9);
	assert_near(cap_to_capex(5340 + 742 + 579 + 2000 + 252, 805), 11.07204969, 5e-9);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_loss_or_no_price_implies_no_growth),
		cmocka_unit_test(a_price_outside_the_searched_growth_implies_none),
		cmocka_unit_test(unsound_terms_imply_no_growth),
		cmocka_unit_test(the_implied_growth_of_the_five_companies_comes_out),
		cmocka_unit_test(the_value_at_the_implied_growth_is_the_price),
		cmocka_unit_test(senseless_financing_figures_score_nothing),
		cmocka_unit_test(financing_runs_from_half_to_twice_the_cash_flow),
		cmocka_unit_test(market_values_stand_over_capex_as_worked),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
