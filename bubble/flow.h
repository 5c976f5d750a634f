/* Money that goes round: a directed multigraph of payments, and how much of it can be explained as
 * circulation. An edge runs from the payer to the payee; an investor pays the firm it invests in.
 *
 * The index is that of circular directional flow decomposition (Homs-Dones, MacKay, Sansom and Zhou,
 * arXiv:2506.12546): the largest circulation that fits under the amounts, over their total. 0 is a flow
 * without any cycle, 1 one that is nothing but cycles. It is computed from the other side: the least
 * money that leaves every firm with the same balance of paid and received, carried over the same edges
 * (a minimum-cost flow, each edge at cost 1), is what does not go round. */
#ifndef FROTH_BUBBLE_FLOW_H
#define FROTH_BUBBLE_FLOW_H

#include <stddef.h>

#include "base/error.h"

#define FLOW_NODES 64
#define FLOW_EDGES 256
#define FLOW_NAME_SIZE 16
#define FLOW_LOOP_LENGTH 8
#define FLOW_LOOPS 16

struct flow_edge {
	int payer, payee; /* index of the node */
	double amount;    /* finite, >= 0 */
};

struct flow_graph {
	char names[FLOW_NODES][FLOW_NAME_SIZE];
	struct flow_edge edges[FLOW_EDGES];
	int node_count, edge_count;
};

void flow_graph_init(struct flow_graph *g);
/* Adds a payment; several of one pair stay apart. -1 and nothing added for a negative, infinite or missing
 * amount, an empty or overlong name, a payment to oneself, or a graph that is full. */
int flow_graph_add(struct flow_graph *g, const char *payer, const char *payee, double amount, struct error *err);

struct flow_loop {
	int nodes[FLOW_LOOP_LENGTH]; /* the payer first; the last one pays it back */
	int length;
	double bottleneck; /* the least of the sums paid along it */
};

struct circularity {
	double total;
	double nett;        /* what does not go round */
	double circulation; /* total - nett */
	double index;       /* circulation / total; NAN when nothing is paid */
	double scc_share;   /* share of money between firms that can reach each other; saturates, so only shown */
	double reciprocity; /* share of money that is paid straight back, 2 min(a>b, b>a) */
	int component[FLOW_NODES]; /* strongly connected component of the node; edges of amount 0 connect nothing */
	struct flow_loop loops[FLOW_LOOPS]; /* the greatest bottlenecks first, shorter before longer */
	int loop_count;
};

/* Never fails: a graph that was built by flow_graph_add is sound. */
void flow_circularity(const struct flow_graph *g, struct circularity *c);

#endif
