/* Confines the collector before it reads the first foreign byte, so that a mistake in a parser cannot become a
 * program that is run or a file that is taken: Linux only, Landlock for files, a seccomp filter for system calls.
 *
 * Afterwards this process and its threads read system folders and the folders named here, write beneath the
 * writable ones alone, run no other program, listen on no port, and cannot trace or load anything into another
 * process or the kernel. What is open stays open. It cannot be undone. */
#ifndef FROTH_CLI_SANDBOX_H
#define FROTH_CLI_SANDBOX_H

#include <stdbool.h>

#include "base/error.h"

#define SANDBOX_FOLDERS 8

struct sandbox {
	const char *writable[SANDBOX_FOLDERS]; /* folders, or files whose folder is meant; NULL or "" none. Borrowed */
	const char *readable[SANDBOX_FOLDERS]; /* besides the system's */
};

struct sandbox_state {
	bool files; /* Landlock holds */
	bool calls; /* seccomp holds */
};

/* What the system does not offer is left out, and the state says so. -1: it offers it and it could not be set up, or
 * a writable folder cannot be opened. */
int sandbox_enter(const struct sandbox *s, struct sandbox_state *state, struct error *err);

#endif
