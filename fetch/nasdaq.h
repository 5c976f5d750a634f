/* Nasdaq's "info" of one American share as a quote. A pure parser, as those of fetch/yahoo.h. */
#ifndef FROTH_FETCH_NASDAQ_H
#define FROTH_FETCH_NASDAQ_H

#include "fetch/batch.h"

/* Gives a quote of source "nasdaq". Out of hours the first price of the answer is the extended one and the
 * second the regular one; which it is, the session's name says (today's names and those of 2019). A symbol
 * that it does not know is no failure: the batch is empty and says so in its warning. */
int nasdaq_info_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
		      struct error *err);

#endif
