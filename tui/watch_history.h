/* Changes to the watchlists made in the person's configuration file, each one kept so that it can be undone. The
 * file is read before every change: a person may have edited it a second ago, and that edit stays.
 *
 * A change that is undone puts back the text of before, to the byte, unless somebody else has changed the file
 * since; then only the change itself is turned back, in the text as it is now. */
#ifndef FROTH_TUI_WATCH_HISTORY_H
#define FROTH_TUI_WATCH_HISTORY_H

#include "config/watch.h"

#define WATCH_STEPS 20 /* the oldest are forgotten */

struct watch_step {
	enum watch_change change;
	char list[WATCHLIST_NAME_SIZE];
	char symbol[SYMBOL_SIZE];       /* ADD, REMOVE, MOVE; else "" */
	char name[WATCHLIST_NAME_SIZE]; /* RENAME; else "" */
	bool made_file;                 /* there was none before */
	struct buffer before, after;    /* owned: the file's text */
};

struct watch_history {
	struct watch_step steps[WATCH_STEPS];
	size_t count;
};

void watch_history_release(struct watch_history *h);
/* Makes the change in the file at `path` and remembers it; the step is borrowed until the next call. NULL: err
 * says why, and the file is as it was. edit->list must be the exact name. */
const struct watch_step *watch_history_make(struct watch_history *h, const struct watch_edit *edit, const char *path,
					    struct error *err);
/* Undoes the last one, which *step then holds: release it by watch_step_release. -1: there is none, or it cannot be
 * undone; err says why. One that failed stays the last. */
int watch_history_undo(struct watch_history *h, const char *path, struct watch_step *step, struct error *err);
void watch_step_release(struct watch_step *step);

#endif
