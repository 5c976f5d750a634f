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
	const char *strings[] = { text };
	struct terminfo t = { .name = "long", .strings = strings, .string_count = 1 };
	struct buffer out;
	buffer_init(&out, 0);
	assert_int_equal(terminfo_write_hex(&out, &t), -1);
	buffer_release(&out);
}

/* infocmp(1) of ncurses is the judge of the format. */
static void ncurses_reads_what_is_written(void **state)
{
	(void)state;
	static const signed char booleans[] = { 0, 1 };            /* bw, am */
	static const int numbers[] = { 80, -1, 24 };               /* cols, it, lines */
	static const char *const strings[] = { NULL, "\a", "\r" }; /* cbt, bel, cr */
	struct terminfo t = { "probe", booleans, 2, numbers, 3, strings, 3, "\033[?1006h" };
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
		cmocka_unit_test(ncurses_reads_what_is_written),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
