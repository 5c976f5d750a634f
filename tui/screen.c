#include "tui/screen.h"

#include <string.h>

#include "tui/layout.h"
#include "widgets/widget.h"

/* Where the panes of the screen that is shown lie; panes that it does not have get no rows. */
struct places {
	struct debate_layout debate;
	struct board_layout board;
	struct area sources, deals;
};

static int debate_focus(const struct view_state *state)
{
	return state->focus == LIST_INPUTS ? 1 : state->focus == LIST_CLAIMS ? 2 : 0;
}

static void places_find(struct places *p, const struct view_state *state, const struct view_model *m, int rows,
			int columns)
{
	layout_board(&p->board, rows, columns, m->company_count);
	p->sources = p->deals = (struct area){ 0 };
	memset(&p->debate, 0, sizeof p->debate);
	if (state->screen == 1 || p->board.too_small)
		return;
	struct area body = { p->board.bar.rows, 0, rows - p->board.bar.rows - p->board.status.rows, columns };
	if (state->screen == 3)
		layout_debate(&p->debate, body, debate_focus(state), COMPONENTS, claim_count(m));
	if (state->screen == 6)
		p->sources = body;
	if (state->screen == 4)
		p->deals = body;
	struct area none = { 0 };
	p->board.companies = p->board.press = p->board.froth = p->board.chart = p->board.chart_year = none;
}

static const struct area *list_area(const struct places *p, enum list list)
{
	const struct area *areas[] = {
		[LIST_COMPANIES] = &p->board.companies,
		[LIST_PRESS] = &p->board.press,
		[LIST_SOURCES] = &p->sources,
		[LIST_DEALS] = &p->deals,
		[LIST_COMPONENTS] = &p->debate.components,
		[LIST_INPUTS] = &p->debate.inputs,
		[LIST_CLAIMS] = &p->debate.claims,
	};
	return areas[list];
}

static int list_head(enum list list, int rows)
{
	int (*const heads[])(int) = {
		[LIST_COMPANIES] = companies_head, [LIST_PRESS] = press_head,       [LIST_SOURCES] = sources_head,
		[LIST_DEALS] = deals_head,         [LIST_COMPONENTS] = debate_head, [LIST_INPUTS] = debate_head,
		[LIST_CLAIMS] = debate_head,
	};
	return heads[list](rows);
}

static int area_list_rows(const struct area *area, enum list list)
{
	int rows = list == LIST_SOURCES ? sources_rows(area->rows) : area->rows - list_head(list, area->rows);
	return rows > 0 ? rows : 0;
}

const enum list *screen_lists(int screen)
{
	static const enum list board[] = { LIST_COMPANIES, LIST_PRESS, LISTS };
	static const enum list sources[] = { LIST_SOURCES, LISTS };
	static const enum list deals[] = { LIST_DEALS, LISTS };
	static const enum list debate[] = { LIST_COMPONENTS, LIST_INPUTS, LIST_CLAIMS, LISTS };
	static const enum list *const screens[] = { [3] = debate, [4] = deals, [6] = sources };
	bool is_known = screen >= 0 && screen < (int)(sizeof screens / sizeof *screens) && screens[screen];
	return is_known ? screens[screen] : board;
}

size_t screen_list_count(enum list list, const struct view_model *m)
{
	const size_t counts[] = {
		[LIST_COMPANIES] = m->company_count,
		[LIST_PRESS] = m->headline_count,
		[LIST_SOURCES] = m->source_count,
		[LIST_DEALS] = m->deals.count,
		[LIST_COMPONENTS] = m->has_reading ? COMPONENTS : 0,
		[LIST_INPUTS] = m->has_reading ? m->reading.input_count : 0,
		[LIST_CLAIMS] = claim_count(m),
	};
	return counts[list];
}

int screen_list_rows(enum list list, const struct view_state *state, const struct view_model *m, int rows, int columns)
{
	struct places p;
	places_find(&p, state, m, rows, columns);
	return area_list_rows(list_area(&p, list), list);
}

void screen_settle(struct view_state *state, const struct view_model *m, int rows, int columns)
{
	struct places p;
	places_find(&p, state, m, rows, columns);
	for (int i = 0; i < LISTS; i++) {
		int shown = area_list_rows(list_area(&p, (enum list)i), (enum list)i);
		list_settle(&state->lists[i], screen_list_count((enum list)i, m), shown);
	}
}

