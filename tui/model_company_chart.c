/* The chart of the Company screen: the bars of its time frame, and those of another price over it. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "tui/model.h"

#define DAY_S INT64_C(86400)
#define SESSIONS_S (11 * DAY_S) /* five sessions lie within it, holidays and all */

static void say(struct model *m, const struct error *err)
{
	snprintf(m->view.message, sizeof m->view.message, "%.255s", err->text);
}

/* ---- bars ---- */

static void bars_init(struct company_bars *b)
{
	*b = (struct company_bars){ .previous_close = (double)NAN, .last = (double)NAN };
}

static void bars_release(struct company_bars *b)
{
	candle_series_release(&b->series);
	bars_init(b);
}

static int sessions_of(enum time_frame frame)
{
	return frame == FRAME_1D ? 1 : frame == FRAME_5D ? 5 : 0;
}

static int64_t start_of(enum time_frame frame, int64_t now)
{
	int64_t start = 0;
	if (sessions_of(frame) || range_start(time_frames[frame].range, now, &start))
		return now - SESSIONS_S;
	return start;
}

/* By how much a finer series may begin later than a coarser one and is still taken. */
static int64_t slack_of(enum time_frame frame)
{
	if (sessions_of(frame))
		return 3 * DAY_S;
	return frame <= FRAME_YTD ? 10 * DAY_S : 31 * DAY_S;
}

/* The first interval with bars that reaches back far enough, else the one that reaches back furthest. */
static int read_frame(struct model *m, const char *symbol, enum time_frame frame, int64_t until,
		      struct candle_series *best, struct error *err)
{
	int64_t start = start_of(frame, m->view.now), slack = slack_of(frame);
	candle_series_init(best);
	for (const char *const *interval = time_frames[frame].intervals; *interval; interval++) {
		struct candle_series series;
		if (store_get_candles(m->store, symbol, *interval, start, until, &series, err))
			return -1;
		bool is_better =
			series.count > 1 && (best->count < 2 || series.items[0].time < best->items[0].time - slack);
		if (is_better) {
			struct candle_series replaced = *best;
			*best = series;
			series = replaced;
		}
		candle_series_release(&series);
		if (best->count > 1 && best->items[0].time <= start + slack)
			break;
	}
	return 0;
}

int64_t model_company_day(int64_t time, int offset_s)
{
	return (time + offset_s) / DAY_S;
}

/* Of an exchange that no company of the watchlist trades on the days are UTC's: near enough to part sessions. */
int model_company_offset(const struct model *m, const char *symbol)
{
	const char *code = session_exchange_of(symbol);
	for (size_t i = 0; code && i < m->view.exchange_count; i++)
		if (!strcmp(m->view.exchanges[i].code, code))
			return m->view.exchanges[i].session.utc_offset_s;
	return 0;
}

/* Keeps the last `sessions` days of the series; the close before them is what the first of them began from. */
static void keep_sessions(struct company_bars *b, int sessions, int offset_s)
{
	struct candle_series *s = &b->series;
	size_t first = s->count;
	int64_t day = INT64_MAX;
	while (first > 0) {
		int64_t before = model_company_day(s->items[first - 1].time, offset_s);
		if (before != day && sessions-- == 0)
			break;
		day = before;
		first--;
	}
	if (first > 0)
		b->previous_close = s->items[first - 1].close;
	s->count -= first;
	memmove(s->items, s->items + first, s->count * sizeof *s->items);
}

/* The quote's word on the close before counts where it speaks of the same day. */
static void set_previous_close(struct company_bars *b, const struct quote *q, enum time_frame frame, int offset_s)
{
	if (frame != FRAME_1D) {
		b->previous_close = (double)NAN;
		return;
	}
	const struct candle_series *s = &b->series;
	bool is_of_day =
		s->count && q->as_of &&
		model_company_day(q->as_of, offset_s) == model_company_day(s->items[s->count - 1].time, offset_s);
	if (is_of_day && isfinite(q->previous_close))
		b->previous_close = q->previous_close;
}

