/* The words around an amount that say how to take it: "up to", "nearly", "plus de", 最大, "or more". Tables;
 * private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_BOUND_H
#define FROTH_MARKET_AMOUNTS_BOUND_H

#include "market/amounts.h"
#include "market/amounts_text.h"

struct bearing {
	enum bound bound; /* BOUND_EXACT where nothing was said */
	bool approximate;
	bool is_pair;    /* "between", "entre": the two numbers that follow are one range */
	bool is_from;    /* "from", "de": they may be one, or a change from one to the other */
	bool is_changed; /* ... and a verb before it says that something rose or fell */
};

/* Takes the words that end at `start` and those that begin at `end`. */
void bearing_read(const struct passage *p, size_t start, size_t end, struct bearing *b);

#endif
