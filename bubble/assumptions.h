/* What the two camps believe: one set of keys, two columns of values.
 *
 * Filled from share/assumptions.tsv and changed by --assume and by keys on the froth screen; read by
 * every component of the index. Stored values are plain (a share is 0.35, money is USD); shown values
 * are what a person reads and types (35 %, 55 bn USD), and assumption_rows holds the factor between.
 * In a set that was parsed every key has a value within its range for both camps. */
#ifndef FROTH_BUBBLE_ASSUMPTIONS_H
#define FROTH_BUBBLE_ASSUMPTIONS_H

#include <stddef.h>

#include "base/error.h"
#include "market/deal.h"
#include "market/reading.h"

struct assumptions {
	double gpu_life_years;                    /* Ls of R* */
	double building_life_years;               /* Ll */
	double short_lived_share;                 /* s, the part of capex that lives as short as a GPU */
	double required_return;                   /* r, 0.12 */
	double operating_share;                   /* o, power and staff, share of revenue */
	double lab_revenue_usd;                   /* AI revenue of the labs, a year */
	double platform_revenue_usd;              /* AI revenue of the platforms counted beside it */
	double existing_business_usd;             /* business that already runs on hyperscalers */
	double existing_share;                    /* the part of it that AI may claim */
	double customer_paid_counted;             /* of the capex that customers pay for, the part left out of F */
	double calm_pe;                           /* the multiple that scores 0 on the distance scale */
	double peak_pe;                           /* the multiple that scores 100: Cisco, March 2000 */
	double equity_return;                     /* r of the reverse DCF */
	double terminal_growth;                   /* gT of it */
	double growth_years;                      /* N of it, a whole number */
	double delivery_weight[DELIVERY_CLASSES]; /* expected delivered share; 0 for DELIVERY_NONE */
};

struct assumption_row {         /* one assumption as shown to a person */
	const char *key;        /* "gpu_life": the name for --assume */
	const char *label;      /* "life of a GPU" */
	const char *unit;       /* "years", "%", "bn USD", "x" */
	size_t offset;          /* in struct assumptions */
	double scale;           /* shown value = stored value * scale (return: 100) */
	double low, high, step; /* in shown units: the range that is accepted, and one key press */
};
extern const struct assumption_row assumption_rows[]; /* ended by key NULL, at most ASSUMPTIONS_MAX */

#define ASSUMPTIONS_MAX 32

enum assumption_basis {
	BASIS_OBSERVED, /* read from accounts or from what was delivered */
	BASIS_CLAIMED,  /* said by a person or a press estimate */
	BASIS_ASSUMED,  /* chosen by us so that the camp's view can be computed */
};
const char *assumption_basis_name(enum assumption_basis b); /* "observed", "claimed", "assumed" */

struct assumption_set {
	struct assumptions camp[CAMPS];
	enum assumption_basis basis[CAMPS][ASSUMPTIONS_MAX]; /* by index in assumption_rows */
	char source[ASSUMPTIONS_MAX][160];                   /* where the values come from */
	char note[ASSUMPTIONS_MAX][256];                     /* what is observed in it and what is not */
};

/* Reads the text of share/assumptions.tsv (format in its head). A wrong row refuses the whole text:
 * err names line and field, and *set is left as it was. */
int assumption_set_parse(struct assumption_set *set, const char *text, size_t length, struct error *err);
/* Applies one "gpu_life=4" (value in shown units) to both camps, "marcus.gpu_life=4" to one. */
int assumption_set_apply(struct assumption_set *set, const char *text, struct error *err);

/* The row of that key, or NULL. */
const struct assumption_row *assumption_find(const char *key);
/* The value in shown units, and its change; a value outside the row's range is clamped to it. */
double assumption_get(const struct assumptions *a, const struct assumption_row *row);
void assumption_set_value(struct assumptions *a, const struct assumption_row *row, double shown);

#endif
