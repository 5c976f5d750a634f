/* One number with what belongs to it, its scale and its unit, before and after it is judged an amount. Read by
 * amounts.c, which joins terms to ranges and lists; private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_TERM_H
#define FROTH_MARKET_AMOUNTS_TERM_H

#include "market/amounts_number.h"
#include "market/amounts_scale.h"
#include "market/amounts_unit.h"

struct term {
	struct number number;
	struct scale scale; /* end 0: none */
	struct unit unit;   /* class UNIT_NONE: none */
	bool has_sign;      /* the currency stands before the number */
	size_t start, end;
};

/* False: no number stands at `at`; t->number.end tells how far digits go all the same. */
bool term_read(const struct passage *p, size_t at, struct tongue *tongue, struct term *t);
bool term_is_scaled(const struct term *t);
/* The lower or the higher end, in full. */
double term_value(const struct term *t, bool high);
/* Whether it is an amount by itself: its unit says so, or the words around it. */
bool term_is_amount(const struct passage *p, const struct term *t);

#endif
