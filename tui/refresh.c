#include "tui/refresh.h"

#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "base/requests.h"
#include "tui/action.h"
#include "widgets/format.h"

#define REASK_S 30 /* the collector asks nobody sooner, either */
#define REASON_SIZE 160

static int ask(struct viewer *v, const char *line)
{
	struct error err;
	if (requests_append(v->options->store_path, line, &err)) {
		viewer_notice(v, "%.400s", err.text);
		return -1;
	}
	collector_hurry(&v->collector);
	return 0;
}

/* ---- who may be asked ---- */

/* Why the source is not asked now; false: it may be. */
static bool explain_rest(const struct viewer *v, const struct source_state *s, char out[REASON_SIZE])
{
	const struct view_model *m = &v->model.view;
	const struct exchange_view *clock = view_model_clock(m);
	int64_t since = m->now - s->last_try;
	bool waits = s->next_poll > m->now;
	char until[FORMAT_SIZE];
	format_time(s->next_poll, m->now, clock ? clock->session.utc_offset_s : 0, until);
	if (s->status == SOURCE_REFUSED && waits)
		snprintf(out, REASON_SIZE, "%s wants rest until %s", s->name, until);
	else if (s->status == SOURCE_BACKING_OFF && waits)
		snprintf(out, REASON_SIZE, "%s has failed and is asked again at %s", s->name, until);
	else if (s->status == SOURCE_DISABLED && waits)
		snprintf(out, REASON_SIZE, "%s is paused until %s", s->name, until);
	else if (s->status == SOURCE_DISABLED)
		snprintf(out, REASON_SIZE, "%s is not asked any more", s->name);
	else if (s->status == SOURCE_WAITING && *s->error)
		snprintf(out, REASON_SIZE, "%s is on standby", s->name);
	else if (s->last_try && since >= 0 && since < REASK_S)
		snprintf(out, REASON_SIZE, "%s was asked %" PRId64 " s ago", s->name, since);
	else
		return false;
	return true;
}

/* Whether it brings what the screen shows; of the requests for prices the first, for those far down are not shown. */
static bool is_shown(const struct viewer *v, size_t index)
{
	const struct source_state *s = &v->model.view.sources[index];
	if (v->state.screen == 6)
		return index == v->state.lists[LIST_SOURCES].selected;
	if (v->state.screen == 5)
		return !strcmp(s->kind, "press");
	if (v->state.screen == 2 && !strcmp(s->name, "yahoo-intraday"))
		return true;
	return !strcmp(s->kind, "quotes") && strncmp(s->name, "yahoo-spark-", 12) != 0;
}

/* ---- r and R ---- */

struct round {
	size_t asked, resting;
	char first[SOURCE_NAME_SIZE]; /* who was asked */
	char reason[REASON_SIZE];     /* why the first of the others was not */
};

static int ask_source(struct viewer *v, const struct source_state *s, int all, struct round *r)
{
	char line[REQUEST_LINE_SIZE], reason[REASON_SIZE];
	if (explain_rest(v, s, reason)) {
		if (!r->resting++)
			memcpy(r->reason, reason, sizeof reason);
		return 0;
	}
	snprintf(line, sizeof line, "poll %s", s->name);
	if (!all && ask(v, line))
		return -1;
	if (!r->asked++)
		memcpy(r->first, s->name, sizeof r->first);
	return 0;
}

static void say_round(struct viewer *v, const struct round *r)
{
	if (!r->asked)
		viewer_notice(v, "%s", r->resting ? r->reason : "there is no source to ask");
	else if (r->asked == 1)
		viewer_notice(v, "asked: %s", r->first);
	else if (r->resting)
		viewer_notice(v, "asked: %zu sources; not asked: %zu, %s", r->asked, r->resting, r->reason);
	else
		viewer_notice(v, "asked: %zu sources", r->asked);
}

/* A finger that is quicker than the collector asks once. */
static bool was_asked_just_now(struct viewer *v, int all)
{
	struct view_model *m = &v->model.view;
	size_t selected = v->state.lists[LIST_SOURCES].selected;
	char what[sizeof v->refreshed] = "*";
	if (!all && v->state.screen == 6 && selected < m->source_count)
		snprintf(what, sizeof what, "%s", m->sources[selected].name);
	else if (!all)
		snprintf(what, sizeof what, "screen %d", v->state.screen);
	int64_t since = m->now - v->refreshed_at;
	if (!strcmp(what, v->refreshed) && since >= 0 && since < REASK_S) {
		viewer_notice(v, "asked %" PRId64 " s ago; once in %d s is enough", since, REASK_S);
		return true;
	}
	memcpy(v->refreshed, what, sizeof what);
	v->refreshed_at = m->now;
	return false;
}

