/* A source: something polled at one address for one kind of record. What a kind of source knows is a
 * const class (one file each, fetch/source_*.c, one row in source_classes); what a source has lived
 * through is its state, which the store keeps.
 *
 * Pure but for memory: the collector does the asking and the storing. A wrong answer changes nothing
 * here but the source's own state, which then says what was expected and what came. */
#ifndef FROTH_FETCH_SOURCE_H
#define FROTH_FETCH_SOURCE_H

#include "fetch/batch.h"
#include "fetch/http.h"
#include "fetch/schedule.h"
#include "market/source_state.h"

#define SOURCE_OFFLINE_PROBE_S 4 /* how often the one probing source looks whether the network is back */
#define SOURCE_LONG_WAIT_S 86400 /* after an answer that will not change soon */

struct source_feed {
	const char *name, *url, *language, *company; /* borrowed; language and company "" where unknown */
	int interval_s;
};

struct source_settings {                    /* borrowed by every source built from it */
	const char (*symbols)[SYMBOL_SIZE]; /* watched, no two alike */
	size_t symbol_count;
	const char *base_currency; /* "USD" */
	const char *contact_agent; /* the User-Agent with an address to write to, for hosts that want one; NULL none */
	const struct source_feed *feeds;
	size_t feed_count;
};

struct source;
struct source_list;

struct source_class {
	const char *kind;     /* quotes, history, press */
	const char *accept;   /* the Accept header */
	const char *hosts[2]; /* equals; the second is tried once when the first has enough of us. NULL: none */
	int jitter_ms;        /* the first poll comes within this time of the start */
	/* Adds this class's sources for the settings. */
	int (*build)(struct source_list *list, const struct source_settings *settings, struct error *err);
	/* Seconds from a good poll to the next. */
	int (*interval_s)(const struct source *s, int quote_interval_s);
	/* -1: too long. */
	int (*url)(const struct source *s, char out[URL_SIZE]);
	/* Reads a body that came with status 200. -1: not what was expected; out is unchanged. */
	int (*parse)(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		     struct error *err);
};

/* One row a class, ended by NULL: to add a source, write its file and add its row. */
extern const struct source_class *const source_classes[];
extern const struct source_class source_yahoo_spark, source_yahoo_chart, source_press;

struct source {
	const struct source_class *class;
	struct source_state state;
	const struct source_settings *settings;
	char (*symbols)[SYMBOL_SIZE]; /* owned: what is asked for; NULL for press */
	size_t symbol_count;
	const struct source_feed *feed; /* press only */
	bool probes;                    /* looks for the network while it is away */
	bool unreachable;               /* the last try found no network */
	int host;                       /* of class->hosts */
	bool host_switched;             /* since the last good answer or back-off */
};

struct source_list {
	struct source *items; /* owned */
	size_t count;
};

/* Every class's sources. Release in any case. */
int source_list_build(struct source_list *list, const struct source_settings *settings, struct error *err);
void source_list_release(struct source_list *list);
/* For classes: adds a source asking for these symbols (copied; count may be 0). NULL out of memory. */
struct source *source_list_add(struct source_list *list, const struct source_class *class,
			       const struct source_settings *settings, const char *name,
			       const char (*symbols)[SYMBOL_SIZE], size_t count);
/* For classes, when the source is complete: writes its address into its state. */
int source_settle(struct source *s, struct error *err);

/* Takes over what the store knew of a source of that name. If the address is another one now, only a
 * refusal is carried on. */
void source_resume(struct source *s, const struct source_state *stored);

/* Whether a stored refusal was meant for the whole host and not for one address on it. */
bool source_speaks_for_host(const struct source *s);

/* The request to make now; url is the caller's memory. */
int source_request(struct source *s, char url[URL_SIZE], struct http_request *request, struct error *err);

struct source_times {
	int64_t now;
	int quote_interval_s; /* in or out of session, as it is now */
	struct prng *prng;
};

struct source_verdict {
	bool good;        /* batch holds news, or the server said that nothing changed */
	bool repeated;    /* a failure, and the same one as before */
	bool back_online; /* the first answer since the network was away */
	int wait_s;       /* until this source's next poll; 0: ask again now, at the other host */
	int host_wait_s;  /* no source may ask the host that answered before then; 0 no such wish */
};

/* Judges an answer by its content, fills the batch if it is good, and brings the state up to date,
 * its next_poll included. */
void source_finish(struct source *s, const struct http_response *answer, const struct source_times *times,
		   struct batch *batch, struct source_verdict *verdict);

#endif
