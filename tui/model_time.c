/* What follows from the time of day: sessions, how fresh a price is, when that changes. */
#include "tui/model_time.h"

#include <string.h>

#define DAY_S 86400
#define LONGEST_BREAK_DAYS 15 /* the new year of Taipei takes up to eleven days */
#define CLOSE_SLACK_S 1800    /* the last trade of a session, as a delayed source tells it */
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

static int64_t last_close(const struct session_calendar *c, int64_t now)
{
	for (int days = 1; days <= LONGEST_BREAK_DAYS; days++) {
		int64_t close = close_since(c, now - (int64_t)days * DAY_S, now);
		if (close)
			return close;
	}
	return 0;
}

/* The next start of an open session, 0 none within the longest break. */
static int64_t next_open(const struct session_calendar *c, const struct session *s, int64_t now)
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

void exchange_view_set_now(struct exchange_view *e, const struct session_calendar *c, int64_t now)
{
	bool is_valid = e->session.next_change > now && e->session.state != MARKET_UNKNOWN;
	if (is_valid && e->last_close && e->last_close <= now)
		return; /* nothing changes before next_change */
	session_at(c, now, &e->session);
	e->last_close = last_close(c, now);
	e->next_open = next_open(c, &e->session, now);
}

static bool is_stale(const struct company_view *company, int64_t now, int interval_s)
{
	const struct exchange_view *e = company->exchange;
	const struct quote *q = &company->quote;
	if (!e || e->session.state == MARKET_UNKNOWN)
		return now - q->as_of > DAY_S;
	if (e->session.state == MARKET_OPEN)
		return now - q->fetched > 3 * (int64_t)interval_s || now - q->as_of > 3 * (int64_t)interval_s + DELAY_S;
	return e->last_close ? q->as_of < e->last_close - CLOSE_SLACK_S : now - q->as_of > DAY_S;
}

enum freshness freshness_of(const struct company_view *company, int64_t now, int interval_s)
{
	if (!isfinite(company->quote.price))
		return FRESH_MISSING;
	if (!strcmp(company->quote.source, SHIPPED_SOURCE))
		return FRESH_SHIPPED;
	return is_stale(company, now, interval_s) ? FRESH_STALE : FRESH_LIVE;
}

/* Ages under two minutes are shown in seconds. */
static bool shows_seconds(int64_t at, int64_t now)
{
	return at && now - at < 120;
}

int view_model_next_tick(const struct view_model *v)
{
	for (size_t i = 0; i < v->company_count; i++)
		if (shows_seconds(v->companies[i].quote.as_of, v->now))
			return 1;
	for (size_t i = 0; i < v->source_count; i++)
		if (shows_seconds(v->sources[i].last_ok, v->now) || shows_seconds(v->now - 1, v->sources[i].next_poll))
			return 1;
	return (int)(60 - v->now % 60);
}