static void draw_widget(struct canvas *all, const struct area *area, const struct widget_class *widget,
			const struct view_model *m, const struct view_state *state)
{
	if (area->rows < 1 || area->columns < 1)
		return;
	struct canvas part = canvas_part(all, area->row, area->column, area->rows, area->columns);
	widget->draw(&part, m, state);
}

static void draw_centred(struct canvas *all, int row, const char *text)
{
	int at = (all->columns - canvas_columns(all, text)) / 2;
	canvas_text(all, row, at > 0 ? at : 0, all->columns, ROLE_WARN, text);
}

static void draw_too_small(struct canvas *all)
{
	if (all->columns >= 22 || all->rows < 2) {
		draw_centred(all, all->rows / 2, "too small (need 40x10)");
		return;
	}
	draw_centred(all, all->rows / 2 - 1, "too small");
	draw_centred(all, all->rows / 2, "need 40x10");
}

static void draw_panes(struct canvas *all, const struct places *p, const struct view_model *m,
		       const struct view_state *state)
{
	const struct {
		const struct area *area;
		const struct widget_class *widget;
	} panes[] = {
		{ &p->board.companies, &widget_companies },
		{ &p->board.chart, &widget_chart },
		{ &p->board.chart_year, &widget_chart_year },
		{ &p->board.press, &widget_press },
		{ &p->board.froth, &widget_froth },
		{ &p->sources, &widget_sources },
		{ &p->deals, &widget_deals },
		{ &p->debate.scale, &widget_debate },
		{ &p->debate.components, &widget_components },
		{ &p->debate.inputs, &widget_inputs },
		{ &p->debate.claims, &widget_claims },
		{ &p->debate.limits, &widget_limits },
	};
	for (size_t i = 0; i < sizeof panes / sizeof *panes; i++)
		draw_widget(all, panes[i].area, panes[i].widget, m, state);
}

void screen_draw(struct surface *s, bool ascii, const struct view_model *m, const struct view_state *state)
{
	struct canvas all = canvas_all(s);
	struct places p;
	all.ascii = ascii;
	surface_clear(s);
	places_find(&p, state, m, s->rows, s->columns);
	if (p.board.too_small) {
		draw_too_small(&all);
		return;
	}
	draw_widget(&all, &p.board.bar, &widget_bar, m, state);
	draw_widget(&all, &p.board.status, &widget_status, m, state);
	struct area body = { p.board.bar.rows, 0, s->rows - p.board.bar.rows - p.board.status.rows, s->columns };
	if (state->overlay == OVERLAY_HELP)
		draw_widget(&all, &body, &widget_help, m, state);
	else if (state->overlay == OVERLAY_CARD)
		draw_widget(&all, &body, &widget_card, m, state);
	else
		draw_panes(&all, &p, m, state);
}

static struct hit list_hit(const struct area *area, enum list list, const struct view_state *state,
			   const struct view_model *m, int row, int column)
{
	int line = row - area->row - list_head(list, area->rows);
	if (line < 0 && list == LIST_COMPANIES && line == -1)
		return (struct hit){ HIT_COLUMN, list, companies_hit(area->columns, column - area->column) };
	size_t item = state->lists[list].top + (size_t)(line < 0 ? 0 : line);
	if (line < 0 || line >= area_list_rows(area, list) || item >= screen_list_count(list, m))
		return (struct hit){ HIT_LIST, list, 0 };
	return (struct hit){ HIT_ROW, list, (int)item };
}

struct hit screen_hit(const struct view_state *state, const struct view_model *m, int rows, int columns, int row,
		      int column)
{
	struct places p;
	places_find(&p, state, m, rows, columns);
	if (area_holds(&p.board.bar, row, column)) {
		int digit = bar_hit(m, columns, column);
		return (struct hit){ digit ? HIT_SCREEN : HIT_NOTHING, LISTS, digit };
	}
	for (int i = 0; i < LISTS && state->overlay == OVERLAY_NONE; i++)
		if (area_holds(list_area(&p, (enum list)i), row, column))
			return list_hit(list_area(&p, (enum list)i), (enum list)i, state, m, row, column);
	return (struct hit){ HIT_NOTHING, LISTS, 0 };
}
