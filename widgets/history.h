/* The index's past as the model holds it: one line of blocks, or a chart of its own. Days that were computed
 * later from what was dated by then are grey, those that were stored at the time are not. */
#ifndef FROTH_WIDGETS_HISTORY_H
#define FROTH_WIDGETS_HISTORY_H

#include "tui/surface.h"
#include "widgets/view_model.h"

/* "12 May  34 ▁▂▃▅▇ 37  now   Huang 11–13  Marcus 58–62"; says so where the history is too short. */
void history_draw_line(struct canvas *c, int row, int column, int columns, const struct view_model *m);

#endif