static const char *why_nobody_asks(const struct view_model *m)
{
	if (m->demo)
		return "the demo is a recorded day: nobody is asked";
	if (m->offline)
		return "offline: nobody is asked";
	return m->collector == COLLECTOR_DEAD ? "the collector has ended and starts again soon" : NULL;
}

void viewer_refresh(struct viewer *v, int all)
{
	const struct view_model *m = &v->model.view;
	struct round r = { .asked = 0 };
	const char *why = why_nobody_asks(m);
	if (why) {
		viewer_notice(v, "%s", why);
		return;
	}
	if (was_asked_just_now(v, all))
		return;
	for (size_t i = 0; i < m->source_count; i++)
		if ((all || is_shown(v, i)) && ask_source(v, &m->sources[i], all, &r))
			return;
	if (all && r.asked && ask(v, "poll *"))
		return;
	if (!r.asked)
		*v->refreshed = '\0';
	say_round(v, &r);
}

/* ---- what is shown ---- */

#define FIRST_SYMBOLS 16 /* the first request for prices holds twenty, with exchange rates among them */
#define GLANCE_PAUSE_MS 2000
#define GLANCE_AGAIN_MS 300000
#define GLANCE_MOST 64 /* the collector keeps no more */

/* The place of the row's symbol in all watchlists, or a later one. */
static size_t place_of(const struct viewer *v, size_t row)
{
	const struct view_model *m = &v->model.view;
	size_t before = 0;
	for (size_t i = 0; i < m->watchlist_index && i < v->options->config->watchlist_count; i++)
		before += v->options->config->watchlists[i].count;
	return before + m->companies[row].listed;
}

struct shown {
	const char *symbols[GLANCE_MOST]; /* borrowed */
	size_t count;
	uint64_t mark; /* of which they are */
};

static void find_shown(const struct viewer *v, struct shown *out)
{
	const struct view_model *m = &v->model.view;
	const struct list_position *p = &v->state.lists[LIST_COMPANIES];
	int rows = screen_list_rows(LIST_COMPANIES, &v->state, m, v->frame.rows, v->frame.columns);
	*out = (struct shown){ .mark = UINT64_C(14695981039346656037) };
	for (size_t i = p->top; i < m->company_count && i - p->top < (size_t)rows && out->count < GLANCE_MOST; i++) {
		if (place_of(v, i) < FIRST_SYMBOLS)
			continue;
		for (const char *c = m->companies[i].symbol; *c; c++)
			out->mark = (out->mark ^ (unsigned char)*c) * UINT64_C(1099511628211);
		out->mark = (out->mark ^ ' ') * UINT64_C(1099511628211);
		out->symbols[out->count++] = m->companies[i].symbol;
	}
}

/* As many lines as they need; a store that takes no requests is no reason to disturb. */
static void write_shown(struct viewer *v, const struct shown *shown)
{
	char line[REQUEST_LINE_SIZE] = "glance";
	size_t used = strlen(line), verb = used;
	for (size_t i = 0; i < shown->count; i++) {
		size_t length = strlen(shown->symbols[i]) + 1;
		if (used + length + 1 >= sizeof line) {
			requests_append(v->options->store_path, line, NULL);
			used = verb;
		}
		used += (size_t)snprintf(line + used, sizeof line - used, " %s", shown->symbols[i]);
	}
	requests_append(v->options->store_path, line, NULL);
	collector_hurry(&v->collector);
}

void viewer_glance(struct viewer *v, int64_t now_ms)
{
	struct glance *g = &v->glance;
	struct shown shown;
	if (v->model.view.demo || v->model.view.offline || !v->model.store)
		return;
	find_shown(v, &shown);
	if (!shown.count) {
		*g = (struct glance){ .written_ms = g->written_ms };
		return;
	}
	int64_t pause = shown.mark == g->mark ? GLANCE_AGAIN_MS : GLANCE_PAUSE_MS;
	g->due_ms = g->written_ms ? g->written_ms + pause : now_ms;
	if (now_ms < g->due_ms)
		return;
	write_shown(v, &shown);
	*g = (struct glance){ .mark = shown.mark, .written_ms = now_ms, .due_ms = now_ms + GLANCE_AGAIN_MS };
}
