#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/collect_companies.h"
#include "cli/collect_loop.h"

const char *collect_user_agent(const struct config *config)
{
	return *config->user_agent ? config->user_agent : "froth/" FROTH_VERSION;
}

static size_t count_symbols(const struct config *config)
{
	size_t count = 0;
	for (size_t i = 0; i < config->watchlist_count; i++)
		count += config->watchlists[i].count;
	return count;
}

static void add_symbol(struct collect_loop *c, const char *symbol)
{
	for (size_t i = 0; i < c->settings.symbol_count; i++)
		if (!strcmp(c->symbols[i], symbol))
			return;
	snprintf(c->symbols[c->settings.symbol_count++], SYMBOL_SIZE, "%s", symbol);
}

static void note_hours(struct collect_loop *c)
{
	for (size_t i = 0; i < c->settings.symbol_count; i++) {
		const struct session_calendar *calendar = exchanges_find(&c->exchanges, c->symbols[i]);
		size_t k = 0;
		while (k < c->hours_count && c->hours[k] != calendar)
			k++;
		if (!calendar)
			c->has_other_hours = true;
		else if (k == c->hours_count)
			c->hours[c->hours_count++] = calendar;
	}
}

static int gather_names(struct collect_loop *c, struct error *err)
{
	struct name_choice choice = { .watched = c->settings.symbols, .watched_count = c->settings.symbol_count };
	config_choose_names(c->options->config, &c->own_names, &choice);
	c->settings.names = &c->names;
	return name_book_init(&c->names, &choice) ? error_set(err, "out of memory") : 0;
}

static int gather_settings(struct collect_loop *c, struct error *err)
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
	note_hours(c);
	c->settings.symbols = (const char(*)[SYMBOL_SIZE])c->symbols;
	c->settings.base_currency = config->base_currency;
	snprintf(c->contact_agent, sizeof c->contact_agent, "%s %s", collect_user_agent(config), config->contact);
	c->settings.contact_agent = *config->contact ? c->contact_agent : NULL;
	c->settings.feeds = c->feeds;
	c->settings.feed_count = config->feed_count;
	c->settings.companies = &c->companies;
	return gather_names(c, err);
}

int collect_gather(struct collect_loop *c, struct error *err)
{
	if (company_list_load(&c->companies, err) || gather_settings(c, err))
		return -1;
	if (collect_add_companies(c))
		return error_set(err, "out of memory");
	if (source_list_build(&c->sources, &c->settings, err))
		return -1;
	c->stored_ms = calloc(c->sources.count + 1, sizeof *c->stored_ms);
	if (!c->stored_ms)
		return error_set(err, "out of memory");
	if (!c->sources.count)
		return error_set(err, "there is nothing to poll: no symbol and no feed in the configuration");
	return 0;
}

static struct source *find_source(struct collect_loop *c, const char *name)
{
	for (size_t i = 0; i < c->sources.count; i++)
		if (!strcmp(c->sources.items[i].state.name, name))
			return &c->sources.items[i];
	return NULL;
}

/* A source that was taken out of the configuration must not look alive for ever. */
static int retire(struct collect_loop *c, struct source_state *state, struct error *err)
{
	if (state->status == SOURCE_DISABLED)
		return 0;
	state->status = SOURCE_DISABLED;
	state->next_poll = 0;
	snprintf(state->error, sizeof state->error, "not in the configuration any more");
	return store_put_source_state(c->store, state, err);
}

/* A try that lies in the future was noted by a clock that has been set back since: a wait stays as long as it was. */
static void note_clock(struct source_state *state, int64_t now)
{
	int64_t ahead = state->last_try - now;
	if (ahead <= 0)
		return;
	state->last_try = now;
	if (state->last_ok > now)
		state->last_ok = now;
	if (state->next_poll)
		state->next_poll -= ahead;
}

