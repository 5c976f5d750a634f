/* The harness on programs whose behaviour is known, so that a green terminal test means something. */
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "tests/terminal/terminal.h"

static struct terminal *shell(const char *script, bool ignore_hangup)
{
	const char *const argv[] = { "sh", "-c", script, NULL };
	const struct terminal_options options = {
		.argv = argv, .rows = 10, .columns = 40, .ignore_hangup = ignore_hangup
	};
	return terminal_start(&options);
}

static void the_screen_shows_text_places_and_colours(void **state)
{
	(void)state;
	struct terminal *t = shell("printf '\\033[3;5H\\033[38;2;1;2;3mcaf\\303\\251\\033[m\\033[?25l'; exit 7", false);
	assert_int_equal(terminal_wait_end(t), 7);
	assert_string_equal(terminal_row(t, 2), "    caf\u00e9");
	assert_int_equal(terminal_find_row(t, "caf"), 2);
	assert_int_equal(terminal_cell_colour(t, 2, 4), 0x010203);
	assert_int_equal(terminal_filled_cells(t), 4);
	assert_false(terminal_cursor_is_visible(t));
	assert_false(terminal_is_alternate(t));
	assert_true(terminal_is_cooked(t));
	assert_int_equal(terminal_output(t)->length, strlen("\033[3;5H\033[38;2;1;2;3mcafe\033[m\033[?25l") + 1);
	terminal_free(t);
}

static void keys_arrive_and_a_changed_line_discipline_is_noticed(void **state)
{
	(void)state;
	struct terminal *t = shell("stty -echo; printf ready; read word; printf \"<$word>\"", false);
	assert_true(terminal_wait_text(t, "ready"));
	terminal_type(t, "typed\n");
	assert_int_equal(terminal_wait_end(t), 0);
	assert_true(terminal_has_text(t, "<typed>"));
	assert_false(terminal_is_cooked(t));
	terminal_free(t);
}

static void a_missing_program_and_a_signal_are_told_by_the_status(void **state)
{
	(void)state;
	const char *const argv[] = { "/nonexistent", NULL };
	struct terminal *t = terminal_start(&(struct terminal_options){ .argv = argv });
	assert_int_equal(terminal_wait_end(t), 127);
	terminal_free(t);
	t = shell("kill -TERM $$", false);
	assert_int_equal(terminal_wait_end(t), 128 + SIGTERM);
	terminal_free(t);
}

static void a_resize_reaches_the_program(void **state)
{
	(void)state;
	struct terminal *t = shell("trap 'stty size; exit 0' WINCH; echo ready; while :; do read x || :; done", false);
	assert_true(terminal_wait_text(t, "ready"));
	terminal_forget(t);
	assert_false(terminal_has_text(t, "ready"));
	terminal_resize(t, 33, 77);
	terminal_type(t, "\n");
	assert_int_equal(terminal_wait_end(t), 0);
	assert_true(terminal_has_text(t, "33 77"));
	assert_int_equal(terminal_rows(t), 33);
	assert_int_equal(terminal_columns(t), 77);
	terminal_free(t);
}

static void a_stopped_program_is_seen_and_goes_on(void **state)
{
	(void)state;
	struct terminal *t = shell("echo ready; read word; echo \"<$word>\"", false);
	assert_true(terminal_wait_text(t, "ready"));
	terminal_type(t, "\x1a");
	assert_true(terminal_wait_stop(t));
	terminal_continue(t);
	terminal_type(t, "again\n");
	assert_int_equal(terminal_wait_end(t), 0);
	assert_true(terminal_has_text(t, "<again>"));
	terminal_free(t);
}

static void a_vanished_window_ends_a_program_by_signal_or_by_end_of_file(void **state)
{
	(void)state;
	struct terminal *t = shell("echo ready; exec tail -f /dev/null", false);
	assert_true(terminal_wait_text(t, "ready"));
	terminal_hang_up(t);
	assert_int_equal(terminal_wait_end(t), 128 + SIGHUP);
	terminal_free(t);
	t = shell("echo ready; while :; do read x || exit 5; done", true);
	assert_true(terminal_wait_text(t, "ready"));
	terminal_hang_up(t);
	assert_int_equal(terminal_wait_end(t), 5);
	terminal_free(t);
}

static void text_that_does_not_come_is_told_at_the_end(void **state)
{
	(void)state;
	struct terminal *t = shell("echo something", false);
	assert_int_equal(terminal_wait_end(t), 0);
	assert_true(terminal_wait_text(t, "something"));
	assert_false(terminal_has_text(t, "else"));
	assert_string_equal(terminal_row(t, 99), "");
	terminal_free(t);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_screen_shows_text_places_and_colours),
		cmocka_unit_test(keys_arrive_and_a_changed_line_discipline_is_noticed),
		cmocka_unit_test(a_missing_program_and_a_signal_are_told_by_the_status),
		cmocka_unit_test(a_resize_reaches_the_program),
		cmocka_unit_test(a_stopped_program_is_seen_and_goes_on),
		cmocka_unit_test(a_vanished_window_ends_a_program_by_signal_or_by_end_of_file),
		cmocka_unit_test(text_that_does_not_come_is_told_at_the_end),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
