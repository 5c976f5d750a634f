#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "bubble/flow.h"
#include "tests/bubble/near.h"

struct payment {
	const char *graph, *payer, *payee;
	double amount;
};

/* The edge lists of doc/method.md, in 10^9 USD: G1 and G2 small enough to check by hand, G3 what was
 * announced, G4 what is committed. */
static const struct payment payments[] = {
	{ "G1", "NVDA", "OAI", 100 }, { "G1", "OAI", "ORCL", 300 },  { "G1", "ORCL", "NVDA", 40 },
	{ "G2", "NVDA", "OAI", 100 }, { "G2", "OAI", "ORCL", 300 },  { "G2", "ORCL", "NVDA", 40 },
	{ "G2", "OAI", "AMD", 90 },   { "G2", "AMD", "OAI", 33 },    { "G3", "NVDA", "OAI", 100 },
	{ "G3", "SB", "OAI", 64.6 },  { "G3", "AMZN", "OAI", 50 },   { "G3", "MSFT", "OAI", 13.8 },
	{ "G3", "AMD", "OAI", 96 },   { "G3", "OAI", "AMD", 90 },    { "G3", "OAI", "ORCL", 300 },
	{ "G3", "OAI", "AMZN", 138 }, { "G3", "OAI", "MSFT", 250 },  { "G3", "OAI", "CRWV", 22.4 },
	{ "G3", "OAI", "CBRS", 10 },  { "G3", "NVDA", "CRWV", 8.3 }, { "G3", "NVDA", "INTC", 5 },
	{ "G3", "SB", "INTC", 2 },    { "G3", "NVDA", "XAI", 2 },    { "G3", "NVDA", "ANTH", 10 },
	{ "G3", "MSFT", "ANTH", 5 },  { "G3", "AMZN", "ANTH", 33 },  { "G3", "GOOGL", "ANTH", 40 },
	{ "G3", "ANTH", "MSFT", 30 }, { "G3", "ANTH", "AMZN", 100 }, { "G3", "META", "AMD", 60 },
	{ "G3", "SB", "ORCL", 2.7 },  { "G3", "ORCL", "NVDA", 40 },  { "G4", "NVDA", "OAI", 30 },
	{ "G4", "SB", "OAI", 64.6 },  { "G4", "AMZN", "OAI", 15 },   { "G4", "MSFT", "OAI", 13.8 },
	{ "G4", "OAI", "AMD", 90 },   { "G4", "OAI", "ORCL", 300 },  { "G4", "OAI", "AMZN", 138 },
	{ "G4", "OAI", "MSFT", 250 }, { "G4", "OAI", "CRWV", 22.4 }, { "G4", "OAI", "CBRS", 10 },
	{ "G4", "NVDA", "CRWV", 2 },  { "G4", "NVDA", "INTC", 5 },   { "G4", "SB", "INTC", 2 },
	{ "G4", "NVDA", "XAI", 2 },   { "G4", "AMZN", "ANTH", 13 },  { "G4", "GOOGL", "ANTH", 10 },
	{ "G4", "ANTH", "MSFT", 30 }, { "G4", "ANTH", "AMZN", 100 }, { "G4", "META", "AMD", 60 },
	{ "G4", "SB", "ORCL", 2.7 },  { "G4", "ORCL", "NVDA", 40 },
};

static struct flow_graph graph(const char *name)
{
	struct flow_graph g;
	struct error err = { "" };

	flow_graph_init(&g);
	for (size_t i = 0; i < sizeof payments / sizeof payments[0]; i++) {
		const struct payment *p = &payments[i];

		if (strcmp(p->graph, name) == 0 && flow_graph_add(&g, p->payer, p->payee, p->amount, &err))
			fail_msg("%s", err.text);
	}
	return g;
}

static struct circularity circularity(const struct flow_graph *g)
{
	struct circularity c;

	flow_circularity(g, &c);
	return c;
}

static void an_amount_that_is_none_is_refused_by_the_pair(void **state)
{
	static const double wrong[] = { -1, -1e-300, (double)NAN, (double)INFINITY, -(double)INFINITY };
	struct flow_graph g;

	(void)state;
	flow_graph_init(&g);
	for (size_t i = 0; i < sizeof wrong / sizeof wrong[0]; i++) {
		struct error err = { "" };

		assert_int_equal(flow_graph_add(&g, "NVDA", "OAI", wrong[i], &err), -1);
		assert_non_null(strstr(err.text, "payment from \"NVDA\" to \"OAI\": expected an amount of at least 0"));
	}
	assert_int_equal(g.node_count, 0);
	assert_int_equal(g.edge_count, 0);
}

