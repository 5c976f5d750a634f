/* Screen 4 in a real terminal: its looks, the editor and the browser, and the way back. */
#include <locale.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/paths.h"
#include "tests/terminal/grammar.h"
#include "tests/terminal/session.h"

static void assert_shown(struct session *s, const char *text)
{
	if (!terminal_wait_text(s->terminal, text)) {
		for (int row = 0; row < terminal_rows(s->terminal); row++)
			fprintf(stderr, "%s\n", terminal_row(s->terminal, row));
		fail_msg("\"%s\" was not shown", text);
	}
}

/* A program in the session's home; its path as the value of a variable. */
static void put_program(const struct session *s, const char *name, const char *text)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/%s", s->home, name);
	FILE *file = fopen(path, "w");
	assert_non_null(file);
	fprintf(file, "#!/bin/sh\n%s\n", text);
	assert_int_equal(fclose(file), 0);
	assert_int_equal(chmod(path, 0700), 0);
}

static void read_home(const struct session *s, const char *name, struct buffer *out)
{
	char path[PATH_SIZE];
	struct error err = { "" };
	buffer_init(out, 0);
	snprintf(path, sizeof path, "%s/%s", s->home, name);
	if (file_read(path, out, &err))
		fail_msg("%s", err.text);
}

static void assert_home_holds(const struct session *s, const char *name, const char *text)
{
	struct buffer content;
	read_home(s, name, &content);
	if (!strstr(buffer_text(&content), text))
		fail_msg("\"%s\" is not in \"%s\"", text, buffer_text(&content));
	buffer_release(&content);
}

static void assert_no_own_ledger(const struct session *s)
{
	char path[PATH_SIZE];
	struct stat st;
	snprintf(path, sizeof path, "%s/.local/share/froth/ledger.tsv", s->home);
	assert_int_equal(stat(path, &st), -1);
}

/* The deals' screen; the editor is a script that says so, waits for a line, and then does `work` to $1. */
static void start(struct session *s, const char *work, const char *const *more)
{
	char editor[128], text[1024];
	session_make_home(s);
	snprintf(text, sizeof text, "echo \"editing $1\"\nread line\n%s", work);
	put_program(s, "editor", text);
	snprintf(editor, sizeof editor, "VISUAL=%s/editor", s->home);
	const char *extra[8] = { editor, "SSH_CONNECTION", "SSH_TTY", "BROWSER" };
	for (int n = 4; more && *more && n < 7; more++)
		extra[n++] = *more;
	session_start_at_home(s, 36, 120, extra, false);
	assert_board(s);
	terminal_type(s->terminal, "4");
	assert_shown(s, "‹table› circle energy");
}

static void end(struct session *s)
{
	struct grammar_count count;
	char complaint[256] = "";
	terminal_type(s->terminal, "\x03");
	assert_int_equal(terminal_wait_end(s->terminal), 0);
	assert_true(terminal_is_cooked(s->terminal));
	assert_false(terminal_is_alternate(s->terminal));
	/* The editor's echo ends its lines as the shell does, which is no fault. */
	const struct buffer *output = terminal_output(s->terminal);
	if (!grammar_check(buffer_text(output), output->length, &count, complaint, sizeof complaint))
		fail_msg("the terminal was sent what is not allowed: %s", complaint);
	session_end(s);
}

/* The editor has the terminal as the shell had it, until the person ends it. */
static void pass_editor(struct session *s, const char *key)
{
	terminal_type(s->terminal, key);
	assert_shown(s, "editing ");
	assert_shown(s, "/.local/share/froth/ledger.tsv");
	assert_false(terminal_is_alternate(s->terminal));
	assert_true(terminal_is_cooked(s->terminal));
	assert_true(terminal_cursor_is_visible(s->terminal));
	terminal_type(s->terminal, "\n");
}

static void v_turns_the_looks(void **state)
{
	struct session s;
	(void)state;
	start(&s, "", NULL);
	terminal_type(s.terminal, "v");
	assert_shown(&s, "Who pays whom, bn USD");
	assert_shown(&s, "504 of 1,473 bn announced can go round: C 0.342");
	assert_shown(&s, "NVDA → OpenAI → ORCL → NVDA");
	terminal_type(s.terminal, "V");
	assert_shown(&s, "174 of 1,201 bn committed can go round: C 0.145");
	terminal_type(s.terminal, "v");
	assert_shown(&s, "475.2 TWh a year at full load");
	terminal_type(s.terminal, "v");
	assert_shown(&s, "no headline suggests a deal");
	terminal_type(s.terminal, "v");
	assert_shown(&s, "‹table›");
	terminal_type(s.terminal, "f");
	assert_shown(&s, "Ledger: Nvidia");
	terminal_type(s.terminal, "]");
	assert_shown(&s, "Ledger: AMD");
	end(&s);
}

