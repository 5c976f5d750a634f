/* The real program in a real terminal: start, keys, sizes, stop, end. */
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>

#include <cmocka.h>

#include "tests/terminal/grammar.h"
#include "tests/terminal/session.h"
#include "tests/terminal/terminal.h"

static struct grammar_count assert_grammar(const struct session *s)
{
	struct grammar_count count;
	char complaint[256] = "";
	const struct buffer *output = terminal_output(s->terminal);
	if (!grammar_check(buffer_text(output), output->length, &count, complaint, sizeof complaint))
		fail_msg("the terminal was sent what is not allowed: %s", complaint);
	return count;
}

/* The shell that comes back finds its terminal as it left it. */
static void assert_restored(const struct session *s)
{
	assert_false(terminal_is_alternate(s->terminal));
	assert_true(terminal_cursor_is_visible(s->terminal));
	assert_false(terminal_mouse_is_on(s->terminal));
	assert_true(terminal_is_cooked(s->terminal));
}

/* Quits as a person does, and counts what was written from start to end. */
static struct grammar_count session_quit(struct session *s)
{
	terminal_type(s->terminal, "q");
	assert_int_equal(terminal_wait_end(s->terminal), 0);
	assert_restored(s);
	struct grammar_count count = assert_grammar(s);
	session_end(s);
	return count;
}

static void the_board_shows_five_companies_each_in_its_row(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 36, 120, NULL, false);
	assert_board(&s);
	assert_true(terminal_is_alternate(s.terminal));
	int rows[SESSION_COMPANIES];
	for (size_t i = 0; i < SESSION_COMPANIES; i++) {
		rows[i] = terminal_find_row(s.terminal, session_companies[i]);
		for (size_t k = 0; k < i; k++)
			assert_int_not_equal(rows[i], rows[k]);
	}
	assert_true(terminal_filled_cells(s.terminal) >= 400);
	session_quit(&s);
}

static void digits_turn_screens_and_the_question_mark_helps(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 36, 120, NULL, false);
	assert_board(&s);
	terminal_type(s.terminal, "6");
	assert_true(terminal_wait_text(s.terminal, "collector"));
	assert_true(terminal_wait_text(s.terminal, "none: --offline"));
	terminal_type(s.terminal, "?");
	assert_true(terminal_wait_text(s.terminal, "previous company, from any pane"));
	terminal_type(s.terminal, "q"); /* closes the help, not the program */
	assert_true(terminal_wait_no_text(s.terminal, "previous company, from any pane"));
	terminal_type(s.terminal, "1");
	assert_board(&s);
	session_quit(&s);
}

static void the_screen_is_painted_anew_on_request(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 36, 120, NULL, false);
	assert_board(&s);
	terminal_forget(s.terminal);
	assert_false(terminal_has_text(s.terminal, "NVDA"));
	terminal_type(s.terminal, "\x0c");
	assert_board(&s);
	session_quit(&s);
}

static void each_size_has_its_layout_and_the_way_back(void **state)
{
	(void)state;
	static const struct {
		int rows, columns;
		bool has_board;
	} sizes[] = { { 24, 80, true },  { 10, 40, true },  { 36, 120, true },  { 5, 20, false },
		      { 50, 200, true }, { 2, 10, false },  { 24, 80, true },   { 1, 1, false },
		      { 36, 120, true }, { 3, 500, false }, { 300, 30, false }, { 36, 120, true } };
	struct session s;
	session_start(&s, 36, 120, NULL, false);
	assert_board(&s);
	for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++) {
		terminal_forget(s.terminal);
		terminal_resize(s.terminal, sizes[i].rows, sizes[i].columns);
		if (sizes[i].has_board)
			assert_board(&s);
	}
	assert_true(terminal_filled_cells(s.terminal) >= 400);
	session_quit(&s);
}

static void a_size_without_room_is_said(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 2, 30, NULL, false);
	assert_true(terminal_wait_text(s.terminal, "too small"));
	terminal_resize(s.terminal, 24, 80);
	assert_board(&s);
	session_quit(&s);
}

static void a_storm_of_sizes_ends_in_the_last_one(void **state)
{
	(void)state;
	struct session s;
	unsigned seed = 20260820;
	session_start(&s, 36, 120, NULL, false);
	assert_board(&s);
	for (int i = 0; i < 300; i++) {
		seed = seed * 1103515245u + 12345u;
		terminal_resize(s.terminal, 1 + (int)(seed >> 16) % 60, 1 + (int)(seed >> 8) % 220);
	}
	terminal_forget(s.terminal);
	terminal_resize(s.terminal, 24, 80);
	assert_board(&s);
	session_quit(&s);
}

