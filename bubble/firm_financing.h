/* How one firm pays for what it builds: the figures behind F, or why there are none.
 *
 * A holding company is measured by its loans over its assets. A firm that builds, that is one with capex guidance
 * of its own in the ledger, is measured by a year's capex over the operating cash flow of the same year: gross, or
 * net of the part that its customers prepay or bring, as far as a camp counts that. The part is observed for the
 * backlog (customer_paid / backlog) and carried over to the capex. Sellers of the machines have hardly any capex of
 * their own, so the ratio means nothing for them. */
#ifndef FROTH_BUBBLE_FIRM_FINANCING_H
#define FROTH_BUBBLE_FIRM_FINANCING_H

#include "bubble/bubble.h"

enum firm_financing_kind { FIRM_VOID, FIRM_BUILDS, FIRM_HOLDS };

struct firm_financing {
	enum firm_financing_kind kind;
	char why[72];                               /* FIRM_VOID: the reason; else "" */
	const struct fact *capex, *cash_flow;       /* of one year, borrowed; NULL unless it builds */
	const struct fact *backlog, *customer_paid; /* borrowed; NULL where customers are not known to pay */
	const struct fact *ltv;                     /* borrowed; NULL unless it holds */
	double capex_usd, cash_flow_usd;            /* NAN unless it builds */
	double customer_share;                      /* 0..1 of the backlog; 0 where it is not known */
	double ratio[CAMPS];                        /* of the counted capex to the cash flow; NAN unless it builds */
	double score[CAMPS];                        /* 0-100; NAN with FIRM_VOID */
};

void firm_financing_compute(struct firm_financing *f, const char *symbol, const struct assumption_set *set,
			    const struct bubble_inputs *in);

/* The newest yearly capex and operating cash flow that end on one day; false, and both NULL, if there are none. */
bool financing_year_find(const struct fact_list *facts, const char *symbol, const struct fact **capex,
			 const struct fact **cash_flow);

#endif
