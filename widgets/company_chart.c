/* The chart of the Company screen: a rule with the words that choose, a line of figures, the plot with its axes,
 * volumes below it. */
#include "widgets/company_chart.h"

#include <stdio.h>
#include <string.h>

#include "widgets/company_plot.h"

#define HEAD 1 /* the rule */
#define TEXT_LEFT 3

/* ---- the plot ---- */

static double reference_of(const struct company_plot *p)
{
	bool is_day = p->view->frame == FRAME_1D && !isfinite(p->other_base);
	return is_day ? p->view->main.previous_close : (double)NAN;
}

/* A dotted line at the previous close; at the start of both where two are compared. */
static void draw_reference(const struct company_plot *p)
{
	double price = isfinite(p->other_base) ? p->plot.base : reference_of(p);
	if (!isfinite(price) || !plot_shows(&p->plot, price))
		return;
	canvas_fill(p->plot.canvas, plot_row(&p->plot, price), p->plot.column, p->plot.columns, ROLE_RULE, "·");
}

static bool is_free(const struct company_plot *p, int row, int column, int columns)
{
	const struct surface *s = p->plot.canvas->surface;
	for (int i = column; i < column + columns; i++) {
		const struct cell *cell = surface_cell(s, p->plot.canvas->row + row, p->plot.canvas->column + i);
		if (strcmp(cell->text, " ") != 0 && cell->role != ROLE_RULE)
			return false;
	}
	return true;
}

/* "previous close 214.05" on its line, at the end where no price is drawn. */
static void label_reference(const struct company_plot *p)
{
	double price = reference_of(p);
	char plain[FORMAT_SIZE], text[FORMAT_SIZE];
	if (!isfinite(price) || !plot_shows(&p->plot, price))
		return;
	format_plain_price(price, p->plot.currency, plain);
	snprintf(text, sizeof text, " previous close %.20s ", plain);
	int columns = canvas_columns(p->plot.canvas, text), row = plot_row(&p->plot, price);
	const int places[] = { p->plot.column + p->plot.columns - columns - 1, p->plot.column + 1 };
	for (size_t i = 0; i < 2 && columns + 4 < p->plot.columns; i++)
		if (is_free(p, row, places[i], columns)) {
			canvas_text(p->plot.canvas, row, places[i], columns, ROLE_DIM, text);
			return;
		}
}

static enum time_axis times_of(const struct company_plot *p)
{
	static const enum time_axis axes[TIME_FRAMES] = {
		[FRAME_1D] = TIME_AXIS_HOURS,  [FRAME_5D] = TIME_AXIS_WEEKDAYS, [FRAME_1M] = TIME_AXIS_DAYS,
		[FRAME_6M] = TIME_AXIS_MONTHS, [FRAME_YTD] = TIME_AXIS_MONTHS,  [FRAME_1Y] = TIME_AXIS_MONTHS,
		[FRAME_5Y] = TIME_AXIS_YEARS,  [FRAME_MAX] = TIME_AXIS_YEARS,
	};
	enum time_axis axis = axes[p->view->frame];
	return !p->is_intraday && axis < TIME_AXIS_DAYS ? TIME_AXIS_DAYS : axis;
}

/* The last prices at the right; where both lines end in one row, the other's stands beside it. */
static void draw_axis(const struct company_plot *p)
{
	const struct plot *plot = &p->plot;
	int tag = plot_row(plot, plot->last);
	plot_draw_axis(plot, tag);
	if (isfinite(p->other_base)) {
		double other = compare_price(p, compare_last(p->view));
		int row = plot_row(plot, other);
		if (row == tag)
			row = row > plot->row ? row - 1 : row + 1;
		if (row < plot->row + plot->rows)
			plot_draw_tag(plot, row, ROLE_TEXT, false, other);
	}
	plot_draw_tag(plot, tag, ROLE_AMBER, true, plot->last);
}

