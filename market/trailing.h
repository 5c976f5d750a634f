/* The newest whole year of a figure that accumulates (revenue, cash flow), made of what companies report:
 * fiscal years, quarters, and years to date. Pure.
 *
 * Companies file cash flows as years to date only, so the last twelve months are the last fiscal year,
 * plus this year to date, less the same stretch of last year; each part is checked by its days, since
 * a fiscal year may have 52 or 53 weeks and end in any month. */
#ifndef FROTH_MARKET_TRAILING_H
#define FROTH_MARKET_TRAILING_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct period_value {
	int64_t start, end; /* first and last day, midnight UTC */
	double value;       /* as it was filed last */
	double first;       /* as it was filed first; the same where it was never restated */
};

enum trailing_kind {
	TRAILING_YEAR,     /* a fiscal year as reported */
	TRAILING_ROLLED,   /* parts: fiscal year, this year to date, last year's */
	TRAILING_QUARTERS, /* parts: four quarters in a row, the newest first */
};

#define TRAILING_PARTS 4

struct trailing {
	enum trailing_kind kind;
	double value;
	int64_t start, end;
	size_t parts[TRAILING_PARTS]; /* indices of what it is made of */
	size_t part_count;
};

/* The days of a period, both ends counted. */
int64_t period_days(const struct period_value *p);
bool period_is_year(const struct period_value *p);    /* 350 to 380 days */
bool period_is_quarter(const struct period_value *p); /* 80 to 100 days */

/* The whole year that ends last, of periods no two of which are equal; a reported year is preferred to
 * the same year made of parts. A year is not rolled on where the part to take off was restated by more
 * than a fifth since it was filed first: it is on another footing then, as after a split of the shares.
 * false: there is none. */
bool trailing_find(const struct period_value *periods, size_t count, struct trailing *out);

#endif
