/* The froth index: pure arithmetic on market values, no I/O. Formulas, papers and worked numbers are
 * in doc/method.md. Amounts are in USD unless said; a missing or senseless input yields NAN and a
 * sentence why, never a number. */
#ifndef FROTH_BUBBLE_BUBBLE_H
#define FROTH_BUBBLE_BUBBLE_H

#include "base/error.h"
#include "bubble/assumptions.h"
#include "market/deal.h"
#include "market/fact.h"
#include "market/reading.h"
#include "market/series_test.h"

/* a(r, L) = r / (1 - (1+r)^-L): the yearly charge that repays 1 over L years at return r; 1/L at r = 0.
 * NAN unless r > -1 and L > 0. */
double annuity(double r, double years);
/* R* = K [s a(r,Ls) + (1-s) a(r,Ll)] / (1-o): the yearly revenue that capex K must earn. NAN unless
 * K > 0 and 0 <= o < 1. */
double required_revenue(const struct assumptions *a, double capex_usd);
/* K s/Ls + K (1-s)/Ll: what accounts charge a year for the same capex by straight-line lives. */
double depreciation(const struct assumptions *a, double capex_usd);
/* The rule of Sequoia's David Cahn (2023, 2024): the yearly run rate of data-centre chips, doubled because
 * chips are half of what a data centre costs, over the buyers' gross margin of a half. Shown beside R*: it
 * sets one year's spending against one year's revenue though the assets live longer, so it asks for more. */
double cahn_required_revenue(double chip_run_rate_usd);
/* A: the AI revenue that this camp sets against R*. */
double counted_revenue(const struct assumptions *a);

/* 100 ln(multiple / calm) / ln(peak / calm), clipped to 0..100; NAN unless multiple > 0 and peak > calm > 0. */
double stretch_score(double multiple, double calm, double peak);
/* 100 max(0, 1 - A/R*); NAN unless R* > 0 and A >= 0. */
double revenue_gap_score(double counted, double required);
/* Everything the index needs, gathered by the caller from the store; any pointer may be NULL. */
struct bubble_inputs {
	const struct deal_list *deals; /* the ledger: capex guidance, edges, delivery */
	const struct fact_list *facts; /* cape and cape_percentile of "^GSPC", net income, shares, ... */
	const struct quote *quotes;    /* of the group's companies */
	size_t quote_count;
	const struct fx_rate *rates;
	size_t rate_count;
	const struct series_test *tests; /* of the companies' weekly closes and of the group's */
	size_t test_count;
	const struct lppls_test *lppls;
	size_t lppls_count;
	const struct index_options *options; /* NULL: equal weights, arithmetic mean */
};

/* Computes what can be computed; a component whose inputs are missing is NAN and says "not yet" or why. */
void bubble_compute(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in, int64_t now);

#endif
