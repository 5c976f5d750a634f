/* What both executables share: how a process of froth begins, parses its command line and ends. */
#ifndef FROTH_CLI_PROGRAM_H
#define FROTH_CLI_PROGRAM_H

#include "cli/command.h"

/* Parses, answers --help and --version, and lets `run` do the rest with what the person asked for.
 * Returns the exit status; a sentence in err goes to stderr. */
int program_main(int argc, char **argv, int (*run)(struct invocation *v, char **argv, struct error *err));

/* The path of the program that fetches, which lies beside this one or, installed, in libexec. -1 if it
 * is in neither place. */
int program_find_collector(char out[PATH_SIZE], struct error *err);

/* Says on the standard error that the configuration is wrong, if it is: by the program that runs the command. */
void program_complain(const struct invocation *v);

#endif
