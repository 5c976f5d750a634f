/* The circle: a matrix of payers by payees, the biggest firms first, and under it the loops by which money
 * comes back. The cells of the selected loop are amber. Firms that do not fit are one row or one column,
 * "others"; an amount with an estimate in it has a ~ behind it. */
#include <stdio.h>
#include <string.h>

#include "widgets/deals.h"

#define GAP 2
#define NAME_COLUMNS 11
#define CELL_LEAST 5
#define SUM_COLUMNS 7
#define SPREAD_MOST 4 /* columns by which a column may be wider than it must */
#define PATH_MOST 64
#define OTHERS "others"

/* Which firms have a line (a row, or a column) of their own. */
struct lines {
	int firms[CIRCLE_FIRMS];
	int count;
	bool has_others;
};

struct matrix {
	struct canvas *canvas;
	const struct circle *circle;
	const struct circle_loop *loop; /* whose cells are marked; NULL none */
	struct lines payers, payees;
	int widths[CIRCLE_FIRMS + 1]; /* of the payees, and of the others */
};

const struct circle *circle_shown(const struct view_model *m)
{
	return m->deals_view.is_committed ? &m->deals_view.committed : &m->deals_view.announced;
}

size_t circle_payers(const struct circle *c)
{
	size_t count = 0;
	for (int i = 0; i < c->firm_count; i++)
		count += c->firms[i].pays > 0;
	return count;
}

static const struct circle_loop *selected_loop(const struct view_model *m, const struct view_state *s)
{
	const struct circle *c = circle_shown(m);
	size_t selected = s->lists[LIST_LOOPS].selected;
	return selected < (size_t)c->loop_count ? &c->loops[selected] : NULL;
}

static bool loop_has(const struct circle_loop *loop, int payer, int payee)
{
	for (int i = 0; loop && i < loop->length; i++)
		if (loop->firms[i] == payer && loop->firms[(i + 1) % loop->length] == payee)
			return true;
	return false;
}

/* ---- what fits ---- */

static void choose_payers(struct matrix *m, int rows)
{
	const struct circle *c = m->circle;
	int all = (int)circle_payers(c), room = all > rows ? rows - 1 : rows;
	m->payers.has_others = all > rows;
	for (int i = 0; i < c->firm_count && m->payers.count < room; i++)
		if (c->firms[i].pays > 0)
			m->payers.firms[m->payers.count++] = i;
}

static int name_width(const struct matrix *m, const char *name)
{
	int columns = canvas_columns(m->canvas, name) + 1; /* the mark's column is beside the figure's */
	return columns < CELL_LEAST ? CELL_LEAST : columns > NAME_COLUMNS ? NAME_COLUMNS : columns;
}

/* Takes payees while they fit into `room`; false if one did not. */
static bool take_payees(struct matrix *m, int room)
{
	const struct circle *c = m->circle;
	m->payees.count = 0;
	for (int i = 0; i < c->firm_count; i++) {
		int width = name_width(m, c->firms[i].name);
		if (!(c->firms[i].gets > 0))
			continue;
		room -= width + GAP - 1;
		if (room < 0)
			return false;
		m->widths[m->payees.count] = width;
		m->payees.firms[m->payees.count++] = i;
	}
	return true;
}

static void choose_payees(struct matrix *m, int room)
{
	int others = name_width(m, OTHERS);
	m->payees.has_others = !take_payees(m, room);
	if (m->payees.has_others)
		take_payees(m, room - others - GAP + 1);
	m->widths[m->payees.count] = others;
	if (m->payees.has_others || !m->payees.count)
		return;
	for (int i = 0; i < m->payees.count; i++)
		room -= m->widths[i] + GAP - 1;
	int spread = room / m->payees.count;
	for (int i = 0; i < m->payees.count; i++)
		m->widths[i] += spread > SPREAD_MOST ? SPREAD_MOST : spread;
}

static bool has_line(const struct lines *l, int firm)
{
	for (int i = 0; i < l->count; i++)
		if (l->firms[i] == firm)
			return true;
	return false;
}

/* ---- sums ---- */

/* Is the firm in line `at`? Past the last line are the others. */
static bool is_in(const struct lines *l, int at, int firm)
{
	return at < l->count ? l->firms[at] == firm : !has_line(l, firm);
}

struct sum {
	double amount;
	bool is_estimate, is_marked;
};

static struct sum sum_of(const struct matrix *m, int row, int column)
{
	const struct circle *c = m->circle;
	struct sum sum = { 0, false, false };
	for (int payer = 0; payer < c->firm_count; payer++)
		for (int payee = 0; payee < c->firm_count && is_in(&m->payers, row, payer); payee++) {
			if (!(c->paid[payer][payee] > 0) || !is_in(&m->payees, column, payee))
				continue;
			sum.amount += c->paid[payer][payee];
			sum.is_estimate |= c->is_estimate[payer][payee];
			sum.is_marked |= loop_has(m->loop, payer, payee);
		}
	return sum;
}

