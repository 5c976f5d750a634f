/* Yahoo Finance answers as records. Pure parsers: bytes in, batch out. They
 * judge by content: an answer that is not of the expected shape returns -1 with what was expected
 * and what came, and leaves the batch as it was. */
#ifndef FROTH_FETCH_YAHOO_H
#define FROTH_FETCH_YAHOO_H

#include "fetch/batch.h"

#define YAHOO_SPARK_SYMBOLS 20 /* more in one request are answered with 400 */

/* Both spark shapes (v7 "spark.result[]" and v8 flat object) on either path. Gives a quote a symbol, an fx_rate
 * for a symbol "XXX=X" (USD to XXX) or "XXXYYY=X", and a "5m" series of today's closes. Asked symbols
 * that are missing are named in batch.warning; symbols that were not asked for are ignored. */
int yahoo_spark_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, const char *interval, int64_t fetched, struct error *err);

/* v8 chart of one symbol: a series at `interval`, split and dividend events, and a quote. */
int yahoo_chart_parse(struct batch *out, const char *bytes, size_t length, const char *asked, const char *interval,
		      int64_t fetched, struct error *err);

#endif
