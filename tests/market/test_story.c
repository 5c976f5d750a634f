#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "market/story.h"

static void assert_title(const char *title, const char *folded)
{
	struct buffer out;
	buffer_init(&out, 0);
	assert_int_equal(story_fold_title(title, &out), 0);
	assert_string_equal(buffer_text(&out), folded);
	buffer_release(&out);
}

static void assert_url(const char *url, const char *folded)
{
	struct buffer out;
	buffer_init(&out, 0);
	assert_int_equal(story_fold_url(url, &out), 0);
	assert_string_equal(buffer_text(&out), folded);
	buffer_release(&out);
}

static void any_bytes_are_a_title_and_an_address(void **state)
{
	char bytes[64];
	uint32_t seed = 1;
	struct story_marks marks;
	(void)state;
	for (int round = 0; round < 20000; round++) {
		size_t length = (seed = seed * 1664525u + 1013904223u) >> 26;
		for (size_t i = 0; i < length; i++)
			bytes[i] = (char)((seed = seed * 1664525u + 1013904223u) >> 23 | 1);
		bytes[length] = '\0';
		story_marks_read(&marks, bytes, bytes);
		assert_true(marks.title != 0);
	}
	story_marks_read(&marks, "", "");
	assert_true(marks.title != 0 && marks.is_generic && marks.url == 0);
}

static void a_very_long_title_has_a_mark(void **state)
{
	struct story_marks a, b;
	(void)state;
	char *title = malloc(100001);
	assert_non_null(title);
	memset(title, 'x', 100000);
	title[100000] = '\0';
	story_marks_read(&a, title, title);
	memcpy(title, "a b c d ", 8);
	story_marks_read(&b, title, "https://example.org/");
	assert_true(a.title != b.title && a.is_generic && !b.is_generic);
	free(title);
}

static void what_papers_change_in_a_title_is_left_out(void **state)
{
	(void)state;
	assert_title("Oracle’s “big” bet — on U.S. power: up 5.5%, $38bn", "oracles big bet on us power up 5.5% $38bn");
	assert_title("ORACLE'S \"BIG\" BET - on US power; up 5.5%, $38bn.",
		     "oracles big bet on us power up 5.5% $38bn");
	assert_title("  A\tb  c ", "a b c");
	assert_title("1,000 chips", "1000 chips");
	assert_title("AT&T / Nokia", "at t nokia");
	assert_title("ÉNERGIE à Paris", "énergie à paris");
	assert_title("半導体、需要が「拡大」", "半導体 需要が 拡大");
	assert_title("...", "");
}

static void the_papers_name_at_the_end_goes_and_nothing_else_does(void **state)
{
	(void)state;
	assert_title("Oracle to borrow more - Reuters", "oracle to borrow more");
	assert_title("Oracle to borrow more – REUTERS", "oracle to borrow more");
	assert_title("Oracle to borrow more — Investing.com", "oracle to borrow more");
	assert_title("Oracle to borrow more | Any Paper At All", "oracle to borrow more");
	assert_title("Oracle emprunte encore - Les Échos", "oracle emprunte encore");
	assert_title("ソフトバンクが出資 - ロイター", "ソフトバンクが出資");
	assert_title("Oracle to borrow more - sources", "oracle to borrow more sources");
	assert_title("Oracle shares fall - time to buy?", "oracle shares fall time to buy");
	assert_title("Oracle-Reuters deal", "oracle reuters deal");
	assert_title("A long day | and a bar in the middle of words", "a long day and a bar in the middle of words");
	assert_title("Reuters", "reuters");
	assert_title(" - Reuters", "reuters");
}

static void stock_titles_are_generic(void **state)
{
	static const char *const generic[] = { "",
					       "form 8 k",
					       "press release",
					       "q3 results",
					       "third quarter 2026 financial results",
					       "announces first quarter fiscal 2027 results",
					       "date of the annual meeting of shareholders",
					       "résultats du premier semestre 2026",
					       "nvidia up",
					       "a b c d e f",
					       "決算短信",
					       "8 k 20260820 0001045810" };
	static const char *const own[] = { "nvidia reports third quarter results", "openai and amd sign a deal",
					   "ソフトバンクグループが出資を発表",
					   "엔비디아 주가 또 다시 사상 최고치 경신했다" };
	(void)state;
	for (size_t i = 0; i < sizeof generic / sizeof *generic; i++)
		if (!story_is_generic(generic[i]))
			fail_msg("\"%s\" should be generic", generic[i]);
	for (size_t i = 0; i < sizeof own / sizeof *own; i++)
		if (story_is_generic(own[i]))
			fail_msg("\"%s\" should not be generic", own[i]);
}

static void an_address_has_one_form(void **state)
{
	(void)state;
	assert_url("https://www.Paper.example/Story/?utm_source=rss&id=4&utm_medium=x#top", "paper.example/Story?id=4");
	assert_url("http://paper.example/Story?id=4", "paper.example/Story?id=4");
	assert_url("https://paper.example/?p=12", "paper.example?p=12");
	assert_url("https://paper.example/a?&&utm_id=1&", "paper.example/a");
	assert_url("https://paper.example/a?utm=1", "paper.example/a?utm=1");
	assert_url("https://paper.example/a?x=1&fbclid=abc", "paper.example/a?x=1");
}

static void what_names_no_page_has_no_address(void **state)
{
	static const char *const none[] = { "",
					    "https://paper.example",
					    "https://www.paper.example/",
					    "https://paper.example/#news",
					    "https://paper.example/?utm_source=x",
					    "no address",
					    "https://news.google.com/rss/articles/CBMi?oc=5",
					    "https://NEWS.google.com/articles/CBMi" };
	(void)state;
	for (size_t i = 0; i < sizeof none / sizeof *none; i++)
		assert_url(none[i], "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(any_bytes_are_a_title_and_an_address),
		cmocka_unit_test(a_very_long_title_has_a_mark),
		cmocka_unit_test(what_papers_change_in_a_title_is_left_out),
		cmocka_unit_test(the_papers_name_at_the_end_goes_and_nothing_else_does),
		cmocka_unit_test(stock_titles_are_generic),
		cmocka_unit_test(an_address_has_one_form),
		cmocka_unit_test(what_names_no_page_has_no_address),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
