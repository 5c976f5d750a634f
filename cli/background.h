/* What a price is judged by: the accounts, the exchange rates and the exchanges' hours. Filled from the
 * store once for a command that shows several symbols. */
#ifndef FROTH_CLI_BACKGROUND_H
#define FROTH_CLI_BACKGROUND_H

#include "cli/freshness.h"
#include "market/fact.h"
#include "store/store.h"

struct background {
	struct exchanges exchanges;
	struct fact_list facts;
	struct fx_rate *rates; /* owned */
	size_t rate_count;
};

int background_load(struct background *b, struct store *s, struct error *err); /* release in any case */
void background_release(struct background *b);

#endif
