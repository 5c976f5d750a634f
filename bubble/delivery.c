#include "bubble/delivery.h"

#include <math.h>

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

int delivery_compute(struct delivery *d, const struct assumptions *a, const struct bubble_inputs *in, struct error *err)
{
	*d = (struct delivery){ .share = (double)NAN };
	for (size_t i = 0; in->deals && i < in->deals->count; i++)
		if (is_announcement(&in->deals->items[i]) && delivery_add(d, a, in, &in->deals->items[i], err))
			return -1;
	if (d->announced_usd > 0)
		d->share = d->expected_usd / d->announced_usd;
	return 0;
}

double delivery_score(const struct delivery *d)
{
	return 100 * (1 - d->share);
}
