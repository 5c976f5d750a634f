/* Yahoo Finance answers as records. Pure parsers: bytes in, batch out. They
 * judge by content: an answer that is not of the expected shape returns -1 with what was expected
 * and what came, and leaves the batch as it was. */
#ifndef FROTH_FETCH_YAHOO_H
#define FROTH_FETCH_YAHOO_H

#include "fetch/batch.h"
#include "fetch/url.h"
#include "market/company.h"

#define YAHOO_SPARK_SYMBOLS 20 /* more in one request are answered with 400 */

/* Both spark shapes (v7 "spark.result[]" and v8 flat object) on either path. Gives a quote a symbol, an fx_rate
 * for a symbol "JPY=X" (USD to JPY) or "EURJPY=X" (EUR to JPY), and a "5m" series of today's closes. Asked symbols
 * that are missing are named in batch.warning; symbols that were not asked for are ignored, and bars at another
 * interval than the one asked for are not kept. */
int yahoo_spark_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, const char *interval, int64_t fetched, struct error *err);

/* v8 chart of one symbol's day with the hours around the session: a quote, its extended_price where there is one,
 * and the session's "5m" series, of source "yahoo-chart". A symbol that is not known is no failure: the batch is
 * empty and says so in its warning. */
int yahoo_quote_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
		      struct error *err);

#define YAHOO_V7_SYMBOLS 25 /* the longest symbols of so many fit into an address */
/* v7 quote, which wants a session (fetch/yahoo_session.h): of each symbol a quote of source "yahoo-v7", of "JPY=X" an
 * fx_rate. Unknown symbols are left out by Yahoo and named in batch.warning; none at all is an answer too. */
int yahoo_v7_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		   size_t asked_count, int64_t fetched, struct error *err);

/* v8 chart of one symbol: a series at `interval`, split and dividend events, and a quote. */
int yahoo_chart_parse(struct batch *out, const char *bytes, size_t length, const char *asked, const char *interval,
		      int64_t fetched, struct error *err);

/* Whether the answer to a request for one symbol's chart says that there is no such symbol. */
bool yahoo_is_unknown(const char *bytes, size_t length);

/* fundamentals-timeseries of one company: facts of source "yahoo-timeseries", of each concept the newest
 * year (TTM where quarters follow the last fiscal year), the last fiscal year, or the newest instant. None at
 * all, with a warning, where Yahoo knows no figures of the symbol, as of a fund. */
int yahoo_timeseries_parse(struct batch *out, const char *bytes, size_t length, const struct company *company,
			   int64_t fetched, struct error *err);
/* The path and query that ask for what the parser reads. -1: too long. */
int yahoo_timeseries_path(const char *symbol, char out[URL_SIZE]);

#endif
