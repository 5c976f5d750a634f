#include "tui/action.h"

#include <string.h>

#include "tui/action_candidates.h"
#include "tui/action_company.h"
#include "tui/action_deals.h"
#include "tui/action_index.h"
#include "tui/action_press.h"
#include "tui/action_prompt.h"
#include "tui/action_watch.h"
#include "tui/key.h"
#include "tui/refresh.h"
#include "widgets/widget.h"

static struct list_position *focused(struct viewer *v)
{
	return &v->state.lists[v->state.focus];
}

static size_t focused_count(const struct viewer *v)
{
	return screen_list_count(v->state.focus, &v->model.view);
}

static int focused_rows(const struct viewer *v)
{
	int rows = screen_list_rows(v->state.focus, &v->state, &v->model.view, v->frame.rows, v->frame.columns);
	return rows > 1 ? rows : 1;
}

/* ---- places ---- */

void viewer_remember(const struct viewer *v, struct viewer_places *p)
{
	const struct view_model *m = &v->model.view;
	const struct list_position *lists = v->state.lists;
	*p = (struct viewer_places){ .follows_press = true };
	if (lists[LIST_COMPANIES].selected < m->company_count)
		memcpy(p->symbol, m->companies[lists[LIST_COMPANIES].selected].symbol, sizeof p->symbol);
	if (lists[LIST_SOURCES].selected < m->source_count)
		memcpy(p->source, m->sources[lists[LIST_SOURCES].selected].name, sizeof p->source);
	const struct deal *deal = deals_row(m, lists[LIST_DEALS].selected);
	if (deal)
		memcpy(p->deal, deal->id, sizeof p->deal);
	if (lists[LIST_CANDIDATES].selected < m->deals_view.candidate_count)
		memcpy(p->candidate, m->deals_view.candidates[lists[LIST_CANDIDATES].selected].id, sizeof p->candidate);
	if (lists[LIST_PRESS].selected < m->headline_count) {
		p->headline = m->headlines[lists[LIST_PRESS].selected].row;
		p->headline_line = lists[LIST_PRESS].selected - lists[LIST_PRESS].top;
		p->follows_press = lists[LIST_PRESS].selected == 0 && v->state.overlay != OVERLAY_CARD;
	}
}

static void recall_company(struct viewer *v, const char *symbol)
{
	const struct view_model *m = &v->model.view;
	for (size_t i = 0; i < m->company_count; i++)
		if (!strcmp(m->companies[i].symbol, symbol))
			v->state.lists[LIST_COMPANIES].selected = i;
}

static void recall_headline(struct viewer *v, const struct viewer_places *p)
{
	const struct view_model *m = &v->model.view;
	struct list_position *list = &v->state.lists[LIST_PRESS];
	for (size_t i = 0; i < m->headline_count && !p->follows_press; i++)
		if (m->headlines[i].row == p->headline) {
			list->selected = i;
			list->top = i > p->headline_line ? i - p->headline_line : 0;
		}
}

static void recall_source(struct viewer *v, const char *source)
{
	const struct view_model *m = &v->model.view;
	for (size_t i = 0; i < m->source_count; i++)
		if (!strcmp(m->sources[i].name, source))
			v->state.lists[LIST_SOURCES].selected = i;
}

static void recall_deal(struct viewer *v, const char *id)
{
	const struct deal *deal;
	for (size_t i = 0; (deal = deals_row(&v->model.view, i)); i++)
		if (!strcmp(deal->id, id))
			v->state.lists[LIST_DEALS].selected = i;
}

static void recall_candidate(struct viewer *v, const char *id)
{
	const struct deals_view *d = &v->model.view.deals_view;
	for (size_t i = 0; i < d->candidate_count; i++)
		if (!strcmp(d->candidates[i].id, id))
			v->state.lists[LIST_CANDIDATES].selected = i;
}

void viewer_recall(struct viewer *v, const struct viewer_places *p)
{
	companies_sort(&v->model.view, v->state.sort, v->state.reversed);
	recall_company(v, p->symbol);
	recall_headline(v, p);
	recall_source(v, p->source);
	recall_deal(v, p->deal);
	recall_candidate(v, p->candidate);
}

void viewer_choose_range(struct viewer *v)
{
	const struct view_model *m = &v->model.view;
	size_t selected = v->state.lists[LIST_COMPANIES].selected;
	model_load_series(&v->model, selected, 1);
	if (selected < m->company_count && !m->companies[selected].day.count)
		v->state.range = RANGE_YEAR;
}

/* ---- actions ---- */

static void select_row(struct viewer *v, long row)
{
	size_t count = focused_count(v);
	if (row < 0 || !count)
		row = 0;
	else if ((size_t)row >= count)
		row = (long)count - 1;
	focused(v)->selected = (size_t)row;
	/* Whoever moves through the press has seen what is new. */
	for (size_t i = 0; v->state.focus == LIST_PRESS && i < v->model.view.headline_count; i++)
		if (v->model.view.headlines[i].row > v->model.view.headline_seen)
			v->model.view.headline_seen = v->model.view.headlines[i].row;
}

