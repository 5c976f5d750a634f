/* The store: one SQLite file between the collector (the only writer, by lease) and everyone who
 * reads. Only store/ knows SQL. WAL, synchronous FULL: what was put is saved when put returns.
 *
 * All functions return 0, or -1 with a sentence in err. Nothing is stored half: a put of many
 * records is one transaction. Readers never block the writer. */
#ifndef FROTH_STORE_STORE_H
#define FROTH_STORE_STORE_H

#include <stdbool.h>

#include "base/error.h"
#include "market/candidate.h"
#include "market/candle.h"
#include "market/deal.h"
#include "market/fact.h"
#include "market/headline.h"
#include "market/quote.h"
#include "market/reading.h"
#include "market/series_test.h"
#include "market/source_state.h"

struct store;

enum store_mode { STORE_READ, STORE_WRITE };

/* STORE_WRITE makes the file (0600) and its folder (0700) and migrates an older schema. STORE_READ
 * never writes; on a read-only file system it sees what the last checkpoint left. path ":memory:"
 * gives a private store in memory. Refused with a sentence, file untouched: a file that is no SQLite
 * database, a database that is not froth's (application_id), a schema newer than this program, a
 * folder that cannot be written, a missing file (READ). *missing (may be NULL) is set when READ
 * failed because there is no file, or no store in it yet. */
int store_open(struct store **out, const char *path, enum store_mode mode, bool *missing, struct error *err);
void store_free(struct store *s); /* NULL is fine */

/* Changes whenever another connection committed (PRAGMA data_version). */
int store_data_version(struct store *s, int64_t *version, struct error *err);

/* One transaction around several puts. On a STORE_READ store: one state of it across several gets
 * (the writer goes on; keep it short, for its log cannot be folded back meanwhile). */
int store_begin(struct store *s, struct error *err);
int store_commit(struct store *s, struct error *err);
void store_rollback(struct store *s);

/* The lease: who may write. */
#define STORE_LEASE_S 30 /* a lease not renewed for so long is free */
struct store_lease {
	int64_t pid;
	int64_t since, renewed; /* wall seconds */
};
/* Takes the lease or renews it if pid holds it; *taken false if another living process holds it. A
 * holder on this machine whose process is gone, or who has not renewed, loses it: what it puts from then on is
 * refused, so that two never write, whatever their clocks say. */
int store_lease_take(struct store *s, int64_t pid, int64_t now, bool *taken, struct error *err);
int store_lease_release(struct store *s, int64_t pid, struct error *err);
int store_lease_get(struct store *s, struct store_lease *lease, bool *held, int64_t now, struct error *err);

/* Prices. A quote older (as_of) than the stored one, or from SHIPPED_SOURCE when another source's is stored, is
 * left out, except that a live one always replaces a shipped one; so are non-finite or non-positive prices. Missing
 * fields of a newer quote keep nothing of the old one, each stored quote is one source's answer; but a name stays, and
 * where the same provider told a price alone, what it said of the day within the half hour and of the year within the
 * week. */
int store_put_quotes(struct store *s, const struct quote *quotes, size_t count, struct error *err);
/* What stands beside prices that are stored: names, ranges, volumes. The price itself and its time stay. */
int store_put_quote_details(struct store *s, const struct quote *quotes, size_t count, struct error *err);
int store_get_quote(struct store *s, const char *symbol, struct quote *out, bool *found, struct error *err);
int store_get_quotes(struct store *s, struct quote **quotes, size_t *count, struct error *err); /* by symbol; free() */
/* Symbols with a quote, in order; free(). */
int store_get_symbols(struct store *s, char (**symbols)[SYMBOL_SIZE], size_t *count, struct error *err);
int store_put_fx(struct store *s, const struct fx_rate *rates, size_t count, struct error *err); /* same age rule */
int store_get_fx(struct store *s, struct fx_rate **rates, size_t *count, struct error *err);     /* free() */

/* History. put upserts bar by bar; replace drops the symbol's bars of that interval first (after a
 * split). Shipped bars never replace another source's; another source's first bars of an interval
 * drop the shipped ones of that interval. A series without a bar of finite close changes nothing. get
 * returns ascending bars in [from, to]. */
