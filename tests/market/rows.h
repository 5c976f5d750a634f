/* Tables for the tests of the readers of share/: a good row with one field changed. */
#ifndef FROTH_TESTS_MARKET_ROWS_H
#define FROTH_TESTS_MARKET_ROWS_H

#include "base/buffer.h"
#include "base/error.h"

#define AS_IT_IS ((size_t)-1)

/* "# test", the columns' names (a NULL-ended list), then nothing. */
void table_begin(struct buffer *b, const char *const columns[]);
/* A row of the fields with the field at `column` replaced by `value`. */
void table_row(struct buffer *b, const char *const columns[], const char *const fields[], size_t column,
	       const char *value);

/* A refusal must name file, line and field, and say what was expected. */
struct refusal {
	size_t column;
	const char *value;
	const char *expected; /* a part of the message */
};
void assert_message_has(const struct error *err, const char *part);

#endif
