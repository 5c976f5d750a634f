#include "cli/collect_put.h"

#include "cli/collect_candidates.h"
#include "cli/collect_filings.h"

#include <string.h>

static void drop_old_press(struct batch *b, int64_t since)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->headline_count; i++) {
		if (b->headlines[i].time < since)
			headline_release(&b->headlines[i]);
		else
			b->headlines[kept++] = b->headlines[i];
	}
	b->headline_count = kept;
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

static int put_series(struct store *store, const struct batch *b, const struct candle_series *series, struct error *err)
{
	int64_t known = 0, split = newest_split(b, series->symbol);
	if (split && store_get_last_split(store, series->symbol, &known, err))
		return -1;
	return split > known ? store_replace_candles(store, series, err) : store_put_candles(store, series, err);
}

static bool is_history(const struct candle_series *series)
{
	size_t length = strlen(series->interval);
	return length && strchr("dko", series->interval[length - 1]); /* 1d, 1wk, 1mo */
}

static int put_history(struct store *store, const struct batch *b, struct collect_news *news, struct error *err)
{
	for (size_t i = 0; i < b->series_count; i++) {
		if (put_series(store, b, &b->series[i], err))
			return -1;
		if (is_history(&b->series[i]))
			news->bars += b->series[i].count;
	}
	return b->event_count ? store_put_events(store, b->events, b->event_count, err) : 0;
}

static int put_press(struct store *store, const struct batch *b, struct collect_news *news, struct error *err)
{
	int64_t last = 0;
	if (store_get_last_headline(store, &last, err) ||
	    store_put_headlines(store, b->headlines, b->headline_count, &news->headlines, err))
		return -1;
	return news->headlines ? collect_note_candidates(store, last, &news->candidates, err) : 0;
}

static int put_records(struct store *store, const struct batch *b, struct collect_news *news, struct error *err)
{
	news->quotes = b->quote_count + b->rate_count;
	if (b->quote_count && store_put_quotes(store, b->quotes, b->quote_count, err))
		return -1;
	if (b->rate_count && store_put_fx(store, b->rates, b->rate_count, err))
		return -1;
	if (put_history(store, b, news, err))
		return -1;
	return b->headline_count ? put_press(store, b, news, err) : 0;
}

static int put_accounts(struct store *store, const struct batch *b, int64_t now, struct collect_news *news,
			struct error *err)
{
	news->facts = b->facts.count;
	if (b->facts.count && store_put_facts(store, &b->facts, err))
		return -1;
	return collect_note_filings(store, b, now, news->renew, err);
}

int collect_put(struct store *store, struct batch *batch, const struct source_state *state, int64_t press_since,
		struct collect_news *news, struct error *err)
{
	*news = (struct collect_news){ 0 };
	drop_old_press(batch, press_since);
	if (store_begin(store, err))
		return -1;
	if (put_records(store, batch, news, err) || put_accounts(store, batch, state->last_try, news, err) ||
	    store_put_source_state(store, state, err) || store_commit(store, err)) {
		store_rollback(store);
		*news = (struct collect_news){ 0 };
		return -1;
	}
	return 0;
}
