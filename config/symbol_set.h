/* The symbols of a list as they are read, so that one that stands twice is found at once in ten thousand, too.
 * It holds places in the list's array, not symbols. Private to config/. */
#ifndef FROTH_CONFIG_SYMBOL_SET_H
#define FROTH_CONFIG_SYMBOL_SET_H

#include <stdint.h>

#include "config/config.h"

#define SYMBOL_SET_SLOTS 16384 /* a power of two above CONFIG_MAX_SYMBOLS */

struct symbol_set {
	uint16_t slots[SYMBOL_SET_SLOTS]; /* place + 1; 0 free */
};

void symbol_set_clear(struct symbol_set *s);
/* Puts in the one at `place`; false: the same symbol is in it already. */
bool symbol_set_put(struct symbol_set *s, const char (*symbols)[SYMBOL_SIZE], size_t place);

#endif
