/* Where the panes of the debate lie: all of them beside each other, all but history and inputs below each
 * other, or the focused one under the scale. */
#include <string.h>

#include "tui/layout.h"

#define SCALE_FULL 5    /* rule, names, scale, axis, what has to be earned */
#define SCALE_HISTORY 6 /* and the history in a line, where it has no pane */
#define WIDE_COLUMNS 160
#define WIDE_ROWS 38
#define STACK_COLUMNS 100
#define STACK_ROWS 32
#define HISTORY_BEST 9
#define HISTORY_LEAST 5
#define LIST_MOST 12 /* rows of companies and claims, where they are among others */
#define ASSUMPTIONS_FOOT 4
#define ASSUMPTIONS_LEAST 5

static int least(int a, int b)
{
	return a < b ? a : b;
}

/* A rule and a row each, one where there is none. */
static int list_rows(size_t count, int most)
{
	return least(count > 1000 ? 1000 : count ? (int)count : 1, most) + 1;
}

static int all_assumptions(const struct debate_counts *n)
{
	return list_rows(n->assumptions, 1000) + ASSUMPTIONS_FOOT;
}

/* What rests on numbers of the person's at the left, what they mean at the right. */
static void layout_wide(struct debate_layout *l, struct area body, const struct debate_counts *n)
{
	l->scale = area_take(&body, SCALE_FULL);
	area_take(&body, 1);
	struct area upper = area_take(&body, list_rows(n->components, LIST_MOST));
	area_take(&body, 1);
	l->claims = area_take_below(&body, list_rows(n->claims, 5));
	area_take_below(&body, 1);
	int right = body.columns * 42 / 100;
	l->tornado = area_take_right(&upper, right);
	l->components = upper;
	struct area side = area_take_right(&body, right);
	l->assumptions = area_take(&body, all_assumptions(n));
	l->companies = area_take(&side, list_rows(n->companies, LIST_MOST));
	area_take(&side, 1);
	l->history = area_take(&side, HISTORY_BEST);
	area_take(&side, 1);
	l->inputs = side;
}

/* One below the other; the assumptions get what is left, then come history and inputs. */
static void layout_stack(struct debate_layout *l, struct area body, enum debate_pane focus,
			 const struct debate_counts *n)
{
	l->scale = area_take(&body, SCALE_HISTORY);
	l->components = area_take(&body, list_rows(n->components, LIST_MOST));
	area_take(&body, 1);
	if (focus == DEBATE_INPUTS) {
		l->inputs = body;
		return;
	}
	l->companies = area_take_below(&body, list_rows(n->companies, 6));
	area_take_below(&body, 1);
	l->claims = area_take_below(&body, list_rows(n->claims, 5));
	area_take_below(&body, 1);
	l->assumptions = area_take(&body, all_assumptions(n));
	area_take(&body, 1);
	l->inputs = body;
}

/* The focused pane, and under it what says more of the same. */
static void layout_focused(struct debate_layout *l, struct area body, enum debate_pane focus,
			   const struct debate_counts *n)
{
	struct area *const panes[] = {
		[DEBATE_COMPONENTS] = &l->components, [DEBATE_ASSUMPTIONS] = &l->assumptions,
		[DEBATE_COMPANIES] = &l->companies,   [DEBATE_CLAIMS] = &l->claims,
		[DEBATE_INPUTS] = &l->inputs,
	};
	const size_t counts[] = {
		[DEBATE_COMPONENTS] = n->components, [DEBATE_ASSUMPTIONS] = 1000, [DEBATE_COMPANIES] = n->companies,
		[DEBATE_CLAIMS] = n->claims,         [DEBATE_INPUTS] = 1000,
	};
	*panes[focus] = area_take(&body, list_rows(counts[focus], 1000));
	bool has_gap = body.rows > HISTORY_LEAST + 1;
	area_take(&body, has_gap ? 1 : 0);
	if (body.rows < HISTORY_LEAST)
		return;
	if (focus == DEBATE_COMPONENTS)
		l->tornado = area_take(&body, list_rows(n->components, LIST_MOST));
	else
		l->history = area_take(&body, HISTORY_BEST);
}

void layout_debate(struct debate_layout *l, struct area body, enum debate_pane focus,
		   const struct debate_counts *counts)
{
	memset(l, 0, sizeof *l);
	if (body.rows >= 12)
		l->limits = area_take_below(&body, body.columns >= 108 || body.columns < 60 ? 1 : 2);
	if (body.columns >= WIDE_COLUMNS && body.rows >= WIDE_ROWS) {
		layout_wide(l, body, counts);
		return;
	}
	int stack = SCALE_HISTORY + list_rows(counts->components, LIST_MOST) + 1 + list_rows(counts->companies, 6) + 1 +
		    list_rows(counts->claims, 5) + 1 + ASSUMPTIONS_LEAST;
	if (body.columns >= STACK_COLUMNS && body.rows >= STACK_ROWS && body.rows >= stack) {
		layout_stack(l, body, focus, counts);
		return;
	}
	l->scale = area_take(&body, body.rows >= 18 ? SCALE_FULL : body.rows >= 14 ? 4 : body.rows > 4 ? 1 : 0);
	layout_focused(l, body, focus, counts);
}
