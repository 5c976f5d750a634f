/* The day that the demo replays: prices as a function of symbol and time, so that the store's first
 * filling and every later step agree. Generated from the shipped closes by a fixed pseudo-random
 * walk; no system time, no I/O. */
#ifndef FROTH_CLI_DEMO_DAY_H
#define FROTH_CLI_DEMO_DAY_H

#include "cli/freshness.h"
#include "market/closes.h"

#define DEMO_SOURCE "demo"
#define DEMO_BAR_S 300
#define DEMO_SESSION_BAR_S 900
#define DEMO_SESSIONS 5

struct demo_day {
	struct closes closes; /* the symbols, and what their walks start from */
	struct exchanges exchanges;
};

int demo_day_init(struct demo_day *d, struct error *err); /* release in any case */
void demo_day_release(struct demo_day *d);

/* Symbol `index` (below d->closes.count) as it stands at t. */
void demo_quote(const struct demo_day *d, size_t index, int64_t t, struct quote *out);
/* The five-minute bars of the newest session that began by t, those after `from`. The caller releases. */
int demo_bars(const struct demo_day *d, size_t index, int64_t from, int64_t t, struct candle_series *out);
/* The fifteen-minute bars of the newest five sessions, or of the newest alone: those that are over run within their
 * daily bars, the newest as its bars of five minutes. */
int demo_session_bars(const struct demo_day *d, size_t index, bool today_only, int64_t t, struct candle_series *out);
/* Daily bars of the 28 months before the day of t, drawn through the shipped month-end closes: weeks enough for the
 * tests of the weekly closes. */
int demo_daily_bars(const struct demo_day *d, size_t index, int64_t t, struct candle_series *out);

#endif
