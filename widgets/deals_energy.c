/* Energy: the gigawatts promised, what they mean, by partners and year as bars, and what is left out of the
 * sum because another row counts it already. */
#include <stdio.h>
#include <string.h>

#include "widgets/deals.h"
#include "widgets/wrap.h"

#define GAP 2
#define GW_COLUMNS 7
#define YEAR_COLUMNS 6
#define BAR_MOST 60 /* a bar is compared, not measured */
#define TEXT_SIZE 4096

static void format_gw(double gw, char out[FORMAT_SIZE])
{
	if (gw > 0)
		snprintf(out, FORMAT_SIZE, "%.4g", gw);
	else
		snprintf(out, FORMAT_SIZE, "·");
}

static int bar_columns(double part, double whole, int columns)
{
	if (!(part > 0) || !(whole > 0) || columns < 1)
		return 0;
	int filled = (int)lround(part / whole * columns);
	return filled < 1 ? 1 : filled > columns ? columns : filled;
}

/* ---- what it means ---- */

/* "475 TWh a year at full load · 43.4 million US homes · 54 reactors of 1 GW" */
static void format_meaning(const struct power *p, int columns, char *out, size_t size)
{
	if (columns >= 100)
		snprintf(out, size,
			 "%.1f TWh a year at full load · %.1f million US homes at 10.95 MWh a year · %.*f reactors of "
			 "1 GW",
			 p->twh, p->homes / 1e6, p->reactors < 10, p->reactors);
	else
		snprintf(out, size, "%.1f TWh a year · %.1f million US homes · %.*f reactors", p->twh, p->homes / 1e6,
			 p->reactors < 10, p->reactors);
}

/* The newest year is bright, here and in the partners' bars. */
static enum role year_role(const struct power *p, size_t year)
{
	return year + 1 == p->year_count ? ROLE_TEXT : ROLE_DIM;
}

static void draw_year(struct canvas *c, int row, const struct power *p, size_t year)
{
	char text[FORMAT_SIZE];
	double greatest = 0;
	for (size_t i = 0; i < p->year_count; i++)
		greatest = p->by_year[i] > greatest ? p->by_year[i] : greatest;
	canvas_text(c, row, DEALS_LEFT, 4, ROLE_DIM, p->years[year]);
	format_gw(p->by_year[year], text);
	canvas_text_right(c, row, DEALS_LEFT + 4, GW_COLUMNS, ROLE_TEXT, text);
	int column = DEALS_LEFT + 4 + GW_COLUMNS + GAP, room = c->columns - column - DEALS_LEFT;
	room = room > BAR_MOST ? BAR_MOST : room;
	canvas_fill(c, row, column, bar_columns(p->by_year[year], greatest, room), year_role(p, year), "━");
}

static void power_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct power *p = &m->deals_view.power;
	char total[FORMAT_SIZE], text[FORMAT_SIZE * 3];
	struct canvas bold = canvas_flagged(c, CELL_BOLD);
	(void)s;
	deals_draw_rule(c, m, "Power promised", LOOK_ENERGY, *m->deals_view.symbol ? m->deals_view.name : "");
	if (!p->row_count) {
		canvas_text(c, 1, DEALS_LEFT, c->columns - DEALS_LEFT - 1, ROLE_DIM, "no row promises power");
		return;
	}
	snprintf(total, sizeof total, "%.4g GW", p->gw);
	int column = DEALS_LEFT + canvas_text(&bold, 1, DEALS_LEFT, c->columns - DEALS_LEFT, ROLE_AMBER, total) + GAP;
	canvas_text(c, 1, column, c->columns - column - 1, ROLE_DIM,
		    c->columns >= 60 ? "promised in all: an upper bound" : "promised");
	format_meaning(p, c->columns, text, sizeof text);
	if (c->rows > 2)
		canvas_text(c, 2, DEALS_LEFT, c->columns - DEALS_LEFT - 1, ROLE_TEXT, text);
	/* The newest years are those that are kept. */
	size_t room = c->rows > 3 ? (size_t)c->rows - 3 : 0, first = p->year_count > room ? p->year_count - room : 0;
	for (size_t i = first; i < p->year_count; i++)
		draw_year(c, 3 + (int)(i - first), p, i);
}

