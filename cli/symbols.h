/* The symbols a command is about: those named on the command line, else those of the watchlists. */
#ifndef FROTH_CLI_SYMBOLS_H
#define FROTH_CLI_SYMBOLS_H

#include "cli/command.h"

struct symbol_list {
	char (*items)[SYMBOL_SIZE]; /* owned; no two alike */
	size_t count;
};

/* -1: a word is no symbol; err says which. */
int symbol_list_choose(struct symbol_list *list, const struct invocation *v, struct error *err);
void symbol_list_release(struct symbol_list *list);

#endif
