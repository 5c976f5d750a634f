/* The collector's insides, shared by its files: collect.c starts, loops and ends; collect_plan.c knows
 * what is polled and when first; collect_poll.c polls; collect_tend.c does what is due beside. */
#ifndef FROTH_CLI_COLLECT_LOOP_H
#define FROTH_CLI_COLLECT_LOOP_H

#include "bubble/bubble.h"
#include "cli/collect.h"
#include "cli/freshness.h"
#include "fetch/source.h"
#include "store/store.h"

struct recording;

struct collect_loop {
	const struct collect_options *options;
	struct store *store;
	struct http *http;
	struct recording *record, *replay;
	char (*symbols)[SYMBOL_SIZE]; /* of all watchlists, without doubles */
	struct source_feed *feeds;
	char contact_agent[300]; /* "" without a contact */
	struct source_settings settings;
	struct source_list sources;
	int64_t *stored_ms; /* a source: when its state was last written */
	struct schedule schedule;
	struct prng prng;
	struct exchanges exchanges;
	struct assumption_set assumptions;
	bool index_dirty;
	int64_t lease_ms, index_ms, prune_ms; /* when each is due */
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

/* collect_poll.c */
void collect_start_poll(struct collect_loop *c, size_t index);
void collect_finish_poll(struct collect_loop *c, struct http_response *answer); /* releases the answer */
void collect_say_poll(const struct collect_loop *c, const struct source_state *s);
void collect_say_news(struct collect_loop *c, const char *kind, size_t count);

/* collect_tend.c */
void collect_tend_index(struct collect_loop *c, int64_t steady);
void collect_tend_press(struct collect_loop *c, int64_t steady);
int collect_tend_lease(struct collect_loop *c, int64_t steady, struct error *err); /* -1: it is lost */
int64_t collect_press_since(const struct collect_loop *c);                         /* older press items are not kept */
/* Trouble with the store is said once, until a put succeeds again. */
void collect_note_store(struct collect_loop *c, int result, const struct error *err);

#endif
