/* The sources that are asked on demand: for what viewers look at, and for the weeks of one watched symbol after the
 * other. What is due is known to visible.c and week_round.c; here it meets the schedule, the store and the clock. */
#include <stdio.h>
#include <string.h>

#include "base/requests.h"
#include "cli/collect_loop.h"

#define FIRST_SYMBOLS 20 /* with `once` the weeks of more are left to a collector that stays */
#define SHOWN_S 60       /* a plan that has moved by less is not written again */

static const struct {
	const struct source_class *class;
	const char *interval; /* of its bars; NULL prices */
} errand_rows[ERRANDS] = {
	[ERRAND_PRICES] = { &source_yahoo_look, NULL },        [ERRAND_EXTENDED] = { &source_yahoo_extended, NULL },
	[ERRAND_INTRADAY] = { &source_yahoo_intraday, "15m" }, [ERRAND_DAYS] = { &source_yahoo_days, "1d" },
	[ERRAND_WEEKS] = { &source_yahoo_weeks, "1wk" },
};

static struct source *source_of(struct collect_loop *c, enum errand errand)
{
	return &c->sources.items[c->errands[errand].source];
}

/* ---- what the store knows ---- */

/* When the bars came from a server; 0 never. */
static int bars_fetched(struct collect_loop *c, const char *symbol, const char *interval, int64_t *fetched,
			struct error *err)
{
	struct candle_series none;
	if (store_get_candles(c->store, symbol, interval, INT64_MAX, INT64_MAX, &none, err))
		return -1;
	*fetched = strcmp(none.source, SHIPPED_SOURCE) != 0 ? none.fetched : 0;
	candle_series_release(&none);
	return 0;
}

static int load_price(struct collect_loop *c, struct looked *item, int64_t *fetched, struct error *err)
{
	struct quote quote;
	bool found;
	if (store_get_quote(c->store, item->symbol, &quote, &found, err))
		return -1;
	item->lacks_extended = found && isnan(quote.extended_price);
	*fetched = found && strcmp(quote.source, SHIPPED_SOURCE) != 0 ? quote.fetched : 0;
	return 0;
}

static int load_asked(struct collect_loop *c, struct looked *item, int64_t now, int64_t steady_s, struct error *err)
{
	for (int e = 0; e < ERRANDS; e++) {
		const char *interval = errand_rows[e].interval;
		int64_t fetched = 0;
		if (e == ERRAND_EXTENDED)
			continue;
		if (interval ? bars_fetched(c, item->symbol, interval, &fetched, err)
			     : load_price(c, item, &fetched, err))
			return -1;
		if (fetched > 0 && fetched <= now)
			item->asked_s[e] = steady_s - (now - fetched);
	}
	return 0;
}

static bool is_among_first(const struct collect_loop *c, const char *symbol)
{
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source *s = &c->sources.items[i];
		for (size_t k = 0; s->probes && k < s->symbol_count; k++)
			if (!strcmp(s->symbols[k], symbol))
				return true;
	}
	return false;
}

static bool is_watched(const struct collect_loop *c, const char *symbol)
{
	for (size_t i = 0; i < c->settings.symbol_count; i++)
		if (!strcmp(c->symbols[i], symbol))
			return true;
	return false;
}

static void look_at(struct collect_loop *c, const char *symbol, bool by_itself)
{
	int64_t steady_s = clock_steady_ms() / 1000, now = clock_wall_s(c->options->clock);
	struct error err;
	bool is_new;
	struct looked *item = visible_note(&c->visible, symbol, by_itself, steady_s, &is_new);
	if (!is_new)
		return;
	item->is_first = is_among_first(c, symbol);
	item->is_watched = is_watched(c, symbol);
	item->hours = exchanges_find(&c->exchanges, symbol);
	collect_note_store(c, load_asked(c, item, now, steady_s, &err), &err);
}

void collect_look(struct collect_loop *c, const char *symbols, bool by_itself)
{
	char copy[REQUEST_LINE_SIZE], *rest = NULL;
	snprintf(copy, sizeof copy, "%s", symbols);
	for (char *s = strtok_r(copy, " ", &rest); s; s = strtok_r(NULL, " ", &rest))
		look_at(c, s, by_itself);
}

/* ---- start ---- */

static size_t find_class(const struct collect_loop *c, const struct source_class *class)
{
	for (size_t i = 0; i < c->sources.count; i++)
		if (c->sources.items[i].class == class)
			return i;
	return NO_SOURCE;
}

