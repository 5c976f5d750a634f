#include "config/symbols_import.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/utf8.h"

#define KEY_SIZE 24
#define DEPTH_MAX 32

/* ---- lists ---- */

static struct watchlist *list_of(struct symbols_import *s, const char *name)
{
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->lists[i].name, name) == 0)
			return &s->lists[i];
	struct watchlist *grown =
		s->count < CONFIG_MAX_WATCHLISTS ? realloc(s->lists, (s->count + 1) * sizeof *grown) : NULL;
	if (!grown)
		return NULL;
	s->lists = grown;
	struct watchlist *w = &grown[s->count++];
	*w = (struct watchlist){ .count = 0 };
	snprintf(w->name, sizeof w->name, "%.*s", (int)sizeof w->name - 1, name);
	return w;
}

static void leave_out(struct symbols_import *s, const char *word)
{
	if (s->left_out++ == 0)
		safe_copy(s->first_out, sizeof s->first_out, word);
}

/* ticker writes ".X" behind what its own source of crypto-currencies knows; no market does. */
static bool is_foreign(const char *symbol)
{
	size_t length = strlen(symbol);
	return length > 2 && strcmp(symbol + length - 2, ".X") == 0;
}

static int add_symbol(struct symbols_import *s, const char *list, const char *word)
{
	char symbol[SYMBOL_SIZE];
	if (symbol_parse(word, symbol) || is_foreign(symbol)) {
		leave_out(s, word);
		return 0;
	}
	struct watchlist *w = list_of(s, list);
	if (!w)
		return -1;
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->symbols[i], symbol) == 0)
			return 0;
	char(*grown)[SYMBOL_SIZE] =
		w->count < CONFIG_MAX_SYMBOLS ? realloc(w->symbols, (w->count + 1) * sizeof *grown) : NULL;
	if (!grown)
		return -1;
	w->symbols = grown;
	memcpy(grown[w->count++], symbol, sizeof symbol);
	return 0;
}

void symbols_import_release(struct symbols_import *s)
{
	for (size_t i = 0; i < s->count; i++)
		free(s->lists[i].symbols);
	free(s->lists);
	*s = (struct symbols_import){ 0 };
}

/* The file's name without folder and ending, as a list may be called. */
static void name_list(const char *path, char out[sizeof((struct watchlist *)0)->name])
{
	const char *slash = strrchr(path, '/'), *base = slash ? slash + 1 : path;
	char text[256];
	base += *base == '.' && base[1] != '\0';
	snprintf(text, sizeof text, "%.*s", (int)(sizeof text - 1), base);
	char *dot = strrchr(text, '.');
	if (dot && dot > text)
		*dot = '\0';
	safe_copy(out, sizeof((struct watchlist *)0)->name, text);
	if (!*out || strcmp(out, "-") == 0)
		snprintf(out, sizeof((struct watchlist *)0)->name, "imported");
}

static int finish(struct symbols_import *s, int failed, const char *name, struct error *err)
{
	char shown[80];
	safe_copy(shown, sizeof shown, name);
	if (!failed && s->count)
		return 0;
	symbols_import_release(s);
	return failed ? error_set(err, "%s: more than %d lists of %d symbols, or out of memory", shown,
				  CONFIG_MAX_WATCHLISTS, CONFIG_MAX_SYMBOLS)
		      : error_set(err, "%s: expected symbols such as NVDA or 9984.T, found none", shown);
}

/* ---- plain text ---- */

int symbols_import_text(struct symbols_import *s, const char *name, const char *text, size_t length, struct error *err)
{
	static const char between[] = " \t\r\n,;\"'";
	char list[sizeof s->lists->name], word[64];
	size_t used = 0;
	bool comment = false, failed = false;
	*s = (struct symbols_import){ 0 };
	name_list(name, list);
	for (size_t i = 0; i <= length && !failed; i++) {
		char c = i < length ? text[i] : '\n';
		comment = c != '\n' && (comment || c == '#');
		if (!comment && c && !strchr(between, c)) {
			if (used < sizeof word - 1)
				word[used++] = c;
			continue;
		}
		word[used] = '\0';
		failed = used && add_symbol(s, list, word);
		used = 0;
	}
	return finish(s, failed, name, err);
}

/* ---- .ticker.yaml ---- */

/* Where in the document the parser stands: the last key of each level. */
struct walk {
	char keys[DEPTH_MAX][KEY_SIZE];
	bool is_mapping[DEPTH_MAX], at_value[DEPTH_MAX];
	int depth, groups;
	char group[sizeof((struct watchlist *)0)->name]; /* name of the group that is being read */
};