static void scroll_overlay(struct viewer *v, int rows)
{
	v->state.overlay_top += rows;
	if (v->state.overlay_top < 0)
		v->state.overlay_top = 0;
	if (v->state.overlay_top > 200)
		v->state.overlay_top = 200;
}

static void act_move(struct viewer *v, int rows)
{
	if (v->state.overlay != OVERLAY_NONE)
		scroll_overlay(v, rows);
	else
		select_row(v, (long)focused(v)->selected + rows);
}

static void act_page(struct viewer *v, int pages)
{
	act_move(v, pages * focused_rows(v));
}

static void act_top(struct viewer *v, int argument)
{
	(void)argument;
	v->state.overlay_top = 0;
	if (v->state.overlay == OVERLAY_NONE)
		select_row(v, 0);
}

static void act_bottom(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.overlay == OVERLAY_NONE)
		select_row(v, (long)focused_count(v) - 1);
}

static void act_company(struct viewer *v, int step)
{
	size_t count = v->model.view.company_count;
	struct list_position *p = &v->state.lists[LIST_COMPANIES];
	if (count)
		p->selected = (p->selected + count + (size_t)(step + (int)count) % count) % count;
	viewer_follow_company(v);
}

static void act_pane(struct viewer *v, int step)
{
	const enum list *lists = screen_lists(v->state.screen);
	int count = 0, at = 0;
	for (; lists[count] != LISTS; count++)
		if (lists[count] == v->state.focus)
			at = count;
	v->state.focus = lists[(at + step + count) % count];
}

/* Left and right belong to the focused pane where it has a use for them. */
static void act_side(struct viewer *v, int step)
{
	if (!viewer_step_assumption(v, step))
		act_pane(v, step);
}

static void act_screen(struct viewer *v, int digit)
{
	v->state.screen = digit;
	v->state.overlay = OVERLAY_NONE;
	v->state.focus = screen_lists(digit)[0];
	viewer_show_press(v);
}

static void open_overlay(struct viewer *v, enum overlay overlay)
{
	v->state.overlay = overlay;
	v->state.overlay_top = 0;
}

static void act_open(struct viewer *v, int argument)
{
	(void)argument;
	if (focused_count(v))
		open_overlay(v, OVERLAY_CARD);
}

static void act_back(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.overlay != OVERLAY_NONE)
		open_overlay(v, OVERLAY_NONE);
	else if (v->state.screen != 1)
		act_screen(v, 1);
}

static void act_range(struct viewer *v, int argument)
{
	(void)argument;
	v->state.range = (enum chart_range)((v->state.range + 1) % RANGES);
}

/* From another chart the first press shows this one, as it was left. */
static void act_old_path(struct viewer *v, int argument)
{
	(void)argument;
	size_t count = v->model.paths.old.count;
	if (v->state.range == RANGE_PATH && count)
		v->state.old_path = (v->state.old_path + 1) % count;
	v->state.range = RANGE_PATH;
}

static void sort_companies(struct viewer *v)
{
	struct viewer_places places;
	viewer_remember(v, &places);
	viewer_recall(v, &places);
}

static void act_sort(struct viewer *v, int argument)
{
	(void)argument;
	v->state.sort = companies_column_next(v->state.sort);
	v->state.reversed = false;
	sort_companies(v);
}

static void act_reverse(struct viewer *v, int argument)
{
	(void)argument;
	v->state.reversed = !v->state.reversed;
	sort_companies(v);
}

void viewer_choose_watchlist(struct viewer *v, size_t index)
{
	struct view_model *m = &v->model.view;
	if (index == m->watchlist_index || index >= m->watchlist_count)
		return;
	model_choose_watchlist(&v->model, index);
	v->state.lists[LIST_COMPANIES] = (struct list_position){ 0 };
	companies_sort(m, v->state.sort, v->state.reversed);
}

static void act_watchlist(struct viewer *v, int argument)
{
	const struct view_model *m = &v->model.view;
	(void)argument;
	viewer_choose_watchlist(v, (m->watchlist_index + 1) % m->watchlist_count);
}

static void act_help(struct viewer *v, int argument)
{
	(void)argument;
	open_overlay(v, v->state.overlay == OVERLAY_HELP ? OVERLAY_NONE : OVERLAY_HELP);
}

static void act_redraw(struct viewer *v, int argument)
{
	(void)argument;
	terminal_redraw(v->terminal);
}

static void act_suspend(struct viewer *v, int argument)
{
	(void)argument;
	viewer_suspend(v);
}

static void act_quit(struct viewer *v, int at_once)
{
	if (v->state.overlay != OVERLAY_NONE && !at_once)
		open_overlay(v, OVERLAY_NONE);
	else
		v->quit = true;
}