static void set_last(struct company_bars *b, const struct quote *q)
{
	const struct candle *bar = b->series.count ? &b->series.items[b->series.count - 1] : NULL;
	bool is_newer = isfinite(q->price) && (!bar || q->as_of >= bar->time);
	b->last = is_newer ? q->price : bar ? bar->close : (double)NAN;
	b->last_at = is_newer ? q->as_of : bar ? bar->time : 0;
}

static void load_bars(struct model *m, const char *symbol, const struct quote *q, enum time_frame frame,
		      struct company_bars *b)
{
	int offset_s = model_company_offset(m, symbol);
	int64_t until = q->as_of > m->view.now ? q->as_of : m->view.now;
	struct error err;
	bars_release(b);
	if (read_frame(m, symbol, frame, until, &b->series, &err)) {
		say(m, &err);
		return;
	}
	if (sessions_of(frame) && b->series.count)
		keep_sessions(b, sessions_of(frame), offset_s);
	set_previous_close(b, q, frame, offset_s);
	set_last(b, q);
}

/* ---- the other price ---- */

/* An old path is laid on today as the board's chart lays it: day 0 upon day 0. */
static void load_path(struct model *m, const struct old_path *old, struct company_chart_view *v)
{
	struct candle_series *s = &v->other.series;
	int64_t start = v->main.series.count ? v->main.series.items[0].time : start_of(v->frame, m->view.now);
	int64_t shift = path_start_new(PATH_START_EVENT) - old->points[old->day0].time;
	bars_release(&v->other);
	snprintf(s->symbol, sizeof s->symbol, "%s", old->name);
	snprintf(s->interval, sizeof s->interval, "1wk");
	snprintf(s->source, sizeof s->source, "%.31s", old->source);
	v->other_shift_s = shift;
	for (size_t i = 0; i < old->count; i++) {
		int64_t time = old->points[i].time + shift;
		struct candle bar = { .time = time, .close = old->points[i].close };
		bar.open = bar.high = bar.low = bar.adjusted_close = bar.volume = (double)NAN;
		if (time >= start && time <= m->view.now && candle_series_append(s, &bar))
			return;
	}
	set_last(&v->other, &(struct quote){ .price = (double)NAN });
}

/* "Cisco 1998-1999": the years that are shown. */
static void title_path(struct company_chart_view *v, const struct old_path *old)
{
	const struct candle_series *s = &v->other.series;
	int64_t first, last;
	int month, day;
	if (!s->count) {
		snprintf(v->other_title, sizeof v->other_title, "%s", old->title);
		return;
	}
	timestamp_civil((s->items[0].time - v->other_shift_s) / DAY_S, &first, &month, &day);
	timestamp_civil((s->items[s->count - 1].time - v->other_shift_s) / DAY_S, &last, &month, &day);
	snprintf(v->other_title, sizeof v->other_title, first == last ? "%s %lld" : "%s %lld-%lld", old->title,
		 (long long)first, (long long)last);
}

static void load_other(struct model *m, const char *name, struct company_chart_view *v)
{
	struct quote q;
	bool found;
	struct error err;
	bars_release(&v->other);
	v->other_shift_s = 0;
	snprintf(v->other_symbol, sizeof v->other_symbol, "%s", name);
	snprintf(v->other_title, sizeof v->other_title, "%s", name);
	const struct old_path *old = *name ? model_paths_find(m, name) : NULL;
	if (old) {
		load_path(m, old, v);
		title_path(v, old);
		return;
	}
	quote_init(&q);
	if (*name && store_get_quote(m->store, name, &q, &found, &err))
		say(m, &err);
	else if (*name)
		load_bars(m, name, &q, v->frame, &v->other);
}

