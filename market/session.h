/* Exchange sessions: is it open, and when does that change. Pure: rules are compiled from
 * share/calendars (hours, lunch, holidays, half days, each with source and valid-until). */
#ifndef FROTH_MARKET_SESSION_H
#define FROTH_MARKET_SESSION_H

#include "base/error.h"
#include "market/quote.h"

struct session_calendar; /* one exchange, opaque */

/* Reads one file of share/calendars (format in its head); refuses by line and field. */
int session_calendar_parse(struct session_calendar **out, const char *text, size_t length, struct error *err);
void session_calendar_free(struct session_calendar *c);
const char *session_calendar_code(const struct session_calendar *c); /* "XNYS", borrowed */
const char *session_calendar_name(const struct session_calendar *c); /* "NYSE", borrowed */

struct session {
	enum market_state state; /* MARKET_UNKNOWN past the calendar's valid-until */
	enum market_state next;  /* the state that comes then */
	int64_t since;           /* when the state began; 0 unknown, or before the calendar begins */
	int64_t next_change;     /* 0 unknown */
	bool expected;    /* the exchange has not announced this day, or not that of next_change: they are by rule */
	int utc_offset_s; /* the exchange's local time now, DST applied by the calendar's own rule */
	char zone[8];     /* "ET", "JST", "CST" */
};

void session_at(const struct session_calendar *c, int64_t now, struct session *out);
/* Seconds by which the exchange's clock is east of UTC at t. */
int session_offset_s(const struct session_calendar *c, int64_t now);
/* The exchange code of a symbol by its suffix: "9984.T" XTKS, "2330.TW" XTAI, none XNYS; NULL if
 * the suffix is not known. */
const char *session_exchange_of(const char *symbol);

#endif
