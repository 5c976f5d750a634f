/* The collector's insides, shared by its files: collect.c starts, loops and ends; collect_plan.c knows
 * what is polled and when first; collect_poll.c polls; collect_tend.c does what is due beside. */
#ifndef FROTH_CLI_COLLECT_LOOP_H
#define FROTH_CLI_COLLECT_LOOP_H

#define COLLECT_ONCE_PATIENCE_MS 3000 /* with 'once', a shorter wait is waited */

#include <sys/types.h>
#include <time.h>

#include "bubble/bubble.h"
#include "cli/collect.h"
#include "cli/collect_statistics.h"
#include "cli/freshness.h"
#include "cli/visible.h"
#include "cli/week_round.h"
#include "config/keys.h"
#include "config/names.h"
#include "fetch/chain.h"
#include "fetch/source.h"
#include "fetch/yahoo_session.h"
#include "market/doubt.h"
#include "market/name_book.h"
#include "store/store.h"

struct recording;

/* The person's own ledger file as it was when it was last looked at. */
struct ledger_watch {
	int64_t due_ms;
	bool is_known, is_there;
	ino_t inode;
	off_t size;
	struct timespec modified;
};

/* A source that is asked on demand. */
struct collect_errand {
	size_t source;         /* NO_SOURCE: there is none */
	int64_t not_before_ms; /* after a failure, or after the last step of a round */
	bool repeats;          /* the same is asked for at the other host */
};
#define NO_SOURCE SIZE_MAX

struct collect_loop {
	const struct collect_options *options;
	struct store *store;
	struct http *http;
	struct recording *record, *replay;
	char (*symbols)[SYMBOL_SIZE]; /* of all watchlists, without doubles */
	struct source_feed *feeds;
	struct own_names own_names;
	struct name_book names;
	struct company_list companies;
	char contact_agent[300]; /* "" without a contact */
	struct service_keys keys;
	struct yahoo_session yahoo_session; /* of use only where the configuration wants it */
	struct source_settings settings;
	struct source_list sources;
	struct chain chain;
	struct doubt_list doubts;
	const struct session_calendar *hours[EXCHANGES_MAX]; /* of the watched symbols' exchanges */
	size_t hours_count;
	bool has_other_hours; /* a symbol's exchange has no calendar */
	int64_t *stored_ms;   /* a source: when its state was last written */
	struct visible visible;
	struct week_round weeks;
	struct collect_errand errands[ERRANDS];
	struct schedule schedule;
	struct prng prng;
	struct exchanges exchanges;
	struct assumption_set assumptions;
	struct statistics *statistics;
	bool index_dirty;
	int64_t index_day; /* of the last reading, in days since 1970 */
	struct clock_watch clock_watch;
	int64_t lease_ms, index_ms, prune_ms, statistics_ms, requests_ms, tidy_ms; /* when each is due */
	int64_t weeks_ms;                                                          /* the round of the weeks goes on */
	struct ledger_watch ledger;
	bool leased, store_failed;
	size_t left, good; /* once: sources not yet polled, sources that were good */
	int signal_fd;
	bool ended;
};

/* collect_plan.c */
const char *collect_user_agent(const struct config *config);
int collect_gather(struct collect_loop *c, struct error *err); /* the sources that the configuration asks for */
int collect_resume(struct collect_loop *c, struct error *err); /* what the store knows of them */
int collect_plan(struct collect_loop *c, struct error *err);   /* their first polls */
/* With `once`, what would have to wait is left out and says so. */
void collect_leave_out_held(struct collect_loop *c);

/* collect_chain.c: the sources that stand in for others. After collect_plan. */
int collect_start_chain(struct collect_loop *c, struct error *err);
void collect_tend_chain(struct collect_loop *c);
/* The source's host wants to rest: its other sources of prices cannot be asked either. */
void collect_note_rest(struct collect_loop *c, size_t index);

/* collect_poll.c */
/* Seconds between two polls of prices now. */
int collect_quote_interval_s(const struct collect_loop *c, int64_t now);
void collect_start_poll(struct collect_loop *c, size_t index);
void collect_finish_poll(struct collect_loop *c, struct http_response *answer); /* releases the answer */
void collect_say_poll(const struct collect_loop *c, const struct source_state *s);
void collect_say_news(struct collect_loop *c, const char *kind, size_t count);
/* collect_renew.c. A report was filed: the sources of the symbol's figures are asked as soon as their hosts are free.
 */
void collect_renew_facts(struct collect_loop *c, const char *symbol);

/* collect_tend.c */
void collect_tend_index(struct collect_loop *c, int64_t steady);
void collect_tend_press(struct collect_loop *c, int64_t steady); /* what is too old to be kept, bars of days too */
void collect_tend_text(struct collect_loop *c, int64_t steady);  /* what of the press can wait */
/* Whether there is something to compute now: no reason to wait for long. */
bool collect_has_statistics(const struct collect_loop *c, int64_t steady);
void collect_tend_statistics(struct collect_loop *c, int64_t steady);
int collect_tend_lease(struct collect_loop *c, int64_t steady, struct error *err); /* -1: it is lost */
int64_t collect_press_since(const struct collect_loop *c);                         /* older press items are not kept */
void collect_tend_ledger(struct collect_loop *c, int64_t steady);   /* collect_ledger.c: the person's own */
void collect_tend_requests(struct collect_loop *c, int64_t steady); /* collect_requests.c: what others ask for */
/* Polls the source then, SCHEDULE_NEVER not at all. */
void collect_set_due(struct collect_loop *c, size_t index, int64_t due_ms);

/* collect_visible.c: what is looked at. After collect_start_chain. */
int collect_start_visible(struct collect_loop *c, struct error *err);
void collect_tend_visible(struct collect_loop *c, int64_t steady);
/* Symbols parted by blanks that a viewer shows. */
void collect_look(struct collect_loop *c, const char *symbols, bool by_itself);
/* Somebody wants it sooner than it is due. */
void collect_hurry_errand(struct collect_loop *c, size_t index, int64_t steady, int reask_s);
/* An answer that prices came in; one of a source that is asked on demand, judged and stored. */
void collect_note_prices(struct collect_loop *c, const struct source *s, const struct batch *batch);
void collect_note_errand(struct collect_loop *c, size_t index, const struct source_verdict *v);
/* The symbol was split: all its bars are asked for again, but those that the source `index` has just brought. */
void collect_renew_bars(struct collect_loop *c, const char *symbol, size_t index);

/* Trouble with the store is said once, until a put succeeds again. */
void collect_note_store(struct collect_loop *c, int result, const struct error *err);

#endif
