/* One answer into the store: its records and its source's state, in one transaction. */
#ifndef FROTH_CLI_COLLECT_PUT_H
#define FROTH_CLI_COLLECT_PUT_H

#include "fetch/batch.h"
#include "market/source_state.h"
#include "store/store.h"

struct collect_news {      /* what was put, for the viewer */
	size_t quotes;     /* rates counted too */
	size_t headlines;  /* new ones */
	size_t candidates; /* for the ledger, of new headlines */
	size_t bars;       /* of histories, the lines of the day left out */
	size_t facts;
	char renew[SYMBOL_SIZE]; /* whose figures are to be asked for again, for a report was filed; "" nobody's */
	char split[SYMBOL_SIZE]; /* whose bars of all intervals are to be asked for again, for it split; "" nobody's */
};

/* Press items older than press_since are left out of the batch, so that they do not come back as news
 * after they were pruned. Bars and events go in by collect_put_bars; what
 * had to be mended in them is said in the state. On -1 nothing was put. */
int collect_put(struct store *store, struct batch *batch, struct source_state *state, int64_t press_since,
		struct collect_news *news, struct error *err);

#endif
