#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/feed.h"

static struct feed feed;

static void load(const char *name, const char *base)
{
	char path[128];
	struct buffer bytes;
	struct error err = { "" };
	snprintf(path, sizeof(path), "tests/fixtures/press/%s", name);
	buffer_init(&bytes, 1u << 20);
	assert_int_equal(file_read(path, &bytes, &err), 0);
	assert_int_equal(feed_parse(&feed, buffer_text(&bytes), bytes.length, NULL, base, &err), 0);
	buffer_release(&bytes);
}

static int release(void **state)
{
	(void)state;
	feed_release(&feed);
	return 0;
}

static void assert_time(int64_t seconds, const char *expected)
{
	char text[TIMESTAMP_SIZE] = "missing";
	if (seconds != INT64_MIN)
		timestamp_format_rfc3339(seconds, text);
	assert_string_equal(text, expected);
}

static void assert_flawless(const char *format)
{
	assert_string_equal(feed.error, "");
	assert_false(feed.bozo);
	assert_string_equal(feed.format, format);
}

static void a_minimal_rss_feed_has_one_item_and_misses_the_rest(void **state)
{
	(void)state;
	load("rss20_minimal.xml", NULL);
	assert_flawless("rss");
	assert_string_equal(feed.title, "Small");
	assert_null(feed.link);
	assert_null(feed.language);
	assert_string_equal(feed.encoding, "utf-8");
	assert_int_equal(feed.item_count, 1);
	const struct feed_item *i = &feed.items[0];
	assert_string_equal(i->title, "One");
	assert_null(i->id);
	assert_null(i->link);
	assert_null(i->author);
	assert_null(i->summary);
	assert_int_equal(i->category_count, 0);
	assert_time(i->published, "missing");
	assert_time(i->updated, "missing");
}

static void rss_2_with_its_modules_is_read_whole(void **state)
{
	(void)state;
	load("rss20_full.xml", "https://chips.example/feed");
	assert_flawless("rss");
	assert_string_equal(feed.title, "Chip Ledger");
	assert_string_equal(feed.link, "https://chips.example/");
	assert_string_equal(feed.language, "en-US");
	assert_int_equal(feed.item_count, 3);
	const struct feed_item *i = &feed.items[0];
	assert_string_equal(i->title, "Foundry raises prices by 5 – 10 %");
	assert_string_equal(i->link, "https://chips.example/foundry");
	assert_string_equal(i->id, "tag:chips.example,2026:1");
	assert_string_equal(i->author, "Ada Byron");
	assert_string_equal(i->summary, "From January, every wafer. No word on volumes…");
	assert_int_equal(i->category_count, 2);
	assert_string_equal(i->categories[0], "Foundry");
	assert_string_equal(i->categories[1], "Prices");
	assert_time(i->published, "2026-08-20T18:30:00Z");
}

static void what_an_item_misses_comes_from_what_stands_in_for_it(void **state)
{
	(void)state;
	load("rss20_full.xml", NULL);
	const struct feed_item *i = &feed.items[1];
	assert_string_equal(i->title, "Is Cloud Nine good for $40bn?");
	assert_string_equal(i->link, "https://chips.example/cloud-nine");
	assert_string_equal(i->id, "https://chips.example/cloud-nine");
	assert_string_equal(i->summary, "Only content here.");
	assert_string_equal(i->author, "Grace Hopper");
	assert_int_equal(i->category_count, 2);
	assert_string_equal(i->categories[1], "debt");
}

static void an_item_without_title_and_link_is_read_but_no_headline(void **state)
{
	(void)state;
	load("rss20_full.xml", NULL);
	assert_true(feed_item_is_headline(&feed.items[0]));
	assert_true(feed_item_is_headline(&feed.items[1]));
	assert_false(feed_item_is_headline(&feed.items[2]));
	assert_string_equal(feed.items[2].summary, "Neither title nor link, as short messages have it.");
}

static void rdf_items_beside_their_channel_are_read(void **state)
{
	(void)state;
	load("rss10.rdf", NULL);
	assert_flawless("rss1");
	assert_string_equal(feed.title, "L'Informatique");
	assert_string_equal(feed.link, "https://info.example/");
	assert_string_equal(feed.language, "fr");
	assert_int_equal(feed.item_count, 1);
	const struct feed_item *i = &feed.items[0];
	assert_string_equal(i->title, "Un centre de données à 1,2 milliard d'euros");
	assert_string_equal(i->id, "https://info.example/a1");
	assert_string_equal(i->author, "Émilie du Châtelet");
	assert_string_equal(i->categories[0], "Énergie");
	assert_time(i->published, "2026-08-20T07:15:00Z");
	assert_time(i->updated, "2026-08-20T07:15:00Z");
}

