#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <wchar.h>

#include "base/buffer.h"
#include "base/utf8.h"

#define HOSTILE "../shared/corpus/hostile/"

struct text {
	const char *raw, *safe;
};

static void check(const struct text *cases, size_t count)
{
	struct buffer out;
	buffer_init(&out, 0);
	for (size_t i = 0; i < count; i++) {
		buffer_clear(&out);
		assert_int_equal(safe_text(&out, cases[i].raw, strlen(cases[i].raw)), 0);
		if (strcmp(buffer_text(&out), cases[i].safe) != 0)
			fail_msg("case %zu: '%s', not '%s'", i, buffer_text(&out), cases[i].safe);
	}
	buffer_release(&out);
}
#define CHECK(cases) check(cases, sizeof(cases) / sizeof(*(cases)))

/* What may be in safe text: one line, no control, nothing invisible, columns that the terminal knows. */
static bool is_allowed(uint32_t c)
{
	static const uint32_t never[][2] = {
		{ 0x00, 0x1F },        { 0x7F, 0xA0 },       { 0xAD, 0xAD },       { 0x34F, 0x34F },
		{ 0x61C, 0x61C },      { 0x115F, 0x1160 },   { 0x17B4, 0x17B5 },   { 0x180B, 0x180F },
		{ 0x200B, 0x200F },    { 0x2028, 0x202E },   { 0x2060, 0x206F },   { 0x3164, 0x3164 },
		{ 0xFE00, 0xFE0F },    { 0xFEFF, 0xFEFF },   { 0xFFA0, 0xFFA0 },   { 0xFFF0, 0xFFFC },
		{ 0xE000, 0xF8FF },    { 0x1D173, 0x1D17A }, { 0x1F1E6, 0x1F1FF }, { 0x1F3FB, 0x1F3FF },
		{ 0xE0000, 0x10FFFF },
	};
	for (size_t i = 0; i < sizeof(never) / sizeof(*never); i++)
		if (c >= never[i][0] && c <= never[i][1])
			return false;
	return wcwidth((wchar_t)c) >= 0;
}

static void assert_safe(const char *raw, size_t length, const char *where)
{
	struct buffer out;
	uint32_t c = 0, before = 0;
	buffer_init(&out, 0);
	assert_int_equal(safe_text(&out, raw, length), 0);
	int marks = 0;
	for (size_t at = 0; at < out.length;) {
		at += utf8_decode(out.data + at, out.length - at, &c);
		marks = wcwidth((wchar_t)c) == 0 ? marks + 1 : 0;
		if (!is_allowed(c) || marks > 2 || (c == ' ' && before == ' ') || (marks && (!before || before == ' ')))
			fail_msg("%s: U+%04X came through", where, c);
		before = c;
	}
	if (out.length && (out.data[0] == ' ' || out.data[out.length - 1] == ' '))
		fail_msg("%s: not trimmed: '%s'", where, out.data);
	buffer_release(&out);
}

static void controls_and_escape_sequences_lose_their_power(void **state)
{
	static const struct text cases[] = {
		{ "a\x1B[31mb", "a[31mb" },
		{ "a\x1B]0;title\x07 b", "a]0;title b" },
		{ "a\b\bb\x7F", "ab" },
		{ "a\xC2\x9B"
		  "31mb",
		  "a31mb" },
		{ "a\x9B"
		  "31mb",
		  "a\uFFFD31mb" },
		{ "a\x01\x02\x0E\x0F"
		  "b",
		  "ab" },
	};
	(void)state;
	CHECK(cases);
}

static void white_space_is_one_blank_and_none_at_the_ends(void **state)
{
	static const struct text cases[] = {
		{ "", "" },
		{ " \t\n", "" },
		{ "  lead", "lead" },
		{ "trail \r\n", "trail" },
		{ "a\r\n\tb  c", "a b c" },
		{ "a\u00A0b\u2003c\u3000d\u2028e\u202Ff\xC2\x85"
		  "g",
		  "a b c d e f g" },
		{ "é \u200B é", "é é" },
		{ "ab  c d", "ab c d" },
	};
	(void)state;
	CHECK(cases);
}

