#include "bubble/delivery.h"

#include <math.h>
#include <stdio.h>
#include <string.h>

#include "bubble/component.h"

static bool is_announcement(const struct deal *d)
{
	return d->payer[0] && d->payee[0] && d->delivery != DELIVERY_NONE && !d->superseded;
}

static int delivery_add(struct delivery *sum, const struct assumptions *a, const struct bubble_inputs *in,
			const struct deal *d, struct error *err)
{
	double amount = isnan(d->amount_high) ? d->amount_low : d->amount_high;

	if (isnan(amount)) {
		sum->without_amount++;
		return 0;
	}
	if (!isfinite(amount) || amount < 0)
		return error_set(err, "ledger row %s: expected an amount of at least 0, not %g", d->id, amount);
	amount = fx_convert(in->rates, in->rate_count, amount, d->currency, "USD", NULL);
	if (!isfinite(amount))
		return error_set(err, "ledger row %s: no rate from %s to USD", d->id, d->currency);
	sum->rows++;
	sum->announced_usd += amount;
	sum->expected_usd += a->delivery_weight[d->delivery] * amount;
	return 0;
}

static bool touches(const struct deal *d, const char *firm)
{
	return !firm || strcmp(d->payer, firm) == 0 || strcmp(d->payee, firm) == 0;
}

int delivery_compute_of(struct delivery *d, const struct assumptions *a, const struct bubble_inputs *in,
			const char *firm, struct error *err)
{
	*d = (struct delivery){ .share = (double)NAN };
	for (size_t i = 0; in->deals && i < in->deals->count; i++) {
		const struct deal *deal = &in->deals->items[i];

		if (is_announcement(deal) && touches(deal, firm) && delivery_add(d, a, in, deal, err))
			return -1;
	}
	if (d->announced_usd > 0)
		d->share = d->expected_usd / d->announced_usd;
	return 0;
}

int delivery_compute(struct delivery *d, const struct assumptions *a, const struct bubble_inputs *in, struct error *err)
{
	return delivery_compute_of(d, a, in, NULL, err);
}

double delivery_score(const struct delivery *d)
{
	return 100 * (1 - d->share);
}

void delivery_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	struct delivery d[CAMPS];
	struct error err;
	char source[48];

	for (int c = 0; c < CAMPS; c++) {
		if (delivery_compute(&d[c], &set->camp[c], in, &err)) {
			component_say(r, COMPONENT_DELIVERY, "%.90s", err.text);
			return;
		}
	}
	if (isnan(d[CAMP_MARCUS].share)) {
		component_say(r, COMPONENT_DELIVERY, "the ledger holds no announcement with an amount");
		return;
	}
	for (int c = 0; c < CAMPS; c++)
		r->components[c][COMPONENT_DELIVERY] = delivery_score(&d[c]);
	snprintf(source, sizeof source, "ledger, %d rows", d[CAMP_MARCUS].rows);
	component_input(r, "announced between firms", d[CAMP_MARCUS].announced_usd / 1e9, "bn USD",
			ledger_newest_edge(in->deals), source);
	component_say(r, COMPONENT_DELIVERY, "of %.0f bn announced %.0f (Marcus) or %.0f (Huang) are expected",
		      d[CAMP_MARCUS].announced_usd / 1e9, d[CAMP_MARCUS].expected_usd / 1e9,
		      d[CAMP_HUANG].expected_usd / 1e9);
}
