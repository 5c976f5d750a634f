#include "config/feeds.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/tsv.h"
#include "base/utf8.h"

const char *const feed_fields[] = { "name", "url", "language", "company", "interval", NULL };

static int refuse(const char *field, const char *expected, const char *text, struct error *err)
{
	char shown[80];
	safe_copy(shown, sizeof shown, text);
	return error_set(err, "%s: expected %s, found \"%s\"", field, expected, shown);
}

/* Text that safe_text() would leave alone, so that it can be shown and stored as it stands. */
static int set_name(struct press_feed *feed, const char *text, struct error *err)
{
	char safe[sizeof feed->name + 4];
	safe_copy(safe, sizeof safe, text);
	if (!*text || strlen(text) >= sizeof feed->name || strcmp(safe, text) != 0)
		return refuse("name", "a name of 1 to 31 bytes", text, err);
	memcpy(feed->name, text, strlen(text) + 1);
	return 0;
}

static int set_url(struct press_feed *feed, const char *text, struct error *err)
{
	size_t scheme = strncmp(text, "https://", 8) == 0 ? 8 : strncmp(text, "http://", 7) == 0 ? 7 : 0;
	bool ok = scheme && text[scheme] && text[scheme] != '/' && strlen(text) < sizeof feed->url;
	for (const char *p = text; *p && ok; p++)
		ok = (unsigned char)*p > 0x20 && *p != 0x7f;
	if (!ok)
		return refuse("url", "an http:// or https:// address without blanks", text, err);
	memcpy(feed->url, text, strlen(text) + 1);
	return 0;
}

static int set_language(struct press_feed *feed, const char *text, struct error *err)
{
	size_t length = strlen(text);
	if (length && (length < 2 || length >= sizeof feed->language ||
		       strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-") != length))
		return refuse("language", "a language code such as en, fr or ja", text, err);
	memcpy(feed->language, text, length + 1);
	return 0;
}

static int set_company(struct press_feed *feed, const char *text, struct error *err)
{
	char symbol[SYMBOL_SIZE] = "";
	if (*text && symbol_parse(text, symbol))
		return refuse("company", "a symbol such as NVDA or 9984.T", text, err);
	memcpy(feed->company, symbol, sizeof symbol);
	return 0;
}

static int set_interval(struct press_feed *feed, const char *text, struct error *err)
{
	char *end;
	errno = 0;
	long value = strtol(text, &end, 10);
	bool plain = *text >= '0' && *text <= '9' && *end == '\0' && errno == 0;
	if (!plain || value < CONFIG_MIN_FEED_INTERVAL_S || value > 604800)
		return refuse("interval", "seconds from 900 to 604800", text, err);
	feed->interval_s = (int)value;
	return 0;
}

int feed_field_set(struct press_feed *feed, const char *field, const char *text, struct error *err)
{
	static int (*const setters[])(struct press_feed *, const char *,
				      struct error *) = { set_name, set_url, set_language, set_company, set_interval };
	for (size_t i = 0; feed_fields[i]; i++)
		if (strcmp(feed_fields[i], field) == 0)
			return setters[i](feed, text, err);
	return error_set(err, "a feed has no field %s", field);
}

static int read_row(struct press_feed *feed, const struct tsv *t, struct error *err)
{
	*feed = (struct press_feed){ .interval_s = CONFIG_MIN_FEED_INTERVAL_S };
	for (size_t i = 0; feed_fields[i]; i++)
		if (feed_field_set(feed, feed_fields[i], tsv_field(t, i), err))
			return error_prefix(err, "%s line %d", t->name, t->line);
	return 0;
}

static int add_row(struct press_feed **feeds, size_t *count, const struct tsv *t, struct error *err)
{
	struct press_feed feed;
	if (read_row(&feed, t, err))
		return -1;
	for (size_t i = 0; i < *count; i++)
		if (strcmp((*feeds)[i].name, feed.name) == 0)
			return tsv_refuse(t, 0, err, "a name that no other feed has");
	struct press_feed *grown = realloc(*feeds, (*count + 1) * sizeof **feeds);
	if (!grown)
		return error_set(err, "out of memory");
	*feeds = grown;
	grown[(*count)++] = feed;
	return 0;
}

int feed_list_parse(struct press_feed **feeds, size_t *count, const char *text, size_t length, struct error *err)
{
	struct tsv t;
	*feeds = NULL;
	*count = 0;
	int status = tsv_open(&t, "feeds.tsv", feed_fields, text, length, err);
	int more = status ? -1 : tsv_next(&t, err);
	while (more == 1 && status == 0) {
		status = add_row(feeds, count, &t, err);
		more = status ? -1 : tsv_next(&t, err);
	}
	if (more == 0)
		return 0;
	free(*feeds);
	*feeds = NULL;
	*count = 0;
	return -1;
}
