#include "widgets/chart_paths.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "widgets/braille.h"
#include "widgets/format.h"

#define LEFT 1
#define AXIS_COLUMNS 7 /* "12,345" */
#define TEXT_LEFT 3
#define LEGEND_SIZE 160
#define DAY_S 86400.0
#define YEAR_DAYS 365.25

struct plot { /* where the two lines lie in a canvas */
	struct canvas *canvas;
	const struct path_view *path;
	const struct path_point *old; /* from day 0 on */
	size_t old_count;
	int row, column, rows, columns;
	double days;              /* that the width holds */
	double log_low, log_high; /* of 100 at day 0 */
	struct braille ink;       /* of both lines: words keep off it */
};

/* ---- places ---- */

static double log_of(const struct path_point *points, size_t i)
{
	return log(100 * points[i].close / points->close);
}

static double days_of(const struct path_point *points, size_t i)
{
	return (double)(points[i].time - points->time) / DAY_S;
}

static int plot_x(const struct plot *p, double days)
{
	return (int)(days / p->days * (p->columns * 2 - 1) + 0.5);
}

static int plot_y(const struct plot *p, double value)
{
	double share = (value - p->log_low) / (p->log_high - p->log_low);
	return (int)((1 - share) * (p->rows * 4 - 1) + 0.5);
}

static void plot_hold(struct plot *p, const struct path_point *points, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		double value = log_of(points, i);
		p->log_low = value < p->log_low ? value : p->log_low;
		p->log_high = value > p->log_high ? value : p->log_high;
	}
	if (count && days_of(points, count - 1) > p->days)
		p->days = days_of(points, count - 1);
}

static void plot_scale(struct plot *p)
{
	p->log_low = log(80);
	p->log_high = log(125);
	plot_hold(p, p->old, p->old_count);
	plot_hold(p, p->path->points, p->path->count);
}

/* ---- lines ---- */

static void draw_line(const struct plot *p, struct braille *dots, const struct path_point *points, size_t count)
{
	int x = 0, y = 0;
	for (size_t i = 0; i < count; i++) {
		int to_x = plot_x(p, days_of(points, i)), to_y = plot_y(p, log_of(points, i));
		braille_line(dots, i ? x : to_x, i ? y : to_y, to_x, to_y);
		x = to_x;
		y = to_y;
	}
}

/* Every other column of dots: told from the joined line without colour. */
static void make_dotted(struct braille *dots)
{
	for (int row = 0; row < dots->rows; row++)
		for (int column = 0; column < dots->columns; column++)
			dots->dots[row][column] &= 0x47;
}

static void draw_lines(struct plot *p)
{
	struct braille old;
	braille_init(&old, p->rows, p->columns);
	braille_init(&p->ink, p->rows, p->columns);
	draw_line(p, &old, p->old, p->old_count);
	draw_line(p, &p->ink, p->path->points, p->path->count);
	make_dotted(&old);
	/* Where both pass through a cell it shows both, as the new one's. */
	for (int row = 0; row < p->rows; row++)
		for (int column = 0; column < p->columns; column++)
			if (p->ink.dots[row][column])
				p->ink.dots[row][column] |= old.dots[row][column];
	braille_draw_as(&old, p->canvas, p->row, p->column, ROLE_DIM, ".");
	braille_draw(&p->ink, p->canvas, p->row, p->column, ROLE_BRIGHT);
	for (int row = 0; row < p->rows; row++)
		for (int column = 0; column < p->columns; column++)
			p->ink.dots[row][column] |= old.dots[row][column];
}

/* ---- axes ---- */

static void draw_level(const struct plot *p, double value, enum role role, bool bold)
{
	char text[FORMAT_SIZE];
	int row = p->row + plot_y(p, log(value)) / 4;
	struct canvas c = canvas_flagged(p->canvas, bold ? CELL_BOLD : 0);
	format_plain_price(value, "JPY", text); /* whole numbers, grouped */
	canvas_fill(&c, row, p->column + p->columns, AXIS_COLUMNS + 1, role, " ");
	canvas_text_right(&c, row, p->column + p->columns + 1, AXIS_COLUMNS, role, text);
}

/* 1, 2 and 5 times powers of ten; where two would touch, the lower one stays. */
static void draw_level_axis(const struct plot *p)
{
	static const double steps[] = { 1, 2, 5 };
	int free_row = p->row + p->rows;
	for (double power = 1; power <= 1e9; power *= 10)
		for (size_t i = 0; i < sizeof steps / sizeof *steps; i++) {
			double value = steps[i] * power;
			if (log(value) < p->log_low || log(value) > p->log_high)
				continue;
			int row = p->row + plot_y(p, log(value)) / 4;
			if (row > free_row - 1)
				continue;
			draw_level(p, value, ROLE_DIM, false);
			free_row = row - 1;
		}
}

