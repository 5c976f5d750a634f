/* The names that headlines are searched for, in the order of one walk over a text: the built-in ones
 * (names.c) without those that a person took out, the person's own, and the watched symbols. Made once and
 * read for every headline; holds no text of its own but the table. */
#ifndef FROTH_MARKET_NAME_BOOK_H
#define FROTH_MARKET_NAME_BOOK_H

#include "market/market.h"
#include "market/names.h"

struct name_choice { /* all borrowed, and by the book too; zero is the built-in names alone */
	const struct name_rule *own;
	size_t own_count;
	const char *const *without; /* built-in names, in any case of letters, that do not hold */
	size_t without_count;
	const char (*watched)[SYMBOL_SIZE]; /* upper case; those of fewer than three letters or digits are left out */
	size_t watched_count;
};

struct name_entry {
	const struct name_rule *rule;
	size_t length;
	bool is_symbol; /* of the watched ones: in a text without small letters only "(NOW)", "$NOW", "NYSE: NOW" */
};

struct name_book {
	struct name_entry *entries; /* owned; by first byte, then the longer first */
	size_t count;
	size_t first[257];         /* entries first[b]..first[b + 1] begin with the byte b, a small letter for both */
	struct name_rule *symbols; /* owned: of the watched ones */
};

/* -1: out of memory. Release in any case. */
int name_book_init(struct name_book *book, const struct name_choice *choice);
void name_book_release(struct name_book *book);

/* Whether a built-in rule bears this name, in any case of letters. */
bool name_is_built_in(const char *name);

#endif
