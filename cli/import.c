/* `froth import FILE`: feeds of an OPML list, or watchlists, into the person's configuration file. What is there
 * stays byte for byte; the whole new file is read back before it takes the old one's place. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "base/utf8.h"
#include "cli/fetching.h"
#include "cli/input.h"
#include "cli/json.h"
#include "config/edit.h"
#include "config/file.h"
#include "config/symbols_import.h"
#include "config/watch.h"
#include "fetch/opml.h"
#include "fetch/url.h"

/* What becomes of the entries of the list, one line each. */
struct import {
	struct invocation *v;
	struct buffer items; /* for config_edit_append */
	cJSON *added, *left_out;
	char (*names)[SOURCE_NAME_SIZE]; /* owned: names that the file has, or will have */
	size_t name_count;
};

static void leave_out(struct import *m, const char *name, const char *why)
{
	cJSON *row = json_row(m->left_out);
	json_put_text(row, "name", name);
	json_put_text(row, "reason", why);
}

static bool name_is_taken(const struct import *m, const char *name)
{
	for (size_t i = 0; i < m->name_count; i++)
		if (strcmp(m->names[i], name) == 0)
			return true;
	return false;
}

static void keep_name(struct import *m, const char *name)
{
	snprintf(m->names[m->name_count++], SOURCE_NAME_SIZE, "%s", name);
}

/* ---- feeds ---- */

static bool url_is_known(const struct config *c, const char *url)
{
	for (size_t i = 0; i < c->feed_count; i++)
		if (strcmp(c->feeds[i].url, url) == 0)
			return true;
	return false;
}

/* A short name of its own: "Latest News and News Headl", or with a number where two begin alike. */
static void name_feed(const struct import *m, const char *title, char out[SOURCE_NAME_SIZE])
{
	safe_copy(out, SOURCE_NAME_SIZE, title);
	for (unsigned n = 2; name_is_taken(m, out); n++) {
		char cut[SOURCE_NAME_SIZE - 12];
		safe_copy(cut, sizeof cut, title);
		snprintf(out, SOURCE_NAME_SIZE, "%s %u", cut, n);
	}
}

static int write_feed(struct import *m, const char *name, const char *url)
{
	struct buffer *b = &m->items;
	return buffer_append_text(b, "- name: ") || config_edit_quote(b, name) || buffer_append_text(b, "\n  url: ") ||
			       config_edit_quote(b, url) || buffer_append_text(b, "\n")
		       ? -1
		       : 0;
}

static int add_feed(struct import *m, const struct opml_feed *feed)
{
	char name[SOURCE_NAME_SIZE];
	if (!url_is_web(feed->url) || strlen(feed->url) >= sizeof m->v->config.feeds->url) {
		leave_out(m, feed->name, "its address is not on the web, or too long");
		return 0;
	}
	if (url_is_known(&m->v->config, feed->url) || strstr(buffer_text(&m->items), feed->url)) {
		leave_out(m, feed->name, "it is read already");
		return 0;
	}
	name_feed(m, feed->name, name);
	keep_name(m, name);
	cJSON *row = json_row(m->added);
	json_put_text(row, "name", name);
	json_put_text(row, "url", feed->url);
	return write_feed(m, name, feed->url);
}

static int take_feeds(struct import *m, const struct buffer *bytes, struct error *err)
{
	const struct config *c = &m->v->config;
	struct opml opml;
	int status = opml_parse(&opml, buffer_text(bytes), bytes->length, err);
	m->names = status ? NULL : calloc(c->feed_count + opml.count + 1, sizeof *m->names);
	if (!status && !m->names)
		status = error_set(err, "out of memory");
	for (size_t i = 0; !status && i < c->feed_count; i++)
		keep_name(m, c->feeds[i].name);
	for (size_t i = 0; !status && i < opml.count; i++)
		if (add_feed(m, &opml.feeds[i]))
			status = error_set(err, "the list is too long for a configuration file");
	opml_release(&opml);
	return status;
}

/* ---- watchlists ---- */

static int write_watchlist(struct import *m, const struct watchlist *w)
{
	struct buffer *b = &m->items;
	int failed = buffer_append_text(b, "- name: ") || config_edit_quote(b, w->name) ||
		     buffer_append_text(b, "\n  symbols:\n");
	for (size_t i = 0; i < w->count && !failed; i++)
		failed = buffer_append_text(b, "    - ") || config_edit_quote(b, w->symbols[i]) ||
			 buffer_append_text(b, "\n");
	return failed ? -1 : 0;
}

static bool has_watchlist(const struct config *c, const char *name)
{
	for (size_t i = 0; i < c->watchlist_count; i++)
		if (strcmp(c->watchlists[i].name, name) == 0)
			return true;
	return false;
}

static int add_watchlist(struct import *m, const struct watchlist *w)
{
	if (has_watchlist(&m->v->config, w->name)) {
		leave_out(m, w->name, "a watchlist of that name is there already");
		return 0;
	}
	cJSON *row = json_row(m->added);
	json_put_text(row, "name", w->name);
	json_put_integer(row, "symbols", (int64_t)w->count);
	return write_watchlist(m, w);
}

static bool looks_like_ticker(const char *name, const struct buffer *bytes)
{
	size_t length = strlen(name);
	bool by_name = (length > 5 && strcasecmp(name + length - 5, ".yaml") == 0) ||
		       (length > 4 && strcasecmp(name + length - 4, ".yml") == 0);
	return by_name || strstr(buffer_text(bytes), "watchlist:");
}

