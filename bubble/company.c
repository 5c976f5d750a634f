#include "bubble/company.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/circularity.h"
#include "bubble/component.h"
#include "bubble/dcf.h"
#include "bubble/delivery.h"
#include "bubble/explosiveness.h"
#include "bubble/financing.h"
#include "bubble/firm_financing.h"

const char *company_code(const char *symbol)
{
	return deal_node_of(symbol);
}

__attribute__((format(printf, 3, 4))) static void explain(struct company_reading *c, enum component k,
							  const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(c->why[k], sizeof c->why[k], format, ap);
	va_end(ap);
}

/* ---- what its price says -------------------------------------------------------------------------- */

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

/* One camp measures the distance to Cisco in 2000; the other asks how often the firm's own multiple was higher,
 * and nobody keeps that history. */
static void valuation(struct company_reading *c, const struct assumption_set *set)
{
	const struct assumptions *huang = &set->camp[CAMP_HUANG];

	if (c->valuation.pe_void)
		explain(c, COMPONENT_VALUATION, "void: %s", c->valuation.pe_void);
	else if (!isfinite(c->valuation.pe))
		explain(c, COMPONENT_VALUATION, "no P/E: price, shares or profit are not known");
	else
		explain(c, COMPONENT_VALUATION, "P/E %.1f; Marcus: no history of its own multiple", c->valuation.pe);
	if (!c->valuation.pe_void)
		c->components[CAMP_HUANG][COMPONENT_VALUATION] =
			stretch_score(c->valuation.pe, huang->calm_pe, huang->peak_pe);
}

static void explosiveness(struct company_reading *c, const struct bubble_inputs *in)
{
	struct explosiveness x;
	char test[sizeof c->why[0]], since[TIMESTAMP_SIZE];

	explosiveness_compute(&x, in, c->symbol, INT64_MAX);
	if (!x.decides) {
		explain(c, COMPONENT_EXPLOSIVENESS, "%s", x.missing);
		return;
	}
	for (int camp = 0; camp < CAMPS; camp++)
		c->components[camp][COMPONENT_EXPLOSIVENESS] = x.score;
	series_test_sentence(x.decides, test, sizeof test);
	timestamp_format_date(x.decides->episode_start, since);
	if (x.decides->state == EPISODE_FALL)
		explain(c, COMPONENT_EXPLOSIVENESS, "an explosive fall since %.10s (lag %d): scores 0", since,
			x.decides->lag);
	else
		explain(c, COMPONENT_EXPLOSIVENESS, "%.70s, lag %d", test, x.decides->lag);
}

/* ---- what the ledger says ------------------------------------------------------------------------- */

static void delivery(struct company_reading *c, const struct assumption_set *set, const struct bubble_inputs *in)
{
	struct delivery d[CAMPS];
	struct error err;

	for (int camp = 0; camp < CAMPS; camp++) {
		if (delivery_compute_of(&d[camp], &set->camp[camp], in, company_code(c->symbol), &err)) {
			explain(c, COMPONENT_DELIVERY, "%.75s", err.text);
			return;
		}
	}
	if (isnan(d[CAMP_MARCUS].share)) {
		explain(c, COMPONENT_DELIVERY, "no announcement with an amount touches it");
		return;
	}
	for (int camp = 0; camp < CAMPS; camp++)
		c->components[camp][COMPONENT_DELIVERY] = delivery_score(&d[camp]);
	explain(c, COMPONENT_DELIVERY, "of %.0f bn announced %.0f (Marcus) or %.0f (Huang) are expected",
		d[CAMP_MARCUS].announced_usd / 1e9, d[CAMP_MARCUS].expected_usd / 1e9,
		d[CAMP_HUANG].expected_usd / 1e9);
}

static int circle_of(struct circularity *circle, const char *symbol, enum circle_view view,
		     const struct bubble_inputs *in, struct error *err)
{
	struct flow_graph g;

	if (circle_graph_of(&g, view, in, company_code(symbol), err))
		return -1;
	flow_circularity(&g, circle);
	return 0;
}

/* Among the edges that touch one firm only what is paid straight back goes round: 2 min(paid, received) summed
 * over its partners, over all that it pays and receives. Longer loops belong to the group. */
