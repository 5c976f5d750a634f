#include "tui/screen.h"

#include <string.h>

#include "tui/layout.h"
#include "widgets/widget.h"

/* Where the panes of the screen that is shown lie; panes that it does not have get no rows. */
struct places {
	struct debate_layout debate;
	size_t companies; /* of the watchlist */
	bool is_debate;   /* the companies are its pane, not the board's table */
	struct board_layout board;
	struct area sources;
	struct deals_layout deals;
	struct press_layout press;
	struct company_layout company;
};

static const enum list debate_lists[] = {
	[DEBATE_COMPONENTS] = LIST_COMPONENTS, [DEBATE_ASSUMPTIONS] = LIST_ASSUMPTIONS,
	[DEBATE_COMPANIES] = LIST_COMPANIES,   [DEBATE_CLAIMS] = LIST_CLAIMS,
	[DEBATE_INPUTS] = LIST_INPUTS,         LISTS,
};

static void places_find_debate(struct places *p, const struct view_state *state, const struct view_model *m,
			       struct area body)
{
	const struct debate_counts counts = { COMPONENTS, m->assumption_count, m->company_count, claim_count(m) };
	enum debate_pane focus = DEBATE_COMPONENTS;
	for (int i = 0; debate_lists[i] != LISTS; i++)
		if (debate_lists[i] == state->focus)
			focus = (enum debate_pane)i;
	layout_debate(&p->debate, body, focus, &counts);
	p->is_debate = true;
}

static const enum list company_lists[] = {
	[COMPANY_CHART] = LIST_CHART,
	[COMPANY_ACCOUNTS] = LIST_ACCOUNTS,
	[COMPANY_DEALS] = LIST_OWN_DEALS,
	[COMPANY_PRESS] = LIST_OWN_PRESS,
	LISTS,
};

static void places_find_company(struct places *p, const struct view_state *state, const struct view_model *m,
				struct area body)
{
	const struct company_screen_view *v = &m->company;
	const struct company_counts counts = { v->account_count, v->deal_count, v->press_count };
	enum company_pane focus = COMPANY_CHART;
	for (int i = 0; company_lists[i] != LISTS; i++)
		if (company_lists[i] == state->focus)
			focus = (enum company_pane)i;
	layout_company(&p->company, body, focus, &counts);
}

/* The list that has the focus chooses the look. */
static void places_find_deals(struct places *p, const struct view_state *state, const struct view_model *m,
			      struct area body)
{
	const struct circle *c = circle_shown(m);
	const struct power *power = &m->deals_view.power;
	if (state->focus == LIST_LOOPS)
		layout_circle(&p->deals, body, circle_payers(c), (size_t)c->loop_count);
	else if (state->focus == LIST_POWER)
		layout_power(&p->deals, body, power->row_count, power->year_count,
			     power_left_out_rows(power, body.columns));
	else if (state->focus == LIST_CANDIDATES)
		layout_candidates(&p->deals, body, m->deals_view.candidate_count);
	else
		p->deals.table = body;
}

static void places_find(struct places *p, const struct view_state *state, const struct view_model *m, int rows,
			int columns)
{
	layout_board(&p->board, rows, columns, m->company_count);
	p->companies = m->company_count;
	p->sources = (struct area){ 0 };
	memset(&p->deals, 0, sizeof p->deals);
	memset(&p->debate, 0, sizeof p->debate);
	memset(&p->press, 0, sizeof p->press);
	memset(&p->company, 0, sizeof p->company);
	p->is_debate = false;
	if (state->screen == 1 || p->board.too_small)
		return;
	struct area body = { p->board.bar.rows, 0, rows - p->board.bar.rows - p->board.status.rows, columns };
	if (state->screen == 2)
		places_find_company(p, state, m, body);
	if (state->screen == 3)
		places_find_debate(p, state, m, body);
	if (state->screen == 6)
		p->sources = body;
	if (state->screen == 4)
		places_find_deals(p, state, m, body);
	if (state->screen == 5)
		layout_press(&p->press, body, state->focus == LIST_READER);
	struct area none = { 0 };
	p->board.companies = p->board.press = p->board.froth = p->board.chart = p->board.chart_year = none;
}

