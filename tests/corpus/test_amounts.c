/* The amounts of real press items, where captures are: in order, within their text, nothing overlapping, and
 * not so many that counts and dates must be among them. Prints how many were found. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/feed.h"
#include "market/amounts.h"
#include "market/statement.h"

#define CORPUS "../shared/corpus"
#define FOLDERS_OPEN 16
#define MOST 256

/* nftw() hands its callback no context. */
static struct {
	size_t texts, bytes, amounts, money, power, doubtful, statements;
} found;

static void read_text(const char *text)
{
	static struct amount a[MOST];
	static struct statement s[MOST];
	size_t length = text ? strlen(text) : 0, past = 0;
	size_t count = length ? amounts_find(text, length, LANGUAGE_AUTO, a, MOST) : 0;
	for (size_t i = 0; i < count; i++) {
		assert_true(a[i].offset >= past && a[i].length > 0 && a[i].length <= length - a[i].offset);
		assert_true(a[i].low <= a[i].high);
		past = a[i].offset + a[i].length;
		found.money += amount_is_money(&a[i]);
		found.power += !strcmp(a[i].unit, "GW") || !strcmp(a[i].unit, "MW");
		found.doubtful += a[i].doubtful;
	}
	found.statements += statements_find(text, length, a, count, s, MOST);
	found.amounts += count;
	found.texts += length > 0;
	found.bytes += length;
}

static int read_file(const char *path, const struct stat *status, int kind, struct FTW *where)
{
	struct buffer bytes;
	struct feed feed;
	(void)status, (void)where;
	if (kind != FTW_F)
		return 0;
	buffer_init(&bytes, 9u << 20);
	if (!file_read(path, &bytes, NULL)) {
		feed_parse(&feed, buffer_text(&bytes), bytes.length, NULL, NULL, NULL);
		for (size_t i = 0; i < feed.item_count; i++) {
			read_text(feed.items[i].title);
			read_text(feed.items[i].summary);
		}
		feed_release(&feed);
	}
	buffer_release(&bytes);
	return 0;
}

static void the_press_is_read(void **state)
{
	(void)state;
	if (nftw(CORPUS "/feeds", read_file, FOLDERS_OPEN, FTW_PHYS) != 0 || !found.texts) {
		printf("skipped: %s/feeds is not there\n", CORPUS);
		return;
	}
	printf("figure: %zu texts, %zu kB: %zu amounts (%zu money, %zu power, %zu doubtful), %zu statements\n",
	       found.texts, found.bytes / 1000, found.amounts, found.money, found.power, found.doubtful,
	       found.statements);
	assert_true(found.money > 100);
	assert_true(found.amounts < found.bytes / 500);
	assert_true(found.statements < found.amounts);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_press_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
