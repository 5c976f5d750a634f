/* What the panes of screen 3 share: their left edge, the ground of the selected row, when nothing is known. */
#ifndef FROTH_WIDGETS_DEBATE_H
#define FROTH_WIDGETS_DEBATE_H

#include "widgets/format.h"
#include "widgets/scale.h"
#include "widgets/widget.h"

#define DEBATE_LEFT 3
#define SCORE_COLUMNS 3

/* The row's ground where it is selected; the canvas for its text. */
struct canvas debate_line(struct canvas *c, int row, bool is_selected);
/* The text cut to the columns, and how many columns it may take: what follows begins there. */
int debate_cell(struct canvas *c, int row, int column, int columns, enum role role, const char *text);
int debate_cell_right(struct canvas *c, int row, int column, int columns, enum role role, const char *text);
/* "35 ··●━━━●·· 99" over `columns`, grey where is_dim; the columns used. */
int debate_pair(struct canvas *c, int row, int column, int columns, const double value[CAMPS], bool is_dim);
/* A column's title, set into the pane's rule. */
void debate_title(struct canvas *c, int column, int columns, bool right, enum role role, const char *text);
/* "1-5 of 23", or "" where all are shown. */
void debate_shown(const struct list_position *p, size_t shown, size_t count, char out[FORMAT_SIZE]);

#endif
