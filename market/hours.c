#include "market/hours.h"

#include <stdio.h>

#include "base/timestamp.h"

#define DAY_S 86400
#define NEAR_S (12 * 3600) /* a change within it is told by the time that is left */
#define TIME_SIZE 40

static int64_t day_of(int64_t t, int offset_s)
{
	int64_t local = t + offset_s;
	return local / DAY_S - (local % DAY_S < 0);
}

const char *hours_state_text(enum market_state state)
{
	static const char *const texts[] = {
		[MARKET_UNKNOWN] = "hours unknown", [MARKET_PRE] = "pre-market",   [MARKET_OPEN] = "open",
		[MARKET_LUNCH] = "lunch break",     [MARKET_POST] = "after hours", [MARKET_CLOSED] = "closed",
	};
	return texts[state];
}

int64_t hours_next(const struct session *s, enum market_state scheduled, int64_t next_open)
{
	if (s->state == MARKET_UNKNOWN)
		return 0;
	if (s->state != MARKET_OPEN)
		return next_open ? next_open : s->state == scheduled ? s->next_change : 0;
	return scheduled == MARKET_OPEN ? s->next_change : 0; /* open against the calendar: nobody knows how long */
}

/* "Mon 09:30"; the day only where it is not `today`. */
static void format_time(int64_t t, int offset_s, int64_t today, char out[TIME_SIZE])
{
	static const char *const days[] = { "Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed" };
	int64_t day = day_of(t, offset_s);
	int minute = (int)((t + offset_s - day * DAY_S) / 60);
	snprintf(out, TIME_SIZE, "%s%s%02d:%02d", day == today ? "" : days[(day % 7 + 7) % 7], day == today ? "" : " ",
		 minute / 60, minute % 60);
}

/* "Mon 09:30 ET, 15:30 here": the local day is named where it is another than the exchange's. */
static void format_times(const struct hours *h, int64_t t, bool has_local, char *out, size_t size)
{
	char there[TIME_SIZE], here[TIME_SIZE];
	format_time(t, h->offset_s, day_of(h->now, h->session.utc_offset_s), there);
	int used = snprintf(out, size, "%s %s", there, h->session.zone);
	if (!has_local || used < 0 || (size_t)used >= size || h->local_offset_s == h->offset_s)
		return;
	format_time(t, h->local_offset_s, day_of(t, h->offset_s), here);
	snprintf(out + used, size - (size_t)used, ", %s %s", here, h->is_local_utc ? "UTC" : "here");
}

static void format_left(int64_t seconds, char out[TIME_SIZE])
{
	long long minutes = (seconds + 59) / 60;
	if (minutes < 60)
		snprintf(out, TIME_SIZE, "%lld min", minutes);
	else
		snprintf(out, TIME_SIZE, "%lldh%02lld", minutes / 60, minutes % 60);
}

static const char *verb_of(const struct hours *h)
{
	if (h->next_open)
		return "opens";
	return h->session.next == MARKET_LUNCH ? "lunch" : "closes";
}

static const char *mark_of(const struct hours *h)
{
	return h->session.expected && h->session.state != MARKET_UNKNOWN ? " (expected)" : "";
}

void hours_format(const struct hours *h, enum hours_detail detail, char out[HOURS_SIZE])
{
	int64_t next = hours_next(&h->session, h->scheduled, h->next_open);
	char left[TIME_SIZE], times[TIME_SIZE * 2 + 16];
	int used = snprintf(out, HOURS_SIZE, "%s %s%s", h->name, hours_state_text(h->session.state), mark_of(h));
	if (!next || detail == HOURS_STATE || used < 0 || used >= HOURS_SIZE)
		return;
	bool is_near = next - h->now < NEAR_S;
	format_left(next - h->now, left);
	format_times(h, next, detail != HOURS_NEXT, times, sizeof times);
	bool has_left = is_near && detail != HOURS_TIMES, has_times = !is_near || detail != HOURS_NEXT;
	snprintf(out + used, (size_t)(HOURS_SIZE - used), " · %s %s%s%s%s", verb_of(h), has_left ? "in " : "",
		 has_left ? left : "", has_left && has_times ? ", " : "", has_times ? times : "");
}

void hours_format_until(const struct hours *h, bool has_local, char out[HOURS_SIZE])
{
	int64_t next = hours_next(&h->session, h->scheduled, h->next_open);
	char times[TIME_SIZE * 2 + 16];
	int used = snprintf(out, HOURS_SIZE, "%s %s%s", h->name, hours_state_text(h->session.state), mark_of(h));
	if (!next || used < 0 || used >= HOURS_SIZE)
		return;
	format_times(h, next, has_local, times, sizeof times);
	snprintf(out + used, (size_t)(HOURS_SIZE - used), " until %s", times);
}
