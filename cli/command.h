/* The commands: one table behind the parser, the help and the dispatch, and what a command gets. */
#ifndef FROTH_CLI_COMMAND_H
#define FROTH_CLI_COMMAND_H

#include <stdio.h>

#include "base/clock.h"
#include "base/paths.h"
#include "cli/arguments.h"
#include "config/config.h"
#include "store/store.h"

enum exit_code { EXIT_DONE = 0, EXIT_FAILED = 1, EXIT_USAGE = 2, EXIT_NOTHING = 3 };

/* What one run of the program has at hand. Filled by invocation_init, read by the commands. */
struct invocation {
	const struct arguments *args; /* borrowed */
	struct config config;
	bool config_failed;          /* the file was wrong; config holds the defaults */
	struct error config_error;   /* why */
	char config_path[PATH_SIZE]; /* "" without a home */
	char store_path[PATH_SIZE];
	struct clock clock;
	struct store *store; /* open for reading while a command with needs_store runs */
	FILE *out;           /* where data goes */
};

struct command {
	const char *name;     /* "" is the dashboard */
	const char *usage;    /* what follows "froth " */
	const char *summary;  /* one line */
	const char *examples; /* lines of the help, first of all */
	size_t max_words;
	bool needs_store;
	bool fetches; /* stands on the fetch room; cli/fetching.h has its run function, here it is NULL */
	/* The exit code; err has a sentence for the person, or "" when there is nothing to say. NULL:
	 * the dashboard, or a command that fetches. */
	int (*run)(struct invocation *v, struct error *err);
};
extern const struct command commands[]; /* ended by name NULL; the first is the dashboard */

const struct command *command_find(const char *name); /* NULL if there is none */
void command_print_help(const struct command *c, FILE *out);

/* Paths, clock and configuration. A wrong configuration is no failure here: commands go on with the
 * defaults and the person is told. -1: nothing can be done, err says why. */
int invocation_init(struct invocation *v, const struct arguments *args, struct error *err);
void invocation_release(struct invocation *v);
/* Runs a command: opens (and seeds) the store if it needs one, runs, flushes what was printed. Returns
 * the exit code. */
int command_run(struct invocation *v, int (*run)(struct invocation *, struct error *), struct error *err);
/* Sends what was printed; an output that cannot take it makes *code EXIT_FAILED. */
void output_finish(FILE *out, int *code, struct error *err);

int quote_command(struct invocation *v, struct error *err);
int history_command(struct invocation *v, struct error *err);
int facts_command(struct invocation *v, struct error *err);
int press_command(struct invocation *v, struct error *err);
int deals_command(struct invocation *v, struct error *err);
int bubble_command(struct invocation *v, struct error *err);
int psy_command(struct invocation *v, struct error *err);
int amounts_command(struct invocation *v, struct error *err);
int store_command(struct invocation *v, struct error *err);
int watch_command(struct invocation *v, struct error *err);
int config_command(struct invocation *v, struct error *err);
void config_options_print(FILE *out); /* behind --list-options */

#endif