/* ---- partners ---- */

struct columns {
	int partners, years, bar, ids; /* columns of the screen; years: how many of them */
};

static struct columns columns_fit(const struct power *p, int room)
{
	struct columns k = { .partners = room >= 130 ? 36 : room >= 70 ? 26 : room - DEALS_LEFT - GW_COLUMNS - 2 };
	int left = room - DEALS_LEFT - k.partners - GW_COLUMNS - 1;
	while (k.years < (int)p->year_count && left >= YEAR_COLUMNS + 10) {
		k.years++;
		left -= YEAR_COLUMNS;
	}
	if (left >= 44) {
		k.ids = left >= 70 ? 24 : 16;
		left -= k.ids;
	}
	k.bar = left - GAP > BAR_MOST ? BAR_MOST : left - GAP;
	return k;
}

static void draw_heads(struct canvas *c, int row, const struct power *p, const struct columns *k)
{
	int column = DEALS_LEFT + k->partners;
	canvas_text(c, row, DEALS_LEFT, k->partners, ROLE_DIM, "PARTNERS");
	for (int i = 0; i < k->years; i++, column += YEAR_COLUMNS)
		canvas_text_right(c, row, column, YEAR_COLUMNS, ROLE_DIM,
				  p->years[p->year_count - (size_t)(k->years - i)]);
	canvas_text_right(c, row, column, GW_COLUMNS, ROLE_DIM, "GW");
	column += GW_COLUMNS + GAP + k->bar;
	canvas_text(c, row, column, k->ids - 1, ROLE_DIM, k->ids ? "ROWS" : "");
}

/* One bar, year by year: the newest bright. */
static void draw_bar(struct canvas *c, int row, int column, const struct power *p, const struct power_row *r,
		     int columns)
{
	int filled = bar_columns(r->gw, p->rows[0].gw, columns), done = 0;
	double sum = 0, known = 0;
	for (size_t i = 0; i < p->year_count; i++)
		known += r->by_year[i];
	sum = r->gw - known; /* of years that are too old for a column */
	canvas_fill(c, row, column, filled, ROLE_DIM, "━");
	for (size_t i = 0; i < p->year_count; i++) {
		done = (int)lround(sum / r->gw * filled);
		sum += r->by_year[i];
		int end = (int)lround(sum / r->gw * filled);
		canvas_fill(c, row, column + done, end - done, year_role(p, i), "━");
	}
}

static void draw_row(struct canvas *c, int row, const struct power *p, const struct power_row *r,
		     const struct columns *k, bool is_selected)
{
	struct canvas line = deals_line(c, row, is_selected), bold = canvas_flagged(&line, CELL_BOLD);
	char text[FORMAT_SIZE];
	int column = DEALS_LEFT + k->partners;
	canvas_text(&line, row, DEALS_LEFT, k->partners - 1, ROLE_BRIGHT, r->partners);
	for (int i = 0; i < k->years; i++, column += YEAR_COLUMNS) {
		double gw = r->by_year[p->year_count - (size_t)(k->years - i)];
		format_gw(gw, text);
		canvas_text_right(&line, row, column, YEAR_COLUMNS, gw > 0 ? ROLE_TEXT : ROLE_RULE, text);
	}
	format_gw(r->gw, text);
	canvas_text_right(&bold, row, column, GW_COLUMNS, ROLE_BRIGHT, text);
	column += GW_COLUMNS + GAP;
	draw_bar(&line, row, column, p, r, k->bar - GAP);
	column += k->bar;
	canvas_text(&line, row, column, k->ids - 1, ROLE_DIM, r->ids);
}

static void partners_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct power *p = &m->deals_view.power;
	const struct list_position *position = &s->lists[LIST_POWER];
	struct columns k = columns_fit(p, c->columns);
	int head = deals_head(c->rows);
	if (!p->row_count)
		return;
	if (head == 2)
		canvas_rule(c, 0, "By partners", c->columns >= 60 ? "GW, by the year of the announcement" : "");
	if (head)
		draw_heads(c, head - 1, p, &k);
	size_t shown = list_visible(position, p->row_count, c->rows - head);
	for (size_t i = 0; i < shown; i++) {
		size_t at = position->top + i;
		draw_row(c, head + (int)i, p, &p->rows[at], &k, at == position->selected);
	}
}

