#include "config/reader.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "config/feeds.h"
#include "config/reader_yaml.h"

/* ---- watchlists ---- */

static int read_symbol(struct reader *r, const char *key, void *target)
{
	struct watchlist *w = target;
	if (reader_expect(r, YAML_SCALAR_EVENT, key, "a symbol"))
		return -1;
	char symbol[SYMBOL_SIZE], shown[64];
	if (symbol_parse(reader_text(r), symbol)) {
		safe_copy(shown, sizeof shown, reader_text(r));
		return reader_fail_here(r, "%s: expected a symbol such as NVDA or 9984.T, found \"%s\"", key, shown);
	}
	char(*grown)[SYMBOL_SIZE] = reader_grow(r, w->symbols, &w->count, CONFIG_MAX_SYMBOLS, sizeof *grown, "symbols");
	if (!grown)
		return -1;
	w->symbols = grown;
	memcpy(grown[w->count - 1], symbol, sizeof symbol);
	if (!symbol_set_put(&r->symbols, (const char(*)[SYMBOL_SIZE])grown, w->count - 1))
		return reader_fail_here(r, "%s: %s stands in the list twice", key, symbol);
	return 0;
}

static int set_watchlist_name(struct reader *r, struct watchlist *w)
{
	if (reader_expect(r, YAML_SCALAR_EVENT, "name", "a name"))
		return -1;
	char safe[sizeof w->name + 4];
	safe_copy(safe, sizeof safe, reader_text(r));
	if (!*safe || strlen(safe) >= sizeof w->name || strcmp(safe, reader_text(r)) != 0)
		return reader_fail_here(
			r, "name: expected a name of 1 to %zu bytes without control characters, found \"%s\"",
			sizeof w->name - 1, safe);
	for (size_t i = 0; i + 1 < r->config->watchlist_count; i++)
		if (strcmp(r->config->watchlists[i].name, safe) == 0)
			return reader_fail_here(r, "name: two watchlists are called \"%s\"", safe);
	memcpy(w->name, safe, strlen(safe) + 1);
	return 0;
}

