#include "config/reader.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <yaml.h>

#include "base/utf8.h"
#include "config/feeds.h"
#include "config/nearest.h"

#define MAX_KEYS 32

struct reader {
	yaml_parser_t parser;
	yaml_event_t event; /* the one being looked at */
	const char *name;
	const char *text;
	size_t length;
	struct config *config;
	struct error *err;
};

/* Reads the value that the event stands at and leaves the event at the value's last. */
struct value_reader {
	int (*read)(struct reader *r, const char *key, void *target);
	void *target;
};

__attribute__((format(printf, 3, 0))) static int fail_at(struct reader *r, struct yaml_mark_s at, const char *format,
							 va_list ap)
{
	char sentence[400];
	vsnprintf(sentence, sizeof sentence, format, ap);
	return error_set(r->err, "%s:%zu:%zu: %s", r->name, at.line + 1, at.column + 1, sentence);
}

__attribute__((format(printf, 3, 4))) static int fail(struct reader *r, struct yaml_mark_s at, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int status = fail_at(r, at, format, ap);
	va_end(ap);
	return status;
}

/* At the start of the event that is being looked at. */
__attribute__((format(printf, 2, 3))) static int fail_here(struct reader *r, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	int status = fail_at(r, r->event.start_mark, format, ap);
	va_end(ap);
	return status;
}

/* libyaml gives a byte offset, no mark, for bytes that are no text. */
static int fail_at_offset(struct reader *r)
{
	struct yaml_mark_s at = { 0, 0, 0 };
	for (size_t i = 0; i < r->parser.problem_offset && i < r->length; i++) {
		if (r->text[i] == '\n') {
			at.line++;
			at.column = 0;
		} else if (((unsigned char)r->text[i] & 0xC0) != 0x80) {
			at.column++;
		}
	}
	return fail(r, at, "expected UTF-8 text, found a byte that is none (%s)", r->parser.problem);
}

static int fail_syntax(struct reader *r)
{
	if (r->parser.error == YAML_MEMORY_ERROR)
		return error_set(r->err, "out of memory");
	if (r->parser.error == YAML_READER_ERROR)
		return fail_at_offset(r);
	return fail(r, r->parser.problem_mark, "expected YAML: %s",
		    r->parser.problem ? r->parser.problem : "not understood");
}

static int refuse_decoration(struct reader *r)
{
	const yaml_event_t *e = &r->event;
	const yaml_char_t *anchor = NULL, *tag = NULL;
	if (e->type == YAML_ALIAS_EVENT)
		return fail_here(r, "expected a value, found an alias (*name), which froth does not use");
	if (e->type == YAML_SCALAR_EVENT) {
		anchor = e->data.scalar.anchor;
		tag = e->data.scalar.tag;
		if (strlen((const char *)e->data.scalar.value) != e->data.scalar.length)
			return fail_here(r, "expected text, found a NUL in it");
	} else if (e->type == YAML_SEQUENCE_START_EVENT) {
		anchor = e->data.sequence_start.anchor;
		tag = e->data.sequence_start.tag;
	} else if (e->type == YAML_MAPPING_START_EVENT) {
		anchor = e->data.mapping_start.anchor;
		tag = e->data.mapping_start.tag;
	}
	if (anchor)
		return fail_here(r, "expected a value, found an anchor (&name), which froth does not use");
	if (tag)
		return fail_here(r, "expected a value, found a tag (!name), which froth does not use");
	return 0;
}

static int next(struct reader *r)
{
	yaml_event_delete(&r->event);
	if (!yaml_parser_parse(&r->parser, &r->event))
		return fail_syntax(r);
	return refuse_decoration(r);
}

static const char *text_of(const struct reader *r)
{
	return (const char *)r->event.data.scalar.value;
}

/* `key:` with nothing behind it, as in a file whose lines are all commented out. */
static bool is_nothing(const struct reader *r)
{
	return r->event.type == YAML_SCALAR_EVENT && r->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE &&
	       r->event.data.scalar.length == 0;
}

