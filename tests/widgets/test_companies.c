#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdlib.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void a_roomy_table_shows_every_column(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 240);
	static const char *const titles[] = { "SYMBOL", "NAME",       "LAST",     "CHG ",    "CHG%", "EXT",
					      "TODAY",  "1 YEAR",     "52 WEEKS", "MKT CAP", "P/E",  "P/S",
					      "VOLUME", "PREV CLOSE", "CUR",      "SOURCE",  "AGE" };
	for (size_t i = 0; i < sizeof titles / sizeof *titles; i++)
		if (!strstr(fixture_row(&f, 1), titles[i]))
			fail_msg("no column %s", titles[i]);
	assert_non_null(strstr(fixture_row(&f, 2), "216.85"));
	assert_non_null(strstr(fixture_row(&f, 2), "▲ +1.31%"));
	assert_non_null(strstr(fixture_row(&f, 2), "12 s"));
	fixture_release(&f);
}

static void eighty_columns_keep_what_matters(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 80);
	static const char *const kept[] = { "SYMBOL", "LAST", "CHG%", "TODAY", "MKT CAP", "AGE" };
	for (size_t i = 0; i < sizeof kept / sizeof *kept; i++)
		if (!strstr(fixture_row(&f, 1), kept[i]))
			fail_msg("no column %s", kept[i]);
	assert_null(strstr(fixture_row(&f, 1), "52 WEEKS"));
	fixture_release(&f);
}

static void two_hundred_columns_show_the_change_and_the_price_outside_hours(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.companies[0].quote.change = 2.8;
	f.companies[4].quote.change = -59;
	fixture_draw(&f, &widget_companies, 7, 200);
	assert_non_null(strstr(fixture_row(&f, 1), "CHG "));
	assert_non_null(strstr(fixture_row(&f, 1), "EXT"));
	assert_non_null(strstr(fixture_row(&f, 2), "+2.80"));
	assert_non_null(strstr(fixture_row(&f, 6), "  -59 "));
	fixture_draw(&f, &widget_companies, 7, 120);
	assert_null(strstr(fixture_row(&f, 1), "EXT"));
	fixture_release(&f);
}

/* What is stored while it trades is from before the open. */
static void the_price_outside_hours_is_shown_outside_hours_alone(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.companies[0].quote.extended_price = 217.93;
	f.companies[4].quote.extended_price = 5755;
	fixture_draw(&f, &widget_companies, 7, 200);
	assert_null(strstr(fixture_row(&f, 2), "217.93"));
	assert_non_null(strstr(fixture_row(&f, 6), "¥5,755 ▼ -0.28%"));
	assert_int_equal(fixture_cell(&f, "¥5,755")->role, ROLE_DOWN);
	f.m.exchanges[0].session.state = MARKET_POST;
	fixture_draw(&f, &widget_companies, 7, 200);
	assert_non_null(strstr(fixture_row(&f, 2), "217.93 ▲ +0.50%"));
	fixture_release(&f);
}

static void a_rising_price_is_up_and_a_falling_stale_one_is_dimmed(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 120);
	assert_int_equal(fixture_cell(&f, "▲ +1.31%")->role, ROLE_UP);
	assert_int_equal(fixture_cell(&f, "▼ -0.84%")->role, ROLE_STALE);
	assert_int_equal(fixture_cell(&f, "▼ -1.02%")->role, ROLE_DOWN);
	assert_int_equal(fixture_cell(&f, "469.46")->role, ROLE_STALE);
	assert_int_equal(fixture_cell(&f, "◌ 25 min old")->role, ROLE_WARN);
	fixture_release(&f);
}

static void shipped_figures_say_so_with_their_date(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 120);
	assert_int_equal(fixture_find(&f, "shipped 31 Jul"), 4);
	fixture_release(&f);
}

static void a_company_without_a_price_has_dashes_and_no_zero(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 120);
	const char *row = fixture_row(&f, 5);
	assert_non_null(strstr(row, "TSM"));
	assert_non_null(strchr(row, '-'));
	assert_null(strchr(row, '0'));
	fixture_release(&f);
}

