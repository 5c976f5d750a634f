#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"
#include "tui/key.h"

#define HELP_ROWS 140

static bool shows(const struct fixture *f, const struct keybind *bind)
{
	for (int row = 0; row < HELP_ROWS; row++)
		if (strstr(fixture_row(f, row), bind->help) && strstr(fixture_row(f, row), bind->keys))
			return true;
	return false;
}

static void the_help_shows_every_row_of_the_key_table(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_help, HELP_ROWS, 80);
	for (const struct keybind *bind = keybinds; bind->keys; bind++)
		if (!shows(&f, bind))
			fail_msg("no help for %s", bind->keys);
	fixture_release(&f);
}

static void a_low_wide_help_has_columns_and_a_scrolled_one_goes_on(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.screen = 1;
	fixture_draw(&f, &widget_help, 60, 130);
	assert_true(fixture_find(&f, "quit at once") > 0);
	fixture_draw(&f, &widget_help, 10, 60);
	assert_int_equal(fixture_find(&f, "quit at once"), -1);
	f.s.overlay_top = 90;
	fixture_draw(&f, &widget_help, 10, 60);
	assert_true(fixture_find(&f, "quit at once") > 0);
	fixture_release(&f);
}

static void a_company_s_card_has_source_and_times(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_card, 30, 90);
	assert_true(fixture_find(&f, "20 Aug 2026 14:47 ET, 12 s ago") > 0);
	assert_true(fixture_find(&f, "100.00 to 300.00") > 0);
	f.s.lists[LIST_COMPANIES].selected = 4;
	fixture_draw(&f, &widget_card, 30, 90);
	assert_true(fixture_find(&f, "profit is mostly unrealised") > 0);
	f.s.lists[LIST_COMPANIES].selected = 3;
	fixture_draw(&f, &widget_card, 30, 90);
	assert_true(fixture_find(&f, "no price is stored yet") > 0);
	fixture_release(&f);
}

static void a_headline_s_card_shows_the_whole_title(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_PRESS;
	f.s.lists[LIST_PRESS].selected = 1;
	fixture_draw(&f, &widget_card, 20, 60);
	assert_true(fixture_find(&f, "ソフトバンクG") > 0);
	assert_true(fixture_find(&f, "明らかにした") > 0);
	assert_int_equal(fixture_find(&f, "…"), -1);
	fixture_release(&f);
}

static void a_source_s_card_shows_address_and_error(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_SOURCES;
	fixture_draw(&f, &widget_card, 20, 120);
	assert_true(fixture_find(&f, "https://press.example/fr") > 0);
	assert_int_equal(fixture_cell(&f, "expected a feed")->role, ROLE_WARN);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_help, 20, 140);
	fixture_draw_all_sizes(&f, &widget_card, 25, 100);
	f.s.focus = LIST_PRESS;
	fixture_draw_all_sizes(&f, &widget_card, 12, 100);
	f.s.overlay_top = 90;
	fixture_draw_all_sizes(&f, &widget_card, 12, 100);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_help_shows_every_row_of_the_key_table),
		cmocka_unit_test(a_low_wide_help_has_columns_and_a_scrolled_one_goes_on),
		cmocka_unit_test(a_company_s_card_has_source_and_times),
		cmocka_unit_test(a_headline_s_card_shows_the_whole_title),
		cmocka_unit_test(a_source_s_card_shows_address_and_error),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
