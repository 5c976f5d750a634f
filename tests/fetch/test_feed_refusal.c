#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "fetch/feed.h"

#define MIB (1u << 20)

static void assert_refused(const char *bytes, size_t length, const char *sentence)
{
	struct feed feed;
	struct error err = { "" };
	int result = feed_parse(&feed, bytes, length, NULL, "https://press.example/feed", &err);
	if (!result || strcmp(err.text, sentence) != 0)
		fail_msg("'%.60s' gave \"%s\", not \"%s\"", bytes, result ? err.text : "a feed", sentence);
	assert_string_equal(feed.format, "");
	assert_true(feed.bozo);
	assert_string_equal(feed.error, err.text);
	feed_release(&feed);
}

static void what_is_no_feed_is_refused_with_what_came(void **state)
{
	static const char *const cases[][2] = {
		{ "", "expected a press feed, got an empty body" },
		{ " \r\n\t", "expected a press feed, got an empty body" },
		{ "Too Many Requests\r\n", "expected a press feed, got the text 'Too Many Requests'" },
		{ "<!DOCTYPE html><html><head><title>Hotel WiFi</title></head><body>Log in</body></html>",
		  "expected a press feed, got an HTML page 'Hotel WiFi' with the root element <html>" },
		{ "<html><body>503</body></html>",
		  "expected a press feed, got an HTML page with the root element <html>" },
		{ "<opml version=\"2.0\"><body/></opml>",
		  "expected a press feed, got XML with the root element <opml>" },
		{ "<!-- only a remark -->", "expected a press feed, got XML" },
		{ "{\"error\": {\"code\": 401, \"message\": \"Invalid\\u001b[2J key\"}}",
		  "expected a press feed, got JSON that says 'Invalid[2J key'" },
		{ "{\"items\": 3}", "expected a press feed, got JSON without the items of a JSON Feed" },
		{ "[1, 2]", "expected a press feed, got JSON without the items of a JSON Feed" },
		{ "{\"version\": \"https://jsonfeed.org/version/1\", \"items\": [",
		  "the JSON breaks off or is wrong at byte 55 of 56" },
		{ "\x1F\x8B\x08", "expected a press feed, got compressed data (gzip)" },
		{ "\x89PNG\r\n\x1A\n\x01\x02\x03\x04", "expected a press feed, got binary data" },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_refused(cases[i][0], strlen(cases[i][0]), cases[i][1]);
	assert_refused("\0\0\0\0\0\0\0\0", 8, "expected a press feed, got binary data");
}

static void a_document_type_with_entities_of_its_own_is_refused(void **state)
{
	static const char *const cases[] = {
		"<!DOCTYPE rss [<!ENTITY lol \"lol\"><!ENTITY lol2 "
		"\"&lol;&lol;\">]><rss><channel><title>&lol2;</title></channel></rss>",
		"<?xml version=\"1.0\"?>\n<!DOCTYPE rss [\n<!ENTITY x SYSTEM "
		"\"file:///etc/hostname\">\n]>\n<rss>&x;</rss>",
		"<!DOCTYPE rss SYSTEM \"a]>b\" [<!-- ]> --><!ENTITY   x '&#60;'>]><rss/>",
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_refused(cases[i], strlen(cases[i]),
			       "refused: the document type (DTD) defines entities of its own");
}

static void more_than_8_MiB_is_refused_before_it_is_read(void **state)
{
	char *bytes = calloc(1, 8 * MIB + 1);
	(void)state;
	assert_non_null(bytes);
	memset(bytes, ' ', 8 * MIB + 1);
	assert_refused(bytes, 8 * MIB + 1, "expected a feed of at most 8 MiB, got 8388609 bytes");
	assert_refused(bytes, 8 * MIB, "expected a press feed, got an empty body");
	free(bytes);
}

static void json_of_too_many_values_or_too_deep_is_refused(void **state)
{
	struct buffer json;
	(void)state;
	buffer_init(&json, 0);
	buffer_append_text(&json, "{\"items\":[");
	for (int i = 0; i < 300000; i++)
		buffer_append_text(&json, "1,");
	buffer_append_text(&json, "1]}");
	assert_refused(buffer_text(&json), json.length, "refused: the JSON holds more than 250000 values");
	buffer_clear(&json);
	for (int i = 0; i < 65; i++)
		buffer_append_char(&json, '[');
	assert_refused(buffer_text(&json), json.length, "expected JSON of at most 64 levels, got a deeper one");
	buffer_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_feed_is_refused_with_what_came),
		cmocka_unit_test(a_document_type_with_entities_of_its_own_is_refused),
		cmocka_unit_test(more_than_8_MiB_is_refused_before_it_is_read),
		cmocka_unit_test(json_of_too_many_values_or_too_deep_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
