#include "widgets/history.h"

#include <stdio.h>

#include "widgets/axis.h"
#include "widgets/braille.h"
#include "widgets/format.h"
#include "widgets/scale.h"
#include "widgets/sparkline.h"
#include "widgets/widget.h"

#define POINTS_MOST 256
#define SPARK_COLUMNS 40
#define LEFT 3
#define AXIS_COLUMNS 4
#define ENDS_COLUMNS 12

static double centre_of(const struct reading_point *p)
{
	return (p->value[CAMP_HUANG] + p->value[CAMP_MARCUS]) / 2;
}

/* ---- one line ---- */

/* The centres as closes, which is what a sparkline draws. */
static size_t collect_centres(const struct view_model *m, struct candle *items)
{
	size_t count = m->past_count < POINTS_MOST ? m->past_count : POINTS_MOST;
	for (size_t i = 0; i < count; i++)
		items[i] = (struct candle){ .close = centre_of(&m->past[m->past_count - count + i]) };
	return count;
}

static int draw_number(struct canvas *c, int row, int column, enum role role, const char *before, double value)
{
	char text[FORMAT_SIZE];
	snprintf(text, sizeof text, "%s%.0f", before, value);
	return canvas_text(c, row, column, c->columns - column, role, text);
}

/* "Huang 11 → 13", as far as the line reaches. */
static int draw_way(struct canvas *c, int row, int column, int end, const struct view_model *m, enum camp camp)
{
	const char *name = camp == CAMP_HUANG ? "  Huang " : "  Marcus ";
	enum role role = camp == CAMP_HUANG ? ROLE_HUANG : ROLE_MARCUS;
	int start = column;
	if (column + 18 > end)
		return 0;
	column += canvas_text(c, row, column, end - column, ROLE_DIM, name);
	column += draw_number(c, row, column, role, "", m->past[0].value[camp]);
	column += draw_number(c, row, column, role, " → ", m->past[m->past_count - 1].value[camp]);
	return column - start;
}

void history_draw_line(struct canvas *c, int row, int column, int columns, const struct view_model *m)
{
	struct candle items[POINTS_MOST];
	struct candle_series series = { .items = items };
	char text[FORMAT_SIZE];
	int end = column + columns;
	if (m->past_count < 2) {
		canvas_text(c, row, column, columns, ROLE_DIM, "no history yet: it grows by a reading a day");
		return;
	}
	series.count = collect_centres(m, items);
	format_date(m->past[0].time, m->now, 0, text);
	column += canvas_text(c, row, column, end - column, ROLE_DIM, "since ");
	column += canvas_text(c, row, column, end - column, ROLE_DIM, text) + 1;
	column += draw_number(c, row, column, ROLE_TEXT, "", centre_of(&m->past[0])) + 1;
	int room = end - column - 6;
	int spark = room < SPARK_COLUMNS ? room : SPARK_COLUMNS;
	if (spark < 4)
		return;
	spark = (size_t)spark > series.count ? (int)series.count : spark;
	sparkline_draw(c, row, column, spark, false, ROLE_AMBER, &series);
	column += spark + 1;
	column += draw_number(c, row, column, ROLE_TEXT, "", centre_of(&m->past[m->past_count - 1]));
	column += draw_way(c, row, column, end, m, CAMP_HUANG);
	draw_way(c, row, column, end, m, CAMP_MARCUS);
}

/* ---- a chart ---- */

struct plot {
	struct canvas *canvas;
	const struct view_model *model;
	int row, column, rows, columns;
	struct axis axis;
};

static int plot_y(const struct plot *p, double value)
{
	return (int)((1 - (value - p->axis.low) / (p->axis.high - p->axis.low)) * (p->rows * 4 - 1) + 0.5);
}

/* By time and not by place: days on which nothing was stored are a gap that the line bridges. */
static int plot_x(const struct plot *p, size_t i)
{
	int64_t first = p->model->past[0].time, last = p->model->past[p->model->past_count - 1].time;
	int64_t width = p->columns * 2 - 1;
	return last > first ? (int)((p->model->past[i].time - first) * width / (last - first)) : 0;
}

