#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/chart_stage.h"
#include "widgets/company_plot.h"

static void candles_are_told_by_shape(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	t.state->candles = true;
	for (int i = 0; i < 60; i++) /* of one column each */
		stage_add_candle(&t.view->main, MIDNIGHT - (59 - i) * DAY_S, i % 2 ? 120 : 180, 200, 100,
				 i % 2 ? 180 : 120, missing);
	stage_draw(&t, 16, 100);
	int falling = 1 + 60 * 87 / 120 - 1; /* any column will do: they take turns */
	int hollow = 0, full = 0;
	for (int column = falling; column < falling + 6; column++) {
		const struct cell *at = stage_cell(&t, 8, column);
		hollow += !strcmp(at->text, "║") && at->role == ROLE_UP;
		full += !strcmp(at->text, "┃") && at->role == ROLE_DOWN;
	}
	assert_true(hollow >= 2 && full >= 2);
	assert_true(stage_row_has(&t, 2, "│")); /* wicks */
	t.f.ascii = true;
	stage_draw(&t, 16, 100);
	assert_true(stage_row_has(&t, 8, "O") && stage_row_has(&t, 8, "#") && stage_row_has(&t, 2, "|"));
	stage_teardown(&t);
}

static void candles_with_room_are_boxes(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_1M, "1d");
	t.state->candles = true;
	for (int i = 0; i < 3; i++)
		stage_add_candle(&t.view->main, MIDNIGHT - (2 - i) * DAY_S, i ? 180 : 120, 200, 100, i ? 120 : 180,
				 missing);
	t.view->main.series.items[2].open = t.view->main.series.items[2].close = 150;
	stage_draw(&t, 16, 60);
	int column = 1 + 47 / 6, boxes = 0;
	for (int row = 2; row < 15; row++)
		boxes += !strcmp(stage_cell(&t, row, column - 1)->text, "│") &&
			 !strcmp(stage_cell(&t, row, column)->text, " ");
	assert_true(boxes >= 5);
	assert_true(stage_find(&t, "┌┴┐") > 2);
	assert_true(stage_find(&t, "└┬┘") > stage_find(&t, "┌┴┐"));
	assert_true(stage_find(&t, "███") > 2);
	assert_int_equal(fixture_cell(&t.f, "███")->role, ROLE_DOWN);
	assert_true(stage_find(&t, "─┼─") > 2);
	assert_int_equal(fixture_cell(&t.f, "─┼─")->role, ROLE_FLAT);
	stage_teardown(&t);
}

static void bars_of_one_column_are_one_candle(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	t.state->candles = true;
	int columns = 40 - 13;
	for (int i = 0; i < columns * 4; i++) { /* each four: 100 up to 190, down to 10, at last 110 */
		static const double closes[] = { 150, 140, 120, 110 };
		double high = i % 4 == 1 ? 190 : missing, low = i % 4 == 2 ? 10 : missing;
		stage_add_candle(&t.view->main, MIDNIGHT - (columns * 4 - i) * DAY_S, i % 4 ? missing : 100, high, low,
				 closes[i % 4], missing);
	}
	stage_draw(&t, 20, 40);
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 20, 40));
	assert_int_equal(p.plot.columns, columns);
	for (int column = 1; column <= columns; column++) {
		assert_string_not_equal(stage_cell(&t, plot_row(&p.plot, 190), column)->text, " ");
		assert_string_not_equal(stage_cell(&t, plot_row(&p.plot, 10), column)->text, " ");
		assert_int_equal(stage_cell(&t, plot_row(&p.plot, 105), column)->role, ROLE_UP);
		assert_string_equal(stage_cell(&t, plot_row(&p.plot, 150), column)->text, "│");
	}
	stage_teardown(&t);
}

static void where_only_closes_are_known_they_stand_alone(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	t.state->candles = true;
	for (int i = 0; i < 60; i++)
		stage_add_close(&t.view->main, MIDNIGHT - (59 - i) * DAY_S, 100 + i);
	stage_draw(&t, 16, 100);
	assert_int_equal(stage_cells_of(&t, 2, 13, ROLE_FLAT), 60);
	assert_int_equal(stage_cells_of(&t, 2, 13, ROLE_UP) + stage_cells_of(&t, 2, 13, ROLE_DOWN), 0);
	stage_teardown(&t);
}

static void a_newer_quote_may_be_the_highest(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 30, 100, 131);
	t.view->main.last = 150;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "22 Jul – 20 Aug  ▲ +50.00%  low 98.00 on 22 Jul  high 150.00 now"));
	t.view->main.last = missing;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "▲ +31.00%  low 98.00 on 22 Jul  high 132.31 on 20 Aug"));
	stage_teardown(&t);
}

static void bars_of_weeks_and_months_are_named_so(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_5Y, "1wk");
	stage_add_slope(&t.view->main, MIDNIGHT - 3 * DAY_S, 7 * DAY_S, 30, 100, 131);
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "high 132.31 in the week of 17 Aug"));
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, " week of 17 Aug 2026  O 129.69"));
	stage_set_frame(&t, FRAME_5Y, "1mo");
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "   Aug 2026  O 129.69"));
	t.state->has_crosshair = false;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "   Jan 2026 – Aug 2026  ▲ +31.00%  low 98.00 in Jan 2026"));
	stage_teardown(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(candles_are_told_by_shape),
		cmocka_unit_test(candles_with_room_are_boxes),
		cmocka_unit_test(bars_of_one_column_are_one_candle),
		cmocka_unit_test(where_only_closes_are_known_they_stand_alone),
		cmocka_unit_test(a_newer_quote_may_be_the_highest),
		cmocka_unit_test(bars_of_weeks_and_months_are_named_so),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
