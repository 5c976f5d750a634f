#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/feed_internal.h"

#define MISSING INT64_MIN

void builder_init(struct feed_builder *b, struct feed *feed)
{
	*b = (struct feed_builder){ .feed = feed };
	buffer_init(&b->plain, 2 * (size_t)FEED_FIELD_MAX);
	buffer_init(&b->safe, FEED_TEXT_MAX);
}

static void item_release(struct feed_item *item)
{
	free(item->id);
	free(item->title);
	free(item->link);
	free(item->author);
	free(item->summary);
	free(item->outlet);
	for (size_t i = 0; i < item->category_count; i++)
		free(item->categories[i]);
	free(item->categories);
	*item = (struct feed_item){ .published = MISSING, .updated = MISSING };
}

void feed_release(struct feed *feed)
{
	for (size_t i = 0; i < feed->item_count; i++)
		item_release(&feed->items[i]);
	free(feed->items);
	free(feed->title);
	free(feed->link);
	free(feed->language);
	*feed = (struct feed){ 0 };
}

void builder_release(struct feed_builder *b)
{
	item_release(&b->item);
	buffer_release(&b->plain);
	buffer_release(&b->safe);
}

void builder_item_begin(struct feed_builder *b)
{
	builder_item_end(b);
	item_release(&b->item);
	memset(b->item_rank, 0, sizeof(b->item_rank));
	b->in_item = true;
}

void builder_item_end(struct feed_builder *b)
{
	struct feed *feed = b->feed;
	if (!b->in_item)
		return;
	b->in_item = false;
	if (feed->item_count == FEED_ITEMS_MAX) {
		feed_fault(feed, "more than %d items, the rest is not read", FEED_ITEMS_MAX);
		return;
	}
	if (feed->item_count == b->item_capacity) {
		size_t capacity = b->item_capacity ? 2 * b->item_capacity : 16;
		struct feed_item *items = realloc(feed->items, capacity * sizeof(*items));
		if (!items) {
			b->failed = true;
			return;
		}
		feed->items = items;
		b->item_capacity = capacity;
	}
	feed->items[feed->item_count++] = b->item;
	b->item = (struct feed_item){ .published = MISSING, .updated = MISSING };
}

void builder_item_drop(struct feed_builder *b)
{
	b->in_item = false;
	item_release(&b->item);
}

/* Where the text of a target goes; NULL where it is no single text, or the feed itself keeps none. */
static char **slot_of(struct feed_builder *b, enum feed_target target)
{
	static const struct {
		size_t item, feed;
	} offsets[TARGET_COUNT] = {
		[TARGET_TITLE] = { offsetof(struct feed_item, title) + 1, offsetof(struct feed, title) + 1 },
		[TARGET_LINK] = { offsetof(struct feed_item, link) + 1, offsetof(struct feed, link) + 1 },
		[TARGET_LANGUAGE] = { 0, offsetof(struct feed, language) + 1 },
		[TARGET_ID] = { offsetof(struct feed_item, id) + 1, 0 },
		[TARGET_AUTHOR] = { offsetof(struct feed_item, author) + 1, 0 },
		[TARGET_SUMMARY] = { offsetof(struct feed_item, summary) + 1, 0 },
		[TARGET_OUTLET] = { offsetof(struct feed_item, outlet) + 1, 0 },
	};
	size_t offset = b->in_item ? offsets[target].item : offsets[target].feed;
	if (!offset)
		return NULL;
	char *record = b->in_item ? (char *)&b->item : (char *)b->feed;
	return (char **)(void *)(record + offset - 1);
}

static bool is_date(enum feed_target target)
{
	return target == TARGET_PUBLISHED || target == TARGET_UPDATED;
}

static bool is_list(enum feed_target target)
{
	return target == TARGET_CATEGORY || target == TARGET_KEYWORDS;
}

bool builder_wants(const struct feed_builder *b, enum feed_target target, unsigned char rank)
{
	if (!b->in_item)
		return (target == TARGET_TITLE || target == TARGET_LINK || target == TARGET_LANGUAGE) &&
		       rank > b->feed_rank[target];
	if (is_list(target))
		return b->item.category_count < FEED_CATEGORIES_MAX;
	if (is_date(target)) /* a later one corrects */
		return rank >= b->item_rank[target];
	return target != TARGET_LANGUAGE && rank > b->item_rank[target];
}

