/* A program in a pseudo-terminal, seen through a terminal emulator (libvterm): types keys, resizes, waits
 * for what must appear, and keeps the whole output stream. No call sleeps; each waits for bytes or
 * for the end, up to a deadline that only a broken program reaches, and then shows the screen on stderr. */
#ifndef TESTS_TERMINAL_TERMINAL_H
#define TESTS_TERMINAL_TERMINAL_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/types.h>
#include <termios.h>

#include "base/buffer.h"

#define TERMINAL_DEADLINE_MS 30000

struct terminal;

struct terminal_options {
	int rows, columns;              /* 0: 24 x 80 */
	const char *const *argv;        /* ended by NULL; argv[0] is looked up in PATH */
	const char *const *environment; /* NAME=VALUE sets, NAME takes away; ended by NULL; NULL none */
	bool ignore_hangup;             /* the session's leader swallows SIGHUP, as some task runners do */
};

/* Never NULL: a machine without pseudo-terminals ends the test program. */
struct terminal *terminal_start(const struct terminal_options *options);
/* Ends what still runs. */
void terminal_free(struct terminal *t);

/* false: not before the deadline, or the program ended. */
bool terminal_wait(struct terminal *t, bool (*is_so)(const struct terminal *t, const void *cls), const void *cls);
bool terminal_wait_text(struct terminal *t, const char *text);
bool terminal_wait_no_text(struct terminal *t, const char *text);
/* Reads what has come already, without waiting. */
void terminal_read(struct terminal *t);

void terminal_type(struct terminal *t, const char *bytes);
void terminal_resize(struct terminal *t, int rows, int columns);
/* Empties the emulator's screen, not the program's idea of it: what is there later was painted anew. */
void terminal_forget(struct terminal *t);
void terminal_signal(struct terminal *t, int signal);
/* Closes the master's side: the window is gone. */
void terminal_hang_up(struct terminal *t);

/* Waits for the stop; false: it did not stop. Then continue. */
bool terminal_wait_stop(struct terminal *t);
void terminal_continue(struct terminal *t);
/* Waits for the end; its exit status, or 128 + signal; -1: it goes on. */
int terminal_wait_end(struct terminal *t);

int terminal_rows(const struct terminal *t);
int terminal_columns(const struct terminal *t);
pid_t terminal_pid(struct terminal *t);
/* Row as text without trailing blanks; borrowed until the next call. "" outside. */
const char *terminal_row(const struct terminal *t, int row);
bool terminal_has_text(const struct terminal *t, const char *text);
int terminal_find_row(const struct terminal *t, const char *text); /* -1: none */
size_t terminal_filled_cells(const struct terminal *t);            /* cells that are not blank */
/* 0xRRGGBB of a cell's text. */
uint32_t terminal_cell_colour(const struct terminal *t, int row, int column);
bool terminal_is_alternate(const struct terminal *t);
bool terminal_cursor_is_visible(const struct terminal *t);
bool terminal_mouse_is_on(const struct terminal *t);
/* Whether the line discipline is as it was before the program. */
bool terminal_is_cooked(const struct terminal *t);
/* All bytes the program wrote. */
const struct buffer *terminal_output(const struct terminal *t);

#endif
