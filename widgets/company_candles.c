/* Candles and volumes. Bars that share a column are drawn as one: open of the first, high of the highest, low of the
 * lowest, close of the last. A rising body is hollow and a falling one filled, so that colour is never alone. */
#include <stdio.h>

#include "widgets/company_plot.h"

/* What half a cell holds. */
enum ink { INK_NONE, INK_WICK, INK_BODY, INKS };

/* By upper and lower half. A hollow body has no half cells: its edges are drawn where it meets its wick. */
static const char *const rising[INKS][INKS] = {
	{ "", "╷", "╥" },
	{ "╵", "│", "╫" },
	{ "╨", "╫", "║" },
};
static const char *const falling[INKS][INKS] = {
	{ "", "╷", "╻" },
	{ "╵", "│", "╽" },
	{ "╹", "╿", "┃" },
};
static const char *const flat[INKS][INKS] = {
	{ "", "╷", "─" },
	{ "╵", "│", "┴" },
	{ "─", "┬", "─" },
};
static const char *const ascii_bodies[] = { "#", "-", "O" }; /* falling, flat, rising */

/* Three columns where bars stand that far apart: sides and middle of a row of the body, by what ends in that row. */
struct wide_glyphs {
	const char *left, *middle, *middle_with_wick, *right;
};
static const struct wide_glyphs hollow[2][2] = {
	/* [it begins here][it ends here] */
	{ { "│", " ", " ", "│" }, { "└", "─", "┬", "┘" } },
	{ { "┌", "─", "┴", "┐" }, { "╞", "═", "╪", "╡" } },
};
static const struct wide_glyphs filled[INKS][INKS] = {
	[INK_NONE][INK_BODY] = { "▄", "▄", "▄", "▄" }, [INK_WICK][INK_BODY] = { "▄", "█", "█", "▄" },
	[INK_BODY][INK_NONE] = { "▀", "▀", "▀", "▀" }, [INK_BODY][INK_WICK] = { "▀", "█", "█", "▀" },
	[INK_BODY][INK_BODY] = { "█", "█", "█", "█" },
};
static const struct wide_glyphs level = { "─", "─", "┼", "─" };

/* Takes in the next bar of a column. */
static void merge(struct candle *into, const struct candle *bar, bool is_first)
{
	if (is_first) {
		*into = *bar;
		into->high = fmax(bar->high, bar->close);
		into->low = fmin(bar->low, bar->close);
		return;
	}
	if (!isfinite(into->open))
		into->open = into->close;
	into->high = fmax(into->high, fmax(bar->high, bar->close));
	into->low = fmin(into->low, fmin(bar->low, bar->close));
	into->close = bar->close;
}

struct shape { /* in half cells from the top of the plot */
	int high, low, top, bottom;
	int direction; /* 1 rising, 0, -1 */
};

static struct shape shape_of(const struct plot *p, const struct candle *bar)
{
	double open = isfinite(bar->open) ? bar->open : bar->close; /* the close alone */
	return (struct shape){
		.high = plot_y(p, bar->high) / 2,
		.low = plot_y(p, bar->low) / 2,
		.top = plot_y(p, fmax(open, bar->close)) / 2,
		.bottom = plot_y(p, fmin(open, bar->close)) / 2,
		.direction = change_direction(bar->close - open),
	};
}

static enum ink ink_at(const struct shape *s, int half)
{
	if (half >= s->top && half <= s->bottom)
		return INK_BODY;
	return half >= s->high && half <= s->low ? INK_WICK : INK_NONE;
}

static const char *narrow_glyph(const struct shape *s, int row, bool ascii)
{
	enum ink upper = ink_at(s, row * 2), lower = ink_at(s, row * 2 + 1);
	if (ascii && (upper == INK_BODY || lower == INK_BODY))
		return ascii_bodies[1 + s->direction];
	if (ascii)
		return upper == INK_WICK || lower == INK_WICK ? "|" : "";
	return s->direction > 0 ? rising[upper][lower] : s->direction < 0 ? falling[upper][lower] : flat[upper][lower];
}

/* Where the edge of a hollow body lies the wick goes on to it, if there is one on that side. */
static bool has_wick(const struct shape *s, int row)
{
	bool above = row == s->top / 2 && s->high < s->top, below = row == s->bottom / 2 && s->low > s->bottom;
	return above || below;
}

static bool is_body(const struct shape *s, int row)
{
	return row >= s->top / 2 && row <= s->bottom / 2;
}

static const struct wide_glyphs *wide_glyphs_of(const struct shape *s, int row)
{
	if (s->direction > 0)
		return &hollow[row == s->top / 2][row == s->bottom / 2];
	return s->direction < 0 ? &filled[ink_at(s, row * 2)][ink_at(s, row * 2 + 1)] : &level;
}

