/* Lists of symbols from elsewhere: the configuration of the program `ticker` (.ticker.yaml), or a plain text of
 * symbols between blanks, commas or lines. */
#ifndef FROTH_CONFIG_SYMBOLS_IMPORT_H
#define FROTH_CONFIG_SYMBOLS_IMPORT_H

#include "config/config.h"

struct symbols_import {
	struct watchlist *lists; /* owned; none empty, no symbol twice in one */
	size_t count;
	size_t left_out;    /* words that are no symbol of a market, "SOL.X" among them */
	char first_out[40]; /* the first of them, made harmless */
};

/* Reads the YAML of ticker: `watchlist`, and the groups with their watchlists, lots and holdings; `name` is for
 * messages and, without its folder and ending, for the list without a group. -1: not YAML, or no symbol in it. */
int symbols_import_ticker(struct symbols_import *s, const char *name, const char *text, size_t length,
			  struct error *err);
/* Reads plain text; what follows a # on a line is left out. -1: no symbol in it. */
int symbols_import_text(struct symbols_import *s, const char *name, const char *text, size_t length, struct error *err);
void symbols_import_release(struct symbols_import *s);

#endif
