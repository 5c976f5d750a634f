#include "tui/action_watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "tui/action.h"
#include "widgets/widget.h"

#define BOARD 1
#define NAME_SHOWN 28 /* bytes of a name in the prompt's hint */

/* ---- changes ---- */

bool viewer_may_edit(struct viewer *v)
{
	if (v->model.view.demo) {
		viewer_notice(v, "the demo's watchlists are not changed; run froth to keep your own");
		return false;
	}
	viewer_look_at_config(v, clock_steady_ms());
	if (v->config_watch.is_waiting)
		viewer_notice(v, "the configuration file is being written by somebody else; once more, please");
	return !v->config_watch.is_waiting;
}

const struct watch_step *viewer_edit(struct viewer *v, const struct watch_edit *edit, const char *shown)
{
	const char *path = v->options->config_path;
	struct error err;
	const struct watch_step *step = watch_history_make(&v->edits, edit, path ? path : "", &err);
	if (step)
		viewer_take_own_edit(v, shown);
	else
		viewer_notice(v, "not changed: %s", viewer_name_config(v, err.text));
	return step;
}

void viewer_say_edited(struct viewer *v, const struct watch_step *step, const char *what)
{
	if (step->made_file)
		viewer_notice(v, "%s, in a new file %s · u undoes", what, v->options->config_path);
	else
		viewer_notice(v, "%s · u undoes", what);
}

static void select_symbol(struct viewer *v, const char *symbol)
{
	const struct view_model *m = &v->model.view;
	for (size_t i = 0; i < m->company_count; i++)
		if (!strcmp(m->companies[i].symbol, symbol))
			v->state.lists[LIST_COMPANIES].selected = i;
}

/* ---- the selected company ---- */

/* What a key is about, in words of its own: the file may have changed, and with it what is selected. */
struct aim {
	char list[WATCHLIST_NAME_SIZE];
	char symbol[SYMBOL_SIZE]; /* "" the list is empty */
};

static void take_aim(const struct viewer *v, struct aim *a)
{
	const struct view_model *m = &v->model.view;
	size_t selected = v->state.lists[LIST_COMPANIES].selected;
	*a = (struct aim){ .symbol = "" };
	snprintf(a->list, sizeof a->list, "%s", m->watchlist);
	if (selected < m->company_count)
		memcpy(a->symbol, m->companies[selected].symbol, sizeof a->symbol);
}

/* True: the companies have the focus, one is selected, and the list may be changed. */
static bool aim_at_company(struct viewer *v, struct aim *a)
{
	take_aim(v, a);
	if (v->state.focus != LIST_COMPANIES)
		viewer_notice(v, "Tab leads to the companies: there - takes one out, J and K move it");
	else if (!*a->symbol)
		viewer_notice(v, "%s holds no symbol; + adds one", a->list);
	else
		return viewer_may_edit(v);
	return false;
}

static bool take_out(struct viewer *v, int argument)
{
	struct aim aim;
	char what[128];
	(void)argument;
	if (!aim_at_company(v, &aim))
		return true;
	const struct watch_edit edit = { .change = WATCH_REMOVE, .list = aim.list, .symbol = aim.symbol };
	const struct watch_step *step = viewer_edit(v, &edit, aim.list);
	snprintf(what, sizeof what, "%s removed from %s", aim.symbol, aim.list);
	if (step)
		viewer_say_edited(v, step, what);
	return true;
}

/* Rows that stand in another order than the list cannot be moved in it. */
static bool is_as_listed(struct viewer *v)
{
	if (v->state.sort >= 0)
		viewer_notice(v, "the rows stand by %s: J and K move in the list's own order, to which s leads",
			      companies_column_title(v->state.sort));
	else if (v->state.reversed)
		viewer_notice(v, "the list is turned round: J and K move in its own order, to which S leads");
	return v->state.sort < 0 && !v->state.reversed;
}

