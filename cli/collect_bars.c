#include "cli/collect_bars.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "market/split.h"

#define DAY_S 86400
#define SETTLED_S (2 * DAY_S) /* after a split's first midnight: bars fetched sooner may not be adjusted yet */
#define COMPARED 20           /* bars of an answer that are held against the stored ones */
#define BREAKS 8              /* more splits than any company has left unadjusted */

/* ---- splits that are told of ---- */

static void leave_out_announced(struct batch *b, int64_t now)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->event_count; i++)
		if (b->events[i].action != ACTION_SPLIT || b->events[i].time <= now)
			b->events[kept++] = b->events[i];
	b->event_count = kept;
}

/* The newest split of that symbol in the batch, 0 none. */
static int64_t newest_split(const struct batch *b, const char *symbol)
{
	int64_t newest = 0;
	for (size_t i = 0; i < b->event_count; i++) {
		const struct corporate_event *e = &b->events[i];
		if (e->action == ACTION_SPLIT && !strcmp(e->symbol, symbol) && e->time > newest)
			newest = e->time;
	}
	return newest;
}

/* *time: of the newest split of the symbol if the store does not know it yet, else 0. */
static int find_new_split(struct store *store, const struct batch *b, const char *symbol, int64_t *time,
			  struct error *err)
{
	int64_t known = 0;
	*time = newest_split(b, symbol);
	if (*time && store_get_last_split(store, symbol, &known, err))
		return -1;
	if (*time <= known)
		*time = 0;
	return 0;
}

static int drop_old_scale(struct store *store, const struct batch *b, struct collect_news *news, struct error *err)
{
	for (size_t i = 0; i < b->event_count; i++) {
		const char *symbol = b->events[i].symbol;
		int64_t time;
		size_t dropped = 0;
		if (find_new_split(store, b, symbol, &time, err) ||
		    (time && store_drop_history(store, symbol, time + SETTLED_S, &dropped, err)))
			return -1;
		if (dropped)
			snprintf(news->split, sizeof news->split, "%s", symbol);
	}
	return 0;
}

/* ---- one series ---- */

static bool is_history(const struct candle_series *series)
{
	size_t length = strlen(series->interval);
	return length && strchr("dko", series->interval[length - 1]); /* 1d, 1wk, 1mo */
}

static void say_mended(struct batch *b, const struct candle_series *series, const struct split_break *found)
{
	char date[TIMESTAMP_SIZE];
	timestamp_format_date(found->time, date);
	snprintf(b->warning, sizeof b->warning,
		 "the bars of %s before %s came unadjusted for its split, %g for one; froth adjusted them",
		 series->symbol, date, found->factor);
}

static int mend(struct store *store, struct batch *b, struct candle_series *series, struct error *err)
{
	struct fact_list facts;
	struct split_break found;
	if (!is_history(series) || !split_break_is_possible(series))
		return 0;
	if (store_get_facts(store, series->symbol, &facts, err))
		return -1;
	for (int i = 0; i < BREAKS && split_break_find(series, b->events, b->event_count, &facts, &found); i++) {
		split_break_mend(series, &found);
		say_mended(b, series, &found);
	}
	fact_list_release(&facts);
	return 0;
}

static int find_rescaling(struct store *store, const struct candle_series *series, bool *rescaled, struct error *err)
{
	size_t last = series->count < COMPARED ? series->count : COMPARED;
	struct candle_series stored;
	*rescaled = false;
	if (!last)
		return 0;
	if (store_get_candles(store, series->symbol, series->interval, series->items[0].time,
			      series->items[last - 1].time, &stored, err))
		return -1;
	*rescaled = split_rescaling(&stored, series) != 1;
	candle_series_release(&stored);
	return 0;
}

static int put_series(struct store *store, struct batch *b, struct candle_series *series, struct error *err)
{
	bool rescaled;
	if (mend(store, b, series, err) || find_rescaling(store, series, &rescaled, err))
		return -1;
	return rescaled ? store_replace_candles(store, series, err) : store_put_candles(store, series, err);
}

int collect_put_bars(struct store *store, struct batch *batch, int64_t now, struct collect_news *news,
		     struct error *err)
{
	leave_out_announced(batch, now);
	if (drop_old_scale(store, batch, news, err))
		return -1;
	for (size_t i = 0; i < batch->series_count; i++) {
		if (put_series(store, batch, &batch->series[i], err))
			return -1;
		if (is_history(&batch->series[i]))
			news->bars += batch->series[i].count;
	}
	return batch->event_count ? store_put_events(store, batch->events, batch->event_count, err) : 0;
}