static const char *kind_of(const struct reader *r)
{
	if (r->event.type == YAML_SEQUENCE_START_EVENT)
		return "a list";
	if (r->event.type == YAML_MAPPING_START_EVENT)
		return "a mapping";
	return is_nothing(r) ? "nothing" : "a single value";
}

static int expect(struct reader *r, yaml_event_type_t type, const char *key, const char *expected)
{
	if (r->event.type == type)
		return 0;
	return fail_here(r, "%s: expected %s, found %s", key, expected, kind_of(r));
}

static int find_key(struct reader *r, const char *where, const char *const *keys, size_t *index)
{
	struct nearest nearest;
	nearest_init(&nearest, text_of(r));
	for (size_t i = 0; keys[i]; i++) {
		if (strcmp(keys[i], text_of(r)) == 0) {
			*index = i;
			return 0;
		}
		nearest_offer(&nearest, keys[i]);
	}
	char shown[64];
	safe_copy(shown, sizeof shown, text_of(r));
	if (nearest.best)
		return fail_here(r, "unknown key \"%s\" in %s; did you mean \"%s\"?", shown, where, nearest.best);
	char known[256] = "";
	for (size_t i = 0, used = 0; keys[i] && used < sizeof known; i++)
		used += (size_t)snprintf(known + used, sizeof known - used, "%s%s", i ? ", " : "", keys[i]);
	return fail_here(r, "unknown key \"%s\" in %s; known are %s", shown, where, known);
}

/* The event stands at a mapping's start; every key must be one of `keys` and stand there once. */
static int read_mapping(struct reader *r, const char *where, const char *const *keys, struct value_reader value)
{
	bool seen[MAX_KEYS] = { false };
	for (;;) {
		if (next(r))
			return -1;
		if (r->event.type == YAML_MAPPING_END_EVENT)
			return 0;
		size_t index = 0;
		if (expect(r, YAML_SCALAR_EVENT, where, "a key") || find_key(r, where, keys, &index))
			return -1;
		if (seen[index])
			return fail_here(r, "\"%s\" stands in %s twice", keys[index], where);
		seen[index] = true;
		if (next(r) || value.read(r, keys[index], value.target))
			return -1;
	}
}

static int read_sequence(struct reader *r, const char *key, struct value_reader item)
{
	for (;;) {
		if (next(r))
			return -1;
		if (r->event.type == YAML_SEQUENCE_END_EVENT)
			return 0;
		if (item.read(r, key, item.target))
			return -1;
	}
}

/* Room for one more zeroed element. */
static void *grow(struct reader *r, void *array, size_t *count, size_t limit, size_t size, const char *what)
{
	if (*count >= limit) {
		fail_here(r, "expected at most %zu %s, found more", limit, what);
		return NULL;
	}
	char *grown = realloc(array, (*count + 1) * size);
	if (!grown) {
		error_set(r->err, "out of memory");
		return NULL;
	}
	memset(grown + *count * size, 0, size);
	(*count)++;
	return grown;
}

/* ---- watchlists ---- */

static int read_symbol(struct reader *r, const char *key, void *target)
{
	struct watchlist *w = target;
	if (expect(r, YAML_SCALAR_EVENT, key, "a symbol"))
		return -1;
	char symbol[SYMBOL_SIZE], shown[64];
	safe_copy(shown, sizeof shown, text_of(r));
	if (symbol_parse(text_of(r), symbol))
		return fail_here(r, "%s: expected a symbol such as NVDA or 9984.T, found \"%s\"", key, shown);
	for (size_t i = 0; i < w->count; i++)
		if (strcmp(w->symbols[i], symbol) == 0)
			return fail_here(r, "%s: %s stands in the list twice", key, symbol);
	char(*grown)[SYMBOL_SIZE] = grow(r, w->symbols, &w->count, CONFIG_MAX_SYMBOLS, sizeof *grown, "symbols");
	if (!grown)
		return -1;
	w->symbols = grown;
	memcpy(grown[w->count - 1], symbol, sizeof symbol);
	return 0;
}

