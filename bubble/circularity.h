/* C, circularity: the flow graph that each camp reads from the ledger.
 *
 * Announced: every row that moves money from one firm to another, at its upper amount; where a later row
 * replaced an announcement, the announcement. Committed: rows of class contract, committed or done, at
 * their lower amount, without what was replaced. Where the ledger says what moves along the edge (a point in
 * a range, a part, or with what was paid before), that counts instead. Rumours, cancelled rows and mere figures count
 * nowhere. */
#ifndef FROTH_BUBBLE_CIRCULARITY_H
#define FROTH_BUBBLE_CIRCULARITY_H

#include "bubble/bubble.h"
#include "bubble/flow.h"

enum circle_view { CIRCLE_ANNOUNCED, CIRCLE_COMMITTED };

/* Amounts in USD. -1 where an amount is none or cannot be converted: err names the row. */
int circle_graph(struct flow_graph *g, enum circle_view view, const struct bubble_inputs *in, struct error *err);
/* Is the row one of the payments of that view? */
bool circle_counts(const struct deal_list *deals, const struct deal *d, enum circle_view view);
/* The same over the payments from or to one firm, by its code in the ledger. */
int circle_graph_of(struct flow_graph *g, enum circle_view view, const struct bubble_inputs *in, const char *firm,
		    struct error *err);
/* 100 C */
double circularity_score(const struct circularity *c);

#endif
