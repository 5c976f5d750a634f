/* The names by which the press calls the companies of the AI trade, and what else those names mean.
 * A table (names.c), read by tagging.c alone. */
#ifndef FROTH_MARKET_NAMES_H
#define FROTH_MARKET_NAMES_H

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
};

extern const struct name_rule name_rules[]; /* longer names before the shorter that open them; ended by symbol NULL */

#endif
