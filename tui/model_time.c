/* What follows from the time of day: sessions, how fresh a price is, when that changes. */
#include "tui/model_time.h"

#include <string.h>

#include "market/freshness.h"

void exchange_view_set_now(struct exchange_view *e, const struct session_calendar *c, int64_t now)
{
	bool is_valid = e->session.next_change > now && e->session.since <= now && e->scheduled != MARKET_UNKNOWN;
	if (is_valid && e->session.state == e->scheduled && e->last_close && e->last_close <= now)
		return; /* nothing changes before next_change */
	session_at(c, now, &e->session);
	e->scheduled = e->session.state;
	e->last_close = session_last_close(c, now);
	e->next_open = session_next_open(c, &e->session, now);
}

int64_t exchange_view_next(const struct exchange_view *e)
{
	return hours_next(&e->session, e->scheduled, e->next_open);
}

/* What the sources of the exchange's companies say of its hours now; what the calendar says where they do not
 * agree: some securities keep shorter hours than their exchange. */
static enum market_state state_heard(const struct view_model *v, const struct exchange_view *e)
{
	enum market_state heard = MARKET_UNKNOWN;
	for (size_t i = 0; i < v->company_count; i++) {
		const struct company_view *company = &v->companies[i];
		if (company->exchange != e || !quote_state_holds(&company->quote, &e->session, v->now))
			continue;
		enum market_state state = quote_state_in(&company->quote, &e->session, v->now);
		if (heard != MARKET_UNKNOWN && state != heard)
			return e->scheduled;
		heard = state;
	}
	return heard == MARKET_UNKNOWN ? e->scheduled : heard;
}

void exchange_view_hear(struct exchange_view *e, const struct session_calendar *c, const struct view_model *v)
{
	e->session.state = state_heard(v, e);
	if (e->session.state != e->scheduled)
		e->next_open = session_next_open(c, &e->session, v->now);
	e->next_offset_s = session_offset_s(c, exchange_view_next(e));
}

static bool is_stale(const struct company_view *company, int64_t now, int interval_s)
{
	const struct exchange_view *e = company->exchange;
	const struct quote *q = &company->quote;
	const struct session unknown = { .state = MARKET_UNKNOWN };
	enum market_state state = quote_state_in(q, e ? &e->session : &unknown, now);
	return quote_is_stale(q, state, e ? e->last_close : 0, now, interval_s);
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