static int load_weeks(struct collect_loop *c, struct error *err)
{
	size_t count = c->settings.symbol_count;
	if (c->options->once && count > FIRST_SYMBOLS)
		count = FIRST_SYMBOLS;
	if (week_round_init(&c->weeks, c->settings.symbols, count))
		return error_set(err, "out of memory");
	for (size_t i = 0; i < count; i++) {
		int64_t fetched;
		if (bars_fetched(c, c->symbols[i], "1wk", &fetched, err))
			return -1;
		week_round_load(&c->weeks, i, fetched);
	}
	return 0;
}

int collect_start_visible(struct collect_loop *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock), steady = clock_steady_ms();
	for (int e = 0; e < ERRANDS; e++) {
		struct collect_errand *errand = &c->errands[e];
		*errand = (struct collect_errand){ .source = find_class(c, errand_rows[e].class) };
		if (errand->source == NO_SOURCE)
			continue;
		const struct source_state *state = &c->sources.items[errand->source].state;
		c->left--;
		if (state->failures)
			errand->not_before_ms = steady + stored_wait_s(state->next_poll, now) * 1000;
	}
	return load_weeks(c, err);
}

/* ---- planning ---- */

/* Of the round, beside what is looked at. */
static int64_t round_due_s(const struct collect_loop *c, const struct visible_times *t)
{
	int64_t due = week_round_due(&c->weeks);
	if (due == WEEK_ROUND_NEVER)
		return VISIBLE_NEVER;
	return due > t->now ? t->steady_s + (due - t->now) : t->steady_s;
}

static int64_t errand_due_s(const struct collect_loop *c, enum errand errand, const struct visible_times *t)
{
	int64_t due = visible_due(&c->visible, errand, t);
	int64_t round = errand == ERRAND_WEEKS ? round_due_s(c, t) : VISIBLE_NEVER;
	if (round != VISIBLE_NEVER && round < c->weeks_ms / 1000)
		round = c->weeks_ms / 1000;
	return round < due ? round : due;
}

static void fill(struct collect_loop *c, enum errand errand, const struct visible_times *t)
{
	struct source *s = source_of(c, errand);
	s->asking_count = visible_fill(&c->visible, errand, t, s->asking, s->class->batch);
	if (!s->asking_count && errand == ERRAND_WEEKS)
		s->asking_count = (size_t)(snprintf(s->asking[0], SYMBOL_SIZE, "%s", week_round_symbol(&c->weeks)) > 0);
}

/* With `once` only the weeks are asked for, and only what is due now and not held back. */
static bool is_left_out(const struct collect_loop *c, enum errand errand, int64_t due_ms, int64_t steady)
{
	const struct schedule *schedule = &c->schedule;
	int64_t free_ms = schedule->hosts[schedule->slots[c->errands[errand].source].host].free_ms;
	if (!c->options->once)
		return false;
	return errand != ERRAND_WEEKS || due_ms > steady || free_ms >= steady + COLLECT_ONCE_PATIENCE_MS;
}

static struct visible_times times_of(const struct collect_loop *c, int64_t steady)
{
	int64_t now = clock_wall_s(c->options->clock);
	return (struct visible_times){ steady / 1000, now, collect_quote_interval_s(c, now) };
}

/* What is shown of the source: when it comes next, or that nobody wants it. A source that was turned away goes on to
 * say so. */
static void show_plan(struct collect_loop *c, enum errand e, int64_t due_ms, int64_t steady)
{
	struct source_state *state = &source_of(c, e)->state;
	int64_t next = due_ms == SCHEDULE_NEVER ? 0 : clock_wall_s(c->options->clock) + (due_ms - steady) / 1000;
	int64_t moved = next > state->next_poll ? next - state->next_poll : state->next_poll - next;
	bool rests = !next && state->status == SOURCE_LIVE;
	struct error err;
	if (!state->last_try || (state->status != SOURCE_LIVE && state->status != SOURCE_WAITING) ||
	    (moved < SHOWN_S && !rests))
		return;
	state->next_poll = next;
	if (rests || state->status == SOURCE_WAITING)
		snprintf(state->error, sizeof state->error, "%s", next ? "" : "standby: asked for what is looked at");
	state->status = next ? SOURCE_LIVE : SOURCE_WAITING;
	int result = store_put_source_state(c->store, state, &err);
	collect_note_store(c, result, &err);
	if (!result)
		collect_say_news(c, "source", 1);
}

