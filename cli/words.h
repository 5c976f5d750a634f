/* Words that a person types behind a command: how a wrong one is refused, and the commands whose first word
 * says what they do ("froth store check"). */
#ifndef FROTH_CLI_WORDS_H
#define FROTH_CLI_WORDS_H

#include "cli/command.h"

/* "--limit: expected a number from 1 to 9, found "many""; what was found is made harmless. Returns -1. */
int word_refuse(const char *option, const char *expected, const char *found, struct error *err);

struct word_action {
	const char *word;
	int (*run)(struct invocation *v, struct error *err); /* the exit code */
};
/* Does what the first word says. `expected` names them all: "info, check or vacuum". */
int word_run(struct invocation *v, const struct word_action *actions, size_t count, const char *expected,
	     struct error *err);

#endif
