/* Where things lie on the chart of the Company screen, for who moves and clicks on it (tui/). Rows and columns are
 * those of the pane and of the place in it; the answers are of what widget_company_chart draws at that size. */
#ifndef FROTH_WIDGETS_COMPANY_CHART_H
#define FROTH_WIDGETS_COMPANY_CHART_H

#include "widgets/widget.h"

/* What a click hits. */
enum chart_target {
	CHART_NOTHING,
	CHART_FRAME, /* the name of a time frame */
	CHART_LINE,  /* the words of the rule */
	CHART_CANDLES,
	CHART_LOG,     /* turns the scale */
	CHART_COMPARE, /* asks for another symbol, or takes the one away that is there */
	CHART_BAR      /* the plot */
};

struct chart_hit {
	enum chart_target target;
	enum time_frame frame; /* of CHART_FRAME */
	size_t bar;            /* of CHART_BAR: a place in m->company.chart.main.series */
	int64_t time;          /* of that bar: what state.crosshair takes */
};

struct chart_hit company_chart_hit(const struct view_model *m, const struct view_state *s, int rows, int columns,
				   int row, int column);
/* The bar on which s->chart.crosshair stands, the nearest one where that is gone: a place in
 * m->company.chart.main.series; 0 where there are none. The newest bar before there is a crosshair. */
size_t company_chart_bar(const struct view_model *m, const struct view_state *s);
/* The first bar that is drawn: above 0 where a second symbol begins later. */
size_t company_chart_first(const struct view_model *m);

#endif
