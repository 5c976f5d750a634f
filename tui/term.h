/* The terminal: events in, frames out. Two implementations with these very functions, chosen by the
 * linker: tui/term_curses.c is the real one, tests/screens/term_script.c plays keys from a script. */
#ifndef FROTH_TUI_TERM_H
#define FROTH_TUI_TERM_H

#include <stdbool.h>

#include "base/error.h"
#include "tui/surface.h"
#include "tui/theme.h"

struct terminal;

struct terminal_options {
	bool mouse;
	bool plain; /* no colour, ASCII only */
};

enum terminal_event_kind {
	TERMINAL_KEY,        /* code: a code point or a KEYCODE_ */
	TERMINAL_CLICK,      /* row, column */
	TERMINAL_WHEEL_UP,   /* row, column */
	TERMINAL_WHEEL_DOWN, /* row, column */
	TERMINAL_GONE        /* the terminal is not there any more: leave at once */
};

struct terminal_event {
	enum terminal_event_kind kind;
	int code;
	int row, column;
};

/* -1: the terminal cannot be used; err says why, and nothing has been written to it. */
int terminal_open(struct terminal **out, const struct terminal_options *options, struct error *err);
/* Restores the terminal. NULL is fine. */
void terminal_close(struct terminal *t);

enum color_depth terminal_depth(const struct terminal *t);
bool terminal_is_ascii(const struct terminal *t);
void terminal_set_theme(struct terminal *t, const struct theme *theme); /* borrowed until close */

int terminal_input_fd(const struct terminal *t); /* to poll for input */
/* The descriptor to poll for output while a frame is not sent whole, else -1. */
int terminal_output_fd(const struct terminal *t);
/* The next event that has come in; false: none now. */
bool terminal_event(struct terminal *t, struct terminal_event *event);

/* The size now; after a change of it the next frame is drawn whole. */
void terminal_size(struct terminal *t, int *rows, int *columns);
/* Sends what differs from the frame before. False: the last frame has not been sent whole yet, and
 * this one was dropped; call terminal_flush when the output takes more, then draw again. */
bool terminal_draw(struct terminal *t, const struct surface *frame);
/* Sends on what waits; false while something still does. */
bool terminal_flush(struct terminal *t);
void terminal_repaint(struct terminal *t); /* the next frame is drawn whole */
void terminal_redraw(struct terminal *t);  /* that, and the modes are set again: somebody may have changed them */
void terminal_bell(struct terminal *t);

/* Copies the text to the clipboard of whoever looks, by OSC 52; a terminal that does not know it does nothing. */
void terminal_copy(struct terminal *t, const char *text);
/* Gives the terminal to another program as the shell had it, and takes it back: the next frame is drawn whole. */
void terminal_leave(struct terminal *t);
void terminal_enter(struct terminal *t);
/* Restores the terminal, stops the process as Ctrl-Z would, and takes the terminal back after. */
void terminal_suspend(struct terminal *t);

#endif
