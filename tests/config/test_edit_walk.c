/* Marks, which count lines and characters, as offsets in bytes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "config/edit_walk.h"

static size_t offset(struct edit_walk *e, size_t line, size_t column)
{
	return edit_offset(e, &(yaml_mark_t){ .line = line, .column = column });
}

static void a_place_past_the_end_is_the_end(void **state)
{
	struct edit_walk e = { .text = "ab\ncd", .length = 5 };
	(void)state;
	assert_int_equal(offset(&e, 1, 9), 5);
	assert_int_equal(offset(&e, 7, 0), 5);
	assert_int_equal(offset(&e, 0, 1), 1);
	struct edit_walk empty = { .text = "", .length = 0 };
	assert_int_equal(offset(&empty, 0, 0), 0);
	assert_int_equal(offset(&empty, 2, 2), 0);
}

static void characters_of_several_bytes_count_once(void **state)
{
	static const char text[] = "é: 銀\n# ü\nk: v";
	struct edit_walk e = { .text = text, .length = sizeof text - 1 };
	(void)state;
	assert_int_equal(offset(&e, 0, 1), 2);
	assert_int_equal(offset(&e, 0, 4), 7);
	assert_int_equal(offset(&e, 1, 3), 12);
	assert_int_equal(offset(&e, 2, 3), 16);
}

static void marks_may_be_asked_for_in_any_order(void **state)
{
	static const char text[] = "\xEF\xBB\xBF"
				   "one\ntwo\n\nfour";
	static const struct {
		size_t line, column, at;
	} marks[] = { { 0, 0, 3 }, { 3, 4, 16 }, { 0, 2, 5 },  { 1, 0, 7 }, { 1, 3, 10 },
		      { 1, 1, 8 }, { 2, 0, 11 }, { 3, 0, 12 }, { 0, 0, 3 } };
	struct edit_walk e = { .text = text, .length = sizeof text - 1 };
	(void)state;
	for (size_t i = 0; i < sizeof marks / sizeof *marks; i++)
		assert_int_equal(offset(&e, marks[i].line, marks[i].column), marks[i].at);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_place_past_the_end_is_the_end),
		cmocka_unit_test(characters_of_several_bytes_count_once),
		cmocka_unit_test(marks_may_be_asked_for_in_any_order),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
