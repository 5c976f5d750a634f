/* Where an amount may begin. Most of a text is passed by one look at each byte, most words by their first two
 * letters; what is left is read. Private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_OPENING_H
#define FROTH_MARKET_AMOUNTS_OPENING_H

#include "market/amounts_text.h"

/* The first place from `at` on where an amount may begin; the length where none does. */
size_t next_opening(const struct passage *p, size_t at);
/* Whether the word at `at` is the first of a number in words, or a digit or numeral stands there. */
bool number_opens(const struct passage *p, size_t at);
/* Whether a scale or a unit of power may follow "a", "un" or "one" that ends at `end`, or a list goes on from
 * it: most do not. */
bool article_counts(const struct passage *p, size_t end);

#endif
