/* What keys do to the assumptions of screen 3. */
#ifndef FROTH_TUI_ACTION_INDEX_H
#define FROTH_TUI_ACTION_INDEX_H

#include "tui/viewer_state.h"

/* Changes the selected assumption; false: none is focused, the key means something else. */
bool viewer_step_assumption(struct viewer *v, int steps);
void viewer_show_assumptions(struct viewer *v, int argument);
void viewer_turn_column(struct viewer *v, int argument);
void viewer_restore_assumptions(struct viewer *v, int argument);

#endif