static void a_closed_market_says_so_beside_the_age_and_a_void_ratio_says_void(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 120);
	const char *row = fixture_row(&f, 6);
	assert_non_null(strstr(row, "¥5,771"));
	assert_non_null(strstr(row, "void"));
	assert_non_null(strstr(row, "closed · 8 h"));
	fixture_release(&f);
}

static void the_selected_row_has_its_ground_and_a_mark_to_the_edge(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.lists[LIST_COMPANIES].selected = 1;
	fixture_draw(&f, &widget_companies, 7, 80);
	for (int column = 0; column < 80; column++) {
		assert_true(surface_cell(&f.surface, 3, column)->flags & CELL_SELECTED);
		assert_false(surface_cell(&f.surface, 2, column)->flags & CELL_SELECTED);
	}
	assert_string_equal(surface_cell(&f.surface, 3, 1)->text, "▌");
	fixture_release(&f);
}

static void a_changed_price_is_marked(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.companies[0].changed = true;
	fixture_draw(&f, &widget_companies, 7, 80);
	assert_true(fixture_cell(&f, "216.85")->flags & CELL_MARKED);
	assert_false(fixture_cell(&f, "469.46")->flags & CELL_MARKED);
	fixture_release(&f);
}

static void a_list_longer_than_the_pane_says_which_rows_are_shown(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	struct list_position *p = &f.s.lists[LIST_COMPANIES];
	p->selected = 4;
	list_settle(p, 5, 3);
	fixture_draw(&f, &widget_companies, 7, 80);
	assert_int_equal(p->top, 2);
	assert_non_null(strstr(fixture_row(&f, 0), "3-5 of 5"));
	assert_non_null(strstr(fixture_row(&f, 2), "ORCL"));
	fixture_release(&f);
}

static void sorting_puts_missing_figures_last_both_ways(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	int column = -1;
	do
		column = companies_column_next(column);
	while (strcmp(companies_column_title(column), "CHG%") != 0);
	companies_sort(&f.m, column, false);
	assert_string_equal(f.companies[0].symbol, "NVDA");
	assert_string_equal(f.companies[2].symbol, "9984.T");
	assert_string_equal(f.companies[4].symbol, "TSM");
	companies_sort(&f.m, column, true);
	assert_string_equal(f.companies[0].symbol, "9984.T");
	assert_string_equal(f.companies[2].symbol, "NVDA");
	assert_string_equal(f.companies[4].symbol, "TSM");
	companies_sort(&f.m, -1, false);
	assert_string_equal(f.companies[0].symbol, "NVDA");
	assert_string_equal(f.companies[4].symbol, "9984.T");
	fixture_release(&f);
}

static void a_short_list_has_its_head_where_there_is_room_for_it(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.company_count = 2;
	fixture_draw(&f, &widget_companies, 4, 80);
	assert_non_null(strstr(fixture_row(&f, 0), "Companies"));
	assert_non_null(strstr(fixture_row(&f, 2), "NVDA"));
	fixture_draw(&f, &widget_companies, 3, 80);
	assert_non_null(strstr(fixture_row(&f, 0), "SYMBOL"));
	assert_non_null(strstr(fixture_row(&f, 2), "AMD"));
	fixture_release(&f);
}

static void a_list_without_a_symbol_says_how_to_add_one(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.company_count = 0;
	fixture_draw(&f, &widget_companies, 3, 80);
	assert_string_equal(fixture_row(&f, 2), "   no symbol: + adds one");
	fixture_draw_all_sizes(&f, &widget_companies, 4, 130);
	fixture_release(&f);
}

