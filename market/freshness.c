#include "market/freshness.h"

#include <string.h>

#define DAY_S 86400
#define LONGEST_BREAK_DAYS 15 /* the new year of Taipei takes up to eleven days */
#define CLOSE_SLACK_S 1800    /* the last trade of a session, as a delayed source tells it */
#define WORD_S 3600           /* for how long a source's word on the market's state is one of now */
#define CLOCK_SLACK_S 60      /* by which an answer may be from the future; beyond, the clock was set back */
#define DELAY_S 1200          /* exchanges whose prices the sources get twenty minutes late */

/* The end of the last open session in (from, now]; 0 none. */
static int64_t close_since(const struct session_calendar *c, int64_t from, int64_t now)
{
	int64_t close = 0;
	for (int64_t t = from; t <= now;) {
		struct session s;
		session_at(c, t, &s);
		if (s.next_change <= t || s.next_change > now)
			break;
		if (s.state == MARKET_OPEN)
			close = s.next_change;
		t = s.next_change;
	}
	return close;
}

int64_t session_last_close(const struct session_calendar *c, int64_t now)
{
	struct session s = { .state = MARKET_UNKNOWN };
	if (c)
		session_at(c, now, &s);
	for (int days = 1; s.state != MARKET_UNKNOWN && days <= LONGEST_BREAK_DAYS; days++) {
		int64_t close = close_since(c, now - (int64_t)days * DAY_S, now);
		if (close)
			return close;
	}
	return 0;
}

int64_t session_next_open(const struct session_calendar *c, const struct session *s, int64_t now)
{
	struct session at = *s;
	if (s->state == MARKET_OPEN)
		return 0;
	while (at.next_change && at.next_change < now + (int64_t)LONGEST_BREAK_DAYS * DAY_S) {
		int64_t change = at.next_change;
		if (at.next == MARKET_OPEN)
			return change;
		session_at(c, change, &at);
		if (at.next_change <= change)
			break;
	}
	return 0;
}

bool quote_state_holds(const struct quote *q, const struct session *s, int64_t now)
{
	return q->market_state != MARKET_UNKNOWN && q->fetched >= s->since && q->fetched <= now + CLOCK_SLACK_S &&
	       now - q->fetched <= WORD_S;
}

enum market_state quote_state_in(const struct quote *q, const struct session *s, int64_t now)
{
	if (!quote_state_holds(q, s, now))
		return s->state;
	return s->state == MARKET_LUNCH && q->market_state == MARKET_OPEN ? MARKET_LUNCH : q->market_state;
}

enum market_state quote_market_state(const struct session_calendar *c, const struct quote *q, int64_t now)
{
	struct session s = { .state = MARKET_UNKNOWN };
	if (c)
		session_at(c, now, &s);
	return quote_state_in(q, &s, now);
}

bool quote_is_stale(const struct quote *q, enum market_state state, int64_t last_close, int64_t now, int interval_s)
{
	int64_t limit_s = 3 * (int64_t)interval_s;
	if (!strcmp(q->source, SHIPPED_SOURCE) || q->fetched > now + CLOCK_SLACK_S || q->as_of > now + DAY_S)
		return true;
	if (state == MARKET_OPEN || (state == MARKET_UNKNOWN && q->market_state == MARKET_OPEN))
		return now - q->fetched > limit_s || now - q->as_of > limit_s + DELAY_S;
	if (state != MARKET_UNKNOWN && last_close)
		return q->as_of < last_close - CLOSE_SLACK_S;
	return now - q->as_of > DAY_S;
}
