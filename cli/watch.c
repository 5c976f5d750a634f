/* `froth watch`: the watchlists of the person's configuration file, shown and changed; its comments stay. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/command.h"
#include "cli/json.h"
#include "cli/table.h"
#include "config/file.h"
#include "config/watch.h"

/* ---- showing ---- */

static cJSON *symbols_json(const struct watchlist *w)
{
	cJSON *array = cJSON_CreateArray();
	for (size_t i = 0; i < w->count; i++)
		cJSON_AddItemToArray(array, cJSON_CreateString(w->symbols[i]));
	return array;
}

static int print_json(const struct invocation *v, const struct watchlist *only, struct error *err)
{
	cJSON *array = cJSON_CreateArray();
	for (size_t i = 0; i < v->config.watchlist_count; i++) {
		const struct watchlist *w = &v->config.watchlists[i];
		if (only && only != w)
			continue;
		cJSON *row = json_row(array);
		json_put_text(row, "name", w->name);
		cJSON_AddItemToObject(row, "symbols", symbols_json(w));
	}
	return json_print(v->out, array, err);
}

static int print_csv(const struct invocation *v, const struct watchlist *only, struct error *err)
{
	static const char *const keys[] = { "name", "symbol", NULL };
	cJSON *array = cJSON_CreateArray();
	for (size_t i = 0; i < v->config.watchlist_count; i++) {
		const struct watchlist *w = &v->config.watchlists[i];
		for (size_t k = 0; k < w->count && (!only || only == w); k++) {
			cJSON *row = json_row(array);
			json_put_text(row, "name", w->name);
			json_put_text(row, "symbol", w->symbols[k]);
		}
	}
	return csv_print(v->out, array, keys, err);
}

static int print_text(const struct invocation *v, const struct watchlist *only)
{
	for (size_t i = 0; i < v->config.watchlist_count; i++) {
		const struct watchlist *w = &v->config.watchlists[i];
		if (only && only != w)
			continue;
		fprintf(v->out, "%s:", w->name);
		for (size_t k = 0; k < w->count; k++)
			fprintf(v->out, " %s", w->symbols[k]);
		fputc('\n', v->out);
	}
	return 0;
}

static int print_lists(const struct invocation *v, const struct watchlist *only, struct error *err)
{
	if (v->args->given[ARGUMENT_JSON])
		return print_json(v, only, err);
	return v->args->given[ARGUMENT_CSV] ? print_csv(v, only, err) : print_text(v, only);
}

static int show(struct invocation *v, struct error *err)
{
	const char *name = v->args->word_count > 1 ? v->args->words[1] : NULL;
	const struct watchlist *only = name ? watch_find(&v->config, name) : NULL;
	if (name && !only) {
		watch_refuse_list(&v->config, name, err);
		return EXIT_NOTHING;
	}
	return print_lists(v, only, err) ? EXIT_FAILED : EXIT_DONE;
}

/* ---- changing ---- */

/* The file's text as it grows, change by change; nothing is written before all are made. */
struct watch_session {
	struct invocation *v;
	struct buffer text;
};

static int make_change(struct watch_session *s, const struct watch_edit *edit, struct error *err)
{
	struct buffer out;
	buffer_init(&out, CONFIG_MAX_BYTES);
	int status = watch_edit_write(&out, edit, s->v->config_path, buffer_text(&s->text), s->text.length, err);
	if (status) {
		buffer_release(&out);
		return -1;
	}
	buffer_release(&s->text);
	s->text = out;
	return watch_edit_apply(&s->v->config, edit, err);
}

static int read_symbol(const char *word, char symbol[SYMBOL_SIZE], struct error *err)
{
	char safe[64];
	if (!symbol_parse(word, symbol))
		return 0;
	safe_copy(safe, sizeof safe, word);
	return error_set(err, "expected a symbol such as NVDA or 9984.T, found \"%s\"", safe);
}

/* Each word from `first` on is a symbol. */
static int change_symbols(struct watch_session *s, enum watch_change change, size_t first, struct error *err)
{
	const struct arguments *args = s->v->args;
	for (size_t i = first; i < args->word_count; i++) {
		char symbol[SYMBOL_SIZE];
		const struct watch_edit edit = { change, args->words[1], symbol, WATCH_END, NULL };
		if (read_symbol(args->words[i], symbol, err) || make_change(s, &edit, err))
			return -1;
	}
	return 0;
}

static int add(struct watch_session *s, struct error *err)
{
	return change_symbols(s, WATCH_ADD, 2, err);
}

static int remove_symbols(struct watch_session *s, struct error *err)
{
	return change_symbols(s, WATCH_REMOVE, 2, err);
}

