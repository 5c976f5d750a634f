/* F: which firms are measured, by which year of their accounts, and why the others are void. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/component.h"
#include "bubble/firm_financing.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

static const double softbank = 100 * 20.6 / 35, oracle_gross = 100 * (55.66 / 31.97 - 0.5) / 1.5,
		    oracle_net = 100 * (55.66 / 31.97 * (1 - 75.0 / 638) - 0.5) / 1.5;

static struct firm_financing firm(const struct shipped_records *s, const char *symbol)
{
	struct firm_financing f;

	firm_financing_compute(&f, symbol, &s->set, &s->in);
	return f;
}

static struct reading group(const struct shipped_records *s)
{
	struct reading r;

	reading_init(&r);
	financing_component(&r, &s->set, &s->in);
	return r;
}

static void assert_void(const struct shipped_records *s, const char *symbol, const char *why)
{
	struct firm_financing f = firm(s, symbol);

	assert_int_equal(f.kind, FIRM_VOID);
	assert_string_equal(f.why, why);
	for (int c = 0; c < CAMPS; c++)
		assert_true(isnan(f.score[c]) && isnan(f.ratio[c]));
}

static void nothing_known_is_void_and_says_why(void **state)
{
	struct shipped_records s;
	struct bubble_inputs nothing = { 0 };
	struct firm_financing f;
	struct reading r;

	(void)state;
	shipped_records_init(&s);
	firm_financing_compute(&f, "ORCL", &s.set, &nothing);
	assert_string_equal(f.why, "no capex guidance of its own");
	reading_init(&r);
	financing_component(&r, &s.set, &nothing);
	assert_true(isnan(r.components[CAMP_MARCUS][COMPONENT_FINANCING]));
	assert_string_equal(r.sentence[COMPONENT_FINANCING],
			    "of no firm the financing is known: void NVDA, AMD (sells to builders, hardly any capex), "
			    "ORCL, TSM, 9984.T (no capex guidance of its own)");
	shipped_records_release(&s);
}

static void sellers_of_the_machines_are_void_though_their_accounts_are_known(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	assert_void(&s, "NVDA", "sells to builders, hardly any capex");
	assert_void(&s, "AMD", "sells to builders, hardly any capex");
	assert_void(&s, "AAPL", "no capex guidance of its own");
	shipped_records_release(&s);
}

static void a_builder_without_capex_or_cash_flow_is_void(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	assert_void(&s, "TSM", "no yearly cash flow known");
	assert_void(&s, "MSFT", "no yearly capex known");
	shipped_fact(&s, "ORCL", "operating_cash_flow", NULL)->period[0] = 'Q';
	assert_void(&s, "ORCL", "no yearly cash flow known");
	shipped_records_release(&s);
}

static void capex_and_cash_flow_of_two_years_are_void(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	shipped_fact(&s, "ORCL", "operating_cash_flow", NULL)->as_of -= 91 * 86400;
	assert_void(&s, "ORCL", "capex to 2026-05-31, cash flow to 2026-03-01: not one year");
	shipped_records_release(&s);
}

static void an_unknown_currency_is_void(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	strcpy(shipped_fact(&s, "ORCL", "capex", "FY2026")->unit, "XTS");
	assert_void(&s, "ORCL", "no rate from XTS to USD");
	shipped_records_release(&s);
}

static void senseless_sums_are_void(void **state)
{
	static const double wrong[] = { 0, -55.66e9, (double)INFINITY };
	struct shipped_records s;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		shipped_records_init(&s);
		shipped_fact(&s, "ORCL", "capex", "FY2026")->value = wrong[i];
		assert_void(&s, "ORCL", "capex or cash flow is no sum of money");
		shipped_records_release(&s);
	}
	shipped_records_init(&s);
	shipped_fact(&s, "9984.T", "ltv", NULL)->value = -1;
	assert_void(&s, "9984.T", "its loan to value is no share");
	shipped_records_release(&s);
}

static void customers_that_pay_more_than_the_backlog_are_refused(void **state)
{
	static const double wrong[] = { 639e9, -1, (double)NAN };
	struct shipped_records s;

	(void)state;
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		shipped_records_init(&s);
		shipped_fact(&s, "ORCL", "customer_paid", NULL)->value = wrong[i];
		assert_void(&s, "ORCL", "what customers pay is no part of the backlog");
		shipped_records_release(&s);
	}
}

static void one_camp_counts_capex_gross_and_the_other_net_of_its_customers(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct firm_financing f = firm(&s, "ORCL");
	assert_int_equal(f.kind, FIRM_BUILDS);
	assert_near(f.customer_share, 75.0 / 638, 1e-15);
	assert_near(f.ratio[CAMP_MARCUS], 1.74100719, 5e-9);
	assert_near(f.score[CAMP_MARCUS], oracle_gross, 1e-9);
	assert_near(f.score[CAMP_HUANG], oracle_net, 1e-9);
	assert_near(f.score[CAMP_HUANG], 69.09, 0.005);
	shipped_fact(&s, "ORCL", "customer_paid", NULL)->symbol[0] = 'X';
	f = firm(&s, "ORCL");
	assert_null(f.customer_paid);
	assert_near(f.score[CAMP_HUANG], oracle_gross, 1e-9);
	shipped_records_release(&s);
}

static void a_cash_flow_below_zero_scores_all(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	shipped_fact(&s, "ORCL", "operating_cash_flow", NULL)->value = -1e9;
	assert_near(firm(&s, "ORCL").score[CAMP_HUANG], 100, 0);
	struct reading r = group(&s);
	assert_non_null(strstr(r.sentence[COMPONENT_FINANCING], "ORCL builds on a cash flow below zero"));
	shipped_records_release(&s);
}

static void the_newest_year_of_both_counts_and_other_currencies_are_converted(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct fact cash_flow = *shipped_fact(&s, "TSM", "capex", NULL);
	strcpy(cash_flow.concept, "operating_cash_flow");
	strcpy(cash_flow.unit, "TWD");
	cash_flow.value = 40.9e9 * 3809 / 122.5;
	assert_int_equal(fact_list_append(&s.facts, &cash_flow), 0);
	struct fact newer_capex = *shipped_fact(&s, "TSM", "capex", NULL);
	newer_capex.as_of += 90 * 86400;
	strcpy(newer_capex.period, "TTM");
	assert_int_equal(fact_list_append(&s.facts, &newer_capex), 0);
	struct firm_financing f = firm(&s, "TSM");
	assert_int_equal(f.kind, FIRM_BUILDS);
	assert_near(f.ratio[CAMP_MARCUS], 1, 1e-12);
	assert_near(f.score[CAMP_MARCUS], 100 / 3.0, 1e-9);
	assert_string_equal(f.capex->period, "FY2025");
	shipped_records_release(&s);
}

static void the_group_is_the_mean_of_those_that_build_or_hold(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct reading r = group(&s);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_FINANCING], (oracle_gross + softbank) / 2, 1e-9);
	assert_near(r.components[CAMP_HUANG][COMPONENT_FINANCING], (oracle_net + softbank) / 2, 1e-9);
	assert_string_equal(r.sentence[COMPONENT_FINANCING],
			    "ORCL capex 1.74 or 1.54 of cash flow; 9984.T owes 20.6 % of assets; void: NVDA, AMD "
			    "(sells to builders, hardly any capex), TSM (no yearly cash flow known)");
	shipped_records_release(&s);
}

static void the_inputs_carry_the_year_and_the_page(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct reading r = group(&s);
	const struct reading_input *capex = reading_input_named(&r, "ORCL capex");
	assert_int_equal(r.input_count, 5);
	assert_near(capex->value, 55.66, 1e-12);
	assert_string_equal(capex->unit, "bn USD");
	assert_string_equal(capex->source, "FY2026, https://setenews.com/index.php/wp-json/wp/v2/posts/61");
	assert_near(reading_input_named(&r, "ORCL operating cash flow")->value, 31.97, 1e-12);
	assert_near(reading_input_named(&r, "ORCL backlog")->value, 638, 1e-12);
	assert_near(reading_input_named(&r, "ORCL backlog that customers pay")->value, 75, 1e-12);
	const struct reading_input *ltv = reading_input_named(&r, "9984.T loan to value");
	assert_near(ltv->value, 20.6, 0);
	assert_string_equal(ltv->unit, "%");
	assert_true(ltv->as_of == shipped_fact(&s, "9984.T", "ltv", NULL)->as_of);
	shipped_records_release(&s);
}

static void what_is_counted_of_the_customers_part_can_be_assumed(void **state)
{
	struct shipped_records s;
	struct error err;

	(void)state;
	shipped_records_init(&s);
	assert_int_equal(assumption_set_apply(&s.set, "customer_paid=50", &err), 0);
	struct firm_financing f = firm(&s, "ORCL");
	assert_near(f.ratio[CAMP_MARCUS], 55.66 / 31.97 * (1 - 0.5 * 75 / 638), 1e-12);
	assert_near(f.score[CAMP_MARCUS], f.score[CAMP_HUANG], 0);
	struct reading r = group(&s);
	assert_non_null(strstr(r.sentence[COMPONENT_FINANCING], "ORCL capex 1.64 of cash flow;"));
	shipped_records_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nothing_known_is_void_and_says_why),
		cmocka_unit_test(sellers_of_the_machines_are_void_though_their_accounts_are_known),
		cmocka_unit_test(a_builder_without_capex_or_cash_flow_is_void),
		cmocka_unit_test(capex_and_cash_flow_of_two_years_are_void),
		cmocka_unit_test(an_unknown_currency_is_void),
		cmocka_unit_test(senseless_sums_are_void),
		cmocka_unit_test(customers_that_pay_more_than_the_backlog_are_refused),
		cmocka_unit_test(one_camp_counts_capex_gross_and_the_other_net_of_its_customers),
		cmocka_unit_test(a_cash_flow_below_zero_scores_all),
		cmocka_unit_test(the_newest_year_of_both_counts_and_other_currencies_are_converted),
		cmocka_unit_test(the_group_is_the_mean_of_those_that_build_or_hold),
		cmocka_unit_test(the_inputs_carry_the_year_and_the_page),
		cmocka_unit_test(what_is_counted_of_the_customers_part_can_be_assumed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
