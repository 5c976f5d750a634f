/* Real press items, where they are: how many name each company, and how well that fits what a person read in
 * those of tests/corpus/tagging_labels.tsv, which names them by file and place. Prints precision and recall. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/paths.h"
#include "base/tsv.h"
#include "fetch/feed.h"
#include "market/headline.h"
#include "market/name_book.h"

#define FEEDS "../shared/corpus/feeds"
#define LABELS "tests/corpus/tagging_labels.tsv"
#define COMPANIES_MAX 32
#define FOLDERS_OPEN 16
#define FILE_BYTES (8u << 20)

struct count {
	char symbol[SYMBOL_SIZE];
	size_t items;
};

struct scan {
	struct name_book names;
	struct count counts[COMPANIES_MAX];
	size_t count, items, tagged;
};

static struct scan scan; /* nftw() hands its callback no context */

static bool read_feed(struct feed *feed, const char *path)
{
	struct buffer bytes;
	buffer_init(&bytes, FILE_BYTES);
	bool there = !file_read(path, &bytes, NULL);
	if (there)
		feed_parse(feed, buffer_text(&bytes), bytes.length, NULL, "https://feed.example/a/b", NULL);
	buffer_release(&bytes);
	return there;
}

static void tag_item(struct headline *h, const struct feed_item *item)
{
	headline_init(h);
	h->title = item->title;
	h->summary = item->summary;
	headline_tag(h, &scan.names);
	h->title = h->summary = NULL;
}

/* ---- how many of each ---- */

static void count_company(const char *symbol)
{
	size_t i = 0;
	while (i < scan.count && strcmp(scan.counts[i].symbol, symbol) != 0)
		i++;
	assert_true(i < COMPANIES_MAX);
	if (i == scan.count) {
		scan.count++;
		memcpy(scan.counts[i].symbol, symbol, strlen(symbol) + 1);
	}
	scan.counts[i].items++;
}

static int scan_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct feed feed;
	(void)status, (void)where;
	if (kind != FTW_F || !read_feed(&feed, path))
		return 0;
	for (size_t i = 0; i < feed.item_count; i++) {
		struct headline h;
		tag_item(&h, &feed.items[i]);
		scan.items++;
		scan.tagged += h.company_count > 0;
		for (size_t k = 0; k < h.company_count; k++)
			count_company(h.companies[k]);
	}
	feed_release(&feed);
	return 0;
}

static void the_corpus_names_these_companies(void **state)
{
	(void)state;
	if (nftw(FEEDS, scan_file, FOLDERS_OPEN, FTW_PHYS) != 0) {
		printf("skipped: %s is not there\n", FEEDS);
		return;
	}
	printf("figure: %zu of %zu real items name a company:", scan.tagged, scan.items);
	for (size_t i = 0; i < scan.count; i++)
		printf(" %s %zu", scan.counts[i].symbol, scan.counts[i].items);
	printf("\n");
	assert_true(scan.tagged > 0);
}

/* ---- how well ---- */

struct score {
	size_t items, right, wrong, missed;
};

static bool is_among(const char *symbols, const char *symbol)
{
	size_t length = strlen(symbol);
	for (const char *at = symbols; *at; at += strcspn(at, " "), at += *at == ' ')
		if (strcspn(at, " ") == length && !memcmp(at, symbol, length))
			return true;
	return false;
}

static size_t words_in(const char *text)
{
	size_t count = *text != '\0';
	for (; *text; text++)
		count += *text == ' ';
	return count;
}

static void show_difference(const struct tsv *t, const struct headline *h)
{
	printf("off: line %d is tagged", t->line);
	for (size_t i = 0; i < h->company_count; i++)
		printf(" %s", h->companies[i]);
	printf(", not \"%s\"\n", tsv_field(t, 2));
}

static void judge_item(struct score *score, const struct tsv *t, const struct feed_item *item)
{
	struct headline h;
	size_t right = 0, expected = words_in(tsv_field(t, 2));
	tag_item(&h, item);
	for (size_t i = 0; i < h.company_count; i++)
		right += is_among(tsv_field(t, 2), h.companies[i]);
	score->items++;
	score->right += right;
	score->wrong += h.company_count - right;
	score->missed += expected - right;
	if ((right < expected || right < h.company_count) && getenv("TAGGING_SHOW"))
		show_difference(t, &h);
}

static void judge_row(struct score *score, const struct tsv *t)
{
	char path[256];
	struct feed feed;
	size_t index = strtoul(tsv_field(t, 1), NULL, 10);
	snprintf(path, sizeof path, FEEDS "/%s", tsv_field(t, 0));
	if (!read_feed(&feed, path))
		return;
	if (index >= feed.item_count)
		fail_msg("%s line %d: %s has no item %zu", LABELS, t->line, path, index);
	judge_item(score, t, &feed.items[index]);
	feed_release(&feed);
}

static double share_pct(size_t part, size_t rest)
{
	return part + rest ? 100.0 * (double)part / (double)(part + rest) : 100.0;
}

static void labelled_items_are_told_by_their_companies(void **state)
{
	static const char *const columns[] = { "path", "index", "symbols", NULL };
	struct score score = { 0 };
	struct buffer text;
	struct error err = { "" };
	struct tsv t;
	int row;
	(void)state;
	buffer_init(&text, 0);
	if (file_read(LABELS, &text, &err) || tsv_open(&t, LABELS, columns, buffer_text(&text), text.length, &err))
		fail_msg("%s", err.text);
	while ((row = tsv_next(&t, &err)) == 1)
		judge_row(&score, &t);
	if (row)
		fail_msg("%s", err.text);
	buffer_release(&text);
	if (!score.items) {
		printf("skipped: %s is not there\n", FEEDS);
		return;
	}
	printf("figure: real items: %zu labelled, precision %.1f %%, recall %.1f %%\n", score.items,
	       share_pct(score.right, score.wrong), share_pct(score.right, score.missed));
	assert_true(share_pct(score.right, score.wrong) >= 95);
	assert_true(share_pct(score.right, score.missed) >= 90);
}

static int make_names(void **state)
{
	(void)state;
	return name_book_init(&scan.names, &(struct name_choice){ 0 });
}

static int drop_names(void **state)
{
	(void)state;
	name_book_release(&scan.names);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_corpus_names_these_companies),
		cmocka_unit_test(labelled_items_are_told_by_their_companies),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, make_names, drop_names);
}
