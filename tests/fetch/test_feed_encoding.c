#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "fetch/feed.h"

struct expected {
	const char *title, *encoding;
	bool bozo;
};

static void check(const char *bytes, size_t length, const char *charset, const struct expected *e)
{
	struct feed feed;
	struct error err = { "" };
	if (feed_parse(&feed, bytes, length, charset, NULL, &err))
		fail_msg("refused: %s", err.text);
	if (!feed.title || strcmp(feed.title, e->title) != 0)
		fail_msg("title '%s', not '%s' (taken for %s)", feed.title, e->title, feed.encoding);
	assert_string_equal(feed.encoding, e->encoding);
	if (feed.bozo != e->bozo)
		fail_msg("'%s': bozo is %d: %s", e->title, feed.bozo, feed.error);
	feed_release(&feed);
}

/* A feed whose XML declaration says `declared` (NULL: it has none) and whose title is these bytes. */
static void check_title(const char *title, const char *declared, const char *charset, struct expected e)
{
	char bytes[512];
	int n = declared ? snprintf(bytes, sizeof(bytes), "<?xml version=\"1.0\" encoding='%s'?>", declared) : 0;
	n += snprintf(bytes + n, sizeof(bytes) - (size_t)n, "<rss><channel><title>%s</title></channel></rss>", title);
	check(bytes, (size_t)n, charset, &e);
}

static void without_a_word_the_text_is_utf_8(void **state)
{
	(void)state;
	check_title("Plain", NULL, NULL, (struct expected){ "Plain", "utf-8", false });
	check_title("Caf\xC3\xA9", NULL, NULL, (struct expected){ "Café", "utf-8", false });
}

static void text_that_is_no_utf_8_is_windows_1252(void **state)
{
	(void)state;
	check_title("Caf\xE9 \x96 \x80 5", NULL, NULL, (struct expected){ "Café – € 5", "windows-1252", true });
	check_title("Caf\xE9", "utf-8", NULL, (struct expected){ "Café", "windows-1252", true });
}

static void a_slip_in_much_utf_8_costs_one_character(void **state)
{
	(void)state;
	check_title("\xC3\xA9t\xC3\xA9 \xC3\xA0 \xE9", "utf-8", NULL, (struct expected){ "été à �", "utf-8", true });
}

static void the_declaration_names_the_encoding(void **state)
{
	(void)state;
	check_title("Caf\xE9", "ISO-8859-1", NULL, (struct expected){ "Café", "iso-8859-1", false });
	check_title("\x93Quoted\x94", "iso-8859-1", NULL, (struct expected){ "“Quoted”", "iso-8859-1", false });
	check_title("10 \xA4", "iso-8859-15", NULL, (struct expected){ "10 €", "iso-8859-15", false });
	check_title("\xCF\xF0\xE8", "windows-1251", NULL, (struct expected){ "При", "windows-1251", false });
	check_title("\xF0\xD2\xC9", "KOI8-R", NULL, (struct expected){ "При", "koi8-r", false });
	check_title("\x93\xFA\x96\x7B", "Shift_JIS", NULL, (struct expected){ "日本", "shift_jis", false });
	check_title("\xC6\xFC\xCB\xDC", "EUC-JP", NULL, (struct expected){ "日本", "euc-jp", false });
	check_title("\x1B$BF|K\\\x1B(B", "iso-2022-jp", NULL, (struct expected){ "日本", "iso-2022-jp", false });
	check_title("\xB3\xE2", "euc-kr", NULL, (struct expected){ "년", "euc-kr", false });
	check_title("\xA4\xA4\xA4\xE5", "big5", NULL, (struct expected){ "中文", "big5", false });
	check_title("\xD6\xD0\xCE\xC4", "gb2312", NULL, (struct expected){ "中文", "gb18030", false });
}

static void the_http_charset_goes_before_the_declaration(void **state)
{
	(void)state;
	check_title("\xCF\xF0\xE8", "iso-8859-1", "windows-1251", (struct expected){ "При", "windows-1251", false });
	check_title("Caf\xC3\xA9", "euc-jp", "UTF-8", (struct expected){ "Café", "utf-8", false });
}

