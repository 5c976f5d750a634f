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
#include "market/company.h"
#include "market/session.h"
#include "market/source_state.h"

#define SOURCE_OFFLINE_PROBE_S 4 /* how often the one probing source looks whether the network is back */
#define SOURCE_LONG_WAIT_S 86400 /* after an answer that will not change soon */
#define SOURCE_PATIENCE_S 86400  /* a source that is turned away for so long is paused */

/* Requests an hour for the prices beyond the first twenty symbols, and for histories, however long the watchlists
 * are: with ten thousand symbols a price beyond the first twenty is renewed every two hours, the days of a history
 * every 42 hours, its weeks once a week. */
#define SOURCE_FAR_HOURLY 240
#define SOURCE_HISTORY_HOURLY 300
#define SOURCE_WEEKS_HOURLY 60 /* of those for histories: for weeks */
#define SOURCE_WEEKS_S 604800  /* weeks are asked for once in that time */

struct source_feed {
	const char *name, *url, *language, *company; /* borrowed; language and company "" where unknown */
	int interval_s;
};

struct name_book;
struct yahoo_session;

/* What a person has been given by services that count who asks; "" or NULL none, and then no source. */
struct source_keys {
	const char *finnhub, *twelve_data, *alpha_vantage;
};

struct source_settings {                    /* borrowed by every source built from it */
	const char (*symbols)[SYMBOL_SIZE]; /* watched, no two alike */
	size_t symbol_count;
	const char *base_currency; /* "USD" */
	const char *contact_agent; /* the User-Agent with an address to write to, for hosts that want one; NULL none */
	const struct source_feed *feeds;
	size_t feed_count;
	const struct name_book *names;        /* by which press items are tagged; NULL: by their feed's company alone */
	const struct company_list *companies; /* NULL: nothing is known of any */
	struct source_keys keys;
	struct yahoo_session *yahoo_session; /* changed by its source alone; NULL: no v7 quotes */
};

struct source;
struct source_list;

enum source_datum { DATUM_NONE, DATUM_PRICE, DATUM_HISTORY };

/* What a service lets one account ask for, counted in symbols; 0 without limit. */
struct source_allowance {
	int a_minute, a_day;
};

enum source_look {
	SOURCE_JUDGE, /* an answer like any other */
	SOURCE_READ,  /* parse judges the body, whatever the status */
	SOURCE_AGAIN, /* a step on the way: the next request is to be made at once */
	SOURCE_FAILS, /* err says why; refused for *wait_s, or backing off where that is 0 */
};

struct source_class {
	const char *kind;            /* quotes, history, press */
	const char *accept;          /* the Accept header */
	const char *accept_language; /* the Accept-Language header; NULL none */
	const char *hosts[2];        /* equals; the second is tried once when the first has enough of us. NULL: none */
	int jitter_ms;               /* the first poll comes within this time of the start */
	bool may_be_empty;           /* an answer of the right shape without records is a good one */
	bool reads_404;              /* a 404 may mean that a symbol is unknown: parse judges its body */
	/* Of what the sources of several classes can give (fetch/chain.h): rank 0 is asked always, the others in
	 * this order, those of one rank in the order of source_classes, while those before them fail or leave a
	 * symbol out. */
	enum source_datum datum;
	int rank;
	size_t batch; /* rank above 0, or on demand: symbols in one request */
	/* Asked only for what somebody wants now, which is put into `asking` before; never by itself. */
	bool on_demand;
	/* What is published once a day: when there may be something new, 0 now. `hours` are those of its exchange,
	 * NULL unknown. NULL: there may be at any time. */
	const char *query; /* on demand, of a chart: what is asked behind the "?" */
	const char *bars;  /* on demand, of a history: the interval of its bars */
	int64_t (*rests_until)(const struct source *s, const struct session_calendar *hours, int64_t now);
	struct source_allowance allowance; /* rank above 0 only */
	/* Its prices could be in any currency: it is asked only for companies known to be listed, and to file their
	 * accounts, in America. */
	bool names_no_currency;
	/* Puts into the request what its url does not say: a key, cookies, or another url that comes first, written
	 * over the one that is there. Texts must live until the request is started. NULL: nothing. */
	void (*prepare)(const struct source *s, char url[URL_SIZE], struct http_request *request);
	/* Looks at an answer, also one that did not come, before it is judged. NULL: SOURCE_JUDGE. */
	enum source_look (*look)(const struct source *s, const struct http_response *answer, int64_t now, int *wait_s,
				 struct error *err);
	/* Adds this class's sources for the settings. */
	int (*build)(struct source_list *list, const struct source_settings *settings, struct error *err);
	/* Seconds from a good poll to the next. */
	int (*interval_s)(const struct source *s, int quote_interval_s);
	/* Without any secret: it is shown and stored. -1: too long. */
	int (*url)(const struct source *s, char out[URL_SIZE]);
	/* Reads a body that came with status 200. -1: not what was expected; out is unchanged. */
	int (*parse)(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		     struct error *err);
};

/* One row a class, ended by NULL: to add a source, write its file and add its row. */
extern const struct source_class *const source_classes[];
extern const struct source_class source_yahoo_spark, source_yahoo_chart, source_press;
extern const struct source_class source_yahoo_quote, source_cnbc, source_cnbc_bars, source_nasdaq, source_twse;
extern const struct source_class source_frankfurter, source_ecb;
extern const struct source_class source_yahoo_v7, source_finnhub, source_twelve_data, source_alpha_vantage;
extern const struct source_class source_yahoo_look, source_yahoo_extended, source_yahoo_intraday;
extern const struct source_class source_yahoo_days, source_yahoo_weeks, source_yahoo_details;
extern const struct source_class source_sec_facts, source_sec_filings, source_sec_tickers, source_yahoo_timeseries;

struct source {
	const struct source_class *class;
	struct source_state state;
	const struct source_settings *settings;
	char (*symbols)[SYMBOL_SIZE]; /* owned: what is asked for; NULL for press */
	size_t symbol_count;
	/* Owned; rank above 0 or on demand only: those of the request to come or under way. */
	char (*asking)[SYMBOL_SIZE];
	size_t asking_count;
	const struct source_feed *feed; /* press only */
	bool probes;                    /* looks for the network while it is away */
	bool unreachable;               /* the last try found no network */
	int host;                       /* of class->hosts */
	bool host_switched;             /* since the last good answer or back-off */
	const struct company *company;  /* facts and filings only: borrowed from the settings, or NULL */
	const char *unasked;            /* why it is never asked, for a person; NULL: it is */
	int64_t newest;                 /* the time of the newest price in its last answer; 0 none */
};

struct source_list {
	struct source *items; /* owned */
	size_t count, capacity;
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

/* Whether the host turns away programs that do not say whom to write to. */
bool source_wants_contact(const char *url);

/* Whether a stored refusal was meant for the whole host and not for one address on it. */
bool source_speaks_for_host(const struct source *s);

/* The address to ask now: as configured, or where it has moved to for good. -1: too long. */
int source_url(const struct source *s, char out[URL_SIZE]);
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
