/* The selected company's price: one joined braille line, an axis of nice numbers at the right with a
 * tag at the last price, times below. */
#include <stdio.h>
#include <string.h>

#include "widgets/chart_paths.h"
#include "widgets/format.h"
#include "widgets/plot.h"
#include "widgets/widget.h"

static double newest_price(const struct candle_series *series, const struct quote *q)
{
	const struct candle *bar = &series->items[series->count - 1];
	return isfinite(q->price) && q->as_of >= bar->time ? q->price : bar->close;
}

static void draw_series(struct canvas *c, const struct company_view *company, enum chart_range range, int head)
{
	static const enum time_axis axes[RANGES] = {
		[RANGE_DAY] = TIME_AXIS_HOURS, [RANGE_YEAR] = TIME_AXIS_MONTH_NAMES
	};
	bool is_day = range == RANGE_DAY, has_times = c->rows - head >= 4;
	const struct candle_series *series = is_day ? &company->day : &company->year;
	double reference = is_day ? company->quote.previous_close : (double)NAN;
	struct plot p = { .canvas = c, .series = series, .base = (double)NAN };
	p.currency = *series->currency ? series->currency : company->quote.currency;
	if (!plot_place(&p, head, c->rows - head, c->columns, has_times))
		return;
	p.last = newest_price(series, &company->quote);
	for (size_t i = 0; i < series->count; i++)
		plot_hold(&p, series->items[i].close);
	plot_hold(&p, p.last);
	plot_hold_near(&p, reference);
	plot_settle(&p);
	if (plot_shows(&p, reference))
		canvas_fill(c, plot_row(&p, reference), p.column, p.columns, ROLE_RULE, "·");
	int tag = plot_row(&p, p.last);
	plot_draw_axis(&p, tag);
	plot_draw_line(&p, plot_role(&p, reference));
	plot_draw_tag(&p, tag, ROLE_AMBER, true, p.last);
	int offset_s = is_day && company->exchange ? company->exchange->session.utc_offset_s : 0;
	if (has_times)
		plot_draw_times(&p, p.row + p.rows, axes[range], offset_s);
}

/* "20 Aug · 5 minutes · yahoo-spark": what is drawn and from where. */
static void describe(const struct company_view *company, enum chart_range range, int64_t now, char *out, size_t size)
{
	const struct candle_series *series = range == RANGE_DAY ? &company->day : &company->year;
	const char *name = range == RANGE_DAY ? "" : "year to ";
	if (!series->count) {
		snprintf(out, size, "%s", range == RANGE_DAY ? "day" : "year");
		return;
	}
	int offset_s = range == RANGE_DAY && company->exchange ? company->exchange->session.utc_offset_s : 0;
	char until[FORMAT_SIZE];
	int64_t last = series->items[series->count - 1].time;
	if (!strcmp(series->interval, "1mo")) /* a month's bar stands at its first day */
		format_month(last, 0, until);
	else
		format_date(last, now, offset_s, until);
	snprintf(out, size, "%s%s · %s · %s", name, until, plot_bars_name(series->interval), series->source);
}

static void draw_empty(struct canvas *c, int head, enum chart_range range)
{
	canvas_text(c, head, 3, c->columns - 3, ROLE_DIM,
		    range == RANGE_DAY ? "no prices of a day are stored yet" : "no price history is stored yet");
}

static void chart_draw_range(struct canvas *c, const struct view_model *m, const struct view_state *s,
			     enum chart_range range)
{
	if (s->lists[LIST_COMPANIES].selected >= m->company_count)
		return;
	const struct company_view *company = &m->companies[s->lists[LIST_COMPANIES].selected];
	const struct candle_series *series = range == RANGE_DAY ? &company->day : &company->year;
	char right[FORMAT_SIZE * 2], title[SYMBOL_SIZE + sizeof company->quote.name + 4];
	describe(company, range, m->now, right, sizeof right);
	bool is_known = *company->quote.name && c->columns >= 70;
	snprintf(title, sizeof title, "%s%s%s", company->symbol, is_known ? "  " : "",
		 is_known ? company->quote.name : "");
	canvas_rule(c, 0, title, right);
	if (series->count)
		draw_series(c, company, range, 1);
	else
		draw_empty(c, 1, range);
}

static void chart_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	if (s->range == RANGE_PATH && s->lists[LIST_COMPANIES].selected < m->company_count)
		chart_paths_draw(c, m, s);
	else if (s->range != RANGE_PATH)
		chart_draw_range(c, m, s, s->range);
}

static void chart_year_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	chart_draw_range(c, m, s, RANGE_YEAR);
}

const struct widget_class widget_chart = { .name = "chart", .min_rows = 4, .min_columns = 30, .draw = chart_draw };
const struct widget_class widget_chart_year = {
	.name = "year", .min_rows = 4, .min_columns = 30, .draw = chart_year_draw
};
