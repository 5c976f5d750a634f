#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <string.h>

#include "tests/widgets/fixture.h"

static void without_a_reading_every_pane_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.has_reading = false;
	fixture_draw(&f, &widget_debate, 4, 80);
	assert_true(fixture_find(&f, "the reading is not computed yet") > 0);
	fixture_draw(&f, &widget_inputs, 4, 80);
	assert_true(fixture_find(&f, "no input is stored with the reading") > 0);
	fixture_draw(&f, &widget_components, 7, 80);
	assert_int_equal(fixture_find(&f, "valuation"), -1);
	fixture_release(&f);
}

static void a_missing_component_has_no_distance(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_components, 7, 120);
	const char *row = fixture_row(&f, fixture_find(&f, "D delivery"));
	assert_non_null(strstr(row, "not yet"));
	assert_null(strpbrk(row, "0123456789%"));
	fixture_release(&f);
}

static void distances_and_their_shares_stand_behind_each_component(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_components, 7, 120); /* 99 - 35 = 64, 86 - 2 = 84 */
	assert_non_null(strstr(fixture_row(&f, 1), "V valuation"));
	assert_non_null(strstr(fixture_row(&f, 1), "64.0  43 %"));
	assert_non_null(strstr(fixture_row(&f, 2), "84.0  57 %"));
	assert_non_null(strstr(fixture_row(&f, 1), "CAPE 39.6; Cisco in 2000 stood at 206"));
	fixture_release(&f);
}

static void a_narrow_pane_keeps_codes_scores_and_distances(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_components, 7, 40);
	const char *row = fixture_row(&f, 1);
	assert_non_null(strstr(row, "V  35 "));
	assert_non_null(strstr(row, " 99  64.0  43 %"));
	fixture_release(&f);
}

static void the_scale_has_both_readings_and_the_centre_at_every_size(void **state)
{
	(void)state;
	static const int sizes[][2] = { { 4, 200 }, { 4, 80 }, { 1, 80 } };
	struct fixture f;
	fixture_init(&f);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		fixture_draw(&f, &widget_debate, sizes[i][0], sizes[i][1]);
		assert_true(fixture_find(&f, "18.2") >= 0);
		assert_true(fixture_find(&f, "92.5") >= 0);
		assert_true(fixture_find(&f, "┃") >= 0);
	}
	fixture_release(&f);
}

static void an_input_has_value_unit_date_and_source(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_inputs, 8, 120);
	const char *row = fixture_row(&f, 1);
	static const char *const parts[] = { "CAPE of the market", "39.6 x", "1 Jun", "Shiller, online data" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(row, parts[i]))
			fail_msg("\"%s\" is not in \"%s\"", parts[i], row);
	fixture_release(&f);
}

static void inputs_that_do_not_fit_are_counted(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.lists[LIST_INPUTS].top = 1;
	fixture_draw(&f, &widget_inputs, 3, 80);
	assert_non_null(strstr(fixture_row(&f, 0), "2-3 of 4"));
	assert_non_null(strstr(fixture_row(&f, 1), "percentile of CAPE"));
	fixture_release(&f);
}

static void a_claim_has_the_ledger_s_figure_beside_it(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_claims, 6, 120);
	const char *row = fixture_row(&f, fixture_find(&f, "all dot-com firms together: 30-40 bn"));
	assert_non_null(strstr(row, "Cisco: valuation of 555.4 bn, 2000-03"));
	assert_int_equal(fixture_cell(&f, "Huang")->role, ROLE_HUANG);
	assert_int_equal(fixture_cell(&f, "Marcus")->role, ROLE_MARCUS);
	fixture_release(&f);
}

static void a_claim_s_figure_follows_the_reading(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	struct reading *r = &f.m.reading;
	fixture_draw(&f, &widget_claims, 6, 160);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "probably be delivered")), "an opinion"));
	r->components[CAMP_HUANG][COMPONENT_DELIVERY] = 1;
	r->components[CAMP_MARCUS][COMPONENT_DELIVERY] = 28;
	strcpy(r->sentence[COMPONENT_DELIVERY], "of 1454 bn announced 1042 are expected");
	fixture_draw(&f, &widget_claims, 6, 160);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "probably be delivered")), "of 1454 bn announced"));
	fixture_release(&f);
}

static void a_ledger_without_claims_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.deals.count = 0;
	fixture_draw(&f, &widget_claims, 4, 80);
	assert_true(fixture_find(&f, "the ledger holds no claim") > 0);
	assert_null(claim_find(&f.m, 0));
	fixture_release(&f);
}

static void what_is_not_claimed_is_whole_in_two_lines(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_limits, 2, 80);
	assert_true(fixture_find(&f, "Not claimed: a probability") == 0);
	assert_true(fixture_find(&f, "not safety.") >= 0 || fixture_find(&f, "safety.") >= 0);
	fixture_release(&f);
}

static void cards_have_what_the_lists_cut(void **state)
{
	(void)state;
	static const struct {
		enum list list;
		const char *text;
	} cards[] = { { LIST_COMPONENTS, "not claimed" },
		      { LIST_INPUTS, "Shiller, online data" },
		      { LIST_CLAIMS, "today" } };
	struct fixture f;
	fixture_init(&f);
	for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
		f.s.focus = cards[i].list;
		fixture_draw(&f, &widget_card, 24, 80);
		if (fixture_find(&f, cards[i].text) < 0)
			fail_msg("\"%s\" is not on the card", cards[i].text);
	}
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	static const struct widget_class *const widgets[] = { &widget_debate, &widget_components, &widget_inputs,
							      &widget_claims, &widget_limits };
	struct fixture f;
	fixture_init(&f);
	for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++)
		fixture_draw_all_sizes(&f, widgets[i], 9, 130);
	f.s.focus = LIST_COMPONENTS;
	fixture_draw_all_sizes(&f, &widget_card, 12, 100);
	fixture_release(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_a_reading_every_pane_says_so),
		cmocka_unit_test(a_missing_component_has_no_distance),
		cmocka_unit_test(distances_and_their_shares_stand_behind_each_component),
		cmocka_unit_test(a_narrow_pane_keeps_codes_scores_and_distances),
		cmocka_unit_test(the_scale_has_both_readings_and_the_centre_at_every_size),
		cmocka_unit_test(an_input_has_value_unit_date_and_source),
		cmocka_unit_test(inputs_that_do_not_fit_are_counted),
		cmocka_unit_test(a_claim_has_the_ledger_s_figure_beside_it),
		cmocka_unit_test(a_claim_s_figure_follows_the_reading),
		cmocka_unit_test(a_ledger_without_claims_says_so),
		cmocka_unit_test(what_is_not_claimed_is_whole_in_two_lines),
		cmocka_unit_test(cards_have_what_the_lists_cut),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
