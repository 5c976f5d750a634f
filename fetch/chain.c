#include "fetch/chain.h"

#include <assert.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/fallback.h"

#define NO_TIME INT64_MIN

enum outcome { UNASKED, SERVED, LEFT_OUT };

struct chain_entry {
	size_t source, index; /* the symbol is sources->items[source].symbols[index] */
	enum outcome outcome;
	int64_t time; /* of the outcome */
};

struct chain_link {
	size_t *at; /* owned: the entry of each symbol; NULL for a source of no chain */
	bool fails;
	int64_t not_before;  /* after a failure; NO_TIME */
	int64_t rests_until; /* nothing new is published before; NO_TIME */
	int64_t paced;       /* the minute's allowance is used up before; NO_TIME */
	int64_t day;         /* when the day of the allowance began; NO_TIME */
	int spent;           /* symbols of the day's allowance */
};

static const struct source *source_of(const struct chain *c, const struct chain_entry *e)
{
	return &c->sources->items[e->source];
}

static const char *symbol_of(const struct chain *c, const struct chain_entry *e)
{
	return source_of(c, e)->symbols[e->index];
}

/* ---- building ---- */

struct sortable { /* qsort has no room for the chain */
	const struct source *source;
	const char *symbol;
	struct chain_entry entry;
};

static int compare(const void *a, const void *b)
{
	const struct sortable *x = a, *y = b;
	int order = (int)x->source->class->datum - (int)y->source->class->datum;
	if (!order)
		order = strcmp(x->symbol, y->symbol);
	if (!order)
		order = x->source->class->rank - y->source->class->rank;
	return order ? order : (x->entry.source > y->entry.source) - (x->entry.source < y->entry.source);
}

static size_t count_entries(const struct source_list *sources)
{
	size_t count = 0;
	for (size_t i = 0; i < sources->count; i++)
		if (sources->items[i].class->datum != DATUM_NONE)
			count += sources->items[i].symbol_count;
	return count;
}

static void list_entries(const struct source_list *sources, struct sortable *out)
{
	for (size_t i = 0; i < sources->count; i++) {
		const struct source *s = &sources->items[i];
		for (size_t k = 0; s->class->datum != DATUM_NONE && k < s->symbol_count; k++)
			*out++ = (struct sortable){ s, s->symbols[k], { i, k, UNASKED, 0 } };
	}
}

static int make_links(struct chain *c)
{
	for (size_t i = 0; i < c->sources->count; i++) {
		const struct source *s = &c->sources->items[i];
		c->links[i].not_before = c->links[i].rests_until = NO_TIME;
		c->links[i].paced = c->links[i].day = NO_TIME;
		if (s->class->datum == DATUM_NONE)
			continue;
		c->links[i].at = calloc(s->symbol_count + 1, sizeof *c->links[i].at);
		if (!c->links[i].at)
			return -1;
	}
	for (size_t i = 0; i < c->entry_count; i++)
		c->links[c->entries[i].source].at[c->entries[i].index] = i;
	return 0;
}

int chain_init(struct chain *c, struct source_list *sources)
{
	*c = (struct chain){ .sources = sources, .entry_count = count_entries(sources), .changed = true };
	struct sortable *sorted = calloc(c->entry_count + 1, sizeof *sorted);
	c->entries = calloc(c->entry_count + 1, sizeof *c->entries);
	c->links = calloc(sources->count + 1, sizeof *c->links);
	if (!sorted || !c->entries || !c->links) {
		free(sorted);
		return -1;
	}
	list_entries(sources, sorted);
	qsort(sorted, c->entry_count, sizeof *sorted, compare);
	for (size_t i = 0; i < c->entry_count; i++)
		c->entries[i] = sorted[i].entry;
	free(sorted);
	return make_links(c);
}

