#include "cli/collect.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/timestamp.h"
#include "cli/collect_put.h"
#include "cli/collect_signals.h"
#include "cli/freshness.h"
#include "cli/index.h"
#include "fetch/recording.h"
#include "fetch/source.h"

#define LEASE_RENEWAL_MS 10000
#define INDEX_MS 60000
#define PRUNE_MS 86400000
#define STATE_MS 60000       /* how often a failure that goes on is written again */
#define ONCE_PATIENCE_MS 3000 /* a shorter wait is waited */
#define LONGEST_SLEEP_MS 5000 /* poll() does not count suspended time: look at the clock that does */

struct collector {
	const struct collect_options *options;
	struct store *store;
	struct http *http;
	struct recording *record, *replay;
	char (*symbols)[SYMBOL_SIZE]; /* of all watchlists, without doubles */
	struct source_feed *feeds;
	struct source_settings settings;
	struct source_list sources;
	int64_t *stored_ms; /* a source: when its state was last written */
	struct schedule schedule;
	struct prng prng;
	struct exchanges exchanges;
	struct assumption_set assumptions;
	bool index_dirty;
	int64_t lease_ms, index_ms, prune_ms; /* when each is due */
	bool leased, store_failed;
	size_t left, good; /* once: sources not yet polled, sources that were good */
	int signal_fd;
	bool ended;
};

/* ---- what is said ---- */

static void say_news(struct collector *c, const char *kind, size_t count)
{
	if (c->options->child && count && fprintf(c->options->out, "%s %zu\n", kind, count) < 0)
		c->ended = true;
}

static void say_poll(const struct collector *c, const struct source_state *s)
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

/* Trouble with the store is said once, until a put succeeds again. */
static void note_store(struct collector *c, int result, const struct error *err)
{
	if (result && !c->store_failed)
		fprintf(stderr, "froth: %s\n", err->text);
	c->store_failed = result != 0;
}

/* ---- sources ---- */

static size_t count_symbols(const struct config *config)
{
	size_t count = 0;
	for (size_t i = 0; i < config->watchlist_count; i++)
		count += config->watchlists[i].count;
	return count;
}

static void add_symbol(struct collector *c, const char *symbol)
{
	for (size_t i = 0; i < c->settings.symbol_count; i++)
		if (!strcmp(c->symbols[i], symbol))
			return;
	snprintf(c->symbols[c->settings.symbol_count++], SYMBOL_SIZE, "%s", symbol);
}

static int gather_settings(struct collector *c, struct error *err)
{
	const struct config *config = c->options->config;
	c->symbols = calloc(count_symbols(config) + 1, sizeof *c->symbols);
	c->feeds = calloc(config->feed_count + 1, sizeof *c->feeds);
	if (!c->symbols || !c->feeds)
		return error_set(err, "out of memory");
	for (size_t i = 0; i < config->watchlist_count; i++)
		for (size_t k = 0; k < config->watchlists[i].count; k++)
			add_symbol(c, config->watchlists[i].symbols[k]);
	for (size_t i = 0; i < config->feed_count; i++) {
		const struct press_feed *f = &config->feeds[i];
		c->feeds[i] = (struct source_feed){ f->name, f->url, f->language, f->company, f->interval_s };
	}
	c->settings.symbols = (const char(*)[SYMBOL_SIZE])c->symbols;
	c->settings.base_currency = config->base_currency;
	c->settings.feeds = c->feeds;
	c->settings.feed_count = config->feed_count;
	return 0;
}

static struct source *find_source(struct collector *c, const char *name)
{
	for (size_t i = 0; i < c->sources.count; i++)
		if (!strcmp(c->sources.items[i].state.name, name))
			return &c->sources.items[i];
	return NULL;
}

/* A source that was taken out of the configuration must not look alive for ever. */
static int retire(struct collector *c, struct source_state *state, struct error *err)
{
	if (state->status == SOURCE_DISABLED)
		return 0;
	state->status = SOURCE_DISABLED;
	state->next_poll = 0;
	snprintf(state->error, sizeof state->error, "not in the configuration any more");
	return store_put_source_state(c->store, state, err);
}

static int resume(struct collector *c, struct error *err)
{
	struct source_state *states = NULL;
	size_t count = 0;
	int result = store_get_source_states(c->store, &states, &count, err);
	for (size_t i = 0; !result && i < count; i++) {
		struct source *s = find_source(c, states[i].name);
		if (s)
			source_resume(s, &states[i]);
		else
			result = retire(c, &states[i], err);
	}
	free(states);
	return result;
}

static bool is_refused_until_later(const struct source *s, int64_t now)
{
	return s->state.status == SOURCE_REFUSED && stored_wait_s(s->state.next_poll, now) > 0;
}

