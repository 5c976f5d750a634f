/* The loops of a flow graph by name: who pays whom until the money is back, and how much fits through.
 * Used by flow.c only. */
#ifndef FROTH_BUBBLE_FLOW_LOOPS_H
#define FROTH_BUBBLE_FLOW_LOOPS_H

#include "bubble/flow.h"

/* Fills c->loops; needs c->component. */
void flow_loops_find(const struct flow_graph *g, struct circularity *c);

#endif
