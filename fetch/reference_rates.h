/* Daily reference rates as records: the European Central Bank's own list, and Frankfurter's, which has more
 * currencies. Pure parsers, as those of fetch/yahoo.h. The rates are of a day, not of an instant: they are dated
 * midnight UTC of it, and so never take the place of a rate that was traded on that day. */
#ifndef FROTH_FETCH_REFERENCE_RATES_H
#define FROTH_FETCH_REFERENCE_RATES_H

#include "fetch/batch.h"

/* Asked are symbols like "JPY=X": rates from the dollar, of source "frankfurter". Reads today's shape (a list of
 * {date, base, quote, rate}, or one such object) and the older one ({base, date, rates}). */
int frankfurter_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, int64_t fetched, struct error *err);

/* The list has rates from the euro; those from the dollar are their quotients, of source "ecb". It has no New
 * Taiwan dollar. */
int ecb_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE], size_t asked_count,
	      int64_t fetched, struct error *err);

#endif
