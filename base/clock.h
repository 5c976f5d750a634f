/* The only code that asks the system for the time; everywhere else time is an
 * argument. Wall time is for showing and storing, steady time for schedules:
 * it counts sleep (CLOCK_BOOTTIME) and never steps. */
#ifndef FROTH_BASE_CLOCK_H
#define FROTH_BASE_CLOCK_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"

struct clock {
	bool fixed;        /* wall time stands still at start_ms */
	int64_t offset_ms; /* added to the system's wall time otherwise */
	int64_t start_ms;
};

/* froth_now is $FROTH_NOW (RFC 3339) or NULL for the system's time. With
 * `running` the clock starts there and goes on; otherwise it stands still. */
int clock_init(struct clock *c, const char *froth_now, bool running, struct error *err);
int64_t clock_wall_ms(const struct clock *c); /* milliseconds since 1970, UTC */
int64_t clock_wall_s(const struct clock *c);
int64_t clock_steady_ms(void);

struct clock_watch {
	bool is_running;
	int64_t apart_ms; /* wall time less steady time */
};

/* Whether wall time was set, forward or back, since the last call: what was worked out from it must be again. */
bool clock_watch_stepped(struct clock_watch *w, const struct clock *c);

#endif
