#include "tui/action_press.h"

#include <stdio.h>
#include <string.h>

#include "tui/action.h"
#include "widgets/widget.h"

#define SEARCH_LEAST 3 /* characters from which results come as one types */

static struct press_view *press_of(struct viewer *v)
{
	return &v->model.view.press;
}

static struct list_position *stories_of(struct viewer *v)
{
	return &v->state.lists[LIST_STORIES];
}

static bool is_shown(const struct viewer *v)
{
	return v->state.screen == 5 && v->state.overlay == OVERLAY_NONE;
}

/* ---- places ---- */

/* Rows move when news comes in or another filter is chosen; what is read stays where it is. */
static void select_again(struct viewer *v, int64_t row, size_t line)
{
	const struct press_view *p = press_of(v);
	struct list_position *list = stories_of(v);
	for (size_t i = 0; i < p->count; i++)
		if (p->items[i].row == row) {
			list->selected = i;
			list->top = i > line ? i - line : 0;
			return;
		}
	*list = (struct list_position){ 0 };
	v->state.reader_top = 0;
}

static void tell_found(struct viewer *v)
{
	const struct press_view *p = press_of(v);
	char *hint = v->state.prompt.hint;
	if (*p->error)
		snprintf(hint, PROMPT_LABEL_SIZE, "not searched · Esc back");
	else
		snprintf(hint, PROMPT_LABEL_SIZE, "%zu%s found · Enter keeps · Esc back", p->count,
			 p->has_more ? "+" : "");
}

void viewer_load_press(struct viewer *v)
{
	const struct headline *h = story_selected(&v->model.view, &v->state);
	int64_t row = h ? h->row : 0;
	size_t line = stories_of(v)->selected - stories_of(v)->top;
	if (v->state.screen != 5 || !v->model.store || !v->model.press.is_stale)
		return;
	model_press_load(&v->model);
	select_again(v, row, line);
	if (v->state.prompt.purpose == PROMPT_SEARCH)
		tell_found(v);
	v->dirty = true;
}

void viewer_show_press(struct viewer *v)
{
	if (v->state.screen != 5)
		return;
	model_press_show(&v->model);
	viewer_load_press(v);
}

/* What stands on the screen when a key is pressed has been seen. */
static void note_seen(struct viewer *v)
{
	struct view_model *m = &v->model.view;
	int rows = screen_list_rows(LIST_STORIES, &v->state, m, v->frame.rows, v->frame.columns);
	size_t top = stories_of(v)->top;
	for (size_t i = top; i < m->press.count && i < top + (size_t)rows; i++)
		if (m->press.items[i].row > m->headline_seen)
			m->headline_seen = m->press.items[i].row;
}

static void select_story(struct viewer *v, long row)
{
	struct list_position *list = stories_of(v);
	while (row >= (long)press_of(v)->count && model_press_more(&v->model))
		;
	long last = (long)press_of(v)->count - 1;
	size_t selected = (size_t)(row > last ? (last > 0 ? last : 0) : row > 0 ? row : 0);
	note_seen(v);
	if (list->selected != selected)
		v->state.reader_top = 0;
	list->selected = selected;
}

static int rows_of_focus(const struct viewer *v)
{
	int rows = screen_list_rows(v->state.focus, &v->state, &v->model.view, v->frame.rows, v->frame.columns);
	return rows > 1 ? rows : 1;
}

/* The reader is scrolled; its end is found when it is drawn. */
static void scroll_reader(struct viewer *v, int rows)
{
	v->state.reader_top += rows;
	if (v->state.reader_top < 0)
		v->state.reader_top = 0;
}

static bool move(struct viewer *v, int rows)
{
	if (v->state.focus == LIST_READER)
		scroll_reader(v, rows);
	else
		select_story(v, (long)stories_of(v)->selected + rows);
	return true;
}

static bool page(struct viewer *v, int pages)
{
	return move(v, pages * rows_of_focus(v));
}

static bool top(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.focus == LIST_READER)
		v->state.reader_top = 0;
	else
		select_story(v, 0);
	return true;
}

static bool bottom(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.focus == LIST_READER)
		scroll_reader(v, 10000);
	else
		select_story(v, (long)press_of(v)->count - 1);
	return true;
}

bool viewer_press_click(struct viewer *v, size_t row)
{
	if (!is_shown(v) || v->state.focus != LIST_STORIES)
		return false;
	select_story(v, (long)row);
	return true;
}

/* ---- filters ---- */

static bool choose(struct viewer *v)
{
	model_press_filter(&v->model);
	viewer_load_press(v);
	return true;
}

static bool set_text(struct viewer *v, char *field, size_t size, const char *text)
{
	snprintf(field, size, "%s", text);
	return choose(v);
}

