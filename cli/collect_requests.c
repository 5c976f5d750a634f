/* What other programs ask of the collector, looked at when its lease is due and when the viewer's byte comes. */
#include <stdio.h>
#include <string.h>

#include "cli/collect_loop.h"
#include "cli/requests.h"

#define LOOK_MS 10000
#define REASK_S 30 /* a source is not asked again sooner, whoever wants it */

/* ---- polls ---- */

static bool is_meant(const struct source *s, const char *name)
{
	return strcmp(name, "*") == 0 || strcmp(s->state.name, name) == 0;
}

/* It wants to be left alone, has failed, or is paused. That the network was away is nobody's wish. */
static bool wants_rest(const struct source *s, int64_t now)
{
	enum source_status status = s->state.status;
	return s->state.next_poll > now &&
	       (status == SOURCE_REFUSED || status == SOURCE_DISABLED || status == SOURCE_BACKING_OFF);
}

/* A server that wants to be left alone is; the spacing of its host stands anyway. */
static void poll_soon(struct collect_loop *c, size_t index, int64_t steady)
{
	const struct source *s = &c->sources.items[index];
	struct schedule_slot *slot = &c->schedule.slots[index];
	int64_t now = clock_wall_s(c->options->clock);
	int64_t since_last = now - s->state.last_try;
	bool stands_by = slot->due_ms == SCHEDULE_NEVER;
	if (slot->busy || s->unasked || wants_rest(s, now))
		return;
	if (s->class->on_demand)
		collect_hurry_errand(c, index, steady, REASK_S);
	if (s->class->on_demand || stands_by)
		return;
	int64_t pause = since_last >= 0 && since_last < REASK_S ? REASK_S - since_last : 0;
	if (slot->due_ms > steady + pause * 1000)
		slot->due_ms = steady + pause * 1000;
}

static void poll_named(struct collect_loop *c, const struct request_list *list, int64_t steady)
{
	for (size_t i = 0; i < list->count && !c->options->once; i++)
		for (size_t k = 0; list->items[i].kind == REQUEST_POLL && k < c->sources.count; k++)
			if (is_meant(&c->sources.items[k], list->items[i].name))
				poll_soon(c, k, steady);
}

static void look_at_named(struct collect_loop *c, const struct request_list *list)
{
	for (size_t i = 0; i < list->count && !c->options->once; i++) {
		const struct request *r = &list->items[i];
		if (r->kind == REQUEST_LOOK || r->kind == REQUEST_GLANCE)
			collect_look(c, r->symbols, r->kind == REQUEST_LOOK);
	}
}

/* ---- all of it ---- */

static void say_bad(const struct collect_loop *c, const struct request_list *list)
{
	if (list->bad)
		fprintf(c->options->messages,
			"froth: %zu lines among the requests are none and were dropped, first \"%s\"\n", list->bad,
			list->first_bad);
}

static int do_all(struct collect_loop *c, const struct request_list *list, int64_t steady, struct error *err)
{
	struct request_effects effects;
	if (requests_apply(c->store, list, &effects, err))
		return -1;
	look_at_named(c, list);
	poll_named(c, list, steady);
	collect_tend_visible(c, steady);
	if (effects.ledger)
		c->ledger = (struct ledger_watch){ .due_ms = steady };
	collect_say_news(c, "press", effects.marks);
	collect_say_news(c, "deals", effects.candidates);
	return 0;
}

static int look(struct collect_loop *c, int64_t steady, struct error *err)
{
	struct request_file file;
	struct request_list list;
	bool any;
	int result = requests_take(&file, c->options->store_path, &list, &any, err);
	if (!result && any) {
		say_bad(c, &list);
		result = do_all(c, &list, steady, err) || requests_finish(&file, &list, err) ||
					 do_all(c, &list, steady, err)
				 ? -1
				 : 0;
	}
	requests_leave(&file);
	request_list_release(&list);
	return result;
}

void collect_tend_requests(struct collect_loop *c, int64_t steady)
{
	struct error err;
	if (steady < c->requests_ms)
		return;
	c->requests_ms = steady + LOOK_MS;
	collect_note_store(c, look(c, steady, &err), &err);
}