static void rss_091_with_its_document_type_may_use_entities_of_html(void **state)
{
	(void)state;
	load("rss091.xml", NULL);
	assert_flawless("rss09");
	assert_string_equal(feed.encoding, "iso-8859-1");
	assert_string_equal(feed.title, "Old Wire");
	assert_string_equal(feed.link, "http://old.example/");
	assert_int_equal(feed.item_count, 1);
	assert_string_equal(feed.items[0].title, "Café chain lists");
}

static void atom_1_links_resolve_against_their_base(void **state)
{
	(void)state;
	load("atom10_full.xml", "https://cdn.example/feed");
	assert_flawless("atom");
	assert_string_equal(feed.title, "The Letter");
	assert_string_equal(feed.link, "https://letter.example/posts/");
	assert_string_equal(feed.language, "en");
	assert_int_equal(feed.item_count, 2);
	assert_string_equal(feed.items[0].link, "https://letter.example/posts/1.html");
	assert_string_equal(feed.items[1].link, "https://letter.example/2");
}

static void atom_1_text_is_text_html_or_xhtml_as_it_says(void **state)
{
	(void)state;
	load("atom10_full.xml", NULL);
	const struct feed_item *i = &feed.items[0];
	assert_string_equal(i->title, "Why scale & debt part ways");
	assert_string_equal(i->summary, "Profits < promises");
	assert_string_equal(i->author, "Mary Shelley (mary@letter.example)");
	assert_string_equal(i->id, "urn:letter:1");
	assert_string_equal(i->categories[0], "debt");
	assert_time(i->published, "2026-08-19T06:00:00Z");
	assert_time(i->updated, "2026-08-20T10:00:00Z");
	assert_string_equal(feed.items[1].title, "The <blink> of an eye");
	assert_string_equal(feed.items[1].summary, "First. Second.");
}

static void atom_03_has_modes_and_other_dates(void **state)
{
	(void)state;
	load("atom03.xml", NULL);
	assert_flawless("atom03");
	assert_string_equal(feed.link, "https://old.example/");
	const struct feed_item *i = &feed.items[0];
	assert_string_equal(i->title, "Half baked");
	assert_string_equal(i->summary, "Fully baked");
	assert_time(i->published, "2004-05-01T10:00:00Z");
	assert_time(i->updated, "2004-05-02T10:00:00Z");
}

static void json_feed_items_are_read_and_other_values_passed_over(void **state)
{
	(void)state;
	load("feed.json", "https://watts.example/feed.json");
	assert_flawless("json");
	assert_string_equal(feed.title, "Power & Watts");
	assert_string_equal(feed.link, "https://watts.example/");
	assert_int_equal(feed.item_count, 2);
	const struct feed_item *i = &feed.items[0];
	assert_string_equal(i->id, "7");
	assert_string_equal(i->link, "https://watts.example/grid");
	assert_string_equal(i->summary, "Three gigawatts.");
	assert_string_equal(i->author, "Nikola T.");
	assert_int_equal(i->category_count, 2);
	assert_time(i->published, "2026-08-20T16:00:00Z");
	i = &feed.items[1];
	assert_null(i->title);
	assert_string_equal(i->link, "https://elsewhere.example/x");
	assert_string_equal(i->summary, "A note without a title: 5 < 6 & so on.");
	assert_string_equal(i->author, "Old form");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(a_minimal_rss_feed_has_one_item_and_misses_the_rest, release),
		cmocka_unit_test_teardown(rss_2_with_its_modules_is_read_whole, release),
		cmocka_unit_test_teardown(what_an_item_misses_comes_from_what_stands_in_for_it, release),
		cmocka_unit_test_teardown(an_item_without_title_and_link_is_read_but_no_headline, release),
		cmocka_unit_test_teardown(rdf_items_beside_their_channel_are_read, release),
		cmocka_unit_test_teardown(rss_091_with_its_document_type_may_use_entities_of_html, release),
		cmocka_unit_test_teardown(atom_1_links_resolve_against_their_base, release),
		cmocka_unit_test_teardown(atom_1_text_is_text_html_or_xhtml_as_it_says, release),
		cmocka_unit_test_teardown(atom_03_has_modes_and_other_dates, release),
		cmocka_unit_test_teardown(json_feed_items_are_read_and_other_values_passed_over, release),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
