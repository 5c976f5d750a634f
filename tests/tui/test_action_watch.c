/* The board's watchlist changed by keys: what is refused first; then what stands in the file, byte by byte, and on
 * the board. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <locale.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "tests/tui/watch_stage.h"
#include "tui/action.h"

/* ---- refused ---- */

static void the_demo_changes_no_file(void **state)
{
	struct stage *st = *state;
	static const char *const keys[] = { "-", "J", "+", "u", "W n", "r", "d" };
	st->v.model.view.demo = true;
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++) {
		stage_press(st, keys[i]);
		stage_expect_notice(st, "the demo's watchlists are not changed");
		assert_int_equal(st->v.state.prompt.purpose, PROMPT_NONE);
	}
	stage_expect_text(st, stage_text);
}

static void a_file_that_is_wrong_by_now_is_left_alone_and_named_by_line(void **state)
{
	struct stage *st = *state;
	stage_write(st, "watchlists:\n  - nam: Chips\n");
	stage_press(st, "-");
	stage_expect_notice(st, "not changed: config.yaml:2:");
	stage_expect_board(st, "[NVDA] AMD TSM");
	stage_expect_text(st, "watchlists:\n  - nam: Chips\n");
}

static void a_file_that_cannot_be_written_changes_nothing_on_screen(void **state)
{
	struct stage *st = *state;
	char folder[64];
	snprintf(folder, sizeof folder, "%s/c", st->folder);
	if (geteuid() == 0) { /* whom no mode hinders */
		assert_int_equal(unlink(st->file), 0);
		assert_int_equal(mkdir(st->file, 0700), 0);
		stage_press(st, "-");
		assert_int_equal(rmdir(st->file), 0);
	} else {
		assert_int_equal(chmod(folder, 0500), 0);
		stage_press(st, "-");
		assert_int_equal(chmod(folder, 0700), 0);
		stage_expect_text(st, stage_text);
	}
	stage_expect_notice(st, "not changed: ");
	stage_expect_board(st, "[NVDA] AMD TSM");
}

static void lists_on_one_line_of_braces_are_not_touched(void **state)
{
	struct stage *st = *state;
	static const char text[] = "watchlists: [{ name: Chips, symbols: [NVDA, AMD] }]\n";
	stage_write(st, text);
	stage_press(st, "-");
	stage_expect_notice(st, "not changed: ");
	stage_expect_text(st, text);
}

static void a_symbol_that_is_there_already_is_said_while_one_types_and_refused(void **state)
{
	struct stage *st = *state;
	stage_press(st, "+");
	stage_type(st, "amd");
	assert_string_equal(st->v.state.prompt.hint, "AMD is in the list");
	stage_press(st, "Enter");
	stage_expect_notice(st, "AMD is in Chips already");
	stage_expect_text(st, stage_text);
}

static void words_that_are_no_symbol_and_no_known_name_are_refused(void **state)
{
	struct stage *st = *state;
	stage_press(st, "+");
	stage_type(st, "no such firm");
	assert_string_equal(st->v.state.prompt.hint, "no such name is known");
	stage_press(st, "Enter");
	stage_expect_notice(st, "no company called \"no such firm\" is known");
	stage_expect_text(st, stage_text);
	stage_press(st, "+");
	stage_type(st, "  ");
	stage_press(st, "Enter");
	assert_string_equal(st->v.model.view.notice, "");
	stage_press(st, "+");
	stage_type(st, "PLTR");
	stage_press(st, "Esc");
	stage_expect_text(st, stage_text);
}

static void rows_in_another_order_cannot_be_moved_and_why_is_said(void **state)
{
	struct stage *st = *state;
	stage_press(st, "s J");
	stage_expect_notice(st, "the rows stand by SYMBOL");
	st->v.state.sort = -1;
	st->v.state.reversed = true;
	stage_press(st, "K");
	stage_expect_notice(st, "turned round");
	stage_expect_text(st, stage_text);
}

static void the_ends_of_the_list_are_no_place_to_move_past(void **state)
{
	struct stage *st = *state;
	stage_press(st, "K");
	stage_press(st, "G J");
	stage_expect_text(st, stage_text);
	assert_int_equal(st->v.edits.count, 0);
}

static void from_the_press_pane_no_company_is_taken_out(void **state)
{
	struct stage *st = *state;
	stage_press(st, "Tab - J");
	stage_expect_notice(st, "Tab leads to the companies");
	stage_expect_text(st, stage_text);
}

