/* Any bytes as a feed: read or refused, and never anything but safe text in the records. The first byte
 * chooses the charset that the header claims. */
#include <assert.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "fetch/feed.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void assert_safe(const char *text)
{
	struct buffer again;
	if (!text)
		return;
	buffer_init(&again, 0);
	safe_text(&again, text, strlen(text));
	assert(!strcmp(buffer_text(&again), text));
	buffer_release(&again);
}

static void check_item(const struct feed_item *item)
{
	const char *const texts[] = { item->id, item->title, item->link, item->author, item->summary };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_safe(texts[i]);
	for (size_t i = 0; i < item->category_count; i++)
		assert_safe(item->categories[i]);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const charsets[] = { NULL,      "utf-8", "iso-8859-1", "shift_jis",
						"gb18030", "big5",  "euc-jp",     "bogus" };
	struct feed feed;
	struct error err = { "" };
	if (!size)
		return 0;
	char *bytes = malloc(size); /* of its own, so that the sanitizer knows where it ends */
	if (!bytes)
		return 0;
	memcpy(bytes, data + 1, size - 1);
	int result = feed_parse(&feed, bytes, size - 1, charsets[data[0] % 8], "https://feed.example/a/b?c", &err);
	assert(!result == (feed.format[0] != '\0'));
	assert(!result || (err.text[0] && feed.bozo));
	assert_safe(feed.error);
	assert_safe(feed.title);
	assert_safe(feed.link);
	assert_safe(feed.language);
	for (size_t i = 0; i < feed.item_count; i++)
		check_item(&feed.items[i]);
	feed_release(&feed);
	free(bytes);
	return 0;
}
