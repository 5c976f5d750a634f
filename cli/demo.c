#include "cli/demo.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/timestamp.h"
#include "cli/demo_day.h"
#include "cli/demo_press.h"
#include "cli/demo_tests.h"
#include "cli/index.h"
#include "cli/seed.h"

/* Marks the demo's store, so that made-up prices are never written into another. */
#define DEMO_NOTE "demo"

/* ---- the store's first filling ---- */

static int remove_file(const char *path, const char *suffix, struct error *err)
{
	struct buffer name;
	buffer_init(&name, PATH_SIZE + 16);
	int status = buffer_format(&name, "%s%s", path, suffix);
	if (status == 0 && unlink(buffer_text(&name)) && errno != ENOENT && errno != ENOTDIR)
		status = error_set(err, "cannot renew the demo's store %s: %s", path, strerror(errno));
	buffer_release(&name);
	return status;
}

static int put_series(struct store *s, struct candle_series *series, int failed, struct error *err)
{
	int status = failed ? error_set(err, "out of memory") : 0;
	if (status == 0 && series->count)
		status = store_put_candles(s, series, err);
	candle_series_release(series);
	return status;
}

static int put_bars(struct store *s, const struct demo_day *d, int64_t from, int64_t now, struct error *err)
{
	for (size_t i = 0; i < d->closes.count; i++) {
		struct candle_series bars;
		int failed = demo_bars(d, i, from, now, &bars);
		if (put_series(s, &bars, failed, err))
			return -1;
	}
	return 0;
}

static int put_daily_bars(struct store *s, const struct demo_day *d, int64_t now, struct error *err)
{
	for (size_t i = 0; i < d->closes.count; i++) {
		struct candle_series bars;
		int failed = demo_daily_bars(d, i, now, &bars);
		if (put_series(s, &bars, failed, err))
			return -1;
	}
	return 0;
}

static int put_session_bars(struct store *s, const struct demo_day *d, bool today_only, int64_t now, struct error *err)
{
	for (size_t i = 0; i < d->closes.count; i++) {
		struct candle_series bars;
		int failed = demo_session_bars(d, i, today_only, now, &bars);
		if (put_series(s, &bars, failed, err))
			return -1;
	}
	return 0;
}

static int put_quotes(struct store *s, const struct demo_day *d, int64_t now, struct error *err)
{
	for (size_t i = 0; i < d->closes.count; i++) {
		struct quote q;
		demo_quote(d, i, now, &q);
		if (store_put_quotes(s, &q, 1, err))
			return -1;
	}
	return 0;
}

static int put_day(struct store *s, const struct demo_day *d, int64_t now, struct error *err)
{
	size_t count;
	if (put_bars(s, d, 0, now, err) || put_session_bars(s, d, false, now, err) || put_daily_bars(s, d, now, err) ||
	    put_quotes(s, d, now, err) || demo_press_put(s, now, 0, now, &count, err) ||
	    demo_sources_put(s, now, now, &count, err))
		return -1;
	return index_store(s, NULL, now, err);
}

/* All that `put` puts, or nothing. */
static int put_whole(struct store *s, const struct demo_day *d, int64_t now,
		     int (*put)(struct store *, const struct demo_day *, int64_t, struct error *), struct error *err)
{
	if (store_begin(s, err))
		return -1;
	if (put(s, d, now, err) == 0)
		return store_commit(s, err);
	store_rollback(s);
	return -1;
}

/* The tests come first: the past of the index is made with the shipped data, and rests on them. */
static int fill_with(struct store *s, const struct demo_day *d, int64_t now, struct error *err)
{
	if (put_whole(s, d, now, demo_tests_put, err) || seed_put_demo(s, now, err) ||
	    store_put_note(s, DEMO_NOTE, "1", err))
		return -1;
	return put_whole(s, d, now, put_day, err);
}

static int fill(struct store *s, int64_t now, struct error *err)
{
	struct demo_day day;
	int status = demo_day_init(&day, err);
	if (status == 0)
		status = fill_with(s, &day, now, err);
	demo_day_release(&day);
	return status;
}

static int start_time(int64_t *now, struct error *err)
{
	struct clock clock;
	if (setenv("FROTH_NOW", DEMO_NOW, 0))
		return error_set(err, "out of memory");
	if (clock_init(&clock, getenv("FROTH_NOW"), false, err))
		return -1;
	*now = clock_wall_s(&clock);
	return 0;
}

