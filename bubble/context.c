/* Figures of weight 0 that stand beside the index: others read bubbles from them, so a reader should see them,
 * but each has a reason not to be scored (doc/method.md). */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bubble/component.h"

/* ---- the group's own multiple -------------------------------------------------------------------------- */

struct group {
	double market_cap_usd, income_usd;
	int companies;
	int64_t oldest;
	char without[60]; /* "9984.T (profit is mostly unrealised)" */
};

static void group_leave_out(struct group *g, const struct quote *q, const struct valuation *v)
{
	size_t used = strlen(g->without);

	snprintf(g->without + used, sizeof g->without - used, "%s%s (%s)", used ? ", " : "", q->symbol,
		 v->pe_void ? v->pe_void : "no earnings known");
}

static void group_add(struct group *g, const struct quote *q, const struct valuation *v)
{
	if (!isfinite(v->pe) || v->pe <= 0 || !isfinite(v->market_cap_usd)) {
		group_leave_out(g, q, v);
		return;
	}
	g->market_cap_usd += v->market_cap_usd;
	g->income_usd += v->market_cap_usd / v->pe;
	if (g->companies++ == 0 || q->as_of < g->oldest)
		g->oldest = q->as_of;
}

static bool is_of_the_group(const char *symbol)
{
	for (const char *const *company = index_companies; *company; company++)
		if (strcmp(*company, symbol) == 0)
			return true;
	return false;
}

static void group_multiple(struct reading *r, const struct bubble_inputs *in)
{
	struct group g = { 0 };
	char source[sizeof r->inputs[0].source];

	for (size_t i = 0; in->facts && i < in->quote_count; i++) {
		struct valuation v;

		if (!is_of_the_group(in->quotes[i].symbol))
			continue;
		valuation_compute(&v, &in->quotes[i], in->facts, in->rates, in->rate_count);
		group_add(&g, &in->quotes[i], &v);
	}
	if (g.companies == 0)
		return;
	snprintf(source, sizeof source, "%d companies%s%s", g.companies, g.without[0] ? ", without " : "", g.without);
	context_input(r, "P/E of the group", g.market_cap_usd / g.income_usd, "x", g.oldest, source);
}

/* ---- what others ask of the spending --------------------------------------------------------------- */

static void depreciation_inputs(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	static const char *const names[CAMPS] = {
		[CAMP_MARCUS] = "depreciation of the capex (Marcus)", [CAMP_HUANG] = "depreciation of the capex (Huang)"
	};
	struct reading parts;
	char source[sizeof r->inputs[0].source];

	reading_init(&parts);
	double capex = buyers_capex(&parts, in);
	if (!isfinite(capex))
		return;
	int64_t newest = 0;
	for (size_t i = 0; i < parts.input_count; i++)
		newest = parts.inputs[i].as_of > newest ? parts.inputs[i].as_of : newest;
	for (int c = 0; c < CAMPS; c++) {
		const struct assumptions *a = &set->camp[c];

		snprintf(source, sizeof source, "capex of %.0f bn in straight lines of %g and %g years", capex / 1e9,
			 a->gpu_life_years, a->building_life_years);
		context_input(r, names[c], depreciation(a, capex) / 1e9, "bn USD", newest, source);
	}
}

static void cahn_input(struct reading *r, const struct bubble_inputs *in)
{
	const struct fact *quarter =
		in->facts ? fact_list_find(in->facts, "NVDA", "data_centre_revenue_quarter", NULL) : NULL;
	char source[sizeof r->inputs[0].source];

	if (!quarter)
		return;
	double usd = fx_convert(in->rates, in->rate_count, quarter->value, quarter->unit, "USD", NULL);
	double required = cahn_required_revenue(4 * usd);
	if (!isfinite(required))
		return;
	snprintf(source, sizeof source, "Nvidia's data centres %.1f bn in %s, x 4 x 2 / 0.5", usd / 1e9,
		 quarter->period);
	context_input(r, "AI revenue needed by Cahn's rule", required / 1e9, "bn USD", quarter->as_of, source);
}

static void market_inputs(struct reading *r, const struct bubble_inputs *in)
{
	static const struct {
		const char *concept_name, *name;
	} ratios[] = { { "equities_over_gdp", "equities over GDP (Buffett)" }, { "tobins_q", "Tobin's Q" } };

	for (size_t i = 0; in->facts && i < sizeof ratios / sizeof ratios[0]; i++) {
		const struct fact *f = fact_list_find(in->facts, "^GSPC", ratios[i].concept_name, NULL);

		if (f && isfinite(f->value))
			context_input(r, ratios[i].name, f->value, f->unit, f->as_of, f->origin);
	}
}

/* ---- the experiment -------------------------------------------------------------------------------- */

static const struct lppls_test *lppls_find(const struct bubble_inputs *in, const char *symbol, int64_t until)
{
	const struct lppls_test *newest = NULL;

	for (size_t i = 0; in->lppls && i < in->lppls_count; i++) {
		const struct lppls_test *t = &in->lppls[i];

		if (strcmp(t->symbol, symbol) == 0 && t->last <= until && (!newest || t->last > newest->last))
			newest = t;
	}
	return newest;
}

static void lppls_inputs(struct reading *r, const struct bubble_inputs *in)
{
	char name[sizeof r->inputs[0].name], source[sizeof r->inputs[0].source];

	for (const char *const *symbol = index_companies; *symbol; symbol++) {
		const struct lppls_test *t = lppls_find(in, *symbol, r->time);

		if (!t || t->windows <= 0)
			continue;
		snprintf(name, sizeof name, "LPPLS windows qualified, %s", *symbol);
		snprintf(source, sizeof source, "%d of %d windows up to %d closes, %d on a bound; an experiment",
			 t->qualified, t->windows, t->count, t->on_bound);
		context_input(r, name, 100.0 * t->qualified / t->windows, "%", t->last, source);
	}
}

void context_inputs(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	group_multiple(r, in);
	depreciation_inputs(r, set, in);
	cahn_input(r, in);
	market_inputs(r, in);
	lppls_inputs(r, in);
}
