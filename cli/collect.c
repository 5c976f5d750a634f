#include "cli/collect.h"

#include <inttypes.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/paths.h"
#include "cli/collect_signals.h"
#include "cli/collect_loop.h"
#include "cli/index.h"
#include "cli/sandbox.h"
#include "fetch/recording.h"

#define LONGEST_SLEEP_MS 5000 /* poll() does not count suspended time: look at the clock that does */

/* ---- the loop ---- */

static void read_pipes(struct collect_loop *c, const struct pollfd *fds)
{
	char bytes[256];
	if (fds[0].revents && read(c->signal_fd, bytes, sizeof bytes) > 0)
		c->ended = true;
	if (!c->options->child || !fds[1].revents)
		return;
	if (read(STDIN_FILENO, bytes, sizeof bytes) > 0)
		c->requests_ms = 0; /* the viewer has asked for something */
	else
		c->ended = true;
}

static int sleep_ms(const struct collect_loop *c, int64_t steady, int64_t wake_ms)
{
	int64_t until = steady + LONGEST_SLEEP_MS;
	until = wake_ms < until ? wake_ms : until;
	until = c->lease_ms < until ? c->lease_ms : until;
	until = collect_has_statistics(c, steady) ? steady : until;
	until = c->ledger.due_ms < until ? c->ledger.due_ms : until;
	until = c->requests_ms < until ? c->requests_ms : until;
	until = c->tidy_ms < until ? c->tidy_ms : until;
	if (c->index_dirty && c->index_ms < until)
		until = c->index_ms;
	return until > steady ? (int)(until - steady) : 0;
}

static int turn(struct collect_loop *c, struct error *err)
{
	int64_t steady = clock_steady_ms(), wake_ms;
	for (size_t slot; schedule_take(&c->schedule, steady, &slot, &wake_ms);)
		collect_start_poll(c, slot);
	struct pollfd fds[2] = { { .fd = c->signal_fd, .events = POLLIN }, { .fd = STDIN_FILENO, .events = POLLIN } };
	if (http_wait(c->http, fds, c->options->child ? 2 : 1, sleep_ms(c, steady, wake_ms), err))
		return -1;
	read_pipes(c, fds);
	if (clock_watch_stepped(&c->clock_watch, c->options->clock))
		c->lease_ms = 0; /* by the new time it may have run out, or be from the future */
	struct http_response answer;
	while (!c->ended && http_take(c->http, &answer))
		collect_finish_poll(c, &answer);
	steady = clock_steady_ms();
	collect_tend_statistics(c, steady);
	collect_tend_index(c, steady);
	collect_tend_press(c, steady);
	collect_tend_text(c, steady);
	collect_tend_requests(c, steady);
	collect_tend_visible(c, steady);
	collect_tend_ledger(c, steady);
	if (fflush(c->options->out))
		c->ended = true; /* whoever listened is gone */
	return collect_tend_lease(c, steady, err);
}

static int run(struct collect_loop *c, struct error *err)
{
	collect_leave_out_held(c);
	collect_tend_chain(c);
	collect_tend_visible(c, clock_steady_ms());
	while (!c->ended && !(c->options->once && !c->left && !collect_has_statistics(c, clock_steady_ms())))
		if (turn(c, err))
			return -1;
	if (c->options->once) {
		c->index_ms = 0;
		collect_tend_index(c, clock_steady_ms());
	}
	fflush(c->options->out);
	return c->options->once && !c->ended && !c->good ? 1 : 0;
}

/* ---- start and end ---- */

/* Keys that cannot be used are no reason to end: the sources without one are enough. */
static void open_keys(struct collect_loop *c)
{
	const struct collect_options *o = c->options;
	struct error err;
	yahoo_session_init(&c->yahoo_session);
	if (o->replay_dir)
		yahoo_session_assume(&c->yahoo_session);
	if (service_keys_load(&c->keys, o->config->key_file, &err))
		fprintf(o->messages, "froth: %s\n", err.text);
	c->settings.keys = (struct source_keys){ c->keys.finnhub, c->keys.twelve_data, c->keys.alpha_vantage };
	c->settings.yahoo_session = o->config->yahoo_session ? &c->yahoo_session : NULL;
}

static int open_statistics(struct collect_loop *c, struct error *err)
{
	const struct collect_options *o = c->options;
	const struct statistics_options options = {
		.symbols = c->settings.symbols,
		.symbol_count = c->settings.symbol_count,
		.index = &o->config->index,
		.once = o->once,
		.say = o->child ? NULL : o->messages,
	};
	return statistics_new(&c->statistics, &options, c->store, clock_wall_s(o->clock), err);
}

