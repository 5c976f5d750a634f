#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tui/layout.h"

#define PANES 7

static void collect(const struct board_layout *l, struct area panes[PANES])
{
	const struct area all[PANES] = { l->bar, l->companies, l->chart, l->chart_year, l->press, l->froth, l->status };
	memcpy(panes, all, sizeof all);
}

static int overlap(const struct area *a, const struct area *b)
{
	return a->row < b->row + b->rows && b->row < a->row + a->rows && a->column < b->column + b->columns &&
	       b->column < a->column + a->columns;
}

static void no_size_overlaps_or_leaves_the_screen(void **state)
{
	(void)state;
	static const size_t companies[] = { 0, 1, 5, 50, 100000 };
	for (size_t n = 0; n < 5; n++)
		for (int rows = 1; rows < 120; rows++)
			for (int columns = 1; columns < 260; columns += 3) {
				struct board_layout l;
				struct area panes[PANES];
				layout_board(&l, rows, columns, companies[n]);
				collect(&l, panes);
				for (int i = 0; i < PANES; i++) {
					const struct area *a = &panes[i];
					assert_true(a->rows >= 0 && a->row >= 0 && a->row + a->rows <= rows);
					assert_true(a->column >= 0 && a->column + a->columns <= columns);
					for (int j = 0; j < i; j++)
						assert_false(a->rows && panes[j].rows && overlap(a, &panes[j]));
				}
			}
}

static void no_debate_overlaps_or_leaves_its_body(void **state)
{
	(void)state;
	for (int rows = 1; rows < 120; rows++)
		for (int columns = 20; columns < 260; columns += 7)
			for (int focus = DEBATE_COMPONENTS; focus <= DEBATE_INPUTS; focus++) {
				struct debate_layout l;
				const struct area body = { 1, 0, rows, columns };
				const struct debate_counts n = { 6, 24, (size_t)rows % 17, (size_t)rows % 12 };
				layout_debate(&l, body, (enum debate_pane)focus, &n);
				const struct area panes[] = { l.scale,       l.components, l.tornado,
							      l.assumptions, l.companies,  l.claims,
							      l.history,     l.inputs,     l.limits };
				for (int i = 0; i < 9; i++) {
					const struct area *a = &panes[i];
					assert_true(a->rows >= 0 && a->row >= 0 && a->row + a->rows <= 1 + rows);
					assert_true(!a->rows || (a->columns > 0 && a->column + a->columns <= columns));
					for (int j = 0; j < i; j++)
						assert_false(a->rows && panes[j].rows && overlap(a, &panes[j]));
				}
			}
}

static void a_low_debate_shows_the_pane_that_is_focused(void **state)
{
	(void)state;
	struct debate_layout l;
	const struct area body = { 1, 0, 8, 40 };
	const struct debate_counts n = { 6, 24, 5, 3 };
	const struct area *const panes[] = { [DEBATE_COMPONENTS] = &l.components,
					     [DEBATE_ASSUMPTIONS] = &l.assumptions,
					     [DEBATE_COMPANIES] = &l.companies,
					     [DEBATE_CLAIMS] = &l.claims,
					     [DEBATE_INPUTS] = &l.inputs };
	for (int focus = DEBATE_COMPONENTS; focus <= DEBATE_INPUTS; focus++) {
		layout_debate(&l, body, (enum debate_pane)focus, &n);
		for (int i = DEBATE_COMPONENTS; i <= DEBATE_INPUTS; i++)
			assert_true(i == focus ? panes[i]->rows >= 4 : panes[i]->rows == 0);
	}
}

static void a_debate_of_120x36_shows_all_but_history_and_inputs(void **state)
{
	(void)state;
	struct debate_layout l;
	const struct area body = { 1, 0, 34, 120 };
	const struct debate_counts n = { 6, 24, 5, 3 };
	layout_debate(&l, body, DEBATE_COMPONENTS, &n);
	assert_int_equal(l.scale.rows, 6);
	assert_int_equal(l.components.rows, 7);
	assert_int_equal(l.claims.rows, 4);
	assert_int_equal(l.companies.rows, 6);
	assert_true(l.assumptions.rows >= 7);
	assert_int_equal(l.limits.rows, 1);
	layout_debate(&l, body, DEBATE_INPUTS, &n);
	assert_true(l.inputs.rows > 15 && !l.assumptions.rows);
}

