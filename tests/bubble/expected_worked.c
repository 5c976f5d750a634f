#include "tests/bubble/expected.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "bubble/circularity.h"
#include "bubble/dcf.h"
#include "bubble/delivery.h"
#include "bubble/financing.h"

/* ---- circularity of the worked edge lists ------------------------------------------------------------- */

static int edges_read(const char *name, struct flow_graph *g)
{
	FILE *f = fopen(EXPECTED_DATA "circle_edges.tsv", "r");
	char line[128], graph[8], payer[16], payee[16];
	struct error err;
	double amount;

	flow_graph_init(g);
	while (f && fgets(line, sizeof line, f))
		if (sscanf(line, "%7s %15s %15s %lf", graph, payer, payee, &amount) == 4 && strcmp(graph, name) == 0 &&
		    flow_graph_add(g, payer, payee, amount, &err))
			return -1;
	if (f)
		fclose(f);
	return g->edge_count > 0 ? 0 : -1;
}

static enum verdict circle_row(const struct row *r)
{
	char graph[8], what[16];
	struct flow_graph g;
	struct circularity c;

	if (sscanf(r->id, "worked.circ.%2[G1-4].%15s", graph, what) != 2)
		return NOT_OURS;
	if (edges_read(graph, &g))
		return WRONG;
	flow_circularity(&g, &c);
	const struct {
		const char *name;
		double value;
	} values[] = { { "total", c.total },
		       { "circular", c.circulation },
		       { "index", c.index },
		       { "scc_share", c.scc_share },
		       { "reciprocity", c.reciprocity } };
	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		if (strcmp(values[i].name, what) == 0)
			return agree(r, &values[i].value, 1);
	return NOT_OURS;
}

/* ---- the five companies ------------------------------------------------------------------------------- */

struct company {
	const char *code;
	double market_cap, revenue, income; /* 10^9 USD */
};

static const struct company companies[] = {
	{ "NVDA", 5340, 215.9 - 44.1 + 81.6, 120.1 },
	{ "AMD", 742, 34.639 - 7.438 + 10.253, 4.3 },
	{ "ORCL", 579, 67.4, 17.0 },
	{ "TSMC", 2000, 122.5, 55.2 },
	{ "SB", 252, 7798.6 / 158.73, 5002.3 / 158.73 },
};

/* By way of the program's own valuation: one share at a price of the market value. */
static struct valuation value_of(const struct company *c)
{
	struct fact facts[] = {
		{ .symbol = "X", .concept = "shares", .value = 1, .unit = "shares" },
		{ .symbol = "X", .concept = "revenue", .value = c->revenue, .unit = "USD", .period = "FY2026" },
		{ .symbol = "X", .concept = "net_income", .value = c->income, .unit = "USD", .period = "FY2026" },
	};
	struct fact_list list = { .items = facts, .count = 3 };
	struct quote q;
	struct valuation v;

	quote_init(&q);
	strcpy(q.symbol, "X");
	strcpy(q.currency, "USD");
	q.price = c->market_cap;
	valuation_compute(&v, &q, &list, NULL, 0);
	return v;
}

static const struct dcf sceptic = { 0.10, 0.03, 10 }, builder = { 0.08, 0.03, 10 };
static const double calm = 16.5, peak = 555.4 / 2.7;

static double company_value(const struct company *c, const char *what)
{
	struct valuation v = value_of(c);

	if (strcmp(what, "mcap") == 0)
		return v.market_cap_usd;
	if (strcmp(what, "ps") == 0)
		return v.ps;
	if (strcmp(what, "pe") == 0)
		return v.pe;
	if (strcmp(what, "earn_yield") == 0)
		return 1 / v.pe;
	if (strcmp(what, "rdcf_g_M") == 0)
		return dcf_implied_growth(&sceptic, c->market_cap, c->income);
	if (strcmp(what, "rdcf_g_H") == 0)
		return dcf_implied_growth(&builder, c->market_cap, c->income);
	if (strcmp(what, "rdcf_g_M_fcf") == 0)
		return dcf_implied_growth(&sceptic, c->market_cap, 96.7);
	if (strcmp(what, "rdcf_g_H_fcf") == 0)
		return dcf_implied_growth(&builder, c->market_cap, 96.7);
	return (double)NAN;
}

static enum verdict company_row(const struct row *r)
{
	char code[16], what[32];

