/* One price over time as charts draw it: a place in a canvas, a scale of nice numbers at the right with a tag at the
 * last price, a joined braille line, times below. Shared by the board's chart and the Company screen's.
 *
 * Bars stand side by side by their place in the series, so that nights, weekends and lunch take no room; the labels
 * of time stand at the bars with which an hour, a day, a month truly begins. In this order: the caller sets what is
 * drawn and how, plot_place() where, plot_hold() takes in all that must be in view, plot_settle() makes the scale of
 * it. Without a canvas (NULL) all but the drawing works. */
#ifndef FROTH_WIDGETS_PLOT_H
#define FROTH_WIDGETS_PLOT_H

#include <stdbool.h>

#include "market/candle.h"
#include "tui/surface.h"
#include "widgets/axis.h"
#include "widgets/format.h"

#define PLOT_AXIS_COLUMNS 10 /* "184,000.00" */
#define PLOT_LEFT 1
#define PLOT_LABELS 64 /* of an axis, at most */

struct plot {
	struct canvas *canvas;
	const struct candle_series *series; /* of at least one bar */
	const char *currency;
	int row, column, rows, columns; /* of the plot; within what braille holds */
	double last;                    /* the newest price: the quote's where it is newer than the bars */
	double base;                    /* what is drawn is per cent of it; NAN prices */
	bool slots;                     /* every bar has a column of its own, as candles need */
	bool log;
	double low, high; /* of the values drawn: prices, per cent, or the logarithm of either */
	struct axis axis; /* of the linear scale */
};

/* The plot in `rows` x `columns` cells from row `head` on: leaves room for the axis, and a row for the times if
 * has_times. false: too small for a plot. */
bool plot_place(struct plot *p, int head, int rows, int columns, bool has_times);
/* Room for a price; NAN and, on a logarithm, what is not above 0 need none. */
void plot_hold(struct plot *p, double price);
/* The same for a price beside the line, unless it would press the line flat. */
void plot_hold_near(struct plot *p, double price);
void plot_settle(struct plot *p);

int plot_y(const struct plot *p, double price); /* dots from the top, within the plot */
int plot_row(const struct plot *p, double price);
int plot_x(const struct plot *p, size_t bar); /* dots from the left */
int plot_column(const struct plot *p, size_t bar);
bool plot_shows(const struct plot *p, double price); /* it is within the scale */

/* ROLE_UP, ROLE_DOWN or ROLE_FLAT, by the way from `reference`, or from the first close where that is NAN. */
enum role plot_role(const struct plot *p, double reference);

/* "216.85", "+31%": as the axis writes a price of that many decimals. */
void plot_draw_axis(const struct plot *p, int kept_free); /* no label in the row `kept_free`; -1 everywhere */
void plot_draw_tag(const struct plot *p, int row, enum role role, bool is_bold, double price);
void plot_draw_line(const struct plot *p, enum role role);

/* "5 minutes", "days": bars of an interval; borrowed. */
const char *plot_bars_name(const char *interval);
/* The day of a bar, "20 Aug 2026", without the year where it is that of `now`; of a month's bar "Aug 2026". */
void plot_format_date(const char *interval, int64_t t, int64_t now, int offset_s, char out[FORMAT_SIZE]);

/* What the times below are labelled with. */
enum time_axis {
	TIME_AXIS_HOURS,
	TIME_AXIS_WEEKDAYS,
	TIME_AXIS_DAYS,
	TIME_AXIS_MONTHS,      /* a January by the number of its year */
	TIME_AXIS_MONTH_NAMES, /* a January as any month */
	TIME_AXIS_YEARS,
	TIME_AXES
};

/* In row `row`. Where the units are too large for what is drawn to have two of them, smaller ones are taken.
 * offset_s: of the exchange's clock; bars of a day or longer carry their date at midnight UTC. */
void plot_draw_times(const struct plot *p, int row, enum time_axis axis, int offset_s);

#endif
