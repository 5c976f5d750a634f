/* What the spark and chart answers have in common: errors, meta, bars. Private to fetch/yahoo_*.c. */
#ifndef FROTH_FETCH_YAHOO_READ_H
#define FROTH_FETCH_YAHOO_READ_H

#include "fetch/batch.h"
#include "fetch/json_outline.h"
#include "fetch/payload.h"

/* Times later than this after the fetch are no times of ours. */
#define YAHOO_FUTURE_S 86400

/* If the document carries Yahoo's error object (under chart, spark, finance, timeseries or quoteResponse), says it and
 * returns -1. */
int yahoo_check_error(const cJSON *json, struct error *err);

/* Fills q from a `meta` object. false if it has no usable price and time. */
bool yahoo_read_meta(struct quote *q, const cJSON *meta, const char *symbol, const char *source, int64_t fetched);

/* Whether two prices of one answer are one price: the trades of the bars come in single precision, those of `meta`
 * rounded to three decimals. `scale` is that of both. */
bool yahoo_is_same_price(double a, double b, double scale);

/* Whether an object says that its bars are of the interval, or says nothing of it: dataGranularity is "5m" or, in
 * seconds, 300. "60m" and "1h" are one thing. */
bool yahoo_has_interval(const cJSON *object, const char *interval);

/* The newest regular session that a `meta` names: the last of tradingPeriods in any of its three shapes, else
 * currentTradingPeriod, which may be that of the day to come. false: none. */
bool yahoo_read_session(const cJSON *meta, int64_t *start, int64_t *end);

/* Writes the exchange that a venue code of Yahoo's ("NMS") stands for; NULL writes nothing. */
void yahoo_read_exchange(struct quote *q, const char *name);

/* true if `got` is another way to write `asked`: "USDJPY=X" for "JPY=X". */
bool yahoo_same_symbol(const char *asked, const char *got);

struct yahoo_bars {
	const cJSON *timestamp; /* array of seconds; this and those below as json_outline leaves them */
	const cJSON *quote;     /* object of arrays: open high low close volume */
	const cJSON *adjusted;  /* array, NULL none */
	double scale;           /* of prices, for exchanges that quote in hundredths */
	int64_t utc_offset_s;   /* of the exchange */
};
/* Appends the bars with a usable time and close; arrays of unequal length are read to the shortest
 * of time and close. The last trade, which comes as a bar of its own behind the bar that it belongs to, becomes part
 * of that one. 0, or -1 out of memory. */
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
