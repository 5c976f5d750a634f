#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void a_roomy_table_has_a_row_a_source_with_all_its_figures(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_sources, 30, 160);
	const char *row = fixture_row(&f, 4);
	static const char *const parts[] = { "yahoo-spark", "quotes", "● live", "12 s",
					     "in 48 s",     "131 ms", "3.5 kB", " 5 " };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(row, parts[i]))
			fail_msg("\"%s\" is not in \"%s\"", parts[i], row);
	assert_non_null(strstr(fixture_row(&f, 0), "1 of 4 live"));
	fixture_release(&f);
}

static void a_refusal_shows_its_status_and_the_whole_sentence_below(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_sources, 30, 80);
	assert_int_equal(fixture_cell(&f, "▲ refused 429")->role, ROLE_WARN);
	int row = fixture_find(&f, "Last errors");
	assert_true(row > 0);
	assert_non_null(strstr(fixture_row(&f, row + 1), "expected a feed, the server answered 429 and asks to"));
	assert_non_null(strstr(fixture_row(&f, row + 2), "wait for ten minutes"));
	fixture_release(&f);
}

static void a_source_that_was_never_polled_has_dashes_and_no_zero(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_sources, 30, 160);
	const char *row = fixture_row(&f, 3);
	assert_non_null(strstr(row, "waiting"));
	assert_non_null(strstr(row, "never"));
	assert_null(strpbrk(row, "0123456789"));
	fixture_release(&f);
}

static void the_next_poll_far_off_is_a_time_of_the_exchange(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_sources, 30, 160);
	assert_non_null(strstr(fixture_row(&f, 5), "backing off"));
	assert_non_null(strstr(fixture_row(&f, 5), "14:58"));
	fixture_release(&f);
}

static void the_foot_names_store_collector_and_hours(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_sources, 30, 120);
	assert_true(fixture_find(&f, "344 kB in /data/froth.db") > 0);
	assert_true(fixture_find(&f, "process 4711, up 2 h") > 0);
	int row = fixture_find(&f, "NYSE open until 16:00 ET, 20:00 here");
	assert_true(row > 0);
	assert_int_equal(fixture_find(&f, "Tokyo closed until 09:00 JST, 00:00 here"), row + 1);
	assert_int_equal(fixture_find(&f, "local times are UTC"), -1);
	f.m.zone_problem = "no time zone database knows Nowhere/City";
	fixture_draw(&f, &widget_sources, 30, 120);
	assert_int_equal(fixture_find(&f, "local times are UTC: no time zone database knows Nowhere/City"), row + 2);
	fixture_draw(&f, &widget_sources, 11, 120); /* no row an exchange */
	assert_true(fixture_find(&f, "NYSE open until 16:00 ET · Tokyo closed until 09:00 JST") > 0);
	fixture_release(&f);
}

static void a_dead_collector_says_when_it_starts_again(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.collector = COLLECTOR_DEAD;
	f.m.collector_retry = FIXTURE_NOW + 4;
	fixture_draw(&f, &widget_sources, 30, 120);
	assert_true(fixture_find(&f, "ended; starts again in 4 s") > 0);
	fixture_release(&f);
}

static void a_low_pane_keeps_rows_and_drops_the_foot(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_sources, 7, 40);
	assert_int_equal(fixture_find(&f, "collector"), -1);
	assert_true(fixture_find(&f, "yahoo-spark") > 0);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_sources, 24, 130);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_roomy_table_has_a_row_a_source_with_all_its_figures),
		cmocka_unit_test(a_refusal_shows_its_status_and_the_whole_sentence_below),
		cmocka_unit_test(a_source_that_was_never_polled_has_dashes_and_no_zero),
		cmocka_unit_test(the_next_poll_far_off_is_a_time_of_the_exchange),
		cmocka_unit_test(the_foot_names_store_collector_and_hours),
		cmocka_unit_test(a_dead_collector_says_when_it_starts_again),
		cmocka_unit_test(a_low_pane_keeps_rows_and_drops_the_foot),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
