#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static void an_empty_buffer_is_an_empty_string(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 10);
	assert_string_equal(buffer_text(&b), "");
	assert_int_equal(b.length, 0);
	assert_null(b.data);
	buffer_release(&b);
}

static void the_limit_is_reached_exactly_and_never_passed(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 5);
	assert_int_equal(buffer_append_text(&b, "abc"), 0);
	assert_int_equal(buffer_append_text(&b, "def"), -1);
	assert_string_equal(buffer_text(&b), "abc");
	assert_int_equal(buffer_append_text(&b, "de"), 0);
	assert_int_equal(buffer_append_char(&b, 'f'), -1);
	assert_int_equal(buffer_append(&b, "", 0), 0);
	assert_int_equal(buffer_format(&b, "%d", 1), -1);
	assert_string_equal(buffer_text(&b), "abcde");
	assert_int_equal(b.length, 5);
	buffer_release(&b);
}

static void a_length_that_would_wrap_is_refused(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, SIZE_MAX);
	assert_int_equal(buffer_append_char(&b, 'a'), 0);
	assert_int_equal(buffer_append(&b, "x", SIZE_MAX), -1);
	assert_int_equal(buffer_append(&b, "x", SIZE_MAX - 1), -1);
	assert_string_equal(buffer_text(&b), "a");
	buffer_release(&b);
}

static void what_is_appended_is_kept_through_growth(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(buffer_append_char(&b, (char)('a' + i % 26)), 0);
	assert_int_equal(b.length, 10000);
	assert_int_equal(strlen(b.data), 10000);
	for (int i = 0; i < 10000; i++)
		assert_int_equal(b.data[i], 'a' + i % 26);
	buffer_release(&b);
}

static void bytes_may_be_nul(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	assert_int_equal(buffer_append(&b, "a\0b", 3), 0);
	assert_int_equal(b.length, 3);
	assert_memory_equal(b.data, "a\0b", 4);
	buffer_release(&b);
}

static void formatted_text_is_appended(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	for (int i = 0; i < 100; i++)
		assert_int_equal(buffer_format(&b, "%03d;%s,", i, "xyz"), 0);
	assert_int_equal(b.length, 800);
	assert_memory_equal(b.data + 792, "099;xyz,", 9);
	buffer_release(&b);
}

static void clearing_keeps_the_memory(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 0);
	buffer_clear(&b);
	assert_int_equal(buffer_append_text(&b, "abc"), 0);
	size_t capacity = b.capacity;
	buffer_clear(&b);
	assert_string_equal(buffer_text(&b), "");
	assert_int_equal(b.capacity, capacity);
	buffer_release(&b);
	assert_int_equal(b.capacity, 0);
}

static void taken_bytes_are_the_takers(void **state)
{
	struct buffer b;
	(void)state;
	buffer_init(&b, 7);
	char *nothing = buffer_take(&b);
	assert_string_equal(nothing, "");
	free(nothing);
	assert_int_equal(buffer_append_text(&b, "abc"), 0);
	char *text = buffer_take(&b);
	assert_string_equal(text, "abc");
	assert_int_equal(b.length, 0);
	assert_int_equal(b.limit, 7);
	assert_string_equal(buffer_text(&b), "");
	free(text);
	buffer_release(&b);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_buffer_is_an_empty_string),
		cmocka_unit_test(the_limit_is_reached_exactly_and_never_passed),
		cmocka_unit_test(a_length_that_would_wrap_is_refused),
		cmocka_unit_test(what_is_appended_is_kept_through_growth),
		cmocka_unit_test(bytes_may_be_nul),
		cmocka_unit_test(formatted_text_is_appended),
		cmocka_unit_test(clearing_keeps_the_memory),
		cmocka_unit_test(taken_bytes_are_the_takers),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
