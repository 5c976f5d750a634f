#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <locale.h>
#include <string.h>

#include "base/utf8.h"

static void ill_formed_bytes_are_replaced_by_maximal_subparts(void **state)
{
	static const struct {
		const char *bytes;
		size_t used; /* of the first decode */
	} cases[] = {
		{ "\x80", 1 },
		{ "\xBF\x80", 1 },
		{ "\xC0\xAF", 1 },
		{ "\xC1\xBF", 1 },
		{ "\xC2", 1 },
		{ "\xC2 ", 1 },
		{ "\xE0\x80\x80", 1 },
		{ "\xE0\x9F\xBF", 1 },
		{ "\xE2\x82", 2 },
		{ "\xE2\x82 ", 2 },
		{ "\xED\xA0\x80", 1 },
		{ "\xED\xBF\xBF", 1 },
		{ "\xF0\x80\x80\x80", 1 },
		{ "\xF0\x9F\x98", 3 },
		{ "\xF0\x9F\x98\xC0", 3 },
		{ "\xF4\x90\x80\x80", 1 },
		{ "\xF5\x80", 1 },
		{ "\xFE", 1 },
		{ "\xFF", 1 },
	};
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		uint32_t c = 0;
		assert_int_equal(utf8_decode(cases[i].bytes, strlen(cases[i].bytes), &c), cases[i].used);
		assert_int_equal(c, UTF8_REPLACEMENT);
	}
}

static void every_code_point_survives_the_way_there_and_back(void **state)
{
	(void)state;
	for (uint32_t c = 0; c <= 0x110000; c++) {
		char bytes[4];
		uint32_t back = 0;
		bool valid = c <= 0x10FFFF && (c < 0xD800 || c > 0xDFFF);
		size_t length = utf8_encode(c, bytes);
		if (utf8_decode(bytes, length, &back) != length || back != (valid ? c : UTF8_REPLACEMENT))
			fail_msg("U+%04X came back as U+%04X", c, back);
	}
}

static void columns_are_those_of_the_terminal(void **state)
{
	(void)state;
	assert_int_equal(utf8_columns(""), 0);
	assert_int_equal(utf8_columns("NVDA"), 4);
	assert_int_equal(utf8_columns("caf\u00E9"), 4);
	assert_int_equal(utf8_columns("cafe\u0301"), 4);
	assert_int_equal(utf8_columns("台積電"), 6);
	assert_int_equal(utf8_columns("ｿﾌﾄ"), 3);
	assert_int_equal(utf8_columns("🚀"), 2);
	assert_int_equal(utf8_columns("▲ 3 %"), 5);
}

static void a_prefix_fits_in_whole_characters(void **state)
{
	int used;
	(void)state;
	assert_int_equal(utf8_fit("台積電", 5, &used), 6);
	assert_int_equal(used, 4);
	assert_int_equal(utf8_fit("台積電", 1, &used), 0);
	assert_int_equal(used, 0);
	assert_int_equal(utf8_fit("abc", 9, &used), 3);
	assert_int_equal(used, 3);
	assert_int_equal(utf8_fit("e\u0301x", 1, &used), 3);
	assert_int_equal(used, 1);
	assert_int_equal(utf8_fit("", 3, &used), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ill_formed_bytes_are_replaced_by_maximal_subparts),
		cmocka_unit_test(every_code_point_survives_the_way_there_and_back),
		cmocka_unit_test(columns_are_those_of_the_terminal),
		cmocka_unit_test(a_prefix_fits_in_whole_characters),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	return cmocka_run_group_tests(tests, NULL, NULL);
}
