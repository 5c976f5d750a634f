/* What the keys of the deals do: the looks, the choice of rows, the person's own ledger; and `o`, which opens
 * the link of the focused row anywhere. */
#ifndef FROTH_TUI_ACTION_DEALS_H
#define FROTH_TUI_ACTION_DEALS_H

#include "tui/viewer_state.h"

void viewer_turn_look(struct viewer *v, int step);
void viewer_turn_circle(struct viewer *v, int argument);
void viewer_filter_deals(struct viewer *v, int argument);
void viewer_add_row(struct viewer *v, int argument);
void viewer_edit_row(struct viewer *v, int argument);
void viewer_open_row_link(struct viewer *v, int argument);
/* The selected company has changed: where its rows alone are shown, or on the deals' screen, show its rows. */
void viewer_follow_company(struct viewer *v);

#endif