/* "up", "down", "top", "bottom", or a place from 1. */
static int read_place(const char *word, size_t now, size_t count, size_t *place, struct error *err)
{
	char *end, safe[64];
	long number = strtol(word, &end, 10);
	size_t last = count ? count - 1 : 0;
	if (!strcmp(word, "up"))
		*place = now ? now - 1 : 0;
	else if (!strcmp(word, "down"))
		*place = now < last ? now + 1 : last;
	else if (!strcmp(word, "top"))
		*place = 0;
	else if (!strcmp(word, "bottom"))
		*place = WATCH_END;
	else if (*word >= '1' && *word <= '9' && !*end && number <= CONFIG_MAX_SYMBOLS)
		*place = (size_t)number - 1;
	else {
		safe_copy(safe, sizeof safe, word);
		return error_set(err, "expected up, down, top, bottom or a place from 1, found \"%s\"", safe);
	}
	return 0;
}

static int move(struct watch_session *s, struct error *err)
{
	const struct arguments *args = s->v->args;
	char symbol[SYMBOL_SIZE];
	struct watch_edit edit = { WATCH_MOVE, args->words[1], symbol, 0, NULL };
	if (read_symbol(args->words[2], symbol, err))
		return -1;
	const struct watchlist *w = watch_find(&s->v->config, args->words[1]);
	size_t now = w ? watch_place(w, symbol) : 0;
	if (read_place(args->words[3], now, w ? w->count : 0, &edit.place, err))
		return -1;
	return make_change(s, &edit, err);
}

static int create(struct watch_session *s, struct error *err)
{
	const struct watch_edit edit = { .change = WATCH_CREATE, .list = s->v->args->words[1] };
	return make_change(s, &edit, err) ? -1 : change_symbols(s, WATCH_ADD, 2, err);
}

static int delete (struct watch_session *s, struct error *err)
{
	const struct watch_edit edit = { .change = WATCH_DELETE, .list = s->v->args->words[1] };
	return make_change(s, &edit, err);
}

static int rename_list(struct watch_session *s, struct error *err)
{
	const char *const *words = (const char *const *)s->v->args->words;
	const struct watch_edit edit = { .change = WATCH_RENAME, .list = words[1], .name = words[2] };
	return make_change(s, &edit, err);
}

static int begin(struct watch_session *s, struct error *err)
{
	return config_file_read(s->v->config_path, &s->text, err);
}

static const struct {
	const char *word, *form;
	size_t least, most; /* words, its own among them */
	int (*run)(struct watch_session *s, struct error *err);
} verbs[] = {
	{ "add", "add LIST SYMBOL..", 3, 1000, add },
	{ "remove", "remove LIST SYMBOL..", 3, 1000, remove_symbols },
	{ "move", "move LIST SYMBOL up|down|top|bottom|PLACE", 4, 4, move },
	{ "create", "create LIST [SYMBOL..]", 2, 1000, create },
	{ "delete", "delete LIST", 2, 2, delete },
	{ "rename", "rename LIST NEW", 3, 3, rename_list },
};

static int change(struct invocation *v, int (*run)(struct watch_session *, struct error *), struct error *err)
{
	struct watch_session s = { .v = v };
	buffer_init(&s.text, CONFIG_MAX_BYTES);
	int status = begin(&s, err) || run(&s, err) || config_file_save(v->config_path, &s.text, err) ? -1 : 0;
	buffer_release(&s.text);
	if (!status) /* what has become of the list; all of them where it is gone */
		status = print_lists(v, watch_find(&v->config, v->args->words[run == rename_list ? 2 : 1]), err);
	return status ? EXIT_FAILED : EXIT_DONE;
}

int watch_command(struct invocation *v, struct error *err)
{
	const struct arguments *args = v->args;
	const char *verb = args->word_count ? args->words[0] : "list";
	char safe[64];
	if (v->config_failed) {
		*err = v->config_error;
		return EXIT_FAILED;
	}
	if (!strcmp(verb, "list") && args->word_count <= 2)
		return show(v, err);
	for (size_t i = 0; i < sizeof verbs / sizeof *verbs; i++) {
		if (strcmp(verbs[i].word, verb) != 0)
			continue;
		if (args->word_count >= verbs[i].least && args->word_count <= verbs[i].most)
			return change(v, verbs[i].run, err);
		error_set(err, "expected froth watch %s", verbs[i].form);
		return EXIT_USAGE;
	}
	safe_copy(safe, sizeof safe, verb);
	error_set(err, "watch knows list, add, remove, move, create, delete and rename, not \"%s\"", safe);
	return EXIT_USAGE;
}
