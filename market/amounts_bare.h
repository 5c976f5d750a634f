/* A number with a scale but without a unit: "a plan of 100 billion". Whether the words after it let it be money.
 * Tables; private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_BARE_H
#define FROTH_MARKET_AMOUNTS_BARE_H

#include "market/amounts_text.h"

/* Whether what follows a number with a scale but without a unit lets it be money: the end, a stop, or a word
 * such as "in", "contract", "pour"; not "users" or "d'actions". */
bool money_may_end(const struct passage *p, size_t at);

#endif
