#include "bubble/firm_financing.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "bubble/company.h"
#include "bubble/component.h"
#include "bubble/financing.h"

/* A holding company's loans over its assets; lenders grow uneasy near it. */
static const double ltv_limit_pct = 35;

__attribute__((format(printf, 2, 3))) static void make_void(struct firm_financing *f, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	vsnprintf(f->why, sizeof f->why, format, ap);
	va_end(ap);
	f->kind = FIRM_VOID;
	for (int c = 0; c < CAMPS; c++)
		f->score[c] = f->ratio[c] = (double)NAN;
}

/* ---- the year ------------------------------------------------------------------------------------- */

static bool is_of_a_year(const struct fact *f, const char *symbol, const char *concept_name)
{
	return (strcmp(f->period, "TTM") == 0 || strncmp(f->period, "FY", 2) == 0) && strcmp(f->symbol, symbol) == 0 &&
	       strcmp(f->concept, concept_name) == 0;
}

static const struct fact *year_that_ends_with(const struct fact_list *facts, const struct fact *other,
					      const char *concept_name)
{
	const struct fact *best = NULL;

	for (size_t i = 0; i < facts->count; i++) {
		const struct fact *f = &facts->items[i];

		if (is_of_a_year(f, other->symbol, concept_name) && f->as_of / 86400 == other->as_of / 86400 &&
		    (!best || fact_is_better(f, best)))
			best = f;
	}
	return best;
}

static bool is_newer(const struct fact *a, const struct fact *b)
{
	return !b || fact_is_better(a, b);
}

bool financing_year_find(const struct fact_list *facts, const char *symbol, const struct fact **capex,
			 const struct fact **cash_flow)
{
	*capex = *cash_flow = NULL;
	for (size_t i = 0; facts && i < facts->count; i++) {
		const struct fact *f = &facts->items[i];

		if (!is_of_a_year(f, symbol, "capex") || !is_newer(f, *capex))
			continue;
		const struct fact *with = year_that_ends_with(facts, f, "operating_cash_flow");
		if (with) {
			*capex = f;
			*cash_flow = with;
		}
	}
	return *capex != NULL;
}

/* Both figures must be of one year: capex that has doubled over last year's cash flow would frighten for nothing. */
static int find_year(struct firm_financing *f, const char *symbol, const struct fact_list *facts)
{
	char spent[TIMESTAMP_SIZE], earned[TIMESTAMP_SIZE];

	if (financing_year_find(facts, symbol, &f->capex, &f->cash_flow))
		return 0;
	const struct fact *capex = facts ? fact_list_find_year(facts, symbol, "capex") : NULL;
	const struct fact *cash_flow = facts ? fact_list_find_year(facts, symbol, "operating_cash_flow") : NULL;
	if (!capex || !cash_flow) {
		make_void(f, "no yearly %s known", capex ? "cash flow" : "capex");
		return -1;
	}
	timestamp_format_date(capex->as_of, spent);
	timestamp_format_date(cash_flow->as_of, earned);
	make_void(f, "capex to %.10s, cash flow to %.10s: not one year", spent, earned);
	return -1;
}

/* ---- a firm that builds ----------------------------------------------------------------------------- */

static double usd(const struct fact *f, const struct bubble_inputs *in)
{
	return fx_convert(in->rates, in->rate_count, f->value, f->unit, "USD", NULL);
}

static int convert_year(struct firm_financing *f, const struct bubble_inputs *in)
{
	f->capex_usd = usd(f->capex, in);
	f->cash_flow_usd = usd(f->cash_flow, in);
	const struct fact *without_rate = isnan(f->capex_usd)       ? f->capex
					  : isnan(f->cash_flow_usd) ? f->cash_flow
								    : NULL;
	if (without_rate) {
		make_void(f, "no rate from %s to USD", without_rate->unit);
		return -1;
	}
	if (!isfinite(f->capex_usd) || !isfinite(f->cash_flow_usd) || f->capex_usd <= 0) {
		make_void(f, "capex or cash flow is no sum of money");
		return -1;
	}
	return 0;
}

static int find_customers(struct firm_financing *f, const char *symbol, const struct bubble_inputs *in)
{
	const struct fact *paid = fact_list_find(in->facts, symbol, "customer_paid", NULL);
	const struct fact *backlog = fact_list_find(in->facts, symbol, "backlog", NULL);

	if (!paid || !backlog)
		return 0;
	double share = strcmp(paid->unit, backlog->unit) == 0 ? paid->value / backlog->value
							      : usd(paid, in) / usd(backlog, in);
	if (!(share >= 0 && share <= 1)) {
		make_void(f, "what customers pay is no part of the backlog");
		return -1;
	}
	f->customer_share = share;
	f->backlog = backlog;
	f->customer_paid = paid;
	return 0;
}

static void measure_builder(struct firm_financing *f, const char *symbol, const struct assumption_set *set,
			    const struct bubble_inputs *in)
{
	if (find_year(f, symbol, in->facts) || convert_year(f, in) || find_customers(f, symbol, in))
		return;
	f->kind = FIRM_BUILDS;
	for (int c = 0; c < CAMPS; c++) {
		double counted = f->capex_usd * (1 - set->camp[c].customer_paid_counted * f->customer_share);

		f->ratio[c] = counted / f->cash_flow_usd;
		f->score[c] = financing_score(counted, f->cash_flow_usd);
	}
}

/* Those who design the machines and have others make them: their capex is offices and test benches. */
static bool sells_to_builders(const char *firm)
{
	static const char *const sellers[] = { "NVDA", "AMD", "AVGO", "ARM" };

	for (size_t i = 0; i < sizeof sellers / sizeof sellers[0]; i++)
		if (strcmp(sellers[i], firm) == 0)
			return true;
	return false;
}

/* ---- the firm --------------------------------------------------------------------------------------- */

static void measure_holder(struct firm_financing *f, const struct fact *ltv)
{
	f->kind = FIRM_HOLDS;
	f->ltv = ltv;
	for (int c = 0; c < CAMPS; c++)
		f->score[c] = loan_to_value_score(ltv->value, ltv_limit_pct);
	if (isnan(f->score[CAMP_MARCUS]))
		make_void(f, "its loan to value is no share");
}

void firm_financing_compute(struct firm_financing *f, const char *symbol, const struct assumption_set *set,
			    const struct bubble_inputs *in)
{
	const struct fact *ltv = in->facts ? fact_list_find(in->facts, symbol, "ltv", NULL) : NULL;
	const char *code = company_code(symbol);

	*f = (struct firm_financing){ .capex_usd = (double)NAN, .cash_flow_usd = (double)NAN };
	for (int c = 0; c < CAMPS; c++)
		f->score[c] = f->ratio[c] = (double)NAN;
	if (ltv)
		measure_holder(f, ltv);
	else if (capex_guidance_find(in->deals, code))
		measure_builder(f, symbol, set, in);
	else if (sells_to_builders(code))
		make_void(f, "sells to builders, hardly any capex");
	else
		make_void(f, "no capex guidance of its own");
}
