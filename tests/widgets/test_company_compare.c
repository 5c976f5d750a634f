#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>

#include "tests/widgets/chart_stage.h"
#include "widgets/company_plot.h"

/* ---- a second symbol ---- */

static void two_symbols_are_per_cent_of_their_first_common_bar(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_other(&t, "AMD");
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 100, 131);
	stage_add_slope(&t.view->other, MIDNIGHT, DAY_S, 100, 50, 48);
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "NVDA  ▲ +31.00%") && stage_row_has(&t, 1, "AMD  ▼ -4.00%"));
	assert_true(stage_find(&t, "+31.0%") > 1);
	assert_int_equal(fixture_cell(&t.f, "+31.0%")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&t.f, "-4.0%")->role, ROLE_TEXT);
	assert_true(stage_find(&t, "+20%") > stage_find(&t, "+31.0%"));
	assert_true(stage_row_has(&t, 1, "since 13 May"));
	assert_false(stage_row_has(&t, 1, "currency"));
	snprintf(t.view->other.series.currency, sizeof t.view->other.series.currency, "JPY");
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "since 13 May  each in its own currency"));
	stage_teardown(&t);
}

static void the_common_base_is_where_the_later_one_begins(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_other(&t, "ARM");
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 101, 100, 200);
	stage_add_slope(&t.view->other, MIDNIGHT, DAY_S, 51, 10, 20);
	assert_int_equal(company_chart_first(&t.f.m), 50);
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "NVDA  ▲ +33.33%") && stage_row_has(&t, 1, "ARM  ▲ +100.00%"));
	assert_true(stage_row_has(&t, 1, "since 1 Jul, the first that both have"));
	assert_int_equal(stage_hit(&t, 16, 120, 5, 1).bar, 50);
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT - 90 * DAY_S; /* before what is drawn */
	assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), 50);
	stage_teardown(&t);
}

static void the_other_counts_by_time_and_not_by_place(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	for (int i = 0; i < 10; i++)
		stage_add_close(&t.view->main, MIDNIGHT - (9 - i) * DAY_S, 100);
	/* It trades on other days: on the 1st, 4th and 9th of these ten. */
	stage_add_close(&t.view->other, MIDNIGHT - 8 * DAY_S, 11);
	stage_add_close(&t.view->other, MIDNIGHT - 5 * DAY_S, 14);
	stage_add_close(&t.view->other, MIDNIGHT, 19);
	static const double closes[] = { 0, 11, 11, 11, 14, 14, 14, 14, 14, 19 };
	assert_true(isnan(compare_close(t.view, 0)));
	for (size_t i = 1; i < 10; i++)
		assert_float_equal(compare_close(t.view, i), closes[i], 0);
	assert_int_equal(compare_start(t.view), 1);
	stage_teardown(&t);
}

static void bars_of_other_lengths_count_from_their_end(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	int64_t monday = MIDNIGHT - 10 * DAY_S;
	/* Main by weeks, the other by days: a week closes with its Friday. */
	snprintf(t.view->main.series.interval, sizeof t.view->main.series.interval, "1wk");
	stage_add_close(&t.view->main, monday, 100);
	for (int i = -3; i < 8; i++)
		stage_add_close(&t.view->other, monday + i * DAY_S, 10 + i);
	assert_float_equal(compare_close(t.view, 0), 16, 0); /* the last day of the week */
	/* The other by weeks, main by days: a week that is not over says nothing. */
	snprintf(t.view->main.series.interval, sizeof t.view->main.series.interval, "1d");
	snprintf(t.view->other.series.interval, sizeof t.view->other.series.interval, "1wk");
	t.view->other.series.count = 1; /* the week of Friday, seven days before that Monday's Thursday */
	assert_true(isnan(compare_close(t.view, 0)));
	stage_add_close(&t.view->main, monday + 4 * DAY_S, 100);
	assert_float_equal(compare_close(t.view, 1), 7, 0);
	/* Closes of an old path are dated by their own day. */
	t.view->other_shift_s = 800 * 7 * DAY_S;
	assert_float_equal(compare_close(t.view, 0), 7, 0);
	stage_teardown(&t);
}

static void an_old_path_is_named_by_its_years_and_its_day(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_other(&t, "cisco");
	snprintf(t.view->other_title, sizeof t.view->other_title, "Cisco 1998-1999");
	t.view->other_shift_s = 10000 * (int64_t)DAY_S;
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 100, 131);
	stage_add_slope(&t.view->other, MIDNIGHT, 7 * DAY_S, 14, 50, 75);
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 0, "+ CISCO"));
	assert_true(stage_row_has(&t, 1, "Cisco 1998-1999  ▲ +50.00%"));
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "Thu 20 Aug 2026  NVDA 131.00"));
	assert_true(stage_row_has(&t, 1, "Cisco 1998-1999 75.00  ▲ +50.00%  4 Apr 1999"));
	stage_teardown(&t);
}

static void a_second_symbol_without_bars_is_said(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_other(&t, "AMD");
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 100, 100, 131);
	stage_draw(&t, 16, 100);
	assert_int_equal(stage_find(&t, "no prices of AMD are stored"), 1);
	assert_int_equal(fixture_cell(&t.f, "no prices of AMD")->role, ROLE_DIM);
	assert_true(stage_find(&t, "131.00") > 1); /* prices, not per cent */
	t.view->is_coming = true;
	stage_draw(&t, 16, 100);
	assert_int_equal(stage_find(&t, "no prices of AMD are stored; asked for"), 1);
	stage_add_close(&t.view->other, MIDNIGHT + DAY_S, 5); /* later than all of main's */
	stage_draw(&t, 16, 100);
	assert_int_equal(stage_find(&t, "AMD has no price in this time"), 1);
	assert_int_equal(company_chart_first(&t.f.m), 0);
	stage_teardown(&t);
}

