/* `froth --demo`: a recorded day, replayed in a store of its own, so that the dashboard can be seen
 * at work without a network. Every record says that it is of the demo; nothing in it is a live price. */
#ifndef FROTH_CLI_DEMO_H
#define FROTH_CLI_DEMO_H

#include <stdbool.h>
#include <stdio.h>

#include "base/clock.h"
#include "base/error.h"
#include "base/paths.h"

/* When the demo starts unless FROTH_NOW says otherwise: a Friday on which New York is open. */
#define DEMO_NOW "2026-08-21T18:48:03Z"

/* Makes the demo's store anew and fills it up to the start; store_path gets its path. Sets FROTH_NOW
 * in the environment where it is not set, so that the child lives on the same day. */
int demo_begin(char store_path[PATH_SIZE], struct error *err);
/* The demo's collector: a step a second, until it is ended by a signal, as a child also when stdin
 * ends. News lines on `out` as a child. */
int demo_collect(const char *store_path, const struct clock *clock, bool child, FILE *out, struct error *err);

#endif
