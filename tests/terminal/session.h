/* The dashboard without a network in a terminal and a home of its own, at a fixed time. */
#ifndef TESTS_TERMINAL_SESSION_H
#define TESTS_TERMINAL_SESSION_H

#include "tests/terminal/terminal.h"

#define SESSION_COMPANIES 5
extern const char *const session_companies[SESSION_COMPANIES]; /* of the watchlist that comes with froth */

struct session {
	struct terminal *terminal;
	char home[64];
};

/* A new home; session_end takes it away, too. */
void session_make_home(struct session *s);
void session_remove_home(struct session *s);
/* `extra` changes the environment as terminal_options does; NULL nothing. */
void session_start(struct session *s, int rows, int columns, const char *const *extra, bool ignore_hangup);
/* The same in a home that is there. */
void session_start_at_home(struct session *s, int rows, int columns, const char *const *extra, bool ignore_hangup);
void session_end(struct session *s);
/* Waits for the board with every company. */
void assert_board(struct session *s);

#endif
