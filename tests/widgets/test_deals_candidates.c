/* The candidates: their rows and the selected one's sentence. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "tests/widgets/fixture.h"

struct stage {
	struct fixture f;
	struct candidate items[2];
};

static void stage_init(struct stage *st)
{
	static const struct candidate items[2] = {
		{ .id = "K7",
		  .time = FIXTURE_NOW - 3600,
		  .title = "Oracle jumps",
		  .url = "https://paper.example/order",
		  .source = "paper",
		  .sentence = "OpenAI signed to pay Oracle up to $38bn for capacity, a paper says.",
		  .amount_text = "up to $38bn",
		  .amount_high = 38e9,
		  .currency = "USD",
		  .gw = (double)NAN,
		  .payer = "OAI",
		  .payee = "ORCL",
		  .kind = STATEMENT_CONTRACT,
		  .delivery = DELIVERY_CONTRACT },
		{ .id = "K3",
		  .time = FIXTURE_NOW - 7200,
		  .title = "Nvidia may buy 3 to 5 billion euros of SoftBank",
		  .source = "wire",
		  .sentence = "Nvidia may buy 3 to 5 billion euros of SoftBank",
		  .amount_text = "3 to 5 billion euros",
		  .amount_low = 3e9,
		  .amount_high = 5e9,
		  .currency = "EUR",
		  .gw = (double)NAN,
		  .doubtful = true,
		  .payer = "NVDA",
		  .payee = "SB",
		  .kind = STATEMENT_BUY,
		  .delivery = DELIVERY_RUMOUR },
	};
	fixture_init(&st->f);
	memcpy(st->items, items, sizeof items);
	st->f.m.deals_view.candidates = st->items;
	st->f.m.deals_view.candidate_count = 2;
	st->f.s.screen = 4;
	st->f.s.focus = LIST_CANDIDATES;
}

static void without_candidates_the_look_says_so(void **state)
{
	(void)state;
	struct stage st;
	stage_init(&st);
	st.f.m.deals_view.candidate_count = 0;
	fixture_draw(&st.f, &widget_candidates, 10, 80);
	assert_true(fixture_find(&st.f, "no headline suggests a deal") == 2);
	assert_non_null(strstr(fixture_row(&st.f, 0), "‹candidates› "));
	assert_null(strstr(fixture_row(&st.f, 0), "Enter accepts"));
	fixture_draw(&st.f, &widget_candidate, 10, 80);
	for (int i = 0; i < 10; i++)
		assert_int_equal(strspn(fixture_row(&st.f, i), " "), strlen(fixture_row(&st.f, i)));
	fixture_release(&st.f);
}

static void a_row_tells_who_pays_whom_how_much_and_how_firm(void **state)
{
	(void)state;
	static const int sizes[][2] = { { 12, 80 }, { 20, 120 }, { 30, 200 } };
	struct stage st;
	stage_init(&st);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		fixture_draw(&st.f, &widget_candidates, sizes[i][0], sizes[i][1]);
		int row = fixture_find(&st.f, "→ Oracle");
		assert_int_equal(row, 2);
		assert_non_null(strstr(fixture_row(&st.f, row), "2026-08-20"));
		assert_non_null(strstr(fixture_row(&st.f, row), "OpenAI"));
		assert_non_null(strstr(fixture_row(&st.f, row), " up to 38 "));
		assert_non_null(strstr(fixture_row(&st.f, row), " contract "));
		assert_non_null(strstr(fixture_row(&st.f, 3), " 3-5 EUR? "));
		assert_non_null(strstr(fixture_row(&st.f, 3), "rumour"));
		assert_non_null(strstr(fixture_row(&st.f, 0), "‹candidates› 2 "));
		if (sizes[i][1] >= 120)
			assert_non_null(strstr(fixture_row(&st.f, row), "paper"));
	}
	fixture_release(&st.f);
}

static void every_look_counts_the_candidates(void **state)
{
	(void)state;
	struct stage st;
	stage_init(&st);
	fixture_draw(&st.f, &widget_deals, 20, 120);
	assert_non_null(strstr(fixture_row(&st.f, 0), "‹table› circle energy candidates 2"));
	fixture_draw(&st.f, &widget_circle, 20, 120);
	assert_non_null(strstr(fixture_row(&st.f, 0), "table ‹circle› energy candidates 2"));
	fixture_draw(&st.f, &widget_power, 20, 120);
	assert_non_null(strstr(fixture_row(&st.f, 0), "table circle ‹energy› candidates 2"));
	fixture_release(&st.f);
}

static void the_figure_in_the_sentence_is_amber_and_the_headline_stands_below(void **state)
{
	(void)state;
	struct stage st;
	stage_init(&st);
	fixture_draw(&st.f, &widget_candidate, 12, 100);
	assert_int_equal(fixture_cell(&st.f, "$38bn")->role, ROLE_AMBER);
	assert_int_equal(fixture_cell(&st.f, "up to")->role, ROLE_BRIGHT);
	assert_int_equal(fixture_cell(&st.f, " for capacity")->role, ROLE_BRIGHT);
	assert_true(fixture_find(&st.f, "headline  Oracle jumps") > fixture_find(&st.f, "OpenAI signed"));
	assert_int_equal(fixture_cell(&st.f, "https://paper.example/order")->role, ROLE_LINK);
	fixture_release(&st.f);
}

static void a_sentence_that_is_the_title_stands_there_once(void **state)
{
	(void)state;
	struct stage st;
	stage_init(&st);
	st.f.s.lists[LIST_CANDIDATES].selected = 1;
	fixture_draw(&st.f, &widget_candidate, 12, 100);
	assert_non_null(strstr(fixture_row(&st.f, 0), "K3"));
	assert_non_null(strstr(fixture_row(&st.f, 0), "read in another way"));
	assert_int_equal(fixture_find(&st.f, "headline"), -1);
	assert_true(fixture_find(&st.f, "link      none") > 0);
	fixture_release(&st.f);
}

static void a_long_sentence_wraps(void **state)
{
	(void)state;
	struct stage st;
	stage_init(&st);
	fixture_draw(&st.f, &widget_candidate, 12, 40);
	assert_int_equal(fixture_find(&st.f, "OpenAI signed"), 2);
	assert_true(fixture_find(&st.f, "paper says.") > 2);
	fixture_release(&st.f);
}

static void every_size_is_drawn(void **state)
{
	(void)state;
	struct stage st;
	stage_init(&st);
	fixture_draw_all_sizes(&st.f, &widget_candidates, 14, 130);
	fixture_draw_all_sizes(&st.f, &widget_candidate, 14, 130);
	fixture_release(&st.f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_candidates_the_look_says_so),
		cmocka_unit_test(a_row_tells_who_pays_whom_how_much_and_how_firm),
		cmocka_unit_test(every_look_counts_the_candidates),
		cmocka_unit_test(the_figure_in_the_sentence_is_amber_and_the_headline_stands_below),
		cmocka_unit_test(a_sentence_that_is_the_title_stands_there_once),
		cmocka_unit_test(a_long_sentence_wraps),
		cmocka_unit_test(every_size_is_drawn),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
