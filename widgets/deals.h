/* What the three looks at the ledger share: the rule that names them, the ground of a selected row, money in
 * thousand millions. For the widgets of the deals alone. */
#ifndef FROTH_WIDGETS_DEALS_H
#define FROTH_WIDGETS_DEALS_H

#include "widgets/format.h"
#include "widgets/widget.h"

#define DEALS_LEFT 3

enum deals_look { LOOK_TABLE, LOOK_CIRCLE, LOOK_ENERGY, LOOK_CANDIDATES, LOOKS };

/* "─ Ledger ───── MORE · table ‹circle› energy candidates 3 ─": what has no room is left out, the looks last. */
void deals_draw_rule(struct canvas *c, const struct view_model *m, const char *title, enum deals_look look,
		     const char *more);
/* The row's ground where it is selected; the canvas for its text. */
struct canvas deals_line(struct canvas *c, int row, bool is_selected);
/* "1,473", "64.6"; "-" for NAN. */
void format_bn(double amount, char out[FORMAT_SIZE]);

#endif
