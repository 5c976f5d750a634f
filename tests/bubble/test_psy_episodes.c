#include <math.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "bubble/psy_episodes.h"

static const double critical[] = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 1 };

static void missing_statistics_are_never_above(void **state)
{
	static const double y[] = { 1, 2, 3 };
	static const double bsadf[] = { (double)NAN, 5, 5 }, holed[] = { 1, (double)NAN, 9 };
	struct psy_episode e[2];

	(void)state;
	assert_int_equal(psy_episodes(y, bsadf, holed, 3, 1, e, 2), 0);
	assert_int_equal(psy_episodes(y, bsadf, critical, 0, 1, e, 2), 0);
	assert_int_equal(psy_episodes(y, bsadf, critical, 3, 1, e, 2), 1);
	assert_int_equal(e[0].start, 1);
}

static void a_run_starts_at_the_first_above_and_ends_at_the_last(void **state)
{
	static const double y[] = { 1, 2, 3, 4, 9, 6, 7, 8, 9, 1 };
	static const double bsadf[] = { 0, 0, 2, 3, 5, 2, 1, 0, 0, 0 };
	struct psy_episode e[2];

	(void)state;
	assert_int_equal(psy_episodes(y, bsadf, critical, 10, 3, e, 2), 1);
	assert_int_equal(e[0].start, 2);
	assert_int_equal(e[0].end, 5);
	assert_int_equal(e[0].peak, 4);
	assert_int_equal(e[0].direction, PSY_RISE);
	assert_false(e[0].open);
}

static void short_runs_are_dropped_and_an_open_one_is_flagged(void **state)
{
	static const double y[] = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 };
	static const double bsadf[] = { 0, 2, 0, 2, 2, 0, 0, 2, 3, 4 };
	struct psy_episode e[4];

	(void)state;
	assert_int_equal(psy_episodes(y, bsadf, critical, 10, psy_least_length(10), e, 4), 1);
	assert_int_equal(e[0].start, 7);
	assert_true(e[0].open);
	assert_int_equal(psy_episodes(y, bsadf, critical, 10, 1, e, 4), 3);
}

static void more_episodes_than_fit_are_still_counted(void **state)
{
	static const double y[] = { 1, 2, 3, 4, 5, 6 };
	static const double bsadf[] = { 2, 0, 2, 0, 2, 0 };
	struct psy_episode e[2] = { { .start = -1 }, { .start = -1 } };

	(void)state;
	assert_int_equal(psy_episodes(y, bsadf, critical, 6, 1, e, 1), 3);
	assert_int_equal(e[0].start, 0);
	assert_int_equal(e[1].start, -1);
}

static void a_crash_is_a_fall(void **state)
{
	static const double y[] = { 9, 9, 9, 8, 6, 3, 4, 5, 6, 7 };
	static const double bsadf[] = { 0, 0, 0, 2, 3, 4, 0, 0, 0, 0 };
	struct psy_episode e[1];

	(void)state;
	assert_int_equal(psy_episodes(y, bsadf, critical, 10, 1, e, 1), 1);
	assert_int_equal(e[0].direction, PSY_FALL);
	assert_string_equal(psy_direction_name(e[0].direction), "fall");
}

static void an_episode_that_peaks_at_once_is_signed_by_the_step_into_it(void **state)
{
	static const double y[] = { 9, 9, 9, 5, 6, 7 };
	static const double bsadf[] = { 0, 0, 0, 4, 3, 2 };
	struct psy_episode e[1];

	(void)state;
	assert_int_equal(psy_episodes(y, bsadf, critical, 6, 1, e, 1), 1);
	assert_int_equal(e[0].direction, PSY_FALL);
}

static void the_least_length_is_log_t(void **state)
{
	(void)state;
	assert_int_equal(psy_least_length(0), 1);
	assert_int_equal(psy_least_length(100), 5);
	assert_int_equal(psy_least_length(547), 7);
	assert_int_equal(psy_least_length(1680), 8);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(missing_statistics_are_never_above),
		cmocka_unit_test(a_run_starts_at_the_first_above_and_ends_at_the_last),
		cmocka_unit_test(short_runs_are_dropped_and_an_open_one_is_flagged),
		cmocka_unit_test(more_episodes_than_fit_are_still_counted),
		cmocka_unit_test(a_crash_is_a_fall),
		cmocka_unit_test(an_episode_that_peaks_at_once_is_signed_by_the_step_into_it),
		cmocka_unit_test(the_least_length_is_log_t),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
