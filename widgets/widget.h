/* A widget: a pane or a control that draws the view model into a canvas. One file each. draw only
 * reads and is instant; it must survive any canvas size, however small. */
#ifndef FROTH_WIDGETS_WIDGET_H
#define FROTH_WIDGETS_WIDGET_H

#include "tui/surface.h"
#include "widgets/view_model.h"
#include "widgets/view_state.h"

struct widget_class {
	const char *name;
	int min_rows, min_columns; /* smaller than this it is better left out */
	void (*draw)(struct canvas *c, const struct view_model *m, const struct view_state *s);
};

extern const struct widget_class widget_bar;        /* the top line */
extern const struct widget_class widget_companies;  /* the watchlist's table */
extern const struct widget_class widget_chart;      /* the selected company, in the chosen range */
extern const struct widget_class widget_chart_year; /* the same, always the year (wide screens show both) */
extern const struct widget_class widget_press;
extern const struct widget_class widget_froth;
extern const struct widget_class widget_sources;
extern const struct widget_class widget_debate;           /* both readings on one scale */
extern const struct widget_class widget_components;       /* what the distance is made of */
extern const struct widget_class widget_inputs;           /* what went into the reading */
extern const struct widget_class widget_claims;           /* of both men, with today's figure beside */
extern const struct widget_class widget_tornado;          /* the distances by size */
extern const struct widget_class widget_assumptions;      /* what each side believes; keys change it */
extern const struct widget_class widget_readings;         /* the companies' own index */
extern const struct widget_class widget_history;          /* both readings over time */
extern const struct widget_class widget_limits;           /* what is not claimed */
extern const struct widget_class widget_deals;            /* the ledger's table */
extern const struct widget_class widget_circle;           /* the matrix of who pays whom */
extern const struct widget_class widget_loops;            /* what comes back */
extern const struct widget_class widget_behind;           /* the rows of the ledger behind the selected loop */
extern const struct widget_class widget_power;            /* the gigawatts promised, and what they mean */
extern const struct widget_class widget_partners;         /* the same by partners and year */
extern const struct widget_class widget_left_out;         /* gigawatts that are not in the sum */
extern const struct widget_class widget_candidates;       /* what headlines suggest for the ledger */
extern const struct widget_class widget_candidate;        /* the selected one's sentence and headline */
extern const struct widget_class widget_chips;            /* the filters of the press */
extern const struct widget_class widget_stories;          /* the press, filtered */
extern const struct widget_class widget_reader;           /* the selected story, whole */
extern const struct widget_class widget_company_head;     /* screen 2: name, price, neighbours */
extern const struct widget_class widget_company_chart;    /* its time frames, its price, another one over it */
extern const struct widget_class widget_company_accounts; /* what is known of it, each figure with its source */
extern const struct widget_class widget_company_deals;    /* over the next, under one title */
extern const struct widget_class widget_company_press;
extern const struct widget_class widget_company_deals_alone; /* each with a title of its own */
extern const struct widget_class widget_company_press_alone;
extern const struct widget_class widget_prompt;     /* over the status line, while there is a prompt */
extern const struct widget_class widget_notice;     /* the answer to what the person just did, over the last rows */
extern const struct widget_class widget_status;     /* the bottom line */
extern const struct widget_class widget_help;       /* overlay, from the key table */
extern const struct widget_class widget_watchlists; /* overlay: all watchlists */
extern const struct widget_class widget_card;       /* overlay: all that is known of the selected row */

/* A screen of the program, as the bar names it. */
struct screen_name {
	int digit;
	const char *name;
};
extern const struct screen_name screen_names[]; /* ended by name NULL */

/* Where a click on the bar's row lands: a screen's digit, 0 none. */
int bar_hit(const struct view_model *m, int columns, int column);

/* Rows of head (rule, column titles) above the first item of a list, for a canvas of `rows`. */
int companies_head(int rows, size_t count); /* of the board's table of so many companies */
int watchlists_head(int rows);              /* of their overlay */
int watchlists_rows(int rows);              /* rows of items */
int press_head(int rows);
int sources_head(int rows);
int sources_rows(int rows);     /* rows of items: the foot takes some */
int debate_head(int rows);      /* of every list of screen 3 */
int assumptions_rows(int rows); /* rows of items: the foot takes some */
int deals_head(int rows);
int company_list_head(int rows); /* of every list of screen 2 */
/* The rows of screen 2's deals and press; borrowed, NULL past the last. */
const struct deal *company_deal(const struct view_model *m, size_t index);
const struct headline *company_headline(const struct view_model *m, size_t index);
/* The rows of the ledger's table: all of m->deals, or those about the chosen company; borrowed, NULL past the last. */
const struct deal *deals_row(const struct view_model *m, size_t index);
size_t deals_row_count(const struct view_model *m);
/* The circle that is shown: of what is announced, or committed. */
const struct circle *circle_shown(const struct view_model *m);
size_t circle_payers(const struct circle *c); /* rows of its matrix */
/* Rows that the pane of what is left out takes of `columns`; 0 nothing is. */
int power_left_out_rows(const struct power *p, int columns);
/* Rows that the notice takes of `columns`; 0 there is none. */
int notice_rows(const struct view_model *m, int columns);
/* Orders m->deals: newest first, of one date the higher id. */
void deals_sort(struct view_model *m);
/* How far the readings of a component lie apart, and its part in % of all such distances; NAN if not known. */
double reading_distance(const struct reading *r, enum component component);
double reading_distance_share(const struct reading *r, enum component component);
/* What is behind a component, in a line; if it is stale, how old its newest figure is. */
void format_component_sentence(const struct view_model *m, enum component component, char *out, size_t size);
/* The component to which an input of the reading belongs, by its name. */
enum component reading_input_component(const struct reading_input *input);
/* The claims of both men: rows of m->deals, in their order; borrowed, NULL past the last. */
const struct deal *claim_find(const struct view_model *m, size_t index);
size_t claim_count(const struct view_model *m);
/* The pane of the board, in which an item takes two lines where its figures have room: settles its position,
 * and tells the item that stands on a line of items; -1 none. */
void press_settle(struct list_position *p, const struct view_model *m, int rows);
int press_items_in(const struct list_position *p, const struct view_model *m, int rows); /* whole ones */
int press_item_at(const struct list_position *p, const struct view_model *m, int rows, int line);
int stories_head(int rows);
/* The story that is selected on screen 5, with its figures; borrowed, NULL none. */
const struct headline *story_selected(const struct view_model *m, const struct view_state *s);
/* Lines of the reader in a pane of that width. */
int reader_lines(const struct view_model *m, const struct view_state *s, int columns);
/* The lines that one press item takes, and how many items fit. */
size_t list_visible(const struct list_position *p, size_t count, int rows);
/* Moves `top` so that `selected` is in view of `rows` lines, and both stay in range. */
void list_settle(struct list_position *p, size_t count, int rows);

/* Columns of the companies' table, for sorting. */
int companies_column_next(int column); /* the next sortable column after `column`; -1 as listed */
const char *companies_column_title(int column);
/* Orders m->companies; ties and column -1 keep the watchlist's order, missing figures go last. */
void companies_sort(struct view_model *m, int column, bool reversed);
/* The sortable column whose title stands at the terminal's column `at` of a table `total` wide; -1 none. */
int companies_hit(int total, int at);

#endif
