/* Long texts on several lines. */
#ifndef FROTH_WIDGETS_WRAP_H
#define FROTH_WIDGETS_WRAP_H

#include <stddef.h>

/* The next line of a text, at most `columns` wide, cut at a blank where there is one, into out; returns
 * where the next line begins, at "" when there is none. */
const char *wrap_line(const char *text, int columns, char *out, size_t size);

#endif
