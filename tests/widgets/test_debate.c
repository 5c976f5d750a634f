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
	assert_non_null(strstr(fixture_row(&f, 0), "2-3 of 5"));
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

static void a_claim_s_figure_follows_ledger_and_assumptions(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_claims, 6, 160);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "business on hyperscalers")), "at 5 % it adds 125 bn"));
	f.m.assumptions[0].value[CAMP_HUANG] = 7;
	fixture_draw(&f, &widget_claims, 6, 160);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "business on hyperscalers")), "at 7 % it adds 175 bn"));
	f.m.assumption_count = 0;
	fixture_draw(&f, &widget_claims, 6, 160);
	assert_null(strstr(fixture_row(&f, fixture_find(&f, "business on hyperscalers")), "it adds"));
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

static void what_has_to_be_earned_stands_under_the_scale(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_debate, 5, 120);
	assert_non_null(strstr(fixture_row(&f, 4), "AI revenue needed 221 / 399 bn a year · now 217 / 55"));
	assert_non_null(strstr(fixture_row(&f, 4), "4.0× / 7.3×"));
	assert_int_equal(fixture_cell(&f, "221")->role, ROLE_HUANG);
	assert_int_equal(fixture_cell(&f, "399")->role, ROLE_MARCUS);
	fixture_draw(&f, &widget_debate, 5, 80);
	assert_non_null(strstr(fixture_row(&f, 4), "labs 4.0× / 7.3×"));
	f.m.break_even.required[CAMP_HUANG] = (double)NAN;
	fixture_draw(&f, &widget_debate, 5, 120);
	assert_non_null(strstr(fixture_row(&f, 4), "no capex guidance"));
	fixture_release(&f);
}

static void changed_assumptions_are_said_in_amber_above_the_reading(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	static const int sizes[][2] = { { 6, 200 }, { 5, 120 }, { 4, 80 }, { 2, 40 } };
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		f.m.assumptions_changed = false;
		fixture_draw(&f, &widget_debate, sizes[i][0], sizes[i][1]);
		assert_int_equal(fixture_find(&f, "your assumptions"), -1);
		f.m.assumptions_changed = true;
		fixture_draw(&f, &widget_debate, sizes[i][0], sizes[i][1]);
		assert_int_equal(fixture_find(&f, "The debate ─ your assumptions"), 0);
		assert_int_equal(fixture_cell(&f, "your assumptions")->role, ROLE_AMBER);
	}
	fixture_draw(&f, &widget_debate, 1, 40);
	assert_int_equal(fixture_cell(&f, "yours")->role, ROLE_AMBER);
	fixture_release(&f);
}

static void a_stale_component_is_grey_and_says_how_old_it_is(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.reading.stale[COMPONENT_VALUATION] = true;
	fixture_draw(&f, &widget_components, 7, 120);
	assert_non_null(strstr(fixture_row(&f, 1), "◌ 2 mo old: CAPE 39.6"));
	assert_int_equal(fixture_cell(&f, "35")->role, ROLE_DIM);
	assert_int_equal(fixture_cell(&f, "●")->role, ROLE_DIM);
	fixture_draw(&f, &widget_froth, 11, 160);
	assert_true(fixture_find(&f, "◌ 2 mo old: CAPE 39.6") > 0);
	fixture_release(&f);
}

static void the_tornado_has_the_greatest_distance_first(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_tornado, 7, 80);
	assert_non_null(strstr(fixture_row(&f, 1), "revenue gap"));
	assert_non_null(strstr(fixture_row(&f, 1), "84.0  57 %"));
	assert_non_null(strstr(fixture_row(&f, 2), "valuation"));
	assert_string_equal(fixture_row(&f, 3), "");
	f.m.has_reading = false;
	fixture_draw(&f, &widget_tornado, 7, 80);
	assert_int_equal(fixture_find(&f, "no distance is known yet"), 1);
	fixture_release(&f);
}

static void an_assumption_has_both_values_basis_and_what_it_moves(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_assumptions, 6, 120);
	const char *row = fixture_row(&f, fixture_find(&f, "life of a GPU, years"));
	static const char *const parts[] = { " 6 ", " 3 ", "+7.7", "-1.5", "observed / claimed", "▆" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(row, parts[i]))
			fail_msg("\"%s\" is not in \"%s\"", parts[i], row);
	assert_int_equal(fixture_cell(&f, "+7.7")->role, ROLE_HUANG);
	assert_int_equal(fixture_cell(&f, "-1.5")->role, ROLE_MARCUS);
	assert_null(strstr(fixture_row(&f, 0), "‹"));
	fixture_draw(&f, &widget_assumptions, 6, 40);
	assert_non_null(strstr(fixture_row(&f, 2), "6       3"));
	fixture_release(&f);
}