static void draw_plot(const struct company_plot *p, size_t bar)
{
	bool has_crosshair = p->state->has_crosshair;
	draw_reference(p);
	if (has_crosshair)
		crosshair_draw(p, bar);
	if (isfinite(p->other_base))
		compare_draw_line(p, ROLE_TEXT);
	if (p->state->candles)
		candles_draw(p);
	else
		plot_draw_line(&p->plot, plot_role(&p->plot, reference_of(p)));
	if (has_crosshair)
		crosshair_draw_point(p, bar);
	else
		label_reference(p);
	volumes_draw(p, has_crosshair ? bar : p->shown.count);
	draw_axis(p);
	if (p->times_row >= 0)
		plot_draw_times(&p->plot, p->times_row, times_of(p), p->offset_s);
}

/* ---- words ---- */

static void draw_words(const struct company_plot *p, struct canvas *c, size_t bar)
{
	struct chart_line line = { .count = 0 };
	if (p->state->has_crosshair)
		crosshair_line(p, bar, &line);
	else if (isfinite(p->other_base))
		compare_line(p, &line);
	else if (p->text_row >= 0)
		summary_line(p, &line);
	if (p->text_row >= 0) {
		chart_line_draw(&line, c, p->text_row, TEXT_LEFT, c->columns - TEXT_LEFT - 1);
		return;
	}
	/* Within the plot: on the longer side of the crosshair, so that its point stays in sight. */
	int from = 0, to = p->plot.columns, at = plot_column(&p->plot, bar);
	if (p->state->has_crosshair && at < p->plot.columns / 2)
		from = at + 2;
	else if (p->state->has_crosshair)
		to = at - 1;
	int columns = chart_line_fit(&line, c, to - from);
	if (from)
		from = to - columns;
	chart_line_draw(&line, c, p->plot.row, p->plot.column + from, columns);
}

/* What is missing beside main's bars. */
static void draw_missing(const struct company_plot *p, struct canvas *c)
{
	char text[FORMAT_SIZE * 2];
	const struct company_chart_view *view = p->view;
	if (!*p->state->other || isfinite(p->other_base) || p->state->has_crosshair || p->text_row < 0)
		return;
	if (view->other.series.count || view->other_shift_s)
		snprintf(text, sizeof text, "%s has no price in this time", compare_name(view));
	else
		snprintf(text, sizeof text, "no prices of %s are stored%s", compare_name(view),
			 view->is_coming ? "; asked for" : "");
	canvas_fill(c, p->text_row, 0, c->columns, ROLE_DIM, " ");
	canvas_text(c, p->text_row, TEXT_LEFT, c->columns - TEXT_LEFT - 1, ROLE_DIM, text);
}

static void draw_empty(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	static const char *const names[][2] = { { "5m", "5-minute" },
						{ "15m", "15-minute" },
						{ "1d", "daily" },
						{ "1wk", "weekly" },
						{ "1mo", "monthly" } };
	const struct company_chart_view *view = &m->company.chart;
	const char *interval = time_frames[s->chart.frame].intervals[0], *name = interval;
	char text[FORMAT_SIZE * 2];
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i][0], interval))
			name = names[i][1];
	snprintf(text, sizeof text, "no %s prices are stored%s", name,
		 view->is_coming ? "; asked for"
		 : m->offline    ? ", and none are fetched offline"
				 : "");
	canvas_text(c, HEAD, TEXT_LEFT, c->columns - TEXT_LEFT, ROLE_DIM, text);
}

static void draw_bars(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	struct company_plot p;
	if (!m->company.chart.main.series.count) {
		draw_empty(c, m, s);
		return;
	}
	if (!company_plot_init(&p, m, s, c, c->rows, c->columns))
		return;
	size_t bar = company_chart_bar(m, s);
	bar = bar > p.first ? bar - p.first : 0;
	draw_plot(&p, bar);
	draw_words(&p, c, bar);
	draw_missing(&p, c);
}

static void company_chart_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	company_rule_draw(c, m, s);
	if (*m->company.symbol)
		draw_bars(c, m, s);
}

const struct widget_class widget_company_chart = {
	.name = "company-chart", .min_rows = 4, .min_columns = 30, .draw = company_chart_draw
};
