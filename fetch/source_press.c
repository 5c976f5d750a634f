/* A press feed of the configuration: RSS, Atom, RDF or JSON Feed, as headlines. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "fetch/feed.h"
#include "fetch/source.h"

#define FUTURE_S 86400     /* a date later than this after now is a mistake */
#define SUMMARY_BYTES 1500 /* some feeds carry the whole article */
#define ID_BYTES 400
#define FROZEN_S (60 * 86400) /* a feed whose newest item is older is not read by its publisher either */

static int build(struct source_list *list, const struct source_settings *settings, struct error *err)
{
	for (size_t i = 0; i < settings->feed_count; i++) {
		const struct source_feed *feed = &settings->feeds[i];
		struct source *s = source_list_add(list, &source_press, settings, feed->name, NULL, 0);
		if (!s)
			return error_set(err, "out of memory");
		s->feed = feed;
		if (source_settle(s, err))
			return -1;
	}
	return 0;
}

static int interval_s(const struct source *s, int quote_interval_s)
{
	(void)quote_interval_s;
	return s->feed->interval_s;
}

static int url(const struct source *s, char out[URL_SIZE])
{
	int n = snprintf(out, URL_SIZE, "%s", s->feed->url);
	return n < URL_SIZE ? 0 : -1;
}

/* ---- items to headlines ---- */

/* FNV-1a, 64 bits: an identity must only be the same next time. */
static uint64_t hash_text(uint64_t hash, const char *text)
{
	for (; *text; text++)
		hash = (hash ^ (unsigned char)*text) * UINT64_C(0x100000001B3);
	return hash;
}

static char *hashed_id(const char *first, const char *second)
{
	char text[32];
	uint64_t hash = hash_text(UINT64_C(0xCBF29CE484222325), first);
	snprintf(text, sizeof text, "hash:%016llx", (unsigned long long)hash_text(hash, second));
	return strdup(text);
}

static char *make_id(const struct feed_item *item)
{
	const char *id = item->id && *item->id ? item->id : item->link;
	if (id && *id)
		return strlen(id) <= ID_BYTES ? strdup(id) : hashed_id(id, "");
	char date[32];
	snprintf(date, sizeof date, "%lld", (long long)item->published);
	return hashed_id(item->title ? item->title : "", date);
}

/* A copy of at most `bytes`, cut at a whole character; "" for NULL. */
static char *copy_cut(const char *text, size_t bytes)
{
	size_t length = text ? strlen(text) : 0;
	if (length > bytes) {
		length = bytes;
		while (length && ((unsigned char)text[length] & 0xC0) == 0x80)
			length--;
	}
	return strndup(text ? text : "", length);
}

/* Feeds that gather many papers write "Headline - Paper": the length of the headline alone. */
static size_t headline_length(const struct feed_item *item)
{
	static const char *const dashes[] = { " - ", " – ", " — " };
	size_t length = strlen(item->title), outlet = item->outlet ? strlen(item->outlet) : 0;
	if (!outlet || length <= outlet || strcmp(item->title + length - outlet, item->outlet) != 0)
		return length;
	for (size_t i = 0; i < sizeof dashes / sizeof *dashes; i++) {
		size_t dash = strlen(dashes[i]), rest = length - outlet;
		if (rest > dash && memcmp(item->title + rest - dash, dashes[i], dash) == 0)
			return rest - dash;
	}
	return length;
}

static char *make_title(const struct feed_item *item)
{
	if (item->title && *item->title) {
		size_t length = headline_length(item);
		return copy_cut(item->title, length < SUMMARY_BYTES ? length : SUMMARY_BYTES);
	}
	return copy_cut(item->summary && *item->summary ? item->summary : item->link, 200);
}

static void set_time(struct headline *h, const struct feed_item *item, int64_t fetched)
{
	int64_t time = item->published != INT64_MIN ? item->published : item->updated;
	h->time_is_fetch_time = time == INT64_MIN || time <= 0 || time > fetched + FUTURE_S;
	h->time = h->time_is_fetch_time ? fetched : time;
	h->fetched = fetched;
}

