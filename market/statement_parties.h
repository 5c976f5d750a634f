/* The firms that a sentence names, and how each stands in it. Private to market/statement*.c. */
#ifndef FROTH_MARKET_STATEMENT_PARTIES_H
#define FROTH_MARKET_STATEMENT_PARTIES_H

#include "market/amounts_text.h"
#include "market/statement.h"

struct party {
	char code[STATEMENT_PARTY_SIZE];
	size_t start, end;
	bool is_person;         /* "Jensen Huang" */
	bool is_possessor;      /* "Nvidia's", オラクルの */
	bool is_modifier;       /* "SoftBank-backed" */
	char before[WORD_SIZE]; /* the preposition in front of it, "" for none; in Japanese the particle behind it */
	size_t before_at;       /* where that stands */
	bool is_close;          /* ... and nothing but an article or one word stands between */
};

#define PARTIES_MAX 16

/* The firms of the names tables, in the order of the text. */
size_t parties_find(const struct passage *sentence, struct party *out, size_t most);
/* A firm that no table knows, by its capitals: "Ampere", "Scale AI". False where none begins at `at`. */
bool party_read_unknown(const struct passage *sentence, size_t at, struct party *out);
/* The same right before a verb at `at`, past its auxiliaries: "Crusoe has borrowed". */
bool party_read_unknown_before(const struct passage *sentence, size_t at, struct party *out);
/* Whether a folded word is one of a country, a state or a town that firms build in. */
bool is_place(const char *word);
/* How far down the chain of supply: laboratories 0, clouds, chips, foundries; -1 if it is not in it. */
int party_rank(const struct party *p);

#endif