static int set_watchlist_name(struct reader *r, struct watchlist *w)
{
	if (expect(r, YAML_SCALAR_EVENT, "name", "a name"))
		return -1;
	char safe[sizeof w->name + 4];
	safe_copy(safe, sizeof safe, text_of(r));
	if (!*safe || strlen(safe) >= sizeof w->name || strcmp(safe, text_of(r)) != 0)
		return fail_here(r, "name: expected a name of 1 to %zu bytes without control characters, found \"%s\"",
				 sizeof w->name - 1, safe);
	for (size_t i = 0; i + 1 < r->config->watchlist_count; i++)
		if (strcmp(r->config->watchlists[i].name, safe) == 0)
			return fail_here(r, "name: two watchlists are called \"%s\"", safe);
	memcpy(w->name, safe, strlen(safe) + 1);
	return 0;
}

static int read_watchlist_field(struct reader *r, const char *key, void *target)
{
	struct watchlist *w = target;
	if (strcmp(key, "name") == 0)
		return set_watchlist_name(r, w);
	if (is_nothing(r))
		return 0;
	if (expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of symbols"))
		return -1;
	return read_sequence(r, key, (struct value_reader){ read_symbol, w });
}

static int read_watchlist(struct reader *r, const char *key, void *target)
{
	static const char *const keys[] = { "name", "symbols", NULL };
	struct config *c = target;
	if (expect(r, YAML_MAPPING_START_EVENT, key, "a mapping of name and symbols"))
		return -1;
	struct yaml_mark_s start = r->event.start_mark;
	struct watchlist *grown =
		grow(r, c->watchlists, &c->watchlist_count, CONFIG_MAX_WATCHLISTS, sizeof *grown, "watchlists");
	if (!grown)
		return -1;
	c->watchlists = grown;
	struct watchlist *w = &grown[c->watchlist_count - 1];
	if (read_mapping(r, "a watchlist", keys, (struct value_reader){ read_watchlist_field, w }))
		return -1;
	return *w->name ? 0 : fail(r, start, "watchlists: expected a name for each watchlist, found none");
}

static void drop_watchlists(struct config *c)
{
	for (size_t i = 0; i < c->watchlist_count; i++)
		free(c->watchlists[i].symbols);
	free(c->watchlists);
	c->watchlists = NULL;
	c->watchlist_count = 0;
}

static int read_watchlists(struct reader *r, const char *key)
{
	if (is_nothing(r))
		return 0;
	if (expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of watchlists"))
		return -1;
	drop_watchlists(r->config);
	if (read_sequence(r, key, (struct value_reader){ read_watchlist, r->config }))
		return -1;
	return r->config->watchlist_count ? 0 : fail_here(r, "%s: expected at least one watchlist, found none", key);
}

/* ---- feeds ---- */

static int read_feed_field(struct reader *r, const char *key, void *target)
{
	struct error why;
	if (expect(r, YAML_SCALAR_EVENT, key, "a single value"))
		return -1;
	return feed_field_set(target, key, text_of(r), &why) ? fail_here(r, "%s", why.text) : 0;
}

static int check_feed(struct reader *r, const struct press_feed *feed, struct yaml_mark_s start)
{
	const char *lacks = !*feed->name ? "name" : !*feed->url ? "url" : NULL;
	if (lacks)
		return fail(r, start, "feeds: expected a %s for each feed, found none", lacks);
	for (size_t i = 0; i + 1 < r->config->feed_count; i++)
		if (strcmp(r->config->feeds[i].name, feed->name) == 0)
			return fail(r, start, "feeds: two feeds are called \"%s\"", feed->name);
	return 0;
}

static int read_feed(struct reader *r, const char *key, void *target)
{
	struct config *c = target;
	if (expect(r, YAML_MAPPING_START_EVENT, key, "a mapping of name and url"))
		return -1;
	struct yaml_mark_s start = r->event.start_mark;
	struct press_feed *grown = grow(r, c->feeds, &c->feed_count, CONFIG_MAX_FEEDS, sizeof *grown, "feeds");
	if (!grown)
		return -1;
	c->feeds = grown;
	struct press_feed *feed = &grown[c->feed_count - 1];
	feed->interval_s = CONFIG_MIN_FEED_INTERVAL_S;
	if (read_mapping(r, "a feed", feed_fields, (struct value_reader){ read_feed_field, feed }))
		return -1;
	return check_feed(r, feed, start);
}

/* `feeds: []` is a wish: no press at all. */
static int read_feeds(struct reader *r, const char *key)
{
	if (is_nothing(r))
		return 0;
	if (expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of feeds"))
		return -1;
	free(r->config->feeds);
	r->config->feeds = NULL;
	r->config->feed_count = 0;
	return read_sequence(r, key, (struct value_reader){ read_feed, r->config });
}

/* ---- sections ---- */

static int read_option(struct reader *r, const char *key, void *target)
{
	const char *section = target;
	const struct option *o = config_option_find(section, key);
	if (!o)
		return read_feeds(r, key);
	if (expect(r, YAML_SCALAR_EVENT, key, "a single value"))
		return -1;
	struct error why;
	return config_option_set(r->config, o, text_of(r), &why) ? fail_here(r, "%s", why.text) : 0;
}

static int read_section(struct reader *r, const char *section)
{
	const char *keys[MAX_KEYS] = { NULL };
	size_t count = 0;
	for (const struct option *o = config_options; o->section; o++)
		if (strcmp(o->section, section) == 0 && count < MAX_KEYS - 2)
			keys[count++] = o->name;
	if (strcmp(section, "press") == 0)
		keys[count++] = "feeds";
	if (is_nothing(r))
		return 0;
	if (expect(r, YAML_MAPPING_START_EVENT, section, "a mapping"))
		return -1;
	char name[24];
	snprintf(name, sizeof name, "%s", section);
	return read_mapping(r, section, keys, (struct value_reader){ read_option, name });
}

static int read_top(struct reader *r, const char *key, void *target)
{
	(void)target;
	return strcmp(key, "watchlists") == 0 ? read_watchlists(r, key) : read_section(r, key);
}

static int read_document(struct reader *r)
{
	static const char *const keys[] = { "watchlists", "fetch", "press", "display", NULL };
	if (next(r))
		return -1;
	if (is_nothing(r))
		return next(r);
	if (expect(r, YAML_MAPPING_START_EVENT, "the file", "a mapping of watchlists, fetch, press and display"))
		return -1;
	if (read_mapping(r, "the file", keys, (struct value_reader){ read_top, NULL }))
		return -1;
	return next(r);
}

static int read_stream(struct reader *r)
{
	if (next(r)) /* the stream's start, which says nothing */
		return -1;
	if (next(r))
		return -1;
	if (r->event.type == YAML_STREAM_END_EVENT)
		return 0;
	if (read_document(r) || next(r))
		return -1;
	if (r->event.type != YAML_STREAM_END_EVENT)
		return fail_here(r, "expected the end of the file, found a second document");
	return 0;
}

int config_read_yaml(struct config *c, const char *name, const char *text, size_t length, struct error *err)
{
	if (length > CONFIG_MAX_BYTES)
		return error_set(err, "%s:1:1: expected at most %d bytes, found %zu", name, CONFIG_MAX_BYTES, length);
	if (length >= 3 && memcmp(text, "\xEF\xBB\xBF", 3) == 0) { /* a byte order mark that some editors leave */
		text += 3;
		length -= 3;
	}
	struct reader r = { .name = name, .text = text, .length = length, .config = c, .err = err };
	if (!yaml_parser_initialize(&r.parser))
		return error_set(err, "out of memory");
	yaml_parser_set_encoding(&r.parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&r.parser, (const unsigned char *)text, length);
	int status = read_stream(&r);
	yaml_event_delete(&r.event);
	yaml_parser_delete(&r.parser);
	return status;
}