static bool shift(struct viewer *v, int rows)
{
	struct aim aim;
	if (!aim_at_company(v, &aim) || !is_as_listed(v))
		return true;
	const struct watchlist *w = watch_find(v->options->config, aim.list);
	size_t place = w ? watch_place(w, aim.symbol) : 0;
	bool is_there = w && place < w->count;
	if (is_there && (rows < 0 ? place == 0 : place + 1 == w->count))
		return true;
	const struct watch_edit edit = {
		.change = WATCH_MOVE, .list = aim.list, .symbol = aim.symbol, .place = rows < 0 ? place - 1 : place + 1
	};
	const struct watch_step *step = viewer_edit(v, &edit, aim.list);
	if (step && step->made_file)
		viewer_say_edited(v, step, "moved");
	return true;
}

/* ---- adding ---- */

static int gather_names(struct viewer *v)
{
	struct quote *quotes = NULL;
	struct error err;
	size_t count = 0;
	if (v->model.store && store_get_quotes(v->model.store, &quotes, &count, &err))
		count = 0;
	symbol_search_release(&v->names);
	int failed = symbol_search_init(&v->names, v->options->config, quotes, count);
	free(quotes);
	return failed;
}

void viewer_prompt_words(const struct viewer *v, char out[PROMPT_SIZE])
{
	const char *text = v->state.prompt.text;
	text += strspn(text, " ");
	size_t length = strlen(text);
	while (length && text[length - 1] == ' ')
		length--;
	memcpy(out, text, length);
	out[length] = '\0';
}

/* What is meant by what was typed. */
struct meant {
	char symbol[SYMBOL_SIZE]; /* "" none */
	char name[NAME_SHOWN];    /* if it is known, else "" */
};

static void find_symbol(const struct viewer *v, struct meant *m)
{
	char words[PROMPT_SIZE];
	viewer_prompt_words(v, words);
	const struct known_symbol *known = symbol_search_find(&v->names, words);
	*m = (struct meant){ .symbol = "" };
	if (known) {
		memcpy(m->symbol, known->symbol, sizeof m->symbol);
		safe_copy(m->name, sizeof m->name, known->name);
	} else if (symbol_parse(words, m->symbol)) {
		m->symbol[0] = '\0';
	}
}

static bool is_in_list(const struct viewer *v, const char *symbol)
{
	const struct watchlist *w = watch_find(v->options->config, v->asked_list);
	return w && watch_place(w, symbol) < w->count;
}

static void hint_at_symbol(struct viewer *v)
{
	struct meant m;
	char *hint = v->state.prompt.hint;
	find_symbol(v, &m);
	if (!*v->state.prompt.text)
		snprintf(hint, PROMPT_LABEL_SIZE, "a name, or NVDA, 9984.T, 2330.TW");
	else if (!*m.symbol)
		snprintf(hint, PROMPT_LABEL_SIZE, *m.name ? "%s: no symbol is known" : "no such name is known", m.name);
	else if (is_in_list(v, m.symbol))
		snprintf(hint, PROMPT_LABEL_SIZE, "%s is in the list", m.symbol);
	else if (*m.name)
		snprintf(hint, PROMPT_LABEL_SIZE, "%s → %s", m.name, m.symbol);
	else
		snprintf(hint, PROMPT_LABEL_SIZE, "no name known: adds %s", m.symbol);
}

static bool ask_symbol(struct viewer *v, int argument)
{
	(void)argument;
	if (!viewer_may_edit(v))
		return true;
	if (gather_names(v)) {
		viewer_notice(v, "out of memory");
		return true;
	}
	snprintf(v->asked_list, sizeof v->asked_list, "%s", v->model.view.watchlist);
	prompt_open(&v->state.prompt, PROMPT_SYMBOL, "add a symbol:", "");
	hint_at_symbol(v);
	return true;
}

static const char *when_its_price_comes(const struct viewer *v)
{
	enum collector_state state = v->model.view.collector;
	if (state == COLLECTOR_OTHER)
		return "; the collector that another process runs fetches it from its next start on";
	return state == COLLECTOR_NONE ? "; its price comes when froth runs without --offline" : "";
}

