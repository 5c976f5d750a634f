/* The selected company's price: one joined braille line, an axis of nice numbers at the right with a
 * tag at the last price, times below. */
#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/axis.h"
#include "widgets/braille.h"
#include "widgets/chart_paths.h"
#include "widgets/format.h"
#include "widgets/widget.h"

#define AXIS_COLUMNS 10 /* "184,000.00" */
#define LEFT 1

struct frame { /* where a series lies in a canvas */
	struct canvas *canvas;
	const struct candle_series *series;
	const char *currency;
	int row, column, rows, columns; /* of the plot */
	double last;                    /* the newest price: the quote's where it is newer than the bars */
	struct axis axis;
};

static int frame_y(const struct frame *f, double price)
{
	double share = (price - f->axis.low) / (f->axis.high - f->axis.low);
	return (int)((1 - share) * (f->rows * 4 - 1) + 0.5);
}

static int frame_row(const struct frame *f, double price)
{
	return f->row + frame_y(f, price) / 4;
}

static int frame_x(const struct frame *f, size_t i)
{
	size_t last = f->series->count - 1;
	return last ? (int)(i * (size_t)(f->columns * 2 - 1) / last) : f->columns;
}

static void frame_scale(struct frame *f, double reference)
{
	double low = HUGE_VAL, high = -HUGE_VAL;
	for (size_t i = 0; i < f->series->count; i++) {
		double close = f->series->items[i].close;
		low = close < low ? close : low;
		high = close > high ? close : high;
	}
	low = f->last < low ? f->last : low;
	high = f->last > high ? f->last : high;
	double width = high - low;
	/* The previous close belongs in the picture unless it would press the line flat. */
	if (isfinite(reference) && reference > low - width && reference < high + width) {
		low = reference < low ? reference : low;
		high = reference > high ? reference : high;
	}
	axis_init(&f->axis, low, high, f->rows >= 6 ? f->rows / 2 : 3);
}

static void draw_label(const struct frame *f, int row, enum role role, double price, int decimals)
{
	char text[FORMAT_SIZE];
	if (decimals == 0 && fabs(price) >= 1000)
		format_plain_price(price, "JPY", text); /* whole numbers, grouped */
	else
		snprintf(text, sizeof text, "%.*f", decimals, price);
	canvas_fill(f->canvas, row, f->column + f->columns, AXIS_COLUMNS + 1, ROLE_DIM, " ");
	canvas_text_right(f->canvas, row, f->column + f->columns + 1, AXIS_COLUMNS, role, text);
}

static void draw_price_axis(const struct frame *f)
{
	for (double at = f->axis.first; at <= f->axis.high + f->axis.step * 1e-9; at += f->axis.step)
		draw_label(f, frame_row(f, at), ROLE_DIM, at, f->axis.decimals);
}

static void draw_last_tag(const struct frame *f)
{
	char text[FORMAT_SIZE];
	int row = frame_row(f, f->last);
	format_plain_price(f->last, f->currency, text);
	struct canvas bold = canvas_flagged(f->canvas, CELL_BOLD);
	canvas_fill(&bold, row, f->column + f->columns, AXIS_COLUMNS + 1, ROLE_AMBER, " ");
	canvas_text_right(&bold, row, f->column + f->columns + 1, AXIS_COLUMNS, ROLE_AMBER, text);
}

/* One kind of time axis: its ticks are the starts of units of `step`, each with a label. */
struct time_axis {
	const int *steps; /* to choose from, ended by 0 */
	int label_columns;
	int64_t (*unit)(int64_t t, int step, int offset_s); /* the number of the unit that t is in */
	void (*label)(int64_t unit, int step, char out[FORMAT_SIZE]);
};

static int64_t clock_unit(int64_t t, int step, int offset_s)
{
	return (t + offset_s) / step;
}

static void clock_label(int64_t unit, int step, char out[FORMAT_SIZE])
{
	format_clock(unit * step, 0, out);
}

/* Longer bars carry the exchange's date at midnight UTC. */
static int64_t month_unit(int64_t t, int step, int offset_s)
{
	(void)offset_s;
	int64_t year;
	int month, day;
	timestamp_civil(t / 86400, &year, &month, &day);
	return (year * 12 + month - 1) / step;
}

static void month_label(int64_t unit, int step, char out[FORMAT_SIZE])
{
	int64_t month = unit * step;
	format_month(timestamp_days(month / 12, (int)(month % 12) + 1, 1) * 86400, 0, out);
}

