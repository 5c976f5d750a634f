/* What the index says of one company: the worked table, what is void and why. */
#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/company.h"
#include "tests/bubble/near.h"
#include "tests/bubble/shipped_world.h"

/* At a price that gives the market value that the ledger and the accounts speak of. */
static struct company_reading company(const struct shipped_records *s, const char *symbol, const char *currency,
				      double market_cap)
{
	const struct fact *shares = fact_list_find(&s->facts, symbol, "shares", NULL);
	struct company_reading c;
	struct quote q;

	quote_init(&q);
	strcpy(q.symbol, symbol);
	strcpy(q.currency, currency);
	q.price = market_cap / (shares ? shares->value : 1);
	company_compute(&c, &q, &s->set, &s->in);
	return c;
}

static void assert_missing(const struct company_reading *c, enum component k, const char *why)
{
	assert_true(isnan(c->components[CAMP_MARCUS][k]) && isnan(c->components[CAMP_HUANG][k]));
	assert_string_equal(c->why[k], why);
}

static void a_company_of_which_nothing_is_known_has_no_reading_and_says_why(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct company_reading c = company(&s, "NOWHERE", "USD", 1e9);
	assert_string_equal(c.symbol, "NOWHERE");
	assert_true(isnan(c.cap_to_capex) && isnan(c.capex_to_cash_flow) && isnan(c.implied_growth[CAMP_MARCUS]));
	assert_true(isnan(c.value[CAMP_MARCUS]) && isnan(c.value[CAMP_HUANG]));
	assert_int_equal(c.component_count, 0);
	assert_missing(&c, COMPONENT_VALUATION, "no P/E: price, shares or profit are not known");
	assert_missing(&c, COMPONENT_REVENUE_GAP, "of the group only");
	assert_missing(&c, COMPONENT_DELIVERY, "no announcement with an amount touches it");
	assert_missing(&c, COMPONENT_CIRCULARITY, "no payment with an amount touches it");
	assert_missing(&c, COMPONENT_EXPLOSIVENESS, "not yet: needs 100 weeks of closes");
	assert_missing(&c, COMPONENT_FINANCING, "void: no capex guidance of its own");
	shipped_records_release(&s);
}

static void without_facts_or_ledger_nothing_breaks(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	s.in = (struct bubble_inputs){ 0 };
	struct company_reading c = company(&s, "NVDA", "USD", 5340e9);
	for (int k = 0; k < COMPONENTS; k++) {
		assert_true(isnan(c.components[CAMP_MARCUS][k]) && isnan(c.components[CAMP_HUANG][k]));
		assert_true(c.why[k][0] != '\0');
	}
	shipped_records_release(&s);
}

static void a_row_in_an_unknown_currency_is_named(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	for (size_t i = 0; i < s.deals.count; i++)
		if (strcmp(s.deals.items[i].id, "D10") == 0)
			strcpy(s.deals.items[i].currency, "XTS");
	struct company_reading c = company(&s, "ORCL", "USD", 579e9);
	assert_missing(&c, COMPONENT_DELIVERY, "ledger row D10: no rate from XTS to USD");
	assert_missing(&c, COMPONENT_CIRCULARITY, "ledger row D10: no rate from XTS to USD");
	c = company(&s, "AMD", "USD", 742e9);
	assert_true(isfinite(c.components[CAMP_MARCUS][COMPONENT_DELIVERY]));
	shipped_records_release(&s);
}

static void a_profit_that_is_mostly_unrealised_is_void(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct company_reading c = company(&s, "9984.T", "JPY", 252e9 * 158.73);
	assert_non_null(c.valuation.pe_void);
	assert_missing(&c, COMPONENT_VALUATION, "void: profit is mostly unrealised");
	assert_true(isnan(c.implied_growth[CAMP_MARCUS]) && isnan(c.implied_growth[CAMP_HUANG]));
	assert_true(isnan(c.cap_to_capex));
	assert_near(c.valuation.ps, 5.1291, 5e-5);
	assert_near(c.components[CAMP_MARCUS][COMPONENT_FINANCING], 58.857, 5e-4);
	assert_string_equal(c.why[COMPONENT_FINANCING], "owes 20.6 % of its assets");
	shipped_records_release(&s);
}