static int read_watchlist_field(struct reader *r, const char *key, void *target)
{
	struct watchlist *w = target;
	if (strcmp(key, "name") == 0)
		return set_watchlist_name(r, w);
	if (reader_is_nothing(r))
		return 0;
	if (reader_expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of symbols"))
		return -1;
	symbol_set_clear(&r->symbols);
	return reader_sequence(r, key, (struct value_reader){ read_symbol, w });
}

static int read_watchlist(struct reader *r, const char *key, void *target)
{
	static const char *const keys[] = { "name", "symbols", NULL };
	struct config *c = target;
	if (reader_expect(r, YAML_MAPPING_START_EVENT, key, "a mapping of name and symbols"))
		return -1;
	struct yaml_mark_s start = r->event.start_mark;
	struct watchlist *grown =
		reader_grow(r, c->watchlists, &c->watchlist_count, CONFIG_MAX_WATCHLISTS, sizeof *grown, "watchlists");
	if (!grown)
		return -1;
	c->watchlists = grown;
	struct watchlist *w = &grown[c->watchlist_count - 1];
	if (reader_mapping(r, "a watchlist", keys, (struct value_reader){ read_watchlist_field, w }))
		return -1;
	return *w->name ? 0 : reader_fail(r, start, "watchlists: expected a name for each watchlist, found none");
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
	if (reader_is_nothing(r))
		return 0;
	if (reader_expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of watchlists"))
		return -1;
	drop_watchlists(r->config);
	if (reader_sequence(r, key, (struct value_reader){ read_watchlist, r->config }))
		return -1;
	return r->config->watchlist_count ? 0
					  : reader_fail_here(r, "%s: expected at least one watchlist, found none", key);
}

/* ---- feeds ---- */

static int read_feed_field(struct reader *r, const char *key, void *target)
{
	struct error why;
	if (reader_expect(r, YAML_SCALAR_EVENT, key, "a single value"))
		return -1;
	return feed_field_set(target, key, reader_text(r), &why) ? reader_fail_here(r, "%s", why.text) : 0;
}

static int check_feed(struct reader *r, const struct press_feed *feed, struct yaml_mark_s start)
{
	const char *lacks = !*feed->name ? "name" : !*feed->url ? "url" : NULL;
	if (lacks)
		return reader_fail(r, start, "feeds: expected a %s for each feed, found none", lacks);
	for (size_t i = 0; i + 1 < r->config->feed_count; i++)
		if (strcmp(r->config->feeds[i].name, feed->name) == 0)
			return reader_fail(r, start, "feeds: two feeds are called \"%s\"", feed->name);
	return 0;
}

static int read_feed(struct reader *r, const char *key, void *target)
{
	struct config *c = target;
	if (reader_expect(r, YAML_MAPPING_START_EVENT, key, "a mapping of name and url"))
		return -1;
	struct yaml_mark_s start = r->event.start_mark;
	struct press_feed *grown = reader_grow(r, c->feeds, &c->feed_count, CONFIG_MAX_FEEDS, sizeof *grown, "feeds");
	if (!grown)
		return -1;
	c->feeds = grown;
	struct press_feed *feed = &grown[c->feed_count - 1];
	feed->interval_s = CONFIG_MIN_FEED_INTERVAL_S;
	if (reader_mapping(r, "a feed", feed_fields, (struct value_reader){ read_feed_field, feed }))
		return -1;
	return check_feed(r, feed, start);
}

/* `feeds` takes the place of the shipped list, and `feeds: []` is a wish: no press but what is in
 * `more_feeds`, which adds to either. They may stand in any order. */
static int read_feeds(struct reader *r, const char *key)
{
	struct config *c = r->config;
	bool is_more = strcmp(key, "more_feeds") == 0;
	if (reader_is_nothing(r))
		return 0;
	if (reader_expect(r, YAML_SEQUENCE_START_EVENT, key, "a list of feeds"))
		return -1;
	if (!is_more) {
		size_t listed = c->feed_count - r->more_feeds;
		if (r->more_feeds)
			memmove(c->feeds, c->feeds + listed, r->more_feeds * sizeof *c->feeds);
		c->feed_count = r->more_feeds;
	}
	size_t before = c->feed_count;
	if (reader_sequence(r, key, (struct value_reader){ read_feed, c }))
		return -1;
	r->more_feeds = is_more ? c->feed_count - before : 0;
	return 0;
}

/* ---- sections ---- */

static const struct {
	const char *key;
	int (*read)(struct reader *r, const char *key);
} press_lists[] = { { "feeds", read_feeds },
		    { "more_feeds", read_feeds },
		    { "names", reader_names },
		    { "without_names", reader_without_names } };

static int read_press_list(struct reader *r, const char *key)
{
	size_t i = 0;
	while (strcmp(press_lists[i].key, key) != 0)
		i++;
	return press_lists[i].read(r, key);
}

static int read_option(struct reader *r, const char *key, void *target)
{
	const char *section = target;
	const struct option *o = config_option_find(section, key);
	if (!o)
		return read_press_list(r, key);
	if (reader_expect(r, YAML_SCALAR_EVENT, key, "a single value"))
		return -1;
	struct error why;
	return config_option_set(r->config, o, reader_text(r), &why) ? reader_fail_here(r, "%s", why.text) : 0;
}

static int read_section(struct reader *r, const char *section)
{
	const char *keys[READER_MAX_KEYS] = { NULL };
	size_t count = 0;
	for (const struct option *o = config_options; o->section; o++)
		if (strcmp(o->section, section) == 0 && count < READER_MAX_KEYS - 5)
			keys[count++] = o->name;
	if (strcmp(section, "press") == 0) {
		for (size_t i = 0; i < sizeof press_lists / sizeof *press_lists; i++)
			keys[count++] = press_lists[i].key;
	}
	if (reader_is_nothing(r))
		return 0;
	if (reader_expect(r, YAML_MAPPING_START_EVENT, section, "a mapping"))
		return -1;
	char name[24];
	snprintf(name, sizeof name, "%s", section);
	return reader_mapping(r, section, keys, (struct value_reader){ read_option, name });
}

static int read_top(struct reader *r, const char *key, void *target)
{
	(void)target;
	return strcmp(key, "watchlists") == 0 ? read_watchlists(r, key) : read_section(r, key);
}

static int read_document(struct reader *r)
{
	static const char *const keys[] = { "watchlists", "fetch", "press", "display", "index", NULL };
	if (reader_next(r))
		return -1;
	if (reader_is_nothing(r))
		return reader_next(r);
	if (reader_expect(r, YAML_MAPPING_START_EVENT, "the file",
			  "a mapping of watchlists, fetch, press, display and index"))
		return -1;
	if (reader_mapping(r, "the file", keys, (struct value_reader){ read_top, NULL }))
		return -1;
	return reader_next(r);
}

static int read_stream(struct reader *r)
{
	if (reader_next(r)) /* the stream's start, which says nothing */
		return -1;
	if (reader_next(r))
		return -1;
	if (r->event.type == YAML_STREAM_END_EVENT)
		return 0;
	if (read_document(r) || reader_next(r))
		return -1;
	if (r->event.type != YAML_STREAM_END_EVENT)
		return reader_fail_here(r, "expected the end of the file, found a second document");
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
