/* The person's own ledger, looked at every few seconds: the collector is the store's writer, so what a person
 * saved shows when it has taken it in. A wrong file is told once and changes nothing. */
#include <stdio.h>
#include <sys/stat.h>

#include "cli/collect_loop.h"
#include "cli/seed.h"
#include "config/ledger.h"

#define LOOK_MS 2000

static void look(struct ledger_watch *w)
{
	char path[PATH_SIZE];
	struct stat st;
	*w = (struct ledger_watch){ .due_ms = w->due_ms, .is_known = w->is_known };
	if (ledger_own_path(path, NULL) || stat(path, &st))
		return;
	w->is_there = true;
	w->inode = st.st_ino;
	w->size = st.st_size;
	w->modified = st.st_mtim;
}

static bool is_same(const struct ledger_watch *a, const struct ledger_watch *b)
{
	return a->is_there == b->is_there && a->inode == b->inode && a->size == b->size &&
	       a->modified.tv_sec == b->modified.tv_sec && a->modified.tv_nsec == b->modified.tv_nsec;
}

static int take_in(struct collect_loop *c, struct error *err)
{
	struct error refusal = { "" };
	bool changed = false;
	if (seed_refresh_ledger(c->store, &c->options->config->index, clock_wall_s(c->options->clock), &changed,
				&refusal, err))
		return -1;
	if (*refusal.text)
		fprintf(stderr, "froth: %s (the ledger stays as it was)\n", refusal.text);
	/* Who looks must hear of it too if it was taken in while this process filled the store. */
	if (changed || (!c->ledger.is_known && c->ledger.is_there)) {
		collect_say_news(c, "deals", 1);
		collect_say_news(c, "reading", 1);
	}
	return 0;
}

void collect_tend_ledger(struct collect_loop *c, int64_t steady)
{
	struct ledger_watch before = c->ledger;
	struct error err;
	if (steady < c->ledger.due_ms)
		return;
	look(&c->ledger);
	c->ledger.due_ms = steady + LOOK_MS;
	/* The first time too: it may have been saved between the store's filling and now. */
	if (before.is_known && is_same(&c->ledger, &before))
		return;
	int failed = take_in(c, &err);
	collect_note_store(c, failed, &err);
	c->ledger.is_known = !failed; /* else again next time */
}
