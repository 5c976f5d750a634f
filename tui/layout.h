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

/* Panes of the debate that a person can go to, in the order of Tab. */
enum debate_pane { DEBATE_COMPONENTS, DEBATE_ASSUMPTIONS, DEBATE_COMPANIES, DEBATE_CLAIMS, DEBATE_INPUTS };

/* Rows that each list of the debate would fill. */
struct debate_counts {
	size_t components, assumptions, companies, claims;
};

/* Of the screen of the debate. Where not all panes fit, the focused one is shown, and what is best beside it. */
struct debate_layout {
	struct area scale, components, tornado, assumptions, companies, claims, history, inputs, limits;
};

/* Of the screen of the deals: the table, or the circle's parts with the rows behind a loop where there is room,
 * those of the
 * power promised, or the candidates. */
struct deals_layout {
	struct area table, matrix, loops, behind, meaning, partners, left_out, candidates, candidate;
};

/* Of the screen of the press. */
struct press_layout {
	struct area chips, stories, reader;
};

/* Panes of the Company screen, in the order of Tab. */
enum company_pane { COMPANY_CHART, COMPANY_ACCOUNTS, COMPANY_DEALS, COMPANY_PRESS };

/* Rows that each list of it would fill. */
struct company_counts {
	size_t accounts, deals, press;
};

struct company_layout {
	struct area head, chart, accounts, deals, press;
	bool is_apart; /* deals and press are not shown together, so each has a title of its own */
};

#define LAYOUT_MIN_ROWS 10 /* less: one line a company */
#define LAYOUT_MIN_COLUMNS 40

void layout_board(struct board_layout *l, int rows, int columns, size_t company_count);
/* The rows that a board needs on which every pane has its best size. */
int layout_board_rows(int columns, size_t companies);
void layout_debate(struct debate_layout *l, struct area body, enum debate_pane focus,
		   const struct debate_counts *counts);
void layout_circle(struct deals_layout *l, struct area body, size_t payer_count, size_t loop_count);
/* `year_count` lines of what was promised when, `left_out` rows of what is not in the sum. */
void layout_power(struct deals_layout *l, struct area body, size_t partner_count, size_t year_count, int left_out);
/* The list, and below it the selected one. */
void layout_candidates(struct deals_layout *l, struct area body, size_t candidates);
void layout_company(struct company_layout *l, struct area body, enum company_pane focus,
		    const struct company_counts *n);
void layout_press(struct press_layout *l, struct area body, bool reader_has_focus);
/* The pieces that layouts are cut with: rows off the top or the bottom, columns off the right with one between. */
struct area area_take(struct area *left, int rows);
struct area area_take_below(struct area *left, int rows);
struct area area_take_right(struct area *left, int columns);
bool area_holds(const struct area *a, int row, int column);

#endif
