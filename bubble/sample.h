/* Where a value stands in a sample, and what value stands where. */
#ifndef FROTH_BUBBLE_SAMPLE_H
#define FROTH_BUBBLE_SAMPLE_H

#include <stddef.h>

/* Mid-rank percentile: 100 (#{x_i < x} + 0.5 #{x_i = x}) / n; NAN for an empty sample or a NAN anywhere. */
double percentile_mid_rank(const double *sample, size_t count, double x);

/* Ascending; NANs count as less than everything. */
void sample_sort(double *sample, size_t count);
/* The quantile of probability 0..1 of a sorted sample, linear between order statistics (type 7 of Hyndman
 * and Fan 1996, the default of R); NAN for an empty sample. */
double sample_quantile(const double *sorted, size_t count, double probability);

#endif
