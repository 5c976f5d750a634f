#include "tests/terminal/session.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>

#define EXTRA 8

const char *const session_companies[SESSION_COMPANIES] = { "NVDA", "AMD", "ORCL", "TSM", "9984.T" };

void session_make_home(struct session *s)
{
	*s = (struct session){ .home = "/tmp/froth-terminal-XXXXXX" };
	assert_non_null(mkdtemp(s->home));
}

void session_remove_home(struct session *s)
{
	char command[128];
	snprintf(command, sizeof command, "rm -rf %s", s->home);
	assert_int_equal(system(command), 0);
}

void session_start(struct session *s, int rows, int columns, const char *const *extra, bool ignore_hangup)
{
	session_make_home(s);
	session_start_at_home(s, rows, columns, extra, ignore_hangup);
}

void session_start_at_home(struct session *s, int rows, int columns, const char *const *extra, bool ignore_hangup)
{
	char home[128];
	snprintf(home, sizeof home, "HOME=%s", s->home);
	const char *environment[16 + EXTRA] = {
		home,
		"XDG_CONFIG_HOME",
		"XDG_DATA_HOME",
		"XDG_STATE_HOME",
		"XDG_CACHE_HOME",
		"NO_COLOR",
		"COLORTERM",
		"COLUMNS",
		"LINES",
		"LC_ALL=C.UTF-8",
		"TERM=xterm-256color",
		"FROTH_NOW=2026-08-20T18:48:03Z",
	};
	size_t n = 12;
	for (size_t i = 0; extra && extra[i] && i < EXTRA; i++)
		environment[n++] = extra[i];
	const char *const argv[] = { getenv("FROTH"), "--offline", NULL };
	s->terminal = terminal_start(&(struct terminal_options){ .rows = rows,
								 .columns = columns,
								 .argv = argv,
								 .environment = environment,
								 .ignore_hangup = ignore_hangup });
}

static bool board_is_there(const struct terminal *t, const void *cls)
{
	(void)cls;
	for (size_t i = 0; i < SESSION_COMPANIES; i++)
		if (!terminal_has_text(t, session_companies[i]))
			return false;
	return true;
}

void assert_board(struct session *s)
{
	assert_true(terminal_wait(s->terminal, board_is_there, NULL));
}

void session_end(struct session *s)
{
	terminal_free(s->terminal);
	session_remove_home(s);
}