static void draw_year_axis(const struct plot *p)
{
	int free_from = p->column, row = p->row + p->rows;
	for (int year = 0; year * YEAR_DAYS < p->days; year++) {
		char text[FORMAT_SIZE] = "0";
		int column = p->column + plot_x(p, year * YEAR_DAYS) / 2;
		if (year)
			snprintf(text, sizeof text, p->columns >= 60 ? "%d years" : "%d y", year);
		if (year < 2 && p->columns >= 60)
			snprintf(text, sizeof text, year ? "1 year" : "day 0");
		int width = canvas_columns(p->canvas, text);
		if (column < free_from || column + width > p->column + p->columns)
			continue;
		canvas_text(p->canvas, row, column, width, ROLE_DIM, text);
		free_from = column + width + 2;
	}
}

/* ---- words in the picture ---- */

static void growth_text(double growth, char out[FORMAT_SIZE])
{
	snprintf(out, FORMAT_SIZE, growth < 10 ? "x%.2f" : "x%.1f", growth);
}

/* Cells of the place that a line passes through. */
static int ink_in(const struct plot *p, int row, int column, int rows, int columns)
{
	int cells = 0;
	for (int r = row; r < row + rows && r < p->rows; r++)
		for (int i = column; i < column + columns && i < p->columns; i++)
			cells += r >= 0 && i >= 0 && p->ink.dots[r][i] != 0;
	return cells;
}

struct spot {
	int row, column; /* within the plot */
};

/* The corner with the least of the lines in it; one row and column are left free at the right and at the foot. */
static struct spot legend_spot(const struct plot *p, int rows, int columns)
{
	const struct spot corners[] = { { 0, 1 },
					{ 0, p->columns - columns - 1 },
					{ p->rows - rows, p->columns - columns - 1 },
					{ p->rows - rows, 1 } };
	struct spot best = corners[0];
	int least = ink_in(p, best.row, best.column, rows, columns);
	for (size_t i = 1; i < sizeof corners / sizeof *corners; i++) {
		int cells = ink_in(p, corners[i].row, corners[i].column, rows, columns);
		if (cells < least) {
			least = cells;
			best = corners[i];
		}
	}
	return best;
}

/* A line's sign, its name, and what it had grown to on the last day compared. */
static void legend_texts(const struct plot *p, char new[LEGEND_SIZE], char old[LEGEND_SIZE])
{
	const struct path_view *v = p->path;
	const struct path_reading *r = &v->readings[PATH_START_EVENT];
	bool ascii = p->canvas->ascii;
	char growth[FORMAT_SIZE] = "";
	if (v->count)
		growth_text(r->growth_new, growth);
	snprintf(new, LEGEND_SIZE, "%s %s %s", ascii ? "***" : "⠒⠒⠒", v->symbol, growth);
	if (v->count)
		growth_text(r->growth_old, growth);
	/* "Nasdaq" of "Nasdaq Composite". */
	snprintf(old, LEGEND_SIZE, "%s %.*s 1995-2002 %s", ascii ? "..." : "⠂⠂⠂", (int)strcspn(v->old->title, " "),
		 v->old->title, growth);
}

static void draw_legend(struct plot *p)
{
	char new[LEGEND_SIZE], old[LEGEND_SIZE];
	legend_texts(p, new, old);
	int columns = canvas_columns(p->canvas, old);
	if (p->rows < 5 || p->columns < columns + 8)
		return;
	struct canvas bold = canvas_flagged(p->canvas, CELL_BOLD);
	struct spot at = legend_spot(p, 2, columns);
	canvas_text(&bold, p->row + at.row, p->column + at.column, columns, ROLE_BRIGHT, new);
	canvas_text(p->canvas, p->row + at.row + 1, p->column + at.column, columns, ROLE_DIM, old);
	for (int row = at.row; row < at.row + 2; row++)
		memset(&p->ink.dots[row][at.column], 0xff, (size_t)columns);
}

/* "x5.02 Mar 2000" at the right or the left of a point of the old line, where none of the lines is in the way. */
static void draw_mark(const struct plot *p, size_t place)
{
	const struct path_point *point = &p->path->old->points[place];
	char month[FORMAT_SIZE], growth[FORMAT_SIZE], text[FORMAT_SIZE * 3];
	int64_t year;
	int number, day;
	timestamp_civil(point->time / 86400, &year, &number, &day);
	format_month(point->time, 0, month);
	growth_text(point->close / p->old->close, growth);
	snprintf(text, sizeof text, "%s %s %d", growth, month, (int)year);
	int width = canvas_columns(p->canvas, text);
	int x = plot_x(p, (double)(point->time - p->old->time) / DAY_S) / 2;
	int row = plot_y(p, log(100 * point->close / p->old->close)) / 4;
	const int columns[] = { x + 2, x + 3, x - width - 1 };
	for (size_t i = 0; i < sizeof columns / sizeof *columns; i++)
		if (columns[i] >= 0 && columns[i] + width <= p->columns &&
		    !ink_in(p, row, columns[i] - 1, 1, width + 1)) {
			canvas_text(p->canvas, p->row + row, p->column + columns[i], width, ROLE_DIM, text);
			return;
		}
}