static void a_loss_is_void(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	shipped_fact(&s, "AMD", "net_income", NULL)->value = -1e9;
	struct company_reading c = company(&s, "AMD", "USD", 742e9);
	assert_missing(&c, COMPONENT_VALUATION, "void: loss");
	shipped_records_release(&s);
}

static void the_worked_companies_come_out(void **state)
{
	static const struct {
		const char *symbol;
		double market_cap, ps, pe, huang_v, growth_marcus, growth_huang, tolerance;
	} worked[] = {
		{ "NVDA", 5340e9, 21.0734, 44.4629, 39.2892, 0.17926, 0.12754, 5e-5 },
		{ "AMD", 742e9, 19.8110, 172.5581, 93.0362, 0.36994, 0.30758, 5e-5 },
		{ "ORCL", 579e9, 8.5905, 34.0588, 28.7240, 0.14318, 0.09357, 5e-5 },
		/* by hand from dollars that were rounded to a tenth of a billion; the facts are in Taiwan's */
		{ "TSM", 2000e9, 16.3265, 36.2319, 31.1754, 0.15153, 0.10143, 0.015 },
	};
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	for (size_t i = 0; i < sizeof worked / sizeof worked[0]; i++) {
		struct company_reading c = company(&s, worked[i].symbol, "USD", worked[i].market_cap);

		assert_near(c.valuation.ps, worked[i].ps, worked[i].tolerance);
		assert_near(c.valuation.pe, worked[i].pe, worked[i].tolerance);
		assert_near(c.components[CAMP_HUANG][COMPONENT_VALUATION], worked[i].huang_v, worked[i].tolerance);
		assert_near(c.implied_growth[CAMP_MARCUS], worked[i].growth_marcus, 1e-4);
		assert_near(c.implied_growth[CAMP_HUANG], worked[i].growth_huang, 1e-4);
		assert_true(isnan(c.components[CAMP_MARCUS][COMPONENT_VALUATION]));
	}
	struct company_reading nvidia = company(&s, "NVDA", "USD", 5340e9);
	assert_string_equal(nvidia.why[COMPONENT_VALUATION], "P/E 44.5; Marcus: no history of its own multiple");
	shipped_records_release(&s);
}

static void capex_stands_beside_cash_flow_and_market_value(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	struct company_reading nvidia = company(&s, "NVDA", "USD", 5340e9), oracle = company(&s, "ORCL", "USD", 579e9),
			       tsmc = company(&s, "TSM", "USD", 2000e9), amd = company(&s, "AMD", "USD", 742e9);
	assert_near(nvidia.capex_to_cash_flow, 6.042 / 102.7, 1e-12);
	assert_true(isnan(nvidia.cap_to_capex) && isnan(amd.cap_to_capex) && isnan(amd.capex_to_cash_flow));
	assert_missing(&nvidia, COMPONENT_FINANCING, "void: sells to builders, hardly any capex");
	assert_near(oracle.cap_to_capex, 6.0947, 5e-5);
	assert_near(oracle.capex_to_cash_flow, 1.7410, 5e-5);
	assert_near(oracle.components[CAMP_MARCUS][COMPONENT_FINANCING], 82.7, 0.05);
	assert_near(oracle.components[CAMP_HUANG][COMPONENT_FINANCING], 69.1, 0.05);
	assert_string_equal(oracle.why[COMPONENT_FINANCING],
			    "capex 1.74 of its cash flow, or 1.54 of it; customers pay 12 %");
	assert_near(tsmc.cap_to_capex, 37.037, 5e-4);
	assert_true(isnan(tsmc.capex_to_cash_flow));
	assert_missing(&tsmc, COMPONENT_FINANCING, "void: no yearly cash flow known");
	shipped_records_release(&s);
}

