/* The log-periodic power law of a company: daily log closes, on the clock of the calendar. */
#include "cli/statistics.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/hash.h"

#define DAY_S 86400

/* Bars of days that were over when they were fetched; the newest of them, as many as the longest window takes. */
static int take_closes(struct statistics *s, const struct candle_series *bars, int64_t now)
{
	int64_t known = bars->fetched > 0 && bars->fetched < now ? bars->fetched : now;
	size_t until = bars->count;
	while (until > 0 && bars->items[until - 1].time + DAY_S > known)
		until--;
	s->close_count = until < STATISTICS_CLOSES_MOST ? until : STATISTICS_CLOSES_MOST;
	for (size_t i = 0; i < s->close_count; i++) {
		const struct candle *bar = &bars->items[until - s->close_count + i];
		if (!(bar->close > 0))
			return -1;
		s->days[i] = (double)bar->time / DAY_S;
		s->log_closes[i] = log(bar->close);
		s->last_close = bar->time;
	}
	return 0;
}

static uint64_t hash_closes(const struct statistics *s)
{
	uint64_t hash = hash_on(HASH_START, s->days, s->close_count * sizeof *s->days);
	return hash_on(hash, s->log_closes, s->close_count * sizeof *s->log_closes);
}

/* Once a day at most: a source that corrects a close an hour later is no reason to fit all again. */
static bool is_there(struct statistics *s, int64_t now)
{
	for (size_t i = 0; i < s->lppls_count; i++) {
		const struct lppls_test *t = &s->lppls_stored[i];
		if (!strcmp(t->symbol, statistics_subject(s)->symbol))
			return t->hash == s->hash || t->computed / DAY_S == now / DAY_S;
	}
	return false;
}

static int begin_lppls(struct statistics *s, struct store *store, int64_t now, struct error *err)
{
	struct candle_series bars;
	struct error refusal;
	if (store_get_candles(store, statistics_subject(s)->symbol, "1d", weekly_start(now), INT64_MAX, &bars, err))
		return -1;
	int status = take_closes(s, &bars, now);
	candle_series_release(&bars);
	if (status || s->close_count < STATISTICS_CLOSES_MIN)
		return 0;
	s->hash = hash_closes(s);
	struct lppls_series series = { s->days, s->log_closes, s->close_count };
	if (is_there(s, now) || lppls_check(&series, &refusal))
		return 0;
	return lppls_confidence_init(&s->confidence, &series, err) ? -1 : 1;
}

static bool work_lppls(struct statistics *s)
{
	return lppls_confidence_step(&s->confidence);
}

static int note_stored(struct statistics *s, struct store *store, struct error *err)
{
	free(s->lppls_stored);
	s->lppls_stored = NULL;
	s->lppls_count = 0;
	return store_get_lppls_tests(store, &s->lppls_stored, &s->lppls_count, err);
}

static int finish_lppls(struct statistics *s, struct store *store, int64_t now, struct statistics_news *news,
			struct error *err)
{
	const struct lppls_confidence *c = &s->confidence;
	struct lppls_test t = {
		.count = (int)s->close_count,
		.last = s->last_close,
		.windows = c->windows,
		.on_bound = c->on_bound,
		.qualified = c->qualified,
		.hash = s->hash,
		.computed = now,
	};
	char line[160];
	snprintf(t.symbol, sizeof t.symbol, "%s", statistics_subject(s)->symbol);
	if (store_put_lppls_test(store, &t, err) || note_stored(s, store, err))
		return -1;
	news->tests++;
	snprintf(line, sizeof line, "LPPLS %d of %d windows qualify, %d best on a bound", t.qualified, t.windows,
		 t.on_bound);
	statistics_say(s, line);
	return 0;
}

static void end_lppls(struct statistics *s)
{
	lppls_confidence_release(&s->confidence);
}

const struct job_class job_lppls = { begin_lppls, work_lppls, finish_lppls, end_lppls, .is_daily = true };
