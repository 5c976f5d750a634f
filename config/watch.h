/* Changes to the watchlists: in memory, and in the person's file, where every other byte stays as it is.
 *
 * The file's new text is read back and compared with what the change means before it is handed out, so that a
 * way of writing YAML that is not foreseen here is refused, never spoilt. */
#ifndef FROTH_CONFIG_WATCH_H
#define FROTH_CONFIG_WATCH_H

#include "base/buffer.h"
#include "config/config.h"

enum watch_change { WATCH_ADD, WATCH_REMOVE, WATCH_MOVE, WATCH_CREATE, WATCH_DELETE, WATCH_RENAME };

struct watch_edit {
	enum watch_change change;
	const char *list;   /* the name of the watchlist */
	const char *symbol; /* ADD, REMOVE, MOVE: a valid one */
	size_t place;       /* ADD, MOVE: from 0; at or past the last: the end */
	const char *name;   /* RENAME: the new name */
};

#define WATCH_END SIZE_MAX

/* The list of that name, in any case of its letters if no other bears it exactly; NULL none. Borrowed. */
struct watchlist *watch_find(const struct config *c, const char *name);
/* "there is no watchlist \"X\"; there is \"AI trade\" ..."; -1. */
int watch_refuse_list(const struct config *c, const char *name, struct error *err);
/* Where the symbol stands in the list; its count: nowhere. */
size_t watch_place(const struct watchlist *w, const char *symbol);

/* Makes the change in *c. -1 with a sentence, *c as it was: no such list or symbol, one that is there already,
 * a name that cannot be one, the last watchlist. */
int watch_edit_apply(struct config *c, const struct watch_edit *edit, struct error *err);

/* Writes into out (initialised, empty) the text of a configuration file after the change. A text without
 * watchlists stands for the built-in ones, which are then written too. -1: as apply, or the text is wrong, or its
 * lists are written in a way that cannot be changed in place; err names the line where it can. */
int watch_edit_write(struct buffer *out, const struct watch_edit *edit, const char *name, const char *text,
		     size_t length, struct error *err);

/* Whether the text has watchlists of its own; without any the built-in one holds. */
int watch_lists_are_written(const char *name, const char *text, size_t length, bool *written, struct error *err);

#endif
