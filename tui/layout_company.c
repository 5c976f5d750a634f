/* Where the panes of the Company screen lie: the chart above, the figures and what is told of the company below,
 * beside each other where it is wide; on a small screen the one that has the focus. */
#include <string.h>

#include "tui/layout.h"

#define BESIDE_COLUMNS 100
#define BOTH_ROWS 14 /* below the head: less shows one pane alone */
#define CHART_LEAST 10
#define NEWS_BOTH 9    /* rows in which deals and press stand together */
#define NEWS_HEADS 2   /* the rule, and the line between deals and press */
#define LIST_MOST 1000 /* longer than any screen */

static int rows_of(size_t count)
{
	return count > LIST_MOST ? LIST_MOST : count ? (int)count : 1;
}

static int least(int a, int b)
{
	return a < b ? a : b;
}

static int most(int a, int b)
{
	return a > b ? a : b;
}

/* Deals over press, each as long as it is where both fit, else half each and what the other leaves. */
static void split_news(struct company_layout *l, struct area news, enum company_pane focus,
		       const struct company_counts *n)
{
	int rows = news.rows - NEWS_HEADS, deals = rows_of(n->deals), press = rows_of(n->press);
	if (news.rows < NEWS_BOTH) {
		*(focus == COMPANY_PRESS ? &l->press : &l->deals) = news;
		l->is_apart = true;
		return;
	}
	int taken = deals + press <= rows ? deals : most(least(deals, rows / 2), rows - press);
	l->deals = area_take(&news, taken + 1);
	l->press = news;
}

static void layout_below(struct company_layout *l, struct area below, enum company_pane focus,
			 const struct company_counts *n)
{
	if (below.columns >= BESIDE_COLUMNS) {
		split_news(l, area_take_right(&below, below.columns * 47 / 100), focus, n);
		l->accounts = below;
	} else if (focus == COMPANY_DEALS || focus == COMPANY_PRESS) {
		split_news(l, below, focus, n);
	} else {
		l->accounts = below;
	}
}

static void layout_alone(struct company_layout *l, struct area body, enum company_pane focus)
{
	struct area *const panes[] = {
		[COMPANY_CHART] = &l->chart,
		[COMPANY_ACCOUNTS] = &l->accounts,
		[COMPANY_DEALS] = &l->deals,
		[COMPANY_PRESS] = &l->press,
	};
	l->is_apart = true;
	*panes[focus] = body;
}

void layout_company(struct company_layout *l, struct area body, enum company_pane focus, const struct company_counts *n)
{
	memset(l, 0, sizeof *l);
	if (body.rows < 6 || body.columns < LAYOUT_MIN_COLUMNS) {
		l->head = body;
		return;
	}
	l->head = area_take(&body, 1);
	if (body.rows < BOTH_ROWS) {
		layout_alone(l, body, focus);
		return;
	}
	int chart = most(CHART_LEAST, (body.rows * 45 + 99) / 100);
	int wanted = 1 + most(rows_of(n->accounts), NEWS_HEADS - 1 + rows_of(n->deals) + rows_of(n->press));
	struct area below = area_take_below(&body, least(wanted, body.rows - chart));
	l->chart = body;
	layout_below(l, below, focus, n);
}