static void a_wide_debate_shows_everything(void **state)
{
	(void)state;
	struct debate_layout l;
	const struct area body = { 1, 0, 48, 200 };
	const struct debate_counts n = { 6, 24, 5, 3 };
	layout_debate(&l, body, DEBATE_COMPONENTS, &n);
	assert_int_equal(l.tornado.row, l.components.row);
	assert_int_equal(l.companies.row, l.assumptions.row);
	assert_true(l.assumptions.rows >= 25 && l.history.rows >= 8 && l.inputs.rows >= 8);
	assert_true(l.claims.rows == 4 && l.limits.rows == 1);
}

static void a_full_board_has_all_panes_at_120x36(void **state)
{
	(void)state;
	struct board_layout l;
	layout_board(&l, 36, 120, 5);
	assert_int_equal(l.companies.rows, 7);
	assert_int_equal(l.froth.rows, 11);
	assert_true(l.chart.rows >= 10 && l.press.rows == l.chart.rows);
	assert_int_equal(l.press.row, l.chart.row);
	assert_true(l.press.columns > l.chart.columns);
	assert_int_equal(l.status.row, 35);
}

static void at_80x24_press_keeps_five_lines_and_froth_its_bar(void **state)
{
	(void)state;
	struct board_layout l;
	layout_board(&l, 24, 80, 5);
	assert_int_equal(l.companies.rows, 7);
	assert_int_equal(l.press.rows, 6);
	assert_int_equal(l.chart.rows, 6);
	assert_int_equal(l.froth.rows, 3);
}

static void wide_screens_have_charts_in_a_column_of_their_own(void **state)
{
	(void)state;
	struct board_layout l;
	layout_board(&l, 50, 200, 5);
	assert_true(l.chart.column > l.press.column);
	assert_int_equal(l.chart.column, l.chart_year.column);
	assert_true(l.chart_year.rows >= 15 && l.chart.rows >= 15);
}

static void at_40x10_every_company_and_the_reading_are_there(void **state)
{
	(void)state;
	struct board_layout l;
	layout_board(&l, 10, 40, 5);
	assert_int_equal(l.companies.rows, 6);
	assert_int_equal(l.froth.rows, 1);
	assert_int_equal(l.press.rows, 1);
}

static void below_that_companies_alone_and_then_a_message(void **state)
{
	(void)state;
	struct board_layout l;
	layout_board(&l, 9, 39, 5);
	assert_false(l.too_small);
	assert_int_equal(l.companies.rows, 8);
	assert_int_equal(l.press.rows, 0);
	layout_board(&l, 2, 80, 5);
	assert_true(l.too_small);
	layout_board(&l, 24, 19, 5);
	assert_true(l.too_small);
}

static void many_companies_leave_room_for_the_rest(void **state)
{
	(void)state;
	struct board_layout l;
	layout_board(&l, 36, 120, 100000);
	assert_true(l.press.rows >= 6);
	assert_int_equal(l.froth.rows, 11);
}

static void the_wanted_height_fits_every_pane_whole(void **state)
{
	(void)state;
	for (int columns = 40; columns < 220; columns += 20) {
		struct board_layout l;
		layout_board(&l, layout_board_rows(columns, 12), columns, 12);
		assert_int_equal(l.companies.rows, 14);
		assert_int_equal(l.froth.rows, 11);
		assert_true(l.press.rows >= 10);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_size_overlaps_or_leaves_the_screen),
		cmocka_unit_test(no_debate_overlaps_or_leaves_its_body),
		cmocka_unit_test(a_low_debate_shows_the_pane_that_is_focused),
		cmocka_unit_test(a_debate_of_120x36_shows_all_but_history_and_inputs),
		cmocka_unit_test(a_wide_debate_shows_everything),
		cmocka_unit_test(a_full_board_has_all_panes_at_120x36),
		cmocka_unit_test(at_80x24_press_keeps_five_lines_and_froth_its_bar),
		cmocka_unit_test(wide_screens_have_charts_in_a_column_of_their_own),
		cmocka_unit_test(at_40x10_every_company_and_the_reading_are_there),
		cmocka_unit_test(below_that_companies_alone_and_then_a_message),
		cmocka_unit_test(many_companies_leave_room_for_the_rest),
		cmocka_unit_test(the_wanted_height_fits_every_pane_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