int store_put_candles(struct store *s, const struct candle_series *series, struct error *err);
int store_replace_candles(struct store *s, const struct candle_series *series, struct error *err);
int store_get_candles(struct store *s, const char *symbol, const char *interval, int64_t from, int64_t to,
		      struct candle_series *out, struct error *err); /* out is initialised here; caller releases */
/* All bars up to `to` of the finest of "1d", "1wk", "1mo" that reaches back to `since`, else of the one that reaches
 * back furthest; none if no two bars of one interval are stored. On -1 nothing is to be released. */
int store_get_reaching_candles(struct store *s, const char *symbol, int64_t since, int64_t to,
			       struct candle_series *out, struct error *err);
/* Drops the bars of all intervals of the symbol that were fetched before `fetched`; *dropped counts them. */
int store_drop_history(struct store *s, const char *symbol, int64_t fetched, size_t *dropped, struct error *err);
int store_put_events(struct store *s, const struct corporate_event *events, size_t count, struct error *err);
/* Splits and dividends of the symbol (NULL: of all), by symbol and time; free(). */
int store_get_events(struct store *s, const char *symbol, struct corporate_event **events, size_t *count,
		     struct error *err);
int store_get_splits(struct store *s, const char *symbol, struct corporate_event **splits, size_t *count,
		     struct error *err);
/* Removes the bars of that interval, of all symbols, that are older. */
int store_prune_candles(struct store *s, const char *interval, int64_t before, struct error *err);
int store_get_last_split(struct store *s, const char *symbol, int64_t *time, struct error *err); /* 0 none */

/* Press. Identity is (source, id); an item that is known is updated in place and keeps its read
 * mark and row, and its time unless the feed now gives one. *added (may be NULL) counts the new
 * ones. prune removes items older than `before`.
 *
 * Items that tell the same story are folded (press_story.c says when): the first seen leads, or the
 * first with a summary. get hands out the leading item of each story of which some item passes the
 * filters, with the names of its sources, in order of the leading items' times. All items of a story
 * have one read mark. */
int store_put_headlines(struct store *s, const struct headline *items, size_t count, size_t *added, struct error *err);
struct press_query {
	/* Parted by blanks; each must occur in title or summary of one item, in any case of its letters. NULL
	 * any. If all are shorter than three characters and neither company nor source is asked for, only the
	 * newest STORE_PRESS_RECENT items are looked at. */
	const char *words;
	const char *company;  /* symbol, NULL any */
	const char *source;   /* NULL any */
	const char *language; /* NULL any */
	int64_t since;        /* 0 any */
	bool unread_only;
	size_t limit; /* 0: 100 */
};
struct headline_list {
	struct headline *items; /* owned, newest first */
	size_t count;
};
int store_get_headlines(struct store *s, const struct press_query *query, struct headline_list *out, struct error *err);
void headline_list_release(struct headline_list *list);
/* All that are stored, quickly; a few less where the first item of a story was pruned. */
int store_count_stories(struct store *s, int64_t *count, struct error *err);
/* The row of the item that came in last, 0 none. */
int store_get_last_headline(struct store *s, int64_t *row, struct error *err);
int store_prune_headlines(struct store *s, int64_t before, struct error *err);
/* The items, not stories, of the rows behind that one, in order of rows. */
int store_get_headlines_after(struct store *s, int64_t row, struct headline_list *out, struct error *err);
#define STORE_PRESS_RECENT 20000
/* Marks the stories of these rows as read or unread; rows that are gone are passed over. */
int store_mark_read(struct store *s, const int64_t *rows, size_t count, bool read, struct error *err);
/* Marks the stories up to that time as read. */
int store_mark_read_until(struct store *s, int64_t until, struct error *err);

/* A little of the work that can wait: merging the search's index, folding items that an older program stored.
 * Some milliseconds; *more: there is some left. */
int store_tidy_press(struct store *s, bool *more, struct error *err);

/* Candidates for the ledger. put gives each new one the next id (K1, K2, ..) and leaves out what is known:
 * the same payer, payee, kind and amount (within 1 %) within 30 days. *added (may be NULL) counts the new
 * ones. */
int store_put_candidates(struct store *s, const struct candidate *items, size_t count, size_t *added,
			 struct error *err);
