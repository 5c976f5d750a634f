/* New reports among a company's filings: whose figures are to be asked for again. */
#ifndef FROTH_CLI_COLLECT_FILINGS_H
#define FROTH_CLI_COLLECT_FILINGS_H

#include "fetch/batch.h"
#include "store/store.h"

/* Looks at the filings of the batch, which are of one company, within the transaction that puts it. A report
 * that was not there the last time renews; so does, for a week, one whose figures have not reached the store,
 * since the service of figures lags behind that of filings. The first look at a company renews nothing by
 * itself. `renew` is "" or the symbol. */
int collect_note_filings(struct store *store, const struct batch *batch, int64_t now, char renew[SYMBOL_SIZE],
			 struct error *err);

#endif
