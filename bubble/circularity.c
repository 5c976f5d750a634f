#include "bubble/circularity.h"

#include <math.h>
#include <string.h>

#include "bubble/component.h"

static bool is_payment(const struct deal *d)
{
	return d->payer[0] && d->payee[0] && d->delivery != DELIVERY_NONE && d->delivery != DELIVERY_RUMOUR &&
	       d->delivery != DELIVERY_CANCELLED;
}

static bool is_firm(const struct deal *d)
{
	return !d->superseded &&
	       (d->delivery == DELIVERY_CONTRACT || d->delivery == DELIVERY_COMMITTED || d->delivery == DELIVERY_DONE);
}

/* Whether d stands in place of an older announcement, which the announced view counts. */
static bool replaces_an_announcement(const struct deal_list *deals, const struct deal *d)
{
	const struct deal *older = deal_list_find(deals, d->supersedes);

	while (older && !is_payment(older))
		older = deal_list_find(deals, older->supersedes);
	return older != NULL;
}

static bool is_in_view(const struct deal_list *deals, const struct deal *d, enum circle_view view)
{
	if (!is_payment(d))
		return false;
	return view == CIRCLE_COMMITTED ? is_firm(d) : !replaces_an_announcement(deals, d);
}

static double amount_of(const struct deal *d, enum circle_view view)
{
	return view == CIRCLE_ANNOUNCED ? deal_edge_announced(d) : deal_edge_firm(d);
}

static int payment_add(struct flow_graph *g, const struct deal *d, enum circle_view view,
		       const struct bubble_inputs *in, struct error *err)
{
	double amount = amount_of(d, view);

	if (isnan(amount))
		return 0;
	amount = fx_convert(in->rates, in->rate_count, amount, d->currency, "USD", NULL);
	if (isnan(amount))
		return error_set(err, "ledger row %s: no rate from %s to USD", d->id, d->currency);
	if (flow_graph_add(g, d->payer, d->payee, amount, err))
		return error_prefix(err, "ledger row %s", d->id);
	return 0;
}

int circle_graph(struct flow_graph *g, enum circle_view view, const struct bubble_inputs *in, struct error *err)
{
	flow_graph_init(g);
	for (size_t i = 0; in->deals && i < in->deals->count; i++) {
		const struct deal *d = &in->deals->items[i];

		if (is_in_view(in->deals, d, view) && payment_add(g, d, view, in, err))
			return -1;
	}
	return 0;
}

double circularity_score(const struct circularity *c)
{
	return 100 * c->index;
}