/* Newest first; status CANDIDATE_STATUSES: all; free(). */
int store_get_candidates(struct store *s, enum candidate_status status, struct candidate **items, size_t *count,
			 struct error *err);
/* *found false: there is no such candidate. */
int store_get_candidate(struct store *s, const char *id, struct candidate *out, bool *found, struct error *err);
int store_set_candidate_status(struct store *s, const char *id, enum candidate_status status, bool *found,
			       struct error *err);

/* Sources, facts, ledger, index. put_facts and put_deals replace the rows of their key (symbol,
 * concept, period, as_of, source; id), replace_deals all there are. put_reading appends. */
int store_put_source_state(struct store *s, const struct source_state *state, struct error *err);
/* By name; free(). */
int store_get_source_states(struct store *s, struct source_state **states, size_t *count, struct error *err);
int store_put_facts(struct store *s, const struct fact_list *facts, struct error *err);
/* symbol NULL: all. With their splits. */
int store_get_facts(struct store *s, const char *symbol, struct fact_list *out, struct error *err);
int store_put_deals(struct store *s, const struct deal_list *deals, struct error *err);
int store_replace_deals(struct store *s, const struct deal_list *deals, struct error *err);
int store_get_deals(struct store *s, struct deal_list *out, struct error *err);
int store_put_reading(struct store *s, const struct reading *r, struct error *err);
int store_get_reading(struct store *s, struct reading *out, bool *found, struct error *err); /* the newest */

/* The history of the index: readings of `since` or later, ascending by time, the newest `limit` of them
 * (0: all); free(). A reading that was recomputed for a time before the first run
 * stands among the others by that time, and never is the newest. replace puts the recomputed readings in
 * the place of all earlier ones. */
int store_get_readings(struct store *s, int64_t since, size_t limit, struct reading **readings, size_t *count,
		       struct error *err);
int store_replace_recomputed(struct store *s, const struct reading *readings, size_t count, struct error *err);
/* The last reading of each day (UTC), the newest `limit` days (0: all), ascending; free(). */
int store_get_reading_points(struct store *s, size_t limit, struct reading_point **points, size_t *count,
			     struct error *err);
/* The time of the oldest reading that was not recomputed; 0 if there is none. */
int store_get_first_reading_time(struct store *s, int64_t *time, struct error *err);

/* Tests of price series. A put replaces the row of its key: symbol, lag and last observation (lppls: symbol). */
int store_put_series_test(struct store *s, const struct series_test *t, struct error *err);
int store_get_series_tests(struct store *s, struct series_test **tests, size_t *count, struct error *err); /* free() */
int store_put_lppls_test(struct store *s, const struct lppls_test *t, struct error *err);
int store_get_lppls_tests(struct store *s, struct lppls_test **tests, size_t *count, struct error *err); /* free() */

/* Everything that the index rests on, as of one state of the store. */
struct index_records {
	struct deal_list deals;
	struct fact_list facts;
	struct quote *quotes; /* owned; of all symbols */
	size_t quote_count;
	struct fx_rate *rates; /* owned */
	size_t rate_count;
	struct series_test *tests; /* owned */
	size_t test_count;
	struct lppls_test *lppls; /* owned */
	size_t lppls_count;
};
/* On -1 nothing is to be released. */
int store_get_index_records(struct store *s, struct index_records *records, struct error *err);
void index_records_release(struct index_records *records);

/* Small named values, for example which shipped data has been imported. */
int store_put_note(struct store *s, const char *name, const char *value, struct error *err);
int store_get_note(struct store *s, const char *name, char *value, size_t size, struct error *err); /* "" if none */

struct store_info {
	char path[512];
	int schema;
	int64_t bytes, wal_bytes;
	int64_t quotes, candles, headlines, sources, facts, deals;
	int64_t readings; /* without those that were recomputed */
	int64_t series_tests;
	struct store_lease lease;
	bool lease_held;
};
int store_get_info(struct store *s, int64_t now, struct store_info *info, struct error *err);
int store_check(struct store *s, struct error *err); /* PRAGMA integrity_check and foreign keys */
int store_vacuum(struct store *s, struct error *err);

#endif