static void signals_that_end_the_program_leave_the_terminal_restored(void **state)
{
	(void)state;
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP, SIGQUIT };
	for (size_t i = 0; i < sizeof signals / sizeof *signals; i++) {
		struct session s;
		session_start(&s, 24, 80, NULL, false);
		assert_board(&s);
		terminal_signal(s.terminal, signals[i]);
		int status = terminal_wait_end(s.terminal);
		if (status != 0 && status != 128 + signals[i])
			fail_msg("signal %d ends the program with status %d", signals[i], status);
		assert_restored(&s);
		assert_grammar(&s);
		session_end(&s);
	}
}

static void ctrl_c_quits(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 24, 80, NULL, false);
	assert_board(&s);
	terminal_type(s.terminal, "\x03");
	int status = terminal_wait_end(s.terminal);
	assert_true(status == 0 || status == 128 + SIGINT);
	assert_restored(&s);
	session_end(&s);
}

static void a_stop_gives_the_terminal_back_and_the_return_repaints(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 24, 80, NULL, false);
	for (int i = 0; i < 2; i++) {
		assert_board(&s);
		assert_true(terminal_is_alternate(s.terminal));
		terminal_type(s.terminal, "\x1a");
		assert_true(terminal_wait_stop(s.terminal));
		assert_restored(&s);
		terminal_forget(s.terminal);
		assert_false(terminal_has_text(s.terminal, "NVDA"));
		terminal_continue(s.terminal);
	}
	assert_board(&s);
	session_quit(&s);
}

static void a_resize_while_stopped_is_seen_on_return(void **state)
{
	(void)state;
	struct session s;
	session_start(&s, 24, 80, NULL, false);
	assert_board(&s);
	terminal_type(s.terminal, "\x1a");
	assert_true(terminal_wait_stop(s.terminal));
	terminal_resize(s.terminal, 36, 120);
	terminal_forget(s.terminal);
	terminal_continue(s.terminal);
	assert_board(&s);
	session_quit(&s);
}

static void a_vanished_terminal_ends_the_program(void **state)
{
	(void)state;
	for (int ignore_hangup = 0; ignore_hangup <= 1; ignore_hangup++) {
		struct session s;
		session_start(&s, 24, 80, NULL, ignore_hangup);
		assert_board(&s);
		terminal_hang_up(s.terminal);
		assert_int_not_equal(terminal_wait_end(s.terminal), -1);
		session_end(&s);
	}
}

static void a_terminal_that_cannot_be_used_is_refused_in_one_sentence(void **state)
{
	(void)state;
	static const char *const terms[] = { "TERM", "TERM=", "TERM=dumb", "TERM=no-such-terminal" };
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		const char *const extra[] = { terms[i], NULL };
		struct session s;
		session_start(&s, 24, 80, extra, false);
		int status = terminal_wait_end(s.terminal);
		const char *output = buffer_text(terminal_output(s.terminal));
		const char *line_feed = strchr(output, '\n');
		if (status != 2 || strchr(output, '\x1b') || !line_feed || line_feed[1] ||
		    strncmp(output, "froth: ", 7) != 0)
			fail_msg("%s: status %d and \"%s\"", terms[i], status, output);
		session_end(&s);
	}
}

static void no_color_is_honoured(void **state)
{
	(void)state;
	static const char *const no_color[] = { "NO_COLOR=1", NULL };
	for (int i = 0; i < 2; i++) {
		struct session s;
		session_start(&s, 36, 120, i ? no_color : NULL, false);
		assert_board(&s);
		struct grammar_count count = session_quit(&s);
		assert_true(count.escapes > 0);
		assert_int_equal(count.colours == 0, i);
	}
}

static void a_time_zone_that_is_not_there_is_said_once_and_stands_below_the_sources(void **state)
{
	(void)state;
	static const char said[] = "local times are UTC: no time zone database knows ";
	static const char *const missing[][2] = { { "TZ=Nowhere/City", NULL },
						  { "TZ=:Europe/Paris", "TZDIR=/nonexistent" } };
	for (size_t i = 0; i < 2; i++) {
		const char *const extra[] = { missing[i][0], missing[i][1], NULL };
		struct session s;
		session_start(&s, 24, 80, extra, false);
		assert_board(&s);
		assert_true(terminal_wait_text(s.terminal, said));
		terminal_type(s.terminal, "j");
		assert_true(terminal_wait_no_text(s.terminal, said));
		terminal_type(s.terminal, "6");
		assert_true(terminal_wait_text(s.terminal, said));
		session_end(&s);
	}
}

static void a_locale_without_utf8_gets_seven_bits(void **state)
{
	(void)state;
	static const char *const plain[] = { "LC_ALL=C", NULL };
	for (int i = 0; i < 2; i++) {
		struct session s;
		session_start(&s, 36, 120, i ? plain : NULL, false);
		assert_board(&s);
		terminal_type(s.terminal, "6");
		assert_true(terminal_wait_text(s.terminal, "collector"));
		struct grammar_count count = session_quit(&s);
		assert_int_equal(count.high_bytes == 0, i);
	}
}

