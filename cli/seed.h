/* The figures that come with the program, put into the store so that a machine without a network
 * has a full board: ledger, facts, month-end closes, quotes, rates and a first reading, all of them
 * of SHIPPED_SOURCE. Done once for each version of the shipped data. */
#ifndef FROTH_CLI_SEED_H
#define FROTH_CLI_SEED_H

#include "store/store.h"

/* Makes the store and puts the shipped data of this program version into it, unless it is there. */
int seed_store(const char *path, int64_t now, struct error *err);
/* Puts the shipped data into an open store unless it is there; one transaction. The demo leaves the
 * quotes out, since its own would be older. */
int seed_put(struct store *s, bool with_quotes, int64_t now, struct error *err);
/* Opens the store for reading, seeded. A store that can be read and not written is read as it is. */
int seed_and_open(struct store **out, const char *path, int64_t now, struct error *err);

#endif