static const struct area *list_area(const struct places *p, enum list list)
{
	const struct area *areas[] = {
		[LIST_COMPANIES] = p->is_debate ? &p->debate.companies : &p->board.companies,
		[LIST_PRESS] = &p->board.press,
		[LIST_SOURCES] = &p->sources,
		[LIST_DEALS] = &p->deals.table,
		[LIST_LOOPS] = &p->deals.loops,
		[LIST_POWER] = &p->deals.partners,
		[LIST_CANDIDATES] = &p->deals.candidates,
		[LIST_COMPONENTS] = &p->debate.components,
		[LIST_INPUTS] = &p->debate.inputs,
		[LIST_CLAIMS] = &p->debate.claims,
		[LIST_ASSUMPTIONS] = &p->debate.assumptions,
		[LIST_STORIES] = &p->press.stories,
		[LIST_READER] = &p->press.reader,
		[LIST_CHART] = &p->company.chart,
		[LIST_ACCOUNTS] = &p->company.accounts,
		[LIST_OWN_DEALS] = &p->company.deals,
		[LIST_OWN_PRESS] = &p->company.press,
	};
	return areas[list];
}

/* Rows above the first item. */
static int list_head(const struct places *p, enum list list)
{
	int (*const heads[])(int) = {
		[LIST_PRESS] = press_head,
		[LIST_SOURCES] = sources_head,
		[LIST_DEALS] = deals_head,
		[LIST_COMPONENTS] = debate_head,
		[LIST_INPUTS] = debate_head,
		[LIST_CLAIMS] = debate_head,
		[LIST_LOOPS] = debate_head,
		[LIST_POWER] = deals_head,
		[LIST_ASSUMPTIONS] = debate_head,
		[LIST_STORIES] = stories_head,
		[LIST_READER] = stories_head,
		[LIST_CANDIDATES] = deals_head,
		[LIST_CHART] = company_list_head,
		[LIST_ACCOUNTS] = company_list_head,
		[LIST_OWN_DEALS] = company_list_head,
		[LIST_OWN_PRESS] = company_list_head,
	};
	int rows = list_area(p, list)->rows;
	if (list == LIST_COMPANIES)
		return p->is_debate ? debate_head(rows) : companies_head(rows, p->companies);
	return heads[list](rows);
}

/* Rows of items. */
static int list_rows(const struct places *p, enum list list)
{
	int rows = list_area(p, list)->rows, items = rows - list_head(p, list);
	if (list == LIST_SOURCES)
		items = sources_rows(rows);
	if (list == LIST_ASSUMPTIONS)
		items = assumptions_rows(rows);
	return items > 0 ? items : 0;
}

const enum list *screen_lists(int screen)
{
	static const enum list board[] = { LIST_COMPANIES, LIST_PRESS, LISTS };
	static const enum list sources[] = { LIST_SOURCES, LISTS };
	static const enum list deals[] = { LIST_DEALS, LIST_LOOPS, LIST_POWER, LIST_CANDIDATES, LISTS };
	static const enum list press[] = { LIST_STORIES, LIST_READER, LISTS };
	static const enum list *const screens[] = {
		[2] = company_lists, [3] = debate_lists, [4] = deals, [5] = press, [6] = sources
	};
	bool is_known = screen >= 0 && screen < (int)(sizeof screens / sizeof *screens) && screens[screen];
	return is_known ? screens[screen] : board;
}

