/* Output to the terminal in whole frames that never block.
 *
 * Whoever makes output writes to `stream`, which after output_divert is a file in memory: nothing can
 * come between the halves of a sequence that the terminal has not taken yet. What was collected goes
 * to the terminal through a descriptor of our own that does not wait: to make the shell's descriptors
 * not wait would reach every process that shares them. */
#ifndef FROTH_TUI_OUTPUT_H
#define FROTH_TUI_OUTPUT_H

#include <stdbool.h>
#include <stdio.h>

#include "base/buffer.h"

struct output {
	FILE *stream; /* owned; its descriptor is stream_fd */
	int stream_fd;
	int blocking_fd; /* the terminal as the shell gave it */
	int tty_fd;      /* the terminal, not waiting */
	int memory_fd;
	struct buffer waiting;
	size_t sent;  /* of waiting */
	bool is_gone; /* the terminal is not there any more */
};

/* 0, or -1 with errno; release in any case. */
int output_open(struct output *o);
void output_release(struct output *o);
/* From now the stream goes to memory. */
int output_divert(struct output *o);
/* What the stream took since the last time waits to be sent, between `head` and `tail`. */
int output_collect(struct output *o, const char *head, const char *tail);
/* The stream goes to the terminal again, after what waits; a terminal that does not take it within
 * wait_ms loses the rest, and a sequence that was cut is cancelled (CAN, ECMA-48 8.3.6). */
void output_settle(struct output *o, int wait_ms);
bool output_is_sent(const struct output *o);
/* Sends on; false while something still waits. */
bool output_flush(struct output *o);

#endif