static int64_t first_due_ms(struct collector *c, const struct source *s, int64_t now, int64_t steady)
{
	int64_t wait = stored_wait_s(s->state.next_poll, now) * 1000;
	if (c->options->once && !is_refused_until_later(s, now))
		return steady;
	return steady + (wait ? wait : prng_below(&c->prng, (uint32_t)s->class->jitter_ms + 1));
}

static int plan(struct collector *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock), steady = clock_steady_ms();
	schedule_init(&c->schedule, c->options->replay_dir ? 0 : c->options->spacing_ms);
	for (size_t i = 0; i < c->sources.count; i++) {
		struct source *s = &c->sources.items[i];
		char url[URL_SIZE], host[URL_HOST_SIZE];
		struct http_request request;
		if (source_request(s, url, &request, err))
			return -1;
		if (url_host(url, host) || schedule_add(&c->schedule, host, first_due_ms(c, s, now, steady)))
			return error_set(err, "out of memory");
	}
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source *s = &c->sources.items[i];
		if (is_refused_until_later(s, now) && s->state.last_code == 429)
			schedule_hold(&c->schedule, i, steady + stored_wait_s(s->state.next_poll, now) * 1000);
	}
	c->left = c->sources.count;
	return 0;
}

/* With `once`, what would have to wait is left out and says so. */
static void leave_out_held(struct collector *c)
{
	int64_t steady = clock_steady_ms();
	for (size_t i = 0; c->options->once && i < c->sources.count; i++) {
		struct schedule_slot *slot = &c->schedule.slots[i];
		int64_t free_ms = c->schedule.hosts[slot->host].free_ms;
		int64_t ready = slot->due_ms > free_ms ? slot->due_ms : free_ms;
		if (slot->busy || slot->due_ms == SCHEDULE_NEVER || ready - steady < ONCE_PATIENCE_MS)
			continue;
		struct source_state shown = c->sources.items[i].state;
		char until[TIMESTAMP_SIZE];
		timestamp_format_rfc3339(clock_wall_s(c->options->clock) + (ready - steady) / 1000, until);
		snprintf(shown.error, sizeof shown.error, "not asked, %.120s wants no request before %s",
			 c->schedule.hosts[slot->host].name, until);
		say_poll(c, &shown);
		slot->due_ms = SCHEDULE_NEVER;
		c->left--;
	}
}

/* ---- polls ---- */

/* Seconds between two polls of prices now: the open interval while any market of the watchlists may be
 * open, else the closed one, but not past the next opening. */
static int quote_interval_s(const struct collector *c, int64_t now)
{
	const struct config *config = c->options->config;
	int64_t wait = config->closed_interval_s;
	for (size_t i = 0; i < c->settings.symbol_count; i++) {
		const struct session_calendar *calendar = exchanges_find(&c->exchanges, c->symbols[i]);
		struct session s = { .state = MARKET_UNKNOWN };
		if (calendar)
			session_at(calendar, now, &s);
		if (s.state != MARKET_CLOSED)
			return config->quote_interval_s;
		if (s.next_change > now && s.next_change - now < wait)
			wait = s.next_change - now;
	}
	return wait > config->quote_interval_s ? (int)wait : config->quote_interval_s;
}

static void poll_failed(struct collector *c, size_t index, const char *sentence)
{
	struct source_state *state = &c->sources.items[index].state;
	snprintf(state->error, sizeof state->error, "%s", sentence);
	state->status = SOURCE_BACKING_OFF;
	state->failures++;
	int64_t steady = clock_steady_ms();
	schedule_done(&c->schedule, index, steady,
		      c->options->once ? SCHEDULE_NEVER : steady + backoff_s(state->failures, &c->prng) * 1000);
	c->left -= c->options->once;
	say_poll(c, state);
}

static void start_poll(struct collector *c, size_t index)
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

static void put_answer(struct collector *c, size_t index, struct batch *batch, const struct source_verdict *v)
{
	struct source *s = &c->sources.items[index];
	int64_t steady = clock_steady_ms();
	if (v->repeated && !c->options->once && steady - c->stored_ms[index] < STATE_MS)
		return;
	int64_t keep_s = (int64_t)c->options->config->press_keep_days * 86400;
	struct collect_news news;
	struct error err;
	int result = collect_put(c->store, batch, &s->state, clock_wall_s(c->options->clock) - keep_s, &news, &err);
	note_store(c, result, &err);
	if (result)
		return;
	c->stored_ms[index] = steady;
	c->index_dirty = c->index_dirty || news.quotes;
	say_news(c, "quote", news.quotes);
	say_news(c, "press", news.headlines);
	say_news(c, "history", news.bars);
	say_news(c, "source", 1);
}

