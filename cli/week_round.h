/* Whose weekly bars are to be asked for next: a round over all watched symbols, once a week each, the companies of
 * the index first. Pure: times are arguments, in seconds since 1970. */
#ifndef FROTH_CLI_WEEK_ROUND_H
#define FROTH_CLI_WEEK_ROUND_H

#include "market/market.h"

#define WEEK_ROUND_NEVER INT64_MAX

struct week_round {
	const char (*symbols)[SYMBOL_SIZE]; /* borrowed */
	int64_t *asked;                     /* owned, one a symbol: below 0 never */
	size_t count, next;                 /* next: of the longest ago */
};

/* -1: out of memory. Release in any case. */
int week_round_init(struct week_round *r, const char (*symbols)[SYMBOL_SIZE], size_t count);
void week_round_release(struct week_round *r);
/* The symbol's bars were asked for then; 0: they are to be asked for, as if they never were. A symbol that is not in
 * the round changes nothing. */
void week_round_note(struct week_round *r, const char *symbol, int64_t time);
/* Nothing came of it: it is asked for again in an hour, after the others. */
void week_round_note_failed(struct week_round *r, const char *symbol, int64_t time);
/* What the store holds: the same, for the symbol at that place, before the first use of the round. */
void week_round_load(struct week_round *r, size_t index, int64_t time);
/* When the next one is due, may be past; WEEK_ROUND_NEVER: the round is empty. */
int64_t week_round_due(const struct week_round *r);
const char *week_round_symbol(const struct week_round *r); /* of the next one; "" none */

#endif
