/* What keys and clicks do on screen 2, and how the board leads to it. */
#ifndef FROTH_TUI_ACTION_COMPANY_H
#define FROTH_TUI_ACTION_COMPANY_H

#include "tui/key.h"
#include "tui/viewer_state.h"

/* The meaning that the Company screen gives a key; false: it has none there, or none of its own. */
bool viewer_company_act(struct viewer *v, const struct keybind *bind);
/* A click on the chart, at a place within it. */
void viewer_company_click(struct viewer *v, const struct hit *hit);
/* Reads what the screen shows where it is shown and something has changed, and tells the collector what is looked
 * at. What is selected stays selected when rows move. */
void viewer_load_company(struct viewer *v);
/* The answer of the prompt. */
void viewer_take_compare(struct viewer *v, enum prompt_answer answer);

#endif
