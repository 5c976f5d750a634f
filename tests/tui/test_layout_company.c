#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/layout.h"

static const struct company_counts many = { 22, 14, 30 };

static struct company_layout lay(int rows, int columns, enum company_pane focus, const struct company_counts *n)
{
	struct company_layout l;
	layout_company(&l, (struct area){ 1, 0, rows, columns }, focus, n);
	return l;
}

static bool is_apart(const struct area *a, const struct area *b)
{
	return a->row + a->rows <= b->row || b->row + b->rows <= a->row || a->column + a->columns <= b->column ||
	       b->column + b->columns <= a->column;
}

static void no_pane_leaves_the_body_or_lies_on_another_and_the_focused_one_is_there(void **state)
{
	(void)state;
	for (int rows = 1; rows < 70; rows++)
		for (int columns = 20; columns < 220; columns += 9)
			for (int focus = 0; focus <= COMPANY_PRESS; focus++) {
				struct company_layout l = lay(rows, columns, (enum company_pane)focus, &many);
				const struct area *panes[] = { &l.chart, &l.accounts, &l.deals, &l.press, &l.head };
				for (int i = 0; i < 5; i++) {
					assert_in_range(panes[i]->rows, 0, rows);
					if (!panes[i]->rows)
						continue;
					assert_true(panes[i]->row >= 1 && panes[i]->row + panes[i]->rows <= rows + 1);
					assert_true(panes[i]->column + panes[i]->columns <= columns);
					for (int j = 0; j < i; j++)
						assert_true(!panes[j]->rows || is_apart(panes[i], panes[j]));
				}
				assert_true(l.head.rows > 0);
				assert_true(l.head.rows == rows || panes[focus]->rows > 0);
			}
}

static void a_wide_screen_shows_all_beside_each_other_under_the_chart(void **state)
{
	(void)state;
	struct company_layout l = lay(34, 120, COMPANY_CHART, &many);
	assert_int_equal(l.head.rows, 1);
	assert_true(l.chart.rows >= 13 && l.chart.columns == 120);
	assert_int_equal(l.accounts.row, l.deals.row);
	assert_true(l.deals.column > l.accounts.column);
	assert_int_equal(l.press.row, l.deals.row + l.deals.rows);
	assert_int_equal(l.press.column, l.deals.column);
	assert_false(l.is_apart);
}

/* Rows go where there is something to say: what the lists do not fill is the chart's. */
static void short_lists_leave_their_rows_to_the_chart(void **state)
{
	(void)state;
	struct company_layout l = lay(48, 200, COMPANY_CHART, &(struct company_counts){ 5, 2, 3 });
	assert_int_equal(l.accounts.rows, 7);
	assert_int_equal(l.chart.rows, 48 - 1 - 7);
	l = lay(48, 200, COMPANY_CHART, &(struct company_counts){ 22, 2, 30 });
	assert_int_equal(l.deals.rows, 3);
	assert_true(l.press.rows >= 20);
}

static void eighty_columns_keep_the_chart_and_one_pane(void **state)
{
	(void)state;
	struct company_layout l = lay(22, 80, COMPANY_CHART, &many);
	assert_in_range(l.chart.rows, 9, 11);
	assert_int_equal(l.accounts.columns, 80);
	assert_int_equal(l.deals.rows, 0);
	l = lay(22, 80, COMPANY_PRESS, &many);
	assert_int_equal(l.accounts.rows, 0);
	assert_true(l.deals.rows > 2 && l.press.rows > 2);
	assert_true(l.chart.rows >= 9);
}

static void a_small_screen_shows_the_pane_that_has_the_focus(void **state)
{
	(void)state;
	struct company_layout l = lay(8, 40, COMPANY_DEALS, &many);
	assert_int_equal(l.deals.rows, 7);
	assert_int_equal(l.chart.rows, 0);
	assert_true(l.is_apart);
	l = lay(5, 30, COMPANY_DEALS, &many);
	assert_int_equal(l.head.rows, 5);
	assert_int_equal(l.deals.rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_pane_leaves_the_body_or_lies_on_another_and_the_focused_one_is_there),
		cmocka_unit_test(a_wide_screen_shows_all_beside_each_other_under_the_chart),
		cmocka_unit_test(short_lists_leave_their_rows_to_the_chart),
		cmocka_unit_test(eighty_columns_keep_the_chart_and_one_pane),
		cmocka_unit_test(a_small_screen_shows_the_pane_that_has_the_focus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
