/* The crosshair: a line through the chosen bar, a point at its close (a ring at the other's), and its figures in words.
 */
#include <stdio.h>
#include <string.h>

#include "widgets/company_plot.h"

/* The change of bar `bar` of main against the close before it; NAN for the first. */
static double change_pct(const struct company_chart_view *view, size_t bar)
{
	const struct candle *items = view->main.series.items;
	double before = bar ? items[bar - 1].close : view->main.previous_close;
	return before > 0 ? (items[bar].close / before - 1) * 100 : (double)NAN;
}

/* "Thu 20 Aug 14:35 ET", "Thu 20 Aug 2026", "week of 17 Aug 2026", "Aug 2026" */
static void format_when(const struct company_plot *p, int64_t t, char out[FORMAT_SIZE * 2])
{
	const char *interval = p->shown.interval, *weekday = format_weekday(t, p->offset_s);
	const char *zone = p->company && p->company->exchange ? p->company->exchange->session.zone : "";
	char date[FORMAT_SIZE], clock[FORMAT_SIZE];
	plot_format_date(interval, t, p->is_intraday ? p->model->now : 0, p->offset_s, date);
	format_clock(t, p->offset_s, clock);
	if (p->is_intraday)
		snprintf(out, FORMAT_SIZE * 2, "%s %.40s %.10s%s%s", weekday, date, clock, *zone ? " " : "", zone);
	else if (strstr(interval, "mo"))
		snprintf(out, FORMAT_SIZE * 2, "%s", date);
	else
		snprintf(out, FORMAT_SIZE * 2, "%s %s", !strcmp(interval, "1wk") ? "week of" : weekday, date);
}

static void add_price(const struct company_plot *p, struct chart_line *l, int rank, const char *name, double price)
{
	char text[FORMAT_SIZE], plain[FORMAT_SIZE];
	if (!isfinite(price))
		return;
	format_plain_price(price, p->plot.currency, plain);
	snprintf(text, sizeof text, "%s %.40s", name, plain);
	chart_line_add(l, rank, name[0] == 'C' ? ROLE_BRIGHT : ROLE_TEXT, name[0] == 'C', text);
}

static void add_volume(struct chart_line *l, int rank, double volume)
{
	char text[FORMAT_SIZE], amount[FORMAT_SIZE];
	if (!(volume >= 0))
		return;
	format_amount(volume, "", amount);
	snprintf(text, sizeof text, "vol %.40s", amount);
	chart_line_add(l, rank, ROLE_TEXT, false, text);
}

static void add_value(struct chart_line *l, int rank, const char *name, const char *currency, double close, double base)
{
	char text[FORMAT_SIZE * 2], price[FORMAT_SIZE];
	format_price(close, currency, price);
	snprintf(text, sizeof text, "%s %.40s", name, price);
	chart_line_add(l, rank, ROLE_TEXT, true, text);
	chart_line_add_change(l, rank, (close / base - 1) * 100);
}

/* Both, since the start of both; of an old path, its own day. */
static void add_both(const struct company_plot *p, size_t bar, struct chart_line *l)
{
	const struct company_chart_view *view = p->view;
	const struct candle *other = compare_bar(view, p->first + bar);
	char day[FORMAT_SIZE];
	add_value(l, 0, p->model->company.symbol, p->plot.currency, p->shown.items[bar].close, p->plot.base);
	add_value(l, 1, compare_name(view), view->other.series.currency, other->close, p->other_base);
	if (!view->other_shift_s)
		return;
	format_date(other->time - view->other_shift_s, 0, 0, day);
	chart_line_add(l, 2, ROLE_DIM, false, day);
}

void crosshair_line(const struct company_plot *p, size_t bar, struct chart_line *l)
{
	const struct candle *at = &p->shown.items[bar];
	char when[FORMAT_SIZE * 2];
	format_when(p, at->time, when);
	chart_line_add(l, 0, ROLE_BRIGHT, true, when);
	if (isfinite(p->other_base)) {
		add_both(p, bar, l);
		return;
	}
	add_price(p, l, 4, "O", at->open);
	add_price(p, l, 3, "H", at->high);
	add_price(p, l, 3, "L", at->low);
	add_price(p, l, 0, "C", at->close);
	chart_line_add_change(l, 1, change_pct(p->view, p->first + bar));
	add_volume(l, 2, at->volume);
}

void crosshair_draw(const struct company_plot *p, size_t bar)
{
	int column = p->plot.column + plot_column(&p->plot, bar);
	for (int row = p->plot.row; row < p->plot.row + p->plot.rows; row++)
		canvas_text(p->plot.canvas, row, column, 1, ROLE_DIM, "│");
}

void crosshair_draw_point(const struct company_plot *p, size_t bar)
{
	struct canvas bold = canvas_flagged(p->plot.canvas, CELL_BOLD);
	int column = p->plot.column + plot_column(&p->plot, bar);
	if (isfinite(p->other_base)) {
		double other = compare_price(p, compare_close(p->view, p->first + bar));
		canvas_text(&bold, plot_row(&p->plot, other), column, 1, ROLE_TEXT, "○");
	}
	canvas_text(&bold, plot_row(&p->plot, p->shown.items[bar].close), column, 1, ROLE_BRIGHT, "●");
}
