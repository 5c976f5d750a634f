/* A collector in a process of its own, as the viewer has one. */
#ifndef FROTH_TESTS_CLI_CHILD_H
#define FROTH_TESTS_CLI_CHILD_H

#include <sys/types.h>

#include "cli/collect.h"

struct child {
	pid_t pid;
	int input, output; /* our ends of its pipes */
};

/* Runs it as a child that stays: `once`, `child` and `out` are set here. The caller waits for it. */
struct child child_start(struct collect_options options);

#endif