/* A group's name may stand before or behind its symbols: what came before it moves under the name. */
static void name_group(struct symbols_import *s, struct walk *w, const char *name)
{
	char safe[sizeof w->group];
	safe_copy(safe, sizeof safe, name);
	if (!*safe)
		return;
	for (size_t i = 0; i < s->count; i++)
		if (strcmp(s->lists[i].name, w->group) == 0)
			memcpy(s->lists[i].name, safe, sizeof safe);
	memcpy(w->group, safe, sizeof safe);
}

static bool key_is(const struct walk *w, int depth, const char *key)
{
	return depth >= 0 && w->is_mapping[depth] && strcmp(w->keys[depth], key) == 0;
}

static int take_value(struct symbols_import *s, struct walk *w, const char *list, const char *value)
{
	bool in_group = key_is(w, 0, "groups") && w->depth > 2;
	const char *target = in_group ? w->group : list;
	int at = w->depth - 1;
	if (in_group && w->depth == 3 && key_is(w, at, "name")) {
		name_group(s, w, value);
		return 0;
	}
	/* watchlist: [A, B] */
	if (!w->is_mapping[at] && key_is(w, at - 1, "watchlist"))
		return add_symbol(s, target, value);
	/* lots: [{symbol: A}] */
	bool is_lot =
		key_is(w, at, "symbol") && at >= 2 && (key_is(w, at - 2, "lots") || key_is(w, at - 2, "holdings"));
	return is_lot ? add_symbol(s, target, value) : 0;
}

/* Within a mapping scalars are key, value, key, value. */
static int take_scalar(struct symbols_import *s, struct walk *w, const char *list, const char *value)
{
	int at = w->depth - 1;
	if (at < 0)
		return 0;
	if (w->is_mapping[at] && !w->at_value[at]) {
		snprintf(w->keys[at], KEY_SIZE, "%.*s", KEY_SIZE - 1, value);
		w->at_value[at] = true;
		return 0;
	}
	int failed = take_value(s, w, list, value);
	w->at_value[at] = false;
	return failed;
}

static int enter(struct walk *w, bool is_mapping)
{
	if (w->depth == DEPTH_MAX)
		return -1;
	if (w->depth == 2 && key_is(w, 0, "groups") && is_mapping)
		snprintf(w->group, sizeof w->group, "group %d", ++w->groups);
	w->is_mapping[w->depth] = is_mapping;
	w->at_value[w->depth] = false;
	w->keys[w->depth++][0] = '\0';
	return 0;
}

static void leave(struct walk *w)
{
	if (w->depth)
		w->depth--;
	if (w->depth)
		w->at_value[w->depth - 1] = false;
}

static int take_event(struct symbols_import *s, struct walk *w, const char *list, const yaml_event_t *event)
{
	switch (event->type) {
	case YAML_SCALAR_EVENT:
		return take_scalar(s, w, list, (const char *)event->data.scalar.value);
	case YAML_MAPPING_START_EVENT:
	case YAML_SEQUENCE_START_EVENT:
		return enter(w, event->type == YAML_MAPPING_START_EVENT);
	case YAML_MAPPING_END_EVENT:
	case YAML_SEQUENCE_END_EVENT:
		leave(w);
		return 0;
	case YAML_NO_EVENT:
	case YAML_STREAM_START_EVENT:
	case YAML_STREAM_END_EVENT:
	case YAML_DOCUMENT_START_EVENT:
	case YAML_DOCUMENT_END_EVENT:
	case YAML_ALIAS_EVENT:
		return 0;
	}
	return 0;
}

static int walk_document(struct symbols_import *s, yaml_parser_t *parser, const char *list, bool *failed)
{
	struct walk w = { .depth = 0 };
	yaml_event_t event;
	for (bool ended = false; !ended && !*failed;) {
		if (!yaml_parser_parse(parser, &event))
			return -1;
		ended = event.type == YAML_STREAM_END_EVENT;
		*failed = take_event(s, &w, list, &event) != 0;
		yaml_event_delete(&event);
	}
	return 0;
}

int symbols_import_ticker(struct symbols_import *s, const char *name, const char *text, size_t length,
			  struct error *err)
{
	char list[sizeof s->lists->name], shown[80];
	yaml_parser_t parser;
	bool failed = false;
	*s = (struct symbols_import){ 0 };
	name_list(name, list);
	safe_copy(shown, sizeof shown, name);
	if (!yaml_parser_initialize(&parser))
		return error_set(err, "out of memory");
	yaml_parser_set_encoding(&parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&parser, (const unsigned char *)text, length);
	int result = walk_document(s, &parser, list, &failed);
	if (result) {
		error_set(err, "%s:%zu: not YAML: %.100s", shown, parser.problem_mark.line + 1,
			  parser.problem ? parser.problem : "unreadable bytes");
		symbols_import_release(s);
	}
	yaml_parser_delete(&parser);
	return result ? -1 : finish(s, failed, name, err);
}
