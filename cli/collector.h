/* The collector's insides, shared by its files: collect.c starts, loops and ends; collect_plan.c knows
 * what is polled and when first; collect_poll.c polls; collect_tend.c does what is due beside. */
#ifndef FROTH_CLI_COLLECTOR_H
#define FROTH_CLI_COLLECTOR_H

#include "bubble/bubble.h"
#include "cli/collect.h"
#include "cli/freshness.h"
#include "fetch/source.h"
#include "store/store.h"

struct recording;

struct collector {
	const struct collect_options *options;
	struct store *store;
	struct http *http;
	struct recording *record, *replay;
	char (*symbols)[SYMBOL_SIZE]; /* of all watchlists, without doubles */
	struct source_feed *feeds;
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
int collector_gather(struct collector *c, struct error *err); /* the sources that the configuration asks for */
int collector_resume(struct collector *c, struct error *err); /* what the store knows of them */
int collector_plan(struct collector *c, struct error *err);   /* their first polls */
/* With `once`, what would have to wait is left out and says so. */
void collector_leave_out_held(struct collector *c);

/* collect_poll.c */
void collector_start_poll(struct collector *c, size_t index);
void collector_finish_poll(struct collector *c, struct http_response *answer); /* releases the answer */
void collector_say_poll(const struct collector *c, const struct source_state *s);
void collector_say_news(struct collector *c, const char *kind, size_t count);

/* collect_tend.c */
void collector_tend_index(struct collector *c, int64_t steady);
void collector_tend_press(struct collector *c, int64_t steady);
int collector_tend_lease(struct collector *c, int64_t steady, struct error *err); /* -1: it is lost */
int64_t collector_press_since(const struct collector *c);                         /* older press items are not kept */
/* Trouble with the store is said once, until a put succeeds again. */
void collector_note_store(struct collector *c, int result, const struct error *err);

#endif
