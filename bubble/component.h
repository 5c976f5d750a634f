/* The components of the index as bubble.c sees them: one compute function each, in a file of its own,
 * and the two ways in which they write into a reading. Used inside bubble/ only. */
#ifndef FROTH_BUBBLE_COMPONENT_H
#define FROTH_BUBBLE_COMPONENT_H

#include "bubble/bubble.h"

struct component_rule {
	enum component component;
	/* Writes r->components[camp][component] and its sentence, and adds the inputs that it read.
	 * r->components is NAN before; in's pointers may be NULL. r->time is set. */
	void (*compute)(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
	/* The greatest age in days at which the newest of those inputs is still fresh: how often such a figure is
	 * published, and the time it takes to appear. */
	int fresh_days;
};

void valuation_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void revenue_gap_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void delivery_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void circularity_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void explosiveness_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void financing_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);

/* Figures that no score rests on, for the reader who weighs the others; each only where it is known: P/E of the
 * quoted companies taken as one, depreciation of the announced capex, Cahn's rule, equities over GDP, Tobin's Q,
 * windows that a log-periodic power law fits. */
void context_inputs(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);

/* The weighted mean of the components that both camps have (COMPONENTS scores each), for either camp; NAN if there
 * is none. Returns how many those are. */
int components_mean(const struct index_options *o, const double *marcus, const double *huang, double mean[CAMPS]);

/* K, the newest guidance of every buyer of the machines, in USD, its parts added to r's inputs; NAN and a
 * sentence if it cannot be formed. */
double buyers_capex(struct reading *r, const struct bubble_inputs *in);

/* The newest capex guidance of a company by its code in the ledger ("ORCL"), or NULL; borrowed. */
const struct deal *capex_guidance_find(const struct deal_list *deals, const char *payer);
/* Its midpoint, in the row's currency; NAN if it names no amount. */
double capex_guidance_amount(const struct deal *d);

/* The one line that a person reads beside the component. */
void component_say(struct reading *r, enum component c, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Notes a figure that the reading rests on; silently drops what does not fit (READING_INPUTS). */
void component_input(struct reading *r, const char *name, double value, const char *unit, int64_t as_of,
		     const char *source);
/* The same of a figure that is shown beside it and scores nothing. */
void context_input(struct reading *r, const char *name, double value, const char *unit, int64_t as_of,
		   const char *source);

/* Midnight UTC of a ledger date ("2026-02-27"), of its first day when only month or year is known; 0 if unreadable. */
int64_t ledger_time(const char *date);
/* The newest date of the rows that move money from one firm to another; 0 if there is none. */
int64_t ledger_newest_edge(const struct deal_list *deals);

#endif
