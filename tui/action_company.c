#include "tui/action_company.h"

#include <stdio.h>
#include <string.h>

#include "tui/action.h"
#include "widgets/company_chart.h"

#define COMPANY_SCREEN 2
#define PAGE_BARS 10 /* that a page moves the crosshair */

static struct company_chart_state *chart_of(struct viewer *v)
{
	return &v->state.chart;
}

static bool is_shown(const struct viewer *v)
{
	return v->state.screen == COMPANY_SCREEN && v->state.overlay == OVERLAY_NONE;
}

/* ---- reading ---- */

static void select_headline(struct viewer *v, int64_t row)
{
	const struct company_screen_view *c = &v->model.view.company;
	struct list_position *list = &v->state.lists[LIST_OWN_PRESS];
	size_t line = list->selected - list->top;
	for (size_t i = 0; i < c->press_count; i++)
		if (c->press[i].row == row) {
			list->selected = i;
			list->top = i > line ? i - line : 0;
		}
}

static void select_deal(struct viewer *v, const char *id)
{
	const struct deal *deal;
	for (size_t i = 0; (deal = company_deal(&v->model.view, i)); i++)
		if (!strcmp(deal->id, id))
			v->state.lists[LIST_OWN_DEALS].selected = i;
}

/* Another company begins at the top of everything, and its bars have no crosshair yet. */
static void begin_company(struct viewer *v)
{
	v->state.lists[LIST_ACCOUNTS] = v->state.lists[LIST_OWN_DEALS] = v->state.lists[LIST_OWN_PRESS] =
		(struct list_position){ 0 };
	chart_of(v)->has_crosshair = false;
}

static void load(struct viewer *v)
{
	struct view_model *m = &v->model.view;
	const struct headline *story = company_headline(m, v->state.lists[LIST_OWN_PRESS].selected);
	const struct deal *deal = company_deal(m, v->state.lists[LIST_OWN_DEALS].selected);
	bool follows_press = !v->state.lists[LIST_OWN_PRESS].selected;
	int64_t row = story ? story->row : 0;
	char id[DEAL_ID_SIZE] = "", symbol[SYMBOL_SIZE];
	if (deal)
		memcpy(id, deal->id, sizeof id);
	memcpy(symbol, m->company.symbol, sizeof symbol);
	model_company_load(&v->model, v->state.lists[LIST_COMPANIES].selected, chart_of(v));
	if (strcmp(symbol, m->company.symbol) != 0 && *symbol) {
		begin_company(v);
		return;
	}
	if (!follows_press)
		select_headline(v, row);
	select_deal(v, id);
}

void viewer_load_company(struct viewer *v)
{
	if (v->state.screen != COMPANY_SCREEN) {
		model_company_leave(&v->model);
		return;
	}
	model_load_series(&v->model, v->state.lists[LIST_COMPANIES].selected, 1);
	load(v);
	if (model_company_ask(&v->model, chart_of(v)))
		collector_hurry(&v->collector);
}

/* ---- the chart ---- */

static bool turn_frame(struct viewer *v, int step)
{
	struct company_chart_state *chart = chart_of(v);
	chart->frame = (enum time_frame)(((int)chart->frame + step + TIME_FRAMES) % TIME_FRAMES);
	return true;
}

static bool next_frame(struct viewer *v, int argument)
{
	(void)argument;
	return turn_frame(v, 1);
}

static bool previous_frame(struct viewer *v, int argument)
{
	(void)argument;
	return turn_frame(v, -1);
}

static bool turn_candles(struct viewer *v, int argument)
{
	(void)argument;
	chart_of(v)->candles = !chart_of(v)->candles;
	return true;
}

static bool turn_log(struct viewer *v, int argument)
{
	(void)argument;
	chart_of(v)->log = !chart_of(v)->log;
	return true;
}

