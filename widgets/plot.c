#include "widgets/plot.h"

#include <stdio.h>
#include <string.h>

#include "widgets/braille.h"
#include "widgets/format.h"

bool plot_place(struct plot *p, int head, int rows, int columns, bool has_times)
{
	p->row = head;
	p->column = PLOT_LEFT;
	p->rows = rows - (has_times ? 1 : 0);
	p->columns = columns - PLOT_LEFT - PLOT_AXIS_COLUMNS - 2;
	p->rows = p->rows < BRAILLE_ROWS ? p->rows : BRAILLE_ROWS;
	p->columns = p->columns < BRAILLE_COLUMNS ? p->columns : BRAILLE_COLUMNS;
	p->low = HUGE_VAL;
	p->high = -HUGE_VAL;
	return p->rows >= 1 && p->columns >= 4;
}

/* ---- the scale ---- */

static double value_of(const struct plot *p, double price)
{
	if (p->log)
		return price > 0 ? log(price) : (double)NAN;
	return isfinite(p->base) ? (price / p->base - 1) * 100 : price;
}

void plot_hold(struct plot *p, double price)
{
	double value = value_of(p, price);
	if (!isfinite(value))
		return;
	p->low = value < p->low ? value : p->low;
	p->high = value > p->high ? value : p->high;
}

void plot_hold_near(struct plot *p, double price)
{
	double value = value_of(p, price), width = p->high - p->low;
	if (isfinite(value) && value > p->low - width && value < p->high + width)
		plot_hold(p, price);
}

void plot_settle(struct plot *p)
{
	if (!(p->low <= p->high))
		p->low = p->high = 0;
	if (p->log && !(p->high > p->low)) {
		p->low -= 0.005;
		p->high += 0.005;
	}
	/* The labels of a narrow logarithmic scale are those of a linear one, too. */
	bool is_ratio = p->log && isfinite(p->base);
	double low = p->log ? exp(p->low) : p->low, high = p->log ? exp(p->high) : p->high;
	axis_init(&p->axis, is_ratio ? (low / p->base - 1) * 100 : low, is_ratio ? (high / p->base - 1) * 100 : high,
		  p->rows >= 6 ? p->rows / 2 : 3);
	if (!p->log) {
		p->low = p->axis.low;
		p->high = p->axis.high;
	}
}

int plot_y(const struct plot *p, double price)
{
	double value = value_of(p, price);
	double share = isfinite(value) ? (value - p->low) / (p->high - p->low) : 0;
	share = share < 0 ? 0 : share > 1 ? 1 : share;
	return (int)((1 - share) * (p->rows * 4 - 1) + 0.5);
}

int plot_row(const struct plot *p, double price)
{
	return p->row + plot_y(p, price) / 4;
}

bool plot_shows(const struct plot *p, double price)
{
	double value = value_of(p, price), slack = (p->high - p->low) * 1e-9;
	return value >= p->low - slack && value <= p->high + slack;
}

int plot_x(const struct plot *p, size_t bar)
{
	size_t last = p->series->count - 1;
	if (p->slots)
		return plot_column(p, bar) * 2;
	return last ? (int)(bar * (size_t)(p->columns * 2 - 1) / last) : p->columns;
}

int plot_column(const struct plot *p, size_t bar)
{
	if (p->slots)
		return (int)((2 * bar + 1) * (size_t)p->columns / (2 * p->series->count));
	return plot_x(p, bar) / 2;
}

enum role plot_role(const struct plot *p, double reference)
{
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	double from = isfinite(reference) ? reference : p->series->items[0].close;
	return roles[1 + change_direction(p->last - from)];
}

/* ---- the axis at the right ---- */

static void draw_text(const struct plot *p, int row, enum role role, bool is_bold, const char *text)
{
	struct canvas c = canvas_flagged(p->canvas, is_bold ? CELL_BOLD : 0);
	canvas_fill(&c, row, p->column + p->columns, PLOT_AXIS_COLUMNS + 1, ROLE_DIM, " ");
	canvas_text_right(&c, row, p->column + p->columns + 1, PLOT_AXIS_COLUMNS, role, text);
}

static void format_percent(double percent, int decimals, char out[FORMAT_SIZE])
{
	char digits[FORMAT_SIZE];
	snprintf(digits, sizeof digits, "%.*f", decimals, fabs(percent));
	bool is_zero = !strpbrk(digits, "123456789");
	if (strlen(digits) > PLOT_AXIS_COLUMNS - 2)
		snprintf(digits, sizeof digits, "%.1e", fabs(percent));
	snprintf(out, FORMAT_SIZE, "%s%.40s%%", is_zero ? "" : percent < 0 ? "-" : "+", digits);
}

