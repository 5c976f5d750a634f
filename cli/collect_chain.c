/* The sources that stand in for others: asked when those fail, on standby when they answer. */
#include <string.h>

#include "cli/collect_loop.h"

static bool stands_in(const struct source *s)
{
	return s->class->datum != DATUM_NONE && s->class->rank > 0;
}

/* The time until which its host is not to be asked, 0 if it may be asked soon. */
static int64_t held_until_ms(const struct collect_loop *c, size_t index, int64_t steady)
{
	int64_t free_ms = c->schedule.hosts[c->schedule.slots[index].host].free_ms;
	return free_ms >= steady + COLLECT_ONCE_PATIENCE_MS ? free_ms : 0;
}

void collect_set_due(struct collect_loop *c, size_t index, int64_t due_ms)
{
	struct schedule_slot *slot = &c->schedule.slots[index];
	if (c->options->once) {
		c->left -= slot->due_ms != SCHEDULE_NEVER;
		c->left += due_ms != SCHEDULE_NEVER;
	}
	slot->due_ms = due_ms;
}

/* Writes the state where it is another one than before: on standby, or called. */
static void put_state(struct collect_loop *c, size_t index, const struct source_state *before)
{
	struct source *s = &c->sources.items[index];
	struct error err;
	if (s->state.status == before->status && s->state.next_poll == before->next_poll &&
	    !strcmp(s->state.error, before->error))
		return;
	int result = store_put_source_state(c->store, &s->state, &err);
	collect_note_store(c, result, &err);
	if (!result)
		collect_say_news(c, "source", 1);
}

/* What is published once a day is asked for once it may be there. */
static void note_hours(struct collect_loop *c, size_t index, int64_t now, int64_t steady)
{
	const struct source *s = &c->sources.items[index];
	if (!s->class->rests_until)
		return;
	int64_t until = s->class->rests_until(s, exchanges_find(&c->exchanges, s->symbols[0]), now);
	chain_note_rest(&c->chain, index, steady / 1000 + (until > now ? until - now : 0));
}

static void plan_one(struct collect_loop *c, size_t index, int64_t steady)
{
	struct source *s = &c->sources.items[index];
	struct source_state before = s->state;
	int64_t now = clock_wall_s(c->options->clock), held = held_until_ms(c, index, steady);
	note_hours(c, index, now, steady);
	int64_t due = chain_due(&c->chain, index, collect_quote_interval_s(c, now), steady / 1000);
	bool wanted = due != CHAIN_NEVER;
	if (wanted && held)
		chain_note_held(&c->chain, index, held / 1000);
	if (wanted)
		s->state.next_poll = now + (due - steady / 1000);
	/* A round asks for what is due now, and for nothing twice. */
	bool later = c->options->once && (held || due > steady / 1000);
	collect_set_due(c, index, !wanted || later ? SCHEDULE_NEVER : due > steady / 1000 ? due * 1000 : steady);
	put_state(c, index, &before);
}

void collect_tend_chain(struct collect_loop *c)
{
	int64_t steady = clock_steady_ms();
	while (chain_take_change(&c->chain))
		for (size_t i = 0; i < c->sources.count; i++)
			if (stands_in(&c->sources.items[i]) && !c->schedule.slots[i].busy)
				plan_one(c, i, steady);
}

void collect_note_rest(struct collect_loop *c, size_t index)
{
	const struct schedule *schedule = &c->schedule;
	size_t host = schedule->slots[index].host;
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source_class *class = c->sources.items[i].class;
		if (i != index && class->datum == DATUM_PRICE && !class->rank && schedule->slots[i].host == host)
			chain_note_held(&c->chain, i, schedule->hosts[host].free_ms / 1000);
	}
}

/* Of what day the list is that it brought before. */
static int load_newest(struct collect_loop *c, struct source *s, struct error *err)
{
	for (size_t i = 0; s->class->rests_until && i < s->symbol_count; i++) {
		struct quote quote;
		bool found;
		if (store_get_quote(c->store, s->symbols[i], &quote, &found, err))
			return -1;
		if (found && !strcmp(quote.source, s->state.name) && quote.as_of > s->newest)
			s->newest = quote.as_of;
	}
	return 0;
}

int collect_start_chain(struct collect_loop *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock), steady = clock_steady_ms();
	if (chain_init(&c->chain, &c->sources))
		return error_set(err, "out of memory");
	for (size_t i = 0; i < c->sources.count; i++) {
		struct source *s = &c->sources.items[i];
		int64_t wait = stored_wait_s(s->state.next_poll, now);
		c->left -= stands_in(s);
		if (load_newest(c, s, err))
			return -1;
		if (s->class->datum == DATUM_NONE || s->state.status != SOURCE_REFUSED || !wait)
			continue;
		chain_note_refused(&c->chain, i, steady / 1000 + wait);
		if (source_speaks_for_host(s))
			collect_note_rest(c, i);
	}
	return 0;
}
