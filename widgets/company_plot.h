/* The chart of the Company screen between its own files: where its parts lie in the pane, and what each draws. Made
 * anew for every frame and every click by company_plot_init(); it points into itself and is not to be copied. */
#ifndef FROTH_WIDGETS_COMPANY_PLOT_H
#define FROTH_WIDGETS_COMPANY_PLOT_H

#include "widgets/company_chart.h"
#include "widgets/format.h"
#include "widgets/plot.h"

struct company_plot {
	const struct view_model *model;
	const struct company_chart_view *view;
	const struct company_chart_state *state;
	const struct company_view *company; /* of the watchlist; NULL it is not in it */
	size_t first;                       /* the bar of view->main that is drawn first */
	struct candle_series shown;         /* view->main's bars from there on; borrowed */
	struct plot plot;
	int text_row;                /* the line of words; -1 they lie in the plot */
	int volume_row, volume_rows; /* 0 rows: none */
	int times_row;               /* -1 none */
	bool is_intraday;
	int offset_s;      /* of the exchange's clock, 0 where a bar stands for a day or longer */
	double other_base; /* other's close at the first bar drawn; NAN: there is nothing to compare with */
};

/* false: there are no bars, or no room for them. The canvas may be NULL, for asking where things are. */
bool company_plot_init(struct company_plot *p, const struct view_model *m, const struct view_state *s, struct canvas *c,
		       int rows, int columns);
/* The company of m->company in the watchlist; NULL it is not there. */
const struct company_view *company_chart_company(const struct view_model *m);

/* ---- the rule ---- */

void company_rule_draw(struct canvas *c, const struct view_model *m, const struct view_state *s);
struct chart_hit company_rule_hit(const struct view_model *m, const struct view_state *s, int columns, int column);

/* ---- a second symbol ---- */

/* The last bar of the other that had ended when main's bar ended; NULL none. */
const struct candle *compare_bar(const struct company_chart_view *view, size_t bar);
double compare_close(const struct company_chart_view *view, size_t bar); /* its close; NAN none */
double compare_last(const struct company_chart_view *view);              /* other's newest price */
const char *compare_name(const struct company_chart_view *view);         /* as a person reads it; borrowed */
/* The first bar of main at which both have a close; the number of its bars where there is none. */
size_t compare_start(const struct company_chart_view *view);
/* The price of main's at whose height other's close stands. */
double compare_price(const struct company_plot *p, double close);
void compare_draw_line(const struct company_plot *p, enum role role);

/* ---- bars ---- */

void candles_draw(const struct company_plot *p);
void volumes_draw(const struct company_plot *p, size_t marked); /* a bar that is chosen; past the last, none is */

/* ---- words ---- */

struct chart_word {
	char text[FORMAT_SIZE * 2];
	enum role role;
	bool is_bold;
	int rank; /* words of the highest rank are left out first where there is no room; 0 stays */
};
#define CHART_WORDS 12
struct chart_line {
	struct chart_word words[CHART_WORDS];
	size_t count;
};
void chart_line_add(struct chart_line *l, int rank, enum role role, bool is_bold, const char *text);
void chart_line_add_change(struct chart_line *l, int rank, double pct);        /* nothing where it is NAN */
int chart_line_fit(struct chart_line *l, const struct canvas *c, int columns); /* the columns it then takes */
void chart_line_draw(const struct chart_line *l, struct canvas *c, int row, int column, int columns);

/* One symbol: when the frame begins and ends, its change, low and high. */
void summary_line(const struct company_plot *p, struct chart_line *l);
/* Two: the sign of each line, its name, its change. */
void compare_line(const struct company_plot *p, struct chart_line *l);

void crosshair_draw(const struct company_plot *p, size_t bar); /* below the line */
void crosshair_draw_point(const struct company_plot *p, size_t bar);
void crosshair_line(const struct company_plot *p, size_t bar, struct chart_line *l);

#endif
