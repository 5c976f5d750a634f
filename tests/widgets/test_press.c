#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void a_roomy_list_has_time_companies_and_title_aligned(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_press, 8, 90);
	assert_string_equal(fixture_row(&f, 1), " ●  14:47 ORCL      Oracle lifts its plan");
	assert_string_equal(fixture_row(&f, 3), "    12:48 NVDA +2   The bubble, in three charts");
	assert_non_null(strstr(fixture_row(&f, 4), "17 Aug NVDA"));
	fixture_release(&f);
}

static void new_items_are_marked_and_counted(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_press, 8, 90);
	assert_non_null(strstr(fixture_row(&f, 0), "1 new"));
	assert_int_equal(fixture_cell(&f, "●")->role, ROLE_NEW);
	assert_int_equal(fixture_cell(&f, "Oracle lifts")->role, ROLE_BRIGHT);
	assert_int_equal(fixture_cell(&f, "The bubble")->role, ROLE_TEXT);
	fixture_release(&f);
}

static void a_wide_title_is_cut_at_a_whole_character_with_an_ellipsis(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	for (int columns = 44; columns < 60; columns++) {
		fixture_draw(&f, &widget_press, 5, columns);
		const char *row = fixture_row(&f, 2);
		assert_non_null(strstr(row, "…"));
		assert_null(strstr(row, "\xEF\xBF\xBD"));
	}
	fixture_release(&f);
}

static void the_least_height_is_one_headline_without_a_rule(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_press, 1, 40);
	assert_non_null(strstr(fixture_row(&f, 0), "14:47 Oracle lifts its plan"));
	fixture_release(&f);
}

static void only_the_focused_list_shows_its_selection(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_press, 8, 90);
	assert_false(surface_cell(&f.surface, 1, 20)->flags & CELL_SELECTED);
	f.s.focus = LIST_PRESS;
	fixture_draw(&f, &widget_press, 8, 90);
	assert_true(surface_cell(&f.surface, 1, 20)->flags & CELL_SELECTED);
	fixture_release(&f);
}

static void no_headlines_is_said(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.headline_count = 0;
	fixture_draw(&f, &widget_press, 8, 90);
	assert_int_equal(fixture_find(&f, "no headlines yet"), 1);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_press, 7, 120);
	f.ascii = true;
	fixture_draw_all_sizes(&f, &widget_press, 7, 120);
	fixture_release(&f);
}

static void in_ascii_no_byte_is_above_seven_bits(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.ascii = true;
	fixture_draw(&f, &widget_press, 8, 90);
	for (int row = 0; row < 8; row++)
		for (const char *p = fixture_row(&f, row); *p; p++)
			assert_in_range((unsigned char)*p, 0x20, 0x7e);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_roomy_list_has_time_companies_and_title_aligned),
		cmocka_unit_test(new_items_are_marked_and_counted),
		cmocka_unit_test(a_wide_title_is_cut_at_a_whole_character_with_an_ellipsis),
		cmocka_unit_test(the_least_height_is_one_headline_without_a_rule),
		cmocka_unit_test(only_the_focused_list_shows_its_selection),
		cmocka_unit_test(no_headlines_is_said),
		cmocka_unit_test(no_size_leaves_the_canvas),
		cmocka_unit_test(in_ascii_no_byte_is_above_seven_bits),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
