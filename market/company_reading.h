/* What the index has to say of one company: a subset of the components, since some ratios mean nothing for some
 * firms. Computed by bubble/company.h from the same inputs as the index; read by cli/ and widgets/. */
#ifndef FROTH_MARKET_COMPANY_READING_H
#define FROTH_MARKET_COMPANY_READING_H

#include "market/fact.h"
#include "market/reading.h"

struct company_reading {
	char symbol[SYMBOL_SIZE];
	struct valuation valuation;
	double implied_growth[CAMPS]; /* the yearly growth of profit that the price takes for granted, 0.18; NAN with
					 pe_void */
	double cap_to_capex; /* market value over the capex that the firm itself announced; NAN if it announced none */
	double capex_to_cash_flow;            /* NAN where either is not known */
	double components[CAMPS][COMPONENTS]; /* NAN where void or not known */
	char why[COMPONENTS][80];             /* what is behind it, or why it is void */
	double value[CAMPS];                  /* mean of the components that both camps have; NAN if none */
	int component_count;                  /* how many those are */
};

#endif