/* The value as text that may be shown, in b->safe. */
static const char *make_safe(struct feed_builder *b, enum feed_form form, const char *raw, size_t length)
{
	buffer_clear(&b->plain);
	buffer_clear(&b->safe);
	if (form == FORM_BASE64) {
		struct buffer decoded;
		buffer_init(&decoded, FEED_FIELD_MAX);
		if (feed_base64(&decoded, raw, length))
			feed_html_text(&b->plain, buffer_text(&decoded), decoded.length);
		buffer_release(&decoded);
	} else if (form == FORM_HTML && (memchr(raw, '<', length) || memchr(raw, '&', length))) {
		feed_html_text(&b->plain, raw, length);
	} else {
		safe_text(&b->safe, raw, length);
		return buffer_text(&b->safe);
	}
	safe_text(&b->safe, buffer_text(&b->plain), b->plain.length);
	return buffer_text(&b->safe);
}

static void set_date(struct feed_builder *b, enum feed_target target, unsigned char rank, const char *text)
{
	int64_t seconds;
	if (!*text || !b->in_item)
		return;
	if (feed_date_parse(text, &seconds)) {
		feed_fault(b->feed, "a date that cannot be read: '%.40s'", text);
		return;
	}
	*(target == TARGET_PUBLISHED ? &b->item.published : &b->item.updated) = seconds;
	b->item_rank[target] = rank;
}

static void add_category(struct feed_builder *b, const char *text, size_t length)
{
	struct feed_item *item = &b->item;
	while (length && *text == ' ') {
		text++;
		length--;
	}
	while (length && text[length - 1] == ' ')
		length--;
	if (!b->in_item || !length || item->category_count >= FEED_CATEGORIES_MAX)
		return;
	for (size_t i = 0; i < item->category_count; i++)
		if (strlen(item->categories[i]) == length && !memcmp(item->categories[i], text, length))
			return;
	size_t count = item->category_count;
	if (!(count & (count - 1))) { /* room doubles at 0, 1, 2, 4 ... */
		char **more = realloc(item->categories, (count ? 2 * count : 1) * sizeof(*more));
		if (!more) {
			b->failed = true;
			return;
		}
		item->categories = more;
	}
	item->categories[count] = strndup(text, length);
	if (item->categories[count])
		item->category_count++;
	else
		b->failed = true;
}

static void add_keywords(struct feed_builder *b, const char *text)
{
	while (*text) {
		size_t length = strcspn(text, ",");
		add_category(b, text, length);
		text += length + (text[length] == ',');
	}
}

static void set_text(struct feed_builder *b, enum feed_target target, unsigned char rank, const char *text)
{
	char **slot = slot_of(b, target);
	if (!slot || (!*text && *slot))
		return;
	char *copy = strdup(text);
	if (!copy) {
		b->failed = true;
		return;
	}
	free(*slot);
	*slot = copy;
	(b->in_item ? b->item_rank : b->feed_rank)[target] = *text ? rank : 0;
}

/* Links are resolved; so are the identifiers of Atom, which are links that happen to be relative. */
static void set_link(struct feed_builder *b, enum feed_target target, unsigned char rank, const char *text,
		     const char *base)
{
	char link[FEED_LINK_MAX];
	if (!*text)
		return;
	if (feed_link_resolve(base ? base : "", text, link))
		feed_fault(b->feed, "a link of more than %d bytes", FEED_LINK_MAX - 1);
	else
		set_text(b, target, rank, link);
}

/* "en_US" as "en-US" */
static void set_language(struct feed_builder *b, unsigned char rank)
{
	for (size_t i = 0; i < b->safe.length; i++)
		if (b->safe.data[i] == '_')
			b->safe.data[i] = '-';
	set_text(b, TARGET_LANGUAGE, rank, buffer_text(&b->safe));
}

void builder_set(struct feed_builder *b, enum feed_target target, unsigned char rank, enum feed_form form,
		 const char *raw, size_t length, const char *base)
{
	if (!builder_wants(b, target, rank))
		return;
	const char *text = make_safe(b, form, raw, length);
	if (is_date(target))
		set_date(b, target, rank, text);
	else if (target == TARGET_CATEGORY)
		add_category(b, text, strlen(text));
	else if (target == TARGET_KEYWORDS)
		add_keywords(b, text);
	else if (target == TARGET_LANGUAGE)
		set_language(b, rank);
	else if (target == TARGET_LINK || base)
		set_link(b, target, rank, text, base);
	else
		set_text(b, target, rank, text);
}
