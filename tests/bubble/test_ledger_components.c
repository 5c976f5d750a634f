#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/shipped.h"
#include "bubble/circularity.h"
#include "bubble/component.h"
#include "bubble/delivery.h"
#include "tests/bubble/near.h"

/* The heading of share/ledger.tsv; rows are added below it. */
static const char heading[] = "id\tdate\tfrom\tto\tkind\tamount_low\tamount_high\tcurrency\tgw\tterm\tstatus\tclass\t"
			      "confidence\tpayer\tpayee\tsupersedes\tsource\tnote\n";

struct ledger {
	struct deal_list deals;
	struct assumption_set set;
	struct bubble_inputs in;
};

static void ledger_init(struct ledger *l, const char *text, size_t length)
{
	const struct shipped_file *assumptions = shipped_find("assumptions.tsv");
	struct error err = { "" };

	memset(l, 0, sizeof *l);
	if (deal_list_parse(&l->deals, text, length, &err) ||
	    assumption_set_parse(&l->set, assumptions->data, assumptions->length, &err))
		fail_msg("%s", err.text);
	l->in.deals = &l->deals;
}

static void ledger_init_shipped(struct ledger *l)
{
	const struct shipped_file *file = shipped_find("ledger.tsv");

	assert_non_null(file);
	ledger_init(l, file->data, file->length);
}

struct row {
	const char *id, *date, *low, *high, *currency, *class, *payer, *payee, *supersedes;
};

static void ledger_init_rows(struct ledger *l, const struct row *rows, size_t count)
{
	char text[4096];
	size_t used = (size_t)snprintf(text, sizeof text, "%s", heading);

	for (const struct row *r = rows; r < rows + count; r++)
		used += (size_t)snprintf(
			text + used, sizeof text - used,
			"%s\t%s\tA\tB\tequity investment\t%s\t%s\t%s\t\t\tstated\t%s\thigh\t%s\t%s\t%s\ta page\t\n",
			r->id, r->date, r->low, r->high, r->currency, r->class, r->payer, r->payee, r->supersedes);
	assert_true(used < sizeof text);
	ledger_init(l, text, used);
}

static void an_empty_ledger_has_no_delivery_and_no_circle(void **state)
{
	struct bubble_inputs nothing = { 0 };
	struct ledger l;
	struct delivery d;
	struct flow_graph g;
	struct circularity c;
	struct error err;

	(void)state;
	ledger_init_rows(&l, NULL, 0);
	assert_int_equal(delivery_compute(&d, &l.set.camp[CAMP_MARCUS], &nothing, &err), 0);
	assert_true(isnan(d.share) && isnan(delivery_score(&d)));
	assert_int_equal(circle_graph(&g, CIRCLE_ANNOUNCED, &nothing, &err), 0);
	flow_circularity(&g, &c);
	assert_true(isnan(circularity_score(&c)));
	deal_list_release(&l.deals);
}

static void an_unknown_currency_is_refused_by_its_row(void **state)
{
	static const struct row rows[] = {
		{ "D1", "2026-01", "5e9", "5e9", "XTS", "contract", "AAA", "BBB", "" },
	};
	struct ledger l;
	struct delivery d;
	struct flow_graph g;
	struct error err = { "" };

	(void)state;
	ledger_init_rows(&l, rows, sizeof rows / sizeof rows[0]);
	assert_int_equal(delivery_compute(&d, &l.set.camp[CAMP_MARCUS], &l.in, &err), -1);
	assert_string_equal(err.text, "ledger row D1: no rate from XTS to USD");
	assert_int_equal(circle_graph(&g, CIRCLE_COMMITTED, &l.in, &err), -1);
	assert_string_equal(err.text, "ledger row D1: no rate from XTS to USD");
	deal_list_release(&l.deals);
}

static void a_negative_amount_is_refused_by_its_row(void **state)
{
	static const struct row rows[] = {
		{ "D1", "2026-01", "5e9", "5e9", "USD", "contract", "AAA", "BBB", "" },
	};
	struct ledger l;
	struct delivery d;
	struct flow_graph g;
	struct error err = { "" };

	(void)state;
	ledger_init_rows(&l, rows, sizeof rows / sizeof rows[0]);
	l.deals.items[0].amount_low = l.deals.items[0].amount_high = -5e9;
	assert_int_equal(delivery_compute(&d, &l.set.camp[CAMP_MARCUS], &l.in, &err), -1);
	assert_string_equal(err.text, "ledger row D1: expected an amount of at least 0, not -5e+09");
	assert_int_equal(circle_graph(&g, CIRCLE_COMMITTED, &l.in, &err), -1);
	assert_non_null(strstr(err.text, "ledger row D1: payment from \"AAA\" to \"BBB\""));
	deal_list_release(&l.deals);
}

