/* The shipped prices: month-end closes, the newest close, and exchange rates of share/closes.tsv as
 * ordinary records, so that the first screen has something dated to show. All of source
 * SHIPPED_SOURCE with fetched 0. A quote has no previous close (the month's before is none), so no
 * change; its as_of is the instant of the close. */
#ifndef FROTH_MARKET_CLOSES_H
#define FROTH_MARKET_CLOSES_H

#include "base/error.h"
#include "market/candle.h"
#include "market/quote.h"

struct closes {
	struct candle_series *series; /* owned; "1mo", a bar a month, dated by the month's first day */
	struct quote *quotes;         /* owned; of the same symbol at the same index */
	size_t count;
	struct fx_rate *rates; /* owned */
	size_t rate_count;
};

/* Refuses a wrong row by line and field, and leaves *c empty then. */
int closes_parse(struct closes *c, const char *text, size_t length, struct error *err);
void closes_release(struct closes *c);

#endif