static const struct time_axis time_axes[RANGES] = {
	[RANGE_DAY] = { (const int[]){ 1800, 3600, 7200, 14400, 0 }, 5, clock_unit, clock_label },
	[RANGE_YEAR] = { (const int[]){ 1, 2, 3, 6, 0 }, 3, month_unit, month_label },
};

/* The smallest step whose labels stand apart. */
static int time_step(const struct frame *f, const struct time_axis *axis, int offset_s)
{
	const struct candle_series *s = f->series;
	const int *step = axis->steps;
	for (; step[1]; step++) {
		int64_t units = axis->unit(s->items[s->count - 1].time, *step, offset_s) -
				axis->unit(s->items[0].time, *step, offset_s) + 1;
		if (units * (axis->label_columns + 3) <= f->columns)
			break;
	}
	return *step;
}

static void draw_time_axis(const struct frame *f, const struct time_axis *axis, int offset_s)
{
	int step = time_step(f, axis, offset_s);
	int64_t before = axis->unit(f->series->items[0].time - 1, step, offset_s);
	int free_from = f->column;
	for (size_t i = 0; i < f->series->count; i++) {
		int64_t unit = axis->unit(f->series->items[i].time, step, offset_s);
		int column = f->column + frame_x(f, i) / 2;
		char text[FORMAT_SIZE];
		if (unit == before)
			continue;
		before = unit;
		if (column < free_from || column + axis->label_columns > f->column + f->columns)
			continue;
		axis->label(unit, step, text);
		free_from = column + 2 +
			    canvas_text(f->canvas, f->row + f->rows, column, axis->label_columns, ROLE_DIM, text);
	}
}

static void plot(const struct frame *f, enum role role)
{
	struct braille dots;
	braille_init(&dots, f->rows, f->columns);
	int x = 0, y = 0;
	for (size_t i = 0; i < f->series->count; i++) {
		int to_x = frame_x(f, i), to_y = frame_y(f, f->series->items[i].close);
		braille_line(&dots, i ? x : to_x, i ? y : to_y, to_x, to_y);
		x = to_x;
		y = to_y;
	}
	braille_line(&dots, x, y, x, frame_y(f, f->last));
	braille_draw(&dots, f->canvas, f->row, f->column, role);
}

static enum role frame_role(const struct frame *f, double reference)
{
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	double from = isfinite(reference) ? reference : f->series->items[0].close;
	return roles[1 + change_direction(f->last - from)];
}

static double newest_price(const struct candle_series *series, const struct quote *q)
{
	const struct candle *bar = &series->items[series->count - 1];
	return isfinite(q->price) && q->as_of >= bar->time ? q->price : bar->close;
}

static void draw_series(struct canvas *c, const struct company_view *company, enum chart_range range, int head)
{
	bool is_day = range == RANGE_DAY;
	const struct candle_series *series = is_day ? &company->day : &company->year;
	double reference = is_day ? company->quote.previous_close : (double)NAN;
	struct frame f = { .canvas = c, .series = series, .row = head, .column = LEFT };
	f.currency = *series->currency ? series->currency : company->quote.currency;
	bool has_times = c->rows - head >= 4;
	f.rows = c->rows - head - (has_times ? 1 : 0);
	f.columns = c->columns - LEFT - AXIS_COLUMNS - 2;
	f.rows = f.rows < BRAILLE_ROWS ? f.rows : BRAILLE_ROWS;
	f.columns = f.columns < BRAILLE_COLUMNS ? f.columns : BRAILLE_COLUMNS;
	if (f.rows < 1 || f.columns < 4)
		return;
	f.last = newest_price(series, &company->quote);
	frame_scale(&f, reference);
	if (isfinite(reference) && reference >= f.axis.low && reference <= f.axis.high)
		canvas_fill(c, frame_row(&f, reference), f.column, f.columns, ROLE_RULE, "·");
	draw_price_axis(&f);
	plot(&f, frame_role(&f, reference));
	draw_last_tag(&f);
	int offset_s = company->exchange ? company->exchange->session.utc_offset_s : 0;
	if (has_times)
		draw_time_axis(&f, &time_axes[range], offset_s);
}

static const char *bars_name(const char *interval)
{
	static const char *const names[][2] = {
		{ "5m", "5 minutes" }, { "1d", "days" }, { "1wk", "weeks" }, { "1mo", "months" }
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i][0], interval))
			return names[i][1];
	return interval;
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
	snprintf(out, size, "%s%s · %s · %s", name, until, bars_name(series->interval), series->source);
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
