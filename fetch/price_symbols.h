/* What prices are asked for: the watched symbols and the exchange rates that they need. */
#ifndef FROTH_FETCH_PRICE_SYMBOLS_H
#define FROTH_FETCH_PRICE_SYMBOLS_H

#include "fetch/source.h"

struct price_symbols {
	char (*symbols)[SYMBOL_SIZE]; /* owned, no two alike: rates ("JPY=X") first, then as in the watchlists */
	size_t count;
};

/* -1: out of memory. Release in any case. */
int price_symbols_gather(struct price_symbols *a, const struct source_settings *settings);
void price_symbols_release(struct price_symbols *a);

#endif
