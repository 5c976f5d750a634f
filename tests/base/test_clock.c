#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <string.h>

#include "base/clock.h"

static void a_wrong_time_is_refused_with_an_example(void **state)
{
	struct clock c;
	struct error err = { "" };
	(void)state;
	assert_int_equal(clock_init(&c, "yesterday", false, &err), -1);
	assert_non_null(strstr(err.text, "FROTH_NOW"));
	assert_non_null(strstr(err.text, "2026-08-20T18:48:03Z"));
	assert_int_equal(clock_init(&c, "2026-08-20", true, NULL), -1);
}

static void a_fixed_clock_stands_still(void **state)
{
	struct clock c;
	(void)state;
	assert_int_equal(clock_init(&c, "2026-08-20T18:48:03Z", false, NULL), 0);
	for (int i = 0; i < 3; i++) {
		assert_int_equal(clock_wall_ms(&c), 1787251683000);
		assert_int_equal(clock_wall_s(&c), 1787251683);
	}
}

static void a_running_clock_starts_there_and_never_goes_back(void **state)
{
	struct clock c;
	(void)state;
	assert_int_equal(clock_init(&c, "2026-08-20T18:48:03Z", true, NULL), 0);
	int64_t last = clock_wall_ms(&c);
	assert_true(last >= 1787251683000 && last < 1787251683000 + 3600000);
	for (int i = 0; i < 100000; i++) {
		int64_t now = clock_wall_ms(&c);
		assert_true(now >= last);
		last = now;
	}
}

static void without_a_time_the_systems_is_used(void **state)
{
	struct clock unset, empty;
	(void)state;
	assert_int_equal(clock_init(&unset, NULL, false, NULL), 0);
	assert_int_equal(clock_init(&empty, "", true, NULL), 0);
	assert_true(clock_wall_s(&unset) > 1700000000);
	int64_t apart = clock_wall_ms(&empty) - clock_wall_ms(&unset);
	assert_true(apart > -60000 && apart < 60000);
}

static void steady_time_never_steps_back(void **state)
{
	int64_t last = clock_steady_ms();
	(void)state;
	for (int i = 0; i < 100000; i++) {
		int64_t now = clock_steady_ms();
		assert_true(now >= last);
		last = now;
	}
}

static void a_clock_that_is_set_is_seen_once_and_in_both_directions(void **state)
{
	struct clock c;
	struct clock_watch w = { 0 };
	(void)state;
	assert_int_equal(clock_init(&c, NULL, true, NULL), 0);
	assert_false(clock_watch_stepped(&w, &c));
	assert_false(clock_watch_stepped(&w, &c));
	c.offset_ms += 3600000;
	assert_true(clock_watch_stepped(&w, &c));
	assert_false(clock_watch_stepped(&w, &c));
	c.offset_ms -= 3600000 * 24;
	assert_true(clock_watch_stepped(&w, &c));
	assert_false(clock_watch_stepped(&w, &c));
}

static void a_clock_that_stands_still_is_never_set(void **state)
{
	struct clock c;
	struct clock_watch w = { true, 0 };
	(void)state;
	assert_int_equal(clock_init(&c, "2026-08-20T18:48:03Z", false, NULL), 0);
	assert_false(clock_watch_stepped(&w, &c));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_time_is_refused_with_an_example),
		cmocka_unit_test(a_fixed_clock_stands_still),
		cmocka_unit_test(a_running_clock_starts_there_and_never_goes_back),
		cmocka_unit_test(without_a_time_the_systems_is_used),
		cmocka_unit_test(steady_time_never_steps_back),
		cmocka_unit_test(a_clock_that_is_set_is_seen_once_and_in_both_directions),
		cmocka_unit_test(a_clock_that_stands_still_is_never_set),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
