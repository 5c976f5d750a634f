#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "cli/collect_loop.h"
#include "cli/index.h"

#define LEASE_RENEWAL_MS 10000
#define INDEX_MS 60000
#define PRUNE_MS 86400000
#define TIDY_MS 100
#define TIDY_PAUSE_MS 60000       /* after the store has refused it */
#define STATISTICS_PAUSE_MS 60000 /* after the store has refused a result */

int64_t collect_press_since(const struct collect_loop *c)
{
	return clock_wall_s(c->options->clock) - (int64_t)c->options->config->press_keep_days * 86400;
}

void collect_note_store(struct collect_loop *c, int result, const struct error *err)
{
	if (result && !c->store_failed)
		fprintf(stderr, "froth: %s\n", err->text);
	c->store_failed = result != 0;
}

static bool same_figure(double a, double b)
{
	return (isnan(a) && isnan(b)) || fabs(a - b) < 0.05; /* less is not shown */
}

static bool same_reading(const struct reading *a, const struct reading *b)
{
	for (int camp = 0; camp < CAMPS; camp++) {
		if (!same_figure(a->value[camp], b->value[camp]))
			return false;
		for (int i = 0; i < COMPONENTS; i++)
			if (!same_figure(a->components[camp][i], b->components[camp][i]))
				return false;
	}
	for (int i = 0; i < COMPONENTS; i++)
		if (strcmp(a->sentence[i], b->sentence[i]) != 0)
			return false;
	if (memcmp(a->stale, b->stale, sizeof a->stale) != 0 || !same_figure(a->sd, b->sd))
		return false;
	return same_figure(a->low, b->low) && same_figure(a->high, b->high) && a->as_of / 86400 == b->as_of / 86400;
}

static int renew_index(struct collect_loop *c, struct error *err)
{
	struct reading fresh, last;
	bool found = false;
	if (index_compute(&fresh, c->store, &c->assumptions, &c->options->config->index,
			  clock_wall_s(c->options->clock), err) ||
	    store_get_reading(c->store, &last, &found, err))
		return -1;
	if (found && same_reading(&fresh, &last))
		return 0;
	if (store_put_reading(c->store, &fresh, err))
		return -1;
	collect_say_news(c, "reading", 1);
	return 0;
}

void collect_tend_index(struct collect_loop *c, int64_t steady)
{
	struct error err;
	int64_t day = clock_wall_s(c->options->clock) / 86400;
	c->index_dirty = c->index_dirty || day != c->index_day; /* a day older, its inputs may be late */
	if (!c->index_dirty || steady < c->index_ms)
		return;
	c->index_day = day;
	c->index_dirty = false;
	c->index_ms = steady + INDEX_MS;
	collect_note_store(c, renew_index(c, &err), &err);
}

bool collect_has_statistics(const struct collect_loop *c, int64_t steady)
{
	bool all_polled = !c->options->once || !c->left;
	return all_polled && steady >= c->statistics_ms && statistics_has_work(c->statistics);
}

void collect_tend_statistics(struct collect_loop *c, int64_t steady)
{
	struct statistics_news news;
	struct error err;
	int64_t now = clock_wall_s(c->options->clock);
	statistics_note_time(c->statistics, now);
	if (!collect_has_statistics(c, steady))
		return;
	int result = statistics_slice(c->statistics, c->store, now, &news, &err);
	collect_note_store(c, result, &err);
	if (result)
		c->statistics_ms = steady + STATISTICS_PAUSE_MS;
	c->index_dirty = c->index_dirty || news.tests;
	collect_say_news(c, "reading", news.readings);
}

/* Bars within a day are kept for somewhat longer than the chart that shows them. */
static int prune_bars(struct collect_loop *c, struct error *err)
{
	static const struct {
		const char *interval;
		int days;
	} rows[] = { { "5m", 10 }, { "15m", 40 } };
	int64_t now = clock_wall_s(c->options->clock);
	int result = 0;
	for (size_t i = 0; !result && i < sizeof rows / sizeof *rows; i++)
		result = store_prune_candles(c->store, rows[i].interval, now - rows[i].days * INT64_C(86400), err);
	return result;
}

void collect_tend_press(struct collect_loop *c, int64_t steady)
{
	struct error err;
	if (steady < c->prune_ms)
		return;
	c->prune_ms = steady + PRUNE_MS;
	int result = store_prune_headlines(c->store, collect_press_since(c), &err);
	collect_note_store(c, result ? result : prune_bars(c, &err), &err);
}

void collect_tend_text(struct collect_loop *c, int64_t steady)
{
	struct error err;
	bool more = false;
	if (steady < c->tidy_ms)
		return;
	c->tidy_ms = SCHEDULE_NEVER;
	if (c->options->once)
		return;
	int result = store_tidy_press(c->store, &more, &err);
	collect_note_store(c, result, &err);
	if (result || more)
		c->tidy_ms = steady + (result ? TIDY_PAUSE_MS : TIDY_MS);
}

/* A store that cannot be written for a while is no reason to end. */
int collect_tend_lease(struct collect_loop *c, int64_t steady, struct error *err)
{
	struct error trouble;
	bool taken = true;
	if (steady < c->lease_ms)
		return 0;
	c->lease_ms = steady + LEASE_RENEWAL_MS;
	int result = store_lease_take(c->store, getpid(), clock_wall_s(c->options->clock), &taken, &trouble);
	collect_note_store(c, result, &trouble);
	if (result || taken)
		return 0;
	c->leased = false;
	return error_set(err, "another collector has taken the store over");
}
