#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void a_roomy_strip_has_both_readings_the_centre_and_six_components(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_froth, 11, 120);
	assert_non_null(strstr(fixture_row(&f, 0), "2 of 6 components · facts to 7 Jul"));
	assert_int_equal(fixture_cell(&f, "Huang  18.2")->role, ROLE_HUANG);
	assert_int_equal(fixture_cell(&f, "Marcus  92.5")->role, ROLE_MARCUS);
	assert_int_equal(fixture_cell(&f, "55 ± 15")->role, ROLE_AMBER);
	assert_int_equal(fixture_find(&f, "CAPE 39.6; Cisco in 2000 stood at 206"), 5);
	assert_int_equal(fixture_find(&f, "financing"), 10);
	fixture_release(&f);
}

static void a_missing_component_says_not_yet_and_has_no_figure(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_froth, 11, 120);
	const char *row = fixture_row(&f, fixture_find(&f, "delivery"));
	assert_non_null(strstr(row, "not yet"));
	assert_null(strpbrk(row, "0123456789"));
	assert_null(strstr(row, "●"));
	fixture_release(&f);
}

static void the_dots_stand_where_the_readings_are(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.reading.value[CAMP_HUANG] = 0;
	f.m.reading.value[CAMP_MARCUS] = 100;
	fixture_draw(&f, &widget_froth, 11, 107); /* the scale is 101 cells, from column 3 */
	assert_int_equal(surface_cell(&f.surface, 2, 3)->role, ROLE_HUANG);
	assert_string_equal(surface_cell(&f.surface, 2, 3)->text, "●");
	assert_int_equal(surface_cell(&f.surface, 2, 103)->role, ROLE_MARCUS);
	assert_int_equal(surface_cell(&f.surface, 2, 58)->role, ROLE_AMBER);
	assert_string_equal(surface_cell(&f.surface, 2, 58)->text, "┃");
	assert_int_equal(surface_cell(&f.surface, 2, 45)->role, ROLE_AMBER);
	assert_int_equal(surface_cell(&f.surface, 2, 20)->role, ROLE_DIM);
	fixture_release(&f);
}

static void labels_do_not_meet_however_close_the_readings(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	for (int i = 0; i <= 100; i += 5)
		for (int j = 0; j <= 100; j += 5) {
			f.m.reading.value[CAMP_HUANG] = i;
			f.m.reading.value[CAMP_MARCUS] = j;
			fixture_draw(&f, &widget_froth, 11, 80);
			assert_int_equal(fixture_find(&f, "Huang  "), 1);
			assert_int_equal(fixture_find(&f, "Marcus  "), 1);
		}
	fixture_release(&f);
}

static void three_rows_keep_the_scale_and_the_components_in_short(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_froth, 3, 80);
	assert_non_null(strstr(fixture_row(&f, 1), "Huang 18.2"));
	assert_non_null(strstr(fixture_row(&f, 1), "92.5 Marcus"));
	assert_non_null(strstr(fixture_row(&f, 2), "valuation 35–99  revenue gap 2–86  not yet: D C X F"));
	fixture_release(&f);
}

static void one_row_of_forty_columns_keeps_both_readings(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_froth, 1, 40);
	assert_non_null(strstr(fixture_row(&f, 0), "H 18.2"));
	assert_non_null(strstr(fixture_row(&f, 0), "92.5 M"));
	fixture_release(&f);
}

static void without_a_reading_it_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.has_reading = false;
	fixture_draw(&f, &widget_froth, 11, 120);
	assert_int_equal(fixture_find(&f, "the reading is not computed yet"), 1);
	f.m.has_reading = true;
	reading_init(&f.m.reading);
	fixture_draw(&f, &widget_froth, 11, 120);
	assert_int_equal(fixture_find(&f, "the facts for a reading are missing"), 1);
	fixture_release(&f);
}

static void the_history_is_a_line_of_the_roomy_strip(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_froth, 11, 120);
	const char *row = fixture_row(&f, 4);
	static const char *const parts[] = { "since 11 Aug 45 ", "▁", "▇", " 54  Huang 10 → 19  Marcus 80 → 89" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(row, parts[i]))
			fail_msg("\"%s\" is not in \"%s\"", parts[i], row);
	f.m.past_count = 0;
	fixture_draw(&f, &widget_froth, 11, 120);
	assert_true(fixture_find(&f, "no history yet") == 4);
	fixture_release(&f);
}

static void changed_assumptions_are_said_at_every_height(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.assumptions_changed = true;
	static const int rows[] = { 11, 10, 3 };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		fixture_draw(&f, &widget_froth, rows[i], 80);
		assert_int_equal(fixture_cell(&f, "your assumptions")->role, ROLE_AMBER);
	}
	fixture_draw(&f, &widget_froth, 1, 40);
	assert_int_equal(fixture_cell(&f, "yours")->role, ROLE_AMBER);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_froth, 13, 130);
	f.ascii = true;
	fixture_draw_all_sizes(&f, &widget_froth, 13, 130);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_roomy_strip_has_both_readings_the_centre_and_six_components),
		cmocka_unit_test(a_missing_component_says_not_yet_and_has_no_figure),
		cmocka_unit_test(the_dots_stand_where_the_readings_are),
		cmocka_unit_test(labels_do_not_meet_however_close_the_readings),
		cmocka_unit_test(three_rows_keep_the_scale_and_the_components_in_short),
		cmocka_unit_test(one_row_of_forty_columns_keeps_both_readings),
		cmocka_unit_test(without_a_reading_it_says_so),
		cmocka_unit_test(the_history_is_a_line_of_the_roomy_strip),
		cmocka_unit_test(changed_assumptions_are_said_at_every_height),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
