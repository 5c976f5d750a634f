/* The looks at the ledger, from the stored deals: the circle of payments by bubble/circularity.h, the power
 * promised by bubble/energy.h, both turned into the plain values of widgets/deals_view.h. */
#include "tui/model_deals.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "bubble/circularity.h"
#include "bubble/energy.h"
#include "widgets/widget.h"

/* ---- circle ---- */

/* What a flow graph's nodes are in the circle: order[place] is a node, place_of[node] its place. */
struct order {
	double moved[FLOW_NODES];
	int order[FLOW_NODES], place_of[FLOW_NODES];
};

static void put_in_order(struct order *o, const struct flow_graph *g)
{
	memset(o, 0, sizeof *o);
	for (int i = 0; i < g->edge_count; i++) {
		o->moved[g->edges[i].payer] += g->edges[i].amount;
		o->moved[g->edges[i].payee] += g->edges[i].amount;
	}
	for (int i = 0; i < g->node_count; i++) {
		int at = i;
		for (; at > 0 && o->moved[o->order[at - 1]] < o->moved[i]; at--)
			o->order[at] = o->order[at - 1];
		o->order[at] = i;
	}
	for (int i = 0; i < g->node_count; i++)
		o->place_of[o->order[i]] = i;
}

/* The place of a symbol in the watchlists; as large as can be if it is in none. */
static size_t watched_at(const struct config *config, const char *symbol)
{
	size_t place = 0;
	for (size_t i = 0; i < config->watchlist_count; i++)
		for (size_t k = 0; k < config->watchlists[i].count; k++, place++)
			if (!strcmp(config->watchlists[i].symbols[k], symbol))
				return place;
	return SIZE_MAX;
}

static void name_firm(struct circle_firm *firm, const struct model *m, const char *code)
{
	bool is_watched = watched_at(m->options->config, code) != SIZE_MAX;
	const char *name = is_watched ? code : deal_list_name_of(&m->view.deals, code);
	snprintf(firm->code, sizeof firm->code, "%s", code);
	snprintf(firm->name, sizeof firm->name, "%.23s", name);
}

static void take_payments(struct circle *c, const struct flow_graph *g, const struct order *o)
{
	for (int i = 0; i < g->edge_count; i++) {
		const struct flow_edge *e = &g->edges[i];
		int payer = o->place_of[e->payer], payee = o->place_of[e->payee];
		c->paid[payer][payee] += e->amount;
		c->firms[payer].pays += e->amount;
		c->firms[payee].gets += e->amount;
	}
}

static int place_of_code(const struct circle *c, const char *code)
{
	for (int i = 0; i < c->firm_count; i++)
		if (!strcmp(c->firms[i].code, code))
			return i;
	return -1;
}

static void mark_rows(struct circle *c, const struct deal_list *deals, enum circle_view view)
{
	for (size_t i = 0; i < deals->count; i++) {
		const struct deal *d = &deals->items[i];
		if (!circle_counts(deals, d, view))
			continue;
		int payer = place_of_code(c, d->payer), payee = place_of_code(c, d->payee);
		c->has_rates |= strcmp(d->currency, "USD") != 0;
		if (payer >= 0 && payee >= 0 && strcmp(d->confidence, "high") != 0)
			c->is_estimate[payer][payee] = true;
	}
}

/* A loop is told from the firm that the person watches first, else from the one that moves most. */
static int first_step(const struct circle *c, const struct circle_loop *loop, const struct config *config)
{
	int first = 0;
	for (int i = 1; i < loop->length; i++) {
		size_t at = watched_at(config, c->firms[loop->firms[i]].code);
		size_t best = watched_at(config, c->firms[loop->firms[first]].code);
		if (at < best || (at == best && loop->firms[i] < loop->firms[first]))
			first = i;
	}
	return first;
}

static void turn_loop(struct circle_loop *loop, int first)
{
	struct circle_loop turned = *loop;
	for (int i = 0; i < loop->length; i++)
		turned.firms[i] = loop->firms[(first + i) % loop->length];
	*loop = turned;
}

static void take_loops(struct circle *c, const struct circularity *measure, const struct order *o,
		       const struct config *config)
{
	_Static_assert(CIRCLE_LOOPS >= FLOW_LOOPS && CIRCLE_STEPS >= FLOW_LOOP_LENGTH && CIRCLE_FIRMS >= FLOW_NODES,
		       "a circle holds what a flow graph can");
	c->loop_count = measure->loop_count;
	for (int i = 0; i < measure->loop_count; i++) {
		const struct flow_loop *loop = &measure->loops[i];
		c->loops[i].length = loop->length;
		c->loops[i].bottleneck = loop->bottleneck;
		for (int k = 0; k < loop->length; k++)
			c->loops[i].firms[k] = o->place_of[loop->nodes[k]];
		turn_loop(&c->loops[i], first_step(c, &c->loops[i], config));
	}
}

