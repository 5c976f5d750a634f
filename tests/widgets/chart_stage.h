/* The chart of screen 2 on a stage of its own: bars put in by hand, the widget drawn alone. */
#ifndef FROTH_TESTS_WIDGETS_CHART_STAGE_H
#define FROTH_TESTS_WIDGETS_CHART_STAGE_H

#include <math.h>

#include "tests/widgets/fixture.h"
#include "widgets/company_chart.h"

#define DAY_S 86400
#define MIDNIGHT (FIXTURE_NOW / DAY_S * DAY_S) /* of Thursday, 20 August 2026 */

static const double missing = (double)NAN;

struct chart_stage {
	struct fixture f;
	struct company_chart_view *view;
	struct company_chart_state *state;
};

/* A year of days, and no bars yet. */
void stage_setup(struct chart_stage *t);
void stage_teardown(struct chart_stage *t);
void stage_set_frame(struct chart_stage *t, enum time_frame frame, const char *interval);
void stage_set_other(struct chart_stage *t, const char *symbol);
void stage_bars_init(struct company_bars *b, const char *interval);
void stage_add_candle(struct company_bars *b, int64_t time, double open, double high, double low, double close,
		      double volume);
void stage_add_close(struct company_bars *b, int64_t time, double close);
void stage_add_slope(struct company_bars *b, int64_t last, int64_t step, int count, double from, double to);
void stage_draw(struct chart_stage *t, int rows, int columns);
int stage_find(const struct chart_stage *t, const char *text);
bool stage_row_has(const struct chart_stage *t, int row, const char *text);
const struct cell *stage_cell(const struct chart_stage *t, int row, int column);
/* Cells of those rows that have the role and are not blank. */
int stage_cells_of(const struct chart_stage *t, int first, int rows, enum role role);
/* The column of a text in a row. */
int stage_column_of(const struct chart_stage *t, int row, const char *text);
struct chart_hit stage_hit(const struct chart_stage *t, int rows, int columns, int row, int column);

#endif