/* A frame may be seen half: each company's row has come to its end, the month of its date. */
static bool rows_are_whole(const struct terminal *t, const void *cls)
{
	(void)cls;
	for (size_t i = 0; i < SESSION_COMPANIES; i++) {
		const char *row = terminal_row(t, terminal_find_row(t, session_companies[i]));
		const char *end = row + strlen(row);
		if (!strstr(row, "shipped ") || strspn(end - 3, "abcdefghijklmnopqrstuvwxyzADFJMNOS") != 3)
			return false;
	}
	return true;
}

static void every_usual_terminal_shows_the_same_text(void **state)
{
	(void)state;
	static const char *const terms[] = { "TERM=xterm-256color", "TERM=xterm", "TERM=xterm-mono",
					     "TERM=vt100",          "TERM=linux", "TERM=screen-256color",
					     "TERM=tmux-256color" };
	struct buffer first;
	buffer_init(&first, 0);
	for (size_t i = 0; i < sizeof terms / sizeof *terms; i++) {
		const char *const extra[] = { terms[i], NULL };
		struct session s;
		struct buffer screen;
		session_start(&s, 24, 80, extra, false);
		assert_board(&s);
		terminal_type(s.terminal, "6");
		assert_true(terminal_wait_text(s.terminal, "none: --offline"));
		terminal_type(s.terminal, "1");
		assert_true(terminal_wait(s.terminal, rows_are_whole, NULL));
		buffer_init(&screen, 0);
		for (size_t k = 0; k < SESSION_COMPANIES; k++) {
			int row = terminal_find_row(s.terminal, session_companies[k]);
			buffer_append_text(&screen, terminal_row(s.terminal, row));
			buffer_append_char(&screen, '\n');
		}
		if (i)
			assert_string_equal(buffer_text(&screen), buffer_text(&first));
		else
			buffer_append_text(&first, buffer_text(&screen));
		buffer_release(&screen);
		session_quit(&s);
	}
	buffer_release(&first);
}

/* What the command prints when its output is no terminal. */
static void printed(const char *arguments, const char *home, struct buffer *out)
{
	char command[512], block[4096];
	snprintf(command, sizeof command,
		 "env -u XDG_CONFIG_HOME -u XDG_DATA_HOME -u XDG_STATE_HOME -u XDG_CACHE_HOME -u COLUMNS HOME=%s "
		 "FROTH_NOW=2026-08-20T18:48:03Z TERM=xterm-256color %s %s",
		 home, getenv("FROTH"), arguments);
	FILE *pipe = popen(command, "r");
	assert_non_null(pipe);
	buffer_init(out, 1 << 20);
	for (size_t n; (n = fread(block, 1, sizeof block, pipe)) > 0;)
		buffer_append(out, block, n);
	assert_int_equal(pclose(pipe), 0);
}

static void output_that_is_no_terminal_gets_the_board_as_text(void **state)
{
	(void)state;
	struct session s;
	struct buffer plain, once;
	session_make_home(&s);
	printed("--offline < /dev/null", s.home, &plain);
	printed("--once --offline", s.home, &once);
	assert_string_equal(buffer_text(&plain), buffer_text(&once));
	assert_null(strchr(buffer_text(&plain), '\x1b'));
	for (size_t i = 0; i < SESSION_COMPANIES; i++)
		assert_non_null(strstr(buffer_text(&plain), session_companies[i]));
	buffer_release(&plain);
	buffer_release(&once);
	session_remove_home(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_board_shows_five_companies_each_in_its_row),
		cmocka_unit_test(digits_turn_screens_and_the_question_mark_helps),
		cmocka_unit_test(the_screen_is_painted_anew_on_request),
		cmocka_unit_test(each_size_has_its_layout_and_the_way_back),
		cmocka_unit_test(a_size_without_room_is_said),
		cmocka_unit_test(a_storm_of_sizes_ends_in_the_last_one),
		cmocka_unit_test(signals_that_end_the_program_leave_the_terminal_restored),
		cmocka_unit_test(ctrl_c_quits),
		cmocka_unit_test(a_stop_gives_the_terminal_back_and_the_return_repaints),
		cmocka_unit_test(a_resize_while_stopped_is_seen_on_return),
		cmocka_unit_test(a_vanished_terminal_ends_the_program),
		cmocka_unit_test(a_terminal_that_cannot_be_used_is_refused_in_one_sentence),
		cmocka_unit_test(no_color_is_honoured),
		cmocka_unit_test(a_time_zone_that_is_not_there_is_said_once_and_stands_below_the_sources),
		cmocka_unit_test(a_locale_without_utf8_gets_seven_bits),
		cmocka_unit_test(every_usual_terminal_shows_the_same_text),
		cmocka_unit_test(output_that_is_no_terminal_gets_the_board_as_text),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