static void format_level(const struct plot *p, double value, int decimals, char out[FORMAT_SIZE])
{
	if (isfinite(p->base))
		format_percent(value, decimals, out);
	else if (decimals == 0 && fabs(value) >= 1000)
		format_plain_price(value, "JPY", out); /* whole numbers, grouped */
	else
		snprintf(out, FORMAT_SIZE, "%.*f", decimals, value);
	if (strlen(out) > PLOT_AXIS_COLUMNS && !isfinite(p->base))
		format_amount(value, "", out);
}

void plot_draw_tag(const struct plot *p, int row, enum role role, bool is_bold, double price)
{
	char text[FORMAT_SIZE];
	if (isfinite(p->base))
		format_percent((price / p->base - 1) * 100, fabs(price / p->base) < 2 ? 1 : 0, text);
	else
		format_plain_price(price, p->currency, text);
	if (strlen(text) > PLOT_AXIS_COLUMNS && !isfinite(p->base))
		format_amount(price, "", text);
	draw_text(p, row, role, is_bold, text);
}

struct labels {
	double prices[PLOT_LABELS], values[PLOT_LABELS]; /* where they stand, and what they say */
	int decimals[PLOT_LABELS];
	size_t count;
};

static void add_label(struct labels *l, double price, double value, int decimals)
{
	if (l->count == PLOT_LABELS)
		return;
	l->prices[l->count] = price;
	l->values[l->count] = value;
	l->decimals[l->count++] = decimals;
}

static double price_of(const struct plot *p, double value)
{
	return isfinite(p->base) ? p->base * (1 + value / 100) : value;
}

static void list_even(const struct plot *p, struct labels *l)
{
	const struct axis *a = &p->axis;
	for (double at = a->first; at <= a->high + a->step * 1e-9 && l->count < PLOT_LABELS; at += a->step)
		add_label(l, price_of(p, at), at, a->decimals);
}

/* 1, 2 and 5 times powers of ten; of per cent, the steps are of the growth: x2 is +100 %. */
static void list_powers(const struct plot *p, struct labels *l)
{
	static const double steps[] = { 1, 2, 5 };
	double unit = isfinite(p->base) ? p->base : 1;
	int power = (int)floor((p->low - log(unit)) / log(10)), most = (int)ceil((p->high - log(unit)) / log(10));
	for (; power <= most; power++)
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
			double ratio = steps[i] * pow(10, power), price = unit * ratio;
			int decimals = power < 0 ? -power : 0;
			if (!plot_shows(p, price))
				continue;
			if (isfinite(p->base))
				add_label(l, price, (ratio - 1) * 100, decimals > 2 ? decimals - 2 : 0);
			else
				add_label(l, price, ratio, decimals);
		}
}

void plot_draw_axis(const struct plot *p, int kept_free)
{
	struct labels l = { .count = 0 };
	if (p->log)
		list_powers(p, &l);
	if (l.count < 3) {
		l.count = 0;
		list_even(p, &l);
	}
	int before = -1; /* upwards: where two would share a row, the lower one stays */
	for (size_t i = 0; i < l.count; i++) {
		char text[FORMAT_SIZE];
		int row = plot_row(p, l.prices[i]);
		if (row == before || row == kept_free)
			continue;
		format_level(p, l.values[i], l.decimals[i], text);
		draw_text(p, row, ROLE_DIM, false, text);
		before = row;
	}
}

/* ---- the line ---- */

void plot_draw_line(const struct plot *p, enum role role)
{
	struct braille dots;
	braille_init(&dots, p->rows, p->columns);
	int x = 0, y = 0;
	for (size_t i = 0; i < p->series->count; i++) {
		int to_x = plot_x(p, i), to_y = plot_y(p, p->series->items[i].close);
		braille_line(&dots, i ? x : to_x, i ? y : to_y, to_x, to_y);
		x = to_x;
		y = to_y;
	}
	braille_line(&dots, x, y, x, plot_y(p, p->last));
	braille_draw(&dots, p->canvas, p->row, p->column, role);
}

const char *plot_bars_name(const char *interval)
{
	static const char *const names[][2] = {
		{ "5m", "5 minutes" }, { "15m", "15 minutes" }, { "1h", "hours" },
		{ "1d", "days" },      { "1wk", "weeks" },      { "1mo", "months" },
	};
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (!strcmp(names[i][0], interval))
			return names[i][1];
	return interval;
}
