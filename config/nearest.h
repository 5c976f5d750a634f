/* The nearest known word to a mistyped one, for "did you mean ...?". */
#ifndef FROTH_CONFIG_NEAREST_H
#define FROTH_CONFIG_NEAREST_H

#include <stddef.h>

struct nearest {
	const char *typed;
	const char *best; /* borrowed; NULL while nothing is near enough */
	size_t distance;
};

void nearest_init(struct nearest *n, const char *typed);
/* Offers one known word; it must outlive the search. */
void nearest_offer(struct nearest *n, const char *known);

#endif
