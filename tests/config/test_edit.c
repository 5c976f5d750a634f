#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "config/config.h"
#include "config/edit.h"

static const struct config_list more_feeds = { "press", "more_feeds" };
static const struct config_list watchlists = { NULL, "watchlists" };

#define ITEM "- name: 'New'\n  url: 'https://new.example/'\n"

static void what_has_no_room_for_lines_is_refused_by_line(void **state)
{
	(void)state;
	static const struct {
		const char *text, *sentence;
	} rows[] = {
		{ "press:\n  more_feeds: [{ name: A, url: 'https://a.example/' }]\n",
		  "f.yaml:2: more_feeds: expected a list" },
		{ "# x\npress: { keep_days: 3 }\n", "f.yaml:2: press: expected a mapping" },
		{ "press: 3\n", "f.yaml:1: press: expected a mapping" },
		{ "[1, 2]\n", "f.yaml:1: the file: expected a mapping" },
		{ "press:\n  more_feeds: none\n", "f.yaml:2: more_feeds: expected a list" },
		{ "press:\n\tkeep_days: 3\n", "not YAML" },
		{ "press: [\n", "f.yaml:1: press: expected a mapping" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out;
		struct error err = { "" };
		buffer_init(&out, 0);
		assert_int_equal(
			config_edit_append(&out, &more_feeds, "f.yaml", rows[i].text, strlen(rows[i].text), ITEM, &err),
			-1);
		assert_non_null(strstr(err.text, rows[i].sentence));
		buffer_release(&out);
	}
}

static void an_item_comes_at_the_end_of_its_list_and_nothing_else_changes(void **state)
{
	(void)state;
	static const struct {
		const char *before, *after;
	} rows[] = {
		{ "", "press:\n  more_feeds:\n    - name: 'New'\n      url: 'https://new.example/'\n" },
		{ "# mine\n\n# no key yet", "# mine\n\n# no key yet\npress:\n  more_feeds:\n    - name: 'New'\n      "
					    "url: 'https://new.example/'\n" },
		{ "fetch: # how\n    quote_interval: 90 # slow\n",
		  "fetch: # how\n    quote_interval: 90 # slow\npress:\n  more_feeds:\n    - name: 'New'\n"
		  "      url: 'https://new.example/'\n" },
		{ "press:\n    keep_days: 30   # a month\n\n# below\ndisplay:\n    theme: light\n",
		  "press:\n    keep_days: 30   # a month\n    more_feeds:\n      - name: 'New'\n"
		  "        url: 'https://new.example/'\n\n# below\ndisplay:\n    theme: light\n" },
		{ "press:\ndisplay:\n  theme: light\n", "press:\n  more_feeds:\n    - name: 'New'\n      url: "
							"'https://new.example/'\ndisplay:\n  theme: light\n" },
		{ "press:\n  more_feeds:\n  keep_days: 3\n",
		  "press:\n  more_feeds:\n    - name: 'New'\n      url: 'https://new.example/'\n  keep_days: 3\n" },
		{ "press:\n  more_feeds: # of mine\n  # first\n  - {name: A, url: 'https://a.example/'} # a\n"
		  "  - name: B\n    url: \"https://b.example/\"\n  # last words\n  keep_days: 30\n",
		  "press:\n  more_feeds: # of mine\n  # first\n  - {name: A, url: 'https://a.example/'} # a\n"
		  "  - name: B\n    url: \"https://b.example/\"\n  - name: 'New'\n    url: 'https://new.example/'\n"
		  "  # last words\n  keep_days: 30\n" },
		{ "press:\n  more_feeds:\n    - name: B\n      url: https://b.example/",
		  "press:\n  more_feeds:\n    - name: B\n      url: https://b.example/\n    - name: 'New'\n"
		  "      url: 'https://new.example/'\n" },
		{ "watchlists:\n  - name: \xE6\x97\xA5\xE6\x9C\xAC\n    symbols: [9984.T]\npress:\n  more_feeds:\n"
		  "    - name: B\n      url: https://b.example/\n",
		  "watchlists:\n  - name: \xE6\x97\xA5\xE6\x9C\xAC\n    symbols: [9984.T]\npress:\n  more_feeds:\n"
		  "    - name: B\n      url: https://b.example/\n    - name: 'New'\n      url: "
		  "'https://new.example/'\n" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out;
		struct error err = { "" };
		struct config c;
		buffer_init(&out, 0);
		if (config_edit_append(&out, &more_feeds, "f.yaml", rows[i].before, strlen(rows[i].before), ITEM, &err))
			fail_msg("%s", err.text);
		assert_string_equal(buffer_text(&out), rows[i].after);
		assert_int_equal(config_init(&c, &err), 0);
		size_t shipped = c.feed_count;
		if (config_parse(&c, "f.yaml", buffer_text(&out), out.length, &err))
			fail_msg("%s", err.text);
		assert_true(c.feed_count > shipped);
		assert_string_equal(c.feeds[c.feed_count - 1].name, "New");
		config_release(&c);
		buffer_release(&out);
	}
}

static void a_list_at_the_top_is_found_and_made(void **state)
{
	(void)state;
	static const struct {
		const char *before, *after;
	} rows[] = {
		{ "watchlists:\n  - name: A\n    symbols:\n      - NVDA # the first\n# end\nfetch:\n",
		  "watchlists:\n  - name: A\n    symbols:\n      - NVDA # the first\n  - name: B\n    symbols: "
		  "[AMD]\n# end\nfetch:\n" },
		{ "fetch:\n", "fetch:\nwatchlists:\n  - name: B\n    symbols: [AMD]\n" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out;
		struct error err = { "" };
		buffer_init(&out, 0);
		if (config_edit_append(&out, &watchlists, "f.yaml", rows[i].before, strlen(rows[i].before),
				       "- name: B\n  symbols: [AMD]\n", &err))
			fail_msg("%s", err.text);
		assert_string_equal(buffer_text(&out), rows[i].after);
		buffer_release(&out);
	}
}

static void a_quoted_text_cannot_end_its_line(void **state)
{
	(void)state;
	struct buffer out;
	buffer_init(&out, 0);
	assert_int_equal(config_edit_quote(&out, "it's: {a}\n- b # \"c\""), 0);
	assert_string_equal(buffer_text(&out), "'it''s: {a} - b # \"c\"'");
	buffer_release(&out);
}

static void further_feeds_stand_beside_either_list(void **state)
{
	(void)state;
	static const char *const texts[] = {
		"press:\n  feeds: []\n  more_feeds: [{ name: A, url: 'https://a.example/' }]\n",
		"press:\n  more_feeds: [{ name: A, url: 'https://a.example/' }]\n  feeds: []\n",
		("press:\n  more_feeds: [{ name: A, url: 'https://a.example/' }]\n"
		 "  feeds: [{ name: B, url: 'https://b.example/' }]\n"),
	};
	for (size_t i = 0; i < sizeof texts / sizeof *texts; i++) {
		struct config c;
		struct error err = { "" };
		assert_int_equal(config_init(&c, &err), 0);
		if (config_parse(&c, "f.yaml", texts[i], strlen(texts[i]), &err))
			fail_msg("%s", err.text);
		assert_int_equal(c.feed_count, 1 + i / 2);
		assert_string_equal(c.feeds[0].name, "A");
		config_release(&c);
	}
}

static void a_further_feed_of_a_shipped_name_is_refused(void **state)
{
	(void)state;
	static const char text[] = "press:\n  more_feeds: [{ name: gary-marcus, url: 'https://a.example/' }]\n";
	struct config c;
	struct error err = { "" };
	assert_int_equal(config_init(&c, &err), 0);
	assert_int_equal(config_parse(&c, "f.yaml", text, sizeof text - 1, &err), -1);
	assert_non_null(strstr(err.text, "two feeds are called \"gary-marcus\""));
	config_release(&c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_has_no_room_for_lines_is_refused_by_line),
		cmocka_unit_test(an_item_comes_at_the_end_of_its_list_and_nothing_else_changes),
		cmocka_unit_test(a_list_at_the_top_is_found_and_made),
		cmocka_unit_test(a_quoted_text_cannot_end_its_line),
		cmocka_unit_test(further_feeds_stand_beside_either_list),
		cmocka_unit_test(a_further_feed_of_a_shipped_name_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
