/* What the parsers of the sources that stand in have in common. Private to fetch/. */
#ifndef FROTH_FETCH_FALLBACK_H
#define FROTH_FETCH_FALLBACK_H

#include <cjson/cJSON.h>

#include "fetch/batch.h"

/* Adds "2 of 5 symbols missing: FOO BAR" to the batch's warning for the symbols that it has neither a quote
 * nor a rate of. */
void batch_name_missing(struct batch *b, const char (*asked)[SYMBOL_SIZE], size_t count);
/* Whether the batch holds a quote, a rate (of "JPY=X") or a series of daily bars of the symbol. */
bool batch_has_symbol(const struct batch *b, const char *symbol);

/* Times later than this after the fetch are no times of ours. */
#define FALLBACK_FUTURE_S 86400
/* Whether a price may be said to be of that instant. */
bool is_possible_time(int64_t as_of, int64_t fetched);
/* The time of a price as a member in whole seconds; 0 where it is none, or of another decade than the fetch. */
int64_t price_time(const cJSON *object, const char *name, int64_t fetched);

#endif
