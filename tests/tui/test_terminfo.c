#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tui/terminfo.h"

static void a_description_that_is_too_long_is_refused(void **state)
{
	(void)state;
	static char text[40000];
	memset(text, 'x', sizeof text - 1);
	struct terminfo t = { .name = "long", .strings = { text }, .string_count = 1 };
	struct buffer out;
	buffer_init(&out, 0);
	assert_int_equal(terminfo_write_hex(&out, &t), -1);
	buffer_release(&out);
}

static void direct_colours_take_the_place_of_those_that_were_there(void **state)
{
	(void)state;
	static const char *const booleans[] = { "am", "ccc", NULL };
	static const char *const numbers[] = { "colors", "lines", "pairs", NULL };
	static const char *const strings[] = { "bel", "initc", "setab", "setaf", NULL };
	struct terminfo t = {
		.name = "probe",
		.booleans = { 1, 1 },
		.boolean_count = 2,
		.numbers = { 8, 24, 64 },
		.number_count = 3,
		.strings = { "\a", "changes", "ground", "ink" },
		.string_count = 4,
	};
	terminfo_make_direct(&t, booleans, numbers, strings);
	assert_int_equal(t.booleans[0], 1);
	assert_int_equal(t.booleans[1], 0);
	assert_int_equal(t.numbers[0], TERMINFO_DIRECT_COLORS);
	assert_int_equal(t.numbers[1], 24);
	assert_int_equal(t.numbers[2], 32767);
	assert_string_equal(t.strings[0], "\a");
	assert_null(t.strings[1]);
	assert_int_equal(strncmp(t.strings[2], "\033[48;2;", 7), 0);
	assert_int_equal(strncmp(t.strings[3], "\033[38;2;", 7), 0);
}

static void names_that_a_library_does_not_have_are_passed_over(void **state)
{
	(void)state;
	static const char *const names[] = { "am", NULL };
	struct terminfo t = { .booleans = { 1 },
			      .boolean_count = 1,
			      .numbers = { 80 },
			      .number_count = 1,
			      .strings = { "\a" },
			      .string_count = 1 };
	terminfo_make_direct(&t, names, names, names);
	assert_int_equal(t.booleans[0], 1);
	assert_int_equal(t.numbers[0], 80);
	assert_string_equal(t.strings[0], "\a");
}

/* infocmp(1) of ncurses is the judge of the format. */
static void ncurses_reads_what_is_written(void **state)
{
	(void)state;
	struct terminfo t = {
		.name = "probe",
		.booleans = { 0, 1 }, /* bw, am */
		.boolean_count = 2,
		.numbers = { 80, -1, 24 }, /* cols, it, lines */
		.number_count = 3,
		.strings = { NULL, "\a", "\r" }, /* cbt, bel, cr */
		.string_count = 3,
		.xm = "\033[?1006h",
	};
	struct buffer out;
	buffer_init(&out, 0);
	assert_int_equal(terminfo_write_hex(&out, &t), 0);
	if (system("command -v infocmp > /dev/null") != 0) {
		printf("skipped: infocmp is not installed\n");
		buffer_release(&out);
		return;
	}
	assert_int_equal(setenv("TERMINFO", buffer_text(&out), 1), 0);
	FILE *pipe = popen("infocmp -1 -x probe", "r");
	assert_non_null(pipe);
	char text[4096];
	size_t length = fread(text, 1, sizeof text - 1, pipe);
	text[length] = '\0';
	assert_int_equal(pclose(pipe), 0);
	unsetenv("TERMINFO");
	static const char *const parts[] = { "\tam,",  "\tRGB,", "\tcols#80,",   "\tlines#24,",
					     "bel=^G", "cr=\\r", "XM=\\E[?1006h" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(text, parts[i]))
			fail_msg("\"%s\" is not in\n%s", parts[i], text);
	buffer_release(&out);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_description_that_is_too_long_is_refused),
		cmocka_unit_test(direct_colours_take_the_place_of_those_that_were_there),
		cmocka_unit_test(names_that_a_library_does_not_have_are_passed_over),
		cmocka_unit_test(ncurses_reads_what_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
