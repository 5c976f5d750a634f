#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "fetch/feed.h"

static struct feed feed;
static struct error err;

static void parse(const char *bytes, size_t length)
{
	feed_release(&feed);
	err = (struct error){ "" };
	if (feed_parse(&feed, bytes, length, NULL, "https://press.example/feed", &err))
		fail_msg("'%.80s' was refused: %s", bytes, err.text);
}

static void parse_text(const char *text)
{
	parse(text, strlen(text));
}

static int release(void **state)
{
	(void)state;
	feed_release(&feed);
	return 0;
}

/* ---- faults, told and survived ---- */

static void each_fault_is_told_by_line_and_the_rest_is_read(void **state)
{
	static const struct {
		const char *text, *title, *error;
	} cases[] = {
		{ "<rss><channel><title>Profit &eacute;t&eacute;</title></channel></rss>", "Profit été",
		  "line 1: an entity of HTML that XML does not know" },
		{ "<rss>\n<channel>\n<title>AT&T & Co</title></channel></rss>", "AT&T & Co",
		  "line 3: an '&' stands alone or before an unknown name" },
		{ "<rss><channel><title>a &doesnotexist; b</title></channel></rss>", "a &doesnotexist; b",
		  "line 1: an '&' stands alone or before an unknown name" },
		{ "<rss><channel><title>a\x01"
		  "b\x1B[31mc</title></channel></rss>",
		  "ab[31mc", "line 1: a control character" },
		{ "<rss><channel><title>a&#27;b&#0;c</title></channel></rss>", "abc",
		  "line 1: a reference to a character that XML does not allow" },
		{ "<rss><channel><title>1 < 2 <3 <a@b.example></title></channel></rss>", "1 < 2 <3 <a@b.example>",
		  "line 1: a '<' that starts no tag" },
		{ "<rss><channel><title>One<br>Two</title></channel></rss>", "One Two",
		  "line 1: an element without its end tag" },
		{ "<rss><channel><title>One</p> Two</title></channel></rss>", "One Two",
		  "line 1: an end tag that does not match its start tag" },
		{ "<rss><channel><TITLE>One</title></channel></rss>", "One",
		  "line 1: an end tag that does not match its start tag" },
		{ "<rss><channel><title><a href=x checked b=\"1 & 2\">One</a></title></channel></rss>", "One",
		  "line 1: an attribute without quotes" },
		{ "<rss><channel><title><a href=\"x>One</a> Two</title></channel></rss>", "One Two", NULL },
		{ "Warning: mysql_connect()\n<rss><channel><title>One</title></channel></rss>", "One",
		  "line 1: something stands before the feed" },
		{ "\n\n<?xml version=\"1.0\"?><rss><channel><title>One</title></channel></rss>", "One",
		  "line 3: the XML declaration is not at the start" },
		{ "<rss><channel><title>One</title></channel></rss>\n<script>spy()</script>", "One",
		  "line 2: something follows the end of the feed" },
		{ "<rss><channel><title a='1' a='2'>One</title></channel></rss>", "One",
		  "line 1: Attribute a redefined" },
		{ "<rss><channel><title>One</title><nowhere:x/></channel></rss>", "One",
		  "line 1: Namespace prefix nowhere on x is not defined" },
		{ "<rss><channel><title>One</title><item><title>x</title><pubDate>soon</pubDate></item></channel></"
		  "rss>",
		  "One", "a date that cannot be read: 'soon'" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		parse_text(cases[i].text);
		if (!feed.title || strcmp(feed.title, cases[i].title) != 0)
			fail_msg("'%s' has the title '%s'", cases[i].text, feed.title);
		assert_true(feed.bozo);
		if (cases[i].error && strcmp(feed.error, cases[i].error) != 0)
			fail_msg("'%s' tells '%s', not '%s'", cases[i].text, feed.error, cases[i].error);
	}
}

static void what_is_well_formed_is_no_fault(void **state)
{
	static const struct {
		const char *text, *title;
	} cases[] = {
		{ "<rss><channel><title>a &amp; b &lt; c &#233; &#xE9; &#146;</title></channel></rss>",
		  "a & b < c é é ’" },
		{ "<rss><channel><title><![CDATA[a & b < c]]> d<!-- <no> & --></title></channel></rss>",
		  "a & b < c d" },
		{ "<?xml version='1.0'?>\n<!-- x -->\n<rss><channel><title>One</title></channel></rss>\n<!-- cached "
		  "-->\n",
		  "One" },
		{ "<!DOCTYPE rss [<!ENTITY % HTMLlat1 PUBLIC \"-//W3C//ENTITIES Latin 1\" \"xhtml-lat1.ent\"> "
		  "%HTMLlat1;"
		  "<!ENTITY nbsp \"&#160;\">]><rss><channel><title>Caf&eacute;&nbsp;au lait</title></channel></rss>",
		  "Café au lait" },
		{ "<rss\n><channel ><title\tx = '>'>a > b</title ></channel></rss>", "a > b" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		parse_text(cases[i].text);
		assert_string_equal(feed.error, "");
		assert_false(feed.bozo);
		assert_string_equal(feed.title, cases[i].title);
	}
}

static void a_prefix_without_its_namespace_means_what_it_always_does(void **state)
{
	(void)state;
	parse_text("<rss><channel><item><title>x</title><dc:creator>Ada</dc:creator></item></channel></rss>");
	assert_string_equal(feed.items[0].author, "Ada");
	assert_true(feed.bozo);
}

static void an_item_that_is_not_closed_ends_where_the_next_begins(void **state)
{
	(void)state;
	parse_text("<rss><channel><item><title>A</title><item><title>B</title></channel></rss>");
	assert_int_equal(feed.item_count, 2);
	assert_string_equal(feed.items[0].title, "A");
	assert_string_equal(feed.items[1].title, "B");
}

static void a_base_is_made_safe_before_it_is_part_of_a_link(void **state)
{
	(void)state;
	parse_text("<feed xmlns='http://www.w3.org/2005/Atom' xml:base='https://a.example/\xEE\x96\xB9\xC2\x9B/'>"
		   "<entry><link href='x'/></entry></feed>");
	assert_string_equal(feed.items[0].link, "https://a.example//x");
}

/* ---- truncation ---- */

static const char small[] = "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>T</title>"
			    "<item><title>First &amp; best</title><link>https://a.example/1</link></item>"
			    "<item><title><![CDATA[Second]]></title><guid>https://a.example/2</guid></item>"
			    "</channel></rss>";

static void a_feed_cut_anywhere_keeps_its_complete_items_and_no_others(void **state)
{
	const size_t length = sizeof(small) - 1;
	const size_t first = (size_t)(strstr(small, "</item>") - small) + 7;
	const size_t second = (size_t)(strstr(small + first, "</item>") - small) + 7;
	(void)state;
	for (size_t cut = 0; cut <= length; cut++) {
		char *copy = malloc(cut ? cut : 1); /* its end is the end of the memory, for the sanitizer */
		assert_non_null(copy);
		memcpy(copy, small, cut);
		feed_release(&feed);
		int result = feed_parse(&feed, copy, cut, NULL, NULL, NULL);
		free(copy);
		assert_int_equal(feed.item_count, (cut >= first) + (cut >= second));
		if (cut >= second)
			assert_string_equal(feed.items[1].title, "Second");
		if (cut >= first)
			assert_int_equal(result, 0);
		assert_int_equal(feed.bozo, cut < length);
	}
}

/* ---- bounds ---- */

static void repeat(struct buffer *b, const char *text, int count)
{
	for (int i = 0; i < count; i++)
		buffer_append_text(b, text);
}

static void a_bomb_of_entities_is_refused_unexploded(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<!DOCTYPE rss [<!ENTITY a \"");
	repeat(&b, "a", 50000);
	buffer_append_text(&b, "\">]><rss><channel><title>");
	repeat(&b, "&a;", 50000);
	buffer_append_text(&b, "</title></channel></rss>");
	assert_int_equal(feed_parse(&feed, buffer_text(&b), b.length, NULL, NULL, &err), -1);
	assert_string_equal(err.text, "refused: the document type (DTD) defines entities of its own");
	buffer_release(&b);
}

static void too_many_attributes_end_the_reading_but_keep_what_is_complete(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<rss><channel><item><title>Kept</title></item><x");
	for (int i = 0; i < 257; i++)
		buffer_format(&b, " a%d='1'", i);
	buffer_append_text(&b, "/><item><title>Lost</title></item></channel></rss>");
	parse(buffer_text(&b), b.length);
	assert_string_equal(feed.error, "line 1: a tag of more than 64 KiB or 256 attributes");
	assert_int_equal(feed.item_count, 1);
	assert_string_equal(feed.items[0].title, "Kept");
	buffer_release(&b);
}

static void as_many_attributes_as_allowed_are_read(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<rss><channel><x");
	for (int i = 0; i < 256; i++)
		buffer_format(&b, " a%d='1'", i);
	buffer_append_text(&b, "/><title>Read</title></channel></rss>");
	parse(buffer_text(&b), b.length);
	assert_string_equal(feed.error, "");
	assert_string_equal(feed.title, "Read");
	buffer_release(&b);
}

static void a_tag_without_end_is_cut_at_64_KiB(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<rss><channel><title>T</title><x y='");
	repeat(&b, "0123456789abcdef", 4096);
	buffer_append_text(&b, "'/></channel></rss>");
	parse(buffer_text(&b), b.length);
	assert_string_equal(feed.error, "line 1: a tag of more than 64 KiB or 256 attributes");
	assert_string_equal(feed.title, "T");
	buffer_release(&b);
}

static void elements_nested_too_deep_are_left_out_and_the_rest_is_read(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<rss><channel><item><title>A</title><description>");
	repeat(&b, "<div>", 100000);
	buffer_append_text(&b, "deep");
	repeat(&b, "</div>", 100000);
	buffer_append_text(&b, "</description></item><item><title>B</title></item></channel></rss>");
	parse(buffer_text(&b), b.length);
	assert_string_equal(feed.error, "line 1: elements nested deeper than 64");
	assert_int_equal(feed.item_count, 2);
	assert_string_equal(feed.items[0].summary, "deep");
	assert_string_equal(feed.items[1].title, "B");
	buffer_release(&b);
}

static void items_beyond_ten_thousand_are_told_and_dropped(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<rss><channel>");
	repeat(&b, "<item><title>x</title></item>", 10001);
	buffer_append_text(&b, "</channel></rss>");
	parse(buffer_text(&b), b.length);
	assert_int_equal(feed.item_count, 10000);
	assert_string_equal(feed.error, "more than 10000 items, the rest is not read");
	buffer_release(&b);
}

static void a_text_is_cut_at_a_whole_character(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_append_text(&b, "<rss><channel><item><title>x</title><description>a");
	repeat(&b, "é", 40000);
	buffer_append_text(&b, "</description></item></channel></rss>");
	parse(buffer_text(&b), b.length);
	assert_int_equal(strlen(feed.items[0].summary), 32767);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(each_fault_is_told_by_line_and_the_rest_is_read, release),
		cmocka_unit_test_teardown(what_is_well_formed_is_no_fault, release),
		cmocka_unit_test_teardown(a_prefix_without_its_namespace_means_what_it_always_does, release),
		cmocka_unit_test_teardown(an_item_that_is_not_closed_ends_where_the_next_begins, release),
		cmocka_unit_test_teardown(a_base_is_made_safe_before_it_is_part_of_a_link, release),
		cmocka_unit_test_teardown(a_feed_cut_anywhere_keeps_its_complete_items_and_no_others, release),
		cmocka_unit_test_teardown(a_bomb_of_entities_is_refused_unexploded, release),
		cmocka_unit_test_teardown(too_many_attributes_end_the_reading_but_keep_what_is_complete, release),
		cmocka_unit_test_teardown(as_many_attributes_as_allowed_are_read, release),
		cmocka_unit_test_teardown(a_tag_without_end_is_cut_at_64_KiB, release),
		cmocka_unit_test_teardown(elements_nested_too_deep_are_left_out_and_the_rest_is_read, release),
		cmocka_unit_test_teardown(items_beyond_ten_thousand_are_told_and_dropped, release),
		cmocka_unit_test_teardown(a_text_is_cut_at_a_whole_character, release),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
