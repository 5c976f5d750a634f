#include "fetch/feed.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "fetch/feed_internal.h"
#include "fetch/payload.h"

int feed_fault(struct feed *feed, const char *format, ...)
{
	if (!feed->bozo) {
		va_list ap;
		va_start(ap, format);
		char text[sizeof(feed->error)];
		vsnprintf(text, sizeof(text), format, ap);
		va_end(ap);
		safe_copy(feed->error, sizeof(feed->error), text);
		feed->bozo = true;
	}
	return -1;
}

const char *feed_find(const char *at, const char *end, const char *what)
{
	size_t length = strlen(what);
	while (at < end && (at = memchr(at, *what, (size_t)(end - at)))) {
		if ((size_t)(end - at) >= length && !memcmp(at, what, length))
			return at;
		at++;
	}
	return NULL;
}

bool feed_item_is_headline(const struct feed_item *item)
{
	return (item->title && *item->title) || (item->link && *item->link);
}

/* The first byte that is not blank decides, whatever the server said it sends. */
static int read_text(struct feed *feed, const struct feed_text *text, const char *base, struct error *err)
{
	size_t at = 0;
	while (at < text->length && strchr(" \t\r\n", text->data[at]) && text->data[at])
		at++;
	bool json = at < text->length && (text->data[at] == '{' || text->data[at] == '[');
	return (json ? feed_read_json : feed_read_xml)(feed, text, base, err);
}

int feed_parse(struct feed *feed, const char *bytes, size_t length, const char *charset, const char *base,
	       struct error *err)
{
	struct error ours = { "" };
	struct feed_text text = { 0 };
	char safe_base[FEED_LINK_MAX] = "";
	int result;
	if (base)
		safe_copy(safe_base, sizeof(safe_base), base);
	*feed = (struct feed){ 0 };
	if (length > FEED_BYTES_MAX)
		result = error_set(&ours, "expected a feed of at most 8 MiB, got %zu bytes", length);
	else if (length > 1 && !memcmp(bytes, "\x1F\x8B", 2))
		result = error_set(&ours, "expected a press feed, got compressed data (gzip)");
	else if (feed_decode(feed, bytes, length, charset, &text))
		result = error_set(&ours, "out of memory");
	else
		result = read_text(feed, &text, safe_base, &ours);
	feed_text_release(&text);
	if (result) { /* whatever was read before the refusal goes with it */
		feed_release(feed);
		feed->bozo = true;
		safe_copy(feed->error, sizeof(feed->error), ours.text);
		error_set(err, "%s", ours.text);
	}
	return result;
}