/* A file without lists of its own shows the built-in one; with the first list in it that would be gone. */
static int keep_builtin_list(struct import *m, const char *text, struct error *err)
{
	bool written;
	if (watch_lists_are_written(m->v->config_path, text, strlen(text), &written, err))
		return -1;
	if (written || !m->v->config.watchlist_count)
		return 0;
	return write_watchlist(m, &m->v->config.watchlists[0]) ? error_set(err, "out of memory") : 0;
}

static int take_watchlists(struct import *m, const char *name, const struct buffer *bytes, const char *old,
			   struct error *err)
{
	struct symbols_import s;
	int (*const import)(struct symbols_import *, const char *, const char *, size_t, struct error *) =
		looks_like_ticker(name, bytes) ? symbols_import_ticker : symbols_import_text;
	int status = import(&s, name, buffer_text(bytes), bytes->length, err);
	if (!status)
		status = keep_builtin_list(m, old, err);
	for (size_t i = 0; !status && i < s.count; i++)
		if (add_watchlist(m, &s.lists[i]))
			status = error_set(err, "the list is too long for a configuration file");
	if (!status && s.left_out) {
		char why[80];
		snprintf(why, sizeof why, "%zu of the words are no symbol of a market", s.left_out);
		leave_out(m, s.first_out, why);
	}
	symbols_import_release(&s);
	return status;
}

/* ---- the file ---- */

static int save(struct import *m, const struct config_list *list, const struct buffer *old, struct error *err)
{
	const char *path = m->v->config_path;
	struct buffer text;
	buffer_init(&text, CONFIG_MAX_BYTES);
	int status = config_edit_append(&text, list, path, buffer_text(old), old->length, buffer_text(&m->items), err);
	if (!status)
		status = config_file_save(path, &text, err);
	buffer_release(&text);
	return status;
}

static int read_old(const struct invocation *v, struct buffer *old, struct error *err)
{
	if (v->config_failed && access(v->config_path, F_OK) == 0)
		return error_set(err, "%s; nothing is imported into a file that cannot be read", v->config_error.text);
	return config_file_read(v->config_path, old, err);
}

/* ---- what a person reads ---- */

static int print_json(struct import *m, struct error *err)
{
	cJSON *object = cJSON_CreateObject();
	json_put_text(object, "file", m->v->config_path);
	cJSON_AddItemToObject(object, "added", m->added);
	cJSON_AddItemToObject(object, "left_out", m->left_out);
	m->added = m->left_out = NULL;
	return json_print(m->v->out, object, err);
}

static int print_text(const struct import *m)
{
	FILE *out = m->v->out;
	const cJSON *row;
	cJSON_ArrayForEach(row, m->added)
	{
		const cJSON *url = cJSON_GetObjectItem(row, "url"), *symbols = cJSON_GetObjectItem(row, "symbols");
		fprintf(out, "added     %-32s %s%s\n", cJSON_GetObjectItem(row, "name")->valuestring,
			symbols ? symbols->valuestring : url->valuestring, symbols ? " symbols" : "");
	}
	cJSON_ArrayForEach(row, m->left_out)
		fprintf(out, "left out  %-32s %s\n", cJSON_GetObjectItem(row, "name")->valuestring,
			cJSON_GetObjectItem(row, "reason")->valuestring);
	fprintf(out, "%d added to %s, %d left out\n", cJSON_GetArraySize(m->added), m->v->config_path,
		cJSON_GetArraySize(m->left_out));
	return 0;
}

/* ---- command ---- */

static bool is_markup(const struct buffer *bytes)
{
	const char *text = buffer_text(bytes);
	text += strncmp(text, "\xEF\xBB\xBF", 3) == 0 ? 3 : 0;
	return text[strspn(text, " \t\r\n")] == '<' || memchr(text, '\0', bytes->length) != NULL; /* UTF-16 */
}

static int import_bytes(struct import *m, const char *name, const struct buffer *bytes, const struct buffer *old,
			struct error *err)
{
	static const struct config_list feeds = { "press", "more_feeds" }, lists = { NULL, "watchlists" };
	bool markup = is_markup(bytes);
	if (markup ? take_feeds(m, bytes, err) : take_watchlists(m, name, bytes, buffer_text(old), err))
		return EXIT_FAILED;
	bool any = cJSON_GetArraySize(m->added) > 0;
	if (any && save(m, markup ? &feeds : &lists, old, err))
		return EXIT_FAILED;
	if (m->v->args->given[ARGUMENT_JSON] ? print_json(m, err) : print_text(m))
		return EXIT_FAILED;
	return any ? EXIT_DONE : EXIT_NOTHING;
}

int import_command(struct invocation *v, struct error *err)
{
	if (v->args->word_count == 0) {
		error_set(err, "import needs a file, or - for the standard input: froth %s", v->args->command->usage);
		return EXIT_USAGE;
	}
	struct import m = { .v = v, .added = cJSON_CreateArray(), .left_out = cJSON_CreateArray() };
	struct buffer bytes, old;
	int code = EXIT_FAILED;
	buffer_init(&bytes, (size_t)v->config.max_body_bytes);
	buffer_init(&old, CONFIG_MAX_BYTES);
	buffer_init(&m.items, CONFIG_MAX_BYTES);
	if (read_old(v, &old, err) == 0 && input_read(v->args->words[0], &bytes, err) == 0)
		code = import_bytes(&m, v->args->words[0], &bytes, &old, err);
	buffer_release(&bytes);
	buffer_release(&old);
	buffer_release(&m.items);
	cJSON_Delete(m.added);
	cJSON_Delete(m.left_out);
	free(m.names);
	return code;
}