void viewer_suspend(struct viewer *v)
{
	terminal_suspend(v->terminal);
	v->next_tick_ms = 0; /* ages have grown meanwhile */
	v->dirty = true;
}

static void (*const runners[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_MOVE] = act_move,
	[ACTION_PAGE] = act_page,
	[ACTION_TOP] = act_top,
	[ACTION_BOTTOM] = act_bottom,
	[ACTION_COMPANY] = act_company,
	[ACTION_PANE] = act_pane,
	[ACTION_SCREEN] = act_screen,
	[ACTION_OPEN] = act_open,
	[ACTION_BACK] = act_back,
	[ACTION_RANGE] = act_range,
	[ACTION_SORT] = act_sort,
	[ACTION_REVERSE] = act_reverse,
	[ACTION_OLD_PATH] = act_old_path,
	[ACTION_WATCHLIST] = act_watchlist,
	[ACTION_HELP] = act_help,
	[ACTION_REDRAW] = act_redraw,
	[ACTION_SIDE] = act_side,
	[ACTION_ASSUMPTIONS] = viewer_show_assumptions,
	[ACTION_COLUMN] = viewer_turn_column,
	[ACTION_RESTORE] = viewer_restore_assumptions,
	[ACTION_REFRESH] = viewer_refresh,
	[ACTION_SUSPEND] = act_suspend,
	[ACTION_QUIT] = act_quit,
	[ACTION_LOOK] = viewer_turn_look,
	[ACTION_CIRCLE] = viewer_turn_circle,
	[ACTION_FILTER] = viewer_filter_deals,
	[ACTION_ADD] = viewer_add_row,
	[ACTION_EDIT] = viewer_edit_row,
	[ACTION_LINK] = viewer_open_row_link,
};

static void run(struct viewer *v, const struct keybind *bind)
{
	if (!viewer_watch_act(v, bind) && !viewer_press_act(v, bind) && !viewer_candidates_act(v, bind) &&
	    !viewer_company_act(v, bind) && runners[bind->action])
		runners[bind->action](v, bind->argument);
}

static void act_key(struct viewer *v, int code)
{
	const struct keybind *bind = keybind_find(code == '\n' ? KEYCODE_ENTER : code);
	v->model.view.notice[0] = '\0';
	if (!viewer_prompt_key(v, code) && bind)
		run(v, bind);
}

static void sort_by(struct viewer *v, int column)
{
	if (column < 0)
		return;
	v->state.reversed = v->state.sort == column && !v->state.reversed;
	v->state.sort = column;
	sort_companies(v);
}

static struct hit hit_of(const struct viewer *v, const struct terminal_event *event)
{
	return screen_hit(&v->state, &v->model.view, v->frame.rows, v->frame.columns, event->row, event->column);
}

static void act_click(struct viewer *v, const struct terminal_event *event)
{
	struct hit hit = hit_of(v, event);
	viewer_prompt_leave(v);
	if (hit.kind == HIT_SCREEN)
		act_screen(v, hit.value);
	if (hit.kind == HIT_COLUMN)
		sort_by(v, hit.value);
	if (hit.kind == HIT_WATCHLIST)
		viewer_watchlists_click(v, (size_t)hit.value);
	if (hit.kind != HIT_ROW && hit.kind != HIT_LIST)
		return;
	bool is_again = v->state.focus == hit.list && hit.kind == HIT_ROW &&
			v->state.lists[hit.list].selected == (size_t)hit.value;
	v->state.focus = hit.list;
	if (hit.list == LIST_CHART)
		viewer_company_click(v, &hit);
	if (hit.kind == HIT_ROW && !viewer_press_click(v, (size_t)hit.value))
		select_row(v, hit.value);
	if (is_again)
		run(v, &(struct keybind){ .action = ACTION_OPEN, .argument = KEY_CLICK });
}

static void act_wheel(struct viewer *v, const struct terminal_event *event, int rows)
{
	struct hit hit = hit_of(v, event);
	if (hit.list == LIST_CHART && hit.kind == HIT_LIST)
		return; /* there are no rows */
	if (hit.kind == HIT_ROW || hit.kind == HIT_LIST)
		v->state.focus = hit.list;
	run(v, &(struct keybind){ .action = ACTION_MOVE, .argument = rows });
}

void viewer_act(struct viewer *v, const struct terminal_event *event)
{
	switch (event->kind) {
	case TERMINAL_KEY:
		act_key(v, event->code);
		break;
	case TERMINAL_CLICK:
		act_click(v, event);
		break;
	case TERMINAL_WHEEL_UP:
		act_wheel(v, event, -1);
		break;
	case TERMINAL_WHEEL_DOWN:
		act_wheel(v, event, 1);
		break;
	case TERMINAL_GONE:
		break;
	}
}
