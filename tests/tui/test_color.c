#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/color.h"

static void colours_fall_to_the_nearest_of_256(void **state)
{
	(void)state;
	assert_int_equal(color_nearest_256(0x000000), 16);
	assert_int_equal(color_nearest_256(0xffffff), 231);
	assert_int_equal(color_nearest_256(0x5f87af), 67);
	assert_int_equal(color_nearest_256(0x121212), 233);
}

static void every_colour_is_nearest_to_itself(void **state)
{
	(void)state;
	for (int i = 16; i < 256; i++)
		assert_int_equal(color_of_256(color_nearest_256(color_of_256(i))), color_of_256(i));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(colours_fall_to_the_nearest_of_256),
		cmocka_unit_test(every_colour_is_nearest_to_itself),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
