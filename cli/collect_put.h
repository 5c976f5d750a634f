/* One answer into the store: its records and its source's state, in one transaction. */
#ifndef FROTH_CLI_COLLECT_PUT_H
#define FROTH_CLI_COLLECT_PUT_H

#include "fetch/batch.h"
#include "market/source_state.h"
#include "store/store.h"

struct collect_news {     /* what was put, for the viewer */
	size_t quotes;    /* rates counted too */
	size_t headlines; /* new ones */
	size_t candidates; /* for the ledger, of new headlines */
	size_t bars;      /* of histories, the lines of the day left out */
	size_t facts;
	char renew[SYMBOL_SIZE]; /* whose figures are to be asked for again, for a report was filed; "" nobody's */
};

/* Press items older than press_since are left out of the batch, so that they do not come back as news
 * after they were pruned. A split newer than the store's last one replaces the whole history, for its
 * older bars are of another scale. On -1 nothing was put. */
int collect_put(struct store *store, struct batch *batch, const struct source_state *state, int64_t press_since,
		struct collect_news *news, struct error *err);

#endif
