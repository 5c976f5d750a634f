/* One price, as one source gave it. Filled by fetch/, kept by store/, shown by cli/ and widgets/. */
#ifndef FROTH_MARKET_QUOTE_H
#define FROTH_MARKET_QUOTE_H

#include "market/market.h"

enum market_state {
	MARKET_UNKNOWN,
	MARKET_PRE,
	MARKET_OPEN,
	MARKET_LUNCH,
	MARKET_POST,
	MARKET_CLOSED,
};

/* "pre", "open", "lunch", "post", "closed"; NULL for MARKET_UNKNOWN. */
const char *market_state_name(enum market_state state);
enum market_state market_state_parse(const char *name); /* MARKET_UNKNOWN if no such */

struct quote {
	char symbol[SYMBOL_SIZE];
	char name[64];
	char currency[CURRENCY_SIZE];
	char exchange[16];         /* ISO 10383 operating or segment code where known ("XNAS"), else the source's */
	double price;              /* in currency; finite and > 0 in any stored quote */
	double change, change_pct; /* against the previous close; per cent units */
	double previous_close;
	double day_low, day_high;
	double year_low, year_high;
	double volume;                  /* shares */
	double extended_price;          /* pre- or post-market */
	enum market_state market_state; /* what the source said; MARKET_UNKNOWN where it does not say */
	int64_t as_of, fetched;
	char source[SOURCE_NAME_SIZE];
};

/* A quote with every figure missing. */
void quote_init(struct quote *q);
/* Fills change and change_pct from price and previous_close where the source left them out. */
void quote_complete(struct quote *q);

/* Units of `to` for one unit of `from`. */
struct fx_rate {
	char from[CURRENCY_SIZE], to[CURRENCY_SIZE];
	double rate;
	int64_t as_of, fetched;
	char source[SOURCE_NAME_SIZE];
};

/* amount in `to`, by a direct, an inverse, or a cross rate through USD; NAN if
 * none is known. *as_of, if not NULL, gets the oldest rate's time (0 when no
 * conversion was needed). */
double fx_convert(const struct fx_rate *rates, size_t count, double amount, const char *from, const char *to,
		  int64_t *as_of);

#endif
