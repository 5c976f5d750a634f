#include <stdio.h>

#include "base/timestamp.h"
#include "cli/collect_companies.h"
#include "cli/collect_doubt.h"
#include "cli/collect_put.h"
#include "cli/collect_loop.h"

#define STATE_MS 60000 /* how often a failure that goes on is written again */

void collect_say_news(struct collect_loop *c, const char *kind, size_t count)
{
	if (c->options->child && count && fprintf(c->options->out, "%s %zu\n", kind, count) < 0)
		c->ended = true;
}

void collect_say_poll(const struct collect_loop *c, const struct source_state *s)
{
	if (c->options->child)
		return;
	if (!c->options->once) {
		char now[TIMESTAMP_SIZE];
		timestamp_format_rfc3339(clock_wall_s(c->options->clock), now);
		fprintf(c->options->out, "%s  ", now);
	}
	char latency[16] = "-";
	if (s->latency_ms >= 0)
		snprintf(latency, sizeof latency, "%d ms", s->latency_ms);
	fprintf(c->options->out, "%-24s %-11s %6d %9s%s%s\n", s->name, source_status_name(s->status), s->items, latency,
		*s->error ? "  " : "", s->error);
}

/* Seconds between two polls of prices now: the open interval while any market of the watchlists may be
 * open, else the closed one, but not past the next opening. */
int collect_quote_interval_s(const struct collect_loop *c, int64_t now)
{
	const struct config *config = c->options->config;
	int64_t wait = config->closed_interval_s;
	if (c->has_other_hours)
		return config->quote_interval_s;
	for (size_t i = 0; i < c->hours_count; i++) {
		struct session s;
		session_at(c->hours[i], now, &s);
		if (s.state != MARKET_CLOSED)
			return config->quote_interval_s;
		if (s.next_change > now && s.next_change - now < wait)
			wait = s.next_change - now;
	}
	return wait > config->quote_interval_s ? (int)wait : config->quote_interval_s;
}

static void poll_failed(struct collect_loop *c, size_t index, const char *sentence)
{
	struct source_state *state = &c->sources.items[index].state;
	snprintf(state->error, sizeof state->error, "%s", sentence);
	state->status = SOURCE_BACKING_OFF;
	state->failures++;
	int64_t steady = clock_steady_ms();
	schedule_done(&c->schedule, index, steady,
		      c->options->once ? SCHEDULE_NEVER : steady + backoff_s(state->failures, &c->prng) * 1000);
	c->left -= c->options->once;
	collect_say_poll(c, state);
}

void collect_start_poll(struct collect_loop *c, size_t index)
{
	struct source *s = &c->sources.items[index];
	char url[URL_SIZE];
	struct http_request request;
	struct error err;
	if (source_request(s, url, &request, &err)) {
		poll_failed(c, index, err.text);
		return;
	}
	request.tag = s;
	if (http_start(c->http, &request, &err))
		poll_failed(c, index, err.text);
}

/* What could not be stored was not received: without the validators the next poll brings it again. */
static void take_back(struct collect_loop *c, struct source *s, struct source_verdict *v, const struct error *err)
{
	if (!v->good)
		return;
	v->good = false;
	*s->state.etag = '\0';
	*s->state.last_modified = '\0';
	s->state.status = SOURCE_BACKING_OFF;
	s->state.failures++;
	snprintf(s->state.error, sizeof s->state.error, "not stored: %.240s", err->text);
	v->wait_s = backoff_s(s->state.failures, &c->prng);
	s->state.next_poll = s->state.last_try + v->wait_s;
}

static void note_bars(struct collect_loop *c, const struct batch *batch)
{
	for (size_t i = 0; i < batch->series_count; i++)
		statistics_note_bars(c->statistics, batch->series[i].symbol);
}

/* Bars within the day that somebody waits for. */
static size_t count_intraday(const struct source *s, const struct batch *batch)
{
	size_t count = 0;
	for (size_t i = 0; s->class == &source_yahoo_intraday && i < batch->series_count; i++)
		count += batch->series[i].count;
	return count;
}