static void without_a_change_there_is_nothing_to_undo(void **state)
{
	struct stage *st = *state;
	stage_press(st, "u");
	stage_expect_notice(st, "no change of a watchlist to undo");
	stage_expect_text(st, stage_text);
}

static void on_other_screens_the_keys_mean_what_they_meant(void **state)
{
	struct stage *st = *state;
	stage_press(st, "5 u - J K");
	assert_true(st->v.model.view.press.filter.unread);
	stage_press(st, "u 2 +");
	assert_int_equal(st->v.state.prompt.purpose, PROMPT_COMPARE);
	stage_expect_text(st, stage_text);
}

/* ---- done ---- */

static void a_company_is_taken_out_at_once_and_the_next_is_selected(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j -");
	stage_expect_notice(st, "AMD removed from Chips · u undoes");
	stage_expect_board(st, "NVDA [TSM]");
	stage_expect_text(st, "# mine\n"
			      "display:\n"
			      "  motion: no   # calm\n"
			      "watchlists:\n"
			      "  - name: Chips\n"
			      "    symbols:\n"
			      "      - NVDA   # the first\n"
			      "      - TSM\n"
			      "  - name: Clouds\n"
			      "    symbols: [MSFT, ORCL]   # both\n");
	stage_press(st, "-");
	stage_expect_board(st, "[NVDA]");
	stage_press(st, "-");
	stage_expect_board(st, "");
	stage_press(st, "-");
	stage_expect_notice(st, "Chips holds no symbol; + adds one");
}

static void u_gives_every_byte_back_comments_too_one_change_after_the_other(void **state)
{
	struct stage *st = *state;
	stage_press(st, "- - -");
	stage_press(st, "u");
	stage_expect_notice(st, "undone: TSM is back in Chips");
	stage_expect_board(st, "[TSM]");
	stage_press(st, "u");
	stage_expect_board(st, "[AMD] TSM");
	stage_press(st, "u");
	stage_expect_board(st, "[NVDA] AMD TSM");
	stage_expect_text(st, stage_text);
	stage_press(st, "u");
	stage_expect_notice(st, "no change of a watchlist to undo");
}

static void a_known_name_is_found_while_one_types_and_added_behind_the_selected_row(void **state)
{
	struct stage *st = *state;
	stage_press(st, "+");
	assert_string_equal(st->v.state.prompt.hint, "a name, or NVDA, 9984.T, 2330.TW");
	stage_type(st, "pal");
	assert_string_equal(st->v.state.prompt.hint, "Palantir Technologies Inc. → PLTR");
	stage_press(st, "Enter");
	stage_expect_notice(st, "PLTR (Palantir Technologies Inc.) added to Chips");
	stage_expect_notice(st, "its price comes when froth runs without --offline");
	stage_expect_board(st, "NVDA [PLTR] AMD TSM");
	stage_press(st, "u");
	stage_expect_board(st, "NVDA [AMD] TSM");
	stage_expect_text(st, stage_text);
}

static void what_is_typed_in_capitals_is_a_symbol_known_or_not(void **state)
{
	struct stage *st = *state;
	stage_press(st, "G +");
	stage_type(st, " PAL ");
	assert_string_equal(st->v.state.prompt.hint, "no name known: adds PAL");
	stage_press(st, "Enter");
	stage_expect_board(st, "NVDA AMD TSM [PAL]");
	stage_expect_notice(st, "PAL added to Chips");
}

static void a_row_moves_in_the_file_and_the_selection_with_it(void **state)
{
	struct stage *st = *state;
	stage_press(st, "J");
	stage_expect_board(st, "AMD [NVDA] TSM");
	stage_press(st, "J");
	stage_expect_board(st, "AMD TSM [NVDA]");
	stage_press(st, "K K K");
	stage_expect_board(st, "[NVDA] AMD TSM");
	stage_expect_text(st, stage_text);
	assert_int_equal(st->v.edits.count, 4);
	stage_press(st, "u u");
	stage_expect_board(st, "AMD TSM [NVDA]");
}

static void a_price_that_is_stored_shows_at_once_and_the_others_stay(void **state)
{
	struct stage *st = *state;
	stage_press(st, "+");
	stage_type(st, "PLTR");
	stage_press(st, "Enter K");
	const struct view_model *m = &st->v.model.view;
	stage_expect_board(st, "[PLTR] NVDA AMD TSM");
	for (size_t i = 0; i < m->company_count; i++) {
		assert_true(m->companies[i].quote.price > 99);
		assert_int_equal(m->companies[i].listed, i);
		assert_non_null(m->companies[i].exchange);
	}
	stage_press(st, "s s s -");
	assert_int_equal(m->company_count, 3);
	assert_string_equal(m->companies[0].symbol, "AMD");
}