size_t screen_list_count(enum list list, const struct view_model *m)
{
	const size_t counts[] = {
		[LIST_COMPANIES] = m->company_count,
		[LIST_PRESS] = m->headline_count,
		[LIST_SOURCES] = m->source_count,
		[LIST_DEALS] = deals_row_count(m),
		[LIST_LOOPS] = (size_t)circle_shown(m)->loop_count,
		[LIST_POWER] = m->deals_view.power.row_count,
		[LIST_CANDIDATES] = m->deals_view.candidate_count,
		[LIST_COMPONENTS] = m->has_reading ? COMPONENTS : 0,
		[LIST_INPUTS] = m->has_reading ? m->reading.input_count : 0,
		[LIST_CLAIMS] = claim_count(m),
		[LIST_ASSUMPTIONS] = m->assumption_count,
		[LIST_STORIES] = m->press.count,
		[LIST_READER] = 0, /* a text, which state->reader_top scrolls */
		[LIST_CHART] = 0,  /* state->chart.crosshair moves on it */
		[LIST_ACCOUNTS] = m->company.account_count,
		[LIST_OWN_DEALS] = m->company.deal_count,
		[LIST_OWN_PRESS] = m->company.press_count,
	};
	return counts[list];
}

int screen_list_rows(enum list list, const struct view_state *state, const struct view_model *m, int rows, int columns)
{
	struct places p;
	places_find(&p, state, m, rows, columns);
	int lines = list_rows(&p, list);
	return list == LIST_PRESS ? press_items_in(&state->lists[list], m, lines) : lines;
}

/* A list that is not shown keeps the line that its selected row stands on. */
static void settle_list(struct list_position *position, enum list list, const struct view_model *m, int rows)
{
	size_t count = screen_list_count(list, m);
	if (list == LIST_PRESS && rows)
		press_settle(position, m, rows);
	else if (rows)
		list_settle(position, count, rows);
	else if (position->selected >= count)
		position->selected = count ? count - 1 : 0;
}

static void settle_reader(struct view_state *state, const struct view_model *m, const struct area *area)
{
	int hidden = reader_lines(m, state, area->columns) - (area->rows - stories_head(area->rows));
	if (area->rows && state->reader_top > hidden)
		state->reader_top = hidden > 0 ? hidden : 0;
}

/* Of an overlay. */
static int body_rows(const struct places *p, int rows)
{
	return rows - p->board.bar.rows - p->board.status.rows;
}

void screen_settle(struct view_state *state, const struct view_model *m, int rows, int columns)
{
	struct places p;
	places_find(&p, state, m, rows, columns);
	for (int i = 0; i < LISTS; i++)
		settle_list(&state->lists[i], (enum list)i, m, list_rows(&p, (enum list)i));
	settle_reader(state, m, &p.press.reader);
	list_settle(&state->watchlists, m->watchlist_count, watchlists_rows(body_rows(&p, rows)));
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
		{ &p->deals.table, &widget_deals },
		{ &p->deals.matrix, &widget_circle },
		{ &p->deals.loops, &widget_loops },
		{ &p->deals.behind, &widget_behind },
		{ &p->deals.meaning, &widget_power },
		{ &p->deals.partners, &widget_partners },
		{ &p->deals.left_out, &widget_left_out },
		{ &p->deals.candidates, &widget_candidates },
		{ &p->deals.candidate, &widget_candidate },
		{ &p->debate.scale, &widget_debate },
		{ &p->debate.components, &widget_components },
		{ &p->debate.tornado, &widget_tornado },
		{ &p->debate.assumptions, &widget_assumptions },
		{ &p->debate.companies, &widget_readings },
		{ &p->debate.history, &widget_history },
		{ &p->debate.inputs, &widget_inputs },
		{ &p->debate.claims, &widget_claims },
		{ &p->debate.limits, &widget_limits },
		{ &p->company.head, &widget_company_head },
		{ &p->company.chart, &widget_company_chart },
		{ &p->company.accounts, &widget_company_accounts },
		{ &p->company.deals, p->company.is_apart ? &widget_company_deals_alone : &widget_company_deals },
		{ &p->company.press, p->company.is_apart ? &widget_company_press_alone : &widget_company_press },
		{ &p->press.chips, &widget_chips },
		{ &p->press.stories, &widget_stories },
		{ &p->press.reader, &widget_reader },
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
	draw_widget(&all, &p.board.status, state->prompt.purpose ? &widget_prompt : &widget_status, m, state);
	struct area body = { p.board.bar.rows, 0, s->rows - p.board.bar.rows - p.board.status.rows, s->columns };
	if (state->overlay == OVERLAY_HELP)
		draw_widget(&all, &body, &widget_help, m, state);
	else if (state->overlay == OVERLAY_WATCHLISTS)
		draw_widget(&all, &body, &widget_watchlists, m, state);
	else if (state->overlay == OVERLAY_CARD || state->overlay == OVERLAY_COMPANY)
		draw_widget(&all, &body, &widget_card, m, state);
	else
		draw_panes(&all, &p, m, state);
	int notice = notice_rows(m, s->columns);
	if (notice && notice <= body.rows) {
		struct area foot = { body.row + body.rows - notice, 0, notice, s->columns };
		draw_widget(&all, &foot, &widget_notice, m, state);
	}
}

