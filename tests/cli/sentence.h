/* What a command says to a person: one line, one sentence. */
#ifndef FROTH_TESTS_CLI_SENTENCE_H
#define FROTH_TESTS_CLI_SENTENCE_H

#include "tests/cli/program.h"

/* stderr is one line, one sentence, from froth. */
void assert_one_sentence(const struct output *o);
/* Runs, asserts the exit status, and that `sentence` is in the one that comes on stderr. */
void assert_says(int status, const char *const *arguments, const char *sentence);

#endif