static void plan(struct collect_loop *c, enum errand e, int64_t steady)
{
	struct collect_errand *errand = &c->errands[e];
	struct visible_times t = times_of(c, steady);
	if (errand->source == NO_SOURCE || errand->repeats || c->schedule.slots[errand->source].busy)
		return;
	int64_t due = errand_due_s(c, e, &t);
	int64_t due_ms = due == VISIBLE_NEVER ? SCHEDULE_NEVER : due * 1000;
	due_ms = due_ms < steady ? steady : due_ms;
	due_ms = due_ms < errand->not_before_ms ? errand->not_before_ms : due_ms;
	show_plan(c, e, due_ms, steady);
	if (due_ms == SCHEDULE_NEVER || is_left_out(c, e, due_ms, steady)) {
		collect_set_due(c, errand->source, SCHEDULE_NEVER);
		return;
	}
	t.steady_s = due_ms / 1000;
	fill(c, e, &t);
	collect_set_due(c, errand->source, due_ms);
}

void collect_tend_visible(struct collect_loop *c, int64_t steady)
{
	visible_forget(&c->visible, steady / 1000);
	for (int e = 0; e < ERRANDS; e++)
		plan(c, (enum errand)e, steady);
}

void collect_hurry_errand(struct collect_loop *c, size_t index, int64_t steady, int reask_s)
{
	for (int e = 0; e < ERRANDS; e++)
		for (size_t i = 0; c->errands[e].source == index && i < c->visible.count; i++) {
			struct looked *item = &c->visible.items[i];
			if (item->asked_s[e] <= steady / 1000 - reask_s)
				item->asked_s[e] = VISIBLE_UNASKED;
		}
}

/* ---- what came ---- */

void collect_note_prices(struct collect_loop *c, const struct source *s, const struct batch *batch)
{
	if (s->class != &source_yahoo_spark && s->class != &source_yahoo_look)
		return;
	for (size_t i = 0; i < batch->quote_count; i++) {
		struct looked *item = visible_find(&c->visible, batch->quotes[i].symbol);
		if (item)
			item->lacks_extended = isnan(batch->quotes[i].extended_price);
	}
}

static enum errand errand_of(const struct collect_loop *c, size_t index)
{
	int e = 0;
	while (e < ERRANDS && c->errands[e].source != index)
		e++;
	return (enum errand)e;
}

static void note_one(struct collect_loop *c, enum errand e, const char *symbol, bool good, int64_t steady)
{
	struct visible_times t = times_of(c, steady);
	if (good)
		visible_note_asked(&c->visible, e, symbol, t.steady_s);
	else
		visible_note_failed(&c->visible, e, symbol, &t);
	if (e == ERRAND_WEEKS && good)
		week_round_note(&c->weeks, symbol, t.now);
	else if (e == ERRAND_WEEKS)
		week_round_note_failed(&c->weeks, symbol, t.now);
}

void collect_note_errand(struct collect_loop *c, size_t index, const struct source_verdict *v)
{
	enum errand e = errand_of(c, index);
	const struct source *s = &c->sources.items[index];
	int64_t steady = clock_steady_ms();
	struct collect_errand *errand = &c->errands[e];
	errand->repeats = !v->wait_s;
	if (errand->repeats)
		return;
	errand->not_before_ms = v->good ? 0 : steady + (int64_t)v->wait_s * 1000;
	for (size_t i = 0; i < s->asking_count; i++)
		note_one(c, e, s->asking[i], v->good, steady);
	if (e == ERRAND_WEEKS && !c->options->once)
		c->weeks_ms = steady + (int64_t)s->class->interval_s(s, 0) * 1000;
	plan(c, e, steady);
}

/* ---- splits ---- */

void collect_renew_bars(struct collect_loop *c, const char *symbol, size_t index)
{
	static const enum errand of_bars[] = { ERRAND_INTRADAY, ERRAND_DAYS, ERRAND_WEEKS };
	int64_t steady = clock_steady_ms();
	for (size_t i = 0; i < c->sources.count && !c->options->once; i++) {
		const struct source *s = &c->sources.items[i];
		struct schedule_slot *slot = &c->schedule.slots[i];
		bool is_its = s->class == &source_yahoo_chart && !strcmp(s->symbols[0], symbol) && i != index;
		if (is_its && s->state.status == SOURCE_LIVE && !slot->busy && slot->due_ms > steady)
			slot->due_ms = steady;
	}
	for (size_t i = 0; i < sizeof of_bars / sizeof *of_bars; i++)
		if (c->errands[of_bars[i]].source != index)
			visible_note_asked(&c->visible, of_bars[i], symbol, VISIBLE_UNASKED);
	if (c->errands[ERRAND_WEEKS].source != index)
		week_round_note(&c->weeks, symbol, 0);
}