/* A day that was recomputed is drawn grey, in the same line. */
static void plot_line(const struct plot *p, enum camp camp, bool recomputed)
{
	struct braille dots;
	const struct reading_point *past = p->model->past;
	braille_init(&dots, p->rows, p->columns);
	for (size_t i = 1; i < p->model->past_count; i++)
		if (past[i].recomputed == recomputed)
			braille_line(&dots, plot_x(p, i - 1), plot_y(p, past[i - 1].value[camp]), plot_x(p, i),
				     plot_y(p, past[i].value[camp]));
	enum role role = camp == CAMP_HUANG ? ROLE_HUANG : ROLE_MARCUS;
	braille_draw(&dots, p->canvas, p->row, p->column, recomputed ? ROLE_DIM : role);
}

static void plot_axis(const struct plot *p)
{
	char text[FORMAT_SIZE];
	for (double at = p->axis.first; at <= p->axis.high + 1e-9; at += p->axis.step) {
		snprintf(text, sizeof text, "%.*f", p->axis.decimals, at);
		canvas_text_right(p->canvas, p->row + plot_y(p, at) / 4, p->column - AXIS_COLUMNS - 1, AXIS_COLUMNS,
				  ROLE_DIM, text);
	}
}

/* Names at the right, each at the height of its line's end. */
static void plot_ends(const struct plot *p)
{
	const struct reading_point *last = &p->model->past[p->model->past_count - 1];
	int huang = plot_y(p, last->value[CAMP_HUANG]) / 4, marcus = plot_y(p, last->value[CAMP_MARCUS]) / 4;
	int column = p->column + p->columns + 1;
	char text[FORMAT_SIZE];
	if (marcus == huang)
		huang = marcus + 1 < p->rows ? marcus + 1 : marcus - 1;
	snprintf(text, sizeof text, "Marcus %.0f", last->value[CAMP_MARCUS]);
	canvas_text(p->canvas, p->row + marcus, column, ENDS_COLUMNS, ROLE_MARCUS, text);
	snprintf(text, sizeof text, "Huang %.0f", last->value[CAMP_HUANG]);
	canvas_text(p->canvas, p->row + huang, column, ENDS_COLUMNS, ROLE_HUANG, text);
}

static void draw_chart(struct plot *p)
{
	const struct view_model *m = p->model;
	double low = HUGE_VAL, high = -HUGE_VAL;
	for (size_t i = 0; i < m->past_count; i++)
		for (int camp = 0; camp < CAMPS; camp++) {
			low = fmin(low, m->past[i].value[camp]);
			high = fmax(high, m->past[i].value[camp]);
		}
	axis_init(&p->axis, low, high, p->rows >= 6 ? p->rows / 2 : 3);
	for (enum camp camp = 0; camp < CAMPS; camp++) {
		plot_line(p, camp, true);
		plot_line(p, camp, false);
	}
	plot_axis(p);
	plot_ends(p);
}

static bool has_recomputed(const struct view_model *m)
{
	for (size_t i = 0; i < m->past_count; i++)
		if (m->past[i].recomputed)
			return true;
	return false;
}

static void history_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	(void)s;
	char right[FORMAT_SIZE * 2] = "", from[FORMAT_SIZE], to[FORMAT_SIZE];
	if (m->past_count) {
		format_date(m->past[0].time, m->now, 0, from);
		format_date(m->past[m->past_count - 1].time, m->now, 0, to);
		snprintf(right, sizeof right, "%s%.30s – %.30s", has_recomputed(m) ? "grey: recomputed · " : "", from,
			 to);
	}
	canvas_rule(c, 0, m->assumptions_changed ? "History, as shipped" : "History", right);
	struct plot plot = {
		.canvas = c, .model = m, .row = 1, .column = LEFT + AXIS_COLUMNS + 1, .rows = c->rows - 1
	};
	plot.columns = c->columns - plot.column - ENDS_COLUMNS - 1;
	if (m->past_count >= 2 && plot.rows >= 3 && plot.columns >= 10)
		draw_chart(&plot);
	else
		history_draw_line(c, 1, LEFT, c->columns - 2 * LEFT, m);
}

const struct widget_class widget_history = {
	.name = "history", .min_rows = 2, .min_columns = 30, .draw = history_draw
};