/* ---- what is left out ---- */

static const char basis[] =
	"Full load is all 8,760 hours of a year, which no site reaches; homes and reactors are the press's comparison "
	"(Q04). Chips and their sites may be promised apart.";

static void format_left_out(const struct power *p, char out[TEXT_SIZE])
{
	size_t used = 0;
	for (size_t i = 0; i < p->left_out_count && used < TEXT_SIZE; i++) {
		const struct power_left_out *l = &p->left_out[i];
		used += (size_t)snprintf(out + used, TEXT_SIZE - used, "%s %.4g GW (%s)%s", l->id, l->gw, l->reason,
					 i + 1 < p->left_out_count ? ", " : ". ");
	}
	if (used < TEXT_SIZE)
		snprintf(out + used, TEXT_SIZE - used, "%s", basis);
}

/* Draws the text from `row`; the row after it. Without a canvas it only counts. */
static int draw_text(struct canvas *c, int row, int columns, const char *text)
{
	char line[TEXT_SIZE];
	int room = columns - 2 * DEALS_LEFT;
	for (; *text && room > 1 && row < 100; row++) {
		text = wrap_line(text, room, line, sizeof line);
		if (!c)
			continue;
		canvas_text(c, row, DEALS_LEFT, room, ROLE_DIM, line);
		if (*text && row == c->rows - 1)
			canvas_text(c, row, columns - DEALS_LEFT - 1, 1, ROLE_DIM, "…");
	}
	return row;
}

int power_left_out_rows(const struct power *p, int columns)
{
	char text[TEXT_SIZE];
	format_left_out(p, text);
	return p->row_count ? draw_text(NULL, 1, columns, text) : 0;
}

/* One line a row: "D08      6 GW  Nvidia, OpenAI           in D09". */
static void draw_left_out(struct canvas *c, int row, const struct power_left_out *l)
{
	char gw[FORMAT_SIZE];
	int column = DEALS_LEFT, partners = c->columns >= 70 ? 40 : c->columns - DEALS_LEFT - 30;
	canvas_text(c, row, column, 6, ROLE_DIM, l->id);
	snprintf(gw, sizeof gw, "%.4g GW", l->gw);
	canvas_text_right(c, row, column + 6, 8, ROLE_TEXT, gw);
	canvas_text(c, row, column + 16, partners - 1, ROLE_TEXT, l->partners);
	canvas_text(c, row, column + 16 + partners, c->columns - column - 17 - partners, ROLE_DIM, l->reason);
}

static void left_out_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct power *p = &m->deals_view.power;
	char text[TEXT_SIZE], right[FORMAT_SIZE] = "";
	(void)s;
	if (!p->row_count)
		return;
	if (p->left_out_count)
		snprintf(right, sizeof right, "%zu rows, %.4g GW", p->left_out_count, p->left_out_gw);
	canvas_rule(c, 0, c->columns >= 64 ? "Not added: counted elsewhere, or come to nothing" : "Not added", right);
	int listed = 2 + (int)p->left_out_count;
	if (c->rows < draw_text(NULL, listed, c->columns, basis)) {
		format_left_out(p, text);
		draw_text(c, 1, c->columns, text);
		return;
	}
	for (size_t i = 0; i < p->left_out_count; i++)
		draw_left_out(c, 1 + (int)i, &p->left_out[i]);
	draw_text(c, listed, c->columns, basis);
}

const struct widget_class widget_power = { .name = "power", .min_rows = 2, .min_columns = 30, .draw = power_draw };
const struct widget_class widget_partners = {
	.name = "partners", .min_rows = 2, .min_columns = 30, .draw = partners_draw
};
const struct widget_class widget_left_out = {
	.name = "left-out", .min_rows = 2, .min_columns = 30, .draw = left_out_draw
};