static bool put_crosshair(struct viewer *v, long bar)
{
	const struct candle_series *s = &v->model.view.company.chart.main.series;
	long first = (long)company_chart_first(&v->model.view), last = (long)s->count - 1;
	if (last < 0)
		return true;
	bar = bar > last ? last : bar < first ? first : bar;
	chart_of(v)->has_crosshair = true;
	chart_of(v)->crosshair = s->items[bar].time;
	return true;
}

/* The first press shows the crosshair, at the newest bar. */
static bool move_crosshair(struct viewer *v, int bars)
{
	const struct company_chart_view *c = &v->model.view.company.chart;
	if (!chart_of(v)->has_crosshair)
		return put_crosshair(v, (long)c->main.series.count - 1);
	return put_crosshair(v, (long)company_chart_bar(&v->model.view, &v->state) + bars);
}

/* Down is later, as to the right. */
static bool page(struct viewer *v, int pages)
{
	return v->state.focus == LIST_CHART && move_crosshair(v, pages * PAGE_BARS);
}

static bool top(struct viewer *v, int argument)
{
	(void)argument;
	return v->state.focus == LIST_CHART && put_crosshair(v, 0);
}

static bool bottom(struct viewer *v, int argument)
{
	(void)argument;
	return v->state.focus == LIST_CHART &&
	       put_crosshair(v, (long)v->model.view.company.chart.main.series.count - 1);
}

/* On the chart there are no rows to move through: the companies are. */
static bool move(struct viewer *v, int rows)
{
	size_t count = v->model.view.company_count;
	struct list_position *p = &v->state.lists[LIST_COMPANIES];
	if (v->state.focus != LIST_CHART)
		return false;
	if (count)
		p->selected = (p->selected + count + (size_t)((rows > 0 ? 1 : -1) + (int)count) % count) % count;
	return true;
}

/* ---- the other price ---- */

static bool ask_compare(struct viewer *v, int argument)
{
	(void)argument;
	const char *other = v->model.view.company.chart.other_title;
	char *hint = v->state.prompt.hint;
	prompt_open(&v->state.prompt, PROMPT_COMPARE, "compare with:", "");
	if (*other)
		snprintf(hint, PROMPT_LABEL_SIZE, "instead of %.30s · empty: none", other);
	else
		snprintf(hint, PROMPT_LABEL_SIZE, "a symbol, nasdaq or cisco");
	return true;
}

void viewer_take_compare(struct viewer *v, enum prompt_answer answer)
{
	const char *text = v->state.prompt.text;
	char other[SYMBOL_SIZE];
	struct error err;
	if (answer != PROMPT_ACCEPTED)
		return;
	while (*text == ' ')
		text++;
	size_t length = strlen(text);
	while (length && text[length - 1] == ' ')
		length--;
	char name[PROMPT_SIZE];
	snprintf(name, sizeof name, "%.*s", (int)length, text);
	if (!*name || !strcmp(name, "-"))
		chart_of(v)->other[0] = '\0';
	else if (model_company_find_other(&v->model, name, other, &err))
		viewer_notice(v, "%s", err.text);
	else
		memcpy(chart_of(v)->other, other, sizeof other);
}

/* ---- rows ---- */

static void open_card(struct viewer *v, enum overlay overlay)
{
	v->state.overlay = overlay;
	v->state.overlay_top = 0;
}

/* `e` explains the company, whatever has the focus; Enter opens the row, and whoever opens a story has read it. */
static bool open_row(struct viewer *v, int explains)
{
	struct error err;
	const struct headline *h = v->state.focus == LIST_OWN_PRESS
					   ? company_headline(&v->model.view, v->state.lists[LIST_OWN_PRESS].selected)
					   : NULL;
	if (h && !h->read && explains != KEY_EXPLAIN && model_press_mark(&v->model, h, true, &err))
		viewer_notice(v, "%s", err.text);
	if (explains == KEY_EXPLAIN || v->state.focus == LIST_CHART)
		open_card(v, OVERLAY_COMPANY);
	else if (screen_list_count(v->state.focus, &v->model.view))
		open_card(v, OVERLAY_CARD);
	return true;
}

