/* The words of struct index_options: how a person writes weights and mean on the command line and in the
 * configuration, and how the store keeps the mean. */
#ifndef FROTH_MARKET_INDEX_OPTIONS_H
#define FROTH_MARKET_INDEX_OPTIONS_H

#include "base/error.h"
#include "market/reading.h"

#define INDEX_WEIGHT_MAX 1000
#define INDEX_WEIGHTS_SIZE 128 /* of weights as text */

const char *index_mean_name(enum index_mean mean); /* "arithmetic", "geometric" */
/* -1: no such mean, *mean is as it was. */
int index_mean_parse(enum index_mean *mean, const char *name);

/* "V=2,G=1" or "V=2 G=1": the components that are named get that weight, the others keep theirs. Refused:
 * an unknown code, one that stands there twice, a weight that is no number from 0 to INDEX_WEIGHT_MAX, and
 * weights that would all be 0. *o is as it was after -1. */
int index_weights_parse(struct index_options *o, const char *text, struct error *err);
/* "V=2 G=1 D=1 C=1 X=1 F=1" */
void index_weights_format(const struct index_options *o, char out[INDEX_WEIGHTS_SIZE]);
/* Whether both make the same value of the same components. */
bool index_options_equal(const struct index_options *a, const struct index_options *b);

#endif