static void firms_without_a_symbol_are_named_as_such(void **state)
{
	struct stage *st = *state;
	stage_press(st, "+");
	stage_type(st, "openai");
	assert_string_equal(st->v.state.prompt.hint, "OpenAI: no symbol is known");
	stage_press(st, "Enter");
	stage_expect_notice(st, "no symbol of OpenAI is known");
	stage_expect_text(st, stage_text);
}

static void twenty_changes_can_be_undone_and_older_ones_not(void **state)
{
	struct stage *st = *state;
	stage_press(st, "-");
	for (int i = 0; i < WATCH_STEPS / 2; i++)
		stage_press(st, "g J K");
	for (int i = 0; i < WATCH_STEPS; i++)
		stage_press(st, "u");
	stage_expect_notice(st, "undone: ");
	stage_press(st, "u");
	stage_expect_notice(st, "no change of a watchlist to undo");
	stage_expect_board(st, "[AMD] TSM");
}

static void a_click_elsewhere_drops_what_was_typed(void **state)
{
	struct stage *st = *state;
	struct terminal_event click = { .kind = TERMINAL_CLICK, .row = 3, .column = 5 };
	stage_press(st, "+");
	stage_type(st, "PLTR");
	viewer_act(&st->v, &click);
	assert_int_equal(st->v.state.prompt.purpose, PROMPT_NONE);
	stage_expect_text(st, stage_text);
}

static void keys_in_a_row_start_our_collector_anew_once(void **state)
{
	struct stage *st = *state;
	struct collector *c = &st->v.collector;
	static const char *const argv[] = { "cat", NULL };
	struct error err;
	collector_init(c, argv);
	assert_int_equal(collector_start(c, 0, &err), 0);
	stage_press(st, "J J -");
	int64_t due_ms = st->v.restart_ms;
	assert_true(due_ms > 0);
	viewer_restart_collector(&st->v, due_ms - 1);
	assert_false(c->is_restarting);
	viewer_restart_collector(&st->v, due_ms);
	assert_true(c->is_restarting);
	assert_int_equal(st->v.restart_ms, 0);
	collector_stop(c);
}

static void a_list_that_is_full_takes_no_more(void **state)
{
	struct stage *st = *state;
	struct buffer text;
	buffer_init(&text, CONFIG_MAX_BYTES);
	buffer_append_text(&text, "watchlists:\n  - name: Chips\n    symbols:\n");
	for (int i = 0; i < CONFIG_MAX_SYMBOLS; i++)
		buffer_format(&text, "      - S%d\n", i);
	stage_write(st, buffer_text(&text));
	stage_press(st, "+");
	stage_type(st, "PLTR");
	stage_press(st, "Enter");
	stage_expect_notice(st, "Chips holds 10000 symbols");
	stage_expect_text(st, buffer_text(&text));
	stage_press(st, "G K");
	assert_string_equal(st->v.model.view.companies[CONFIG_MAX_SYMBOLS - 1].symbol, "S9998");
	assert_int_equal(st->v.state.lists[LIST_COMPANIES].selected, CONFIG_MAX_SYMBOLS - 2);
	buffer_release(&text);
}

/* ---- somebody else edits the file ---- */

static const char edited_text[] = "watchlists:\n"
				  "  - name: Chips\n"
				  "    symbols: [ARM, NVDA, TSM]   # by hand\n";

static void an_edit_of_a_moment_ago_stays_when_a_key_changes_the_file(void **state)
{
	struct stage *st = *state;
	stage_write(st, edited_text);
	stage_press(st, "-");
	stage_expect_board(st, "ARM [TSM]");
	stage_expect_text(st, "watchlists:\n  - name: Chips\n    symbols: [ARM, TSM]   # by hand\n");
}

static void a_company_that_was_edited_away_is_not_taken_for_its_neighbour(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j");
	stage_write(st, edited_text);
	stage_press(st, "-");
	stage_expect_notice(st, "AMD is not in Chips");
	stage_expect_text(st, edited_text);
}

static void a_company_that_was_edited_away_is_not_moved_either(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j");
	stage_write(st, edited_text);
	stage_press(st, "J");
	stage_expect_notice(st, "AMD is not in Chips");
	stage_expect_text(st, edited_text);
}

