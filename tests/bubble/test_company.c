#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "base/shipped.h"
#include "bubble/company.h"
#include "tests/bubble/near.h"

/* What is shipped, with a price that gives the market value that the ledger and the accounts speak of. */
struct world {
	struct assumption_set set;
	struct deal_list deals;
	struct fact_list facts;
	struct fx_rate rates[2];
	struct bubble_inputs in;
};

static void world_init(struct world *w)
{
	const struct shipped_file *assumptions = shipped_find("assumptions.tsv"), *ledger = shipped_find("ledger.tsv");
	const struct shipped_file *facts = shipped_find("facts.tsv");
	struct error err = { "" };

	memset(w, 0, sizeof *w);
	if (assumption_set_parse(&w->set, assumptions->data, assumptions->length, &err) ||
	    deal_list_parse(&w->deals, ledger->data, ledger->length, &err) ||
	    fact_list_parse(&w->facts, facts->data, facts->length, &err))
		fail_msg("%s", err.text);
	w->rates[0] = (struct fx_rate){ .from = "USD", .to = "TWD", .rate = 3809 / 122.5 };
	w->rates[1] = (struct fx_rate){ .from = "USD", .to = "JPY", .rate = 158.73 };
	w->in = (struct bubble_inputs){ &w->deals, &w->facts, NULL, 0, w->rates, 2 };
}

static void world_release(struct world *w)
{
	deal_list_release(&w->deals);
	fact_list_release(&w->facts);
}

static struct company_reading company(const struct world *w, const char *symbol, const char *currency,
				      double market_cap)
{
	const struct fact *shares = fact_list_find(&w->facts, symbol, "shares", NULL);
	struct company_reading c;
	struct quote q;

	quote_init(&q);
	strcpy(q.symbol, symbol);
	strcpy(q.currency, currency);
	q.price = market_cap / (shares ? shares->value : 1);
	company_compute(&c, &q, &w->set, &w->in);
	return c;
}

static void a_company_of_which_nothing_is_known_has_no_reading(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct company_reading c = company(&w, "NOWHERE", "USD", 1e9);
	assert_string_equal(c.symbol, "NOWHERE");
	assert_true(isnan(c.cap_to_capex) && isnan(c.capex_to_cash_flow) && isnan(c.implied_growth[CAMP_MARCUS]));
	for (int camp = 0; camp < CAMPS; camp++)
		for (int k = 0; k < COMPONENTS; k++)
			assert_true(isnan(c.components[camp][k]));
	world_release(&w);
}

static void without_facts_or_ledger_nothing_breaks(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct bubble_inputs all = w.in;
	w.in = (struct bubble_inputs){ 0 };
	struct company_reading c = company(&w, "NVDA", "USD", 5340e9);
	assert_true(isnan(c.components[CAMP_HUANG][COMPONENT_VALUATION]));
	assert_true(isnan(c.components[CAMP_HUANG][COMPONENT_DELIVERY]));
	w.in = all;
	world_release(&w);
}

static void a_profit_that_is_mostly_unrealised_is_void(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct company_reading c = company(&w, "9984.T", "JPY", 40e12);
	assert_non_null(c.valuation.pe_void);
	assert_true(isnan(c.components[CAMP_HUANG][COMPONENT_VALUATION]));
	assert_true(isnan(c.implied_growth[CAMP_MARCUS]) && isnan(c.implied_growth[CAMP_HUANG]));
	assert_near(c.components[CAMP_MARCUS][COMPONENT_FINANCING], 58.857, 5e-4);
	world_release(&w);
}

static void the_worked_companies_come_out(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	struct company_reading nvidia = company(&w, "NVDA", "USD", 5340e9), oracle = company(&w, "ORCL", "USD", 579e9);
	assert_near(nvidia.components[CAMP_HUANG][COMPONENT_VALUATION], 39.2892, 5e-5);
	assert_near(nvidia.implied_growth[CAMP_MARCUS], 0.17926183, 5e-9);
	assert_near(nvidia.implied_growth[CAMP_HUANG], 0.12754084, 5e-9);
	assert_near(nvidia.components[CAMP_MARCUS][COMPONENT_FINANCING], 0, 0);
	assert_true(isnan(nvidia.cap_to_capex));
	assert_near(oracle.components[CAMP_HUANG][COMPONENT_VALUATION], 28.7240, 5e-5);
	assert_near(oracle.cap_to_capex, 6.0947, 5e-5);
	assert_near(oracle.capex_to_cash_flow, 1.7410, 5e-5);
	assert_near(oracle.components[CAMP_HUANG][COMPONENT_FINANCING], 82.7, 0.05);
	struct company_reading amd = company(&w, "AMD", "USD", 742e9);
	assert_near(amd.components[CAMP_HUANG][COMPONENT_VALUATION], 93.0362, 5e-5);
	assert_near(amd.implied_growth[CAMP_MARCUS], 0.36994197, 5e-9);
	struct company_reading tsmc = company(&w, "TSM", "USD", 2000e9);
	assert_near(tsmc.cap_to_capex, 37.037, 5e-4);
	world_release(&w);
}

static void delivery_is_that_of_the_rows_that_touch_the_firm(void **state)
{
	struct world w;

	(void)state;
	world_init(&w);
	/* Oracle: 300 from OpenAI and 40 to Nvidia by contract, 6.5 from SoftBank done. */
	struct company_reading c = company(&w, "ORCL", "USD", 579e9);
	assert_near(c.components[CAMP_MARCUS][COMPONENT_DELIVERY], 100 * (1 - (0.7 * 340 + 6.5) / 346.5), 1e-9);
	assert_near(c.components[CAMP_HUANG][COMPONENT_DELIVERY], 0, 1e-9);
	world_release(&w);
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
		cmocka_unit_test(a_company_of_which_nothing_is_known_has_no_reading),
		cmocka_unit_test(without_facts_or_ledger_nothing_breaks),
		cmocka_unit_test(a_profit_that_is_mostly_unrealised_is_void),
		cmocka_unit_test(the_worked_companies_come_out),
		cmocka_unit_test(delivery_is_that_of_the_rows_that_touch_the_firm),
		cmocka_unit_test(symbols_of_other_exchanges_find_their_firm),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