/* Items of the board's press take one line or two. */
static struct hit press_hit(const struct list_position *position, const struct view_model *m, int rows, int line)
{
	int item = press_item_at(position, m, rows, line);
	return item < 0 ? (struct hit){ .kind = HIT_LIST, .list = LIST_PRESS }
			: (struct hit){ .kind = HIT_ROW, .list = LIST_PRESS, .value = item };
}

static struct hit list_hit(const struct places *p, enum list list, const struct view_state *state,
			   const struct view_model *m, int row, int column)
{
	const struct area *area = list_area(p, list);
	int line = row - area->row - list_head(p, list);
	if (list == LIST_CHART)
		return (struct hit){ .kind = HIT_LIST,
				     .list = list,
				     .row = row - area->row,
				     .column = column - area->column,
				     .rows = area->rows,
				     .columns = area->columns };
	if (line == -1 && list == LIST_COMPANIES && !p->is_debate)
		return (struct hit){ .kind = HIT_COLUMN,
				     .list = list,
				     .value = companies_hit(area->columns, column - area->column) };
	size_t item = state->lists[list].top + (size_t)(line < 0 ? 0 : line);
	if (line < 0 || line >= list_rows(p, list) || item >= screen_list_count(list, m))
		return (struct hit){ .kind = HIT_LIST, .list = list };
	if (list == LIST_PRESS)
		return press_hit(&state->lists[list], m, list_rows(p, list), line);
	return (struct hit){ .kind = HIT_ROW, .list = list, .value = (int)item };
}

static struct hit watchlists_hit(const struct places *p, const struct view_state *state, const struct view_model *m,
				 int rows, int row)
{
	int body = body_rows(p, rows), line = row - p->board.bar.rows - watchlists_head(body);
	size_t item = state->watchlists.top + (size_t)(line < 0 ? 0 : line);
	bool is_row = line >= 0 && line < watchlists_rows(body) && item < m->watchlist_count;
	return (struct hit){ .kind = is_row ? HIT_WATCHLIST : HIT_NOTHING, .list = LISTS, .value = (int)item };
}

struct hit screen_hit(const struct view_state *state, const struct view_model *m, int rows, int columns, int row,
		      int column)
{
	struct places p;
	places_find(&p, state, m, rows, columns);
	if (area_holds(&p.board.bar, row, column)) {
		int digit = bar_hit(m, columns, column);
		return (struct hit){ .kind = digit ? HIT_SCREEN : HIT_NOTHING, .list = LISTS, .value = digit };
	}
	if (state->overlay == OVERLAY_WATCHLISTS)
		return watchlists_hit(&p, state, m, rows, row);
	for (int i = 0; i < LISTS && state->overlay == OVERLAY_NONE; i++)
		if (area_holds(list_area(&p, (enum list)i), row, column))
			return list_hit(&p, (enum list)i, state, m, row, column);
	return (struct hit){ .kind = HIT_NOTHING, .list = LISTS };
}
