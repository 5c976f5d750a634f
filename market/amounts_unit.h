/* What stands around a number: scale words, signs and words of currency, units of power, households.
 * Tables; private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_UNIT_H
#define FROTH_MARKET_AMOUNTS_UNIT_H

#include "market/amounts.h"
#include "market/amounts_text.h"

struct scale {
	int exponent;
	size_t end;
	bool is_letter;   /* "M", "b": a scale only beside a currency */
	bool is_borrowed; /* "billion", "trillion": three or six powers more in French */
	bool is_thousand; /* may stand before another scale */
};

/* The scale that stands at `at`, right behind a number or after a blank or hyphen. `digits`: the number is in
 * digits, so that letters count. */
bool scale_read(const struct passage *p, size_t at, bool digits, struct scale *s);

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

/* Whether what follows a number with a scale but without a unit lets it be money: the end, a stop, or a word
 * such as "in", "contract", "pour"; not "users" or "d'actions". */
bool money_may_end(const struct passage *p, size_t at);

#endif
