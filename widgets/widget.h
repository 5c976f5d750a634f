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
extern const struct widget_class widget_debate;     /* both readings on one scale */
extern const struct widget_class widget_components; /* what the distance is made of */
extern const struct widget_class widget_inputs;     /* what went into the reading */
extern const struct widget_class widget_claims;     /* of both men, with today's figure beside */
extern const struct widget_class widget_limits;     /* what is not claimed */
extern const struct widget_class widget_deals;      /* the ledger's table */
extern const struct widget_class widget_status;     /* the bottom line */
extern const struct widget_class widget_help;       /* overlay, from the key table */
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
int companies_head(int rows);
int press_head(int rows);
int sources_head(int rows);
int sources_rows(int rows); /* rows of items: the foot takes some */
int debate_head(int rows);  /* of components, inputs and claims */
int deals_head(int rows);
/* Orders m->deals: newest first, of one date the higher id. */
void deals_sort(struct view_model *m);
/* How far the readings of a component lie apart, and its part in % of all such distances; NAN if not known. */
double reading_distance(const struct reading *r, enum component component);
double reading_distance_share(const struct reading *r, enum component component);
/* The claims of both men: rows of m->deals, in their order; borrowed, NULL past the last. */
const struct deal *claim_find(const struct view_model *m, size_t index);
size_t claim_count(const struct view_model *m);
/* The lines that one press item takes, and how many items fit. */
size_t list_visible(const struct list_position *p, size_t count, int rows);
/* Moves `top` so that `selected` is in view of `rows` lines, and both stay in range. */
void list_settle(struct list_position *p, size_t count, int rows);

/* Columns of the companies' table, for sorting. */
int companies_column_next(int column); /* the next sortable column after `column`; -1 as listed */
const char *companies_column_title(int column);
/* Orders m->companies; ties and column -1 keep the watchlist's order, missing figures go last. */
void companies_sort(struct view_model *m, int column, bool reversed);
/* The sortable column whose title stands at `column` of a table `columns` wide; -1 none. */
int companies_hit(int columns, int column);

#endif