int collect_resume(struct collect_loop *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock);
	struct source_state *states = NULL;
	size_t count = 0;
	int result = collect_load_companies(c, err);
	if (!result)
		result = store_get_source_states(c->store, &states, &count, err);
	for (size_t i = 0; !result && i < count; i++) {
		struct source *s = find_source(c, states[i].name);
		note_clock(&states[i], now);
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

static int64_t first_due_ms(struct collect_loop *c, const struct source *s, int64_t now, int64_t steady)
{
	int64_t wait = stored_wait_s(s->state.next_poll, now) * 1000;
	if (s->unasked || s->class->rank || s->class->on_demand || collect_waits_for_number(s))
		return SCHEDULE_NEVER;
	if (c->options->once && !is_refused_until_later(s, now))
		return steady;
	return steady + (wait ? wait : prng_below(&c->prng, (uint32_t)s->class->jitter_ms + 1));
}

/* Where a host's hourly limit bites: what is looked at, then the other prices, then the rest. */
static int slot_rank(const struct source *s)
{
	if (s->class->on_demand)
		return s->class == &source_yahoo_weeks ? 3 : 0;
	if (s->class->datum != DATUM_PRICE)
		return 2;
	return s->probes || s->class->rank ? 0 : 1;
}

/* What is never asked says so once, where the others are seen. */
static int note_unasked(struct collect_loop *c, struct error *err)
{
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source *s = &c->sources.items[i];
		if (!s->unasked)
			continue;
		c->left--;
		collect_say_poll(c, &s->state);
		if (store_put_source_state(c->store, &s->state, err))
			return -1;
	}
	return 0;
}

int collect_plan(struct collect_loop *c, struct error *err)
{
	int64_t now = clock_wall_s(c->options->clock), steady = clock_steady_ms();
	schedule_init(&c->schedule, c->options->replay_dir ? 0 : c->options->spacing_ms);
	c->schedule.host_hourly = c->options->once || c->options->replay_dir ? 0 : SCHEDULE_HOURLY;
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source *s = &c->sources.items[i];
		char url[URL_SIZE], host[URL_HOST_SIZE];
		/* The host of what it is for: a session that must come first counts for that one too. */
		if (source_url(s, url))
			return error_set(err, "%s: the address is too long", s->state.name);
		if (url_host(url, host) || schedule_add(&c->schedule, host, first_due_ms(c, s, now, steady)))
			return error_set(err, "out of memory");
		schedule_set_rank(&c->schedule, i, slot_rank(s));
	}
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source *s = &c->sources.items[i];
		if (is_refused_until_later(s, now) && source_speaks_for_host(s))
			schedule_hold(&c->schedule, i, steady + stored_wait_s(s->state.next_poll, now) * 1000);
	}
	c->left = c->sources.count;
	for (size_t i = 0; i < c->sources.count; i++)
		c->left -= collect_waits_for_number(&c->sources.items[i]);
	return note_unasked(c, err);
}

static void say_held(const struct collect_loop *c, size_t index, int64_t wait_ms)
{
	const struct source *s = &c->sources.items[index];
	int64_t now = clock_wall_s(c->options->clock), until = now + wait_ms / 1000;
	struct source_state shown = s->state;
	char text[TIMESTAMP_SIZE];
	if (is_refused_until_later(s, now) && s->state.next_poll > until)
		until = s->state.next_poll;
	timestamp_format_rfc3339(until, text);
	snprintf(shown.error, sizeof shown.error, "not asked, %.120s wants no request before %s",
		 c->schedule.hosts[c->schedule.slots[index].host].name, text);
	collect_say_poll(c, &shown);
}

void collect_leave_out_held(struct collect_loop *c)
{
	int64_t steady = clock_steady_ms();
	for (size_t i = 0; c->options->once && i < c->sources.count; i++) {
		struct schedule_slot *slot = &c->schedule.slots[i];
		int64_t free_ms = c->schedule.hosts[slot->host].free_ms;
		int64_t ready = slot->due_ms > free_ms ? slot->due_ms : free_ms;
		if (slot->busy || slot->due_ms == SCHEDULE_NEVER || ready - steady < COLLECT_ONCE_PATIENCE_MS)
			continue;
		say_held(c, i, ready - steady);
		chain_note_held(&c->chain, i, ready / 1000);
		slot->due_ms = SCHEDULE_NEVER;
		c->left--;
	}
}
