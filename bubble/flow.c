#include "bubble/flow.h"

#include <assert.h>
#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "bubble/flow_loops.h"

void flow_graph_init(struct flow_graph *g)
{
	g->node_count = 0;
	g->edge_count = 0;
}

/* The node of that name, made if it is new; -1 if there is no room. */
static int node_of(struct flow_graph *g, const char *name)
{
	for (int i = 0; i < g->node_count; i++)
		if (strcmp(g->names[i], name) == 0)
			return i;
	if (g->node_count == FLOW_NODES)
		return -1;
	snprintf(g->names[g->node_count], FLOW_NAME_SIZE, "%s", name);
	return g->node_count++;
}

static int payment_check(const char *payer, const char *payee, double amount, struct error *err)
{
	char from[2 * FLOW_NAME_SIZE], to[2 * FLOW_NAME_SIZE];

	safe_copy(from, sizeof from, payer);
	safe_copy(to, sizeof to, payee);
	if (!*payer || !*payee || strlen(payer) >= FLOW_NAME_SIZE || strlen(payee) >= FLOW_NAME_SIZE)
		return error_set(err, "payment from \"%s\" to \"%s\": expected names of 1 to %d bytes", from, to,
				 FLOW_NAME_SIZE - 1);
	if (strcmp(payer, payee) == 0)
		return error_set(err, "payment from \"%s\" to itself: expected two firms", from);
	if (!isfinite(amount) || amount < 0)
		return error_set(err, "payment from \"%s\" to \"%s\": expected an amount of at least 0, not %g", from,
				 to, amount);
	return 0;
}

int flow_graph_add(struct flow_graph *g, const char *payer, const char *payee, double amount, struct error *err)
{
	if (payment_check(payer, payee, amount, err))
		return -1;
	int nodes_before = g->node_count;
	int from = node_of(g, payer), to = node_of(g, payee);

	if (from < 0 || to < 0 || g->edge_count == FLOW_EDGES) {
		g->node_count = nodes_before;
		return error_set(err, "expected at most %d firms and %d payments", FLOW_NODES, FLOW_EDGES);
	}
	g->edges[g->edge_count++] = (struct flow_edge){ from, to, amount };
	return 0;
}

/* ---- the least money that carries the balances --------------------------------------------------- */

/* A residual arc: what can still be sent along an edge, or what can be taken back from it. Arc 2e is edge
 * e forwards at cost 1, arc 2e + 1 is the same backwards at cost -1. */
struct network {
	const struct flow_graph *graph;
	double room[2 * FLOW_EDGES];
	double balance[FLOW_NODES]; /* paid - received that is still to be carried away from here */
	double negligible;          /* a remainder of rounding, not of money */
};

static int arc_from(const struct network *n, int arc)
{
	const struct flow_edge *e = &n->graph->edges[arc / 2];

	return arc % 2 ? e->payee : e->payer;
}

static int arc_to(const struct network *n, int arc)
{
	return arc_from(n, arc ^ 1);
}

static void network_init(struct network *n, const struct flow_graph *g, double total)
{
	memset(n, 0, sizeof *n);
	n->graph = g;
	n->negligible = total * 1e-12;
	for (int e = 0; e < g->edge_count; e++) {
		n->room[2 * e] = g->edges[e].amount;
		n->balance[g->edges[e].payer] += g->edges[e].amount;
		n->balance[g->edges[e].payee] -= g->edges[e].amount;
	}
}

/* Bellman-Ford from every node with money to carry: arrival[v] is the arc by which the cheapest path comes
 * to v, -1 at a source. Of paths of one cost the one with fewer arcs wins: that keeps arcs of a cycle of
 * cost 0 from being taken again and again, and bounds the number of paths even for real amounts. */
static void cheapest_paths(const struct network *n, long cost[FLOW_NODES], int arrival[FLOW_NODES])
{
	const long unreached = (long)FLOW_NODES * FLOW_NODES * 4, step = FLOW_NODES;
	bool changed = true;

	for (int v = 0; v < n->graph->node_count; v++) {
		cost[v] = n->balance[v] > n->negligible ? 0 : unreached;
		arrival[v] = -1;
	}
	for (int round = 0; changed && round < n->graph->node_count; round++) {
		changed = false;
		for (int arc = 0; arc < 2 * n->graph->edge_count; arc++) {
			int from = arc_from(n, arc), to = arc_to(n, arc);
			long through = cost[from] + (arc % 2 ? -step : step) + 1;

			if (n->room[arc] > n->negligible && cost[from] < unreached && through < cost[to]) {
				cost[to] = through;
				arrival[to] = arc;
				changed = true;
			}
		}
	}
}

