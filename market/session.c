#include "market/session.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/calendar.h"

#define DAY_S 86400
#define SEARCH_DAYS 40 /* no exchange rests for longer */

struct change { /* the state from `second` of the exchange's local day on */
	int second;
	enum market_state state;
};

#define DAY_CHANGES 7

static bool is_valid_day(const struct session_calendar *c, int64_t day)
{
	return day >= c->valid_from && day <= c->valid_until;
}

static const struct calendar_day *find_day(const struct session_calendar *c, int64_t day)
{
	for (size_t i = 0; i < c->day_count; i++)
		if (c->days[i].day == day)
			return &c->days[i];
	return NULL;
}

static bool is_weekend(int64_t day)
{
	int64_t weekday = ((day + 4) % 7 + 7) % 7; /* 0 Sunday; 1970-01-01 was a Thursday */
	return weekday == 0 || weekday == 6;
}

static size_t add(struct change *out, size_t count, int second, enum market_state state)
{
	out[count] = (struct change){ second, state };
	return count + 1;
}

/* The changes of one local day in order, beginning at 0:00. */
static size_t day_changes(const struct session_calendar *c, int64_t day, struct change out[DAY_CHANGES])
{
	size_t n = add(out, 0, 0, MARKET_CLOSED);
	const struct calendar_day *special = find_day(c, day);
	if (is_weekend(day) || (special && special->closes == 0))
		return n;
	int end = special ? special->closes : c->open.to;
	if (c->pre.to)
		n = add(out, n, c->pre.from, MARKET_PRE);
	n = add(out, n, c->open.from, MARKET_OPEN);
	if (c->lunch.to && c->lunch.to < end) {
		n = add(out, n, c->lunch.from, MARKET_LUNCH);
		n = add(out, n, c->lunch.to, MARKET_OPEN);
	}
	if (!c->post.to)
		return add(out, n, end, MARKET_CLOSED);
	n = add(out, n, end, MARKET_POST);
	return add(out, n, c->post.to - c->open.to + end, MARKET_CLOSED);
}

/* The day on which a daylight rule falls in a year, and its second in local clock before the change. */
static int64_t rule_instant(const struct daylight_edge *e, int64_t year)
{
	int64_t first = timestamp_days(year, e->month, 1);
	if (e->nth > 0) {
		int64_t to_sunday = ((-(first + 4)) % 7 + 7) % 7;
		return (first + to_sunday + (int64_t)(e->nth - 1) * 7) * DAY_S + e->second;
	}
	int64_t last = timestamp_days(year + (e->month == 12), e->month % 12 + 1, 1) - 1;
	return (last - ((last + 4) % 7 + 7) % 7) * DAY_S + e->second;
}

static int64_t floor_div(int64_t a, int64_t b)
{
	return a / b - (a % b < 0);
}

int session_offset_s(const struct session_calendar *c, int64_t now)
{
	if (!c->summer_begin.month)
		return c->utc_offset;
	int64_t year;
	int month, date;
	timestamp_civil(floor_div(now + c->utc_offset, DAY_S), &year, &month, &date);
	int64_t begin = rule_instant(&c->summer_begin, year) - c->utc_offset;
	int64_t end = rule_instant(&c->summer_end, year) - c->utc_offset - 3600;
	return c->utc_offset + (now >= begin && now < end ? 3600 : 0);
}

/* The instant of a local clock reading; sessions never run across a change of the clock. */
static int64_t instant_of(const struct session_calendar *c, int64_t day, int second)
{
	int64_t local = day * DAY_S + second;
	return local - session_offset_s(c, local - c->utc_offset);
}

/* The change of a day that holds at `second`; the first of a day is at 0:00. */
static struct change change_at(const struct session_calendar *c, int64_t day, int second)
{
	struct change changes[DAY_CHANGES];
	size_t count = day_changes(c, day, changes), i = 0;
	while (i + 1 < count && changes[i + 1].second <= second)
		i++;
	return changes[i];
}

/* Every day begins closed as the one before it ended, so that 0:00 is no change. */
static int64_t find_since(const struct session_calendar *c, int64_t today, int second)
{
	for (int64_t day = today; day > today - SEARCH_DAYS && is_valid_day(c, day); day--, second = DAY_S) {
		struct change last = change_at(c, day, second);
		if (last.second > 0)
			return instant_of(c, day, last.second);
	}
	return 0;
}

static void find_next(const struct session_calendar *c, int64_t now, int64_t today, struct session *out)
{
	for (int64_t day = today; day < today + SEARCH_DAYS && is_valid_day(c, day); day++) {
		struct change changes[DAY_CHANGES];
		size_t count = day_changes(c, day, changes);
		for (size_t i = 0; i < count; i++) {
			int64_t at = instant_of(c, day, changes[i].second);
			if (at > now && changes[i].state != out->state) {
				out->next = changes[i].state;
				out->next_change = at;
				out->expected = day > c->announced_until;
				return;
			}
		}
	}
}

void session_at(const struct session_calendar *c, int64_t now, struct session *out)
{
	*out = (struct session){ .utc_offset_s = session_offset_s(c, now) };
	memcpy(out->zone, c->zone, sizeof out->zone);
	int64_t local = now + out->utc_offset_s;
	int64_t today = floor_div(local, DAY_S);
	if (!is_valid_day(c, today))
		return;
	int second = (int)(local - today * DAY_S);
	out->state = change_at(c, today, second).state;
	out->since = find_since(c, today, second);
	out->expected = today > c->announced_until;
	find_next(c, now, today, out);
}

const char *session_calendar_code(const struct session_calendar *c)
{
	return c->code;
}

const char *session_calendar_name(const struct session_calendar *c)
{
	return c->name;
}

void session_calendar_free(struct session_calendar *c)
{
	if (c)
		free(c->days);
	free(c);
}

static bool has_ending(const char *text, const char *ending)
{
	size_t length = strlen(text), tail = strlen(ending);
	return length > tail && !strcmp(text + length - tail, ending);
}

const char *session_exchange_of(const char *symbol)
{
	static const struct {
		const char *suffix, *exchange;
	} suffixes[] = { { ".TW", "XTAI" }, { ".T", "XTKS" }, { ".A", "XNYS" }, { ".B", "XNYS" } };

	for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
		if (has_ending(symbol, suffixes[i].suffix))
			return suffixes[i].exchange;
	/* Indices, currencies and coins keep other hours. */
	if (!*symbol || strpbrk(symbol, ".=^") || has_ending(symbol, "-USD"))
		return NULL;
	return "XNYS";
}
