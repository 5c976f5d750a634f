/* Prices of an answer that are kept back: what market/doubt.h does not believe, and what is so old that somebody else
 * is to be asked. */
#ifndef FROTH_CLI_COLLECT_DOUBT_H
#define FROTH_CLI_COLLECT_DOUBT_H

#include "cli/freshness.h"
#include "fetch/batch.h"
#include "fetch/source.h"
#include "market/doubt.h"
#include "store/store.h"

/* Before the answer is stored: takes prices and rates that are not believed out of it, with the bars that came with
 * them, and says so in the source's state. */
int collect_drop_doubtful(struct store *store, struct doubt_list *doubts, struct source *s, struct batch *batch,
			  struct error *err);
/* After it: takes out prices of days ago while their market is open, so that the next in the chain is asked. */
void collect_drop_old(const struct exchanges *exchanges, struct batch *batch, int64_t now);

#endif
