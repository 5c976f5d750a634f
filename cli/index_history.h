/* The froth index of months that were over before the first run, so that the history does not begin with
 * it: a reading for each month's end, from what the store holds of that day's date or older. */
#ifndef FROTH_CLI_INDEX_HISTORY_H
#define FROTH_CLI_INDEX_HISTORY_H

#include "store/store.h"

#define INDEX_HISTORY_MONTHS 24

/* Recomputes and stores at most INDEX_HISTORY_MONTHS readings, of the months before `now` or, if that is
 * earlier, before the first reading that was made live; they replace what was recomputed before. With
 * today's assumptions, the closes of each month's end, and of facts, ledger and exchange rates what was
 * dated by then: a component whose inputs were not there yet is missing, and so is a reading without
 * any. A ledger date without a day counts from the end of its month or year; a test of a price series is of
 * the date of the last price that it has seen. options NULL: equal weights, arithmetic mean. */
int index_history_store(struct store *s, const struct index_options *options, int64_t now, struct error *err);

#endif
