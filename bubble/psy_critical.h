/* Critical values of the right-tailed unit-root tests under the null of a random walk with normal steps.
 *
 * Simulated by this code, not copied: share/psy_critical.tsv holds quantiles for a grid of lengths, and for
 * each length at a row of ends, since a statistic that is stamped on a date is compared with what it would
 * be by then. They hold for the window rule of psy_window(). Between the grid's points they are
 * interpolated: along the ends, and in the logarithm of the length. */
#ifndef FROTH_BUBBLE_PSY_CRITICAL_H
#define FROTH_BUBBLE_PSY_CRITICAL_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

enum psy_level { PSY_LEVEL_90, PSY_LEVEL_95, PSY_LEVEL_99, PSY_LEVELS };

enum psy_quantity {
	PSY_QUANTITY_BADF,  /* at this end: of the whole series, this is ADF */
	PSY_QUANTITY_BSADF, /* at this end: the pointwise rule of date stamping */
	PSY_QUANTITY_SADF,  /* greatest BADF up to this end: the other rule */
	PSY_QUANTITY_GSADF, /* greatest BSADF up to this end */
	PSY_QUANTITIES
};

struct psy_critical {
	double value[PSY_QUANTITIES][PSY_LEVELS];
};

#define PSY_CRITICAL_ENDS 16

struct psy_critical_row {
	int lag, count;
	int end; /* observations up to and with the end, psy_window(count)..count */
	struct psy_critical quantiles;
};

struct psy_critical_table {
	struct psy_critical_row *rows; /* owned, ascending by lag, count, end */
	size_t row_count;
};

/* Reads the text of share/psy_critical.tsv (format in its head); refuses by line and field. */
int psy_critical_parse(struct psy_critical_table *t, const char *text, size_t length, struct error *err);
void psy_critical_release(struct psy_critical_table *t);

/* At observation `end` (counted from 1) of `count`. -1 for a lag or length that the table does not cover, or
 * an end before the first window: err says what it covers. */
int psy_critical_find(const struct psy_critical_table *t, int lag, int count, int end, struct psy_critical *out,
		      struct error *err);
/* One quantity and level for every observation; NAN before the first window. */
int psy_critical_sequence(const struct psy_critical_table *t, int lag, int count, enum psy_quantity quantity,
			  enum psy_level level, double *out, struct error *err);

/* Simulates the PSY_CRITICAL_ENDS rows of one length; ends that coincide in a short series are repeated. */
int psy_critical_simulate(int lag, int count, int replicates, uint64_t seed,
			  struct psy_critical_row rows[PSY_CRITICAL_ENDS], struct error *err);

#endif
