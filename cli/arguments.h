/* The command line: one table of options behind the parser, the help and the suggestions. */
#ifndef FROTH_CLI_ARGUMENTS_H
#define FROTH_CLI_ARGUMENTS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/error.h"

enum argument {
	ARGUMENT_HELP,
	ARGUMENT_VERSION,
	ARGUMENT_JSON,
	ARGUMENT_CSV,
	ARGUMENT_PLAIN,
	ARGUMENT_CONFIG,
	ARGUMENT_STORE,
	ARGUMENT_OFFLINE,
	ARGUMENT_ONCE,
	ARGUMENT_DEMO,
	ARGUMENT_LIST_KEYS,
	ARGUMENT_LIST_OPTIONS,
	ARGUMENT_CHILD,
	ARGUMENT_RECORD,
	ARGUMENT_REPLAY,
	ARGUMENT_RANGE,
	ARGUMENT_INTERVAL,
	ARGUMENT_OVERLAY,
	ARGUMENT_COMPANY,
	ARGUMENT_SOURCE,
	ARGUMENT_SINCE,
	ARGUMENT_LIMIT,
	ARGUMENT_UNREAD,
	ARGUMENT_FIGURES,
	ARGUMENT_ASSUME,
	ARGUMENT_WEIGHTS,
	ARGUMENT_MEAN,
	ARGUMENT_HISTORY,
	ARGUMENT_CHARSET,
	ARGUMENT_BASE,
	ARGUMENT_CANDIDATES,
	ARGUMENT_CIRCLE,
	ARGUMENT_ENERGY,
	ARGUMENT_LAG,
	ARGUMENT_WINDOW,
	ARGUMENT_LOG,
	ARGUMENT_BOOTSTRAP,
	ARGUMENT_SEED,
	ARGUMENT_RULE,
	ARGUMENT_CONF,
	ARGUMENT_LANG,
	ARGUMENTS
};

struct argument_row {
	const char *name;     /* without the dashes */
	char letter;          /* '\0' none */
	const char *value;    /* what stands behind it, "FILE"; NULL for a flag */
	const char *commands; /* " quote press "; "froth" is the dashboard; NULL every command */
	const char *help;     /* NULL: not shown */
	bool optional;        /* the value may be left out, so it is given with '=' only */
};
extern const struct argument_row argument_rows[ARGUMENTS];

struct command;

struct arguments {
	const struct command *command; /* never NULL after a good parse */
	bool given[ARGUMENTS];
	const char *values[ARGUMENTS]; /* borrowed from argv */
	const char **words;            /* owned; what is no option, without the command's name */
	size_t word_count;
};

/* argv as main() got it. -1: a usage error, err has the sentence. */
int arguments_parse(struct arguments *a, int argc, char **argv, struct error *err);
void arguments_release(struct arguments *a);
/* Whether the command takes the option. */
bool argument_belongs(enum argument argument, const char *command);

#endif
