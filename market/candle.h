/* Price history: bars of one symbol at one interval, and the events that bend it. */
#ifndef FROTH_MARKET_CANDLE_H
#define FROTH_MARKET_CANDLE_H

#include "market/market.h"

#define INTERVAL_SIZE 8 /* "5m", "1h", "1d", "1wk", "1mo" */

struct candle {
	int64_t time;                  /* the bar's start; daily and longer: midnight UTC of the exchange's date */
	double open, high, low, close; /* split-adjusted; close is finite, the others may be NAN */
	double adjusted_close;         /* also for dividends; NAN if the source has none */
	double volume;
};

struct candle_series {
	char symbol[SYMBOL_SIZE];
	char interval[INTERVAL_SIZE];
	char currency[CURRENCY_SIZE];
	struct candle *items; /* owned, ascending by time, no two alike */
	size_t count, capacity;
	int64_t fetched;
	char source[SOURCE_NAME_SIZE];
};

void candle_series_init(struct candle_series *s);
void candle_series_release(struct candle_series *s);
/* Appends; -1 when out of memory. Order and doubles are mended by candle_series_finish. */
int candle_series_append(struct candle_series *s, const struct candle *c);
/* Sorts by time; of bars with the same time the last appended stays. */
void candle_series_finish(struct candle_series *s);

/* true for "1m" "2m" "5m" "15m" "30m" "60m" "90m" "1h" "1d" "1wk" "1mo" "3mo" */
bool interval_is_valid(const char *text);
/* "1d" "5d" "1mo" "3mo" "6mo" "ytd" "1y" "2y" "5y" "10y" "max": the range's start before
 * `now` (0 for max); -1 if there is no such range. */
int range_start(const char *text, int64_t now, int64_t *start);

enum corporate_action { ACTION_SPLIT, ACTION_DIVIDEND };

struct corporate_event {
	char symbol[SYMBOL_SIZE];
	enum corporate_action action;
	int64_t time;                  /* ex-date, midnight UTC of the exchange's date */
	double numerator, denominator; /* split: 4 and 1 for four new shares for one old */
	double amount;                 /* dividend, per share, in currency of the series */
	int64_t fetched;
	char source[SOURCE_NAME_SIZE];
};

#endif