/* The network is back: whoever found it away need not wait out its back-off. */
static void wake_offline(struct collector *c, int64_t steady)
{
	for (size_t i = 0; i < c->sources.count; i++) {
		struct schedule_slot *slot = &c->schedule.slots[i];
		if (c->sources.items[i].unreachable && !slot->busy && slot->due_ms > steady)
			slot->due_ms = steady;
	}
}

static void plan_next(struct collector *c, size_t index, const struct source_verdict *v)
{
	struct source *s = &c->sources.items[index];
	int64_t steady = clock_steady_ms();
	bool done = c->options->once && v->wait_s;
	schedule_done(&c->schedule, index, steady, done ? SCHEDULE_NEVER : steady + (int64_t)v->wait_s * 1000);
	if (v->host_wait_s)
		schedule_hold(&c->schedule, index, steady + (int64_t)v->host_wait_s * 1000);
	char url[URL_SIZE], host[URL_HOST_SIZE];
	if (!s->class->url(s, url) && !url_host(url, host))
		schedule_move(&c->schedule, index, host);
	if (v->back_online && !c->options->once)
		wake_offline(c, steady);
	c->left -= done;
	c->good += v->good;
	if (v->host_wait_s)
		leave_out_held(c);
}

static void finish_poll(struct collector *c, struct http_response *answer)
{
	struct source *s = answer->tag;
	size_t index = (size_t)(s - c->sources.items);
	int64_t now = clock_wall_s(c->options->clock);
	struct source_times times = { now, quote_interval_s(c, now), &c->prng };
	struct source_verdict verdict;
	struct batch batch;
	batch_init(&batch);
	source_finish(s, answer, &times, &batch, &verdict);
	http_response_release(answer); /* before the store needs memory of its own */
	put_answer(c, index, &batch, &verdict);
	batch_release(&batch);
	if (verdict.wait_s)
		say_poll(c, &s->state);
	plan_next(c, index, &verdict);
}

/* ---- beside the polls ---- */

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
	return same_figure(a->low, b->low) && same_figure(a->high, b->high) && a->as_of / 86400 == b->as_of / 86400;
}

static int renew_index(struct collector *c, struct error *err)
{
	struct reading fresh, last;
	bool found = false;
	if (index_compute(&fresh, c->store, &c->assumptions, clock_wall_s(c->options->clock), err) ||
	    store_get_reading(c->store, &last, &found, err))
		return -1;
	if (found && same_reading(&fresh, &last))
		return 0;
	if (store_put_reading(c->store, &fresh, err))
		return -1;
	say_news(c, "reading", 1);
	return 0;
}

static void tend_index(struct collector *c, int64_t steady)
{
	struct error err;
	if (!c->index_dirty || steady < c->index_ms)
		return;
	c->index_dirty = false;
	c->index_ms = steady + INDEX_MS;
	note_store(c, renew_index(c, &err), &err);
}

static void tend_press(struct collector *c, int64_t steady)
{
	struct error err;
	if (steady < c->prune_ms)
		return;
	c->prune_ms = steady + PRUNE_MS;
	int64_t keep_s = (int64_t)c->options->config->press_keep_days * 86400;
	note_store(c, store_prune_headlines(c->store, clock_wall_s(c->options->clock) - keep_s, &err), &err);
}

/* -1: someone else holds the lease. A store that cannot be written for a while is no reason to end. */
static int tend_lease(struct collector *c, int64_t steady, struct error *err)
{
	struct error trouble;
	bool taken = true;
	if (steady < c->lease_ms)
		return 0;
	c->lease_ms = steady + LEASE_RENEWAL_MS;
	note_store(c, store_lease_take(c->store, getpid(), clock_wall_s(c->options->clock), &taken, &trouble), &trouble);
	if (taken)
		return 0;
	c->leased = false;
	return error_set(err, "another collector has taken the store over");
}

/* ---- the loop ---- */

static void read_pipes(struct collector *c, const struct pollfd *fds)
{
	char bytes[256];
	if (fds[0].revents && read(c->signal_fd, bytes, sizeof bytes) > 0)
		c->ended = true;
	if (c->options->child && fds[1].revents && read(STDIN_FILENO, bytes, sizeof bytes) <= 0)
		c->ended = true;
}

static int sleep_ms(const struct collector *c, int64_t steady, int64_t wake_ms)
{
	int64_t until = steady + LONGEST_SLEEP_MS;
	until = wake_ms < until ? wake_ms : until;
	until = c->lease_ms < until ? c->lease_ms : until;
	if (c->index_dirty && c->index_ms < until)
		until = c->index_ms;
	return until > steady ? (int)(until - steady) : 0;
}