static void a_charset_that_cannot_be_true_gives_way(void **state)
{
	(void)state;
	check_title("Caf\xE9", "iso-8859-1", "utf-8", (struct expected){ "Café", "iso-8859-1", true });
	check_title("\xC3\xA9t\xC3\xA9", "utf-8", "iso-8859-1", (struct expected){ "été", "utf-8", true });
	check_title("\xC3\xA9t\xC3\xA9", NULL, "us-ascii", (struct expected){ "été", "utf-8", true });
	check_title("Caf\xE9", "us-ascii", NULL, (struct expected){ "Café", "windows-1252", true });
}

static void an_unknown_or_impossible_name_is_no_name(void **state)
{
	(void)state;
	check_title("Caf\xC3\xA9", "bogus", NULL, (struct expected){ "Café", "utf-8", true });
	check_title("Caf\xC3\xA9", NULL, "x-fake//TRANSLIT", (struct expected){ "Café", "utf-8", true });
	check_title("Caf\xC3\xA9", "utf-16", NULL, (struct expected){ "Café", "utf-8", true });
	check_title("Caf\xC3\xA9", "utf-7", NULL, (struct expected){ "Café", "utf-8", true });
	check_title("Caf\xC3\xA9", "a-name-that-is-longer-than-any-encoding-has", NULL,
		    (struct expected){ "Café", "utf-8", false });
}

/* The ASCII text, and U+00E9 after it in the title, in `width` bytes a character. */
static void widen(struct buffer *out, const char *text, size_t width, bool big)
{
	for (; *text; text++) {
		char unit[4] = { 0 };
		unit[big ? width - 1 : 0] = *text == '@' ? (char)0xE9 : *text;
		buffer_append(out, unit, width);
	}
}

static void wide_encodings_are_known_by_their_mark_or_their_zeros(void **state)
{
	static const struct {
		const char *mark;
		size_t mark_length, width;
		bool big;
		const char *encoding;
	} cases[] = {
		{ "\xFF\xFE", 2, 2, false, "utf-16le" },
		{ "\xFE\xFF", 2, 2, true, "utf-16be" },
		{ "", 0, 2, false, "utf-16le" },
		{ "", 0, 2, true, "utf-16be" },
		{ "\xFF\xFE\0\0", 4, 4, false, "utf-32le" },
		{ "\0\0\xFE\xFF", 4, 4, true, "utf-32be" },
		{ "", 0, 4, false, "utf-32le" },
		{ "", 0, 4, true, "utf-32be" },
	};
	struct buffer bytes;
	(void)state;
	buffer_init(&bytes, 0);
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		buffer_clear(&bytes);
		buffer_append(&bytes, cases[i].mark, cases[i].mark_length);
		widen(&bytes,
		      "<?xml version='1.0' encoding='utf-16'?><rss><channel><title>Caf@</title></channel></rss>",
		      cases[i].width, cases[i].big);
		check(buffer_text(&bytes), bytes.length, "iso-8859-1",
		      &(struct expected){ "Café", cases[i].encoding, false });
	}
	buffer_release(&bytes);
}

static void a_utf_8_mark_is_no_part_of_the_text(void **state)
{
	static const char bytes[] =
		"\xEF\xBB\xBF<?xml version='1.0'?><rss><channel><title>Caf\xC3\xA9</title></channel></rss>";
	(void)state;
	check(bytes, sizeof(bytes) - 1, "iso-8859-1", &(struct expected){ "Café", "utf-8", false });
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_word_the_text_is_utf_8),
		cmocka_unit_test(text_that_is_no_utf_8_is_windows_1252),
		cmocka_unit_test(a_slip_in_much_utf_8_costs_one_character),
		cmocka_unit_test(the_declaration_names_the_encoding),
		cmocka_unit_test(the_http_charset_goes_before_the_declaration),
		cmocka_unit_test(a_charset_that_cannot_be_true_gives_way),
		cmocka_unit_test(an_unknown_or_impossible_name_is_no_name),
		cmocka_unit_test(wide_encodings_are_known_by_their_mark_or_their_zeros),
		cmocka_unit_test(a_utf_8_mark_is_no_part_of_the_text),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