static void capex_and_cash_flow_of_two_years_make_no_ratio(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	shipped_fact(&s, "ORCL", "operating_cash_flow", NULL)->as_of -= 91 * 86400;
	struct company_reading c = company(&s, "ORCL", "USD", 579e9);
	assert_true(isnan(c.capex_to_cash_flow));
	assert_missing(&c, COMPONENT_FINANCING, "void: capex to 2026-05-31, cash flow to 2026-03-01: not one year");
	shipped_records_release(&s);
}

static void delivery_is_that_of_the_rows_that_touch_the_firm(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	/* Oracle: 300 from OpenAI and 40 to Nvidia by contract, 6.5 from SoftBank done. */
	struct company_reading c = company(&s, "ORCL", "USD", 579e9);
	assert_near(c.components[CAMP_MARCUS][COMPONENT_DELIVERY], 100 * (1 - (0.7 * 340 + 6.5) / 346.5), 1e-9);
	assert_near(c.components[CAMP_HUANG][COMPONENT_DELIVERY], 0, 1e-9);
	assert_string_equal(c.why[COMPONENT_DELIVERY], "of 346 bn announced 244 (Marcus) or 346 (Huang) are expected");
	/* SoftBank: 30 committed, 40, 2 and 6.5 done. */
	c = company(&s, "9984.T", "JPY", 40e12);
	assert_near(c.components[CAMP_MARCUS][COMPONENT_DELIVERY], 100 * (1 - (0.9 * 30 + 48.5) / 78.5), 1e-9);
	shipped_records_release(&s);
}

static void circularity_of_a_firm_is_what_is_paid_straight_back(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	/* OpenAI to AMD 90, Meta to AMD 60; the warrant of 96 from AMD to OpenAI is announced, but not firm. */
	struct company_reading amd = company(&s, "AMD", "USD", 742e9);
	assert_near(amd.components[CAMP_MARCUS][COMPONENT_CIRCULARITY], 100 * 180 / 246.0, 1e-9);
	assert_near(amd.components[CAMP_HUANG][COMPONENT_CIRCULARITY], 0, 1e-9);
	assert_string_equal(amd.why[COMPONENT_CIRCULARITY],
			    "paid straight back 180 of 246 bn announced, 0 of 150 firm");
	/* OpenAI to Microsoft 250 and 13.8 back, Anthropic 30 and 5 back, of which the 5 are not firm. */
	struct company_reading microsoft = company(&s, "MSFT", "USD", 3000e9);
	assert_near(microsoft.components[CAMP_MARCUS][COMPONENT_CIRCULARITY], 100 * 37.6 / 298.8, 1e-9);
	assert_near(microsoft.components[CAMP_HUANG][COMPONENT_CIRCULARITY], 100 * 27.6 / 293.8, 1e-9);
	/* Oracle is in a loop of three, which is the group's; nobody pays it straight back. */
	struct company_reading oracle = company(&s, "ORCL", "USD", 579e9);
	assert_near(oracle.components[CAMP_MARCUS][COMPONENT_CIRCULARITY], 0, 1e-9);
	shipped_records_release(&s);
}

static void payments_of_which_none_is_firm_leave_one_camp_without_a_view(void **state)
{
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	size_t kept = 0;
	for (size_t i = 0; i < s.deals.count; i++)
		if (strcmp(s.deals.items[i].id, "D08") == 0)
			s.deals.items[kept++] = s.deals.items[i];
	s.deals.count = kept;
	struct company_reading c = company(&s, "AMD", "USD", 742e9);
	assert_near(c.components[CAMP_MARCUS][COMPONENT_CIRCULARITY], 0, 0);
	assert_true(isnan(c.components[CAMP_HUANG][COMPONENT_CIRCULARITY]));
	assert_string_equal(c.why[COMPONENT_CIRCULARITY], "paid straight back 0 of 96 bn announced; nothing is firm");
	shipped_records_release(&s);
}