static void an_editor_that_changes_nothing_leaves_nothing(void **state)
{
	struct session s;
	(void)state;
	start(&s, "", NULL);
	for (int i = 0; i < 2; i++) {
		pass_editor(&s, i ? "a" : "E");
		assert_shown(&s, "nothing was changed");
		assert_true(terminal_is_alternate(s.terminal));
		assert_shown(&s, "‹table› circle energy");
		assert_no_own_ledger(&s);
		terminal_type(s.terminal, "j");
		assert_true(terminal_wait_no_text(s.terminal, "nothing was changed"));
	}
	end(&s);
}

static void an_edited_row_is_saved_and_without_a_collector_it_is_said_when_it_shows(void **state)
{
	struct session s;
	(void)state;
	start(&s,
	      "sed 's/\\tORCL\\t/\\tORCL\\t/; s/\\tOracle\\t/\\tOracle Corp\\t/' \"$1\" > \"$1.new\" && mv \"$1.new\" "
	      "\"$1\"",
	      NULL);
	pass_editor(&s, "E");
	assert_shown(&s, "saved: it shows when a collector runs");
	assert_home_holds(&s, ".local/share/froth/ledger.tsv", "\tOracle Corp\t");
	end(&s);
}

static void a_wrong_row_is_refused_by_line_and_field(void **state)
{
	struct session s;
	(void)state;
	start(&s,
	      "sed 's/\\t?\\t?\\t\\t\\t\\t?/\\tsure\\tlow\\t\\t\\t\\tme/' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"",
	      NULL);
	pass_editor(&s, "a");
	assert_shown(&s, "not taken, the ledger stays as it was: ledger.tsv line ");
	assert_shown(&s, "field class: expected one of rumour, cancelled");
	end(&s);
}

static void an_editor_that_cannot_be_run_is_said(void **state)
{
	static const char *const extra[] = { "VISUAL=/no/such/editor", NULL };
	struct session s;
	(void)state;
	start(&s, "", extra);
	terminal_type(s.terminal, "a");
	assert_shown(&s, "the editor cannot be run: /no/such/editor: No such file or directory");
	assert_no_own_ledger(&s);
	end(&s);
}

static void ctrl_c_in_the_editor_is_the_editor_s(void **state)
{
	struct session s;
	(void)state;
	start(&s, "", NULL);
	terminal_type(s.terminal, "E");
	assert_shown(&s, "editing ");
	terminal_type(s.terminal, "\x03");
	assert_shown(&s, "the editor was ended by signal 2");
	assert_shown(&s, "‹table› circle energy");
	end(&s);
}

static void a_stop_in_the_editor_stops_both_and_the_return_goes_on(void **state)
{
	struct session s;
	(void)state;
	start(&s, "", NULL);
	terminal_type(s.terminal, "E");
	assert_shown(&s, "editing ");
	terminal_type(s.terminal, "\x1a");
	assert_true(terminal_wait_stop(s.terminal));
	terminal_continue(s.terminal);
	terminal_type(s.terminal, "\n");
	assert_shown(&s, "nothing was changed");
	end(&s);
}

static void a_signal_to_end_ends_the_editor_and_the_program(void **state)
{
	struct session s;
	(void)state;
	start(&s, "", NULL);
	terminal_type(s.terminal, "E");
	assert_shown(&s, "editing ");
	kill(terminal_pid(s.terminal), SIGTERM);
	int status = terminal_wait_end(s.terminal);
	assert_true(status == 0 || status == 128 + SIGTERM);
	assert_true(terminal_is_cooked(s.terminal));
	assert_false(terminal_is_alternate(s.terminal));
	assert_no_own_ledger(&s);
	session_end(&s);
}

/* ---- links ---- */

