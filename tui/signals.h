/* Signals of the viewer: handlers only write the signal's number into a pipe that the loop polls.
 *
 * A signal to end that finds the loop stuck for most of a second (a terminal that takes no output),
 * and every crash, restores the terminal with async-signal-safe calls alone. The pipe and what a
 * handler needs to restore are the only globals of the viewer beside curses' own. */
#ifndef FROTH_TUI_SIGNALS_H
#define FROTH_TUI_SIGNALS_H

#include <stddef.h>
#include <termios.h>

#include "base/error.h"

/* Installs the handlers; returns the end of the pipe to poll, or -1. */
int signals_open(struct error *err);
void signals_close(void);
/* The next signal that has come, or 0. */
int signals_next(void);
/* Gives the loop most of a second to leave; then the terminal is restored and the process ends with `status`. */
void signals_watch(int status);

/* Stops the process as Ctrl-Z would; returns when it goes on. */
void signals_stop_self(void);

#define SIGNALS_RESTORE_SIZE 512
/* What puts the terminal back: its settings and a sequence, for descriptor fd. length 0: nothing to do. */
void signals_restore_with(int fd, const struct termios *settings, const char *sequence, size_t length);

#endif
