#include "bubble/circularity.h"

#include <math.h>
#include <stdio.h>
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

bool circle_counts(const struct deal_list *deals, const struct deal *d, enum circle_view view)
{
	return is_in_view(deals, d, view) && isfinite(amount_of(d, view));
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

static bool touches(const struct deal *d, const char *firm)
{
	return !firm || strcmp(d->payer, firm) == 0 || strcmp(d->payee, firm) == 0;
}

int circle_graph_of(struct flow_graph *g, enum circle_view view, const struct bubble_inputs *in, const char *firm,
		    struct error *err)
{
	flow_graph_init(g);
	for (size_t i = 0; in->deals && i < in->deals->count; i++) {
		const struct deal *d = &in->deals->items[i];

		if (touches(d, firm) && is_in_view(in->deals, d, view) && payment_add(g, d, view, in, err))
			return -1;
	}
	return 0;
}

int circle_graph(struct flow_graph *g, enum circle_view view, const struct bubble_inputs *in, struct error *err)
{
	return circle_graph_of(g, view, in, NULL, err);
}

double circularity_score(const struct circularity *c)
{
	return 100 * c->index;
}

void circularity_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in)
{
	static const enum circle_view views[CAMPS] = {
		[CAMP_MARCUS] = CIRCLE_ANNOUNCED, [CAMP_HUANG] = CIRCLE_COMMITTED
	};
	static const char *const names[CAMPS] = { "goes round, of what is announced", "goes round, of what is firm" };
	struct circularity c[CAMPS];
	char source[48];

	(void)set; /* the camps differ in what they count, not in a number */
	for (int camp = 0; camp < CAMPS; camp++) {
		struct flow_graph g;
		struct error err;

		if (circle_graph(&g, views[camp], in, &err)) {
			component_say(r, COMPONENT_CIRCULARITY, "%.90s", err.text);
			return;
		}
		flow_circularity(&g, &c[camp]);
		if (isnan(c[camp].index)) {
			component_say(r, COMPONENT_CIRCULARITY, "the ledger holds no payment between firms");
			return;
		}
		snprintf(source, sizeof source, "ledger, %d payments, %.1f bn in all", g.edge_count,
			 c[camp].total / 1e9);
		component_input(r, names[camp], c[camp].circulation / 1e9, "bn USD", ledger_newest_edge(in->deals),
				source);
	}
	for (int camp = 0; camp < CAMPS; camp++)
		r->components[camp][COMPONENT_CIRCULARITY] = circularity_score(&c[camp]);
	component_say(r, COMPONENT_CIRCULARITY, "%.0f of %.0f bn announced go round; of what is firm %.0f of %.0f",
		      c[CAMP_MARCUS].circulation / 1e9, c[CAMP_MARCUS].total / 1e9, c[CAMP_HUANG].circulation / 1e9,
		      c[CAMP_HUANG].total / 1e9);
}