static void a_row_without_an_amount_is_counted_apart(void **state)
{
	static const struct row rows[] = {
		{ "D1", "2026-01", "", "", "", "framework", "AAA", "BBB", "" },
		{ "D2", "2026-01", "1e9", "4e9", "USD", "loi", "AAA", "BBB", "" },
	};
	struct ledger l;
	struct delivery d;
	struct error err;

	(void)state;
	ledger_init_rows(&l, rows, sizeof rows / sizeof rows[0]);
	assert_int_equal(delivery_compute(&d, &l.set.camp[CAMP_MARCUS], &l.in, &err), 0);
	assert_int_equal(d.rows, 1);
	assert_int_equal(d.without_amount, 1);
	assert_near(d.announced_usd, 4e9, 0);
	assert_near(d.expected_usd, 1.2e9, 1e-3);
	deal_list_release(&l.deals);
}

static void the_shipped_ledger_gives_the_worked_delivery_risk(void **state)
{
	struct ledger l;
	struct delivery d;
	struct error err = { "" };

	(void)state;
	ledger_init_shipped(&l);
	assert_int_equal(delivery_compute(&d, &l.set.camp[CAMP_MARCUS], &l.in, &err), 0);
	assert_int_equal(d.rows, 27);
	assert_near(d.announced_usd / 1e9, 1454.0, 1e-6);
	assert_near(d.share, 0.71651926, 5e-9);
	assert_near(delivery_score(&d), 28.3481, 5e-5);
	assert_int_equal(delivery_compute(&d, &l.set.camp[CAMP_HUANG], &l.in, &err), 0);
	assert_near(d.share, 0.99090096, 5e-9);
	assert_near(delivery_score(&d), 0.9099, 5e-5);
	deal_list_release(&l.deals);
}

static double paid(const struct flow_graph *g, const char *payer, const char *payee)
{
	double sum = 0;

	for (int i = 0; i < g->edge_count; i++)
		if (strcmp(g->names[g->edges[i].payer], payer) == 0 && strcmp(g->names[g->edges[i].payee], payee) == 0)
			sum += g->edges[i].amount;
	return sum;
}

static void what_replaced_an_announcement_is_committed_and_the_announcement_announced(void **state)
{
	static const struct row rows[] = {
		{ "D1", "2025-09-22", "0", "100e9", "USD", "loi", "NVDA", "OAI", "" },
		{ "D2", "2026-02-27", "30e9", "30e9", "USD", "committed", "NVDA", "OAI", "D1" },
		{ "D3", "2026-02-27", "15e9", "50e9", "USD", "committed", "AMZN", "OAI", "" },
		{ "D4", "2026", "7e9", "7e9", "USD", "rumour", "SB", "OAI", "" },
		{ "D5", "2026", "9e9", "9e9", "USD", "cancelled", "SB", "OAI", "" },
	};
	struct ledger l;
	struct flow_graph announced, committed;
	struct error err;

	(void)state;
	ledger_init_rows(&l, rows, sizeof rows / sizeof rows[0]);
	assert_int_equal(circle_graph(&announced, CIRCLE_ANNOUNCED, &l.in, &err), 0);
	assert_int_equal(circle_graph(&committed, CIRCLE_COMMITTED, &l.in, &err), 0);
	assert_near(paid(&announced, "NVDA", "OAI"), 100e9, 0);
	assert_near(paid(&committed, "NVDA", "OAI"), 30e9, 0);
	assert_near(paid(&announced, "AMZN", "OAI"), 50e9, 0);
	assert_near(paid(&committed, "AMZN", "OAI"), 15e9, 0);
	assert_near(paid(&announced, "SB", "OAI"), 0, 0);
	deal_list_release(&l.deals);
}

