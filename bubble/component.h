/* The components of the index as bubble.c sees them: one compute function each, in a file of its own,
 * and the two ways in which they write into a reading. Used inside bubble/ only. */
#ifndef FROTH_BUBBLE_COMPONENT_H
#define FROTH_BUBBLE_COMPONENT_H

#include "bubble/bubble.h"

struct component_rule {
	enum component component;
	/* Writes r->components[camp][component] and its sentence, and adds the inputs that it read.
	 * r->components is NAN before; in's pointers may be NULL. */
	void (*compute)(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
};

void valuation_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void revenue_gap_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void delivery_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);
void circularity_component(struct reading *r, const struct assumption_set *set, const struct bubble_inputs *in);

/* Context that no score rests on: the P/E of the quoted companies taken as one, without those whose
 * P/E means nothing, which its source names. Adds no input where no company has one. */
void group_multiple_input(struct reading *r, const struct bubble_inputs *in);

/* The newest capex guidance of a company by its code in the ledger ("ORCL"), or NULL; borrowed. */
const struct deal *capex_guidance_find(const struct deal_list *deals, const char *payer);
/* Its midpoint, in the row's currency; NAN if it names no amount. */
double capex_guidance_amount(const struct deal *d);

/* The one line that a person reads beside the component. */
void component_say(struct reading *r, enum component c, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* Notes a figure that the reading rests on; silently drops what does not fit (READING_INPUTS). */
void component_input(struct reading *r, const char *name, double value, const char *unit, int64_t as_of,
		     const char *source);

/* Midnight UTC of a ledger date ("2026-02-27"), of its first day when only month or year is known; 0 if unreadable. */
int64_t ledger_time(const char *date);
/* The newest date of the rows that move money from one firm to another; 0 if there is none. */
int64_t ledger_newest_edge(const struct deal_list *deals);

#endif
