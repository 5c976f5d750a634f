/* Faults below HTTP: bytes that no well-behaved server sends, written past the HTTP library, and the
 * ways to leave a connection. */
#ifndef FEEDD_RAW_H
#define FEEDD_RAW_H

#include <stddef.h>
#include <stdint.h>

enum raw_end { RAW_CLOSE, RAW_RESET, RAW_HOLD };

struct raw_fault {
	const char *word;   /* its name in the fault script */
	const char *once;   /* sent first */
	size_t once_length; /* 0: up to the NUL */
	const char *again;  /* then this for ever; NULL: nothing */
	int64_t pause_ms;   /* before each `again` */
	enum raw_end end;   /* then (RAW_HOLD: the client must give up) */
};

/* The fault of that name, or NULL. */
const struct raw_fault *raw_fault_find(const char *word);

/* Drops the connection with a TCP reset instead of an orderly end. */
void raw_reset(int fd);

#endif
