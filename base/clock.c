#include "base/clock.h"

#include <time.h>

#include "base/timestamp.h"

#define STEP_MS 1000 /* a clock that is disciplined drifts by less between two looks */

static int64_t read_ms(clockid_t id)
{
	struct timespec t;
	clock_gettime(id, &t);
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

int clock_init(struct clock *c, const char *froth_now, bool running, struct error *err)
{
	*c = (struct clock){ 0 };
	if (!froth_now || !*froth_now)
		return 0;
	int64_t seconds;
	if (timestamp_parse_rfc3339(froth_now, &seconds))
		return error_set(err, "FROTH_NOW is not a time like 2026-08-20T18:48:03Z");
	c->fixed = !running;
	c->start_ms = seconds * 1000;
	c->offset_ms = c->start_ms - read_ms(CLOCK_REALTIME);
	return 0;
}

int64_t clock_wall_ms(const struct clock *c)
{
	return c->fixed ? c->start_ms : read_ms(CLOCK_REALTIME) + c->offset_ms;
}

int64_t clock_wall_s(const struct clock *c)
{
	return clock_wall_ms(c) / 1000;
}

int64_t clock_steady_ms(void)
{
	return read_ms(CLOCK_BOOTTIME);
}

bool clock_watch_stepped(struct clock_watch *w, const struct clock *c)
{
	if (c->fixed)
		return false;
	int64_t apart_ms = clock_wall_ms(c) - clock_steady_ms(), moved_ms = apart_ms - w->apart_ms;
	bool has_stepped = w->is_running && (moved_ms > STEP_MS || moved_ms < -STEP_MS);
	*w = (struct clock_watch){ true, apart_ms };
	return has_stepped;
}