	if (sscanf(r->id, "worked.%15[A-Za-z].%31s", code, what) != 2)
		return NOT_OURS;
	for (size_t i = 0; i < sizeof companies / sizeof companies[0]; i++) {
		double got = strcmp(code, "val") == 0 && strcmp(what, companies[i].code) == 0
				     ? stretch_score(value_of(&companies[i]).pe, calm, peak)
			     : strcmp(code, companies[i].code) == 0 ? company_value(&companies[i], what)
								    : (double)NAN;

		if (!isnan(got))
			return agree(r, &got, 1);
	}
	return NOT_OURS;
}

/* ---- the index from what is shipped --------------------------------------------------------------------- */

struct shipped_world {
	struct deal_list deals;
	struct fact_list facts;
	struct assumption_set set;
	struct bubble_inputs in;
	double capex;
	struct delivery delivery[CAMPS];
	double circularity[CAMPS];
	struct reading reading;
};

static int parts_compute(struct shipped_world *w, struct error *err)
{
	static const enum circle_view views[CAMPS] = { CIRCLE_ANNOUNCED, CIRCLE_COMMITTED };

	for (int c = 0; c < CAMPS; c++) {
		struct flow_graph g;
		struct circularity circle;

		if (delivery_compute(&w->delivery[c], &w->set.camp[c], &w->in, err) ||
		    circle_graph(&g, views[c], &w->in, err))
			return -1;
		flow_circularity(&g, &circle);
		w->circularity[c] = circularity_score(&circle);
	}
	bubble_compute(&w->reading, &w->set, &w->in, 0);
	for (size_t i = 0; i < w->reading.input_count; i++)
		if (strncmp(w->reading.inputs[i].name, "capex of ", 9) == 0)
			w->capex += w->reading.inputs[i].value * 1e9;
	return 0;
}

static int world_init(struct shipped_world *w)
{
	const struct shipped_file *ledger = shipped_find("ledger.tsv"), *facts = shipped_find("facts.tsv");
	const struct shipped_file *assumptions = shipped_find("assumptions.tsv");
	struct error err;

	*w = (struct shipped_world){ .capex = 0 };
	w->in = (struct bubble_inputs){ .deals = &w->deals, .facts = &w->facts };
	if (deal_list_parse(&w->deals, ledger->data, ledger->length, &err) ||
	    fact_list_parse(&w->facts, facts->data, facts->length, &err) ||
	    assumption_set_parse(&w->set, assumptions->data, assumptions->length, &err) || parts_compute(w, &err)) {
		printf("%s\n", err.text);
		return -1;
	}
	return 0;
}

static void world_release(struct shipped_world *w)
{
	deal_list_release(&w->deals);
	fact_list_release(&w->facts);
}

/* The mean of V, G, D and C. */
static double mean_of_four(const struct shipped_world *w, enum camp c)
{
	return (w->reading.components[c][COMPONENT_VALUATION] + w->reading.components[c][COMPONENT_REVENUE_GAP] +
		delivery_score(&w->delivery[c]) + w->circularity[c]) /
	       4;
}

static enum verdict pair_row(const struct row *r, const struct shipped_world *w)
{
	const double v[] = { w->reading.components[CAMP_MARCUS][COMPONENT_VALUATION],
			     w->reading.components[CAMP_HUANG][COMPONENT_VALUATION] };
	const double g[] = { w->reading.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP],
			     w->reading.components[CAMP_HUANG][COMPONENT_REVENUE_GAP] };
	const double d[] = { delivery_score(&w->delivery[CAMP_MARCUS]), delivery_score(&w->delivery[CAMP_HUANG]) };

	switch (r->id[strlen("worked.comp.")]) {
	case 'V':
		return agree(r, v, 2);
	case 'G':
		return agree(r, g, 2);
	case 'D':
		return agree(r, d, 2);
	default:
		return agree(r, w->circularity, 2);
	}
}

static enum verdict centre_row(const struct row *r, const struct shipped_world *w)
{
	double squares = pow(w->circularity[0] - w->circularity[1], 2) +
			 pow(delivery_score(&w->delivery[0]) - delivery_score(&w->delivery[1]), 2);

	for (int k = COMPONENT_VALUATION; k <= COMPONENT_REVENUE_GAP; k++)
		squares += pow(w->reading.components[0][k] - w->reading.components[1][k], 2);
	const double got[] = { (mean_of_four(w, CAMP_MARCUS) + mean_of_four(w, CAMP_HUANG)) / 2,
			       sqrt(squares / 12) / 4 };
	return agree(r, got, 2);
}

