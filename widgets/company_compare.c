/* A second symbol over the chart's own, both as per cent of their closes at the first bar that both have. They are
 * matched by time, for exchanges keep different hours and holidays. */
#include <string.h>

#include "widgets/braille.h"
#include "widgets/company_plot.h"

/* How long a bar lasts; a month's as long as its longest. */
static int64_t bar_span(const char *interval)
{
	static const struct {
		const char *interval;
		int64_t span_s;
	} rows[] = {
		{ "1m", 60 },    { "2m", 120 },        { "5m", 300 },         { "15m", 900 },
		{ "30m", 1800 }, { "60m", 3600 },      { "90m", 5400 },       { "1h", 3600 },
		{ "1d", 86400 }, { "1wk", 7 * 86400 }, { "1mo", 31 * 86400 }, { "3mo", 92 * 86400 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++)
		if (!strcmp(rows[i].interval, interval))
			return rows[i].span_s;
	return 0;
}

const struct candle *compare_bar(const struct company_chart_view *view, size_t bar)
{
	const struct candle_series *main = &view->main.series, *other = &view->other.series;
	/* The closes of an old path are dated by their own day. */
	int64_t span = bar_span(view->other_shift_s ? "1d" : other->interval);
	int64_t end = main->items[bar].time + bar_span(main->interval) - span;
	size_t low = 0, high = other->count; /* the first bar that ends later */
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (other->items[middle].time <= end)
			low = middle + 1;
		else
			high = middle;
	}
	return low ? &other->items[low - 1] : NULL;
}

double compare_close(const struct company_chart_view *view, size_t bar)
{
	const struct candle *at = compare_bar(view, bar);
	return at ? at->close : (double)NAN;
}

double compare_last(const struct company_chart_view *view)
{
	return isfinite(view->other.last) ? view->other.last : compare_close(view, view->main.series.count - 1);
}

const char *compare_name(const struct company_chart_view *view)
{
	return *view->other_title ? view->other_title : view->other_symbol;
}

size_t compare_start(const struct company_chart_view *view)
{
	const struct candle_series *main = &view->main.series;
	for (size_t i = 0; i < main->count; i++)
		if (compare_close(view, i) > 0 && main->items[i].close > 0)
			return i;
	return main->count;
}

double compare_price(const struct company_plot *p, double close)
{
	return p->plot.base * close / p->other_base;
}

/* Every other column of dots: told from the joined line without colour. */
static void make_dotted(struct braille *dots)
{
	for (int row = 0; row < dots->rows; row++)
		for (int column = 0; column < dots->columns; column++)
			dots->dots[row][column] &= 0x47;
}

/* From one of its bars to the next: of a week's bars, the days between are on the way. */
void compare_draw_line(const struct company_plot *p, enum role role)
{
	struct braille dots;
	const struct plot *plot = &p->plot;
	const struct candle *before = NULL;
	braille_init(&dots, plot->rows, plot->columns);
	int x = 0, y = 0;
	for (size_t i = 0; i < p->shown.count; i++) {
		const struct candle *bar = compare_bar(p->view, p->first + i);
		if (bar == before && i + 1 < p->shown.count)
			continue;
		int to_x = plot_x(plot, i), to_y = plot_y(plot, compare_price(p, bar->close));
		braille_line(&dots, before ? x : to_x, before ? y : to_y, to_x, to_y);
		before = bar;
		x = to_x;
		y = to_y;
	}
	braille_line(&dots, x, y, x, plot_y(plot, compare_price(p, compare_last(p->view))));
	make_dotted(&dots);
	braille_draw_as(&dots, plot->canvas, plot->row, plot->column, role, ".");
}
