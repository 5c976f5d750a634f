#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "fetch/opml.h"

#define CORPUS "../shared/corpus/feeds/opml"

static void refused(const char *text, const char *sentence)
{
	struct opml opml;
	struct error err = { "" };
	assert_int_equal(opml_parse(&opml, text, strlen(text), &err), -1);
	assert_non_null(strstr(err.text, sentence));
	opml_release(&opml);
}

static void what_is_no_list_of_feeds_is_refused_by_what_came(void **state)
{
	(void)state;
	refused("", "an empty body");
	refused("<html><title>Sign in</title></html>", "an HTML page 'Sign in'");
	refused("<rss version='2.0'><channel><title>t</title></channel></rss>", "expected a list of feeds (OPML)");
	refused("{\"feeds\": []}", "JSON");
	refused("<opml version='2.0'><body><outline text='only a folder'/></body></opml>", "names no feed");
	refused("<!DOCTYPE opml [<!ENTITY x 'y'>]><opml><body><outline xmlUrl='https://a.example/&x;'/></body></opml>",
		"refused");
}

static void read(struct opml *opml, const char *text)
{
	struct error err = { "" };
	if (opml_parse(opml, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void outlines_within_outlines_are_read_in_order(void **state)
{
	(void)state;
	struct opml opml;
	read(&opml,
	     "<?xml version='1.0'?><opml version='1.0'><head><title>Mine</title></head><body>"
	     "<outline text='Chips'><outline text='One &amp; only' xmlUrl='https://one.example/feed?a=1&amp;b=2'/>"
	     "<outline text='deeper'><OUTLINE title='Two' text='other' xmlurl='http://two.example/'/></outline>"
	     "</outline><outline text='' type='rss' xmlUrl='https://three.example/rss'/></body></opml>");
	assert_int_equal(opml.count, 3);
	assert_string_equal(opml.feeds[0].name, "One & only");
	assert_string_equal(opml.feeds[0].url, "https://one.example/feed?a=1&b=2");
	assert_string_equal(opml.feeds[1].name, "Two");
	assert_string_equal(opml.feeds[1].url, "http://two.example/");
	assert_string_equal(opml.feeds[2].name, "https://three.example/rss");
	assert_string_equal(opml.warning, "");
	opml_release(&opml);
}

static void a_faulty_list_is_read_as_far_as_it_goes_and_says_so(void **state)
{
	(void)state;
	struct opml opml;
	read(&opml, "<opml><body><outline text='Caf\xE9 & Co' xmlUrl='https://one.example/'/>"
		    "<outline text='cut' xmlUrl='https://two.ex");
	assert_int_equal(opml.count, 1);
	assert_string_equal(opml.feeds[0].name, "Café & Co");
	assert_string_not_equal(opml.warning, "");
	opml_release(&opml);
}

static void nothing_foreign_reaches_a_terminal(void **state)
{
	(void)state;
	struct opml opml;
	read(&opml,
	     "<opml><body><outline text='a&#27;[31m&#x202E;b' xmlUrl='https://one.example/&#7;x'/></body></opml>");
	for (size_t i = 0; i < opml.count; i++)
		for (const char *p = opml.feeds[i].name; *p; p++)
			assert_true((unsigned char)*p >= 0x20);
	assert_null(strstr(opml.feeds[0].name, "\xE2\x80\xAE"));
	assert_null(strchr(opml.feeds[0].url, 7));
	opml_release(&opml);
}

static void too_many_feeds_are_cut_and_told(void **state)
{
	(void)state;
	struct buffer text;
	struct opml opml;
	struct error err;
	buffer_init(&text, 0);
	buffer_append_text(&text, "<opml><body>");
	for (int i = 0; i < OPML_FEEDS_MAX + 5; i++)
		buffer_format(&text, "<outline text='f%d' xmlUrl='https://f.example/%d'/>", i, i);
	buffer_append_text(&text, "</body></opml>");
	assert_int_equal(opml_parse(&opml, buffer_text(&text), text.length, &err), 0);
	assert_int_equal(opml.count, OPML_FEEDS_MAX);
	assert_non_null(strstr(opml.warning, "more than 10000"));
	opml_release(&opml);
	buffer_release(&text);
}

/* Each list there was exported by a program that people use. */
static void lists_from_the_world_are_read(void **state)
{
	(void)state;
	DIR *folder = opendir(CORPUS);
	size_t lists = 0, feeds = 0;
	if (!folder) {
		printf("skipped: no " CORPUS "\n");
		skip();
	}
	for (struct dirent *entry; (entry = readdir(folder));) {
		char path[512];
		struct buffer bytes;
		struct opml opml;
		struct error err;
		if (!strstr(entry->d_name, ".opml"))
			continue;
		snprintf(path, sizeof path, CORPUS "/%.200s", entry->d_name);
		buffer_init(&bytes, 8 << 20);
		assert_int_equal(file_read(path, &bytes, &err), 0);
		if (opml_parse(&opml, buffer_text(&bytes), bytes.length, &err))
			fail_msg("%s: %s", path, err.text);
		lists++;
		for (size_t i = 0; i < opml.count; i++)
			feeds += strncmp(opml.feeds[i].url, "http", 4) == 0;
		opml_release(&opml);
		buffer_release(&bytes);
	}
	closedir(folder);
	printf("%zu lists, %zu feeds\n", lists, feeds);
	assert_true(lists >= 50 && feeds > 500);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_list_of_feeds_is_refused_by_what_came),
		cmocka_unit_test(outlines_within_outlines_are_read_in_order),
		cmocka_unit_test(a_faulty_list_is_read_as_far_as_it_goes_and_says_so),
		cmocka_unit_test(nothing_foreign_reaches_a_terminal),
		cmocka_unit_test(too_many_feeds_are_cut_and_told),
		cmocka_unit_test(lists_from_the_world_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