static double fact_value(const struct shipped_world *w, const char *symbol, const char *concept_name)
{
	const struct fact *f = fact_list_find(&w->facts, symbol, concept_name, NULL);

	return f ? f->value : (double)NAN;
}

struct named_value {
	const char *name;
	double value;
};

static enum verdict named_row(const struct row *r, const struct shipped_world *w)
{
	const struct assumptions *m = &w->set.camp[CAMP_MARCUS], *h = &w->set.camp[CAMP_HUANG];
	const struct named_value values[] = {
		{ "worked.capex.K2026", w->capex / 1e9 },
		{ "worked.five.mcap", 5340 + 742 + 579 + 2000 + 252 },
		{ "worked.five.mcap_over_K", cap_to_capex(8913e9, w->capex) },
		{ "worked.ORCL.mcap_over_capex", cap_to_capex(579, 95) },
		{ "worked.TSMC.mcap_over_capex", cap_to_capex(2000, 54) },
		{ "worked.ann.12.3", annuity(0.12, 3) },
		{ "worked.ann.12.20", annuity(0.12, 20) },
		{ "worked.ann.8.6", annuity(0.08, 6) },
		{ "worked.ann.8.20", annuity(0.08, 20) },
		{ "worked.req.M", required_revenue(m, w->capex) / 1e9 },
		{ "worked.req.H", required_revenue(h, w->capex) / 1e9 },
		{ "worked.dep.M", depreciation(m, w->capex) / 1e9 },
		{ "worked.dep.H", depreciation(h, w->capex) / 1e9 },
		{ "worked.gap.M", revenue_gap_score(counted_revenue(m), required_revenue(m, w->capex)) },
		{ "worked.gap.H", revenue_gap_score(counted_revenue(h), required_revenue(h, w->capex)) },
		{ "worked.val.anchor_hi", m->peak_pe },
		{ "worked.val.market_cape_log", w->reading.components[CAMP_HUANG][COMPONENT_VALUATION] },
		{ "worked.val.market_cape_pct", w->reading.components[CAMP_MARCUS][COMPONENT_VALUATION] },
		{ "worked.cahn.run_rate", cahn_required_revenue(4 * 75.2) / 4 },
		{ "worked.cahn.required", cahn_required_revenue(4 * 75.2) },
		{ "worked.cahn.gap_labs", cahn_required_revenue(4 * 75.2) - m->lab_revenue_usd / 1e9 },
		{ "worked.cahn.coverage", m->lab_revenue_usd / 1e9 / cahn_required_revenue(4 * 75.2) },
		{ "worked.cahn.2024check", cahn_required_revenue(150) },
		{ "worked.ORCL.rpo_over_rev", fact_value(w, "ORCL", "backlog") / fact_value(w, "ORCL", "revenue") },
		{ "worked.ORCL.capex_over_ocf_fy26",
		  fact_value(w, "ORCL", "capex") / fact_value(w, "ORCL", "operating_cash_flow") },
		{ "worked.deliv.n", w->delivery[CAMP_MARCUS].rows },
		{ "worked.deliv.total", w->delivery[CAMP_MARCUS].announced_usd / 1e9 },
		{ "worked.deliv.M", w->delivery[CAMP_MARCUS].share },
		{ "worked.deliv.H", w->delivery[CAMP_HUANG].share },
		{ "worked.index.M", mean_of_four(w, CAMP_MARCUS) },
		{ "worked.index.H", mean_of_four(w, CAMP_HUANG) },
	};

	for (size_t i = 0; i < sizeof values / sizeof values[0]; i++)
		if (strcmp(values[i].name, r->id) == 0)
			return agree(r, &values[i].value, 1);
	return NOT_OURS;
}

static enum verdict index_row(const struct row *r)
{
	struct shipped_world w;
	enum verdict v;

	if (strncmp(r->id, "worked.", 7) != 0)
		return NOT_OURS;
	if (world_init(&w))
		v = WRONG;
	else if (strncmp(r->id, "worked.comp.", 12) == 0)
		v = pair_row(r, &w);
	else if (strcmp(r->id, "worked.index.centre") == 0)
		v = centre_row(r, &w);
	else
		v = named_row(r, &w);
	world_release(&w);
	return v;
}

enum verdict expected_worked(const struct row *r)
{
	enum verdict v = circle_row(r);

	if (v == NOT_OURS)
		v = company_row(r);
	return v == NOT_OURS ? index_row(r) : v;
}
