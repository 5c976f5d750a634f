#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "tui/layout.h"

static struct press_layout lay(int rows, int columns, bool reader_has_focus)
{
	struct press_layout l;
	layout_press(&l, (struct area){ 1, 0, rows, columns }, reader_has_focus);
	return l;
}

static bool is_apart(const struct area *a, const struct area *b)
{
	return a->row + a->rows <= b->row || b->row + b->rows <= a->row || a->column + a->columns <= b->column ||
	       b->column + b->columns <= a->column;
}

static void no_pane_leaves_the_body_or_lies_on_another(void **state)
{
	(void)state;
	for (int rows = 1; rows < 60; rows++)
		for (int columns = 20; columns < 220; columns += 9) {
			struct press_layout l = lay(rows, columns, rows % 2);
			const struct area *panes[] = { &l.chips, &l.stories, &l.reader };
			for (int i = 0; i < 3; i++) {
				assert_in_range(panes[i]->rows, 0, rows);
				if (!panes[i]->rows)
					continue;
				assert_true(panes[i]->row >= 1 && panes[i]->row + panes[i]->rows <= rows + 1);
				assert_true(panes[i]->column + panes[i]->columns <= columns);
				for (int j = 0; j < i; j++)
					assert_true(!panes[j]->rows || is_apart(panes[i], panes[j]));
			}
			assert_true(l.stories.rows || l.reader.rows);
		}
}

static void the_reader_is_beside_the_list_where_it_is_wide_and_below_where_it_is_high(void **state)
{
	(void)state;
	struct press_layout l = lay(34, 120, false);
	assert_int_equal(l.stories.row, l.reader.row);
	assert_true(l.reader.column > l.stories.columns);
	assert_true(l.stories.columns > l.reader.columns);
	l = lay(22, 80, false);
	assert_int_equal(l.reader.row, l.stories.row + l.stories.rows);
	assert_int_equal(l.reader.columns, 80);
}

static void a_small_screen_shows_the_one_that_has_the_focus(void **state)
{
	(void)state;
	struct press_layout l = lay(8, 40, false);
	assert_int_equal(l.reader.rows, 0);
	assert_int_equal(l.stories.rows, 7);
	l = lay(8, 40, true);
	assert_int_equal(l.reader.rows, 7);
	assert_int_equal(l.stories.rows, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(no_pane_leaves_the_body_or_lies_on_another),
		cmocka_unit_test(the_reader_is_beside_the_list_where_it_is_wide_and_below_where_it_is_high),
		cmocka_unit_test(a_small_screen_shows_the_one_that_has_the_focus),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
