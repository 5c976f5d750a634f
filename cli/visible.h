/* What is looked at: the symbols that some viewer shows now, and what is to be fetched for them at once.
 *
 * Filled by the collector from what viewers ask (base/requests.h), read by it when it plans. A symbol that nobody
 * has named for ten minutes is forgotten. Some are glanced at, as rows of a table: of these the price is renewed
 * as for the first of the watchlists. The last few that were looked at by themselves get their charts, too.
 *
 * Pure: times are steady seconds and arguments. Invariant: items in order of the time they were named, the last
 * named first, no two alike. */
#ifndef FROTH_CLI_VISIBLE_H
#define FROTH_CLI_VISIBLE_H

#include "market/session.h"

#define VISIBLE_MOST 64
#define VISIBLE_CLOSE 3 /* of those looked at by themselves, the last ones */
#define VISIBLE_S 600   /* then it is forgotten */
#define VISIBLE_NEVER INT64_MAX
#define VISIBLE_UNASKED INT64_MIN

enum errand { /* what is fetched, each by a source of its own */
	      ERRAND_PRICES,
	      ERRAND_EXTENDED, /* the price outside of the session */
	      ERRAND_INTRADAY,
	      ERRAND_DAYS,
	      ERRAND_WEEKS,
	      ERRANDS
};

struct looked {
	char symbol[SYMBOL_SIZE];
	int64_t seen_s;
	int64_t close_s;                      /* when it was last looked at by itself; VISIBLE_UNASKED never */
	bool is_first;                        /* its price is renewed anyway */
	bool is_watched;                      /* so are its daily bars */
	bool lacks_extended;                  /* the price came without one of outside the session */
	const struct session_calendar *hours; /* borrowed; NULL unknown */
	int64_t asked_s[ERRANDS];             /* VISIBLE_UNASKED: never */
};

struct visible {
	struct looked items[VISIBLE_MOST];
	size_t count;
};

struct visible_times {
	int64_t steady_s, now; /* two clocks */
	int quote_interval_s;  /* as it is now */
};

/* The symbol is looked at, by itself or as one of many; *is_new: what is known of it is to be filled in. Never
 * NULL; borrowed until the next call. */
struct looked *visible_note(struct visible *v, const char *symbol, bool by_itself, int64_t steady_s, bool *is_new);
void visible_forget(struct visible *v, int64_t steady_s);
/* When the errand is next due, in steady seconds, may be past; VISIBLE_NEVER: nobody wants it. */
int64_t visible_due(const struct visible *v, enum errand errand, const struct visible_times *t);
/* The symbols that it is due for then, the longest due first; how many they are. */
size_t visible_fill(const struct visible *v, enum errand errand, const struct visible_times *t,
		    char (*out)[SYMBOL_SIZE], size_t most);
/* It has been asked for, whatever came. */
void visible_note_asked(struct visible *v, enum errand errand, const char *symbol, int64_t steady_s);
/* Nothing came of it: it is due again soon, and the others before it. */
void visible_note_failed(struct visible *v, enum errand errand, const char *symbol, const struct visible_times *t);
struct looked *visible_find(struct visible *v, const char *symbol); /* or NULL */

#endif
