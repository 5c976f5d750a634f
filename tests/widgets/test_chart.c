#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <string.h>

#include "tests/widgets/fixture.h"
#include "widgets/axis.h"
#include "widgets/braille.h"

static void an_axis_has_nice_steps_inside_the_range(void **state)
{
	(void)state;
	static const struct {
		double low, high;
		int labels;
		double first, step;
		int decimals;
	} rows[] = {
		{ 211.3, 216.9, 6, 212, 1, 0 }, { 174.4, 217.2, 9, 175, 5, 0 }, { 0.012, 0.019, 4, 0.012, 0.002, 3 },
		{ 5646, 5771, 3, 5650, 50, 0 }, { 1, 1.9, 4, 1, 0.25, 2 },      { 40, 40, 2, 39.8, 0.2, 1 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct axis a;
		axis_init(&a, rows[i].low, rows[i].high, rows[i].labels);
		assert_float_equal(a.first, rows[i].first, 1e-9);
		assert_float_equal(a.step, rows[i].step, 1e-9);
		assert_int_equal(a.decimals, rows[i].decimals);
		assert_true((a.high - a.first) / a.step < rows[i].labels + 1);
	}
}

static void a_braille_line_has_no_gap(void **state)
{
	(void)state;
	struct braille b;
	braille_init(&b, 4, 4);
	braille_line(&b, 0, 15, 7, 0);
	for (int row = 0; row < 4; row++) {
		int dots = 0;
		for (int column = 0; column < 4; column++)
			dots += b.dots[row][column] != 0;
		assert_true(dots >= 1);
	}
	assert_int_equal(b.dots[3][0] & 0x40, 0x40);
	assert_int_equal(b.dots[0][3] & 0x08, 0x08);
	braille_dot(&b, -1, 0);
	braille_dot(&b, 0, 16);
	braille_dot(&b, 8, 0);
}

static void a_chart_has_line_axis_times_and_a_tag_at_the_last_price(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.companies[0].quote.price = 16;
	f.companies[0].quote.previous_close = 9;
	fixture_draw(&f, &widget_chart, 12, 60);
	assert_non_null(strstr(fixture_row(&f, 0), "─ NVDA ─"));
	assert_non_null(strstr(fixture_row(&f, 0), "20 Aug · 5 minutes · test"));
	assert_int_equal(fixture_cell(&f, "16.00")->role, ROLE_AMBER);
	assert_int_equal(fixture_find(&f, "16.00"), 1);
	assert_int_equal(fixture_find(&f, "14:30"), 11);
	int up = 0;
	for (int column = 0; column < 48; column++)
		up += surface_cell(&f.surface, 1, column)->role == ROLE_UP;
	assert_true(up > 0);
	fixture_release(&f);
}

static void a_falling_day_is_drawn_down(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.companies[0].quote.price = 10;
	f.companies[0].quote.previous_close = 20;
	fixture_draw(&f, &widget_chart, 12, 60);
	int down = 0, up = 0;
	for (int row = 1; row < 11; row++)
		for (int column = 0; column < 48; column++) {
			down += surface_cell(&f.surface, row, column)->role == ROLE_DOWN;
			up += surface_cell(&f.surface, row, column)->role == ROLE_UP;
		}
	assert_true(down > 10);
	assert_int_equal(up, 0);
	fixture_release(&f);
}

static void the_year_names_months_and_its_source(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.companies[0].quote.price = 2;
	fixture_draw(&f, &widget_chart_year, 12, 80);
	assert_non_null(strstr(fixture_row(&f, 0), "year to Jul · months · test"));
	assert_non_null(strstr(fixture_row(&f, 0), "NVDA  NVIDIA"));
	assert_int_equal(fixture_find(&f, "Sep"), 11);
	fixture_release(&f);
}

static void without_bars_it_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.lists[LIST_COMPANIES].selected = 3;
	fixture_draw(&f, &widget_chart, 12, 60);
	assert_int_equal(fixture_find(&f, "no prices of a day are stored yet"), 1);
	f.s.range = RANGE_YEAR;
	fixture_draw(&f, &widget_chart, 12, 60);
	assert_int_equal(fixture_find(&f, "no price history is stored yet"), 1);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_chart, 20, 150);
	f.ascii = true;
	f.s.range = RANGE_YEAR;
	fixture_draw_all_sizes(&f, &widget_chart, 20, 150);
	fixture_draw(&f, &widget_chart, 300, 900);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_axis_has_nice_steps_inside_the_range),
		cmocka_unit_test(a_braille_line_has_no_gap),
		cmocka_unit_test(a_chart_has_line_axis_times_and_a_tag_at_the_last_price),
		cmocka_unit_test(a_falling_day_is_drawn_down),
		cmocka_unit_test(the_year_names_months_and_its_source),
		cmocka_unit_test(without_bars_it_says_so),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
