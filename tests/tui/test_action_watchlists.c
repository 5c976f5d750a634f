/* All watchlists, under W: chosen, made, renamed, deleted, and each of it undone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>

#include "tests/tui/watch_stage.h"
#include "tui/action.h"

static void a_list_is_chosen_from_all_of_them(void **state)
{
	struct stage *st = *state;
	stage_press(st, "W");
	assert_int_equal(st->v.state.overlay, OVERLAY_WATCHLISTS);
	stage_press(st, "G Enter");
	assert_int_equal(st->v.state.overlay, OVERLAY_NONE);
	stage_expect_board(st, "[MSFT] ORCL");
	stage_press(st, "W k q");
	stage_expect_board(st, "[MSFT] ORCL");
	stage_expect_text(st, stage_text);
}

static void a_list_is_made_filled_and_both_are_undone(void **state)
{
	struct stage *st = *state;
	stage_press(st, "W n");
	stage_type(st, "Mine");
	stage_press(st, "Enter");
	stage_expect_notice(st, "Mine is made; + adds a symbol");
	assert_int_equal(st->v.state.overlay, OVERLAY_NONE);
	stage_expect_board(st, "");
	stage_press(st, "+");
	stage_type(st, "PLTR");
	stage_press(st, "Enter");
	stage_expect_board(st, "[PLTR]");
	stage_press(st, "u u");
	assert_string_equal(st->v.model.view.watchlist, "Chips");
	stage_expect_text(st, stage_text);
}

static void a_name_that_is_taken_is_refused_and_one_that_is_not_keeps_the_list_shown(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j W r Ctrl-U");
	stage_type(st, "Clouds");
	stage_press(st, "Enter");
	stage_expect_notice(st, "a watchlist is called \"Clouds\" already");
	stage_expect_text(st, stage_text);
	stage_press(st, "r Ctrl-U");
	stage_type(st, "Silicon");
	stage_press(st, "Enter");
	stage_expect_notice(st, "Chips is called Silicon now");
	assert_string_equal(st->v.model.view.watchlist, "Silicon");
	stage_expect_board(st, "NVDA [AMD] TSM");
	stage_press(st, "u");
	assert_string_equal(st->v.model.view.watchlist, "Chips");
	stage_expect_text(st, stage_text);
}

static void deleting_asks_and_only_y_does_it_and_the_last_list_stays(void **state)
{
	struct stage *st = *state;
	stage_press(st, "W d");
	assert_string_equal(st->v.state.prompt.label, "delete Chips? y/n");
	stage_press(st, "n");
	stage_expect_text(st, stage_text);
	stage_press(st, "d y");
	stage_expect_notice(st, "Chips deleted");
	stage_expect_board(st, "[MSFT] ORCL");
	stage_press(st, "d y");
	stage_expect_notice(st, "Clouds is the only watchlist");
	stage_press(st, "u");
	stage_expect_text(st, stage_text);
	assert_string_equal(st->v.model.view.watchlist, "Chips");
}

static void a_deleted_list_comes_back_into_a_file_that_was_edited_since(void **state)
{
	struct stage *st = *state;
	stage_press(st, "W d y");
	stage_write(st, "watchlists:\n  - name: Clouds\n    symbols: [MSFT]\n");
	stage_press(st, "u");
	stage_expect_notice(st, "undone: Chips is back");
	stage_expect_text(st, "watchlists:\n  - name: Clouds\n    symbols: [MSFT]\n"
			      "  - name: 'Chips'\n    symbols: ['NVDA', 'AMD', 'TSM']\n");
}

static void a_new_list_that_was_filled_by_hand_is_not_undone(void **state)
{
	struct stage *st = *state;
	stage_press(st, "W n");
	stage_type(st, "Mine");
	stage_press(st, "Enter");
	stage_write(st, "watchlists:\n  - name: Mine\n    symbols: [ARM]\n  - name: Clouds\n");
	stage_press(st, "u");
	stage_expect_notice(st, "Mine holds symbols now");
	assert_int_equal(st->v.edits.count, 1);
}

static void a_click_selects_a_list_and_a_second_one_shows_it(void **state)
{
	struct stage *st = *state;
	struct terminal_event click = { .kind = TERMINAL_CLICK, .row = 4, .column = 20 };
	stage_press(st, "W");
	viewer_act(&st->v, &click);
	assert_int_equal(st->v.state.watchlists.selected, 1);
	assert_int_equal(st->v.state.overlay, OVERLAY_WATCHLISTS);
	viewer_act(&st->v, &click);
	assert_int_equal(st->v.state.overlay, OVERLAY_NONE);
	assert_string_equal(st->v.model.view.watchlist, "Clouds");
	stage_press(st, "W");
	click.row = 20;
	viewer_act(&st->v, &click);
	assert_int_equal(st->v.state.watchlists.selected, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, stage_set, stage_clear)
		STAGED(a_click_selects_a_list_and_a_second_one_shows_it),
		STAGED(a_list_is_chosen_from_all_of_them),
		STAGED(a_list_is_made_filled_and_both_are_undone),
		STAGED(a_name_that_is_taken_is_refused_and_one_that_is_not_keeps_the_list_shown),
		STAGED(deleting_asks_and_only_y_does_it_and_the_last_list_stays),
		STAGED(a_deleted_list_comes_back_into_a_file_that_was_edited_since),
		STAGED(a_new_list_that_was_filled_by_hand_is_not_undone),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
