/* The scale behind a number: "billion", "milliards", "Md", "k". A table; private to market/amounts*.c. */
#ifndef FROTH_MARKET_AMOUNTS_SCALE_H
#define FROTH_MARKET_AMOUNTS_SCALE_H

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

#endif
