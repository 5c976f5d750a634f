/* Screen 2, below at the left: what is known of the company, a figure a row, with where it is from and how old. */
#include <stdio.h>

#include "widgets/format.h"
#include "widgets/list_table.h"
#include "widgets/widget.h"

#define GAP 2
#define VALUE_LEAST 13
#define RANGE_LEAST 9 /* columns of a marker */

int company_list_head(int rows)
{
	return rows >= 2 ? 1 : 0;
}

struct widths {
	int label, value, basis;
};

/* Labels and values take as much as the widest of them; the basis takes the rest. */
static struct widths widths_of(const struct canvas *c, const struct company_screen_view *v)
{
	struct widths w = { 0, VALUE_LEAST, 0 };
	for (size_t i = 0; i < v->account_count; i++) {
		const struct account_row *r = &v->accounts[i];
		int label = canvas_columns(c, r->label), value = r->is_range ? 0 : canvas_columns(c, r->value);
		w.label = label > w.label ? label : w.label;
		w.value = value > w.value ? value : w.value;
	}
	int room = c->columns - LIST_LEFT - 1;
	w.label = w.label < room ? w.label : room;
	w.value = w.value < room - w.label - GAP ? w.value : room - w.label - GAP;
	w.basis = room - w.label - w.value - 2 * GAP;
	return w;
}

/* "├──────●──┤": where the price stands between the lowest and the highest. */
static void draw_range(struct canvas *c, int row, int column, int columns, const struct account_row *r)
{
	double share = (r->at - r->low) / (r->high - r->low);
	share = share < 0 ? 0 : share > 1 ? 1 : share;
	canvas_fill(c, row, column, columns, ROLE_RULE, "─");
	canvas_text(c, row, column, 1, ROLE_RULE, "├");
	canvas_text(c, row, column + columns - 1, 1, ROLE_RULE, "┤");
	canvas_text(c, row, column + (int)(share * (columns - 1) + 0.5), 1, r->is_stale ? ROLE_STALE : ROLE_BRIGHT,
		    "●");
}

/* Two figures in the camps' colours. */
static void draw_camps(struct canvas *c, int row, int column, int columns, const struct account_row *r)
{
	char huang[FORMAT_SIZE], marcus[FORMAT_SIZE];
	snprintf(huang, sizeof huang, "%+.1f", 100 * r->low);
	snprintf(marcus, sizeof marcus, "%+.1f %%", 100 * r->high);
	int second = canvas_columns(c, marcus), first = columns - second - 3;
	canvas_text_right(c, row, column, first, r->is_stale ? ROLE_STALE : ROLE_HUANG, huang);
	canvas_text(c, row, column + first, 3, ROLE_DIM, " / ");
	canvas_text(c, row, column + first + 3, second, r->is_stale ? ROLE_STALE : ROLE_MARCUS, marcus);
}

static void draw_value(struct canvas *c, int row, int column, int columns, const struct account_row *r)
{
	bool is_known = r->value[0] != '-' || r->value[1];
	struct canvas bold = canvas_flagged(c, is_known && !r->is_stale ? CELL_BOLD : 0);
	if (r->is_range && columns >= RANGE_LEAST)
		draw_range(c, row, column, columns, r);
	else if (r->is_camps && canvas_columns(c, r->value) <= columns)
		draw_camps(&bold, row, column, columns, r);
	else
		canvas_text_right(&bold, row, column, columns,
				  !is_known     ? ROLE_DIM
				  : r->is_stale ? ROLE_STALE
						: ROLE_BRIGHT,
				  r->value);
}

static void draw_row(struct canvas *c, int row, const struct widths *w, const struct account_row *r, bool is_selected)
{
	struct canvas line = list_line(c, row, is_selected);
	int value = LIST_LEFT + w->label + GAP, basis = value + w->value + GAP;
	canvas_text(&line, row, LIST_LEFT, w->label, ROLE_TEXT, r->label);
	if (w->value > 0)
		draw_value(&line, row, value, w->value, r);
	if (w->basis > 0)
		canvas_text(&line, row, basis, w->basis, r->is_stale ? ROLE_STALE : ROLE_DIM, r->basis);
}

static void draw_rule(struct canvas *c, const struct list_position *p, size_t shown, size_t count)
{
	char right[FORMAT_SIZE] = "";
	if (shown < count)
		snprintf(right, sizeof right, "%zu-%zu of %zu", p->top + 1, p->top + shown, count);
	canvas_rule(c, 0, "Quote and accounts", right);
}

static void accounts_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct company_screen_view *v = &m->company;
	const struct list_position *p = &s->lists[LIST_ACCOUNTS];
	const struct widths w = widths_of(c, v);
	int head = company_list_head(c->rows);
	size_t shown = list_visible(p, v->account_count, c->rows - head);
	if (head)
		draw_rule(c, p, shown, v->account_count);
	if (!v->account_count)
		canvas_text(c, head, LIST_LEFT, c->columns - LIST_LEFT, ROLE_DIM,
			    m->has_store ? "nothing is known yet" : "there is no store yet");
	for (size_t i = 0; i < shown; i++)
		draw_row(c, head + (int)i, &w, &v->accounts[p->top + i],
			 p->top + i == p->selected && s->focus == LIST_ACCOUNTS);
}

const struct widget_class widget_company_accounts = {
	.name = "accounts", .min_rows = 2, .min_columns = 30, .draw = accounts_draw
};