static void circularity(struct company_reading *c, const struct bubble_inputs *in)
{
	struct circularity announced, firm;
	struct error err;

	if (circle_of(&announced, c->symbol, CIRCLE_ANNOUNCED, in, &err) ||
	    circle_of(&firm, c->symbol, CIRCLE_COMMITTED, in, &err)) {
		explain(c, COMPONENT_CIRCULARITY, "%.75s", err.text);
		return;
	}
	c->components[CAMP_MARCUS][COMPONENT_CIRCULARITY] = circularity_score(&announced);
	c->components[CAMP_HUANG][COMPONENT_CIRCULARITY] = circularity_score(&firm);
	if (isnan(announced.index))
		explain(c, COMPONENT_CIRCULARITY, "no payment with an amount touches it");
	else if (isnan(firm.index))
		explain(c, COMPONENT_CIRCULARITY, "paid straight back %.0f of %.0f bn announced; nothing is firm",
			announced.circulation / 1e9, announced.total / 1e9);
	else
		explain(c, COMPONENT_CIRCULARITY, "paid straight back %.0f of %.0f bn announced, %.0f of %.0f firm",
			announced.circulation / 1e9, announced.total / 1e9, firm.circulation / 1e9, firm.total / 1e9);
}

/* ---- what its accounts say ------------------------------------------------------------------------- */

static void explain_financing(struct company_reading *c, const struct firm_financing *f)
{
	if (f->kind == FIRM_VOID)
		explain(c, COMPONENT_FINANCING, "void: %s", f->why);
	else if (f->kind == FIRM_HOLDS)
		explain(c, COMPONENT_FINANCING, "owes %.1f %% of its assets", f->ltv->value);
	else if (f->customer_paid)
		explain(c, COMPONENT_FINANCING, "capex %.2f of its cash flow, or %.2f of it; customers pay %.0f %%",
			f->ratio[CAMP_MARCUS], f->ratio[CAMP_HUANG], 100 * f->customer_share);
	else
		explain(c, COMPONENT_FINANCING, "capex %.2f of its cash flow", f->ratio[CAMP_MARCUS]);
}

static void financing(struct company_reading *c, const struct assumption_set *set, const struct bubble_inputs *in)
{
	const struct fact *capex, *cash_flow;
	struct firm_financing f;

	firm_financing_compute(&f, c->symbol, set, in);
	explain_financing(c, &f);
	for (int camp = 0; camp < CAMPS; camp++)
		c->components[camp][COMPONENT_FINANCING] = f.score[camp];
	/* Shown even where it scores nothing, as with a seller's few machines of its own. */
	if (financing_year_find(in->facts, c->symbol, &capex, &cash_flow) && cash_flow->value > 0)
		c->capex_to_cash_flow =
			fx_convert(in->rates, in->rate_count, capex->value, capex->unit, cash_flow->unit, NULL) /
			cash_flow->value;
}

/* ---- the firm ---------------------------------------------------------------------------------------- */

static void company_init(struct company_reading *c, const char *symbol)
{
	memset(c, 0, sizeof *c);
	memcpy(c->symbol, symbol, sizeof c->symbol);
	c->cap_to_capex = c->capex_to_cash_flow = (double)NAN;
	for (int camp = 0; camp < CAMPS; camp++)
		for (int k = 0; k < COMPONENTS; k++)
			c->components[camp][k] = (double)NAN;
	explain(c, COMPONENT_REVENUE_GAP, "of the group only");
}

void company_compute(struct company_reading *c, const struct quote *q, const struct assumption_set *set,
		     const struct bubble_inputs *in)
{
	static const struct fact_list no_facts = { 0 };
	struct index_options equal;

	company_init(c, q->symbol);
	valuation_compute(&c->valuation, q, in->facts ? in->facts : &no_facts, in->rates, in->rate_count);
	c->cap_to_capex = over_announced_capex(&c->valuation, c->symbol, in);
	for (int camp = 0; camp < CAMPS; camp++)
		c->implied_growth[camp] = growth(&c->valuation, &set->camp[camp]);
	valuation(c, set);
	delivery(c, set, in);
	circularity(c, in);
	explosiveness(c, in);
	financing(c, set, in);
	index_options_init(&equal);
	c->component_count = components_mean(in->options ? in->options : &equal, c->components[CAMP_MARCUS],
					     c->components[CAMP_HUANG], c->value);
}
