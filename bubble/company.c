#include "bubble/company.h"

#include <math.h>
#include <string.h>

#include "bubble/component.h"
#include "bubble/dcf.h"
#include "bubble/delivery.h"
#include "bubble/financing.h"

const char *company_code(const char *symbol)
{
	static const char *const codes[][2] = {
		{ "9984.T", "SB" }, { "SFTBY", "SB" }, { "2330.TW", "TSM" }, { "GOOG", "GOOGL" }
	};

	for (size_t i = 0; i < sizeof codes / sizeof codes[0]; i++)
		if (strcmp(codes[i][0], symbol) == 0)
			return codes[i][1];
	return symbol;
}

/* The newest figure, in its own unit. */
static double figure(const struct bubble_inputs *in, const char *symbol, const char *concept_name)
{
	const struct fact *f = in->facts ? fact_list_find(in->facts, symbol, concept_name, NULL) : NULL;

	return f ? f->value : (double)NAN;
}

/* Profit times the growth is the price: only the P/E matters, so the units do not. */
static double growth(const struct valuation *v, const struct assumptions *a)
{
	struct dcf d = { a->equity_return, a->terminal_growth, (int)a->growth_years };

	return v->pe_void ? (double)NAN : dcf_implied_growth(&d, v->pe, 1);
}

static double over_announced_capex(const struct valuation *v, const char *symbol, const struct bubble_inputs *in)
{
	const struct deal *d = capex_guidance_find(in->deals, company_code(symbol));

	if (!d)
		return (double)NAN;
	return cap_to_capex(v->market_cap_usd,
			    fx_convert(in->rates, in->rate_count, capex_guidance_amount(d), d->currency, "USD", NULL));
}

/* A holding company is measured by what it owes against what it owns; lenders grow uneasy near the limit. */
static double financing(const struct company_reading *c, const struct bubble_inputs *in)
{
	static const double ltv_limit_pct = 35;
	double ltv = figure(in, c->symbol, "ltv");

	if (!isnan(ltv))
		return loan_to_value_score(ltv, ltv_limit_pct);
	return financing_score(figure(in, c->symbol, "capex"), figure(in, c->symbol, "operating_cash_flow"));
}

void company_compute(struct company_reading *c, const struct quote *q, const struct assumption_set *set,
		     const struct bubble_inputs *in)
{
	static const struct fact_list no_facts = { 0 };
	const struct assumptions *huang = &set->camp[CAMP_HUANG];

	memset(c, 0, sizeof *c);
	memcpy(c->symbol, q->symbol, sizeof c->symbol);
	valuation_compute(&c->valuation, q, in->facts ? in->facts : &no_facts, in->rates, in->rate_count);
	c->cap_to_capex = over_announced_capex(&c->valuation, c->symbol, in);
	c->capex_to_cash_flow = figure(in, c->symbol, "capex") / figure(in, c->symbol, "operating_cash_flow");
	for (int camp = 0; camp < CAMPS; camp++) {
		struct delivery d;

		for (int k = 0; k < COMPONENTS; k++)
			c->components[camp][k] = (double)NAN;
		c->implied_growth[camp] = growth(&c->valuation, &set->camp[camp]);
		c->components[camp][COMPONENT_FINANCING] = financing(c, in);
		if (delivery_compute_of(&d, &set->camp[camp], in, company_code(c->symbol), NULL) == 0)
			c->components[camp][COMPONENT_DELIVERY] = delivery_score(&d);
	}
	if (!c->valuation.pe_void)
		c->components[CAMP_HUANG][COMPONENT_VALUATION] =
			stretch_score(c->valuation.pe, huang->calm_pe, huang->peak_pe);
}
