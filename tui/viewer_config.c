/* The configuration in the running dashboard: its theme, what is said when it is wrong, and an edit of
 * the file that takes effect while the screen stands. */
#include <stdlib.h>
#include <string.h>

#include "tui/action.h"

#define LOOK_MS 1000

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
static const char *without_folder(const char *sentence, const char *path)
{
	const char *slash = path ? strrchr(path, '/') : NULL;
	bool names_it = slash && !strncmp(sentence, path, strlen(path));
	return names_it ? sentence + (slash + 1 - path) : sentence;
}

static void complain(struct viewer *v, const char *sentence, const char *what_holds)
{
	viewer_notice(v, "%s (%s)", without_folder(sentence, v->options->config_path), what_holds);
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

static void take_config(struct viewer *v, const struct config *config)
{
	struct viewer_places places;
	size_t list = find_watchlist(config, v->model.view.watchlist);
	struct config before = v->own_config;
	viewer_remember(v, &places);
	v->own_config = *config;
	v->settings.config = &v->own_config;
	model_choose_watchlist(&v->model, list);
	v->state.lists[LIST_COMPANIES] = (struct list_position){ 0 };
	viewer_recall(v, &places);
	config_release(&before);
	viewer_choose_theme(v);
	v->model.view.notice[0] = '\0';
	v->dirty = true;
	collector_restart(&v->collector);
}

void viewer_look_at_config(struct viewer *v, int64_t now_ms)
{
	struct config config;
	struct error err;
	enum config_change change = config_watch_look(&v->config_watch, &config, &err);
	v->next_look_ms = now_ms + LOOK_MS;
	if (change == CONFIG_CHANGED)
		take_config(v, &config);
	else if (change == CONFIG_WRONG)
		complain(v, err.text, "what it said before holds");
}
