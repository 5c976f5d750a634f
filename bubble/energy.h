/* What the ledger's gigawatts add up to, by partners and by the year of the announcement, and what such a
 * power means. Gigawatts that another row counts already, that were replaced or that came to nothing are left
 * out, each with its reason. Chips and the sites they go to may be promised apart, so a sum is an upper
 * bound. Filled by energy_compute from a ledger; read by the command and by the dashboard. */
#ifndef FROTH_BUBBLE_ENERGY_H
#define FROTH_BUBBLE_ENERGY_H

#include <stdbool.h>
#include <stddef.h>

#include "market/deal.h"

/* A year has 8,760 hours; the other two are as the press put it in autumn 2025 (ledger row Q04: 10 GW are
 * 8 million homes or ten reactors), so that a reader finds the same comparison here. */
#define ENERGY_TWH_PER_GW 8.76
#define ENERGY_MWH_PER_HOME 10.95
#define ENERGY_GW_PER_REACTOR 1.0

#define ENERGY_YEARS 12 /* the newest; older years are in the sums alone */

/* Rows of one pair of partners, in either direction. */
struct energy_partners {
	const char *from, *to; /* borrowed from the ledger; of the first of their rows */
	double gw, by_year[ENERGY_YEARS];
};

struct energy {
	const struct deal_list *deals, *chosen; /* borrowed */
	struct energy_partners *items;          /* owned; the most powerful first */
	size_t count;
	char years[ENERGY_YEARS][5]; /* ascending */
	size_t year_count;
	double gw, by_year[ENERGY_YEARS];
};

/* Adds up the rows `chosen` of `deals`; both must outlive the result. */
int energy_compute(struct energy *e, const struct deal_list *deals, const struct deal_list *chosen, struct error *err);
void energy_release(struct energy *e);

/* Is the row one of the sum, and of these partners? */
bool energy_counts(const struct energy *e, const struct energy_partners *p, const struct deal *d);
/* Does the row name a power that is not in the sum? */
bool energy_leaves_out(const struct energy *e, const struct deal *d);
/* Why, of a row that is left out: "replaced", "cancelled", "in D09". */
void energy_format_reason(const struct deal *d, char *out, size_t size);

double energy_twh(double gw);      /* TWh a year at full load */
double energy_homes(double gw);    /* homes in the US that use as much */
double energy_reactors(double gw); /* reactors of 1 GW */

#endif
