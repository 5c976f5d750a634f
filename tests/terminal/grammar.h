/* What a well-behaved program may write to a terminal: UTF-8 text, a few control characters, and the
 * sequences of a table. Anything else is a fault, whatever the terminal makes of it. */
#ifndef TESTS_TERMINAL_GRAMMAR_H
#define TESTS_TERMINAL_GRAMMAR_H

#include <stdbool.h>
#include <stddef.h>

struct grammar_count {
	size_t escapes;    /* sequences of any kind */
	size_t colours;    /* SGR parameters that choose a colour (the default colour is none) */
	size_t high_bytes; /* bytes above 0x7e in text */
};

/* Reads a whole output stream. false: `complaint` names the first fault with its place and bytes. */
bool grammar_check(const char *bytes, size_t length, struct grammar_count *count, char *complaint, size_t size);

#endif