static void after_an_edit_by_hand_only_the_change_itself_is_undone(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j -");
	stage_write(st, edited_text);
	stage_press(st, "u");
	stage_expect_board(st, "ARM [AMD] NVDA TSM");
	stage_expect_text(st, "watchlists:\n  - name: Chips\n    symbols: [ARM, AMD, NVDA, TSM]   # by hand\n");
}

static void what_cannot_be_undone_after_an_edit_stays_to_be_undone(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j -");
	stage_write(st, "watchlists:\n  - name: Others\n    symbols: [ARM]\n");
	stage_press(st, "u");
	stage_expect_notice(st, "not undone: there is no watchlist \"Chips\"");
	assert_int_equal(st->v.edits.count, 1);
}

/* ---- no file, no list ---- */

static void without_a_file_one_is_made_and_named(void **state)
{
	struct stage *st = *state;
	stage_press(st, "j -");
	stage_expect_notice(st, "AMD removed from AI trade, in a new file /tmp/froth-watch-");
	stage_expect_notice(st, "/c/config.yaml");
	stage_expect_board(st, "NVDA [ORCL] TSM 9984.T");
	stage_expect_text(st, "watchlists:\n  - name: 'AI trade'\n    symbols: [NVDA, ORCL, TSM, 9984.T]\n");
	stage_press(st, "u");
	stage_expect_board(st, "NVDA [AMD] ORCL TSM 9984.T");
	stage_expect_text(st, "");
}

static void without_a_home_there_is_no_file_to_write(void **state)
{
	struct stage *st = *state;
	st->v.settings.config_path = NULL;
	st->v.config_watch.path = NULL;
	stage_press(st, "-");
	stage_expect_notice(st, "there is no home folder for a configuration file");
	stage_expect_board(st, "[NVDA] AMD ORCL TSM 9984.T");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
#define STAGED(test) cmocka_unit_test_setup_teardown(test, stage_set, stage_clear)
#define BARE(test) cmocka_unit_test_setup_teardown(test, stage_set_bare, stage_clear)
		STAGED(the_demo_changes_no_file),
		STAGED(a_file_that_is_wrong_by_now_is_left_alone_and_named_by_line),
		STAGED(a_file_that_cannot_be_written_changes_nothing_on_screen),
		STAGED(lists_on_one_line_of_braces_are_not_touched),
		STAGED(a_symbol_that_is_there_already_is_said_while_one_types_and_refused),
		STAGED(words_that_are_no_symbol_and_no_known_name_are_refused),
		STAGED(rows_in_another_order_cannot_be_moved_and_why_is_said),
		STAGED(the_ends_of_the_list_are_no_place_to_move_past),
		STAGED(from_the_press_pane_no_company_is_taken_out),
		STAGED(without_a_change_there_is_nothing_to_undo),
		STAGED(on_other_screens_the_keys_mean_what_they_meant),
		STAGED(a_company_is_taken_out_at_once_and_the_next_is_selected),
		STAGED(u_gives_every_byte_back_comments_too_one_change_after_the_other),
		STAGED(a_known_name_is_found_while_one_types_and_added_behind_the_selected_row),
		STAGED(what_is_typed_in_capitals_is_a_symbol_known_or_not),
		STAGED(a_row_moves_in_the_file_and_the_selection_with_it),
		STAGED(a_price_that_is_stored_shows_at_once_and_the_others_stay),
		STAGED(firms_without_a_symbol_are_named_as_such),
		STAGED(twenty_changes_can_be_undone_and_older_ones_not),
		STAGED(a_click_elsewhere_drops_what_was_typed),
		STAGED(keys_in_a_row_start_our_collector_anew_once),
		STAGED(a_list_that_is_full_takes_no_more),
		STAGED(an_edit_of_a_moment_ago_stays_when_a_key_changes_the_file),
		STAGED(a_company_that_was_edited_away_is_not_taken_for_its_neighbour),
		STAGED(a_company_that_was_edited_away_is_not_moved_either),
		STAGED(after_an_edit_by_hand_only_the_change_itself_is_undone),
		STAGED(what_cannot_be_undone_after_an_edit_stays_to_be_undone),
		BARE(without_a_file_one_is_made_and_named),
		BARE(without_a_home_there_is_no_file_to_write),
	};
	if (!setlocale(LC_CTYPE, "C.UTF-8"))
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
