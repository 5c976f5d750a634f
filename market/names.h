/* The names by which the press calls the companies of the AI trade, and what else those names mean.
 * A table (names.c), read by tagging.c and, for who pays whom, by statement.c. */
#ifndef FROTH_MARKET_NAMES_H
#define FROTH_MARKET_NAMES_H

#include <stdbool.h>
#include <stddef.h>

enum letter_case {
	ANY_CASE,    /* "nvidia", "NVIDIA" */
	CAPITALISED, /* "Oracle" and "ORACLE", but not the common word "oracle" */
	AS_WRITTEN,  /* "AMD" only */
};

/* Word lists are parted by '|' and match whole words in any case. */
struct name_rule {
	const char *symbol, *name;
	enum letter_case letters;
	const char *not_before; /* never if one of these stands right before the name, */
	const char *not_after;  /* or right after it */
	const char *against;    /* not if one of these occurs in title or summary, */
	const char *in_favour;  /* unless one of these does; */
	const char *only_with;  /* and only if one of these does */
	bool is_person;         /* who speaks for the company, and may act for himself */
};

extern const struct name_rule name_rules[]; /* longer names before the shorter that open them; ended by symbol NULL */
/* Firms that headlines are not tagged with: unlisted, or outside the trade. The symbol is the ledger's node
 * code where it has one. In the same order, ended the same way; read by statement.c. */
extern const struct name_rule other_names[];
/* What the companies sell and build by names of its own: headlines are tagged by them, but no product pays
 * or is paid. */
extern const struct name_rule product_names[];

#endif
