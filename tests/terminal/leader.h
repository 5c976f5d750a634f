/* The shell's part in a pseudo-terminal: leads the session, runs one program in the foreground, sees it
 * stop and end, continues it. Tests need it because a program alone in its session cannot be stopped. */
#ifndef TESTS_TERMINAL_LEADER_H
#define TESTS_TERMINAL_LEADER_H

#include <stdbool.h>
#include <sys/types.h>

#define LEADER_MARK                                                                                                    \
	"\x7f"                                                                                                         \
	"end of output"                                                                                                \
	"\x7f"

/* What the leader reports: the program runs as pid (status -1), stopped, or ended (wait status). */
struct leader_report {
	pid_t pid;
	int status;
};

/* Runs in the forked child, with the terminal as its standard files; never returns. Reports to `report`, behind
 * LEADER_MARK on the terminal, so that the reader knows when all output before it has come through. Each
 * byte from `command` continues the stopped program; the end of `command` ends the leader. */
_Noreturn void leader_run(const char *const argv[], int report, int command, bool ignore_hangup);

#endif
