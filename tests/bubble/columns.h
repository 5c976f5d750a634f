/* Columns of numbers from a text file, and numbers from a line of text: for tests that read reference data
 * where it lies. */
#ifndef FROTH_TESTS_BUBBLE_COLUMNS_H
#define FROTH_TESTS_BUBBLE_COLUMNS_H

#include <stddef.h>

/* Reads field `column` (from 0; fields parted by tab or comma) of every line whose field is a number; other
 * lines are passed over. Returns how many, at most `most`; -1 if there is no such file. */
int column_read(const char *path, int column, double *out, int most);
/* The plain numbers that stand in a text by themselves: "W27 1.5, -2e-3 (T=200)" has 1.5 and -0.002. */
int numbers_read(const char *text, double *out, int most);
/* The line (from 0, heading counted) whose first field is `key`; -1 if there is none. */
int line_find(const char *path, const char *key);

#endif
