#include "bubble/energy.h"

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static bool year_is_before(const char *date, const char *year)
{
	return strncmp(date, year, 4) < 0;
}

/* Keeps the newest years, in order; what is older than all of a full table finds no room. */
static void add_year(struct energy *e, const char *date)
{
	size_t at = e->year_count;

	while (at > 0 && year_is_before(date, e->years[at - 1]))
		at--;
	if (at > 0 && strncmp(e->years[at - 1], date, 4) == 0)
		return;
	if (e->year_count == ENERGY_YEARS) {
		if (at == 0)
			return;
		memmove(e->years[0], e->years[1], (at - 1) * sizeof e->years[0]);
		at--;
	} else {
		memmove(e->years[at + 1], e->years[at], (e->year_count - at) * sizeof e->years[0]);
		e->year_count++;
	}
	snprintf(e->years[at], sizeof e->years[at], "%.4s", date);
}

static bool is_between(const struct energy_partners *p, const struct deal *d)
{
	return (!strcmp(p->from, d->from) && !strcmp(p->to, d->to)) ||
	       (!strcmp(p->from, d->to) && !strcmp(p->to, d->from));
}

static struct energy_partners *partners_of(struct energy *e, const struct deal *d)
{
	for (size_t i = 0; i < e->count; i++)
		if (is_between(&e->items[i], d))
			return &e->items[i];
	e->items[e->count] = (struct energy_partners){ .from = d->from, .to = d->to };
	return &e->items[e->count++];
}

static void add_row(struct energy *e, const struct deal *d)
{
	struct energy_partners *p = partners_of(e, d);

	p->gw += d->gw;
	e->gw += d->gw;
	for (size_t i = 0; i < e->year_count; i++)
		if (strncmp(e->years[i], d->date, 4) == 0) {
			p->by_year[i] += d->gw;
			e->by_year[i] += d->gw;
		}
}

static int compare_power(const void *a, const void *b)
{
	const struct energy_partners *x = a, *y = b;

	if (x->gw < y->gw || x->gw > y->gw)
		return x->gw < y->gw ? 1 : -1;
	int by_name = strcmp(x->from, y->from);
	return by_name ? by_name : strcmp(x->to, y->to);
}

int energy_compute(struct energy *e, const struct deal_list *deals, const struct deal_list *chosen, struct error *err)
{
	*e = (struct energy){ .deals = deals, .chosen = chosen };
	e->items = calloc(chosen->count + 1, sizeof *e->items);
	if (!e->items)
		return error_set(err, "out of memory");
	for (size_t i = 0; i < chosen->count; i++)
		if (deal_counts_power(deals, &chosen->items[i]))
			add_year(e, chosen->items[i].date);
	for (size_t i = 0; i < chosen->count; i++)
		if (deal_counts_power(deals, &chosen->items[i]))
			add_row(e, &chosen->items[i]);
	qsort(e->items, e->count, sizeof *e->items, compare_power);
	return 0;
}

void energy_release(struct energy *e)
{
	free(e->items);
	*e = (struct energy){ 0 };
}

bool energy_counts(const struct energy *e, const struct energy_partners *p, const struct deal *d)
{
	return deal_counts_power(e->deals, d) && is_between(p, d);
}

bool energy_leaves_out(const struct energy *e, const struct deal *d)
{
	return isfinite(d->gw) && !deal_counts_power(e->deals, d);
}

void energy_format_reason(const struct deal *d, char *out, size_t size)
{
	if (d->superseded)
		snprintf(out, size, "replaced");
	else if (d->delivery <= DELIVERY_CANCELLED)
		snprintf(out, size, "%s", d->class_text);
	else
		snprintf(out, size, "in %s", d->gw_in);
}

double energy_twh(double gw)
{
	return gw * ENERGY_TWH_PER_GW;
}

double energy_homes(double gw)
{
	return energy_twh(gw) * 1e6 / ENERGY_MWH_PER_HOME;
}

double energy_reactors(double gw)
{
	return gw / ENERGY_GW_PER_REACTOR;
}