static void the_selected_assumption_marks_what_a_key_would_change(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_ASSUMPTIONS;
	fixture_draw(&f, &widget_assumptions, 6, 120);
	assert_non_null(strstr(fixture_row(&f, 1), "‹ 5 % ›"));
	assert_non_null(strstr(fixture_row(&f, 1), "‹ 0 % ›"));
	f.s.column = COLUMN_MARCUS;
	fixture_draw(&f, &widget_assumptions, 6, 120);
	assert_null(strstr(fixture_row(&f, 1), "‹ 5 % ›"));
	assert_non_null(strstr(fixture_row(&f, 1), "‹ 0 % ›"));
	assert_null(strstr(fixture_row(&f, 2), "‹"));
	fixture_release(&f);
}

static void a_changed_value_is_amber_and_starred(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.m.assumptions[1].value[CAMP_HUANG] = 5.5;
	fixture_draw(&f, &widget_assumptions, 6, 120);
	assert_int_equal(fixture_cell(&f, "5.5*")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&f, "5 %")->role, ROLE_HUANG);
	fixture_release(&f);
}

static void a_roomy_pane_tells_on_what_the_selected_assumption_rests(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_ASSUMPTIONS;
	f.s.lists[LIST_ASSUMPTIONS].selected = 1;
	fixture_draw(&f, &widget_assumptions, 16, 80);
	assert_true(fixture_find(&f, "Huang: observed, Marcus: claimed. accounts. Six years are what") > 10);
	assert_true(fixture_find(&f, "c column · = restore") > 0);
	assert_int_equal(assumptions_rows(16), 11);
	assert_int_equal(assumptions_rows(7), 6);
	fixture_release(&f);
}

static void a_company_has_both_readings_growth_and_why_it_is_void(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_readings, 7, 120);
	const char *row = fixture_row(&f, fixture_find(&f, "NVDA"));
	static const char *const parts[] = { " 34 ", " 62 ", "33–61", "+12.8 / +17.9 %" };
	for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
		if (!strstr(row, parts[i]))
			fail_msg("\"%s\" is not in \"%s\"", parts[i], row);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "9984.T")), "void: profit is"));
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "ORCL")), "4.3×"));
	assert_null(strpbrk(fixture_row(&f, fixture_find(&f, "TSM")), "0123456789"));
	fixture_draw(&f, &widget_readings, 6, 40);
	assert_non_null(strstr(fixture_row(&f, 1), "34 "));
	assert_non_null(strstr(fixture_row(&f, 1), " 62"));
	fixture_release(&f);
}

static void the_history_has_both_lines_and_their_ends(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_history, 9, 80);
	assert_non_null(strstr(fixture_row(&f, 0), "grey: recomputed"));
	assert_int_equal(fixture_cell(&f, "Marcus 89")->role, ROLE_MARCUS);
	assert_int_equal(fixture_cell(&f, "Huang 19")->role, ROLE_HUANG);
	assert_int_equal(surface_cell(&f.surface, fixture_find(&f, "Marcus 89"), 66)->role, ROLE_MARCUS);
	assert_int_equal(surface_cell(&f.surface, fixture_find(&f, "Marcus 89") + 1, 8)->role, ROLE_DIM);
	f.m.assumptions_changed = true;
	fixture_draw(&f, &widget_history, 9, 80);
	assert_int_equal(fixture_find(&f, "History, as shipped"), 0);
	f.m.past_count = 1;
	fixture_draw(&f, &widget_history, 9, 80);
	assert_true(fixture_find(&f, "no history yet") > 0);
	fixture_release(&f);
}

static void a_figure_of_weight_0_says_so(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	fixture_draw(&f, &widget_inputs, 8, 120);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "Tobin's Q")), "weight 0 · the-long-build.com"));
	fixture_release(&f);
}