static void draw_candle(const struct plot *p, int column, bool is_wide, const struct candle *bar)
{
	static const enum role roles[] = { ROLE_DOWN, ROLE_FLAT, ROLE_UP };
	const struct shape s = shape_of(p, bar);
	enum role role = roles[1 + s.direction];
	int at = p->column + column;
	for (int row = s.high / 2; row <= s.low / 2; row++) {
		if (!is_wide || !is_body(&s, row)) {
			canvas_text(p->canvas, p->row + row, at, 1, role, narrow_glyph(&s, row, p->canvas->ascii));
			continue;
		}
		const struct wide_glyphs *g = wide_glyphs_of(&s, row);
		canvas_text(p->canvas, p->row + row, at - 1, 1, role, g->left);
		canvas_text(p->canvas, p->row + row, at, 1, role, has_wick(&s, row) ? g->middle_with_wick : g->middle);
		canvas_text(p->canvas, p->row + row, at + 1, 1, role, g->right);
	}
}

/* Bars stand four columns apart at least. */
static bool has_room(const struct plot *p)
{
	return (size_t)p->columns >= 4 * p->series->count;
}

void candles_draw(const struct company_plot *p)
{
	const struct candle_series *bars = &p->shown;
	struct candle merged = { 0 };
	for (size_t i = 0; i < bars->count; i++) {
		int column = plot_column(&p->plot, i);
		merge(&merged, &bars->items[i], !i || plot_column(&p->plot, i - 1) != column);
		if (i + 1 == bars->count || plot_column(&p->plot, i + 1) != column)
			draw_candle(&p->plot, column, has_room(&p->plot) && !p->plot.canvas->ascii, &merged);
	}
}

/* ---- volumes ---- */

/* The mean of the bars of the column that begins with bar i, over those that have one; *next is the bar after them. */
static double column_volume(const struct company_plot *p, size_t i, size_t *next)
{
	double sum = 0;
	int column = plot_column(&p->plot, i), count = 0;
	for (; i < p->shown.count && plot_column(&p->plot, i) == column; i++)
		if (p->shown.items[i].volume >= 0) {
			sum += p->shown.items[i].volume;
			count++;
		}
	*next = i;
	return count ? sum / count : (double)NAN;
}

/* Columns [first, last] in which the volume of a bar stands: under a wide candle as wide, under a line up to the next.
 */
struct span {
	int first, last;
};

static struct span volume_span(const struct company_plot *p, size_t bar, size_t next)
{
	int column = plot_column(&p->plot, bar), around = has_room(&p->plot) ? 1 : 0;
	struct span span = { column - around, column + around };
	if (!around && !p->plot.slots && next < p->shown.count)
		span.last = plot_column(&p->plot, next) - 1;
	span.first = span.first < 0 ? 0 : span.first;
	span.last = span.last < p->plot.columns ? span.last : p->plot.columns - 1;
	return span;
}

/* Eighths of a cell, but the topmost cell of the rows is never filled, so that the volumes keep off the plot. */
static void draw_volume(const struct company_plot *p, struct span span, double share, enum role role)
{
	static const char *const blocks[] = { "▁", "▂", "▃", "▄", "▅", "▆", "▇", "█" };
	int eighths = (int)(share * (p->volume_rows * 8 - 1) + 0.5);
	for (int row = p->volume_rows - 1; row >= 0 && eighths > 0; row--, eighths -= 8)
		canvas_fill(p->plot.canvas, p->volume_row + row, p->plot.column + span.first,
			    span.last - span.first + 1, role, blocks[eighths < 8 ? eighths - 1 : 7]);
}

void volumes_draw(const struct company_plot *p, size_t marked)
{
	double most = 0;
	size_t next;
	for (size_t i = 0; p->volume_rows && i < p->shown.count; i = next)
		most = fmax(most, column_volume(p, i, &next));
	if (!(most > 0))
		return;
	for (size_t i = 0; i < p->shown.count; i = next) {
		double volume = column_volume(p, i, &next);
		if (volume > 0)
			draw_volume(p, volume_span(p, i, next), volume / most,
				    marked >= i && marked < next ? ROLE_BRIGHT : ROLE_RULE);
	}
	char amount[FORMAT_SIZE], text[FORMAT_SIZE];
	format_amount(most, "", amount);
	snprintf(text, sizeof text, "vol %.40s", amount);
	canvas_text_right(p->plot.canvas, p->volume_row, p->plot.column + p->plot.columns + 1, PLOT_AXIS_COLUMNS,
			  ROLE_DIM, text);
}
