/* Who is asked for a datum when: a chain of sources a symbol, first choice first.
 *
 * The classes of one datum (prices, daily history) stand in the order of their rank. Rank 0 is asked always, by
 * its own schedule. A source of a higher rank is asked for a symbol only while each source before it that covers
 * the symbol fails or has left it out of its answer; it is on standby otherwise and costs nothing. When one
 * before it is back, it is asked no more.
 *
 * Filled by the collector with each answer, read by it when it plans. Pure: times are steady seconds and
 * arguments. Borrows the list of sources, whose items must stay where they are. */
#ifndef FROTH_FETCH_CHAIN_H
#define FROTH_FETCH_CHAIN_H

#include "fetch/source.h"

#define CHAIN_NEVER INT64_MAX
#define CHAIN_LEFT_OUT_S 3600 /* a symbol that a source of a higher rank does not know is asked for again after */

struct chain_entry; /* a symbol of a source */
struct chain_link;  /* a source */

struct chain {
	struct source_list *sources; /* borrowed */
	struct chain_entry *entries; /* owned, by datum, symbol and rank */
	size_t entry_count;
	struct chain_link *links; /* owned, one a source */
	bool changed;             /* since chain_take_change: somebody may be wanted now who was not, or the reverse */
};

/* -1: out of memory. Release in any case. */
int chain_init(struct chain *c, struct source_list *sources);
void chain_release(struct chain *c);

/* What a stored state says of a source before it has been asked again: that it is turned away until a time. */
void chain_note_refused(struct chain *c, size_t source, int64_t until);
/* An answer of the source, as judged. */
void chain_note(struct chain *c, size_t source, const struct batch *batch, const struct source_verdict *verdict,
		int64_t now);
/* The source cannot be asked before then, though nothing is known against itself: its host wants to rest. */
void chain_note_held(struct chain *c, size_t source, int64_t until);

/* The source publishes nothing new before then: it has what it can give. Holds until it is said anew. */
void chain_note_rest(struct chain *c, size_t source, int64_t until);

/* Whether something that chain_due depends on has happened since the last call. */
bool chain_take_change(struct chain *c);
/* When a source of a rank above 0, of which no request is under way, is to be asked, and in its `asking` what for.
 * CHAIN_NEVER: it is on standby, and its state says so. */
int64_t chain_due(struct chain *c, size_t source, int quote_interval_s, int64_t now);

#endif