static void the_card_of_a_component_has_formula_paper_inputs_and_limit(void **state)
{
	(void)state;
	static const struct {
		enum component component;
		const char *texts[6];
	} cards[] = {
		{ COMPONENT_VALUATION,
		  { "mid-rank percentile", "Campbell and Shiller", "CAPE of the market: 39.6 x, 1 Jun 2026 (2 mo)",
		    "shown, weight 0", "Tobin's Q: 1.82 x", "sample of one" } },
		{ COMPONENT_REVENUE_GAP,
		  { "100 max(0, 1 - A / R*)", "David Cahn", "capex of Amazon: 200 bn USD", "moved most by",
		    "part of it that AI may claim: Huang 5, Marcus 0 %", "+11.3 (Huang), -6.3 (Marcus)" } },
		{ COMPONENT_EXPLOSIVENESS,
		  { "the weaker counts", "Phillips, Shi, Yu", "group lag 0", "group lag 1",
		    "Monte Carlo p < .01, wild bootstrap p = .23: not robust", "12 of 126 windows qualify" } },
		{ COMPONENT_FINANCING,
		  { "100 clip(", "35 %", "no assumption that the camps differ in", "not insolvency", "not yet",
		    "formula" } },
	};
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_COMPONENTS;
	for (size_t i = 0; i < sizeof cards / sizeof *cards; i++) {
		f.s.lists[LIST_COMPONENTS].selected = cards[i].component;
		fixture_draw(&f, &widget_card, 60, 140);
		for (size_t k = 0; k < 6; k++)
			if (fixture_find(&f, cards[i].texts[k]) < 0)
				fail_msg("\"%s\" is not on the card of %s", cards[i].texts[k],
					 component_name(cards[i].component));
	}
	fixture_release(&f);
}

static void a_company_s_card_has_its_components_and_why_one_is_void(void **state)
{
	(void)state;
	struct fixture f;
	fixture_init(&f);
	f.s.focus = LIST_COMPANIES;
	fixture_draw(&f, &widget_card, 50, 100);
	assert_true(fixture_find(&f, "Huang 34.0, Marcus 62.0, the mean of 2 components") > 0);
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "F financing")), "void: hardly any capex"));
	assert_non_null(strstr(fixture_row(&f, fixture_find(&f, "price needs")), "profit +12.8 % a year (Huang)"));
	assert_int_equal(fixture_find(&f, "under your assumptions"), -1);
	f.m.assumptions_changed = true;
	fixture_draw(&f, &widget_card, 50, 100);
	assert_int_equal(fixture_cell(&f, "under your assumptions")->role, ROLE_AMBER);
	fixture_release(&f);
}

static void no_size_leaves_the_canvas(void **state)
{
	(void)state;
	static const struct widget_class *const widgets[] = { &widget_debate,      &widget_components, &widget_tornado,
							      &widget_assumptions, &widget_readings,   &widget_history,
							      &widget_inputs,      &widget_claims,     &widget_limits };
	struct fixture f;
	fixture_init(&f);
	for (size_t i = 0; i < sizeof widgets / sizeof *widgets; i++)
		fixture_draw_all_sizes(&f, widgets[i], 9, 130);
	f.s.focus = LIST_ASSUMPTIONS;
	f.m.assumptions_changed = true;
	fixture_draw_all_sizes(&f, &widget_assumptions, 18, 210);
	fixture_draw_all_sizes(&f, &widget_card, 12, 100);
	f.s.focus = LIST_COMPONENTS;
	f.s.lists[LIST_COMPONENTS].selected = COMPONENT_EXPLOSIVENESS;
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
		cmocka_unit_test(a_claim_s_figure_follows_ledger_and_assumptions),
		cmocka_unit_test(a_ledger_without_claims_says_so),
		cmocka_unit_test(what_is_not_claimed_is_whole_in_two_lines),
		cmocka_unit_test(cards_have_what_the_lists_cut),
		cmocka_unit_test(what_has_to_be_earned_stands_under_the_scale),
		cmocka_unit_test(changed_assumptions_are_said_in_amber_above_the_reading),
		cmocka_unit_test(a_stale_component_is_grey_and_says_how_old_it_is),
		cmocka_unit_test(the_tornado_has_the_greatest_distance_first),
		cmocka_unit_test(an_assumption_has_both_values_basis_and_what_it_moves),
		cmocka_unit_test(the_selected_assumption_marks_what_a_key_would_change),
		cmocka_unit_test(a_changed_value_is_amber_and_starred),
		cmocka_unit_test(a_roomy_pane_tells_on_what_the_selected_assumption_rests),
		cmocka_unit_test(a_company_has_both_readings_growth_and_why_it_is_void),
		cmocka_unit_test(the_history_has_both_lines_and_their_ends),
		cmocka_unit_test(a_figure_of_weight_0_says_so),
		cmocka_unit_test(the_card_of_a_component_has_formula_paper_inputs_and_limit),
		cmocka_unit_test(a_company_s_card_has_its_components_and_why_one_is_void),
		cmocka_unit_test(no_size_leaves_the_canvas),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