static void set_language(struct headline *h, const struct source_feed *feed, const char *from_feed)
{
	const char *language = *feed->language ? feed->language : from_feed ? from_feed : "";
	size_t length = strcspn(language, "-_");
	if (length >= sizeof h->language)
		length = 0;
	for (size_t i = 0; i < length; i++)
		h->language[i] = (char)(language[i] | 0x20);
	h->language[length] = '\0';
}

/* The configured company comes first: the feed is about it, whatever its titles say. */
static void add_company(struct headline *h, const char *company)
{
	if (!*company)
		return;
	size_t at = 0;
	while (at < h->company_count && strcmp(h->companies[at], company) != 0)
		at++;
	if (at == HEADLINE_COMPANIES)
		at--;
	if (at == h->company_count)
		h->company_count++;
	for (; at; at--)
		memcpy(h->companies[at], h->companies[at - 1], SYMBOL_SIZE);
	snprintf(h->companies[0], sizeof h->companies[0], "%s", company);
}

static int make_headline(struct headline *h, const struct source *s, const struct feed *feed,
			 const struct feed_item *item, int64_t fetched)
{
	headline_init(h);
	h->id = make_id(item);
	h->title = make_title(item);
	h->url = strdup(item->link && url_is_web(item->link) ? item->link : "");
	h->summary = copy_cut(item->summary, SUMMARY_BYTES);
	h->author = copy_cut(item->author && *item->author ? item->author : item->outlet, 200);
	if (!h->id || !h->title || !h->url || !h->summary || !h->author)
		return -1;
	snprintf(h->source, sizeof h->source, "%s", s->state.name);
	set_language(h, s->feed, feed->language);
	set_time(h, item, fetched);
	if (s->settings->names)
		headline_tag(h, s->settings->names);
	add_company(h, s->feed->company);
	return 0;
}

/* A feed that its publisher gave up answers as well as ever. */
static void warn_if_frozen(struct batch *out, int64_t fetched)
{
	int64_t newest = 0;
	char date[TIMESTAMP_SIZE];
	for (size_t i = 0; i < out->headline_count; i++) {
		const struct headline *h = &out->headlines[i];
		if (h->time_is_fetch_time)
			return;
		newest = h->time > newest ? h->time : newest;
	}
	if (!newest || newest >= fetched - FROZEN_S)
		return;
	timestamp_format_date(newest, date);
	snprintf(out->warning, sizeof out->warning, "frozen: the newest item is of %s", date);
}

static int take_items(const struct source *s, const struct feed *feed, int64_t fetched, struct batch *out,
		      struct error *err)
{
	for (size_t i = 0; i < feed->item_count; i++) {
		struct headline h;
		if (!feed_item_is_headline(&feed->items[i]))
			continue;
		int result = make_headline(&h, s, feed, &feed->items[i], fetched);
		if (!result)
			result = batch_add_headline(out, &h);
		headline_release(&h);
		if (result)
			return error_set(err, "out of memory");
	}
	if (feed->bozo)
		snprintf(out->warning, sizeof out->warning, "%s", feed->error);
	warn_if_frozen(out, fetched);
	return 0;
}

static int parse(const struct source *s, const struct http_response *answer, int64_t fetched, struct batch *out,
		 struct error *err)
{
	char charset[64];
	http_charset(answer, charset, sizeof charset);
	struct feed feed;
	int result = feed_parse(&feed, buffer_text(&answer->body), answer->body.length, *charset ? charset : NULL,
				answer->url, err);
	if (!result)
		result = take_items(s, &feed, fetched, out, err);
	if (!result && !out->headline_count)
		result = error_set(err, "expected press items, got a feed without any");
	feed_release(&feed);
	if (result)
		batch_release(out);
	return result;
}

const struct source_class source_press = {
	.kind = "press",
	.accept = "application/rss+xml, application/atom+xml, application/xml;q=0.9, application/feed+json;q=0.9, "
		  "*/*;q=0.5",
	.hosts = { NULL, NULL },
	.jitter_ms = 10000,
	.build = build,
	.interval_s = interval_s,
	.url = url,
	.parse = parse,
};
