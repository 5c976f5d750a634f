/* How fast headlines are tagged: the titles and summaries of a feed corpus, over and over for about a second.
 * usage: tagging [FOLDER] */
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/paths.h"
#include "fetch/feed.h"
#include "market/headline.h"
#include "market/name_book.h"

#define FOLDERS_OPEN 16
#define SUMMARY_BYTES 1500 /* what is kept of one */
#define WATCHED 50

static struct {
	struct headline *items;
	size_t count, bytes;
} corpus; /* nftw() hands its callback no context */

static void take_item(const struct feed_item *item)
{
	struct headline *grown = realloc(corpus.items, (corpus.count + 1) * sizeof *grown), *h;
	if (!grown || !item->title)
		exit(1);
	corpus.items = grown;
	h = &grown[corpus.count++];
	headline_init(h);
	h->title = strdup(item->title);
	h->summary = strndup(item->summary ? item->summary : "", SUMMARY_BYTES);
	corpus.bytes += strlen(h->title) + strlen(h->summary);
}

static int take_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct buffer bytes;
	struct feed feed;
	(void)status, (void)where;
	if (kind != FTW_F)
		return 0;
	buffer_init(&bytes, 8u << 20);
	if (!file_read(path, &bytes, NULL)) {
		feed_parse(&feed, buffer_text(&bytes), bytes.length, NULL, NULL, NULL);
		for (size_t i = 0; i < feed.item_count; i++)
			if (feed.items[i].title)
				take_item(&feed.items[i]);
		feed_release(&feed);
	}
	buffer_release(&bytes);
	return 0;
}

static void tag_all(const struct name_book *names)
{
	for (size_t i = 0; i < corpus.count; i++) {
		corpus.items[i].company_count = 0;
		headline_tag(&corpus.items[i], names);
	}
}

static void measure(void)
{
	char watched[WATCHED][SYMBOL_SIZE];
	struct name_book names;
	size_t tagged = 0;
	for (size_t i = 0; i < WATCHED; i++)
		snprintf(watched[i], sizeof watched[i], "BM%02zu", i);
	if (name_book_init(&names, &(struct name_choice){ .watched = (const char(*)[SYMBOL_SIZE])watched,
							  .watched_count = WATCHED }))
		exit(1);
	int64_t start = clock_steady_ms(), elapsed;
	do {
		tag_all(&names);
		tagged += corpus.count;
		elapsed = clock_steady_ms() - start;
	} while (elapsed < 1000);
	printf("tagging: %zu items of %zu bytes on average, %zu names and symbols: %.0f items/s, %.2f us an item\n",
	       corpus.count, corpus.bytes / corpus.count, names.count, 1000.0 * (double)tagged / (double)elapsed,
	       1000.0 * (double)elapsed / (double)tagged);
	name_book_release(&names);
}

int main(int argc, char **argv)
{
	const char *folder = argc > 1 ? argv[1] : "../shared/corpus/feeds";
	setlocale(LC_CTYPE, "C.UTF-8");
	if (nftw(folder, take_file, FOLDERS_OPEN, FTW_PHYS) != 0 || !corpus.count) {
		printf("skipped: %s has no feeds\n", folder);
		return 0;
	}
	measure();
	for (size_t i = 0; i < corpus.count; i++)
		headline_release(&corpus.items[i]);
	free(corpus.items);
	return 0;
}
