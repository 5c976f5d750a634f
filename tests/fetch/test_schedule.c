#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "fetch/schedule.h"

#define DAY_S 86400

static void back_off_doubles_from_a_minute_to_half_an_hour(void **state)
{
	(void)state;
	static const int least[] = { 0, 60, 120, 240, 480, 960, 1620, 1620, 1620 };
	static const int most[] = { 0, 75, 150, 300, 600, 1200, 1800, 1800, 1800 };
	struct prng prng = { 7 };
	for (int failures = 1; failures <= 8; failures++)
		for (int i = 0; i < 500; i++) {
			int wait = backoff_s(failures, &prng);
			assert_in_range(wait, least[failures], most[failures]);
		}
	assert_in_range(backoff_s(1000000, &prng), 1620, 1800);
}

static void back_off_differs_from_time_to_time_and_repeats_with_its_seed(void **state)
{
	(void)state;
	struct prng a = { 42 }, b = { 42 };
	int first = backoff_s(4, &a), different = 0;
	assert_int_equal(first, backoff_s(4, &b));
	for (int i = 0; i < 50; i++)
		different += backoff_s(4, &a) != first;
	assert_true(different > 25);
}

static void chance_stays_below_its_limit_and_reaches_all_of_it(void **state)
{
	(void)state;
	struct prng p = { 1 };
	int seen[5] = { 0 };
	for (int i = 0; i < 1000; i++)
		seen[prng_below(&p, 5)]++;
	for (int i = 0; i < 5; i++)
		assert_in_range(seen[i], 100, 300);
	assert_int_equal(prng_below(&p, 0), 0);
}

static void a_stored_time_is_kept_but_for_a_day_at_most(void **state)
{
	(void)state;
	assert_int_equal(stored_wait_s(0, 1000000), 0);
	assert_int_equal(stored_wait_s(999999, 1000000), 0);
	assert_int_equal(stored_wait_s(1000300, 1000000), 300);
	assert_int_equal(stored_wait_s(INT64_C(4102444800), 1000000), DAY_S); /* written by a clock in 2100 */
}

static size_t take(struct schedule *s, int64_t now_ms)
{
	size_t slot;
	int64_t wake_ms;
	assert_true(schedule_take(s, now_ms, &slot, &wake_ms));
	return slot;
}

static int64_t wake(struct schedule *s, int64_t now_ms)
{
	size_t slot;
	int64_t wake_ms;
	assert_false(schedule_take(s, now_ms, &slot, &wake_ms));
	return wake_ms;
}

static void a_host_has_one_request_at_a_time_and_rests_a_second_after(void **state)
{
	(void)state;
	struct schedule s;
	schedule_init(&s, 1000);
	schedule_add(&s, "a.example", 0);
	schedule_add(&s, "a.example", 0);
	assert_int_equal(take(&s, 5000), 0);
	assert_int_equal(wake(&s, 9000), SCHEDULE_NEVER);
	schedule_done(&s, 0, 9500, 100000);
	assert_int_equal(wake(&s, 9500), 10500);
	assert_int_equal(wake(&s, 10499), 10500);
	assert_int_equal(take(&s, 10500), 1);
	schedule_release(&s);
}

static void hosts_do_not_wait_for_one_another_but_starts_are_a_tenth_apart(void **state)
{
	(void)state;
	struct schedule s;
	schedule_init(&s, 1000);
	schedule_add(&s, "a.example", 0);
	schedule_add(&s, "b.example", 0);
	schedule_add(&s, "c.example", 0);
	assert_int_equal(take(&s, 0), 0);
	assert_int_equal(wake(&s, 50), 100);
	assert_int_equal(take(&s, 100), 1);
	assert_int_equal(take(&s, 200), 2);
	assert_int_equal(wake(&s, 300), SCHEDULE_NEVER);
	schedule_release(&s);
}

static void who_has_been_due_longest_goes_first(void **state)
{
	(void)state;
	struct schedule s;
	schedule_init(&s, 1000);
	schedule_add(&s, "a.example", 300);
	schedule_add(&s, "a.example", 100);
	schedule_add(&s, "a.example", 200);
	assert_int_equal(wake(&s, 50), 100);
	assert_int_equal(take(&s, 1000), 1);
	schedule_done(&s, 1, 1000, SCHEDULE_NEVER);
	assert_int_equal(take(&s, 2000), 2);
	schedule_done(&s, 2, 2000, SCHEDULE_NEVER);
	assert_int_equal(take(&s, 3000), 0);
	schedule_done(&s, 0, 3000, SCHEDULE_NEVER);
	assert_int_equal(wake(&s, INT64_C(1) << 50), SCHEDULE_NEVER);
	schedule_release(&s);
}

static void a_held_host_holds_all_its_sources_and_no_other(void **state)
{
	(void)state;
	struct schedule s;
	schedule_init(&s, 1000);
	schedule_add(&s, "a.example", 0);
	schedule_add(&s, "a.example", 0);
	schedule_add(&s, "b.example", 0);
	assert_int_equal(take(&s, 0), 0);
	schedule_done(&s, 0, 100, 60100);
	schedule_hold(&s, 0, 120000);
	schedule_hold(&s, 0, 90000); /* a shorter wish does not shorten the longer one */
	assert_int_equal(take(&s, 200), 2);
	assert_int_equal(wake(&s, 70000), 120000);
	assert_int_equal(take(&s, 120000), 1);
	schedule_release(&s);
}

static void a_source_that_moves_leaves_its_host_s_wait_behind(void **state)
{
	(void)state;
	struct schedule s;
	schedule_init(&s, 1000);
	schedule_add(&s, "a.example", 0);
	assert_int_equal(take(&s, 0), 0);
	schedule_done(&s, 0, 0, 0);
	schedule_hold(&s, 0, 600000);
	assert_int_equal(schedule_move(&s, 0, "b.example"), 0);
	assert_int_equal(take(&s, 100), 0);
	schedule_release(&s);
}

static void no_more_run_at_once_than_are_allowed(void **state)
{
	(void)state;
	struct schedule s;
	char host[2] = "A";
	schedule_init(&s, 0);
	for (int i = 0; i < 40; i++, host[0]++)
		schedule_add(&s, host, 0);
	size_t started = 0, slot;
	int64_t wake_ms;
	while (schedule_take(&s, 0, &slot, &wake_ms))
		started++;
	assert_int_equal(started, 32);
	assert_int_equal(wake_ms, SCHEDULE_NEVER);
	schedule_done(&s, 3, 0, SCHEDULE_NEVER);
	assert_true(schedule_take(&s, 0, &slot, &wake_ms));
	schedule_release(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(back_off_doubles_from_a_minute_to_half_an_hour),
		cmocka_unit_test(back_off_differs_from_time_to_time_and_repeats_with_its_seed),
		cmocka_unit_test(chance_stays_below_its_limit_and_reaches_all_of_it),
		cmocka_unit_test(a_stored_time_is_kept_but_for_a_day_at_most),
		cmocka_unit_test(a_host_has_one_request_at_a_time_and_rests_a_second_after),
		cmocka_unit_test(hosts_do_not_wait_for_one_another_but_starts_are_a_tenth_apart),
		cmocka_unit_test(who_has_been_due_longest_goes_first),
		cmocka_unit_test(a_held_host_holds_all_its_sources_and_no_other),
		cmocka_unit_test(a_source_that_moves_leaves_its_host_s_wait_behind),
		cmocka_unit_test(no_more_run_at_once_than_are_allowed),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