/* More rows than the greatest gap of the sort, in an order that is far from the one wanted. */
static void a_long_list_is_sorted_and_put_back(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	const size_t count = 9000;
	struct company_view *rows = calloc(count, sizeof *rows);
	assert_non_null(rows);
	for (size_t i = 0; i < count; i++) {
		rows[i] = f.companies[0];
		rows[i].listed = i;
		rows[i].quote.price = (double)(i * 7919 % 4500);
	}
	f.m.companies = rows;
	f.m.company_count = count;
	int column = -1;
	do
		column = companies_column_next(column);
	while (strcmp(companies_column_title(column), "LAST") != 0);
	companies_sort(&f.m, column, false);
	for (size_t i = 1; i < count; i++) {
		const struct company_view *a = &rows[i - 1], *b = &rows[i];
		bool are_equal = !(a->quote.price > b->quote.price) && !(a->quote.price < b->quote.price);
		assert_true(a->quote.price > b->quote.price || (are_equal && a->listed < b->listed));
	}
	companies_sort(&f.m, -1, false);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(rows[i].listed, i);
	free(rows);
	fixture_release(&f);
}

static int froth_column(void)
{
	int column = -1;
	do
		column = companies_column_next(column);
	while (strcmp(companies_column_title(column), "FROTH") != 0);
	return column;
}

static void froth_is_a_pair_where_it_is_narrow_and_a_scale_where_it_is_wide(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 80);
	assert_non_null(strstr(fixture_row(&f, 2), " 34–62 "));
	assert_int_equal(fixture_cell(&f, "34–62")->role, ROLE_HUANG);
	assert_null(strstr(fixture_row(&f, 5), "–"));
	fixture_draw(&f, &widget_companies, 7, 120);
	assert_non_null(strstr(fixture_row(&f, 2), " 34 ··●●·· "));
	assert_int_equal(fixture_find(&f, "your assumptions"), -1);
	f.m.assumptions_changed = true;
	fixture_draw(&f, &widget_companies, 7, 80);
	assert_int_equal(fixture_cell(&f, "your assumptions")->role, ROLE_AMBER);
	fixture_release(&f);
}

static void froth_sorts_by_the_mean_of_the_two_readings(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	companies_sort(&f.m, froth_column(), false); /* 56, 51.5, 48.5, 48, none */
	static const char *const order[] = { "AMD", "9984.T", "ORCL", "NVDA", "TSM" };
	for (size_t i = 0; i < 5; i++)
		assert_string_equal(f.m.companies[i].symbol, order[i]);
	fixture_release(&f);
}

static void a_click_on_a_title_finds_its_column(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_companies, 7, 120);
	const char *at = strstr(fixture_row(&f, 1), "LAST");
	int column = companies_hit(120, (int)(at - fixture_row(&f, 1)));
	assert_string_equal(companies_column_title(column), "LAST");
	assert_int_equal(companies_hit(120, 0), -1);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_companies, 9, 210);
	f.ascii = true;
	fixture_draw_all_sizes(&f, &widget_companies, 9, 90);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_roomy_table_shows_every_column),
		cmocka_unit_test(eighty_columns_keep_what_matters),
		cmocka_unit_test(two_hundred_columns_show_the_change_and_the_price_outside_hours),
		cmocka_unit_test(the_price_outside_hours_is_shown_outside_hours_alone),
		cmocka_unit_test(a_rising_price_is_up_and_a_falling_stale_one_is_dimmed),
		cmocka_unit_test(shipped_figures_say_so_with_their_date),
		cmocka_unit_test(a_company_without_a_price_has_dashes_and_no_zero),
		cmocka_unit_test(a_closed_market_says_so_beside_the_age_and_a_void_ratio_says_void),
		cmocka_unit_test(the_selected_row_has_its_ground_and_a_mark_to_the_edge),
		cmocka_unit_test(a_changed_price_is_marked),
		cmocka_unit_test(a_list_longer_than_the_pane_says_which_rows_are_shown),
		cmocka_unit_test(froth_is_a_pair_where_it_is_narrow_and_a_scale_where_it_is_wide),
		cmocka_unit_test(froth_sorts_by_the_mean_of_the_two_readings),
		cmocka_unit_test(a_short_list_has_its_head_where_there_is_room_for_it),
		cmocka_unit_test(a_list_without_a_symbol_says_how_to_add_one),
		cmocka_unit_test(a_long_list_is_sorted_and_put_back),
		cmocka_unit_test(sorting_puts_missing_figures_last_both_ways),
		cmocka_unit_test(a_click_on_a_title_finds_its_column),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
