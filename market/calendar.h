/* What one file of share/calendars says. Made by session_calendar_parse() (calendar.c), read by
 * session.c; nobody else looks inside. Days are counted from 1970-01-01, clock readings are seconds
 * after local midnight; a span whose end is 0 does not exist. */
#ifndef FROTH_MARKET_CALENDAR_H
#define FROTH_MARKET_CALENDAR_H

#include "market/session.h"

struct clock_span {
	int from, to;
};

struct daylight_edge { /* on a Sunday: the nth of the month, or the last if nth is -1 */
	int month, nth;
	int second; /* on the clock as it runs before the change */
};

struct calendar_day {
	int64_t day;
	int closes; /* 0: closed all day */
};

struct session_calendar {
	char code[8], name[16], zone[8];
	int utc_offset;                                /* standard time, seconds east of UTC */
	struct daylight_edge summer_begin, summer_end; /* month 0: no summer time */
	int64_t valid_from, valid_until;               /* first and last day that the file answers for */
	int64_t announced_until;                       /* days after it are by rule, not announced */
	struct clock_span pre, open, lunch, post;
	struct calendar_day *days; /* owned, ascending */
	size_t day_count, day_capacity;
};

#endif
