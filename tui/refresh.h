/* What the viewer asks of the collector: a poll at once (r, R), and the prices first of the rows that are shown. */
#ifndef FROTH_TUI_REFRESH_H
#define FROTH_TUI_REFRESH_H

#include "tui/viewer_state.h"

/* r: argument 0, what the screen shows; R: argument 1, everything. The notice says who was asked, or why nobody. */
void viewer_refresh(struct viewer *v, int all);

/* Names the visible companies that are far down in the watchlists, when they have changed, at most every two
 * seconds, and again every five minutes. After each frame, and when v->glance.due_ms has come. */
void viewer_glance(struct viewer *v, int64_t now_ms);

#endif
