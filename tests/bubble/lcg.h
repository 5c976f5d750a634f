/* Test series that anybody can make bit for bit: x' = (1103515245 x + 12345) mod 2^31 from 12345, a step is
 * the sum of twelve x / 2^31 less 6. */
#ifndef FROTH_TESTS_BUBBLE_LCG_H
#define FROTH_TESTS_BUBBLE_LCG_H

#include <stdbool.h>
#include <stddef.h>

/* y[0] = 100 and a random walk; with `bubble` it grows by 1 + 8/count a step from 2 count/5 to 3 count/5 and
 * then falls back to where it had been. */
void lcg_series(double *y, int count, bool bubble);

#endif
