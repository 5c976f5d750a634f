/* How a source is doing. Written by the collector after every poll, kept across restarts so that
 * a restart does not hammer, shown by `froth sources` and screen 6. */
#ifndef FROTH_MARKET_SOURCE_STATE_H
#define FROTH_MARKET_SOURCE_STATE_H

#include "market/market.h"

enum source_status {
	SOURCE_WAITING, /* never polled yet */
	SOURCE_LIVE,
	SOURCE_BACKING_OFF,
	SOURCE_REFUSED, /* 401, 403, 429, 451 and the like: the server does not want us now */
	SOURCE_OFFLINE, /* no name, no route, no connection */
	SOURCE_DISABLED,
};

const char *source_status_name(enum source_status s);     /* "live", "waiting", "backing_off", ... */
enum source_status source_status_parse(const char *name); /* SOURCE_WAITING if no such */

struct source_state {
	char name[SOURCE_NAME_SIZE];
	char url[512]; /* as configured; keys struck out */
	char kind[16]; /* quotes, history, press, facts */
	enum source_status status;
	int64_t last_try, last_ok; /* wall seconds, 0 never */
	int64_t next_poll;         /* wall seconds; not before this */
	int latency_ms;            /* of the last answer; -1 unknown */
	int64_t bytes;             /* of the last body, as received decoded */
	int items;                 /* records read from the last good answer */
	int failures;              /* in a row */
	int64_t refused_since;     /* turned away (403, 404, 410, an HTML page) at every poll since; 0 not */
	int last_code;             /* last HTTP status, 0 none */
	char etag[256], last_modified[64];
	char moved_url[512]; /* where the server said that it is for good; "" where it is configured */
	char error[256];     /* a sentence: what was expected and what came; "" after a success */
};

void source_state_init(struct source_state *s, const char *name, const char *url, const char *kind);

#endif
