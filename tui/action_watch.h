/* Watchlists managed from the screen: `+`, `-`, J, K and `u` on the board, and all of them under `W`
 * (action_watchlists.c). Every change is made in the person's configuration file first, and shown from there. */
#ifndef FROTH_TUI_ACTION_WATCH_H
#define FROTH_TUI_ACTION_WATCH_H

#include "tui/key.h"
#include "tui/viewer_state.h"

/* The meaning that the board gives a key, or the watchlists where they are shown; false: it has none there. */
bool viewer_watch_act(struct viewer *v, const struct keybind *bind);
bool viewer_watchlists_act(struct viewer *v, const struct keybind *bind);
void viewer_watchlists_click(struct viewer *v, size_t row); /* selects it; the second click shows it */
/* The answers of the prompt. */
void viewer_take_symbol(struct viewer *v, enum prompt_answer answer);
void viewer_take_new_list(struct viewer *v, enum prompt_answer answer);
void viewer_take_new_name(struct viewer *v, enum prompt_answer answer);
void viewer_take_delete(struct viewer *v, enum prompt_answer answer);

/* False: a watchlist cannot be changed now, and a notice says why. Takes an edit of the file over first. */
bool viewer_may_edit(struct viewer *v);
/* Makes the change and shows the list of that name; NULL: a notice says why not. Borrowed until the next change. */
const struct watch_step *viewer_edit(struct viewer *v, const struct watch_edit *edit, const char *shown);
/* "...: what", where the file is and how to undo it. */
void viewer_say_edited(struct viewer *v, const struct watch_step *step, const char *what);
void viewer_undo_edit(struct viewer *v);
/* Text of the prompt without the blanks around it. */
void viewer_prompt_words(const struct viewer *v, char out[PROMPT_SIZE]);

#endif