static void a_browser_gets_the_link_of_the_row(void **state)
{
	struct session s;
	char browser[256], again[64];
	(void)state;
	session_make_home(&s);
	snprintf(again, sizeof again, "%s", s.home);
	put_program(&s, "browser",
		    "printf '%s\\n' \"$#\" \"$@\" > \"$HOME/words.new\" && mv \"$HOME/words.new\" \"$HOME/words\"");
	snprintf(browser, sizeof browser, "BROWSER=%s/none:%s/browser", again, again);
	const char *const extra[] = { browser, "SSH_CONNECTION", "SSH_TTY", NULL };
	session_start_at_home(&s, 36, 120, extra, false);
	assert_board(&s);
	terminal_type(s.terminal, "4");
	assert_shown(&s, "‹table› circle energy");
	terminal_type(s.terminal, "o");
	assert_shown(&s, "opening https://");
	/* It writes in its own time: the key to ask again is the clock here. */
	char path[PATH_SIZE];
	struct stat st;
	snprintf(path, sizeof path, "%s/words", s.home);
	for (int i = 0; i < 1000 && stat(path, &st); i++) {
		terminal_type(s.terminal, i % 2 ? "4" : "6");
		assert_shown(&s, i % 2 ? "‹table› circle energy" : "none: --offline");
	}
	assert_home_holds(&s, "words", "1\nhttps://");
	terminal_type(s.terminal, "4");
	end(&s);
}

static void over_ssh_the_link_is_shown_and_copied(void **state)
{
	static const char *const extra[] = { "SSH_TTY=/dev/pts/1", NULL };
	struct session s;
	(void)state;
	start(&s, "", extra);
	terminal_type(s.terminal, "o");
	assert_shown(&s, "no browser over ssh; the link, copied where the terminal can:");
	assert_shown(&s, "   https://");
	/* "https://" in base 64 */
	assert_non_null(strstr(buffer_text(terminal_output(s.terminal)), "\033]52;c;aHR0cHM6Ly"));
	end(&s);
}

static void a_browser_that_fails_is_said(void **state)
{
	static const char *const extra[] = { "BROWSER=false", NULL };
	struct session s;
	(void)state;
	start(&s, "", extra);
	terminal_type(s.terminal, "o");
	assert_shown(&s, "the browser did not open it; the link, copied");
	end(&s);
}

/* ---- with a collector ---- */

static void the_collector_takes_in_what_was_saved(void **state)
{
	struct session s;
	char home[128], editor[128];
	(void)state;
	session_make_home(&s);
	put_program(&s, "editor",
		    "sed 's/\\tOracle\\t/\\tOracle Corp\\t/' \"$1\" > \"$1.new\" && mv \"$1.new\" \"$1\"");
	snprintf(home, sizeof home, "HOME=%s", s.home);
	snprintf(editor, sizeof editor, "VISUAL=%s/editor", s.home);
	/* Nobody listens there: the collector has nothing else to tell. */
	const char *const environment[] = { home,
					    editor,
					    "XDG_CONFIG_HOME",
					    "XDG_DATA_HOME",
					    "XDG_STATE_HOME",
					    "XDG_CACHE_HOME",
					    "LC_ALL=C.UTF-8",
					    "TERM=xterm-256color",
					    "FROTH_FEED_ROOT=http://127.0.0.1:1",
					    NULL };
	const char *const argv[] = { getenv("FROTH"), NULL };
	s.terminal = terminal_start(
		&(struct terminal_options){ .rows = 36, .columns = 120, .argv = argv, .environment = environment });
	assert_board(&s);
	terminal_type(s.terminal, "4E");
	assert_shown(&s, "saved: the collector takes it in within seconds");
	assert_shown(&s, "Oracle Corp");
	end(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(v_turns_the_looks),
		cmocka_unit_test(an_editor_that_changes_nothing_leaves_nothing),
		cmocka_unit_test(an_edited_row_is_saved_and_without_a_collector_it_is_said_when_it_shows),
		cmocka_unit_test(a_wrong_row_is_refused_by_line_and_field),
		cmocka_unit_test(an_editor_that_cannot_be_run_is_said),
		cmocka_unit_test(ctrl_c_in_the_editor_is_the_editor_s),
		cmocka_unit_test(a_stop_in_the_editor_stops_both_and_the_return_goes_on),
		cmocka_unit_test(a_signal_to_end_ends_the_editor_and_the_program),
		cmocka_unit_test(a_browser_gets_the_link_of_the_row),
		cmocka_unit_test(over_ssh_the_link_is_shown_and_copied),
		cmocka_unit_test(a_browser_that_fails_is_said),
		cmocka_unit_test(the_collector_takes_in_what_was_saved),
	};
	setlocale(LC_CTYPE, "C.UTF-8");
	signal(SIGPIPE, SIG_IGN);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
