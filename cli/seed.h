/* The figures that come with the program, put into the store so that a machine without a network
 * has a full board: ledger, facts, month-end closes, quotes, rates and a first reading, all of them
 * of SHIPPED_SOURCE. Done once for each version of the shipped data, and again for the ledger
 * whenever the person's own file has changed. The readings of the time before the first run are made
 * anew whenever the weights or the mean of the index have changed, so that its line stays of one kind. */
#ifndef FROTH_CLI_SEED_H
#define FROTH_CLI_SEED_H

#include "store/store.h"

/* Makes the store and puts the shipped data of this program version into it, with the person's own
 * ledger, unless it is there. A wrong ledger of the person's is told on stderr and left out. */
int seed_store(const char *path, const struct index_options *options, int64_t now, struct error *err);
/* Puts the person's own ledger as it is now into the open store, with the readings that follow, in one
 * transaction; *changed: its rows are other ones. A wrong file changes nothing, and `refusal` says why. */
int seed_refresh_ledger(struct store *s, const struct index_options *options, int64_t now, bool *changed,
			struct error *refusal, struct error *err);
/* Puts the shipped data into the open store of the demo; one transaction. Without quotes, since the
 * demo's own would be older, and without the person's ledger. */
int seed_put_demo(struct store *s, int64_t now, struct error *err);
/* Opens the store for reading, seeded. A store that can be read and not written is read as it is. */
int seed_and_open(struct store **out, const char *path, const struct index_options *options, int64_t now,
		  struct error *err);

#endif