void chain_release(struct chain *c)
{
	for (size_t i = 0; c->links && i < c->sources->count; i++)
		free(c->links[i].at);
	free(c->links);
	free(c->entries);
	*c = (struct chain){ 0 };
}

/* ---- what has happened ---- */

static void set_fails(struct chain *c, size_t source, bool fails)
{
	c->changed = c->changed || c->links[source].fails != fails;
	c->links[source].fails = fails;
}

void chain_note_refused(struct chain *c, size_t source, int64_t until)
{
	c->links[source].not_before = until;
	set_fails(c, source, true);
}

void chain_note_held(struct chain *c, size_t source, int64_t until)
{
	chain_note_refused(c, source, until);
}

void chain_note_rest(struct chain *c, size_t source, int64_t until)
{
	c->links[source].rests_until = until;
}

static void note_outcome(struct chain *c, struct chain_entry *e, bool served, int64_t now)
{
	enum outcome outcome = served ? SERVED : LEFT_OUT;
	c->changed = c->changed || (e->outcome == LEFT_OUT) != (outcome == LEFT_OUT);
	e->outcome = outcome;
	e->time = now;
}

/* Nothing has changed: what was left out is so still. */
static void note_unchanged(struct chain *c, size_t source, int64_t now)
{
	for (size_t i = 0; i < c->sources->items[source].symbol_count; i++) {
		struct chain_entry *e = &c->entries[c->links[source].at[i]];
		if (e->outcome != LEFT_OUT)
			note_outcome(c, e, true, now);
	}
}

static void note_outcomes(struct chain *c, size_t source, const struct batch *batch, int64_t now)
{
	const struct source *s = &c->sources->items[source];
	size_t asked = s->asking ? s->asking_count : s->symbol_count, from = 0;
	for (size_t i = 0; i < asked; i++) {
		const char *symbol = s->asking ? s->asking[i] : s->symbols[i];
		while (strcmp(s->symbols[from], symbol) != 0) /* what is asked for stands in the order of the symbols */
			from = (from + 1) % s->symbol_count;
		note_outcome(c, &c->entries[c->links[source].at[from]], batch_has_symbol(batch, symbol), now);
	}
}

/* ---- what a service allows ---- */

#define DAY_S 86400

static bool is_day_over(const struct chain_link *link, int64_t now)
{
	return link->day == NO_TIME || now - link->day >= DAY_S;
}

/* A request counts whatever came of it. */
static void spend(struct chain_link *link, const struct source *s, int64_t now)
{
	const struct source_allowance *a = &s->class->allowance;
	if (a->a_minute)
		link->paced = now + (60 * (int64_t)s->asking_count + a->a_minute - 1) / a->a_minute;
	if (is_day_over(link, now)) {
		link->day = now;
		link->spent = 0;
	}
	link->spent += (int)s->asking_count;
}

/* Symbols that may still be asked for today. */
static size_t left_today(const struct chain_link *link, const struct source *s, int64_t now)
{
	int a_day = s->class->allowance.a_day;
	if (!a_day || is_day_over(link, now))
		return a_day ? (size_t)a_day : SIZE_MAX;
	return link->spent < a_day ? (size_t)(a_day - link->spent) : 0;
}

/* As if the service had said so itself. */
static void rest_today(struct chain *c, size_t source)
{
	struct source_state *state = &c->sources->items[source].state;
	chain_note_refused(c, source, c->links[source].day + DAY_S);
	state->status = SOURCE_REFUSED;
	snprintf(state->error, sizeof state->error, "the %d prices that the service gives a day are used up",
		 c->sources->items[source].class->allowance.a_day);
}

