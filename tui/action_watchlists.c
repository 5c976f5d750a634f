/* All watchlists, under `W`: one is chosen, made, renamed, deleted. */
#include <stdio.h>
#include <string.h>

#include "tui/action.h"
#include "tui/action_watch.h"
#include "widgets/widget.h"

static struct list_position *place_of(struct viewer *v)
{
	return &v->state.watchlists;
}

static void open_lists(struct viewer *v)
{
	v->state.overlay = OVERLAY_WATCHLISTS;
	*place_of(v) = (struct list_position){ .selected = v->model.view.watchlist_index };
}

static void close_lists(struct viewer *v)
{
	v->state.overlay = OVERLAY_NONE;
}

/* ---- moving ---- */

static bool select_list(struct viewer *v, long row)
{
	long last = (long)v->model.view.watchlist_count - 1;
	place_of(v)->selected = (size_t)(row > last ? last : row > 0 ? row : 0);
	return true;
}

static bool move(struct viewer *v, int rows)
{
	return select_list(v, (long)place_of(v)->selected + rows);
}

static bool page(struct viewer *v, int pages)
{
	int rows = watchlists_rows(v->frame.rows - 2);
	return move(v, pages * (rows > 1 ? rows : 1));
}

static bool top(struct viewer *v, int argument)
{
	(void)argument;
	return select_list(v, 0);
}

static bool bottom(struct viewer *v, int argument)
{
	(void)argument;
	return select_list(v, (long)v->model.view.watchlist_count - 1);
}

static bool choose(struct viewer *v, int argument)
{
	(void)argument;
	viewer_choose_watchlist(v, place_of(v)->selected);
	close_lists(v);
	return true;
}

static bool close(struct viewer *v, int argument)
{
	(void)argument;
	close_lists(v);
	return true;
}

/* ---- changing ---- */

/* True: the prompt may ask about the selected list, whose name is kept: rows move when the file is edited. */
static bool aim_at_list(struct viewer *v)
{
	const struct view_model *m = &v->model.view;
	size_t selected = place_of(v)->selected;
	if (selected >= m->watchlist_count)
		return false;
	snprintf(v->asked_list, sizeof v->asked_list, "%s", m->watchlists[selected].name);
	return viewer_may_edit(v);
}

static bool ask_new(struct viewer *v, int argument)
{
	(void)argument;
	if (viewer_may_edit(v))
		prompt_open(&v->state.prompt, PROMPT_NEW_LIST, "new watchlist:", "");
	return true;
}

void viewer_take_new_list(struct viewer *v, enum prompt_answer answer)
{
	char name[PROMPT_SIZE], what[PROMPT_SIZE + 32];
	viewer_prompt_words(v, name);
	if (answer != PROMPT_ACCEPTED || !*name || !viewer_may_edit(v))
		return;
	const struct watch_step *step = viewer_edit(v, &(struct watch_edit){ WATCH_CREATE, name, NULL, 0, NULL }, name);
	if (!step)
		return;
	close_lists(v);
	snprintf(what, sizeof what, "%s is made; + adds a symbol", name);
	viewer_say_edited(v, step, what);
}

static bool ask_name(struct viewer *v, int all)
{
	if (all) /* R is another key */
		return false;
	if (aim_at_list(v))
		prompt_open(&v->state.prompt, PROMPT_RENAME_LIST, "rename to:", v->asked_list);
	return true;
}

/* The list that is shown stays shown, whatever it is called now. */
void viewer_take_new_name(struct viewer *v, enum prompt_answer answer)
{
	char name[PROMPT_SIZE], what[PROMPT_SIZE + WATCHLIST_NAME_SIZE + 32];
	const struct view_model *m = &v->model.view;
	viewer_prompt_words(v, name);
	if (answer != PROMPT_ACCEPTED || !*name || !strcmp(name, v->asked_list) || !viewer_may_edit(v))
		return;
	const struct watch_edit edit = { .change = WATCH_RENAME, .list = v->asked_list, .name = name };
	const char *shown = strcmp(m->watchlist, v->asked_list) != 0 ? m->watchlist : name;
	const struct watch_step *step = viewer_edit(v, &edit, shown);
	snprintf(what, sizeof what, "%s is called %s now", v->asked_list, name);
	if (step)
		viewer_say_edited(v, step, what);
}

static bool ask_delete(struct viewer *v, int argument)
{
	char question[PROMPT_LABEL_SIZE];
	(void)argument;
	if (!aim_at_list(v))
		return true;
	snprintf(question, sizeof question, "delete %s? y/n", v->asked_list);
	prompt_ask(&v->state.prompt, PROMPT_DELETE_LIST, question);
	return true;
}

void viewer_take_delete(struct viewer *v, enum prompt_answer answer)
{
	char what[WATCHLIST_NAME_SIZE + 32];
	if (answer != PROMPT_ACCEPTED || !viewer_may_edit(v))
		return;
	const struct watch_edit edit = { .change = WATCH_DELETE, .list = v->asked_list };
	const struct watch_step *step = viewer_edit(v, &edit, v->model.view.watchlist);
	snprintf(what, sizeof what, "%s deleted", v->asked_list);
	if (step)
		viewer_say_edited(v, step, what);
}

static bool undo(struct viewer *v, int argument)
{
	(void)argument;
	viewer_undo_edit(v);
	return true;
}

/* ---- keys ---- */

static bool (*const of_lists[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_MOVE] = move,         [ACTION_PAGE] = page,        [ACTION_TOP] = top,     [ACTION_BOTTOM] = bottom,
	[ACTION_OPEN] = choose,       [ACTION_WATCHLISTS] = close, [ACTION_NEW] = ask_new, [ACTION_REFRESH] = ask_name,
	[ACTION_DELETE] = ask_delete, [ACTION_UNREAD] = undo,
};

bool viewer_watchlists_act(struct viewer *v, const struct keybind *bind)
{
	if (v->state.overlay == OVERLAY_WATCHLISTS && of_lists[bind->action])
		return of_lists[bind->action](v, bind->argument);
	if (v->state.overlay != OVERLAY_NONE || bind->action != ACTION_WATCHLISTS)
		return false;
	open_lists(v);
	return true;
}

void viewer_watchlists_click(struct viewer *v, size_t row)
{
	if (place_of(v)->selected == row)
		choose(v, 0);
	else
		select_list(v, (long)row);
}
