/* Numbers in words: sums ("two hundred and ten", "quatre-vingt-dix") and set phrases, vague ones among them
 * ("several hundred", "une dizaine de"). Tables; private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_WORDS_H
#define FROTH_MARKET_AMOUNTS_WORDS_H

#include "market/amounts_number.h"

bool words_read(const struct passage *p, size_t at, struct number *n);
/* The set phrases, or of them the articles only. */
bool phrase_read(const struct passage *p, size_t at, bool articles, struct number *n);

#endif
