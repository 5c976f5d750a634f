/* Everything a screen may show, as plain values. tui/model.c fills it from the store; widgets only
 * read it. Invariants: `companies` is never longer than `company_count`, a figure that is missing is
 * NAN, and every figure has its source and time beside it (quote.as_of, fact.as_of, ...). */
#ifndef FROTH_WIDGETS_VIEW_MODEL_H
#define FROTH_WIDGETS_VIEW_MODEL_H

#include "market/candle.h"
#include "market/deal.h"
#include "market/fact.h"
#include "market/headline.h"
#include "market/quote.h"
#include "market/reading.h"
#include "market/session.h"
#include "market/source_state.h"

/* How far a row can be believed. */
enum freshness {
	FRESH_LIVE,    /* as new as the market's hours allow */
	FRESH_STALE,   /* older than it should be */
	FRESH_SHIPPED, /* came with the program, dated */
	FRESH_MISSING  /* no price is stored */
};

#define EXCHANGES 8

/* One exchange of the watchlist, at the model's `now`. */
struct exchange_view {
	char code[12]; /* ISO 10383 */
	char name[24];
	struct session session;
	int64_t last_close; /* when it last stopped trading, at or before now; 0 unknown */
	int64_t next_open;  /* when it trades next, after now; 0 unknown, or it is open */
};

struct company_view {
	char symbol[SYMBOL_SIZE];
	size_t listed; /* place in the watchlist */
	struct quote quote;
	enum freshness freshness;
	bool changed; /* its price changed within the last second */
	struct valuation valuation;
	const struct exchange_view *exchange; /* borrowed from the model; NULL unknown */
	bool series_loaded;
	struct candle_series day;  /* of the newest session that has bars */
	struct candle_series year; /* daily, weekly or monthly bars of the last year */
};

enum collector_state {
	COLLECTOR_NONE,     /* --offline */
	COLLECTOR_STARTING, /* ours, no lease seen yet */
	COLLECTOR_OURS,
	COLLECTOR_OTHER, /* another process holds the lease */
	COLLECTOR_DEAD   /* ours ended; it is started again at collector_retry */
};

struct view_model {
	int64_t now;        /* wall seconds */
	int local_offset_s; /* this machine's zone */
	bool demo, offline;

	const char *watchlist; /* its name; borrowed from the configuration */
	size_t watchlist_index, watchlist_count;
	struct company_view *companies; /* owned, in the order shown */
	size_t company_count;

	struct exchange_view exchanges[EXCHANGES]; /* the first is the one whose clock the bar shows */
	size_t exchange_count;

	struct headline *headlines; /* owned, newest first */
	size_t headline_count;
	int64_t headline_seen; /* rows above this number are new to the person */

	struct source_state *sources; /* owned, by name */
	size_t source_count;

	struct deal_list deals; /* owned, newest first */

	struct reading reading;
	bool has_reading;
	struct reading_point *past; /* owned: days of the history over the components of `reading`, ascending */
	size_t past_count;
	int64_t facts_as_of; /* newest fundamental, 0 none */

	bool has_store;
	int64_t store_bytes;
	char store_path[512];
	enum collector_state collector;
	int64_t collector_pid, collector_since, collector_retry;
	char message[256]; /* something a person must know now; "" nothing */
};

/* The exchange whose clock the bar shows, or NULL. */
const struct exchange_view *view_model_clock(const struct view_model *m);

#endif
