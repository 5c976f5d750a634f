/* The symbol that a person means who types a company's name, or a part of it. Searched are the names that froth
 * knows: the person's own (`press: names:`), those of the stored prices, those by which the press is searched. */
#ifndef FROTH_TUI_SYMBOL_SEARCH_H
#define FROTH_TUI_SYMBOL_SEARCH_H

#include "config/config.h"
#include "market/quote.h"

struct known_symbol {
	char symbol[SYMBOL_SIZE]; /* "" none is known: the firm is listed nowhere */
	char name[CONFIG_NAME_SIZE];
};

struct symbol_search {
	struct known_symbol *items; /* owned; the names to be preferred come first */
	size_t count, capacity;
};

/* -1: out of memory. Release in any case. */
int symbol_search_init(struct symbol_search *s, const struct config *config, const struct quote *quotes, size_t count);
void symbol_search_release(struct symbol_search *s);
/* The best match, in this order: a known symbol; a whole name; the beginning of a name, or of a word in it. What is
 * typed in capitals and could be a symbol is one, unless it is a whole name. NULL: nothing that is known. */
const struct known_symbol *symbol_search_find(const struct symbol_search *s, const char *text);

#endif
