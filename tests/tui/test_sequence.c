/* What is put on the clipboard: too much first, then the vectors of RFC 4648, 10. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "tui/sequence.h"

static void what_no_terminal_takes_is_refused_and_nothing_is_appended(void **state)
{
	(void)state;
	struct buffer out;
	char *text = malloc(10001);
	assert_non_null(text);
	memset(text, 'x', 10000);
	text[10000] = '\0';
	buffer_init(&out, 0);
	assert_int_equal(sequence_append_copy(&out, text), -1);
	assert_int_equal(out.length, 0);
	buffer_release(&out);
	free(text);
}

static void a_text_is_copied_in_base64(void **state)
{
	(void)state;
	static const struct {
		const char *text, *expected;
	} rows[] = {
		{ "", "" },
		{ "f", "Zg==" },
		{ "fo", "Zm8=" },
		{ "foo", "Zm9v" },
		{ "foob", "Zm9vYg==" },
		{ "fooba", "Zm9vYmE=" },
		{ "foobar", "Zm9vYmFy" },
		{ "\xe2\x82\xac\xff", "4oKs/w==" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct buffer out, expected;
		buffer_init(&out, 0);
		buffer_init(&expected, 0);
		buffer_append_text(&expected, "\033]52;c;");
		buffer_append_text(&expected, rows[i].expected);
		buffer_append_text(&expected, "\033\\");
		assert_int_equal(sequence_append_copy(&out, rows[i].text), 0);
		assert_string_equal(buffer_text(&out), buffer_text(&expected));
		buffer_release(&out);
		buffer_release(&expected);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_no_terminal_takes_is_refused_and_nothing_is_appended),
		cmocka_unit_test(a_text_is_copied_in_base64),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
