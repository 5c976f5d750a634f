/* Every file of the feed and hostile corpora, where they are: each is read or refused with a sentence, and
 * no text of a record is anything but safe. Prints what was read, a line a folder. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/utf8.h"
#include "fetch/feed.h"

#define CORPUS "../shared/corpus"
#define FOLDERS_MAX 128
#define FOLDERS_OPEN 16

struct tally {
	char folder[64];
	size_t files, feeds, faulty, refused, items, headlines;
};

/* nftw() hands its callback no context. */
static struct tally tallies[FOLDERS_MAX];
static size_t tally_count;

static struct tally *tally_of(const char *path)
{
	const char *name = path + strlen(CORPUS "/");
	const char *slash = strchr(name, '/');
	const char *end = slash ? strchr(slash + 1, '/') : NULL;
	size_t length = end ? (size_t)(end - name) : slash ? (size_t)(slash - name) : strlen(name);
	for (size_t i = 0; i < tally_count; i++)
		if (strlen(tallies[i].folder) == length && !strncmp(tallies[i].folder, name, length))
			return &tallies[i];
	assert_true(tally_count < FOLDERS_MAX);
	snprintf(tallies[tally_count].folder, sizeof(tallies[0].folder), "%.*s", (int)length, name);
	return &tallies[tally_count++];
}

/* Text that is safe stays as it is when it is made safe again. */
static void assert_safe(const char *path, const char *text)
{
	struct buffer again;
	if (!text)
		return;
	buffer_init(&again, 0);
	safe_text(&again, text, strlen(text));
	if (strcmp(buffer_text(&again), text) != 0)
		fail_msg("%s: '%.200s' was not safe", path, text);
	buffer_release(&again);
}

static void assert_item_safe(const char *path, const struct feed_item *item)
{
	const char *const texts[] = { item->id, item->title, item->link, item->author, item->summary };
	for (size_t i = 0; i < sizeof(texts) / sizeof(*texts); i++)
		assert_safe(path, texts[i]);
	for (size_t i = 0; i < item->category_count; i++)
		assert_safe(path, item->categories[i]);
}

static void check_feed(const char *path, const struct feed *feed, struct tally *t)
{
	assert_safe(path, feed->title);
	assert_safe(path, feed->link);
	assert_safe(path, feed->language);
	assert_int_equal(feed->bozo, feed->error[0] != '\0');
	for (size_t i = 0; i < feed->item_count; i++) {
		assert_item_safe(path, &feed->items[i]);
		t->headlines += feed_item_is_headline(&feed->items[i]);
	}
	t->items += feed->item_count;
	t->faulty += feed->bozo;
	t->feeds++;
}

static int check_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct buffer bytes;
	struct feed feed;
	struct error err = { "" };
	(void)status, (void)where;
	if (kind != FTW_F)
		return 0;
	buffer_init(&bytes, 9u << 20);
	if (!file_read(path, &bytes, NULL)) {
		struct tally *t = tally_of(path);
		t->files++;
		if (feed_parse(&feed, buffer_text(&bytes), bytes.length, NULL, "https://feed.example/a/b", &err)) {
			t->refused++;
			if (!err.text[0])
				fail_msg("%s was refused without a word", path);
			assert_string_equal(feed.format, "");
		} else {
			check_feed(path, &feed, t);
		}
		assert_safe(path, feed.error);
		feed_release(&feed);
	}
	buffer_release(&bytes);
	return 0;
}

static void walk(const char *folder)
{
	if (nftw(folder, check_file, FOLDERS_OPEN, FTW_PHYS) != 0)
		printf("skipped: %s is not there\n", folder);
}

static void every_file_is_read_or_refused_with_a_sentence(void **state)
{
	(void)state;
	walk(CORPUS "/feeds");
	walk(CORPUS "/sec/atom");
	walk(CORPUS "/hostile");
	for (size_t i = 0; i < tally_count; i++) {
		const struct tally *t = &tallies[i];
		printf("figure: %s: %zu files, %zu feeds (%zu with faults), %zu refused, %zu items, %zu headlines\n",
		       t->folder, t->files, t->feeds, t->faulty, t->refused, t->items, t->headlines);
	}
}

/* In feeds as their servers sent them, hardly an item is without title and link. */
static void captured_items_are_headlines(void **state)
{
	size_t items = 0, headlines = 0;
	(void)state;
	for (size_t i = 0; i < tally_count; i++)
		if (!strcmp(tallies[i].folder, "feeds/kagi") || !strcmp(tallies[i].folder, "feeds/armin")) {
			items += tallies[i].items;
			headlines += tallies[i].headlines;
		}
	if (!items) {
		printf("skipped: no captured feeds\n");
		return;
	}
	printf("figure: captured feeds: %zu of %zu items are headlines\n", headlines, items);
	assert_true(headlines * 1000 >= items * 990);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(every_file_is_read_or_refused_with_a_sentence),
		cmocka_unit_test(captured_items_are_headlines),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
