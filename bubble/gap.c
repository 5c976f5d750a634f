/* G, revenue gap: the AI revenue that a camp counts against the revenue that this year's announced
 * capex must earn. The capex is what the buyers of the machines guide for; the ledger holds one row
 * a guidance, and of several rows of one company the newest counts. */
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bubble/component.h"

/* A maker's own capex builds the factories of the machines that the others' capex buys. */
static const char *const makers[] = { "TSM", "NVDA", "AMD", "INTC", "AVGO", "MU" };

static bool is_maker(const char *firm)
{
	for (size_t i = 0; i < sizeof makers / sizeof makers[0]; i++)
		if (strcmp(makers[i], firm) == 0)
			return true;
	return false;
}

static bool is_guidance(const struct deal *d)
{
	static const char kind[] = "capex guidance";

	return strcmp(d->class_text, "guidance") == 0 && strncmp(d->kind, kind, sizeof kind - 1) == 0 && !d->superseded;
}

const struct deal *capex_guidance_find(const struct deal_list *deals, const char *payer)
{
	const struct deal *newest = NULL;

	for (size_t i = 0; deals && i < deals->count; i++) {
		const struct deal *d = &deals->items[i];

		if (is_guidance(d) && strcmp(d->payer, payer) == 0 && (!newest || strcmp(d->date, newest->date) >= 0))
			newest = d;
	}
	return newest;
}

double capex_guidance_amount(const struct deal *d)
{
	if (isnan(d->amount_low))
		return d->amount_high;
	return isnan(d->amount_high) ? d->amount_low : (d->amount_low + d->amount_high) / 2;
}

/* The guidance in USD, or NAN and a sentence. */
static double guidance_usd(struct reading *r, const struct deal *d, const struct bubble_inputs *in)
{
	double amount = capex_guidance_amount(d);

	if (!isfinite(amount) || amount <= 0) {
		component_say(r, COMPONENT_REVENUE_GAP, "capex of %.20s (%s) is not above zero", d->from, d->id);
		return (double)NAN;
	}
	amount = fx_convert(in->rates, in->rate_count, amount, d->currency, "USD", NULL);
	if (!isfinite(amount))
		component_say(r, COMPONENT_REVENUE_GAP, "capex of %.20s (%s): no rate from %s to USD", d->from, d->id,
			      d->currency);
	return amount;
}

double buyers_capex(struct reading *r, const struct bubble_inputs *in)
{
	double total = 0;

	for (size_t i = 0; in->deals && i < in->deals->count; i++) {
		const struct deal *d = &in->deals->items[i];
		char name[sizeof r->inputs[0].name], source[sizeof r->inputs[0].source];

		if (!is_guidance(d) || is_maker(d->payer) || capex_guidance_find(in->deals, d->payer) != d)
			continue;
		double amount = guidance_usd(r, d, in);
		if (!isfinite(amount))
			return (double)NAN;
		snprintf(name, sizeof name, "capex of %.36s", d->from);
		snprintf(source, sizeof source, "ledger %s, guidance for %.40s", d->id, d->term);
		component_input(r, name, amount / 1e9, "bn USD", ledger_time(d->date), source);
		total += amount;
	}
	if (total > 0)
		return total;
	component_say(r, COMPONENT_REVENUE_GAP, "the ledger holds no capex guidance");
	return (double)NAN;
}

void revenue_gap_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	double capex = buyers_capex(r, in);
	double counted[CAMPS], required[CAMPS];

	if (!isfinite(capex))
		return;
	for (int c = 0; c < CAMPS; c++) {
		counted[c] = counted_revenue(&set->camp[c]);
		required[c] = required_revenue(&set->camp[c], capex);
		r->components[c][COMPONENT_REVENUE_GAP] = revenue_gap_score(counted[c], required[c]);
	}
	component_say(r, COMPONENT_REVENUE_GAP, "AI revenue %.0f-%.0f bn; needed %.0f (Huang) or %.0f (Marcus)",
		      fmin(counted[CAMP_MARCUS], counted[CAMP_HUANG]) / 1e9,
		      fmax(counted[CAMP_MARCUS], counted[CAMP_HUANG]) / 1e9, required[CAMP_HUANG] / 1e9,
		      required[CAMP_MARCUS] / 1e9);
}
