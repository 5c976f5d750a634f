/* The froth index from what the store holds: gathers the inputs, leaves the arithmetic to bubble/. */
#ifndef FROTH_CLI_INDEX_H
#define FROTH_CLI_INDEX_H

#include "bubble/bubble.h"
#include "store/store.h"

/* Both camps' assumptions as they come with the program. */
int index_assumptions(struct assumption_set *set, struct error *err);
/* One reading from the store's deals, facts, quotes and rates. */
int index_compute(struct reading *r, struct store *s, const struct assumption_set *set, int64_t now, struct error *err);
/* Computes a reading with the shipped assumptions and stores it. */
int index_store(struct store *s, int64_t now, struct error *err);

#endif
