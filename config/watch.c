#include "config/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"

struct watchlist *watch_find(const struct config *c, const char *name)
{
	struct watchlist *alike = NULL;
	for (size_t i = 0; i < c->watchlist_count; i++) {
		if (strcmp(c->watchlists[i].name, name) == 0)
			return &c->watchlists[i];
		if (!alike && strcasecmp(c->watchlists[i].name, name) == 0)
			alike = &c->watchlists[i];
	}
	return alike;
}

size_t watch_place(const struct watchlist *w, const char *symbol)
{
	size_t i = 0;
	while (i < w->count && strcmp(w->symbols[i], symbol) != 0)
		i++;
	return i;
}

/* ---- symbols ---- */

static void put_at(struct watchlist *w, size_t from, size_t to)
{
	char kept[SYMBOL_SIZE];
	memcpy(kept, w->symbols[from], sizeof kept);
	if (from < to)
		memmove(w->symbols + from, w->symbols + from + 1, (to - from) * sizeof *w->symbols);
	else
		memmove(w->symbols + to + 1, w->symbols + to, (from - to) * sizeof *w->symbols);
	memcpy(w->symbols[to], kept, sizeof kept);
}

static int add_symbol(struct watchlist *w, const struct watch_edit *e, struct error *err)
{
	if (watch_place(w, e->symbol) < w->count)
		return error_set(err, "%s is in %s already", e->symbol, w->name);
	if (w->count == CONFIG_MAX_SYMBOLS)
		return error_set(err, "%s holds %d symbols, which is as many as a watchlist may", w->name,
				 CONFIG_MAX_SYMBOLS);
	char(*grown)[SYMBOL_SIZE] = realloc(w->symbols, (w->count + 1) * sizeof *grown);
	if (!grown)
		return error_set(err, "out of memory");
	w->symbols = grown;
	snprintf(grown[w->count++], sizeof *grown, "%s", e->symbol);
	put_at(w, w->count - 1, e->place < w->count ? e->place : w->count - 1);
	return 0;
}

static int find_symbol(const struct watchlist *w, const struct watch_edit *e, size_t *place, struct error *err)
{
	*place = watch_place(w, e->symbol);
	return *place < w->count ? 0 : error_set(err, "%s is not in %s", e->symbol, w->name);
}

static int remove_symbol(struct watchlist *w, const struct watch_edit *e, struct error *err)
{
	size_t place;
	if (find_symbol(w, e, &place, err))
		return -1;
	put_at(w, place, w->count - 1);
	w->count--;
	return 0;
}

static int move_symbol(struct watchlist *w, const struct watch_edit *e, struct error *err)
{
	size_t place;
	if (find_symbol(w, e, &place, err))
		return -1;
	put_at(w, place, e->place < w->count ? e->place : w->count - 1);
	return 0;
}

/* ---- lists ---- */

static int check_name(const struct config *c, const struct watchlist *self, const char *name, struct error *err)
{
	char safe[WATCHLIST_NAME_SIZE + 4];
	safe_copy(safe, sizeof safe, name);
	if (!*safe || strlen(name) >= WATCHLIST_NAME_SIZE || strcmp(safe, name) != 0)
		return error_set(err, "expected a name of 1 to %d bytes without control characters, found \"%s\"",
				 WATCHLIST_NAME_SIZE - 1, safe);
	const struct watchlist *other = watch_find(c, name);
	return other && other != self ? error_set(err, "a watchlist is called \"%s\" already", other->name) : 0;
}

static int create_list(struct config *c, const struct watch_edit *e, struct error *err)
{
	if (check_name(c, NULL, e->list, err))
		return -1;
	if (c->watchlist_count == CONFIG_MAX_WATCHLISTS)
		return error_set(err, "there are %d watchlists, which is as many as there may be",
				 CONFIG_MAX_WATCHLISTS);
	struct watchlist *grown = realloc(c->watchlists, (c->watchlist_count + 1) * sizeof *grown);
	if (!grown)
		return error_set(err, "out of memory");
	c->watchlists = grown;
	struct watchlist *w = &grown[c->watchlist_count++];
	*w = (struct watchlist){ .symbols = NULL };
	snprintf(w->name, sizeof w->name, "%s", e->list);
	return 0;
}

static int delete_list(struct config *c, struct watchlist *w, struct error *err)
{
	if (c->watchlist_count == 1)
		return error_set(err, "%s is the only watchlist; froth needs one", w->name);
	free(w->symbols);
	size_t place = (size_t)(w - c->watchlists);
	memmove(w, w + 1, (--c->watchlist_count - place) * sizeof *w);
	return 0;
}

static int rename_list(struct config *c, struct watchlist *w, const struct watch_edit *e, struct error *err)
{
	if (check_name(c, w, e->name, err))
		return -1;
	snprintf(w->name, sizeof w->name, "%s", e->name);
	return 0;
}

int watch_refuse_list(const struct config *c, const char *name, struct error *err)
{
	char safe[64];
	safe_copy(safe, sizeof safe, name);
	return error_set(err, "there is no watchlist \"%s\"; there is \"%s\"%s", safe, c->watchlists[0].name,
			 c->watchlist_count > 1 ? " and others: froth watch list" : "");
}

int watch_edit_apply(struct config *c, const struct watch_edit *e, struct error *err)
{
	struct watchlist *w = watch_find(c, e->list);
	if (!w && e->change != WATCH_CREATE)
		return watch_refuse_list(c, e->list, err);
	switch (e->change) {
	case WATCH_ADD:
		return add_symbol(w, e, err);
	case WATCH_REMOVE:
		return remove_symbol(w, e, err);
	case WATCH_MOVE:
		return move_symbol(w, e, err);
	case WATCH_CREATE:
		return create_list(c, e, err);
	case WATCH_DELETE:
		return delete_list(c, w, err);
	case WATCH_RENAME:
		return rename_list(c, w, e, err);
	}
	return -1;
}