static void put_answer(struct collect_loop *c, size_t index, struct batch *batch, struct source_verdict *v)
{
	struct source *s = &c->sources.items[index];
	int64_t steady = clock_steady_ms();
	if (v->repeated && !c->options->once && steady - c->stored_ms[index] < STATE_MS)
		return;
	struct collect_news news;
	struct error err;
	int result = collect_drop_doubtful(c->store, &c->doubts, s, batch, &err);
	if (!result)
		result = collect_put(c->store, batch, &s->state, collect_press_since(c), &news, &err);
	collect_note_store(c, result, &err);
	if (result) {
		take_back(c, s, v, &err);
		return;
	}
	c->stored_ms[index] = steady;
	c->index_dirty = c->index_dirty || news.quotes || news.facts;
	collect_say_news(c, "quote", news.quotes);
	collect_say_news(c, "fact", news.facts);
	collect_say_news(c, "press", news.headlines);
	collect_say_news(c, "deals", news.candidates);
	if (news.headlines)
		c->tidy_ms = steady;
	collect_say_news(c, "history", news.bars ? news.bars : count_intraday(s, batch));
	if (news.bars)
		note_bars(c, batch);
	if (*news.split)
		collect_renew_bars(c, news.split, index);
	if (*news.renew)
		collect_renew_facts(c, news.renew);
	collect_say_news(c, "source", 1);
}

/* The network is back: whoever found it away need not wait out its back-off. */
static void wake_offline(struct collect_loop *c, int64_t steady)
{
	for (size_t i = 0; i < c->sources.count; i++) {
		struct schedule_slot *slot = &c->schedule.slots[i];
		if (c->sources.items[i].unreachable && !slot->busy && slot->due_ms > steady &&
		    slot->due_ms != SCHEDULE_NEVER)
			slot->due_ms = steady;
	}
}

static void plan_next(struct collect_loop *c, size_t index, const struct source_verdict *v)
{
	struct source *s = &c->sources.items[index];
	int64_t steady = clock_steady_ms();
	bool done = c->options->once && v->wait_s;
	schedule_done(&c->schedule, index, steady, done ? SCHEDULE_NEVER : steady + (int64_t)v->wait_s * 1000);
	if (v->host_wait_s)
		schedule_hold(&c->schedule, index, steady + (int64_t)v->host_wait_s * 1000);
	if (v->host_wait_s)
		collect_note_rest(c, index);
	char url[URL_SIZE], host[URL_HOST_SIZE];
	if (!source_url(s, url) && !url_host(url, host))
		schedule_move(&c->schedule, index, host);
	if (v->back_online && !c->options->once)
		wake_offline(c, steady);
	c->left -= done;
	c->good += v->good;
	if (v->host_wait_s || !v->wait_s) /* the next step of a source may find its host held by another */
		collect_leave_out_held(c);
	if (s->class->on_demand)
		collect_note_errand(c, index, v);
	collect_tend_chain(c);
}

void collect_finish_poll(struct collect_loop *c, struct http_response *answer)
{
	struct source *s = answer->tag;
	size_t index = (size_t)(s - c->sources.items);
	int64_t now = clock_wall_s(c->options->clock);
	struct source_times times = { now, collect_quote_interval_s(c, now), &c->prng };
	struct source_verdict verdict;
	struct batch batch;
	batch_init(&batch);
	source_finish(s, answer, &times, &batch, &verdict);
	http_response_release(answer); /* before the store needs memory of its own */
	put_answer(c, index, &batch, &verdict);
	collect_drop_old(&c->exchanges, &batch, now);
	chain_note(&c->chain, index, &batch, &verdict, clock_steady_ms() / 1000);
	collect_note_prices(c, s, &batch);
	collect_note_companies(c, &batch);
	batch_release(&batch);
	/* With `once` a source that goes round many symbols has one line, at the end. */
	bool goes_round = c->options->once && s->class->on_demand;
	if (verdict.wait_s && !goes_round)
		collect_say_poll(c, &s->state);
	plan_next(c, index, &verdict);
	if (verdict.wait_s && goes_round && c->schedule.slots[index].due_ms == SCHEDULE_NEVER)
		collect_say_poll(c, &s->state);
}
