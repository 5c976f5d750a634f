/* D, delivery risk: how much of the announced money a camp expects to see delivered.
 *
 * Counted are rows of the ledger that move money from one firm to another, carry a class of firmness
 * and an amount, and were not replaced by a later row. Of a range the upper end counts: that is what
 * was announced. */
#ifndef FROTH_BUBBLE_DELIVERY_H
#define FROTH_BUBBLE_DELIVERY_H

#include "bubble/bubble.h"

struct delivery {
	int rows;
	int without_amount; /* rows of the same kind whose amount nobody named: left out of the sums */
	double announced_usd;
	double expected_usd; /* sum of weight x amount */
	double share;        /* expected / announced; NAN when nothing is counted */
};

/* -1 if an amount is negative or not finite, or its currency cannot be converted: err names the row. */
int delivery_compute(struct delivery *d, const struct assumptions *a, const struct bubble_inputs *in,
		     struct error *err);
/* The same over the rows whose payer or payee is `firm`, by its code in the ledger. */
int delivery_compute_of(struct delivery *d, const struct assumptions *a, const struct bubble_inputs *in,
			const char *firm, struct error *err);
/* 100 (1 - share) */
double delivery_score(const struct delivery *d);

#endif
