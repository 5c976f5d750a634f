/* Whether a stored price is as new as its market's hours allow. Pure; the dashboard's rows and the
 * printed quotes are judged by this one rule. */
#ifndef FROTH_MARKET_FRESHNESS_H
#define FROTH_MARKET_FRESHNESS_H

#include "market/session.h"

/* The last instant <= now at which continuous trading ended; 0 unknown: no calendar (NULL), or
 * one that does not reach `now`. */
int64_t session_last_close(const struct session_calendar *c, int64_t now);
/* The next instant at which trading begins; 0 while it is open, or none is known within the longest
 * break. `s` is the session at `now`. */
int64_t session_next_open(const struct session_calendar *c, const struct session *s, int64_t now);

/* Whether what the quote's source said of its market is of now: heard within the hour, and since the calendar
 * last changed. `s` is the calendar's session at `now`, or one of MARKET_UNKNOWN where there is no calendar. */
bool quote_state_holds(const struct quote *q, const struct session *s, int64_t now);
/* The market's state now: the source's own word while it holds, since it knows of closings that no calendar
 * foretells, else the calendar's. A source that says "open" over lunch does not know of lunch. */
enum market_state quote_state_in(const struct quote *q, const struct session *s, int64_t now);
/* The same by a calendar, NULL none. */
enum market_state quote_market_state(const struct session_calendar *c, const struct quote *q, int64_t now);

/* A price that came with the program is stale always, and so is one that was fetched in the future: the clock has been
 * set back since, and how old it is nobody knows; or one of tomorrow. While its market is open one is stale that was
 * not fetched within three poll intervals, or that its source, which may be twenty minutes late, has repeated for
 * longer. After the close it is stale if it is from before the end of that session. Where the hours are not known
 * (state unknown, last_close 0) a day is the limit, unless the source said "open" last. */
bool quote_is_stale(const struct quote *q, enum market_state state, int64_t last_close, int64_t now, int interval_s);

#endif