static int take_lease(struct collect_loop *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock);
	if (store_lease_take(c->store, getpid(), now, &c->leased, err))
		return -1;
	if (c->leased)
		return 0;
	struct store_lease lease = { 0 };
	bool held = false;
	if (store_lease_get(c->store, &lease, &held, now, err))
		return -1;
	return error_set(err, "another collector (process %" PRId64 ") fills %s already", lease.pid,
			 c->options->store_path);
}

static int open_http(struct collect_loop *c, struct error *err)
{
	const struct collect_options *o = c->options;
	if (o->record_dir && recording_open_write(&c->record, o->record_dir, err))
		return -1;
	if (o->replay_dir && recording_open_read(&c->replay, o->replay_dir, err))
		return -1;
	struct http_options http = {
		.user_agent = collect_user_agent(o->config),
		.ca_file = *o->config->ca_file ? o->config->ca_file : o->ca_file,
		.feed_root = o->feed_root,
		.body_limit = o->config->max_body_bytes > 0 ? (size_t)o->config->max_body_bytes : 0,
		.record = c->record,
		.replay = c->replay,
	};
	return http_new(&c->http, &http, err);
}

static int start(struct collect_loop *c, struct error *err)
{
	open_keys(c);
	if (collect_signals_open(&c->signal_fd, err) || index_assumptions(&c->assumptions, err) ||
	    exchanges_load(&c->exchanges, err) || collect_gather(c, err) || open_http(c, err))
		return -1;
	if (store_open(&c->store, c->options->store_path, STORE_WRITE, NULL, err) || take_lease(c, err))
		return -1;
	return open_statistics(c, err) || collect_resume(c, err) || collect_plan(c, err) ||
			       collect_start_chain(c, err) || collect_start_visible(c, err)
		       ? -1
		       : 0;
}

/* Before the first foreign byte is read. */
static int confine(struct collect_loop *c, struct error *err)
{
	const struct collect_options *o = c->options;
	char ledger[PATH_SIZE] = "";
	/* Its folder too: the ledger may be begun while this process runs. */
	if (!path_xdg(PATH_DATA, "ledger.tsv", ledger, NULL))
		path_make_parent(ledger, NULL);
	const struct sandbox sandbox = {
		.writable = { o->store_path, o->record_dir },
		.readable = { ledger, o->config->ca_file, o->ca_file, http_standard_certificates(), o->replay_dir,
			      getenv("SSL_CERT_DIR") },
	};
	struct sandbox_state state;
	if (!o->config->sandbox)
		return 0;
	if (sandbox_enter(&sandbox, &state, err))
		return -1;
	if (!o->child && !state.files)
		fprintf(o->messages, "no sandbox for files: this system does not offer one (Landlock, Linux 5.13)\n");
	return 0;
}

static void stop(struct collect_loop *c)
{
	if (c->leased)
		store_lease_release(c->store, getpid(), NULL);
	statistics_free(c->statistics);
	http_free(c->http);
	recording_free(c->record);
	recording_free(c->replay);
	store_free(c->store);
	schedule_release(&c->schedule);
	chain_release(&c->chain);
	week_round_release(&c->weeks);
	source_list_release(&c->sources);
	name_book_release(&c->names);
	exchanges_release(&c->exchanges);
	free(c->stored_ms);
	free(c->symbols);
	free(c->feeds);
	company_list_release(&c->companies);
	yahoo_session_release(&c->yahoo_session);
	service_keys_wipe(&c->keys);
	collect_signals_close();
}

void collect_options_init(struct collect_options *options)
{
	struct clock system = { 0 };
	*options = (struct collect_options){
		.feed_root = getenv("FROTH_FEED_ROOT"),
		.ca_file = getenv("SSL_CERT_FILE"),
		.out = stdout,
		.messages = stderr,
		.spacing_ms = 1000,
		.seed = (uint64_t)clock_wall_ms(&system) ^ (uint64_t)getpid() << 32,
	};
}

int collect_run(const struct collect_options *options, struct error *err)
{
	struct collect_loop c = { .options = options, .prng = { options->seed }, .signal_fd = -1 };
	int result = start(&c, err);
	if (!result)
		result = confine(&c, err);
	if (!result)
		result = run(&c, err);
	stop(&c);
	return result;
}
