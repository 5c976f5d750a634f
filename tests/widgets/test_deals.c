#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void row_holds(const struct fixture *f, const char *key, const char *const *parts, size_t count)
{
	int row = fixture_find(f, key);
	assert_true(row > 0);
	for (size_t i = 0; i < count; i++)
		if (!strstr(fixture_row(f, row), parts[i]))
			fail_msg("\"%s\" is not in \"%s\"", parts[i], fixture_row(f, row));
}

static void an_empty_ledger_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	deal_list_release(&f.m.deals);
	fixture_draw(&f, &widget_deals, 20, 80);
	assert_true(fixture_find(&f, "the ledger is not read yet") > 0);
	assert_non_null(strstr(fixture_row(&f, 0), "no rows"));
	fixture_release(&f);
}

static void a_roomy_table_has_a_row_a_deal_with_all_its_figures(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 30, 160);
	static const char *const parts[] = { "2025-09-10",     "OpenAI", "Oracle",   "capacity contract",
					     " 300 ",          " 4.5 ",  "contract", "counted in the backlog",
					     "verdict.example" };
	row_holds(&f, "2025-09-10", parts, sizeof parts / sizeof *parts);
	assert_non_null(strstr(fixture_row(&f, 0), "12 rows"));
	fixture_release(&f);
}

static void the_newest_deal_comes_first(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 30, 160);
	assert_non_null(strstr(fixture_row(&f, 2), "2026-02-27"));
	assert_non_null(strstr(fixture_row(&f, 13), "2000-03"));
	fixture_release(&f);
}

static void a_replaced_row_is_dim_and_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 30, 160);
	int row = fixture_find(&f, "2025-09-22");
	assert_true(row > 0);
	assert_string_equal(surface_cell(&f.surface, row, 1)->text, "x");
	assert_non_null(strstr(fixture_row(&f, row), "replaced"));
	for (int column = 3; column < 160; column++)
		if (*surface_cell(&f.surface, row, column)->text > ' ')
			assert_true(surface_cell(&f.surface, row, column)->role == ROLE_DIM);
	fixture_release(&f);
}

static void an_estimate_is_dim_and_has_its_sign(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 30, 160);
	assert_int_equal(fixture_cell(&f, "60-100 ~")->role, ROLE_DIM);
	assert_int_equal(fixture_cell(&f, "100-500")->role, ROLE_BRIGHT);
	fixture_release(&f);
}

static void an_amount_of_another_currency_names_it(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 30, 120);
	assert_true(fixture_find(&f, "3809 TWD") > 0);
	fixture_release(&f);
}

static void what_nobody_said_is_a_dash(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 30, 160);
	static const char *const parts[] = { "Broadcom", "  -  ", "  10  " };
	row_holds(&f, "2025-10-13", parts, sizeof parts / sizeof *parts);
	fixture_release(&f);
}

static void a_narrow_table_keeps_who_and_how_much(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_deals, 8, 40);
	static const char *const parts[] = { "Nvidia", "OpenAI", "30" };
	row_holds(&f, "Nvidia", parts, sizeof parts / sizeof *parts);
	assert_int_equal(fixture_find(&f, "STATUS"), -1);
	fixture_release(&f);
}

static void a_deal_s_card_has_the_whole_row(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_DEALS;
	while (strcmp(f.m.deals.items[f.s.lists[LIST_DEALS].selected].id, "D01") != 0)
		f.s.lists[LIST_DEALS].selected++;
	fixture_draw(&f, &widget_card, 30, 80);
	static const char *const parts[] = { "D01",
					     "Nvidia",
					     "$0 to $100B",
					     "10 GW",
					     "letter of intent, by tranches",
					     "high",
					     "D03",
					     "one tranche a GW",
					     "https://www.press.example/intent" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (fixture_find(&f, parts[i]) < 0)
			fail_msg("\"%s\" is not on the card", parts[i]);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw_all_sizes(&f, &widget_deals, 24, 130);
	f.s.focus = LIST_DEALS;
	fixture_draw_all_sizes(&f, &widget_card, 24, 100);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_empty_ledger_says_so),
		cmocka_unit_test(a_roomy_table_has_a_row_a_deal_with_all_its_figures),
		cmocka_unit_test(the_newest_deal_comes_first),
		cmocka_unit_test(a_replaced_row_is_dim_and_says_so),
		cmocka_unit_test(an_estimate_is_dim_and_has_its_sign),
		cmocka_unit_test(an_amount_of_another_currency_names_it),
		cmocka_unit_test(what_nobody_said_is_a_dash),
		cmocka_unit_test(a_narrow_table_keeps_who_and_how_much),
		cmocka_unit_test(a_deal_s_card_has_the_whole_row),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
