/* What keys do on screen 5, and to the press on the board. */
#ifndef FROTH_TUI_ACTION_PRESS_H
#define FROTH_TUI_ACTION_PRESS_H

#include "tui/key.h"
#include "tui/viewer_state.h"

/* The meaning that the press gives a key; false: it has none there, or none of its own. */
bool viewer_press_act(struct viewer *v, const struct keybind *bind);
/* A row was clicked. False: screen 5 is not shown. */
bool viewer_press_click(struct viewer *v, size_t row);
/* After the screen was changed: the list is read where it is shown. */
void viewer_show_press(struct viewer *v);
/* After headlines were read anew, or the filter changed: the list is read again where it is shown, and the selected
 * story stays on its line. Costs nothing where nothing changed. */
void viewer_load_press(struct viewer *v);
/* Answers of the prompt. */
void viewer_take_search(struct viewer *v, enum prompt_answer answer);
void viewer_take_mark_all(struct viewer *v, enum prompt_answer answer);

#endif
