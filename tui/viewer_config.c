/* The configuration in the running dashboard: its theme, what is said when it is wrong, and an edit of
 * the file that takes effect while the screen stands. */
#include <stdlib.h>
#include <string.h>

#include "tui/action.h"

#define LOOK_MS 1000
#define RESTART_MS 500 /* keys that change the file one after the other restart the collector once */

void viewer_choose_theme(struct viewer *v)
{
	const struct config *config = v->options->config;
	const char *locale = getenv("LC_ALL");
	struct error err;
	if (!locale || !*locale)
		locale = getenv("LANG");
	bool up_is_red = theme_up_is_red(config->up_color, locale);
	const char *name = terminal_depth(v->terminal) == DEPTH_MONO ? "mono" : config->theme;
	if (theme_load(&v->theme, name, up_is_red, &err) && theme_load(&v->theme, "dark", up_is_red, &err))
		v->theme = (struct theme){ 0 };
	terminal_set_theme(v->terminal, &v->theme);
}

/* The file's name is enough where line and column must be read, too. */
const char *viewer_name_config(const struct viewer *v, const char *sentence)
{
	const char *path = v->options->config_path, *slash = path ? strrchr(path, '/') : NULL;
	bool names_it = slash && !strncmp(sentence, path, strlen(path));
	return names_it ? sentence + (slash + 1 - path) : sentence;
}

static void complain(struct viewer *v, const char *sentence, const char *what_holds)
{
	viewer_notice(v, "%s (%s)", viewer_name_config(v, sentence), what_holds);
	v->dirty = true;
}

void viewer_begin_config(struct viewer *v)
{
	config_watch_init(&v->config_watch, v->options->config_path);
	if (v->options->config_path)
		v->next_look_ms = clock_steady_ms() + LOOK_MS;
	if (v->options->complaint)
		complain(v, v->options->complaint, "the defaults hold");
}

void viewer_end_config(struct viewer *v)
{
	watch_history_release(&v->edits);
	symbol_search_release(&v->names);
	config_release(&v->own_config);
}

/* The place of the watchlist of that name, else the first. */
static size_t find_watchlist(const struct config *config, const char *name)
{
	for (size_t i = 0; i < config->watchlist_count; i++)
		if (!strcmp(config->watchlists[i].name, name))
			return i;
	return 0;
}

/* What was looked at stays there, in the list that stays. */
static void take_place(struct viewer *v, const struct list_position *before, bool is_same_list)
{
	size_t count = v->model.view.company_count;
	struct list_position *p = &v->state.lists[LIST_COMPANIES];
	*p = is_same_list ? *before : (struct list_position){ 0 };
	if (p->selected >= count)
		p->selected = count ? count - 1 : 0;
}

static bool looks_alike(const struct config *a, const struct config *b)
{
	return !strcmp(a->theme, b->theme) && !strcmp(a->up_color, b->up_color);
}

/* What is shown after an edit, and how it is read. */
struct showing {
	const char *list; /* its name; the first if there is none such */
	void (*choose)(struct model *m, size_t index);
};

static void take_config(struct viewer *v, const struct config *config, const struct showing *s)
{
	struct viewer_places places;
	struct list_position place = v->state.lists[LIST_COMPANIES];
	bool is_same_theme = looks_alike(v->options->config, config),
	     is_same_list = !strcmp(v->model.view.watchlist, s->list);
	size_t index = find_watchlist(config, s->list);
	struct config before = v->own_config;
	viewer_remember(v, &places);
	v->own_config = *config;
	v->settings.config = &v->own_config;
	s->choose(&v->model, index);
	take_place(v, &place, is_same_list);
	viewer_recall(v, &places);
	config_release(&before);
	if (!is_same_theme)
		viewer_choose_theme(v);
	v->model.view.notice[0] = '\0';
	v->dirty = true;
	v->restart_ms = clock_steady_ms() + RESTART_MS;
}

static void look(struct viewer *v, int64_t now_ms, const struct showing *s)
{
	struct config config;
	struct error err;
	enum config_change change = config_watch_look(&v->config_watch, &config, &err);
	v->next_look_ms = now_ms + LOOK_MS;
	if (change == CONFIG_CHANGED)
		take_config(v, &config, s);
	else if (change == CONFIG_WRONG)
		complain(v, err.text, "what it said before holds");
}

void viewer_look_at_config(struct viewer *v, int64_t now_ms)
{
	look(v, now_ms, &(struct showing){ v->model.view.watchlist, model_choose_watchlist });
}

void viewer_take_own_edit(struct viewer *v, const char *list)
{
	v->config_watch.is_waiting = true; /* and waited: what we wrote is whole, if it is empty, too */
	look(v, clock_steady_ms(), &(struct showing){ list, model_change_watchlist });
}

void viewer_restart_collector(struct viewer *v, int64_t now_ms)
{
	if (!v->restart_ms || now_ms < v->restart_ms)
		return;
	v->restart_ms = 0;
	collector_restart(&v->collector);
}