static void draw_plot(struct canvas *c, const struct path_view *v, int head)
{
	struct plot p = { .canvas = c, .path = v, .row = head, .column = LEFT };
	p.old = v->old->points + v->old->day0;
	p.old_count = v->old->count - v->old->day0;
	bool has_times = c->rows - head >= 4;
	p.rows = c->rows - head - (has_times ? 1 : 0);
	p.columns = c->columns - LEFT - AXIS_COLUMNS - 2;
	p.rows = p.rows < BRAILLE_ROWS ? p.rows : BRAILLE_ROWS;
	p.columns = p.columns < BRAILLE_COLUMNS ? p.columns : BRAILLE_COLUMNS;
	if (p.rows < 1 || p.columns < 4)
		return;
	plot_scale(&p);
	draw_level_axis(&p);
	draw_lines(&p);
	draw_legend(&p);
	if (p.rows >= 6) {
		draw_mark(&p, v->old->peak);
		draw_mark(&p, v->old->trough);
	}
	if (v->count)
		draw_level(&p, 100 * v->points[v->count - 1].close / v->points->close, ROLE_AMBER, true);
	if (has_times)
		draw_year_axis(&p);
}

/* ---- the head ---- */

static void draw_likeness(struct canvas *c, int row, const struct path_view *v)
{
	char text[240], since[FORMAT_SIZE], oldest[FORMAT_SIZE];
	const struct path_reading *r = &v->readings[PATH_START_EVENT];
	int columns = c->columns - TEXT_LEFT;
	if (v->count) {
		format_path_likeness(r, columns, text, sizeof text);
		canvas_text(c, row, TEXT_LEFT, columns, ROLE_TEXT, text);
		return;
	}
	format_date(r->day0_new, 0, 0, since);
	format_date(v->since, 0, 0, oldest);
	snprintf(text, sizeof text, "no close as old as %s is stored%s%s", since, v->since ? "; oldest " : "",
		 v->since ? oldest : "");
	canvas_text(c, row, TEXT_LEFT, columns, ROLE_WARN, text);
}

/* The further figures, parted by dots, on as many lines as there are; returns the lines used. */
static int draw_context(struct canvas *c, int row, int lines, const struct path_view *v, const struct standing *s)
{
	char parts[3][96], realised[80];
	int column = TEXT_LEFT, used = 1;
	format_drawdown(s->year.depth, parts[0], sizeof parts[0]);
	format_realised(s, false, realised, sizeof realised);
	snprintf(parts[1], sizeof parts[1], "vol. %s", realised);
	format_path_others(v->readings, parts[2], sizeof parts[2]);
	for (int i = 0; i < (v->count ? 3 : 2); i++) {
		const char *parted = column > TEXT_LEFT ? " · " : "";
		int width = canvas_columns(c, parts[i]) + canvas_columns(c, parted);
		if (column + width > c->columns) {
			if (used == lines || column == TEXT_LEFT)
				return used;
			used++;
			column = TEXT_LEFT;
			parted = "";
		}
		column += canvas_text(c, row + used - 1, column, width, ROLE_DIM, parted);
		column += canvas_text(c, row + used - 1, column, width, ROLE_DIM, parts[i]);
	}
	return used;
}

static const char *bars_name(const char *interval)
{
	return !strcmp(interval, "1mo") ? "months" : "weeks";
}

/* "100 = 30 Nov 2022 · log · weeks · yahoo-chart", or as much as stands beside the title. */
static void format_basis(const struct canvas *c, const struct path_view *v, int columns, char *out, size_t size)
{
	char day0[FORMAT_SIZE];
	snprintf(out, size, "%s", "");
	if (!v->count)
		return;
	format_date(v->points->time, 0, 0, day0);
	snprintf(out, size, "100 = %s · log · %s · %s", day0, bars_name(v->interval), v->source);
	if (canvas_columns(c, out) > columns)
		snprintf(out, size, "100 = %s · %s", day0, v->source);
	if (canvas_columns(c, out) > columns)
		snprintf(out, size, "100 = %s", day0);
}

static void draw_head(struct canvas *c, const struct path_view *v, const char *symbol)
{
	char title[96], right[200];
	snprintf(title, sizeof title, c->columns >= 60 ? "%s over %s, 1995-2002" : "%s over %s", symbol,
		 v->old ? v->old->title : "1995-2002");
	format_basis(c, v, c->columns - canvas_columns(c, title) - 8, right, sizeof right);
	canvas_rule(c, 0, title, right);
}

void chart_paths_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct company_view *company = &m->companies[s->lists[LIST_COMPANIES].selected];
	const struct path_view *v = &m->path;
	bool is_loaded = !strcmp(v->symbol, company->symbol) && v->old;
	draw_head(c, is_loaded ? v : &(struct path_view){ 0 }, company->symbol);
	if (!is_loaded)
		return;
	int head = 1;
	if (c->rows >= 4)
		draw_likeness(c, head++, v);
	if (c->rows >= 9)
		head += draw_context(c, head, c->rows >= 13 ? 2 : 1, v, &company->standing);
	draw_plot(c, v, head);
}