static double line_sum(const struct matrix *m, int line, bool is_payer)
{
	double sum = 0;
	for (int i = 0; i < m->circle->firm_count; i++)
		if (is_in(is_payer ? &m->payers : &m->payees, line, i))
			sum += is_payer ? m->circle->firms[i].pays : m->circle->firms[i].gets;
	return sum;
}

/* ---- drawing ---- */

static void draw_money(struct canvas *c, int row, int column, int width, enum role role, double amount)
{
	char text[FORMAT_SIZE];
	format_bn(amount, text);
	canvas_text_right(c, row, column, width - 1, amount > 0 ? role : ROLE_RULE, amount > 0 ? text : "·");
}

static void draw_cell(struct canvas *line, int row, int column, int width, const struct sum *sum)
{
	struct canvas bold = canvas_flagged(line, sum->is_marked ? CELL_BOLD : 0);
	enum role role = sum->is_marked ? ROLE_AMBER : ROLE_TEXT;
	draw_money(&bold, row, column, width, role, sum->amount);
	if (sum->is_estimate)
		canvas_text(line, row, column + width - 1, 1, ROLE_DIM, "~");
}

/* Walks the columns of the payees: the next one after `column`. */
static int next_column(const struct matrix *m, int payee, int column)
{
	return column + m->widths[payee] + GAP - 1;
}

static int payee_lines(const struct matrix *m)
{
	return m->payees.count + m->payees.has_others;
}

static const char *line_name(const struct matrix *m, const struct lines *l, int at)
{
	return at < l->count ? m->circle->firms[l->firms[at]].name : OTHERS;
}

static void draw_heads(const struct matrix *m, int row)
{
	struct canvas *c = m->canvas;
	int column = DEALS_LEFT + NAME_COLUMNS + 1;
	canvas_text(c, row, DEALS_LEFT, NAME_COLUMNS, ROLE_DIM, "payer ↓");
	for (int i = 0; i < payee_lines(m); i++) {
		canvas_text_right(c, row, column, m->widths[i] - 1, ROLE_DIM, line_name(m, &m->payees, i));
		column = next_column(m, i, column);
	}
	canvas_text_right(c, row, column, SUM_COLUMNS, ROLE_DIM, "pays");
}

static void draw_payer(const struct matrix *m, int row, int payer)
{
	struct canvas *c = m->canvas, bold = canvas_flagged(c, CELL_BOLD);
	int column = DEALS_LEFT + NAME_COLUMNS + 1;
	canvas_text(&bold, row, DEALS_LEFT, NAME_COLUMNS, ROLE_BRIGHT, line_name(m, &m->payers, payer));
	for (int i = 0; i < payee_lines(m); i++) {
		struct sum sum = sum_of(m, payer, i);
		draw_cell(c, row, column, m->widths[i], &sum);
		column = next_column(m, i, column);
	}
	draw_money(c, row, column, SUM_COLUMNS + 1, ROLE_DIM, line_sum(m, payer, true));
}

static void draw_sums(const struct matrix *m, int row)
{
	struct canvas *c = m->canvas;
	int column = DEALS_LEFT + NAME_COLUMNS + 1;
	canvas_text(c, row, DEALS_LEFT, NAME_COLUMNS, ROLE_DIM, "gets");
	for (int i = 0; i < payee_lines(m); i++) {
		draw_money(c, row, column, m->widths[i], ROLE_DIM, line_sum(m, i, false));
		column = next_column(m, i, column);
	}
	draw_money(c, row, column, SUM_COLUMNS + 1, ROLE_BRIGHT, m->circle->total);
}

static void draw_matrix(struct matrix *m, int head)
{
	struct canvas *c = m->canvas;
	choose_payers(m, c->rows - head - 2);
	choose_payees(m, c->columns - DEALS_LEFT - NAME_COLUMNS - 1 - SUM_COLUMNS - 1);
	draw_heads(m, head);
	int payers = m->payers.count + m->payers.has_others;
	for (int i = 0; i < payers; i++)
		draw_payer(m, head + 1 + i, i);
	draw_sums(m, head + 1 + payers);
}

/* Why there is nothing to draw; false: there is something. */
static bool draw_nothing(struct canvas *c, int row, const struct circle *circle)
{
	if (circle->total > 0)
		return false;
	canvas_text(c, row, DEALS_LEFT, c->columns - DEALS_LEFT - 1, *circle->reason ? ROLE_WARN : ROLE_DIM,
		    *circle->reason ? circle->reason : "the ledger holds no payment from one firm to another");
	return true;
}

