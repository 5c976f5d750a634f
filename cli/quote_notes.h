/* What must be known beside a table of prices to read its market values: by which line a company is priced, what a
 * split made of its shares, how old the exchange rates are. */
#ifndef FROTH_CLI_QUOTE_NOTES_H
#define FROTH_CLI_QUOTE_NOTES_H

#include <stdint.h>
#include <stdio.h>

#include "market/company.h"
#include "market/fact.h"

#define QUOTE_LINE_SIZE 48

/* "share", "receipt of 5 common shares", "receipt of half a common share": of what the price is. `company` may be NULL,
 * which says nothing: "". */
void quote_line(const struct company *company, char out[QUOTE_LINE_SIZE]);

/* One line, or none where there is nothing to know. */
void quote_note_print(const struct quote *q, const struct valuation *v, const struct company *company, FILE *out);
/* That values in USD are by a rate of that time; nothing for 0. */
void quote_note_print_rate(int64_t fx_as_of, FILE *out);

#endif
