/* What the spark and chart answers have in common: errors, meta, bars. Private to fetch/yahoo_*.c. */
#ifndef FROTH_FETCH_YAHOO_READ_H
#define FROTH_FETCH_YAHOO_READ_H

#include "fetch/batch.h"
#include "fetch/payload.h"

/* Times later than this after the fetch are no times of ours. */
#define YAHOO_FUTURE_S 86400

/* If the document carries Yahoo's error object (under chart, spark, finance or timeseries), says it and returns -1. */
int yahoo_check_error(const cJSON *json, struct error *err);

/* Fills q from a `meta` object. false if it has no usable price and time. */
bool yahoo_read_meta(struct quote *q, const cJSON *meta, const char *symbol, const char *source, int64_t fetched);

/* true if `got` is another way to write `asked`: "USDJPY=X" for "JPY=X". */
bool yahoo_same_symbol(const char *asked, const char *got);

struct yahoo_bars {
	const cJSON *timestamp; /* array of seconds */
	const cJSON *quote;     /* object of arrays: open high low close volume */
	const cJSON *adjusted;  /* array, NULL none */
	double scale;           /* of prices, for exchanges that quote in hundredths */
	int64_t utc_offset_s;   /* of the exchange */
};
/* Appends the bars with a usable time and close; arrays of unequal length are read to the shortest
 * of time and close. 0, or -1 out of memory. */
int yahoo_read_bars(struct candle_series *series, const struct yahoo_bars *bars);

/* The start of the bar that a time belongs to: midnight UTC of the exchange's date, of its week's
 * Monday, of its month's first day; the time itself for intervals within a day. */
int64_t yahoo_bar_start(int64_t time, const char *interval, int64_t utc_offset_s);

/* The major currency that a symbol's exchange trades in, by Yahoo's suffix ("9984.T" JPY, none USD), for
 * the answers that name none; NULL where the suffix does not tell. Borrowed. */
const char *yahoo_currency_of(const char *symbol);

/* "JPY=X" is yen for a dollar, "EURUSD=X" dollars for a euro. false if the symbol is no such pair. */
bool yahoo_read_pair(const char *symbol, char from[CURRENCY_SIZE], char to[CURRENCY_SIZE]);

#endif
