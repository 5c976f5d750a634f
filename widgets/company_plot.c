/* Where the parts of the Company screen's chart lie, and which bar is where. */
#include "widgets/company_plot.h"

#include <stdlib.h>
#include <string.h>

#define HEAD 1           /* the rule */
#define ROWS_WITH_TEXT 9 /* of the pane, from which on the words have a line of their own */
#define ROWS_WITH_TIMES 5
#define ROWS_WITH_VOLUMES 12
#define ROWS_WITH_TWO_VOLUMES 20

const struct company_view *company_chart_company(const struct view_model *m)
{
	for (size_t i = 0; i < m->company_count; i++)
		if (!strcmp(m->companies[i].symbol, m->company.symbol))
			return &m->companies[i];
	return NULL;
}

/* ---- bars ---- */

size_t company_chart_bar(const struct view_model *m, const struct view_state *s)
{
	const struct candle_series *bars = &m->company.chart.main.series;
	if (!bars->count || !s->chart.has_crosshair)
		return bars->count ? bars->count - 1 : 0;
	size_t low = 0, high = bars->count - 1; /* the first that is not before it, or the last */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (bars->items[middle].time < s->chart.crosshair)
			low = middle + 1;
		else
			high = middle;
	}
	int64_t after = bars->items[low].time - s->chart.crosshair;
	if (low && after > s->chart.crosshair - bars->items[low - 1].time)
		low--;
	size_t first = company_chart_first(m);
	return low > first ? low : first;
}

static bool has_other(const struct company_chart_view *view)
{
	return view->other.series.count && compare_start(view) < view->main.series.count;
}

size_t company_chart_first(const struct view_model *m)
{
	const struct company_chart_view *view = &m->company.chart;
	return has_other(view) ? compare_start(view) : 0;
}

static bool is_intraday(const char *interval)
{
	return strchr(interval, 'm') && !strstr(interval, "mo") ? true : strchr(interval, 'h') != NULL;
}

static bool has_volumes(const struct candle_series *bars)
{
	for (size_t i = 0; i < bars->count; i++)
		if (bars->items[i].volume > 0)
			return true;
	return false;
}

/* ---- places ---- */

static void choose_bars(struct company_plot *p)
{
	const struct company_bars *main = &p->view->main;
	p->first = company_chart_first(p->model);
	p->shown = main->series;
	p->shown.items += p->first;
	p->shown.count -= p->first;
	p->plot.series = &p->shown;
	p->plot.last = isfinite(main->last) ? main->last : p->shown.items[p->shown.count - 1].close;
	p->plot.base = p->other_base = (double)NAN;
	if (has_other(p->view)) {
		p->plot.base = p->shown.items[0].close;
		p->other_base = compare_close(p->view, p->first);
	}
	p->is_intraday = is_intraday(main->series.interval);
	if (p->is_intraday && p->company && p->company->exchange)
		p->offset_s = p->company->exchange->session.utc_offset_s;
	p->plot.currency = *main->series.currency ? main->series.currency
			   : p->company           ? p->company->quote.currency
						  : "";
}

static bool lay_rows(struct company_plot *p, int rows, int columns)
{
	int head = HEAD, foot = rows;
	p->text_row = p->times_row = -1;
	if (rows >= ROWS_WITH_TEXT)
		p->text_row = head++;
	if (rows >= ROWS_WITH_TIMES)
		p->times_row = --foot;
	if (rows >= ROWS_WITH_VOLUMES && has_volumes(&p->shown)) {
		p->volume_rows = rows >= ROWS_WITH_TWO_VOLUMES ? 2 : 1;
		p->volume_row = foot -= p->volume_rows;
	}
	if (!plot_place(&p->plot, head, foot - head, columns, false))
		return false;
	/* Braille holds only so many rows: what is below the plot follows it. */
	int spare = foot - head - p->plot.rows;
	p->volume_row -= spare;
	p->times_row -= p->times_row < 0 ? 0 : spare;
	return true;
}

static void hold_prices(struct company_plot *p)
{
	for (size_t i = 0; i < p->shown.count; i++) {
		const struct candle *bar = &p->shown.items[i];
		plot_hold(&p->plot, bar->close);
		if (p->state->candles) {
			plot_hold(&p->plot, bar->high);
			plot_hold(&p->plot, bar->low);
		}
		if (isfinite(p->other_base))
			plot_hold(&p->plot, compare_price(p, compare_close(p->view, p->first + i)));
	}
	plot_hold(&p->plot, p->plot.last);
	if (isfinite(p->other_base))
		plot_hold(&p->plot, compare_price(p, compare_last(p->view)));
	if (p->view->frame == FRAME_1D && !isfinite(p->other_base))
		plot_hold_near(&p->plot, p->view->main.previous_close);
}

/* A logarithm wants prices above 0. */
static bool can_be_log(const struct candle_series *bars)
{
	for (size_t i = 0; i < bars->count; i++)
		if (!(bars->items[i].close > 0))
			return false;
	return true;
}

bool company_plot_init(struct company_plot *p, const struct view_model *m, const struct view_state *s, struct canvas *c,
		       int rows, int columns)
{
	*p = (struct company_plot){ .model = m, .view = &m->company.chart, .state = &s->chart };
	if (!p->view->main.series.count)
		return false;
	p->company = company_chart_company(m);
	p->plot.canvas = c;
	choose_bars(p);
	p->plot.slots = s->chart.candles;
	p->plot.log = s->chart.log && can_be_log(&p->shown);
	if (!lay_rows(p, rows, columns))
		return false;
	hold_prices(p);
	plot_settle(&p->plot);
	return true;
}

struct chart_hit company_chart_hit(const struct view_model *m, const struct view_state *s, int rows, int columns,
				   int row, int column)
{
	struct company_plot p;
	if (row == 0)
		return company_rule_hit(m, s, columns, column);
	if (!company_plot_init(&p, m, s, NULL, rows, columns))
		return (struct chart_hit){ .target = CHART_NOTHING };
	int at = column - p.plot.column;
	bool is_inside = row >= p.plot.row && row < p.plot.row + p.plot.rows + p.volume_rows;
	if (!is_inside || at < 0 || at >= p.plot.columns)
		return (struct chart_hit){ .target = CHART_NOTHING };
	size_t bar = 0; /* of the nearest column, its newest bar */
	for (size_t i = 1; i < p.shown.count; i++)
		if (abs(plot_column(&p.plot, i) - at) <= abs(plot_column(&p.plot, bar) - at))
			bar = i;
	return (struct chart_hit){ .target = CHART_BAR, .bar = p.first + bar, .time = p.shown.items[bar].time };
}