void chain_note(struct chain *c, size_t source, const struct batch *batch, const struct source_verdict *verdict,
		int64_t now)
{
	struct chain_link *link = &c->links[source];
	if (!link->at || (!verdict->good && !verdict->wait_s)) /* not done with: the other host is asked now */
		return;
	spend(link, &c->sources->items[source], now);
	c->changed = c->changed || c->sources->items[source].class->rank > 0;
	set_fails(c, source, !verdict->good);
	link->not_before = verdict->good ? NO_TIME : now + verdict->wait_s;
	if (verdict->good && c->sources->items[source].state.last_code == 304)
		note_unchanged(c, source, now);
	else if (verdict->good)
		note_outcomes(c, source, batch, now);
}

bool chain_take_change(struct chain *c)
{
	bool changed = c->changed;
	c->changed = false;
	return changed;
}

/* ---- what is to be asked ---- */

static bool same_datum(const struct chain *c, const struct chain_entry *a, const struct chain_entry *b)
{
	return source_of(c, a)->class->datum == source_of(c, b)->class->datum &&
	       !strcmp(symbol_of(c, a), symbol_of(c, b));
}

/* Whether nobody before it in the chain gives the symbol. */
static bool is_wanted(const struct chain *c, const struct chain_entry *e)
{
	for (const struct chain_entry *p = e; p-- > c->entries && same_datum(c, p, e);)
		if (!c->links[p->source].fails && p->outcome != LEFT_OUT)
			return false;
	return true;
}

static int64_t entry_due(const struct chain_entry *e, int interval_s)
{
	if (e->outcome == UNASKED)
		return NO_TIME;
	return e->time + (e->outcome == LEFT_OUT && interval_s < CHAIN_LEFT_OUT_S ? CHAIN_LEFT_OUT_S : interval_s);
}

static void stand_by(struct chain *c, size_t source, const struct chain_entry *example, int64_t now)
{
	struct source_state *state = &c->sources->items[source].state;
	const struct chain_entry *before = example;
	while (before > c->entries && same_datum(c, before - 1, example))
		before--;
	if (c->links[source].not_before > now)
		return; /* turned away: that must be remembered, and shown */
	c->links[source].fails = false;
	state->status = SOURCE_WAITING;
	state->next_poll = 0;
	state->failures = 0;
	snprintf(state->error, sizeof state->error, "standby: asked when %.60s fails or leaves a symbol out",
		 source_of(c, before)->state.name);
}

/* The symbols that are wanted and due by `now`, as many as one request holds. */
static void fill_request(struct chain *c, struct source *s, const struct chain_link *link, int interval_s, int64_t now)
{
	s->asking_count = 0;
	size_t left = left_today(link, s, now), most = left < s->class->batch ? left : s->class->batch;
	for (size_t i = 0; i < s->symbol_count && s->asking_count < most; i++) {
		const struct chain_entry *e = &c->entries[link->at[i]];
		if (entry_due(e, interval_s) <= now && is_wanted(c, e))
			memcpy(s->asking[s->asking_count++], s->symbols[i], SYMBOL_SIZE);
	}
}

int64_t chain_due(struct chain *c, size_t source, int quote_interval_s, int64_t now)
{
	struct source *s = &c->sources->items[source];
	struct chain_link *link = &c->links[source];
	int interval_s = s->class->interval_s(s, quote_interval_s);
	int64_t due = CHAIN_NEVER;
	assert(s->class->rank > 0 && link->at && s->symbol_count);
	for (size_t i = 0; i < s->symbol_count; i++) {
		const struct chain_entry *e = &c->entries[link->at[i]];
		int64_t time = entry_due(e, interval_s);
		if (time < due && is_wanted(c, e))
			due = time;
	}
	if (due == CHAIN_NEVER) {
		stand_by(c, source, &c->entries[link->at[0]], now);
		return due;
	}
	due = due > now ? due : now;
	due = due > link->not_before ? due : link->not_before;
	due = due > link->rests_until ? due : link->rests_until;
	due = due > link->paced ? due : link->paced;
	if (!left_today(link, s, due)) {
		rest_today(c, source);
		due = link->not_before;
	}
	fill_request(c, s, link, interval_s, due);
	return due;
}
