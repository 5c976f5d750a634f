/* The judge of what programs write to a terminal. */
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/terminal/grammar.h"

static void refused(const char *bytes, size_t length)
{
	struct grammar_count count;
	char complaint[256] = "";
	if (grammar_check(bytes, length, &count, complaint, sizeof complaint))
		fail_msg("accepted: %s", bytes);
	assert_int_equal(strncmp(complaint, "byte ", 5), 0);
}

static struct grammar_count accepted(const char *bytes)
{
	struct grammar_count count;
	char complaint[256] = "";
	if (!grammar_check(bytes, strlen(bytes), &count, complaint, sizeof complaint))
		fail_msg("refused: %s", complaint);
	return count;
}

static void what_is_not_in_the_table_is_refused(void **state)
{
	(void)state;
	const char *const faults[] = {
		"\x01",          "\x7f",           "\x0b",          "\x1b",         "\x1b[",        "\x1b[3",
		"\x1b[31",       "\x1b[?9999h",    "\x1b[6n",       "\x1b[c",       "\x1b[>c",      "\x1b[5t",
		"\x1b[?25x",     "\x1bP1$q\x1b\\", "\x1b_x\x1b\\",  "\x1b^x\x1b\\", "\x1bZ",        "\x1b]53;c;QQ==\a",
		"\x1b]0;no end", "\x1b]0;a\nb\a",  "\x1b]1337;x\a", "\x1b[\x1b[m",  "\x1b[1;\x01m",
	};
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		refused(faults[i], strlen(faults[i]));
	refused("\0", 1);
}

static void bytes_that_are_no_utf8_and_points_that_hide_are_refused(void **state)
{
	(void)state;
	const char *const faults[] = { "\x80",     "\xff",         "\xc3(",  "\xc0\xaf", "\xed\xa0\x80",
				       "\xe2\x82", "\xc2\x9b[31m", "\u200b", "\u202e",   "\u2066",
				       "\u00ad",   "\ufeff",       "\ufe0f", "\ue000",   "\U000e0041" };
	for (size_t i = 0; i < sizeof faults / sizeof *faults; i++)
		refused(faults[i], strlen(faults[i]));
}

static void text_and_known_sequences_pass_and_are_counted(void **state)
{
	(void)state;
	struct grammar_count count = accepted("plain \r\n\t\b\a caf\u00e9 \u25b2 \u9ed2\u5b57");
	assert_int_equal(count.escapes, 0);
	assert_int_equal(count.high_bytes, 2 + 3 + 6);
	count = accepted(
		"\x1b[?1049h\x1b[22;0;0t\x1b[1;24r\x1b(B\x1b[m\x1b[4l\x1b[?7h\x1b[?1h\x1b=\x1b[H\x1b[2J\x1b[?25l");
	assert_int_equal(count.escapes, 12);
	assert_int_equal(count.colours, 0);
	accepted("\x1b]0;froth\a\x1b]2;froth\x1b\\\x1b[?2026h\x1b[5b\x1b[?2026l\x1b[23;0;0t");
}

static void colours_are_told_from_other_attributes(void **state)
{
	(void)state;
	assert_int_equal(accepted("\x1b[0;1;2;4;7;22;24;27m\x1b[39;49m\x1b[m").colours, 0);
	assert_int_equal(accepted("\x1b[31m").colours, 1);
	assert_int_equal(accepted("\x1b[1;97;104m").colours, 2);
	assert_int_equal(accepted("\x1b[38;5;40m").colours, 1);
	assert_int_equal(accepted("\x1b[38;2;40;41;42;48;5;31m").colours, 2);
	assert_int_equal(accepted("\x1b[38:2:40:41:42m").colours, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_not_in_the_table_is_refused),
		cmocka_unit_test(bytes_that_are_no_utf8_and_points_that_hide_are_refused),
		cmocka_unit_test(text_and_known_sequences_pass_and_are_counted),
		cmocka_unit_test(colours_are_told_from_other_attributes),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
