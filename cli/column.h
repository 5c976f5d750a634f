/* A series of numbers from a text: one a line, or the last column of a table that tabs, semicolons or
 * commas part. A first line may name the columns, a first column of dates dates the numbers, lines that
 * open with '#' are comments. Read by the commands that compute on any series.
 *
 * A series has no holes, and nothing is guessed: a line that is blank, holds no finite number, has
 * another number of columns than the first, or whose date does not follow the one before as the others
 * do, refuses the whole text. Refusals name the line. */
#ifndef FROTH_CLI_COLUMN_H
#define FROTH_CLI_COLUMN_H

#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct column {
	char name[64];  /* of the column, by the first line; "" if that is none */
	double *values; /* owned, as are the next two; all finite */
	int *lines;     /* where each value stands, from 1 */
	int64_t *dates; /* strictly ascending; NULL if the text has none */
	size_t count, capacity;
};

/* `source` is the text's name for messages. On -1 there is nothing to release. */
int column_parse(struct column *c, const char *source, const char *text, size_t length, struct error *err);
void column_release(struct column *c);

#endif