/* Behind the selected row. */
static void add_symbol(struct viewer *v, const struct meant *m)
{
	struct aim aim;
	char what[256], named[NAME_SHOWN + 4] = "";
	take_aim(v, &aim);
	const struct watchlist *w = watch_find(v->options->config, v->asked_list);
	size_t place = w && *aim.symbol ? watch_place(w, aim.symbol) + 1 : WATCH_END;
	const struct watch_edit edit = {
		.change = WATCH_ADD, .list = v->asked_list, .symbol = m->symbol, .place = place
	};
	const struct watch_step *step = viewer_edit(v, &edit, v->asked_list);
	if (!step)
		return;
	select_symbol(v, m->symbol);
	if (*m->name && strcasecmp(m->name, m->symbol) != 0)
		snprintf(named, sizeof named, " (%s)", m->name);
	snprintf(what, sizeof what, "%s%s added to %s%s", m->symbol, named, step->list, when_its_price_comes(v));
	viewer_say_edited(v, step, what);
}

static void accept_symbol(struct viewer *v)
{
	char words[PROMPT_SIZE];
	struct meant m;
	viewer_prompt_words(v, words);
	find_symbol(v, &m);
	if (*m.symbol && viewer_may_edit(v))
		add_symbol(v, &m);
	else if (!*m.symbol && *m.name)
		viewer_notice(v, "no symbol of %s is known, and without one there is no price", m.name);
	else if (!*m.symbol && *words)
		viewer_notice(v,
			      "no company called \"%s\" is known here; a symbol is written as Yahoo does: "
			      "NVDA, 9984.T, 2330.TW",
			      words);
}

void viewer_take_symbol(struct viewer *v, enum prompt_answer answer)
{
	if (answer == PROMPT_CHANGED)
		hint_at_symbol(v);
	if (answer == PROMPT_ACCEPTED)
		accept_symbol(v);
	if (answer == PROMPT_ACCEPTED || answer == PROMPT_CANCELLED)
		symbol_search_release(&v->names);
}

/* ---- undoing ---- */

static void say_undone(struct viewer *v, const struct watch_step *s)
{
	static const char *const of_symbol[] = {
		[WATCH_ADD] = "is out of",
		[WATCH_REMOVE] = "is back in",
		[WATCH_MOVE] = "is back in its place in",
	};
	static const char *const of_list[] = {
		[WATCH_CREATE] = "is gone again",
		[WATCH_DELETE] = "is back",
		[WATCH_RENAME] = "has its name again",
	};
	if (*s->symbol)
		viewer_notice(v, "undone: %s %s %s", s->symbol, of_symbol[s->change], s->list);
	else
		viewer_notice(v, "undone: %s %s", s->list, of_list[s->change]);
}

void viewer_undo_edit(struct viewer *v)
{
	struct watch_step step;
	struct error err;
	const char *path = v->options->config_path;
	if (!viewer_may_edit(v))
		return;
	if (watch_history_undo(&v->edits, path ? path : "", &step, &err)) {
		viewer_notice(v, "not undone: %s", viewer_name_config(v, err.text));
		return;
	}
	viewer_take_own_edit(v, step.change == WATCH_CREATE ? v->model.view.watchlist : step.list);
	select_symbol(v, step.symbol);
	say_undone(v, &step);
	watch_step_release(&step);
}

static bool undo(struct viewer *v, int argument)
{
	(void)argument;
	viewer_undo_edit(v);
	return true;
}

/* ---- keys ---- */

static bool (*const of_board[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_COMPARE] = ask_symbol,
	[ACTION_TAKE_OUT] = take_out,
	[ACTION_SHIFT] = shift,
	[ACTION_UNREAD] = undo,
};

bool viewer_watch_act(struct viewer *v, const struct keybind *bind)
{
	bool is_board = v->state.screen == BOARD && v->state.overlay == OVERLAY_NONE;
	if (is_board && of_board[bind->action])
		return of_board[bind->action](v, bind->argument);
	return viewer_watchlists_act(v, bind);
}