static void a_payment_to_oneself_or_to_nobody_is_refused(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "NVDA", "NVDA", 1, &err), -1);
	assert_string_equal(err.text, "payment from \"NVDA\" to itself: expected two firms");
	assert_int_equal(flow_graph_add(&g, "", "NVDA", 1, &err), -1);
	assert_int_equal(flow_graph_add(&g, "NVDA", "", 1, &err), -1);
	assert_int_equal(flow_graph_add(&g, "NVDA", "ABCDEFGHIJKLMNOP", 1, &err), -1);
	assert_int_equal(g.node_count, 0);
}

static void a_full_graph_refuses_more(void **state)
{
	struct flow_graph g;
	struct error err;
	char name[16];

	(void)state;
	flow_graph_init(&g);
	for (int i = 1; i < FLOW_NODES; i++) {
		snprintf(name, sizeof name, "N%d", i);
		assert_int_equal(flow_graph_add(&g, "N0", name, 1, &err), 0);
	}
	assert_int_equal(flow_graph_add(&g, "N0", "X", 1, &err), -1);
	assert_int_equal(g.node_count, FLOW_NODES);
	while (g.edge_count < FLOW_EDGES)
		assert_int_equal(flow_graph_add(&g, "N0", "N1", 1, &err), 0);
	assert_int_equal(flow_graph_add(&g, "N0", "N1", 1, &err), -1);
	assert_string_equal(err.text, "expected at most 64 firms and 256 payments");
}

static void nothing_paid_has_no_index(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	assert_true(isnan(circularity(&g).index));
	assert_int_equal(flow_graph_add(&g, "A", "B", 0, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 0, &err), 0);
	struct circularity c = circularity(&g);
	assert_true(isnan(c.index) && isnan(c.scc_share));
	assert_int_equal(c.loop_count, 0);
}

static void a_cycle_of_zero_connects_nothing(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "A", "B", 10, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 0, &err), 0);
	struct circularity c = circularity(&g);
	assert_near(c.index, 0, 0);
	assert_near(c.scc_share, 0, 0);
	assert_int_equal(c.loop_count, 0);
}

/* Zeros are payments that were announced without a sum: they change neither the index nor the loops. */
static void cycles_of_zero_beside_a_real_one_change_nothing(void **state)
{
	static const char *const ring[] = { "A", "B", "C", "D", "E" };
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	for (size_t i = 0; i < 5; i++)
		assert_int_equal(flow_graph_add(&g, ring[i], ring[(i + 1) % 5], 0, &err), 0);
	assert_int_equal(flow_graph_add(&g, "A", "B", 5, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 3, &err), 0);
	assert_int_equal(flow_graph_add(&g, "A", "B", -0.0, &err), 0);
	struct circularity c = circularity(&g);
	assert_near(c.total, 8, 0);
	assert_near(c.circulation, 6, 1e-12);
	assert_near(c.index, 0.75, 1e-12);
	assert_int_equal(c.loop_count, 1);
	assert_near(c.loops[0].bottleneck, 3, 0);
}

static void an_amount_too_small_to_count_ends_the_search(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "A", "B", 1e12, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 5e-324, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "C", 1e-9, &err), 0);
	struct circularity c = circularity(&g);
	assert_true(isfinite(c.index));
	assert_near(c.index, 0, 1e-11);
	/* The other way round nothing but the least amounts there are. */
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "A", "B", 5e-324, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 5e-324, &err), 0);
	assert_near(circularity(&g).index, 1, 0);
}

static void the_greatest_amounts_still_have_an_index(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "A", "B", 1e18, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 1e18, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "C", 1, &err), 0);
	assert_near(circularity(&g).index, 1, 1e-12);
}

static void a_refused_payment_leaves_the_graph_as_it_was(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "A", "B", 2, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", (double)NAN, &err), -1);
	assert_int_equal(flow_graph_add(&g, "B", "C", (double)INFINITY, &err), -1);
	assert_int_equal(g.node_count, 2);
	assert_int_equal(g.edge_count, 1);
	assert_near(circularity(&g).index, 0, 0);
}

static void a_tree_has_no_circulation_and_a_ring_nothing_else(void **state)
{
	struct flow_graph tree, ring;
	struct error err;

	(void)state;
	flow_graph_init(&tree);
	flow_graph_init(&ring);
	assert_int_equal(flow_graph_add(&tree, "A", "B", 5, &err), 0);
	assert_int_equal(flow_graph_add(&tree, "A", "C", 7, &err), 0);
	assert_int_equal(flow_graph_add(&tree, "B", "C", 5, &err), 0);
	assert_near(circularity(&tree).index, 0, 0);
	assert_int_equal(flow_graph_add(&ring, "A", "B", 5, &err), 0);
	assert_int_equal(flow_graph_add(&ring, "B", "C", 5, &err), 0);
	assert_int_equal(flow_graph_add(&ring, "C", "A", 5, &err), 0);
	assert_near(circularity(&ring).index, 1, 0);
}

