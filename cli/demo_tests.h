/* The tests for explosive growth of the demo's day: of its made-up weekly closes, so that the index has all of its
 * components and each company something to say. The same numbers as the collector would find, with fewer
 * replicates since somebody waits. */
#ifndef FROTH_CLI_DEMO_TESTS_H
#define FROTH_CLI_DEMO_TESTS_H

#include "cli/demo_day.h"
#include "store/store.h"

/* Of each symbol and of the index's companies as one portfolio, up to the last week that was over; of the portfolio
 * at the end of each earlier month too, so that the index's history rests on the same components. */
int demo_tests_put(struct store *s, const struct demo_day *d, int64_t now, struct error *err);

#endif
