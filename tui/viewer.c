/* The dashboard's loop: one poll() over terminal, signals and the collector's news. Keys are drained,
 * news applied, then at most one frame is drawn, and only if something changed. */
#include "tui/viewer.h"

#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>

#include "tui/action.h"
#include "tui/action_company.h"
#include "tui/action_press.h"
#include "tui/collector.h"
#include "tui/model_time.h"
#include "tui/refresh.h"
#include "tui/signals.h"
#include "tui/viewer_state.h"

#define FRAME_MS 100 /* at most ten frames a second, but the answer to a key comes at once */
#define MARK_MS 1000
#define TICK_MS 1000
#define LONGEST_SLEEP_MS 5000 /* poll() does not count suspended time, nor see a clock that is set */
#define STUCK_STATUS 1

enum watched { WATCH_INPUT, WATCH_SIGNALS, WATCH_NEWS, WATCH_OUTPUT, WATCHED };

/* ---- frames ---- */

static void settle_size(struct viewer *v)
{
	int rows, columns;
	terminal_size(v->terminal, &rows, &columns);
	if (v->frame.rows != rows || v->frame.columns != columns) {
		if (surface_resize(&v->frame, rows, columns))
			v->quit = true;
		v->dirty = true;
	}
	screen_settle(&v->state, &v->model.view, rows, columns);
}

/* Reads the bars of what is about to be shown, and of no other company. */
static void load_visible(struct viewer *v)
{
	const struct list_position *p = &v->state.lists[LIST_COMPANIES];
	int rows = screen_list_rows(LIST_COMPANIES, &v->state, &v->model.view, v->frame.rows, v->frame.columns);
	model_load_series(&v->model, p->top, (size_t)rows);
	model_load_series(&v->model, p->selected, 1);
	if (v->state.range == RANGE_PATH || v->state.overlay == OVERLAY_CARD || v->state.overlay == OVERLAY_COMPANY)
		model_paths_load(&v->model, p->selected, v->state.old_path);
}

static void draw(struct viewer *v)
{
	viewer_load_press(v);
	viewer_load_company(v);
	settle_size(v);
	if (v->quit)
		return;
	load_visible(v);
	screen_draw(&v->frame, terminal_is_ascii(v->terminal), &v->model.view, &v->state);
	v->dirty = !terminal_draw(v->terminal, &v->frame);
	/* In the background nothing may be drawn; there is no hurry to ask again. */
	bool must_wait = v->dirty && terminal_output_fd(v->terminal) < 0;
	v->next_frame_ms = clock_steady_ms() + (must_wait ? TICK_MS : FRAME_MS);
}

/* ---- collector ---- */

static void show_collector(struct viewer *v)
{
	struct view_model *view = &v->model.view;
	struct store_lease lease = { 0 };
	bool held = model_lease(&v->model, &lease);
	v->lease_is_foreign = held && lease.pid != v->collector.pid;
	view->collector_pid = held ? lease.pid : v->collector.pid;
	view->collector_since = held ? lease.since : view->now;
	if (!v->collector.argv)
		view->collector = held ? COLLECTOR_OTHER : COLLECTOR_NONE;
	else if (v->lease_is_foreign)
		view->collector = COLLECTOR_OTHER;
	else if (v->collector.pid)
		view->collector = held ? COLLECTOR_OURS : COLLECTOR_STARTING;
	else
		view->collector = v->collector.failures ? COLLECTOR_DEAD : COLLECTOR_STARTING;
	int64_t wait_ms = v->collector.retry_ms - clock_steady_ms();
	view->collector_retry = view->now + (wait_ms > 0 ? (wait_ms + 999) / 1000 : 0);
}

