/* Numbers with Japanese numerals or a Japanese scale behind the digits: 三十五, 5000億, 数十億. Private to
 * market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_KANJI_H
#define FROTH_MARKET_AMOUNTS_KANJI_H

#include "market/amounts_number.h"

/* Groups as far as they go on: 1兆5000億. */
bool kanji_read(const struct passage *p, size_t at, struct number *n);
bool kanji_read_vague(const struct passage *p, size_t at, struct number *n);
/* Whether digits that end at `end` are followed by such a scale, so that they are no Western number. */
bool kanji_scale_stands(const struct passage *p, size_t end);

#endif