static void candles_of_one_and_a_line_of_the_other(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_other(&t, "AMD");
	t.state->candles = t.state->log = true;
	stage_add_slope(&t.view->main, MIDNIGHT, DAY_S, 60, 100, 131);
	stage_add_slope(&t.view->other, MIDNIGHT, DAY_S, 60, 50, 20);
	stage_draw(&t, 20, 100);
	assert_true(stage_find(&t, "+31.0%") > 1 && stage_find(&t, "-60.0%") > stage_find(&t, "+31.0%"));
	assert_true(stage_cells_of(&t, 2, 15, ROLE_UP) > 40);
	stage_teardown(&t);
}

/* ---- the crosshair ---- */

static void the_crosshair_names_its_bar(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_add_candle(&t.view->main, MIDNIGHT - 2 * DAY_S, 10, 12, 9, 11, 1e6);
	stage_add_candle(&t.view->main, MIDNIGHT - DAY_S, 11, 23, 10.5, 22, 148.2e6);
	stage_add_candle(&t.view->main, MIDNIGHT, missing, missing, missing, 11, missing);
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT - DAY_S;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "Wed 19 Aug 2026  O 11.00  H 23.00  L 10.50  C 22.00  ▲ +100.00%  vol 148M"));
	struct company_plot p;
	assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, 16, 120));
	int column = 1 + plot_column(&p.plot, 1);
	assert_string_equal(stage_cell(&t, plot_row(&p.plot, 22), column)->text, "●");
	assert_int_equal(stage_cell(&t, plot_row(&p.plot, 22), column)->role, ROLE_BRIGHT);
	assert_string_equal(stage_cell(&t, p.plot.row + p.plot.rows - 1, column)->text, "│");
	t.state->crosshair = MIDNIGHT; /* the last: of it only the close is known */
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "Thu 20 Aug 2026  C 11.00  ▼ -50.00%"));
	assert_string_equal(stage_cell(&t, plot_row(&p.plot, 11), 1 + plot_column(&p.plot, 2))->text, "●");
	t.state->crosshair = MIDNIGHT - 2 * DAY_S; /* the first: nothing to change from */
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "C 11.00  vol 1.00M"));
	stage_teardown(&t);
}

static void a_bar_that_is_gone_gives_way_to_the_nearest(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), 0);
	for (int i = 0; i < 5; i++)
		stage_add_close(&t.view->main, MIDNIGHT + i * 7 * DAY_S, 10 + i);
	assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), 4); /* there is no crosshair yet: the newest */
	static const struct {
		int days;
		size_t bar;
	} rows[] = { { -100, 0 }, { 0, 0 }, { 3, 0 }, { 4, 1 }, { 7, 1 }, { 25, 4 }, { 28, 4 }, { 900, 4 } };
	t.state->has_crosshair = true;
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		t.state->crosshair = MIDNIGHT + rows[i].days * DAY_S;
		assert_int_equal(company_chart_bar(&t.f.m, &t.f.s), rows[i].bar);
	}
	t.state->crosshair = MIDNIGHT + 6 * DAY_S;
	stage_draw(&t, 16, 100);
	assert_true(stage_row_has(&t, 1, "27 Aug 2026"));
	stage_teardown(&t);
}

static void an_hour_is_that_of_the_exchange(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	stage_set_frame(&t, FRAME_1D, "5m");
	stage_add_slope(&t.view->main, MIDNIGHT + 18 * 3600, 300, 55, 100, 110);
	t.state->has_crosshair = true;
	t.state->crosshair = MIDNIGHT + 18 * 3600;
	stage_draw(&t, 16, 120);
	assert_true(stage_row_has(&t, 1, "Thu 20 Aug 14:00 ET"));
	stage_teardown(&t);
}

static void the_words_never_cover_the_point(void **state)
{
	(void)state;
	struct chart_stage t;
	stage_setup(&t);
	for (int i = 0; i < 60; i++) /* highest at both ends and in the middle */
		stage_add_close(&t.view->main, MIDNIGHT - (59 - i) * DAY_S, i % 29 ? 100 : 120);
	t.state->has_crosshair = true;
	for (int rows = 3; rows <= 16; rows++)
		for (int columns = 30; columns <= 120; columns += 30)
			for (size_t bar = 0; bar < 60; bar++) {
				struct company_plot p;
				t.state->crosshair = t.view->main.series.items[bar].time;
				stage_draw(&t, rows, columns);
				assert_true(company_plot_init(&p, &t.f.m, &t.f.s, NULL, rows, columns));
				int row = plot_row(&p.plot, t.view->main.series.items[bar].close);
				assert_string_equal(stage_cell(&t, row, 1 + plot_column(&p.plot, bar))->text, "●");
			}
	stage_teardown(&t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(two_symbols_are_per_cent_of_their_first_common_bar),
		cmocka_unit_test(the_common_base_is_where_the_later_one_begins),
		cmocka_unit_test(the_other_counts_by_time_and_not_by_place),
		cmocka_unit_test(bars_of_other_lengths_count_from_their_end),
		cmocka_unit_test(an_old_path_is_named_by_its_years_and_its_day),
		cmocka_unit_test(a_second_symbol_without_bars_is_said),
		cmocka_unit_test(candles_of_one_and_a_line_of_the_other),
		cmocka_unit_test(the_crosshair_names_its_bar),
		cmocka_unit_test(a_bar_that_is_gone_gives_way_to_the_nearest),
		cmocka_unit_test(an_hour_is_that_of_the_exchange),
		cmocka_unit_test(the_words_never_cover_the_point),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