static bool has_bars(struct model *m, const char *symbol)
{
	static const char *const intervals[] = { "1d", "1wk", "1mo", "5m", "15m" };
	struct error err;
	for (size_t i = 0; m->store && i < sizeof intervals / sizeof *intervals; i++) {
		struct candle_series series;
		if (store_get_candles(m->store, symbol, intervals[i], 0, INT64_MAX, &series, &err))
			return false;
		size_t count = series.count;
		candle_series_release(&series);
		if (count > 1)
			return true;
	}
	return false;
}

int model_company_find_other(struct model *m, const char *name, char out[SYMBOL_SIZE], struct error *err)
{
	char lower[SYMBOL_SIZE];
	size_t length = strlen(name);
	for (size_t i = 0; i <= length && i < sizeof lower; i++)
		lower[i] = (char)(name[i] >= 'A' && name[i] <= 'Z' ? name[i] + 'a' - 'A' : name[i]);
	lower[sizeof lower - 1] = '\0';
	if (length < sizeof lower && model_paths_find(m, lower)) {
		snprintf(out, SYMBOL_SIZE, "%s", lower);
		return 0;
	}
	if (symbol_parse(name, out))
		return error_set(err, "expected a symbol such as AMD, \"nasdaq\" or \"cisco\"");
	if (!strcmp(out, m->view.company.symbol))
		return error_set(err, "%s is what the chart shows already", out);
	if (!has_bars(m, out))
		return error_set(
			err, "no bars of %s are stored: compare with a symbol of a watchlist, \"nasdaq\" or \"cisco\"",
			out);
	return 0;
}

/* ---- the chart ---- */

static int64_t end_of_bar(const struct candle_series *s)
{
	int64_t time = s->items[s->count - 1].time;
	return time + (!strcmp(s->interval, "1mo") ? 31 : !strcmp(s->interval, "1wk") ? 7 : 1) * DAY_S;
}

static void mark_late(struct company_chart_view *v, int64_t now)
{
	const struct candle_series *s = &v->main.series;
	v->interval = s->count ? s->interval : "";
	v->is_late = s->count && end_of_bar(s) < now - 5 * DAY_S;
}

static void load_chart(struct model *m, const struct company_view *company, const struct company_chart_state *state)
{
	struct company_chart_view *v = &m->view.company.chart;
	v->frame = state->frame;
	load_bars(m, company->symbol, &company->quote, v->frame, &v->main);
	load_other(m, state->other, v);
	mark_late(v, m->view.now);
}

/* Bars of a session come with every price, and the other's newest price does; the rest changes with history alone. */
static bool is_chart_stale(const struct model *m, unsigned stale, const struct company_chart_state *state)
{
	const struct company_chart_view *v = &m->view.company.chart;
	bool follows_prices = sessions_of(state->frame) || *state->other;
	unsigned of_chart = (unsigned)MODEL_HISTORY | (follows_prices ? (unsigned)MODEL_QUOTES : 0);
	return stale & of_chart || v->frame != state->frame || strcmp(v->other_symbol, state->other) != 0;
}

/* What was asked for and has not come. */
void model_company_mark_coming(struct model *m)
{
	struct company_chart_view *v = &m->view.company.chart;
	const char *best = time_frames[v->frame].intervals[0];
	bool is_best = v->main.series.count && !strcmp(v->main.series.interval, best);
	v->is_coming = m->company.asked_at && m->view.now - m->company.asked_at < COMPANY_COMING_S && !is_best;
}

void model_company_load_chart(struct model *m, const struct company_view *company,
			      const struct company_chart_state *state, unsigned stale)
{
	if (is_chart_stale(m, stale, state))
		load_chart(m, company, state);
	else
		set_last(&m->view.company.chart.main, &company->quote);
	model_company_mark_coming(m);
}

void model_company_begin_chart(struct company_chart_view *v)
{
	*v = (struct company_chart_view){ .interval = "" };
	bars_init(&v->main);
	bars_init(&v->other);
}

void model_company_release_chart(struct company_chart_view *v)
{
	bars_release(&v->main);
	bars_release(&v->other);
	model_company_begin_chart(v);
}