static void the_shipped_ledger_gives_both_circles(void **state)
{
	struct ledger l;
	struct flow_graph g;
	struct circularity c;
	struct error err = { "" };

	(void)state;
	ledger_init_shipped(&l);
	/* Nvidia, OpenAI, Oracle: 40 thrice; there and straight back, with OpenAI: AMD 90, Amazon 50, Microsoft
	 * 13.8; with Anthropic: Microsoft 5, Amazon 33. */
	assert_int_equal(circle_graph(&g, CIRCLE_ANNOUNCED, &l.in, &err), 0);
	flow_circularity(&g, &c);
	assert_near(c.circulation / 1e9, 3 * 40 + 2 * (90 + 50 + 13.8 + 5 + 33), 1e-6);
	assert_near(c.total / 1e9, 1472.8, 1e-6);
	assert_near(c.index, 0.3419337317, 5e-11);
	assert_near(c.scc_share, 0.852661597, 5e-10);
	/* Nvidia's 30 thrice; with OpenAI: Amazon 15, Microsoft 13.8; with Anthropic: Amazon 13. */
	assert_int_equal(circle_graph(&g, CIRCLE_COMMITTED, &l.in, &err), 0);
	flow_circularity(&g, &c);
	assert_near(c.circulation / 1e9, 3 * 30 + 2 * (15 + 13.8 + 13), 1e-6);
	assert_near(c.total / 1e9, 1200.5, 1e-6);
	assert_near(c.index, 0.1446064140, 5e-11);
	deal_list_release(&l.deals);
}

static void both_components_say_what_is_behind_them(void **state)
{
	struct ledger l;
	struct reading r;

	(void)state;
	ledger_init_shipped(&l);
	reading_init(&r);
	delivery_component(&r, &l.set, &l.in);
	circularity_component(&r, &l.set, &l.in);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_DELIVERY], 28.3481, 5e-5);
	assert_near(r.components[CAMP_HUANG][COMPONENT_DELIVERY], 0.9099, 5e-5);
	assert_near(r.components[CAMP_MARCUS][COMPONENT_CIRCULARITY], 34.1934, 5e-5);
	assert_near(r.components[CAMP_HUANG][COMPONENT_CIRCULARITY], 14.4606, 5e-5);
	assert_string_equal(r.sentence[COMPONENT_DELIVERY],
			    "of 1454 bn announced 1042 (Marcus) or 1441 (Huang) are expected");
	assert_string_equal(r.sentence[COMPONENT_CIRCULARITY],
			    "504 of 1473 bn announced go round; of what is firm 174 of 1200");
	assert_int_equal(r.input_count, 3);
	assert_true(r.inputs[0].as_of > 0);
	deal_list_release(&l.deals);
}

static void a_component_that_cannot_be_computed_says_why(void **state)
{
	static const struct row rows[] = { { "D1", "2026-01", "5e9", "5e9", "XTS", "contract", "AAA", "BBB", "" } };
	struct ledger l;
	struct reading r;

	(void)state;
	ledger_init_rows(&l, rows, 1);
	reading_init(&r);
	delivery_component(&r, &l.set, &l.in);
	circularity_component(&r, &l.set, &l.in);
	assert_string_equal(r.sentence[COMPONENT_DELIVERY], "ledger row D1: no rate from XTS to USD");
	assert_string_equal(r.sentence[COMPONENT_CIRCULARITY], "ledger row D1: no rate from XTS to USD");
	assert_true(isnan(r.components[CAMP_MARCUS][COMPONENT_DELIVERY]));
	deal_list_release(&l.deals);
	ledger_init_rows(&l, NULL, 0);
	delivery_component(&r, &l.set, &l.in);
	circularity_component(&r, &l.set, &l.in);
	assert_string_equal(r.sentence[COMPONENT_DELIVERY], "the ledger holds no announcement with an amount");
	assert_string_equal(r.sentence[COMPONENT_CIRCULARITY], "the ledger holds no payment between firms");
	deal_list_release(&l.deals);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_ledger_has_no_delivery_and_no_circle),
		cmocka_unit_test(an_unknown_currency_is_refused_by_its_row),
		cmocka_unit_test(a_negative_amount_is_refused_by_its_row),
		cmocka_unit_test(a_row_without_an_amount_is_counted_apart),
		cmocka_unit_test(the_shipped_ledger_gives_the_worked_delivery_risk),
		cmocka_unit_test(what_replaced_an_announcement_is_committed_and_the_announcement_announced),
		cmocka_unit_test(the_shipped_ledger_gives_both_circles),
		cmocka_unit_test(both_components_say_what_is_behind_them),
		cmocka_unit_test(a_component_that_cannot_be_computed_says_why),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
