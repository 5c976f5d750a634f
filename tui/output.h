/* Output to the terminal in whole frames that never block.
 *
 * Whoever makes a frame writes to `stream`; between output_divert and output_collect that is a file in
 * memory. What was collected goes to the terminal through a descriptor of our own that does not wait:
 * to make the shell's descriptors not wait would reach every process that shares them. */
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
/* The stream goes to the terminal again; what it took meanwhile waits, between `head` and `tail`. */
int output_collect(struct output *o, const char *head, const char *tail);
bool output_is_sent(const struct output *o);
/* Sends on; false while something still waits. */
bool output_flush(struct output *o);

#endif
