/* A terminal description with 24-bit colours, made from the one of $TERM: the terminal said by
 * COLORTERM that it shows them, its description does not know. Written in the compiled format of
 * term(5), which ncurses takes from $TERMINFO as "hex:...". Pure; nothing here asks a terminal. */
#ifndef FROTH_TUI_TERMINFO_H
#define FROTH_TUI_TERMINFO_H

#include <stddef.h>

#include "base/buffer.h"

/* More than the terminfo library has names for. */
#define TERMINFO_BOOLEANS 64
#define TERMINFO_NUMBERS 64
#define TERMINFO_STRINGS 512

struct terminfo { /* values in the order of the terminfo library's own tables; texts are borrowed */
	const char *name;
	signed char booleans[TERMINFO_BOOLEANS]; /* 1 has it */
	size_t boolean_count;
	int numbers[TERMINFO_NUMBERS]; /* -1 absent */
	size_t number_count;
	const char *strings[TERMINFO_STRINGS]; /* NULL absent */
	size_t string_count;
	const char *xm; /* extended string XM (mouse modes), NULL absent */
};

#define TERMINFO_DIRECT_COLORS 0x1000000

/* Gives it 24-bit colours, set by their red, green and blue. The names are the terminfo library's, each list
 * ended by NULL. */
void terminfo_make_direct(struct terminfo *t, const char *const *boolean_names, const char *const *number_names,
			  const char *const *string_names);
/* Appends "hex:" and the description in hexadecimal, with the flag RGB. -1: memory, or it is too long
 * for the format. */
int terminfo_write_hex(struct buffer *out, const struct terminfo *t);

#endif