static void tend_collector(struct viewer *v)
{
	struct error err;
	int status;
	int64_t now_ms = clock_steady_ms();
	v->child_ended = false;
	collector_reap(&v->collector, now_ms, &status);
	viewer_reap_browsers(v, now_ms);
	show_collector(v);
	v->dirty = true;
	if (v->lease_is_foreign || !collector_is_due(&v->collector, now_ms))
		return;
	if (collector_start(&v->collector, now_ms, &err))
		snprintf(v->model.view.message, sizeof v->model.view.message, "%.255s", err.text);
	show_collector(v);
}

/* ---- what comes in ---- */

static void refresh(struct viewer *v, unsigned parts)
{
	if (!parts)
		return;
	struct viewer_places places;
	viewer_remember(v, &places);
	model_refresh(&v->model, parts);
	viewer_recall(v, &places);
	if (parts & MODEL_QUOTES && v->options->config->motion)
		v->marks_until_ms = clock_steady_ms() + MARK_MS;
	show_collector(v);
	v->dirty = true;
}

static void take_events(struct viewer *v)
{
	struct terminal_event event;
	while (!v->quit && terminal_event(v->terminal, &event)) {
		if (event.kind == TERMINAL_GONE) {
			v->gone = v->quit = true;
			return;
		}
		viewer_act(v, &event);
		v->dirty = true;
		v->next_frame_ms = 0;
	}
}

/* After a stop that was not ours the shell may have changed the terminal. */
static void resume(struct viewer *v)
{
	terminal_redraw(v->terminal);
	v->next_tick_ms = 0;
}

/* Even if the size is the old one again: on the way there the terminal may have moved or lost what it showed. */
static void resized(struct viewer *v)
{
	terminal_repaint(v->terminal);
	v->dirty = true;
}

static void end_by(struct viewer *v, int number)
{
	v->quit = true;
	v->ended_by = number;
}

static void take_signals(struct viewer *v)
{
	for (int number; (number = signals_next());) {
		if (number == SIGWINCH)
			resized(v);
		else if (number == SIGCONT)
			resume(v);
		else if (number == SIGTSTP)
			viewer_suspend(v);
		else if (number == SIGCHLD)
			v->child_ended = true;
		else
			end_by(v, number);
	}
}

static void clear_marks(struct viewer *v)
{
	for (size_t i = 0; i < v->model.view.company_count; i++)
		v->model.view.companies[i].changed = false;
	v->marks_until_ms = 0;
	v->dirty = true;
}

/* Time passes: ages grow, another process may have committed, a store may have appeared. */
static void tick(struct viewer *v, int64_t now_ms)
{
	bool polls = !v->collector.pid;
	model_set_now(&v->model, clock_wall_s(v->options->clock));
	if (model_retry_store(&v->model))
		refresh(v, MODEL_ALL);
	else if (polls && model_poll_version(&v->model))
		refresh(v, MODEL_ALL);
	tend_collector(v);
	bool waits = polls || !v->model.store || v->model.view.collector == COLLECTOR_STARTING;
	int64_t seconds = waits ? 1 : view_model_next_tick(&v->model.view);
	v->next_tick_ms = now_ms + seconds * TICK_MS;
}

static int64_t sooner(int64_t a, int64_t b)
{
	return b && b < a ? b : a;
}

static int timeout(const struct viewer *v, int64_t now_ms)
{
	int64_t at = sooner(sooner(v->next_tick_ms, v->marks_until_ms), v->next_look_ms);
	at = sooner(sooner(at, v->glance.due_ms), now_ms + LONGEST_SLEEP_MS);
	at = sooner(at, v->restart_ms);
	if (v->dirty && terminal_output_fd(v->terminal) < 0)
		at = sooner(at, v->next_frame_ms ? v->next_frame_ms : now_ms);
	if (v->collector.argv && !v->collector.pid && !v->lease_is_foreign)
		at = sooner(at, v->collector.retry_ms);
	return at <= now_ms ? 0 : (int)(at - now_ms);
}

