#include "market/share_count.h"

#include <string.h>

static int64_t older(int64_t a, int64_t b)
{
	return !a || (b && b < a) ? b : a;
}

static double to_usd(struct valuation *v, double amount, const char *currency, const struct fx_rate *rates,
		     size_t count)
{
	int64_t as_of;
	double usd = fx_convert(rates, count, amount, currency, "USD", &as_of);
	if (isfinite(usd))
		v->fx_as_of = older(v->fx_as_of, as_of);
	return usd;
}

/* The market value over a yearly figure: in one currency where both are, else both in USD. */
static double ratio(struct valuation *v, const struct quote *q, const struct fact *figure, const struct fx_rate *rates,
		    size_t count)
{
	if (!figure || !(figure->value > 0))
		return (double)NAN;
	if (!strcmp(figure->unit, q->currency))
		return v->market_cap / figure->value;
	return v->market_cap_usd / to_usd(v, figure->value, figure->unit, rates, count);
}

static const char *pe_void_reason(const struct fact *income)
{
	if (!income)
		return NULL;
	if (income->value <= 0)
		return "loss";
	return fact_has_tag(income, "unrealised") ? "profit is mostly unrealised" : NULL;
}

void valuation_init(struct valuation *v)
{
	const double missing = (double)NAN;
	*v = (struct valuation){
		.market_cap = missing,
		.market_cap_usd = missing,
		.pe = missing,
		.ps = missing,
		.shares = missing,
		.split_factor = 1,
	};
}

void valuation_compute(struct valuation *v, const struct quote *q, const struct fact_list *facts,
		       const struct fx_rate *rates, size_t rate_count)
{
	struct share_count shares;
	valuation_init(v);
	const struct fact *income = fact_list_find_year(facts, q->symbol, "net_income");
	const struct fact *revenue = fact_list_find_year(facts, q->symbol, "revenue");
	v->pe_void = pe_void_reason(income);
	if (!share_count_find(&shares, facts, q->symbol, q->as_of))
		return;
	v->shares = shares.value;
	v->shares_as_of = shares.fact->as_of;
	v->split_factor = shares.factor;
	if (!isfinite(q->price))
		return;
	v->market_cap = q->price * shares.value;
	v->market_cap_usd = to_usd(v, v->market_cap, q->currency, rates, rate_count);
	v->ps = ratio(v, q, revenue, rates, rate_count);
	if (!v->pe_void)
		v->pe = ratio(v, q, income, rates, rate_count);
}
