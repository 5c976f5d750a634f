/* Other programs that a person asked for: an editor on the terminal, a browser beside it. Both are run by
 * their words, never by a shell, so that nothing of a link or a path is ever read as a command. */
#ifndef FROTH_TUI_LAUNCH_H
#define FROTH_TUI_LAUNCH_H

#include <stdbool.h>
#include <sys/types.h>

#include "base/error.h"

#define LAUNCH_WORDS 32
#define LAUNCH_TEXT 4096
#define LINK_MOST 2000 /* bytes of a link that is opened or copied */

/* A command cut at its blanks. */
struct launch_words {
	char text[LAUNCH_TEXT];
	char *words[LAUNCH_WORDS + 1]; /* into text; ended by NULL */
	int count;
};

/* Cuts `command` at its blanks. With `argument`: in place of every word "%s" and within words, or where there
 * is none as the last word. -1: empty, or too long. */
int launch_split(struct launch_words *w, const char *command, const char *argument);

/* Whether a link may be given to a browser: http or https with a host, without blanks and control characters,
 * not too long. -1: err says what is wrong, without its text. */
int link_check(const char *link, struct error *err);
/* Over ssh a browser would open on the other machine. */
bool launch_is_remote(void);
/* Opens the link in the first browser of $BROWSER that can be run, else by xdg-open, else by open: in a session
 * of its own, without the terminal. The process, which the caller collects when SIGCHLD says so; -1: err. */
pid_t launch_browser(const char *link, struct error *err);

/* Runs $VISUAL, else $EDITOR, else vi on the file, at the line where the editor is known to take one, and
 * waits for its end; the terminal is the editor's meanwhile, Ctrl-Z stops both. The caller has given the
 * terminal free and has opened the signals (tui/signals.h), whose pipe is waited on. -1: it could not be run,
 * or ended with a fault: err says. *ended_by: the signal that told this program to end meanwhile, 0 none. */
int launch_editor(const char *path, int line, int signal_fd, int *ended_by, struct error *err);

#endif
