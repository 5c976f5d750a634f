#include "bubble/flow_loops.h"

#include <math.h>
#include <stdbool.h>
#include <string.h>

/* A walk that has not come back yet. Every loop is found once: from its node of least index. */
struct search {
	double paid[FLOW_NODES][FLOW_NODES]; /* all payments of a pair together */
	int node_count;
	struct circularity *found;
	struct flow_loop walk;
	bool visited[FLOW_NODES];
	long steps_left; /* a dense graph has more loops than anybody reads */
};

static bool comes_before(const struct flow_loop *a, const struct flow_loop *b)
{
	if (a->bottleneck != b->bottleneck)
		return a->bottleneck > b->bottleneck;
	return a->length < b->length;
}

static void loop_keep(struct circularity *c, const struct flow_loop *loop)
{
	int at = c->loop_count;

	if (at == FLOW_LOOPS) {
		if (!comes_before(loop, &c->loops[at - 1]))
			return;
		at--;
	} else {
		c->loop_count++;
	}
	for (; at > 0 && comes_before(loop, &c->loops[at - 1]); at--)
		c->loops[at] = c->loops[at - 1];
	c->loops[at] = *loop;
}

/* Extends the walk by every payee of its last node; recursion ends at FLOW_LOOP_LENGTH. */
static void walk_on(struct search *s)
{
	struct flow_loop *walk = &s->walk;
	int start = walk->nodes[0], last = walk->nodes[walk->length - 1];
	double before = walk->bottleneck;

	if (s->steps_left-- <= 0)
		return;
	if (walk->length > 1 && s->paid[last][start] > 0) {
		struct flow_loop loop = *walk;

		loop.bottleneck = fmin(before, s->paid[last][start]);
		loop_keep(s->found, &loop);
	}
	for (int next = start + 1; next < s->node_count && walk->length < FLOW_LOOP_LENGTH; next++) {
		if (s->visited[next] || !(s->paid[last][next] > 0) ||
		    s->found->component[next] != s->found->component[start])
			continue;
		s->visited[next] = true;
		walk->nodes[walk->length++] = next;
		walk->bottleneck = fmin(before, s->paid[last][next]);
		walk_on(s);
		walk->length--;
		walk->bottleneck = before;
		s->visited[next] = false;
	}
}

void flow_loops_find(const struct flow_graph *g, struct circularity *c)
{
	struct search s = { .node_count = g->node_count, .found = c, .steps_left = 1000000 };

	for (int e = 0; e < g->edge_count; e++)
		s.paid[g->edges[e].payer][g->edges[e].payee] += g->edges[e].amount;
	for (int start = 0; start < g->node_count; start++) {
		s.walk = (struct flow_loop){ .nodes = { start }, .length = 1, .bottleneck = (double)INFINITY };
		walk_on(&s);
	}
}
