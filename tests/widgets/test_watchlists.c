/* The overlay of all watchlists. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static const char symbols[][SYMBOL_SIZE] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T", "ARM", "MSFT", "000660.KS" };

static void fill(struct fixture *f)
{
	fixture_init(f);
	f->m.watchlist_count = 3;
	f->m.watchlist_index = 1;
	f->m.watchlists[0] = (struct watchlist_view){ "A name of the greatest length that a watchlist", symbols, 8 };
	f->m.watchlists[1] = (struct watchlist_view){ "Chips", symbols, 2 };
	f->m.watchlists[2] = (struct watchlist_view){ "Nothing yet", NULL, 0 };
	f->s.watchlists.selected = 2;
}

static void each_list_has_its_count_and_first_symbols_and_the_shown_one_a_mark(void **state)
{
	struct fixture f;
	(void)state;
	fill(&f);
	fixture_draw(&f, &widget_watchlists, 20, 80);
	assert_non_null(strstr(fixture_row(&f, 2), "8  NVDA  AMD  ORCL"));
	assert_non_null(strstr(fixture_row(&f, 2), "…"));
	assert_non_null(strstr(fixture_row(&f, 3), "●  Chips"));
	assert_non_null(strstr(fixture_row(&f, 3), "2  NVDA  AMD"));
	assert_non_null(strstr(fixture_row(&f, 4), "0  no symbol"));
	assert_true(surface_cell(&f.surface, 4, 0)->flags & CELL_SELECTED);
	assert_non_null(strstr(fixture_row(&f, 0), "d delete"));
	fixture_release(&f);
}

static void more_lists_than_rows_are_scrolled(void **state)
{
	struct fixture f;
	(void)state;
	fill(&f);
	assert_int_equal(watchlists_rows(4), 2);
	list_settle(&f.s.watchlists, 3, watchlists_rows(4));
	fixture_draw(&f, &widget_watchlists, 4, 60);
	assert_int_equal(fixture_find(&f, "A name"), -1);
	assert_int_equal(fixture_find(&f, "Nothing yet"), 3);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	struct fixture f;
	(void)state;
	fill(&f);
	fixture_draw_all_sizes(&f, &widget_watchlists, 8, 130);
	f.ascii = true;
	fixture_draw_all_sizes(&f, &widget_watchlists, 8, 80);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_list_has_its_count_and_first_symbols_and_the_shown_one_a_mark),
		cmocka_unit_test(more_lists_than_rows_are_scrolled),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
