#include "cli/freshness.h"

#include <string.h>

#include "base/shipped.h"

/* The last trade of a session may carry a time some minutes before its end. */
#define CLOSE_SLACK_S 900
#define DAY_S 86400
/* Longer than any holiday of the exchanges (the new year of Taipei takes up to eleven days). */
#define LONGEST_BREAK_DAYS 15

int exchanges_load(struct exchanges *e, struct error *err)
{
	*e = (struct exchanges){ 0 };
	for (const struct shipped_file *f = shipped_files; f->name; f++) {
		if (strncmp(f->name, "calendars/", 10) != 0 || e->count == EXCHANGES_MAX)
			continue;
		if (session_calendar_parse(&e->calendars[e->count], f->data, f->length, err))
			return error_prefix(err, "%s", f->name);
		e->count++;
	}
	return 0;
}

void exchanges_release(struct exchanges *e)
{
	for (size_t i = 0; i < e->count; i++)
		session_calendar_free(e->calendars[i]);
	e->count = 0;
}

const struct session_calendar *exchanges_find(const struct exchanges *e, const char *symbol)
{
	const char *code = session_exchange_of(symbol);
	for (size_t i = 0; code && i < e->count; i++)
		if (strcmp(session_calendar_code(e->calendars[i]), code) == 0)
			return e->calendars[i];
	return NULL;
}

/* Walks the changes of state in (from, now]; the last that ends an open session. */
static int64_t last_close_since(const struct session_calendar *c, int64_t from, int64_t now)
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
	for (int days = 1; days <= LONGEST_BREAK_DAYS; days++) {
		int64_t close = last_close_since(c, now - days * DAY_S, now);
		if (close)
			return close;
	}
	return 0;
}

enum market_state quote_market_state(const struct exchanges *e, const struct quote *q, int64_t now)
{
	const struct session_calendar *c = exchanges_find(e, q->symbol);
	struct session s = { .state = MARKET_UNKNOWN };
	if (c)
		session_at(c, now, &s);
	return s.state == MARKET_UNKNOWN ? q->market_state : s.state;
}

bool quote_is_stale(const struct exchanges *e, const struct quote *q, int64_t now, int quote_interval_s)
{
	if (strcmp(q->source, SHIPPED_SOURCE) == 0)
		return true;
	enum market_state state = quote_market_state(e, q, now);
	if (state == MARKET_OPEN || state == MARKET_UNKNOWN)
		return now - q->as_of > 3 * (int64_t)quote_interval_s;
	const struct session_calendar *c = exchanges_find(e, q->symbol);
	int64_t close = c ? session_last_close(c, now) : 0;
	return close ? q->as_of < close - CLOSE_SLACK_S : now - q->as_of > DAY_S;
}
