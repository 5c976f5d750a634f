/* The terminal of tui/term.h played from a script; linked in place of the real one. A script is lines:
 *
 *   size 120x36         the terminal has this size now (and says so, as a resize does)
 *   keys j j Enter      names of the key table
 *   click 3 10          left button on row 3, column 10 (from 0); wheel-up, wheel-down likewise
 *   screen board        dumps what is shown as the screen of that name
 *   # a comment
 *
 * After the last line the terminal is gone. */
#ifndef FROTH_TESTS_SCREENS_TERM_SCRIPT_H
#define FROTH_TESTS_SCREENS_TERM_SCRIPT_H

#include <stdbool.h>

#include "tui/surface.h"

struct script {
	const char *text; /* the rest that is not played yet */
	bool ascii;
	int rows, columns;
	/* Called for every "screen NAME" with what the person would see. */
	void (*dump)(void *context, const char *name, const struct surface *shown);
	void *context;
};

/* The script for the terminal that is opened next; borrowed until it is closed. */
void script_play(struct script *script);

#endif
