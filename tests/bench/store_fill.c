/* store_fill FILE SYMBOLS YEARS: a store of the size that a long-kept one has: daily bars, quotes, a day's bars
 * and press, by a fixed random walk. For measuring, not for reading. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "store/store.h"

#define DAY INT64_C(86400)
#define HEADLINES 2000

/* The last instant of the store's data; run gives the same to the viewer. */
static const char newest[] = "2026-08-20T18:45:00Z";

struct walk {
	uint64_t state;
	double price;
};

static double walk_step(struct walk *w, double size)
{
	w->state = w->state * UINT64_C(6364136223846793005) + UINT64_C(1442695040888963407);
	double unit = (double)(w->state >> 11) / (double)(UINT64_C(1) << 53);
	w->price *= 1 + (unit - 0.4995) * size;
	return w->price;
}

static int bar_append(struct candle_series *s, struct walk *w, int64_t time, double size)
{
	struct candle c = { .time = time, .open = w->price, .volume = 1e7 + (double)(w->state % 9000000) };
	c.close = c.adjusted_close = walk_step(w, size);
	c.high = (c.open > c.close ? c.open : c.close) * 1.01;
	c.low = (c.open < c.close ? c.open : c.close) * 0.99;
	return candle_series_append(s, &c);
}

static int series_put(struct store *store, const char *symbol, const char *interval, int64_t from, int64_t to,
		      int64_t step, struct walk *w, struct error *err)
{
	struct candle_series s;
	candle_series_init(&s);
	snprintf(s.symbol, sizeof s.symbol, "%s", symbol);
	snprintf(s.interval, sizeof s.interval, "%s", interval);
	snprintf(s.currency, sizeof s.currency, "USD");
	snprintf(s.source, sizeof s.source, "bench");
	s.fetched = to;
	int status = 0;
	for (int64_t t = from; t <= to && !status; t += step)
		if (step < DAY || (t / DAY + 4) % 7 % 6 != 0) /* day 0 was a Thursday */
			status = bar_append(&s, w, t, step < DAY ? 0.004 : 0.04);
	status = status ? error_set(err, "out of memory") : store_put_candles(store, &s, err);
	candle_series_release(&s);
	return status;
}

static int quote_put(struct store *store, const char *symbol, const struct walk *w, int64_t now, struct error *err)
{
	struct quote q;
	quote_init(&q);
	snprintf(q.symbol, sizeof q.symbol, "%s", symbol);
	snprintf(q.name, sizeof q.name, "Company %s", symbol);
	snprintf(q.currency, sizeof q.currency, "USD");
	snprintf(q.source, sizeof q.source, "bench");
	q.price = w->price;
	q.previous_close = w->price * 0.99;
	q.as_of = q.fetched = now;
	quote_complete(&q);
	return store_put_quotes(store, &q, 1, err);
}

static int symbol_put(struct store *store, int number, int years, int64_t now, struct error *err)
{
	char symbol[SYMBOL_SIZE];
	struct walk w = { .state = (uint64_t)number * 2654435761u + 1, .price = 20 + number };
	int64_t today = now / DAY * DAY;
	snprintf(symbol, sizeof symbol, "BM%02d", number);
	if (series_put(store, symbol, "1d", today - (int64_t)years * 365 * DAY, today, DAY, &w, err) ||
	    series_put(store, symbol, "5m", today + 48600, now, 300, &w, err))
		return -1;
	return quote_put(store, symbol, &w, now, err);
}

static int press_put(struct store *store, int64_t now, struct error *err)
{
	static struct headline items[HEADLINES];
	static char texts[HEADLINES][3][160];
	static char nothing[] = "";
	size_t added;
	for (int i = 0; i < HEADLINES; i++) {
		struct headline *h = &items[i];
		snprintf(texts[i][0], sizeof texts[i][0], "item-%d", i);
		snprintf(texts[i][1], sizeof texts[i][1],
			 "BM%02d is said to plan %d MW of data centres at $%d billion, partners say", i % 50, 50 + i,
			 i % 90);
		snprintf(texts[i][2], sizeof texts[i][2], "https://press.example/%d", i);
		headline_init(h);
		h->id = texts[i][0];
		h->title = texts[i][1];
		h->url = texts[i][2];
		h->summary = h->author = nothing;
		snprintf(h->source, sizeof h->source, "Bench Press");
		snprintf(h->language, sizeof h->language, "en");
		h->time = h->fetched = now - i * 600;
	}
	return store_put_headlines(store, items, HEADLINES, &added, err);
}

static int store_fill(const char *path, int symbols, int years, struct error *err)
{
	struct store *store = NULL;
	int64_t now;
	if (timestamp_parse_rfc3339(newest, &now))
		return error_set(err, "the newest time is not RFC 3339");
	if (store_open(&store, path, STORE_WRITE, NULL, err))
		return -1;
	int status = store_begin(store, err);
	for (int i = 0; i < symbols && !status; i++)
		status = symbol_put(store, i, years, now, err);
	if (!status && !(status = press_put(store, now, err)))
		status = store_commit(store, err);
	store_free(store);
	return status;
}

int main(int argc, char **argv)
{
	struct error err = { "" };
	if (argc != 4) {
		fputs("usage: store_fill FILE SYMBOLS YEARS\n", stderr);
		return 2;
	}
	if (!store_fill(argv[1], (int)strtol(argv[2], NULL, 10), (int)strtol(argv[3], NULL, 10), &err))
		return 0;
	fprintf(stderr, "store_fill: %s\n", err.text);
	return 1;
}