static void explosiveness_is_that_of_its_own_closes(void **state)
{
	struct series_test tests[4] = { series_test_sample("NVDA", 0, 0.012, 1000),
					series_test_sample("NVDA", 1, 0.2, 1000),
					series_test_sample("AMD", 0, 0.01, 1000),
					series_test_sample("AMD", 1, 0.01, 1000) };
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	s.in.tests = tests;
	s.in.test_count = 4;
	struct company_reading c = company(&s, "NVDA", "USD", 5340e9);
	assert_near(c.components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS], 80, 1e-12);
	assert_near(c.components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 80, 1e-12);
	assert_string_equal(c.why[COMPONENT_EXPLOSIVENESS],
			    "GSADF 2.93, Monte Carlo p < .01, wild bootstrap p = .23: not robust, lag 1");
	tests[2].state = EPISODE_FALL;
	tests[2].episode_start = 1772755200;
	c = company(&s, "AMD", "USD", 742e9);
	assert_near(c.components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS], 0, 0);
	assert_string_equal(c.why[COMPONENT_EXPLOSIVENESS], "an explosive fall since 2026-03-06 (lag 0): scores 0");
	c = company(&s, "ORCL", "USD", 579e9);
	assert_missing(&c, COMPONENT_EXPLOSIVENESS, "not yet: needs 100 weeks of closes");
	shipped_records_release(&s);
}

static void the_value_is_the_mean_of_what_both_camps_have(void **state)
{
	struct index_options o;
	struct shipped_records s;

	(void)state;
	shipped_records_init(&s);
	/* Oracle: delivery, circularity and financing; Marcus has no valuation of it. */
	struct company_reading c = company(&s, "ORCL", "USD", 579e9);
	double marcus_d = 100 * (1 - 244.5 / 346.5), marcus_f = 100 * (55.66 / 31.97 - 0.5) / 1.5;
	double huang_f = 100 * (55.66 / 31.97 * 563 / 638 - 0.5) / 1.5;
	assert_int_equal(c.component_count, 3);
	assert_near(c.value[CAMP_MARCUS], (marcus_d + 0 + marcus_f) / 3, 1e-9);
	assert_near(c.value[CAMP_HUANG], (0 + 0 + huang_f) / 3, 1e-9);
	index_options_init(&o);
	o.weight[COMPONENT_FINANCING] = 4;
	s.in.options = &o;
	c = company(&s, "ORCL", "USD", 579e9);
	assert_near(c.value[CAMP_MARCUS], (marcus_d + 0 + 4 * marcus_f) / 6, 1e-9);
	shipped_records_release(&s);
}

static void symbols_of_other_exchanges_find_their_firm(void **state)
{
	(void)state;
	assert_string_equal(company_code("9984.T"), "SB");
	assert_string_equal(company_code("2330.TW"), "TSM");
	assert_string_equal(company_code("NVDA"), "NVDA");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_company_of_which_nothing_is_known_has_no_reading_and_says_why),
		cmocka_unit_test(without_facts_or_ledger_nothing_breaks),
		cmocka_unit_test(a_row_in_an_unknown_currency_is_named),
		cmocka_unit_test(a_profit_that_is_mostly_unrealised_is_void),
		cmocka_unit_test(a_loss_is_void),
		cmocka_unit_test(the_worked_companies_come_out),
		cmocka_unit_test(capex_stands_beside_cash_flow_and_market_value),
		cmocka_unit_test(capex_and_cash_flow_of_two_years_make_no_ratio),
		cmocka_unit_test(delivery_is_that_of_the_rows_that_touch_the_firm),
		cmocka_unit_test(circularity_of_a_firm_is_what_is_paid_straight_back),
		cmocka_unit_test(payments_of_which_none_is_firm_leave_one_camp_without_a_view),
		cmocka_unit_test(explosiveness_is_that_of_its_own_closes),
		cmocka_unit_test(the_value_is_the_mean_of_what_both_camps_have),
		cmocka_unit_test(symbols_of_other_exchanges_find_their_firm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