static void ill_formed_utf_8_is_replaced(void **state)
{
	static const struct text cases[] = {
		{ "caf\xE9", "caf\uFFFD" },
		{ "\xC0\xAF", "\uFFFD\uFFFD" },
		{ "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD" },
		{ "\xF0\x9F\x98", "\uFFFD" },
		{ "a\xFF"
		  "b",
		  "a\uFFFDb" },
	};
	(void)state;
	CHECK(cases);
}

static void text_is_composed(void **state)
{
	static const struct text cases[] = {
		{ "cafe\u0301", "caf\u00E9" },
		{ "Vie\u0302\u0323t", "Vi\u1EC7t" },
		{ "\u1112\u1161\u11AB\u1100\u116E\u11A8", "한국" },
		{ "\u212B \u2126 \u212A", "\u00C5 \u03A9 K" },
		{ "\u0391\u0313\u0301\u0345", "\u1F8C" },
		{ "\u09C7\u09BE", "\u09CB" },
	};
	(void)state;
	CHECK(cases);
}

static void marks_need_a_base_and_stop_at_two(void **state)
{
	static const struct text cases[] = {
		{ "\u0301a", "a" },
		{ "a \u0301b", "a b" },
		{ "x\u0301\u0302\u0303\u0304\u0305y", "x\u0301\u0302y" },
		{ "e\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301\u0301", "\u00E9\u0301\u0301" },
		{ "\u0939\u093F\u0928\u094D\u0926\u0940", "\u0939\u093F\u0928\u094D\u0926\u0940" },
	};
	(void)state;
	CHECK(cases);
}

static void bidi_controls_and_invisible_characters_go(void **state)
{
	static const struct text cases[] = {
		{ "a\u202Eb\u202Cc", "abc" },
		{ "a\u2066b\u2069\u061C\u200E\u200Fc", "abc" },
		{ "a\u200B\u200C\u2060\uFEFF\u00ADb", "ab" },
		{ "a\U000E0041\U000E007Fb", "ab" },
		{ "a\uE000b\U000F0000c", "abc" },
		{ "葛\U000E0100城", "葛城" },
		{ "a\u3164b\u115F\uFFA0c", "abc" },
	};
	(void)state;
	CHECK(cases);
}

static void emoji_sequences_are_reduced_to_their_base(void **state)
{
	static const struct text cases[] = {
		{ "🚀 up", "🚀 up" },
		{ "\u2764\uFE0F", "\u2764" },
		{ "👨\u200D👩\u200D👧\u200D👦 family", "👨 family" },
		{ "👍🏽 👎🏿", "👍 👎" },
		{ "🏳\uFE0F\u200D🌈", "🏳" },
		{ "🇺🇸 CPI", "US CPI" },
		{ "1\uFE0F\u20E3 first", "1 first" },
		{ "🏴\U000E0067\U000E0062\U000E0065\U000E006E\U000E0067\U000E007F", "🏴" },
		{ "👩\u200Da", "👩a" },
		{ "a\u200D🚀", "a🚀" },
	};
	(void)state;
	CHECK(cases);
}

static void what_terminals_dispute_is_replaced(void **state)
{
	static const struct text cases[] = {
		{ "\u0378", "\uFFFD" },     { "\uFFFE\uFFFF\uFDD0", "\uFFFD\uFFFD\uFFFD" },
		{ "\U0001FAE8", "\uFFFD" }, { "\u4DC0", "\uFFFD" },
		{ "\u1161", "\uFFFD" },
	};
	(void)state;
	CHECK(cases);
}

static void every_code_point_alone_and_after_a_letter_is_safe(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x10FFFF; c++) {
		char bytes[8] = "x", where[16];
		size_t length = utf8_encode(c, bytes + 1);
		snprintf(where, sizeof(where), "U+%04X", c);
		assert_safe(bytes + 1, length, where);
		assert_safe(bytes, length + 1, where);
	}
}