/* Round the watchlist and all; the other screens follow. */
static bool turn_company(struct viewer *v, int step)
{
	const struct view_model *m = &v->model.view;
	struct press_filter *f = &press_of(v)->filter;
	size_t at = 0, places = m->company_count + 1; /* 0 all */
	for (size_t i = 0; i < m->company_count; i++)
		if (!strcmp(m->companies[i].symbol, f->company))
			at = i + 1;
	at = (at + places + (size_t)(step + (int)places) % places) % places;
	if (at)
		v->state.lists[LIST_COMPANIES].selected = at - 1;
	return set_text(v, f->company, sizeof f->company, at ? m->companies[at - 1].symbol : "");
}

static bool turn_selected_company(struct viewer *v, int argument)
{
	const struct view_model *m = &v->model.view;
	struct press_filter *f = &press_of(v)->filter;
	size_t selected = v->state.lists[LIST_COMPANIES].selected;
	(void)argument;
	if (!*f->company && selected >= m->company_count)
		return true;
	return set_text(v, f->company, sizeof f->company, *f->company ? "" : m->companies[selected].symbol);
}

static bool turn_story_source(struct viewer *v, int argument)
{
	const struct headline *h = story_selected(&v->model.view, &v->state);
	struct press_filter *f = &press_of(v)->filter;
	(void)argument;
	if (!*f->source && !h)
		return true;
	return set_text(v, f->source, sizeof f->source, *f->source ? "" : h->source);
}

/* The next of the press's sources by name, all after the last. */
static bool turn_source(struct viewer *v, int argument)
{
	const struct view_model *m = &v->model.view;
	struct press_filter *f = &press_of(v)->filter;
	const char *next = "";
	(void)argument;
	for (size_t i = m->source_count; i-- > 0;)
		if (!strcmp(m->sources[i].kind, "press") && strcmp(m->sources[i].name, f->source) > 0)
			next = m->sources[i].name;
	return set_text(v, f->source, sizeof f->source, next);
}

/* The next of the languages that were met, all after the last. */
static bool turn_language(struct viewer *v, int argument)
{
	struct press_view *p = press_of(v);
	const char *next = "";
	(void)argument;
	for (size_t i = p->language_count; i-- > 0;)
		if (strcmp(p->languages[i], p->filter.language) > 0)
			next = p->languages[i];
	return set_text(v, p->filter.language, sizeof p->filter.language, next);
}

static bool turn_unread(struct viewer *v, int argument)
{
	(void)argument;
	press_of(v)->filter.unread = !press_of(v)->filter.unread;
	return choose(v);
}

static bool turn_figures(struct viewer *v, int argument)
{
	(void)argument;
	press_of(v)->filter.figures = !press_of(v)->filter.figures;
	return choose(v);
}

/* The last chip that is set, in the order in which they stand. */
static void clear_last(struct press_filter *f)
{
	if (f->figures)
		f->figures = false;
	else if (f->unread)
		f->unread = false;
	else if (*f->language)
		f->language[0] = '\0';
	else if (*f->source)
		f->source[0] = '\0';
	else
		f->company[0] = '\0';
}

static bool clear_filters(struct viewer *v, int last_only)
{
	struct press_filter *f = &press_of(v)->filter;
	if (!press_filter_is_set(f))
		return true;
	do
		clear_last(f);
	while (!last_only && press_filter_is_set(f));
	return choose(v);
}

/* ---- search ---- */

static bool ask_search(struct viewer *v, int argument)
{
	const struct headline *h = story_selected(&v->model.view, &v->state);
	struct press_place *before = &v->press_before;
	(void)argument;
	*before = (struct press_place){ .row = h ? h->row : 0, .pages = v->model.press.pages };
	before->line = stories_of(v)->selected - stories_of(v)->top;
	memcpy(before->words, press_of(v)->filter.words, sizeof before->words);
	v->state.focus = LIST_STORIES;
	prompt_open(&v->state.prompt, PROMPT_SEARCH, "/", before->words);
	snprintf(v->state.prompt.hint, sizeof v->state.prompt.hint, "all that was ever stored · Esc back");
	return true;
}

/* The list is read when the screen is drawn, once for all keys that have come in. */
static void search_for(struct viewer *v, const char *words)
{
	struct press_filter *f = &press_of(v)->filter;
	if (!strcmp(f->words, words))
		return;
	snprintf(f->words, sizeof f->words, "%s", words);
	model_press_filter(&v->model);
	*stories_of(v) = (struct list_position){ 0 };
	v->state.reader_top = 0;
}

static void go_back(struct viewer *v)
{
	const struct press_place *before = &v->press_before;
	search_for(v, before->words);
	v->model.press.pages = before->pages;
	viewer_load_press(v);
	select_again(v, before->row, before->line);
}

void viewer_take_search(struct viewer *v, enum prompt_answer answer)
{
	const struct prompt *p = &v->state.prompt;
	if (answer == PROMPT_CHANGED)
		search_for(v, prompt_characters(p) >= SEARCH_LEAST ? p->text : v->press_before.words);
	if (answer == PROMPT_ACCEPTED)
		search_for(v, p->text);
	if (answer == PROMPT_ACCEPTED)
		viewer_load_press(v);
	if (answer == PROMPT_CANCELLED)
		go_back(v);
}

