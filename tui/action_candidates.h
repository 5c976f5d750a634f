/* What the keys do on a candidate of screen 4: Enter puts it into the person's own ledger, x refuses it. */
#ifndef FROTH_TUI_ACTION_CANDIDATES_H
#define FROTH_TUI_ACTION_CANDIDATES_H

#include "tui/key.h"
#include "tui/viewer_state.h"

/* Whether the key was meant for the candidates. */
bool viewer_candidates_act(struct viewer *v, const struct keybind *bind);

#endif
