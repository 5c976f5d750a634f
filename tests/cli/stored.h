/* What a collector has left in a store, as a test reads it. */
#ifndef FROTH_TESTS_CLI_STORED_H
#define FROTH_TESTS_CLI_STORED_H

#include "store/store.h"

/* For reading; fails the test if it cannot be opened. store_free afterwards. */
struct store *stored_open(const char *path);
/* false: the store has no source of that name. */
bool stored_find_state(const char *path, const char *source, struct source_state *out);
/* Fails the test if the store has no source of that name. */
struct source_state stored_state(const char *path, const char *source);

#endif