static void fill_circle(struct circle *c, const struct model *m, enum circle_view view)
{
	struct bubble_inputs in = { .deals = &m->view.deals, .rates = m->rates, .rate_count = m->rate_count };
	struct flow_graph g;
	struct circularity measure;
	struct order order;
	struct error err;
	*c = (struct circle){ .index = (double)NAN };
	if (circle_graph(&g, view, &in, &err)) {
		c->has_rates = true; /* the reason may be a rate that comes later */
		snprintf(c->reason, sizeof c->reason, "%.159s", err.text);
		return;
	}
	flow_circularity(&g, &measure);
	put_in_order(&order, &g);
	c->firm_count = g.node_count;
	for (int i = 0; i < g.node_count; i++)
		name_firm(&c->firms[i], m, g.names[order.order[i]]);
	take_payments(c, &g, &order);
	mark_rows(c, &m->view.deals, view);
	take_loops(c, &measure, &order, m->options->config);
	c->total = measure.total;
	c->circulation = measure.circulation;
	c->index = measure.index;
	c->connected = measure.scc_share;
}

/* ---- energy ---- */

static void format_partners(char *out, size_t size, const char *from, const char *to)
{
	snprintf(out, size, "%s%s%s", from, *to ? ", " : "", to);
}

static void list_ids(struct power_row *row, const struct energy *e, const struct energy_partners *p)
{
	size_t used = 0;
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (energy_counts(e, p, d) && used + strlen(d->id) + 2 < sizeof row->ids)
			used += (size_t)snprintf(row->ids + used, sizeof row->ids - used, "%s%s", used ? " " : "",
						 d->id);
	}
}

/* The last row takes what finds no row of its own. */
static void take_partners(struct power *p, const struct energy *e)
{
	_Static_assert(POWER_YEARS == ENERGY_YEARS, "one column a year");
	for (size_t i = 0; i < e->count; i++) {
		const struct energy_partners *from = &e->items[i];
		bool is_other = i >= POWER_ROWS - 1 && e->count > POWER_ROWS;
		struct power_row *row = &p->rows[is_other ? POWER_ROWS - 1 : i];
		row->gw += from->gw;
		for (size_t y = 0; y < e->year_count; y++)
			row->by_year[y] += from->by_year[y];
		if (is_other) {
			snprintf(row->partners, sizeof row->partners, "others");
			continue;
		}
		format_partners(row->partners, sizeof row->partners, from->from, from->to);
		list_ids(row, e, from);
	}
	p->row_count = e->count < POWER_ROWS ? e->count : POWER_ROWS;
}

static void take_left_out(struct power *p, const struct energy *e)
{
	for (size_t i = 0; i < e->chosen->count; i++) {
		const struct deal *d = &e->chosen->items[i];
		if (!energy_leaves_out(e, d))
			continue;
		p->left_out_gw += d->gw;
		if (p->left_out_count == POWER_LEFT_OUT)
			continue;
		struct power_left_out *l = &p->left_out[p->left_out_count++];
		snprintf(l->id, sizeof l->id, "%s", d->id);
		format_partners(l->partners, sizeof l->partners, d->from, d->to);
		energy_format_reason(d, l->reason, sizeof l->reason);
		l->gw = d->gw;
	}
}

static void fill_power(struct power *p, const struct deal_list *deals, const struct deal_list *chosen)
{
	struct energy e;
	*p = (struct power){ 0 };
	if (energy_compute(&e, deals, chosen, NULL))
		return;
	memcpy(p->years, e.years, sizeof p->years);
	memcpy(p->by_year, e.by_year, sizeof p->by_year);
	p->year_count = e.year_count;
	p->gw = e.gw;
	p->twh = energy_twh(e.gw);
	p->homes = energy_homes(e.gw);
	p->reactors = energy_reactors(e.gw);
	take_partners(p, &e);
	take_left_out(p, &e);
	energy_release(&e);
}

/* Of the rows that are shown; all of them if there is no memory for a choice. */
static void fill_shown_power(struct view_model *v)
{
	struct deal_list chosen = { .items = calloc(v->deals.count + 1, sizeof *chosen.items) };
	const struct deal *d;
	while (chosen.items && (d = deals_row(v, chosen.count)))
		chosen.items[chosen.count++] = *d;
	fill_power(&v->deals_view.power, &v->deals, chosen.items ? &chosen : &v->deals);
	free(chosen.items);
}

/* ---- the whole ---- */

void model_fill_deals(struct model *m)
{
	struct deals_view *v = &m->view.deals_view;
	fill_circle(&v->announced, m, CIRCLE_ANNOUNCED);
	fill_circle(&v->committed, m, CIRCLE_COMMITTED);
	model_choose_deals(m, v->symbol);
}

bool model_deals_need_rates(const struct model *m)
{
	return m->view.deals_view.announced.has_rates || m->view.deals_view.committed.has_rates;
}

void model_choose_deals(struct model *m, const char *symbol)
{
	struct deals_view *v = &m->view.deals_view;
	char chosen[SYMBOL_SIZE];
	snprintf(chosen, sizeof chosen, "%s", symbol); /* may be v->symbol itself */
	memcpy(v->symbol, chosen, sizeof v->symbol);
	snprintf(v->node, sizeof v->node, "%s", deal_node_of(chosen));
	snprintf(v->name, sizeof v->name, "%s", deal_list_name_of(&m->view.deals, v->node));
	fill_shown_power(&m->view);
}