static void circle_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	struct matrix matrix = { .canvas = c, .circle = circle_shown(m), .loop = selected_loop(m, s) };
	deals_draw_rule(c, m, c->columns >= 100 ? "Who pays whom, bn USD, ~ estimated" : "Who pays whom, bn USD",
			LOOK_CIRCLE, m->deals_view.is_committed ? "announced ‹committed›" : "‹announced› committed");
	if (!draw_nothing(c, 1, matrix.circle) && c->rows >= 4)
		draw_matrix(&matrix, 1);
}

/* ---- loops ---- */

static void format_path(const struct circle *c, const struct circle_loop *loop, char *out, size_t size)
{
	size_t used = 0;
	*out = '\0';
	for (int i = 0; i <= loop->length && used < size; i++)
		used += (size_t)snprintf(out + used, size - used, "%s%s", i ? " → " : "",
					 c->firms[loop->firms[i % loop->length]].name);
}

/* "100, 300, 40~": what each step pays. */
static void format_steps(const struct circle *c, const struct circle_loop *loop, char *out, size_t size)
{
	size_t used = 0;
	*out = '\0';
	for (int i = 0; i < loop->length && used < size; i++) {
		int payer = loop->firms[i], payee = loop->firms[(i + 1) % loop->length];
		char amount[FORMAT_SIZE];
		format_bn(c->paid[payer][payee], amount);
		used += (size_t)snprintf(out + used, size - used, "%s%s%s", i ? ", " : "pays ", amount,
					 c->is_estimate[payer][payee] ? "~" : "");
	}
}

static void draw_loops_rule(struct canvas *c, const struct view_model *m)
{
	const struct circle *circle = circle_shown(m);
	const char *what = m->deals_view.is_committed ? "committed" : "announced";
	char total[FORMAT_SIZE], round[FORMAT_SIZE], right[FORMAT_SIZE * 4] = "";
	format_bn(circle->total, total);
	format_bn(circle->circulation, round);
	if (!(circle->total > 0))
		snprintf(right, sizeof right, "%s", what);
	else if (c->columns >= 110)
		snprintf(right, sizeof right,
			 "%s of %s bn %s can go round: C %.3f · %.0f %% lies between firms in cycles", round, total,
			 what, circle->index, 100 * circle->connected);
	else if (c->columns >= 64)
		snprintf(right, sizeof right, "%s of %s bn %s: C %.3f", round, total, what, circle->index);
	else
		snprintf(right, sizeof right, "C %.3f %s", circle->index, what);
	canvas_rule(c, 0, c->columns >= 64 ? "Loops: money that comes back" : "Loops", right);
}

static void draw_loop(struct canvas *c, int row, const struct circle *circle, const struct circle_loop *loop,
		      bool is_selected)
{
	char text[CIRCLE_STEPS * 32], amount[FORMAT_SIZE];
	struct canvas line = deals_line(c, row, is_selected), bold = canvas_flagged(&line, CELL_BOLD);
	int room = c->columns - DEALS_LEFT - 1, bar = c->columns >= 70 ? c->columns / 5 : 0;
	int path = c->columns >= 100 ? room * 2 / 5 : room - bar - 10, column = DEALS_LEFT;
	path = path > PATH_MOST ? PATH_MOST : path;
	format_path(circle, loop, text, sizeof text);
	canvas_text(&line, row, column, path, is_selected ? ROLE_AMBER : ROLE_TEXT, text);
	column += path;
	format_bn(loop->bottleneck, amount);
	snprintf(text, sizeof text, "%s bn", amount);
	canvas_text_right(&bold, row, column, 9, is_selected ? ROLE_AMBER : ROLE_BRIGHT, text);
	column += 11;
	int filled = (int)lround(loop->bottleneck / circle->loops[0].bottleneck * (bar - 2));
	canvas_fill(&line, row, column, filled < 1 && bar ? 1 : filled, is_selected ? ROLE_AMBER : ROLE_DIM, "━");
	column += bar;
	format_steps(circle, loop, text, sizeof text);
	if (c->columns >= 100)
		canvas_text(&line, row, column, c->columns - column - 1, ROLE_DIM, text);
}

static void loops_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct circle *circle = circle_shown(m);
	const struct list_position *p = &s->lists[LIST_LOOPS];
	int head = debate_head(c->rows);
	if (head)
		draw_loops_rule(c, m);
	if (draw_nothing(c, head, circle))
		return;
	if (!circle->loop_count)
		canvas_text(c, head, DEALS_LEFT, c->columns - DEALS_LEFT - 1, ROLE_DIM, "no money comes back");
	size_t shown = list_visible(p, (size_t)circle->loop_count, c->rows - head);
	for (size_t i = 0; i < shown; i++)
		draw_loop(c, head + (int)i, circle, &circle->loops[p->top + i], p->top + i == p->selected);
}

const struct widget_class widget_circle = { .name = "circle", .min_rows = 4, .min_columns = 30, .draw = circle_draw };
const struct widget_class widget_loops = { .name = "loops", .min_rows = 1, .min_columns = 30, .draw = loops_draw };
