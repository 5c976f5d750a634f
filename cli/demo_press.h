/* What the demo's press says, and the demo's sources: made up, and marked as such. */
#ifndef FROTH_CLI_DEMO_PRESS_H
#define FROTH_CLI_DEMO_PRESS_H

#include "store/store.h"

/* Puts the headlines that came in (from, until], and says how many. `start` is when the demo began:
 * the headlines are timed from there. */
int demo_press_put(struct store *s, int64_t start, int64_t from, int64_t until, size_t *count, struct error *err);
/* Puts the states of the demo's sources as they are at `now`. */
int demo_sources_put(struct store *s, int64_t start, int64_t now, size_t *count, struct error *err);

#endif