static int turn(struct collector *c, struct error *err)
{
	int64_t steady = clock_steady_ms(), wake_ms;
	for (size_t slot; schedule_take(&c->schedule, steady, &slot, &wake_ms);)
		start_poll(c, slot);
	struct pollfd fds[2] = { { .fd = c->signal_fd, .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
	if (http_wait(c->http, fds, c->options->child ? 2 : 1, sleep_ms(c, steady, wake_ms), err))
		return -1;
	read_pipes(c, fds);
	struct http_response answer;
	while (!c->ended && http_take(c->http, &answer))
		finish_poll(c, &answer);
	steady = clock_steady_ms();
	tend_index(c, steady);
	tend_press(c, steady);
	if (fflush(c->options->out))
		c->ended = true; /* whoever listened is gone */
	return tend_lease(c, steady, err);
}

static int run(struct collector *c, struct error *err)
{
	leave_out_held(c);
	while (!c->ended && !(c->options->once && !c->left))
		if (turn(c, err))
			return -1;
	if (c->options->once) {
		c->index_ms = 0;
		tend_index(c, clock_steady_ms());
	}
	fflush(c->options->out);
	return c->options->once && !c->ended && !c->good ? 1 : 0;
}

/* ---- start and end ---- */

static int take_lease(struct collector *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock);
	if (store_lease_take(c->store, getpid(), now, &c->leased, err))
		return -1;
	c->lease_ms = clock_steady_ms() + LEASE_RENEWAL_MS;
	if (c->leased)
		return 0;
	struct store_lease lease = { 0 };
	bool held = false;
	if (store_lease_get(c->store, &lease, &held, now, err))
		return -1;
	return error_set(err, "another collector (process %" PRId64 ") fills %s already", lease.pid,
			 c->options->store_path);
}

static int open_http(struct collector *c, struct error *err)
{
	const struct collect_options *o = c->options;
	if (o->record_dir && recording_open_write(&c->record, o->record_dir, err))
		return -1;
	if (o->replay_dir && recording_open_read(&c->replay, o->replay_dir, err))
		return -1;
	struct http_options http = {
		.user_agent = *o->config->user_agent ? o->config->user_agent : "froth/" FROTH_VERSION,
		.ca_file = *o->config->ca_file ? o->config->ca_file : o->ca_file,
		.feed_root = o->feed_root,
		.body_limit = o->config->max_body_bytes > 0 ? (size_t)o->config->max_body_bytes : 0,
		.record = c->record,
		.replay = c->replay,
	};
	return http_new(&c->http, &http, err);
}

static int start(struct collector *c, struct error *err)
{
	if (collect_signals_open(&c->signal_fd, err) || index_assumptions(&c->assumptions, err) ||
	    exchanges_load(&c->exchanges, err) || gather_settings(c, err) ||
	    source_list_build(&c->sources, &c->settings, err) || open_http(c, err))
		return -1;
	c->stored_ms = calloc(c->sources.count + 1, sizeof *c->stored_ms);
	if (!c->stored_ms)
		return error_set(err, "out of memory");
	if (!c->sources.count)
		return error_set(err, "there is nothing to poll: no symbol and no feed in the configuration");
	if (store_open(&c->store, c->options->store_path, STORE_WRITE, NULL, err) || take_lease(c, err))
		return -1;
	return resume(c, err) || plan(c, err) ? -1 : 0;
}

static void stop(struct collector *c)
{
	if (c->leased)
		store_lease_release(c->store, getpid(), NULL);
	http_free(c->http);
	recording_free(c->record);
	recording_free(c->replay);
	store_free(c->store);
	schedule_release(&c->schedule);
	source_list_release(&c->sources);
	exchanges_release(&c->exchanges);
	free(c->stored_ms);
	free(c->symbols);
	free(c->feeds);
	collect_signals_close();
}

void collect_options_init(struct collect_options *options)
{
	struct clock system = { 0 };
	*options = (struct collect_options){
		.feed_root = getenv("FROTH_FEED_ROOT"),
		.ca_file = getenv("SSL_CERT_FILE"),
		.out = stdout,
		.spacing_ms = 1000,
		.seed = (uint64_t)clock_wall_ms(&system) ^ (uint64_t)getpid() << 32,
	};
}

int collect_run(const struct collect_options *options, struct error *err)
{
	struct collector c = { .options = options, .prng = { options->seed }, .signal_fd = -1 };
	int result = start(&c, err);
	if (!result)
		result = run(&c, err);
	stop(&c);
	return result;
}
