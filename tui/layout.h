/* Where each pane of a screen lies: pure arithmetic on the terminal's size. Areas never overlap and
 * never leave the screen; one that has no room has no rows. */
#ifndef FROTH_TUI_LAYOUT_H
#define FROTH_TUI_LAYOUT_H

#include <stdbool.h>
#include <stddef.h>

struct area {
	int row, column, rows, columns;
};

struct board_layout {
	bool too_small; /* nothing but a message fits */
	struct area bar, companies, chart, chart_year, press, froth, status;
};

/* Of the screen of the debate. Where not all lists fit, `focus` (0 components, 1 inputs, 2 claims) is shown. */
struct debate_layout {
	struct area scale, components, inputs, claims, limits;
};

#define LAYOUT_MIN_ROWS 10 /* less: one line a company */
#define LAYOUT_MIN_COLUMNS 40

void layout_board(struct board_layout *l, int rows, int columns, size_t companies);
/* The rows that a board needs on which every pane has its best size. */
int layout_board_rows(int columns, size_t companies);
void layout_debate(struct debate_layout *l, struct area body, int focus, size_t components, size_t claims);
bool area_holds(const struct area *a, int row, int column);

#endif
