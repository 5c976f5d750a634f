/* Answers of the price services that want a key of the person's own: Finnhub, Twelve Data, Alpha Vantage. Pure
 * parsers: bytes in, batch out; on -1 the batch is as it was and err says what was expected and what came.
 *
 * Two of them name no currency and answer some depositary receipts with the price of the shares at home, so the
 * sources (fetch/source_*.c) ask them only for companies that are listed and file their accounts in America. */
#ifndef FROTH_FETCH_KEYED_H
#define FROTH_FETCH_KEYED_H

#include "fetch/batch.h"

#define TWELVE_DATA_SYMBOL_SIZE (SYMBOL_SIZE + 8)

/* One symbol, in dollars, of source "finnhub". Zeros are an unknown symbol: the batch is empty and says so. */
int finnhub_quote_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
			struct error *err);
/* Whether the body says that this symbol, and not the key, is beyond what the account may see. */
bool finnhub_is_beyond_plan(const char *bytes, size_t length);

/* Several symbols, or one bare object, of source "twelve-data". A price is taken only if its currency and venue
 * are those of the symbol's exchange. Asked symbols that are missing are named in batch.warning. */
int twelve_data_parse(struct batch *out, const char *bytes, size_t length, const char (*asked)[SYMBOL_SIZE],
		      size_t asked_count, int64_t fetched, struct error *err);
/* The service's name of a symbol: "NVDA", "9984:XTKS". -1: it has none that we are sure of. */
int twelve_data_symbol(const char *symbol, char *out, size_t size);
/* Seconds to wait if the body says, whatever the status, that the allowance is used up, and err what it says; 0 if
 * it says no such thing. */
int twelve_data_limit_s(const char *bytes, size_t length, int64_t now, struct error *err);

/* One symbol, in dollars, of source "alpha-vantage". */
int alpha_vantage_parse(struct batch *out, const char *bytes, size_t length, const char *asked, int64_t fetched,
			struct error *err);
int alpha_vantage_limit_s(const char *bytes, size_t length, struct error *err);

/* Whether a price can follow that close: within a factor of three, beyond which it is more likely the price of
 * something else. */
bool keyed_is_credible(double price, double previous_close);

#endif
