/* What sources that make facts of accounts have in common: the words of a note, and the figure that
 * nobody reports, free cash flow. */
#ifndef FROTH_MARKET_FACT_NOTE_H
#define FROTH_MARKET_FACT_NOTE_H

#include "market/fact.h"

struct fact_note {
	char *text; /* of a fact: sizeof its note; cut there */
	size_t length;
	bool worded;
};

void fact_note_init(struct fact_note *note, char *text);
/* "#derived": before the words. */
void fact_note_tag(struct fact_note *note, const char *tag);
/* A remark; "; " stands between two. */
void fact_note_say(struct fact_note *note, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Of what a rolled year is made: "FY2026 215.938 bn, plus 81.615 of this year to date, less 44.062 of last". */
void fact_note_rolled(struct fact_note *note, const char *year, double whole, double to_date, double last);

/* For each operating_cash_flow of the symbol in the list, with the capex of the same period, source and
 * currency, adds free_cash_flow. -1: out of memory. */
int fact_list_add_free_cash_flow(struct fact_list *list, const char *symbol);

#endif
