/* Numbers in digits, with the separators of every country: "1,350", "1.350,5", "7 000", "1'000". Private to
 * market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_DIGITS_H
#define FROTH_MARKET_AMOUNTS_DIGITS_H

#include "market/amounts_number.h"

/* False: none stands at `at` (*n is untouched), or it has more digits than a figure of the press (*n->end is past it).
 */
bool digits_read(const struct passage *p, size_t at, struct tongue *tongue, bool after_sign, struct number *n);

#endif