/* The node of least cost that still has to receive, or -1. */
static int nearest_taker(const struct network *n, const long cost[FLOW_NODES])
{
	int best = -1;

	for (int v = 0; v < n->graph->node_count; v++)
		if (n->balance[v] < -n->negligible && cost[v] < (long)FLOW_NODES * FLOW_NODES * 4 &&
		    (best < 0 || cost[v] < cost[best]))
			best = v;
	return best;
}

static void carry(struct network *n, const int arrival[FLOW_NODES], int taker)
{
	double amount = -n->balance[taker];
	int giver = taker;

	for (; arrival[giver] >= 0; giver = arc_from(n, arrival[giver]))
		amount = fmin(amount, n->room[arrival[giver]]);
	amount = fmin(amount, n->balance[giver]);
	for (int v = taker; v != giver; v = arc_from(n, arrival[v])) {
		n->room[arrival[v]] -= amount;
		n->room[arrival[v] ^ 1] += amount;
	}
	n->balance[giver] -= amount;
	n->balance[taker] += amount;
}

static double nett_flow(const struct flow_graph *g, double total)
{
	struct network n;
	long cost[FLOW_NODES];
	int arrival[FLOW_NODES];
	double nett = 0;

	network_init(&n, g, total);
	/* The payments themselves carry the balances, so a taker can always be reached. */
	for (;;) {
		cheapest_paths(&n, cost, arrival);
		int taker = nearest_taker(&n, cost);

		if (taker < 0)
			break;
		carry(&n, arrival, taker);
	}
	for (int e = 0; e < g->edge_count; e++)
		nett += n.room[2 * e + 1];
	return nett;
}

/* ---- shares -------------------------------------------------------------------------------------- */

static double between(const struct flow_graph *g, int payer, int payee)
{
	double sum = 0;

	for (int e = 0; e < g->edge_count; e++)
		if (g->edges[e].payer == payer && g->edges[e].payee == payee)
			sum += g->edges[e].amount;
	return sum;
}

static double returned_straight(const struct flow_graph *g)
{
	double sum = 0;

	for (int a = 0; a < g->node_count; a++)
		for (int b = 0; b < a; b++)
			sum += 2 * fmin(between(g, a, b), between(g, b, a));
	return sum;
}

/* Warshall's closure: the graphs are small. */
static void reachability(const struct flow_graph *g, bool reach[FLOW_NODES][FLOW_NODES])
{
	memset(reach, 0, sizeof(bool[FLOW_NODES][FLOW_NODES]));
	for (int e = 0; e < g->edge_count; e++)
		if (g->edges[e].amount > 0)
			reach[g->edges[e].payer][g->edges[e].payee] = true;
	for (int via = 0; via < g->node_count; via++)
		for (int a = 0; a < g->node_count; a++)
			for (int b = 0; reach[a][via] && b < g->node_count; b++)
				reach[a][b] = reach[a][b] || reach[via][b];
}

static double connected_money(const struct flow_graph *g, int component[FLOW_NODES])
{
	bool reach[FLOW_NODES][FLOW_NODES];
	double sum = 0;

	reachability(g, reach);
	for (int a = 0; a < g->node_count; a++) {
		component[a] = a;
		for (int b = a - 1; b >= 0; b--)
			if (reach[a][b] && reach[b][a])
				component[a] = component[b];
	}
	for (int e = 0; e < g->edge_count; e++)
		if (component[g->edges[e].payer] == component[g->edges[e].payee])
			sum += g->edges[e].amount;
	return sum;
}

void flow_circularity(const struct flow_graph *g, struct circularity *c)
{
	memset(c, 0, sizeof *c);
	for (int e = 0; e < g->edge_count; e++)
		c->total += g->edges[e].amount;
	double connected = connected_money(g, c->component);

	c->index = c->scc_share = c->reciprocity = (double)NAN;
	if (!(c->total > 0))
		return;
	c->nett = nett_flow(g, c->total);
	c->circulation = fmax(0, c->total - c->nett);
	c->index = c->circulation / c->total;
	c->scc_share = connected / c->total;
	c->reciprocity = returned_straight(g) / c->total;
	flow_loops_find(g, c);
}
