/* What the index has to say of one company: a subset of the components, since some ratios mean nothing for some
 * firms. Made by bubble/ from the same inputs as the index; read by cli/ and widgets/. */
#ifndef FROTH_BUBBLE_COMPANY_H
#define FROTH_BUBBLE_COMPANY_H

#include "bubble/bubble.h"

struct company_reading {
	char symbol[SYMBOL_SIZE];
	struct valuation valuation;
	double implied_growth[CAMPS]; /* the yearly growth of profit that the price takes for granted, 0.18; NAN with
					 pe_void */
	double cap_to_capex; /* market value over the capex that the firm itself announced; NAN if it announced none */
	double capex_to_cash_flow; /* NAN where either is not known */
	/* V by the firm's own P/E on the distance scale (Huang; Marcus would need a history of its multiple), D over
	 * the rows of the ledger that touch the firm, F; the others are of the market or of the group: NAN. */
	double components[CAMPS][COMPONENTS];
};

void company_compute(struct company_reading *c, const struct quote *q, const struct assumption_set *set,
		     const struct bubble_inputs *in);

/* The code by which the ledger names the firm of a symbol: "SB" for "9984.T", "TSM" for "2330.TW", else the symbol. */
const char *company_code(const char *symbol);

#endif