static bool turn_mark(struct viewer *v, int argument)
{
	const struct headline *h = company_headline(&v->model.view, v->state.lists[LIST_OWN_PRESS].selected);
	struct error err;
	(void)argument;
	if (v->state.focus != LIST_OWN_PRESS || !h)
		return false;
	if (model_press_mark(&v->model, h, !h->read, &err))
		viewer_notice(v, "%s", err.text);
	return true;
}

/* ---- back ---- */

static bool take_crosshair_away(struct viewer *v, int argument)
{
	(void)argument;
	bool had_one = chart_of(v)->has_crosshair;
	chart_of(v)->has_crosshair = false;
	return had_one;
}

static bool leave(struct viewer *v, int at_once)
{
	if (at_once)
		return false;
	if (!take_crosshair_away(v, 0)) {
		v->state.screen = 1;
		v->state.focus = LIST_COMPANIES;
	}
	return true;
}

static bool (*const of_screen[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_MOVE] = move,
	[ACTION_PAGE] = page,
	[ACTION_TOP] = top,
	[ACTION_BOTTOM] = bottom,
	[ACTION_SIDE] = move_crosshair,
	[ACTION_RANGE] = next_frame,
	[ACTION_OLD_PATH] = previous_frame,
	[ACTION_COLUMN] = turn_candles,
	[ACTION_LANGUAGE] = turn_log,
	[ACTION_COMPARE] = ask_compare,
	[ACTION_OPEN] = open_row,
	[ACTION_MARK] = turn_mark,
	[ACTION_BACK] = leave,
	[ACTION_QUIT] = leave,
};

/* From the board Enter, and a second click, lead to the company; `e` shows its card. */
static bool open_company(struct viewer *v, int how)
{
	if (how == KEY_EXPLAIN || !v->model.view.company_count)
		return false;
	v->state.screen = COMPANY_SCREEN;
	v->state.focus = LIST_CHART;
	return true;
}

bool viewer_company_act(struct viewer *v, const struct keybind *bind)
{
	bool is_board = v->state.screen == 1 && v->state.focus == LIST_COMPANIES && v->state.overlay == OVERLAY_NONE;
	if (is_shown(v))
		viewer_load_company(v); /* the key before may have chosen another company */
	if (is_shown(v) && of_screen[bind->action])
		return of_screen[bind->action](v, bind->argument);
	return is_board && bind->action == ACTION_OPEN && open_company(v, bind->argument);
}

/* ---- the mouse ---- */

static void choose_frame(struct viewer *v, const struct chart_hit *hit)
{
	chart_of(v)->frame = hit->frame;
}

static void choose_line(struct viewer *v, const struct chart_hit *hit)
{
	(void)hit;
	chart_of(v)->candles = false;
}

static void choose_candles(struct viewer *v, const struct chart_hit *hit)
{
	(void)hit;
	chart_of(v)->candles = true;
}

static void choose_log(struct viewer *v, const struct chart_hit *hit)
{
	(void)hit;
	turn_log(v, 0);
}

static void choose_other(struct viewer *v, const struct chart_hit *hit)
{
	(void)hit;
	if (*chart_of(v)->other)
		chart_of(v)->other[0] = '\0';
	else
		ask_compare(v, 0);
}

static void choose_bar(struct viewer *v, const struct chart_hit *hit)
{
	put_crosshair(v, (long)hit->bar);
}

void viewer_company_click(struct viewer *v, const struct hit *hit)
{
	static void (*const takers[])(struct viewer * v, const struct chart_hit *hit) = {
		[CHART_FRAME] = choose_frame, [CHART_LINE] = choose_line,     [CHART_CANDLES] = choose_candles,
		[CHART_LOG] = choose_log,     [CHART_COMPARE] = choose_other, [CHART_BAR] = choose_bar,
	};
	viewer_load_company(v);
	struct chart_hit target =
		company_chart_hit(&v->model.view, &v->state, hit->rows, hit->columns, hit->row, hit->column);
	if (takers[target.target])
		takers[target.target](v, &target);
}