int demo_begin(char store_path[PATH_SIZE], struct error *err)
{
	int64_t now = 0;
	if (start_time(&now, err) || path_xdg(PATH_CACHE, "demo.db", store_path, err))
		return -1;
	if (remove_file(store_path, "-wal", err) || remove_file(store_path, "-shm", err) ||
	    remove_file(store_path, "", err))
		return -1;
	struct store *s = NULL;
	int status = store_open(&s, store_path, STORE_WRITE, NULL, err);
	if (status == 0)
		status = fill(s, now, err);
	store_free(s);
	return status;
}

/* ---- the steps ---- */

struct replay {
	struct store *store;
	struct demo_day day;
	int64_t start, last; /* wall seconds: when the demo began, and the last step */
	bool child;
	FILE *out;
};

/* A viewer that does not read any more is gone. */
static int tell(const struct replay *r, const char *kind, size_t count, struct error *err)
{
	if (!r->child || count == 0)
		return 0;
	if (fprintf(r->out, "%s %zu\n", kind, count) < 0 || fflush(r->out))
		return error_set(err, "the dashboard is gone");
	return 0;
}

/* Whether a moment that comes every so many seconds lies in (last, now]. */
static bool is_due(const struct replay *r, int64_t now, int64_t every_s)
{
	return now / every_s != r->last / every_s;
}

static int put_slow(struct replay *r, int64_t now, struct error *err)
{
	size_t press = 0, sources = 0;
	bool taken;
	if (store_lease_take(r->store, getpid(), now, &taken, err) ||
	    put_bars(r->store, &r->day, now - 2 * DEMO_BAR_S, now, err) ||
	    put_session_bars(r->store, &r->day, true, now, err) ||
	    demo_press_put(r->store, r->start, r->last, now, &press, err) ||
	    demo_sources_put(r->store, r->start, now, &sources, err))
		return -1;
	if (is_due(r, now, 60) && (index_store(r->store, NULL, now, err) || tell(r, "reading", 1, err)))
		return -1;
	return tell(r, "press", press, err) || tell(r, "source", sources, err) ? -1 : 0;
}

static int step(struct replay *r, int64_t now, struct error *err)
{
	if (now == r->last)
		return 0;
	if (put_quotes(r->store, &r->day, now, err) || tell(r, "quote", r->day.closes.count, err))
		return -1;
	if (is_due(r, now, 10) && put_slow(r, now, err))
		return -1;
	r->last = now;
	return 0;
}

/* Waits for the next second. false: the parent has closed its end. */
static bool wait_a_second(const struct replay *r)
{
	struct pollfd parent = { .fd = r->child ? STDIN_FILENO : -1, .events = POLLIN };
	char ignored[64];
	if (poll(&parent, 1, 1000) > 0)
		return read(STDIN_FILENO, ignored, sizeof ignored) > 0;
	return true;
}

static int expect_demo_store(struct store *s, const char *path, struct error *err)
{
	char note[8];
	if (store_get_note(s, DEMO_NOTE, note, sizeof note, err))
		return -1;
	return *note ? 0 : error_set(err, "%s is not the demo's store; froth --demo makes one", path);
}

static int replay(struct replay *r, const struct clock *clock, struct error *err)
{
	bool taken = false;
	r->start = r->last = clock_wall_s(clock);
	if (demo_day_init(&r->day, err) || store_lease_take(r->store, getpid(), r->start, &taken, err))
		return -1;
	if (!taken)
		return error_set(err, "another process replays this demo");
	do {
		if (step(r, clock_wall_s(clock), err))
			return -1;
	} while (wait_a_second(r));
	return store_lease_release(r->store, getpid(), err);
}

int demo_collect(const char *store_path, const struct clock *clock, bool child, FILE *out, struct error *err)
{
	struct replay r = { .child = child, .out = out };
	int status = store_open(&r.store, store_path, STORE_WRITE, NULL, err);
	if (status == 0)
		status = expect_demo_store(r.store, store_path, err);
	if (status == 0)
		status = replay(&r, clock, err);
	demo_day_release(&r.day);
	store_free(r.store);
	return status;
}