static void the_greedy_choice_of_a_loop_does_not_spoil_the_sum(void **state)
{
	struct flow_graph g;
	struct error err;

	(void)state;
	/* Taking the short loop A>B>A first blocks two loops of three edges: 2 against 6. */
	flow_graph_init(&g);
	assert_int_equal(flow_graph_add(&g, "A", "B", 1, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "A", 1, &err), 0);
	assert_int_equal(flow_graph_add(&g, "B", "C", 1, &err), 0);
	assert_int_equal(flow_graph_add(&g, "C", "A", 1, &err), 0);
	assert_int_equal(flow_graph_add(&g, "A", "D", 1, &err), 0);
	assert_int_equal(flow_graph_add(&g, "D", "B", 1, &err), 0);
	assert_near(circularity(&g).circulation, 6, 1e-12);
}

struct expected {
	const char *graph;
	double total, circulation, index, scc_share, reciprocity;
};

static void the_worked_graphs_come_out(void **state)
{
	static const struct expected all[] = {
		{ "G1", 440.0, 120.0, 0.2727272727, 1.0, 0.0 },
		{ "G2", 563.0, 186.0, 0.3303730018, 1.0, 0.1172291297 },
		{ "G3", 1472.8, 503.6, 0.3419337317, 0.852661597, 0.2604562738 },
		{ "G4", 1200.5, 173.6, 0.144606414, 0.7745106206, 0.069637651 },
	};

	(void)state;
	for (size_t i = 0; i < sizeof all / sizeof all[0]; i++) {
		struct flow_graph g = graph(all[i].graph);
		struct circularity c = circularity(&g);

		assert_near(c.total, all[i].total, 1e-9);
		assert_near(c.circulation, all[i].circulation, 1e-9);
		assert_near(c.nett, all[i].total - all[i].circulation, 1e-9);
		assert_near(c.index, all[i].index, 5e-11);
		assert_near(c.scc_share, all[i].scc_share, 5e-10);
		assert_near(c.reciprocity, all[i].reciprocity, 5e-11);
	}
}

static void loops_are_named_with_their_bottleneck_the_greatest_first(void **state)
{
	struct flow_graph g = graph("G2");
	struct circularity c = circularity(&g);

	(void)state;
	assert_int_equal(c.loop_count, 2);
	assert_int_equal(c.loops[0].length, 3);
	assert_near(c.loops[0].bottleneck, 40, 0);
	assert_string_equal(g.names[c.loops[0].nodes[0]], "NVDA");
	assert_string_equal(g.names[c.loops[0].nodes[1]], "OAI");
	assert_string_equal(g.names[c.loops[0].nodes[2]], "ORCL");
	assert_int_equal(c.loops[1].length, 2);
	assert_near(c.loops[1].bottleneck, 33, 0);
}

static void a_dense_graph_ends_and_keeps_the_best_loops(void **state)
{
	struct flow_graph g;
	struct error err;
	char from[16], to[16];

	(void)state;
	flow_graph_init(&g);
	for (int a = 0; a < 16; a++) {
		for (int b = 0; b < 16; b++) {
			snprintf(from, sizeof from, "N%d", a);
			snprintf(to, sizeof to, "N%d", b);
			if (a != b)
				assert_int_equal(flow_graph_add(&g, from, to, 1 + (a * 7 + b * 3) % 5, &err), 0);
		}
	}
	struct circularity c = circularity(&g);
	assert_int_equal(c.loop_count, FLOW_LOOPS);
	for (int i = 1; i < c.loop_count; i++)
		assert_true(c.loops[i - 1].bottleneck >= c.loops[i].bottleneck);
	assert_true(c.index > 0.5 && c.index <= 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_amount_that_is_none_is_refused_by_the_pair),
		cmocka_unit_test(a_payment_to_oneself_or_to_nobody_is_refused),
		cmocka_unit_test(a_full_graph_refuses_more),
		cmocka_unit_test(nothing_paid_has_no_index),
		cmocka_unit_test(a_cycle_of_zero_connects_nothing),
		cmocka_unit_test(cycles_of_zero_beside_a_real_one_change_nothing),
		cmocka_unit_test(an_amount_too_small_to_count_ends_the_search),
		cmocka_unit_test(the_greatest_amounts_still_have_an_index),
		cmocka_unit_test(a_refused_payment_leaves_the_graph_as_it_was),
		cmocka_unit_test(a_tree_has_no_circulation_and_a_ring_nothing_else),
		cmocka_unit_test(the_greedy_choice_of_a_loop_does_not_spoil_the_sum),
		cmocka_unit_test(the_worked_graphs_come_out),
		cmocka_unit_test(loops_are_named_with_their_bottleneck_the_greatest_first),
		cmocka_unit_test(a_dense_graph_ends_and_keeps_the_best_loops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
