/* A terminal description with 24-bit colours, made from the one of $TERM: the terminal said by
 * COLORTERM that it shows them, its description does not know. Written in the compiled format of
 * term(5), which ncurses takes from $TERMINFO as "hex:...". Pure; nothing here asks a terminal. */
#ifndef FROTH_TUI_TERMINFO_H
#define FROTH_TUI_TERMINFO_H

#include <stddef.h>

#include "base/buffer.h"

struct terminfo { /* values in the order of the terminfo library's own tables; all borrowed */
	const char *name;
	const signed char *booleans; /* 1 has it */
	size_t boolean_count;
	const int *numbers; /* -1 absent */
	size_t number_count;
	const char *const *strings; /* NULL absent */
	size_t string_count;
	const char *xm; /* extended string XM (mouse modes), NULL absent */
};

#define TERMINFO_DIRECT_COLORS 0x1000000

/* Appends "hex:" and the description in hexadecimal, with the flag RGB. -1: memory, or it is too long
 * for the format. */
int terminfo_write_hex(struct buffer *out, const struct terminfo *t);

#endif
