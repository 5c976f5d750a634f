/* What one would have to believe: how far each assumption alone carries a reading towards the other camp, and
 * which AI revenue would close the gap. Pure arithmetic over the same inputs as the index, quick enough to be
 * made anew at a key press; read by cli/ and by the froth screen. */
#ifndef FROTH_BUBBLE_SENSITIVITY_H
#define FROTH_BUBBLE_SENSITIVITY_H

#include "bubble/bubble.h"

struct sensitivity {
	const struct assumption_row *row;
	/* The camp's index with the other camp's value for this row alone, less its index; 0 where both camps agree,
	 * NAN where there is no index. The moves do not add up to the distance between the camps: rows act on each
	 * other, and circularity counts other edges by camp, which is no number. */
	double moves[CAMPS];
	enum component component; /* whose score, weighted, moves most; COMPONENTS if none does */
};

/* Fills out[] with one entry a row of assumption_rows, the greatest absolute move of either camp first, and
 * returns how many they are. Rows that move as far keep the order of assumption_rows. */
size_t sensitivity_compute(struct sensitivity out[ASSUMPTIONS_MAX], const struct assumption_set *set,
			   const struct bubble_inputs *in, int64_t now);

struct break_even {
	double required[CAMPS]; /* R*: the yearly AI revenue that the announced capex must earn, USD; NAN without capex
				 */
	double counted[CAMPS];  /* A: what is counted of it now */
	double growth[CAMPS]; /* R* over the labs' revenue: by what factor it alone would have to grow; NAN if that is 0
			       */
};

void break_even_compute(struct break_even *b, const struct assumption_set *set, const struct bubble_inputs *in);

#endif