static void a_full_buffer_keeps_whole_characters(void **state)
{
	struct buffer out;
	char field[8];
	(void)state;
	buffer_init(&out, 7);
	assert_int_equal(safe_text(&out, "abcdefghij", 10), -1);
	assert_string_equal(buffer_text(&out), "abcdefg");
	buffer_clear(&out);
	assert_int_equal(safe_text(&out, "台積電", 9), -1);
	assert_string_equal(buffer_text(&out), "台積");
	buffer_clear(&out);
	assert_int_equal(safe_text(&out, "abcdefg", 7), 0);
	buffer_release(&out);
	buffer_init(&out, 3);
	assert_int_equal(safe_text(&out, "ab cd", 5), -1);
	assert_string_equal(buffer_text(&out), "ab");
	buffer_release(&out);
	safe_copy(field, sizeof(field), "台積電");
	assert_string_equal(field, "台積");
	safe_copy(field, sizeof(field), " a\x1B b ");
	assert_string_equal(field, "a b");
	safe_copy(field, 1, "a");
	assert_string_equal(field, "");
}

/* ---- the hostile texts in place ---- */

static size_t unhex(const char *hex, char *out, size_t size)
{
	size_t length = 0;
	unsigned byte;
	while (length < size && sscanf(hex, "%2x", &byte) == 1) {
		out[length++] = (char)byte;
		hex += 2;
	}
	return length;
}

/* Each line's last column is hexadecimal, perhaps after "repeat:N:". Returns the lines checked. */
static int check_hex_file(const char *path)
{
	static char line[200000], raw[100000];
	FILE *file = fopen(path, "r");
	int count = 0;
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		char *hex = strrchr(line, '\t');
		if (*line == '#' || !hex)
			continue;
		hex += 1 + strspn(hex + 1, " ");
		if (!strncmp(hex, "repeat:", 7))
			hex = strrchr(hex, ':') + 1;
		assert_safe(raw, unhex(hex, raw, sizeof(raw)), line);
		count++;
	}
	fclose(file);
	return count;
}

/* Each line is a text. */
static int check_text_file(const char *path)
{
	static char line[65536];
	FILE *file = fopen(path, "r");
	int count = 0;
	if (!file)
		return -1;
	while (fgets(line, sizeof(line), file)) {
		assert_safe(line, strlen(line), path);
		count++;
	}
	fclose(file);
	return count;
}

static void hostile_texts_become_safe(void **state)
{
	static const struct {
		const char *path;
		int (*check)(const char *path);
	} files[] = {
		{ HOSTILE "ansi/attacks.tsv", check_hex_file },
		{ HOSTILE "bidi/bidi.tsv", check_hex_file },
		{ HOSTILE "utf8/UTF-8-test.txt", check_text_file },
		{ HOSTILE "emoji/emoji-test.txt", check_text_file },
		{ HOSTILE "width/headlines.json", check_text_file },
		{ HOSTILE "blns/blns.txt", check_text_file },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(files) / sizeof(*files); i++) {
		int count = files[i].check(files[i].path);
		if (count < 0)
			printf("skipped: %s is not there\n", files[i].path);
		else
			printf("figure: %s: %d texts safe\n", strrchr(files[i].path, '/') + 1, count);
		assert_true(count);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(controls_and_escape_sequences_lose_their_power),
		cmocka_unit_test(white_space_is_one_blank_and_none_at_the_ends),
		cmocka_unit_test(ill_formed_utf_8_is_replaced),
		cmocka_unit_test(text_is_composed),
		cmocka_unit_test(marks_need_a_base_and_stop_at_two),
		cmocka_unit_test(bidi_controls_and_invisible_characters_go),
		cmocka_unit_test(emoji_sequences_are_reduced_to_their_base),
		cmocka_unit_test(what_terminals_dispute_is_replaced),
		cmocka_unit_test(every_code_point_alone_and_after_a_letter_is_safe),
		cmocka_unit_test(a_full_buffer_keeps_whole_characters),
		cmocka_unit_test(hostile_texts_become_safe),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
