#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "fetch/feed_internal.h"

/* ---- entities ---- */

static void what_is_no_entity_is_told_apart(void **state)
{
	static const char *const cases[] = { "&",
					     "& ",
					     "&;",
					     "&#;",
					     "&#x;",
					     "&#xG;",
					     "&unknown;",
					     "&eacute",
					     "&Nbsp;",
					     "&nbsp_",
					     "&amp1",
					     "&AMPS;",
					     "&aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa;" };
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint32_t point = 0;
		size_t used = feed_entity(cases[i], strlen(cases[i]), &point);
		if (used && strcmp(cases[i], "&nbsp_") != 0 && strcmp(cases[i], "&amp1") != 0)
			fail_msg("'%s' was taken for U+%04X", cases[i], point);
	}
}

static void entities_name_their_characters(void **state)
{
	static const struct {
		const char *text;
		size_t used;
		uint32_t point;
	} cases[] = {
		{ "&amp;", 5, '&' },     { "&amp x", 4, '&' },      { "&lt;", 4, '<' },
		{ "&nbsp;", 6, 0xA0 },   { "&eacute;x", 8, 0xE9 },  { "&Eacute;", 8, 0xC9 },
		{ "&euro;", 6, 0x20AC }, { "&hellip;", 8, 0x2026 }, { "&apos;", 6, '\'' },
		{ "&commat;", 8, '@' },  { "&Zcaron;", 8, 0x17D },  { "&zwnj;", 6, 0x200C },
		{ "&AElig;", 7, 0xC6 },  { "&zwj;", 5, 0x200D },    { "&#233;", 6, 0xE9 },
		{ "&#xe9;", 6, 0xE9 },   { "&#XE9;", 6, 0xE9 },     { "&#233 x", 5, 0xE9 },
		{ "&#128;", 6, 0x20AC }, { "&#x92;", 6, 0x2019 },   { "&#128512;", 9, 0x1F600 },
		{ "&#10;", 5, '\n' },    { "&#0;", 4, 0 },          { "&#27;", 5, 0 },
		{ "&#xD800;", 8, 0 },    { "&#x110000;", 10, 0 },   { "&#99999999999999999999;", 23, 0 },
		{ "&#xFFFF;", 8, 0 },    { "&#129;", 6, 0 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint32_t point = 0;
		size_t used = feed_entity(cases[i].text, strlen(cases[i].text), &point);
		if (used != cases[i].used || point != cases[i].point)
			fail_msg("'%s' is U+%04X in %zu bytes", cases[i].text, point, used);
	}
}

/* ---- HTML ---- */

static void markup_goes_and_text_stays(void **state)
{
	static const char *const cases[][2] = {
		{ "", "" },
		{ "plain", "plain" },
		{ "<i>Nature</i> on <B CLASS='x'>chips</B>", "Nature on chips" },
		{ "<p>One</p><p>Two</p>", " One  Two " },
		{ "One<br/>Two<br>Three", "One Two Three" },
		{ "1 < 2 && 3 > 2", "1 < 2 && 3 > 2" },
		{ "x<y and z>w", "x<y and z>w" },
		{ "<Your name here> wins", "<Your name here> wins" },
		{ "a <o:p></o:p><x-y>b</x-y> <made class=\"up\">c</made><d/>", "a b c" },
		{ "<desc>a <b>b</b></desc> <desc>c</Desc> <desc>d</descr>", "a b c <desc>d" },
		{ "<script>if (a < b) steal()</script>after", "after" },
		{ "<SCRIPT src='x'>a</ScRiPt >b<style>p { }</style>c", "bc" },
		{ "a<script>never closed", "a" },
		{ "a<!-- gone <b> -->b<!-- open > c", "ab c" },
		{ "<!DOCTYPE html><?php x ?><![if IE]>a", "a" },
		{ "<!' and <?5 stay", "<!' and <?5 stay" },
		{ "<a href=\"x>y\" title='<b>'>link</a>", "link" },
		{ "<a href=\"never closed>link</a>", "link" },
		{ "<a <b>bold", "bold" },
		{ "cut <b", "cut " },
		{ "cut <", "cut <" },
		{ "AT&amp;T&nbsp;&#8211; caf&eacute; &unknown; &", "AT&T\xC2\xA0– café &unknown; &" },
		{ "&lt;b&gt;", "<b>" },
		{ "a&#27;[31mb", "a[31mb" },
	};
	struct buffer out;
	(void)state;
	buffer_init(&out, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buffer_clear(&out);
		feed_html_text(&out, cases[i][0], strlen(cases[i][0]));
		if (strcmp(buffer_text(&out), cases[i][1]) != 0)
			fail_msg("'%s' gave '%s', not '%s'", cases[i][0], buffer_text(&out), cases[i][1]);
	}
	buffer_release(&out);
}

/* ---- base64 ---- */

static void base64_is_decoded_or_left(void **state)
{
	static const struct {
		const char *text, *bytes; /* NULL: it is none */
	} cases[] = {
		{ "not base64!", NULL },
		{ "RXhh*", NULL },
		{ "", "" },
		{ "RXhhbXBsZQ==", "Example" },
		{ " RXhh\n bXBsZQ ", "Example" },
		{ "8J-YgA", "\xF0\x9F\x98\x80" },
	};
	struct buffer out;
	(void)state;
	buffer_init(&out, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buffer_clear(&out);
		bool good = feed_base64(&out, cases[i].text, strlen(cases[i].text));
		assert_int_equal(good, cases[i].bytes != NULL);
		assert_string_equal(buffer_text(&out), good ? cases[i].bytes : "");
	}
	buffer_release(&out);
}

/* ---- links: RFC 3986, 5.4 ---- */

static void references_resolve_as_the_rfc_shows(void **state)
{
	static const char base[] = "http://a/b/c/d;p?q";
	static const char *const cases[][2] = {
		{ "g:h", "g:h" },
		{ "g", "http://a/b/c/g" },
		{ "./g", "http://a/b/c/g" },
		{ "g/", "http://a/b/c/g/" },
		{ "/g", "http://a/g" },
		{ "//g", "http://g/" },
		{ "?y", "http://a/b/c/d;p?y" },
		{ "g?y", "http://a/b/c/g?y" },
		{ "#s", "http://a/b/c/d;p?q#s" },
		{ "g#s", "http://a/b/c/g#s" },
		{ "g?y#s", "http://a/b/c/g?y#s" },
		{ ";x", "http://a/b/c/;x" },
		{ "", "http://a/b/c/d;p?q" },
		{ ".", "http://a/b/c/" },
		{ "./", "http://a/b/c/" },
		{ "..", "http://a/b/" },
		{ "../", "http://a/b/" },
		{ "../g", "http://a/b/g" },
		{ "../..", "http://a/" },
		{ "../../g", "http://a/g" },
		{ "../../../g", "http://a/g" },
		{ "/./g", "http://a/g" },
		{ "/../g", "http://a/g" },
		{ "g.", "http://a/b/c/g." },
		{ "..g", "http://a/b/c/..g" },
		{ "./../g", "http://a/b/g" },
		{ "g/../h", "http://a/b/c/h" },
		{ "g?y/../x", "http://a/b/c/g?y/../x" },
		{ "https://b.example/x?y=1:2", "https://b.example/x?y=1:2" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char out[FEED_LINK_MAX];
		assert_int_equal(feed_link_resolve(base, cases[i][0], out), 0);
		if (strcmp(out, cases[i][1]) != 0)
			fail_msg("'%s' is '%s', not '%s'", cases[i][0], out, cases[i][1]);
	}
}

static void a_base_that_is_none_changes_nothing(void **state)
{
	char out[FEED_LINK_MAX];
	(void)state;
	assert_int_equal(feed_link_resolve("", "a/b", out), 0);
	assert_string_equal(out, "a/b");
	assert_int_equal(feed_link_resolve("urn:x", "a/b", out), 0);
	assert_string_equal(out, "a/b");
	assert_int_equal(feed_link_resolve("https://a.example", "b", out), 0);
	assert_string_equal(out, "https://a.example/b");
}

static void a_link_that_does_not_fit_is_refused(void **state)
{
	char reference[FEED_LINK_MAX + 1], out[FEED_LINK_MAX];
	(void)state;
	memset(reference, 'a', FEED_LINK_MAX);
	reference[FEED_LINK_MAX] = '\0';
	assert_int_equal(feed_link_resolve("", reference, out), -1);
	reference[FEED_LINK_MAX - 1] = '\0';
	assert_int_equal(feed_link_resolve("", reference, out), 0);
	assert_int_equal(feed_link_resolve("https://a.example/", reference, out), -1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_entity_is_told_apart),
		cmocka_unit_test(entities_name_their_characters),
		cmocka_unit_test(markup_goes_and_text_stays),
		cmocka_unit_test(base64_is_decoded_or_left),
		cmocka_unit_test(references_resolve_as_the_rfc_shows),
		cmocka_unit_test(a_base_that_is_none_changes_nothing),
		cmocka_unit_test(a_link_that_does_not_fit_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
