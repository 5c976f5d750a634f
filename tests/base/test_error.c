#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdbool.h>
#include <string.h>

#include "base/error.h"
#include "base/utf8.h"

static bool is_well_formed(const char *text)
{
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		uint32_t c;
		at += utf8_decode(text + at, length - at, &c);
		if (c == UTF8_REPLACEMENT)
			return false;
	}
	return true;
}

static void nobody_need_care(void **state)
{
	(void)state;
	assert_int_equal(error_set(NULL, "%s", "lost"), -1);
	assert_int_equal(error_prefix(NULL, "%s", "lost"), -1);
}

static void a_sentence_is_kept_and_prefixed(void **state)
{
	struct error err = { "" };
	(void)state;
	assert_int_equal(error_set(&err, "expected %s, not %d", "a price", 7), -1);
	assert_string_equal(err.text, "expected a price, not 7");
	assert_int_equal(error_prefix(&err, "%s line %d", "a.tsv", 3), -1);
	assert_string_equal(err.text, "a.tsv line 3: expected a price, not 7");
}

static void a_sentence_may_quote_the_one_before(void **state)
{
	struct error err = { "" };
	(void)state;
	error_set(&err, "inner");
	error_set(&err, "outer (%s)", err.text);
	assert_string_equal(err.text, "outer (inner)");
	error_prefix(&err, "<%s>", err.text);
	assert_string_equal(err.text, "<outer (inner)>: outer (inner)");
}

/* "é" is two bytes, "語" three, "𝄞" four: at each length one of them meets the end of the buffer. */
static void a_long_sentence_is_cut_between_characters(void **state)
{
	static const char *const characters[] = { "x", "é", "語", "𝄞" };
	(void)state;
	for (size_t shift = 0; shift < 5; shift++)
		for (size_t i = 0; i < 4; i++) {
			struct error err = { "" };
			char text[1024] = "";
			for (size_t n = 0; n < shift; n++)
				strcat(text, "-");
			while (strlen(text) < 800)
				strcat(text, characters[i]);
			error_set(&err, "%s", text);
			assert_true(strlen(err.text) > sizeof err.text - 5);
			assert_true(is_well_formed(err.text));
			assert_memory_equal(err.text, text, strlen(err.text));
			error_prefix(&err, "%.*s", (int)(shift + 1), "12345");
			assert_true(is_well_formed(err.text));
			error_prefix(&err, "%s", text);
			assert_true(is_well_formed(err.text));
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(nobody_need_care),
		cmocka_unit_test(a_sentence_is_kept_and_prefixed),
		cmocka_unit_test(a_sentence_may_quote_the_one_before),
		cmocka_unit_test(a_long_sentence_is_cut_between_characters),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
