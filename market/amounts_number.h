/* Numbers as the press writes them: digits with separators of every kind, words, vague words, Japanese
 * numerals with their own scale. Private to market/amounts*.c.
 *
 * A number is a decimal mantissa and a power of ten, so that 1.35 billion is 1350000000 and no neighbour. */
#ifndef FROTH_MARKET_AMOUNTS_NUMBER_H
#define FROTH_MARKET_AMOUNTS_NUMBER_H

#include "market/amounts.h"
#include "market/amounts_text.h"

/* The language of a line, told from its words when it is first asked for: most lines never are. */
struct tongue {
	const char *text; /* borrowed */
	size_t length;
	struct tongue *whole; /* the text's that the line is of, asked where the line does not tell; or NULL */
	enum language language;
	bool is_told;
};

enum language tongue_language(struct tongue *t);

struct number {
	double low, high; /* mantissas; low < high only of vague words */
	int exponent;
	size_t end;       /* past its last byte */
	bool approximate; /* "several", "une dizaine de" */
	bool in_words;
	bool is_article;   /* "a", "un", "le": one of something only if a scale follows */
	bool is_year;      /* 1900 to 2100, as years are written */
	bool is_scaled;    /* a Japanese scale is in it already: */
	int scale;         /* its power of ten, the first of several */
	bool is_ambiguous; /* "1,234" in French: a decimal comma, or thousands the English way */
};

/* Whether a Japanese numeral stands at `at`. */
bool numeral_stands(const struct passage *p, size_t at);
/* Reads the number at `at`, where a word begins. A sign before it ("$4,500") means the English way of
 * separators whatever the language. */
bool number_read(const struct passage *p, size_t at, struct tongue *tongue, bool after_sign, struct number *n);
/* mantissa * 10^exponent, rounded once. */
double number_value(double mantissa, int exponent);

#endif
