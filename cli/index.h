/* The froth index from what the store holds: gathers the inputs, leaves the arithmetic to bubble/. */
#ifndef FROTH_CLI_INDEX_H
#define FROTH_CLI_INDEX_H

#include "bubble/bubble.h"
#include "store/store.h"

/* Both camps' assumptions as they come with the program. */
int index_assumptions(struct assumption_set *set, struct error *err);
/* The records as bubble/ takes them; all borrowed. options NULL: equal weights, arithmetic mean. */
struct bubble_inputs index_inputs(const struct index_records *records, const struct index_options *options);
/* One reading from all that the store holds. */
int index_compute(struct reading *r, struct store *s, const struct assumption_set *set,
		  const struct index_options *options, int64_t now, struct error *err);
/* Computes a reading with the shipped assumptions and stores it. */
int index_store(struct store *s, const struct index_options *options, int64_t now, struct error *err);

#endif
