/* Everything a screen may show, as plain values. tui/model.c fills it from the store; widgets only
 * read it. Invariants: `companies` is never longer than `company_count`, a figure that is missing is
 * NAN, and every figure has its source and time beside it (quote.as_of, fact.as_of, ...). */
#ifndef FROTH_WIDGETS_VIEW_MODEL_H
#define FROTH_WIDGETS_VIEW_MODEL_H

#include "market/candle.h"
#include "market/company_reading.h"
#include "market/deal.h"
#include "market/fact.h"
#include "market/headline.h"
#include "market/hours.h"
#include "market/path.h"
#include "market/path_reading.h"
#include "market/quote.h"
#include "market/reading.h"
#include "market/series_test.h"
#include "market/session.h"
#include "market/source_state.h"
#include "widgets/company_view.h"
#include "widgets/deals_view.h"
#include "widgets/press_view.h"

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
	struct session session;                 /* its state is the sources' own where they agree on another */
	enum market_state scheduled;            /* by the calendar alone */
	int64_t last_close;                     /* when it last stopped trading, at or before now; 0 unknown */
	int64_t next_open;                      /* when it trades next, after now; 0 unknown, or it is open */
	int next_offset_s, next_local_offset_s; /* both clocks at the change that comes next */
};

struct company_view {
	char symbol[SYMBOL_SIZE];
	size_t listed; /* place in the watchlist */
	struct quote quote;
	enum freshness freshness;
	bool changed; /* its price changed within the last second */
	struct valuation valuation;
	struct company_reading reading; /* under the assumptions that are shown */
	bool has_company_reading;
	const struct exchange_view *exchange; /* borrowed from the model; NULL unknown */
	bool series_loaded;
	struct candle_series day;  /* of the newest session that has bars */
	struct candle_series year; /* daily, weekly or monthly bars of the last year */
	struct standing standing;  /* drawdown and realised volatility; read with the bars */
};

/* One company's path since day 0 over an old one. Everything is borrowed from the model. */
struct path_view {
	char symbol[SYMBOL_SIZE];        /* of which it is; "" none is loaded */
	const struct old_path *old;      /* NULL: could not be read */
	const struct path_point *points; /* the company's closes from day 0 on, ascending */
	size_t count;                    /* 0: none as old as day 0 is stored */
	int64_t since;                   /* the oldest close that is stored, 0 none */
	char interval[INTERVAL_SIZE];    /* of the bars that the closes are from */
	char source[SOURCE_NAME_SIZE];   /* of the bars */
	struct path_reading readings[PATH_STARTS];
};

#define ASSUMPTION_VIEWS 32

/* One assumption as both camps hold it, in the unit that a person reads. */
struct assumption_view {
	const char *key, *label, *unit; /* borrowed from the program's table */
	double value[CAMPS], shipped[CAMPS];
	double low, high, step;
	const char *basis[CAMPS];  /* "observed", "claimed", "assumed" */
	const char *source, *note; /* borrowed from the model */
	/* Points by which each camp's reading would move if it took the other camp's value; NAN not known. */
	double moves[CAMPS];
	enum component component; /* that rests on it; COMPONENTS: none, only the companies' implied growth */
};

/* What AI would have to earn a year for the announced capex to pay, and what it earns; USD, NAN not known. */
struct break_even_view {
	double required[CAMPS], counted[CAMPS];
	double labs_multiple[CAMPS]; /* by which the labs' part of it would have to grow if nothing else counted */
};

enum collector_state {
	COLLECTOR_NONE,     /* --offline */
	COLLECTOR_STARTING, /* ours, no lease seen yet */
	COLLECTOR_OURS,
	COLLECTOR_OTHER, /* another process holds the lease */
	COLLECTOR_DEAD   /* ours ended; it is started again at collector_retry */
};

#define WATCHLIST_VIEWS 100

/* One of the person's watchlists; borrowed from the configuration. */
struct watchlist_view {
	const char *name;
	const char (*symbols)[SYMBOL_SIZE];
	size_t count;
};

struct view_model {
	int64_t now;              /* wall seconds */
	int local_offset_s;       /* this machine's zone */
	const char *zone_problem; /* why local times are UTC instead; borrowed; "" or NULL: they are not */
	bool demo, offline;

	const char *watchlist; /* its name; borrowed from the configuration */
	size_t watchlist_index, watchlist_count;
	struct watchlist_view watchlists[WATCHLIST_VIEWS];
	struct company_view *companies; /* owned, in the order shown */
	size_t company_count;

	struct exchange_view exchanges[EXCHANGES]; /* the first is the one whose clock the bar shows */
	size_t exchange_count;

	struct headline *headlines; /* owned, newest first */
	size_t headline_count;
	int64_t headline_seen;                  /* rows above this number are new to the person */
	struct press_figures *headline_figures; /* owned, one a headline; NULL none is known */
	struct press_view press;
	struct company_screen_view company; /* of screen 2 */

	struct source_state *sources; /* owned, by name */
	size_t source_count;

	struct deal_list deals; /* owned, newest first */
	struct deals_view deals_view;

	struct reading reading;
	bool has_reading;
	struct reading_point *past; /* owned: days of the history over the components of `reading`, ascending */
	size_t past_count;
	struct assumption_view assumptions[ASSUMPTION_VIEWS]; /* what moves the index most comes first */
	size_t assumption_count;
	bool assumptions_changed; /* the readings shown are not of the assumptions that came with the program */
	struct break_even_view break_even;
	const struct series_test *series_tests; /* borrowed from the model */
	size_t series_test_count;
	const struct lppls_test *lppls_tests; /* borrowed from the model */
	size_t lppls_test_count;
	struct path_view path;
	int64_t facts_as_of; /* newest fundamental, 0 none */

	bool has_store;
	int64_t store_bytes;
	char store_path[512];
	enum collector_state collector;
	int64_t collector_pid, collector_since, collector_retry;
	char message[256]; /* something a person must know now; "" nothing */
	char notice[512];  /* the answer to what the person just did, until the next key; "" nothing */
};

/* For the words of market/hours.h; borrows the name. */
void exchange_view_hours(const struct exchange_view *e, const struct view_model *m, struct hours *out);
/* The exchange whose clock the bar shows, or NULL. */
const struct exchange_view *view_model_clock(const struct view_model *m);

#endif
