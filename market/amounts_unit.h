/* The unit of a number: signs and words of currency, units of power, households.
 * Tables; private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_UNIT_H
#define FROTH_MARKET_AMOUNTS_UNIT_H

#include "market/amounts.h"
#include "market/amounts_text.h"

enum unit_class { UNIT_NONE, UNIT_MONEY, UNIT_POWER, UNIT_HOUSEHOLDS };

struct unit {
	enum unit_class class;
	char code[AMOUNT_UNIT_SIZE];
	size_t end;
	bool needs_scale; /* a word that is something else as well: "won", "pounds", "livres" */
};

/* A sign or code before a number: "$", "NT$ ", "USD ". */
bool unit_before(const struct passage *p, size_t at, struct unit *u);
/* A unit after a number or a scale: "$", " dollars", " de dollars canadiens", "-gigawatt", " US homes". */
bool unit_after(const struct passage *p, size_t at, struct unit *u);

#endif
