#include "config/config.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/shipped.h"
#include "config/feeds.h"
#include "config/reader.h"

static const char default_symbols[][SYMBOL_SIZE] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };

static int default_watchlist(struct config *c)
{
	struct watchlist *w = calloc(1, sizeof *w);
	if (!w)
		return -1;
	c->watchlists = w;
	c->watchlist_count = 1;
	memcpy(w->name, "AI trade", sizeof "AI trade");
	w->symbols = malloc(sizeof default_symbols);
	if (!w->symbols)
		return -1;
	memcpy(w->symbols, default_symbols, sizeof default_symbols);
	w->count = sizeof default_symbols / sizeof *default_symbols;
	return 0;
}

static int default_feeds(struct config *c, struct error *err)
{
	const struct shipped_file *file = shipped_find("feeds.tsv");
	return file ? feed_list_parse(&c->feeds, &c->feed_count, file->data, file->length, err) : 0;
}

int config_init(struct config *c, struct error *err)
{
	*c = (struct config){ 0 };
	for (const struct option *o = config_options; o->section; o++) {
		int status = config_option_set(c, o, o->fallback, err);
		assert(status == 0);
		(void)status;
	}
	if (default_watchlist(c))
		return error_set(err, "out of memory");
	return default_feeds(c, err);
}

void config_release(struct config *c)
{
	for (size_t i = 0; i < c->watchlist_count; i++)
		free(c->watchlists[i].symbols);
	free(c->watchlists);
	free(c->feeds);
	free(c->names);
	free(c->without_names);
	*c = (struct config){ 0 };
}

int config_parse(struct config *c, const char *name, const char *text, size_t length, struct error *err)
{
	config_release(c);
	if (config_init(c, err))
		return -1;
	if (config_read_yaml(c, name, text, length, err) == 0)
		return 0;
	config_release(c);
	config_init(c, NULL);
	return -1;
}

int config_load(struct config *c, const char *path, bool required, struct error *err)
{
	if (!required && access(path, F_OK) && (errno == ENOENT || errno == ENOTDIR))
		return 0;
	struct buffer text;
	buffer_init(&text, CONFIG_MAX_BYTES + 1);
	int status = file_read(path, &text, err);
	if (status == 0)
		status = config_parse(c, path, buffer_text(&text), text.length, err);
	buffer_release(&text);
	return status;
}
