/* Fills struct company_reading: V by the firm's own P/E, D and C over the rows of the ledger that touch the
 * firm, X by its own prices, F for firms that build. G is of the group only. */
#ifndef FROTH_BUBBLE_COMPANY_H
#define FROTH_BUBBLE_COMPANY_H

#include "bubble/bubble.h"
#include "market/company_reading.h"

void company_compute(struct company_reading *c, const struct quote *q, const struct assumption_set *set,
		     const struct bubble_inputs *in);

/* The code by which the ledger names the firm of a symbol: "SB" for "9984.T", "TSM" for "2330.TW", else the symbol. */
const char *company_code(const char *symbol);

#endif