static void wait(struct viewer *v)
{
	struct pollfd fds[WATCHED] = {
		[WATCH_INPUT] = { .fd = terminal_input_fd(v->terminal), .events = POLLIN },
		[WATCH_SIGNALS] = { .fd = v->signal_fd, .events = POLLIN },
		[WATCH_NEWS] = { .fd = v->collector.news_fd, .events = POLLIN },
		[WATCH_OUTPUT] = { .fd = terminal_output_fd(v->terminal), .events = POLLOUT },
	};
	if (poll(fds, WATCHED, timeout(v, clock_steady_ms())) < 0 && errno != EINTR)
		v->quit = true;
	if (fds[WATCH_SIGNALS].revents)
		take_signals(v);
	if (fds[WATCH_OUTPUT].revents)
		terminal_flush(v->terminal);
	if (fds[WATCH_INPUT].revents)
		take_events(v);
	if (fds[WATCH_NEWS].revents)
		refresh(v, collector_read(&v->collector));
}

static void loop(struct viewer *v)
{
	draw(v); /* from the store as it is, before anything is started */
	while (!v->quit) {
		int64_t now_ms = clock_steady_ms();
		if (v->marks_until_ms && now_ms >= v->marks_until_ms)
			clear_marks(v);
		if (v->next_look_ms && now_ms >= v->next_look_ms)
			viewer_look_at_config(v, now_ms);
		viewer_restart_collector(v, now_ms);
		if (clock_watch_stepped(&v->clock_watch, v->options->clock) || now_ms >= v->next_tick_ms)
			tick(v, now_ms);
		else if (v->child_ended || (collector_is_due(&v->collector, now_ms) && !v->lease_is_foreign))
			tend_collector(v);
		bool is_drawn = v->dirty && now_ms >= v->next_frame_ms && terminal_output_fd(v->terminal) < 0;
		if (is_drawn)
			draw(v);
		if (is_drawn || (v->glance.due_ms && now_ms >= v->glance.due_ms))
			viewer_glance(v, now_ms);
		if (!v->quit)
			wait(v);
	}
}

static int open_viewer(struct viewer *v, struct error *err)
{
	if (model_init(&v->model, v->options, err))
		return -1;
	v->signal_fd = signals_open(err);
	if (v->signal_fd < 0)
		return -1;
	struct terminal_options terminal = { .mouse = v->options->config->mouse, .plain = v->options->plain };
	if (terminal_open(&v->terminal, &terminal, err))
		return 2;
	viewer_choose_theme(v);
	return 0;
}

/* Said once; the Sources screen keeps it. */
static void say_zone(struct viewer *v)
{
	const struct view_model *m = &v->model.view;
	if (*m->zone_problem && !*m->notice)
		viewer_notice(v, "local times are UTC: %s", m->zone_problem);
}

static void close_viewer(struct viewer *v)
{
	/* A terminal that takes no more output cannot hold up the end. */
	if (v->signal_fd >= 0)
		signals_watch(v->ended_by ? 128 + v->ended_by : STUCK_STATUS);
	terminal_close(v->terminal);
	collector_stop(&v->collector);
	if (v->signal_fd >= 0)
		signals_close();
	surface_release(&v->frame);
	model_release(&v->model);
	viewer_end_config(v);
}

int viewer_run(const struct viewer_options *options, struct error *err)
{
	struct viewer v = { .settings = *options, .signal_fd = -1 };
	v.options = &v.settings;
	v.state = (struct view_state){ .screen = 1, .focus = LIST_COMPANIES, .sort = -1, .hints = true };
	v.state.chart.frame = FRAME_1Y;
	collector_init(&v.collector, options->offline ? NULL : options->collector_argv);
	int failed = open_viewer(&v, err);
	if (!failed) {
		viewer_choose_range(&v);
		viewer_begin_config(&v);
		say_zone(&v);
		loop(&v);
	}
	close_viewer(&v);
	return failed < 0 ? 1 : failed;
}