/* ---- marks ---- */

/* The story that keys mean: of the list, or of the board's press. */
static const struct headline *story_of_focus(const struct viewer *v)
{
	const struct view_model *m = &v->model.view;
	size_t selected = v->state.lists[LIST_PRESS].selected;
	if (v->state.screen == 5)
		return story_selected(m, &v->state);
	return v->state.focus == LIST_PRESS && selected < m->headline_count ? &m->headlines[selected] : NULL;
}

static bool mark(struct viewer *v, const struct headline *h, bool read)
{
	struct error err;
	if (h->read == read)
		return true;
	if (model_press_mark(&v->model, h, read, &err))
		viewer_notice(v, "%s", err.text);
	return h->read == read;
}

static bool turn_mark(struct viewer *v, int argument)
{
	const struct headline *h = story_of_focus(v);
	(void)argument;
	if (h)
		mark(v, h, !h->read);
	return true;
}

static size_t count_unread(const struct press_view *p)
{
	size_t unread = 0;
	for (size_t i = 0; i < p->count; i++)
		unread += !p->items[i].read;
	return unread;
}

static bool ask_mark_all(struct viewer *v, int argument)
{
	char question[PROMPT_LABEL_SIZE];
	size_t unread = count_unread(press_of(v));
	(void)argument;
	snprintf(question, sizeof question, "mark %zu as read? y/n", unread);
	if (unread)
		prompt_ask(&v->state.prompt, PROMPT_MARK_ALL, question);
	else
		viewer_notice(v, "all that is shown is read already");
	return true;
}

void viewer_take_mark_all(struct viewer *v, enum prompt_answer answer)
{
	const struct press_view *p = press_of(v);
	size_t unread = count_unread(p), i = 0;
	if (answer != PROMPT_ACCEPTED)
		return;
	while (i < p->count && mark(v, &p->items[i], true))
		i++;
	if (i == p->count)
		viewer_notice(v, "%zu marked as read", unread);
}

/* Whoever opens a story has read it. On the board its card opens, too. */
static bool open_story(struct viewer *v, int argument)
{
	const struct headline *h = story_of_focus(v);
	(void)argument;
	if (h)
		mark(v, h, true);
	if (h && v->state.screen == 5)
		v->state.focus = LIST_READER;
	return v->state.screen == 5;
}

static bool open_link(struct viewer *v, int argument)
{
	const struct headline *h = story_of_focus(v);
	(void)argument;
	if (!h)
		return false;
	viewer_open_link(v, h->url);
	if (*h->url)
		mark(v, h, true);
	return true;
}

/* ---- back ---- */

static bool back(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.focus == LIST_READER) {
		v->state.focus = LIST_STORIES;
		return true;
	}
	if (!*press_of(v)->filter.words)
		return false;
	const struct headline *h = story_selected(&v->model.view, &v->state);
	int64_t row = h ? h->row : 0;
	size_t line = stories_of(v)->selected - stories_of(v)->top;
	search_for(v, "");
	viewer_load_press(v);
	select_again(v, row, line);
	return true;
}

static bool leave_reader(struct viewer *v, int at_once)
{
	bool does_leave = v->state.focus == LIST_READER && !at_once;
	if (does_leave)
		v->state.focus = LIST_STORIES;
	return does_leave;
}

static bool (*const of_screen[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_MOVE] = move,
	[ACTION_PAGE] = page,
	[ACTION_TOP] = top,
	[ACTION_BOTTOM] = bottom,
	[ACTION_COMPANY] = turn_company,
	[ACTION_COLUMN] = turn_selected_company,
	[ACTION_SORT] = turn_story_source,
	[ACTION_REVERSE] = turn_source,
	[ACTION_LANGUAGE] = turn_language,
	[ACTION_UNREAD] = turn_unread,
	[ACTION_FILTER] = turn_figures,
	[ACTION_CLEAR] = clear_filters,
	[ACTION_FIND] = ask_search,
	[ACTION_MARK] = turn_mark,
	[ACTION_MARK_ALL] = ask_mark_all,
	[ACTION_OPEN] = open_story,
	[ACTION_LINK] = open_link,
	[ACTION_BACK] = back,
	[ACTION_QUIT] = leave_reader,
};

static bool (*const of_board[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_MARK] = turn_mark,
	[ACTION_OPEN] = open_story,
	[ACTION_LINK] = open_link,
};

bool viewer_press_act(struct viewer *v, const struct keybind *bind)
{
	bool is_board = v->state.focus == LIST_PRESS && v->state.overlay == OVERLAY_NONE;
	if (is_shown(v) && of_screen[bind->action])
		return of_screen[bind->action](v, bind->argument);
	return is_board && of_board[bind->action] && of_board[bind->action](v, bind->argument);
}
