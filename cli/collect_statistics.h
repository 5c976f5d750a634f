/* The collector's statistics: what it computes of stored prices between two polls.
 *
 * Of each company of the index and of the portfolio of them all (SERIES_GROUP), then of the watchlists' other
 * symbols: the right-tailed unit-root tests of the weekly log closes at lag 0 and 1 with their wild bootstrap
 * (market/series_test.h); of each company the log-periodic power law; of the portfolio the tests as they would
 * have been at the ends of past months, for the history of the index. Results go into the store as they
 * come; what stands there under the same hash is not computed again, so a collector that was killed goes
 * on where it was.
 *
 * The work is a table of jobs in order of priority, each due or not. New bars make those of their symbol due,
 * a new week all. It is done in slices, between which the collector polls. */
#ifndef FROTH_CLI_COLLECT_STATISTICS_H
#define FROTH_CLI_COLLECT_STATISTICS_H

#include <stdio.h>

#include "market/reading.h"
#include "store/store.h"

#define STATISTICS_SLICE_MS 50   /* no slice is longer, unless one piece is */
#define STATISTICS_OTHERS_MAX 50 /* symbols beside the index's companies: the first of the watchlists */

struct statistics;

struct statistics_options { /* borrowed for the life of the statistics */
	const char (*symbols)[SYMBOL_SIZE];
	size_t symbol_count;
	const struct index_options *index; /* of the history; NULL: equal weights, arithmetic mean */
	bool once;                         /* only what the index needs, for somebody waits */
	FILE *say; /* gets a line for each result, and for each symbol that has none; NULL none */
};

/* All is due. -1: no memory, a shipped table that is wrong, a store that cannot be read. */
int statistics_new(struct statistics **out, const struct statistics_options *options, struct store *store, int64_t now,
		   struct error *err);
void statistics_free(struct statistics *s); /* NULL is fine */

/* The store has got bars of the symbol. */
void statistics_note_bars(struct statistics *s, const char *symbol);
/* Makes due what a new week makes due. */
void statistics_note_time(struct statistics *s, int64_t now);
bool statistics_has_work(const struct statistics *s);

struct statistics_news {
	size_t tests;    /* of the index's companies and their portfolio: the index may read otherwise by them */
	size_t readings; /* of the past, made anew */
};
/* Works until the next piece would make it longer than a slice, or nothing is left. -1: the store refuses; what was
 * computed is not lost, the next slice tries again. */
int statistics_slice(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
		     struct error *err);

#endif
