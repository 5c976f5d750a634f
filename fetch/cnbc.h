/* CNBC's answers as records. Pure parsers, as those of fetch/yahoo.h: an answer that is not of the expected
 * shape returns -1 with what was expected and what came, and leaves the batch as it was.
 *
 * Everything there is text made for people ("1,157.25", "UNCH", "+0.51%"), and times come in three forms. */
#ifndef FROTH_FETCH_CNBC_H
#define FROTH_FETCH_CNBC_H

#include "fetch/batch.h"

#define CNBC_QUOTES 20 /* symbols in one request */
#define CNBC_SYMBOL_SIZE (SYMBOL_SIZE + 8)

/* What CNBC calls a symbol: "9984.T" 9984.T-JP, "2330.TW" 2330-TW, "JPY=X" JPY=, "^IXIC" .IXIC, "BRK-B" BRK.B,
 * "NVDA" itself. -1: no name of it is known. */
int cnbc_symbol(const char *symbol, char out[CNBC_SYMBOL_SIZE]);

/* restQuote, whichever of its three envelopes, of a list or a single object. Gives a quote a symbol or a rate,
 * of source "cnbc". Symbols that it does not know (code 1), or that have no price, no time or another
 * currency than their exchange's, are named in batch.warning; an answer in which none is known is good. */
int cnbc_quotes_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, int64_t fetched, struct error *err);

/* Daily bars of one symbol, adjusted for splits but not for dividends: a "1d" series of source "cnbc-bars".
 * Prints of Saturdays and Sundays are dropped. */
int cnbc_bars_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
		    struct error *err);

#endif
