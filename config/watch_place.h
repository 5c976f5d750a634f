/* Where a watchlist stands in the text of a configuration file. Private to config/. */
#ifndef FROTH_CONFIG_WATCH_PLACE_H
#define FROTH_CONFIG_WATCH_PLACE_H

#include "config/edit_walk.h"

struct span {
	size_t from, to; /* bytes of the text */
};

struct list_place {
	bool found;
	struct span lines;    /* whole lines of its item */
	struct span name;     /* the word of it */
	size_t indent;        /* of its keys */
	size_t symbols_key;   /* behind "symbols", 0: there is no such key */
	bool is_null;         /* the key has no list */
	struct span nothing;  /* then: the word for it, perhaps empty */
	bool is_flow;         /* "[A, B]" */
	struct span sequence; /* flow: with its brackets */
	struct span *symbols; /* owned */
	size_t count;
};

/* 0: the walk (at its beginning) stands at the first event of the lists' sequence; 1: the text has none. */
int watch_find_lists(struct edit_walk *e);
/* The list of that very name; p->found says whether there is one. 1: the text has no lists. Release in any case. */
int watch_find_list(struct edit_walk *e, struct list_place *p, const char *list);
void list_place_release(struct list_place *p);

#endif
