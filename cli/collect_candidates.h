/* Candidates for the ledger from headlines that have just come in. */
#ifndef FROTH_CLI_COLLECT_CANDIDATES_H
#define FROTH_CLI_COLLECT_CANDIDATES_H

#include "store/store.h"

/* Puts what the headlines behind the row `after` suggest and the ledger does not say yet; *added: how many. */
int collect_note_candidates(struct store *store, int64_t after, size_t *added, struct error *err);

#endif
