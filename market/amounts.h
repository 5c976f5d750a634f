/* The money and power figures that a text states, in English, French and Japanese.
 *
 * Found by amounts_find(), read by the amounts and press commands, by the press panes and by statement.h.
 * Pure: any bytes may come in, nothing outside the length is read, and the time grows with the length.
 *
 * `low` and `high` are what the text states, in units of `unit` (dollars, not billions). One number stated
 * gives low == high, and `bound` says how to take it: as the value, its ceiling or its floor. Two ends stated
 * give a range, as do vague words: "several" is 2 to 9, "tens of" 20 to 90, "hundreds of" 200 to 900 of what
 * follows, and approximate. A currency that is not stated is that of the other amounts of the line, if they
 * agree; else `unit` is "".
 *
 * In French a billion is 10^12 and a trillion 10^18, yet writers borrow the American words for 10^9 and 10^12.
 * There `low` and `high` hold the likelier reading and the amount is doubtful: the French reading, unless it
 * is more money than the world has or the sign stands before the number as in English.
 *
 * No amounts: years, dates, percentages, counts of shares, users or parameters, names such as S&P 500. The
 * price of one share is one. */
#ifndef FROTH_MARKET_AMOUNTS_H
#define FROTH_MARKET_AMOUNTS_H

#include <stdbool.h>
#include <stddef.h>

enum language { LANGUAGE_AUTO, LANGUAGE_EN, LANGUAGE_FR, LANGUAGE_JA };

enum bound { BOUND_EXACT, BOUND_UP_TO, BOUND_AT_LEAST, BOUND_RANGE, BOUNDS };

#define AMOUNT_UNIT_SIZE 12

struct amount {
	double low, high;            /* low <= high; see above */
	char unit[AMOUNT_UNIT_SIZE]; /* ISO 4217, or GW MW GWh TWh .. households; "" for money of no named currency */
	bool approximate;            /* "about", "nearly", "several" */
	enum bound bound;
	size_t offset, length; /* bytes of the text: number, sign and unit, without "up to" or "about" */
	bool doubtful;         /* there is another reading; */
	const char *reason;    /* which, in a few words (static); NULL if not doubtful */
};

/* The first `most` amounts in the order of the text; they never overlap. LANGUAGE_AUTO takes the language
 * line by line from the text itself. Returns how many are in `out`. */
size_t amounts_find(const char *text, size_t length, enum language language, struct amount *out, size_t most);

bool amount_is_money(const struct amount *a);
const char *bound_name(enum bound bound); /* "up_to" */

/* The language that the words of a text are in; `otherwise` where they do not tell. */
enum language language_of(const char *text, size_t length, enum language otherwise);
/* "fr", "fr-CA", "auto" ..; false if it is none of ours. */
bool language_named(const char *name, enum language *language);

#endif
