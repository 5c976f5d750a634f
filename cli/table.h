/* Rows for a person: columns aligned by what a terminal shows, `-` for what is missing, colour only
 * where it is wanted. */
#ifndef FROTH_CLI_TABLE_H
#define FROTH_CLI_TABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

enum tint { TINT_NONE, TINT_HEAD, TINT_UP, TINT_DOWN, TINT_DIM, TINT_WARN };

struct table_column {
	const char *title; /* NULL ends the list */
	bool right;        /* numbers */
};

struct table_cell {
	char *text; /* owned */
	enum tint tint;
};

struct table {
	const struct table_column *columns;
	size_t column_count;
	struct table_cell *cells; /* owned; row by row */
	size_t cell_count, capacity;
	bool failed; /* memory ran out; table_print says so */
	int fit;     /* columns of the terminal: the last cell goes on below itself, between words; 0: any */
};

void table_init(struct table *t, const struct table_column *columns);
void table_release(struct table *t);
/* The next cell, left to right; "" becomes "-". */
void table_add(struct table *t, enum tint tint, const char *format, ...) __attribute__((format(printf, 3, 4)));
/* A number with so many decimals; "-" for NAN. */
void table_add_number(struct table *t, enum tint tint, double value, int decimals);
int table_print(const struct table *t, FILE *out, bool colour, struct error *err);
/* The same, and releases it. */
int table_finish(struct table *t, FILE *out, bool colour, struct error *err);

/* Whether `out` is a terminal that may be coloured: no --plain, no NO_COLOR, no TERM=dumb. */
bool colour_wanted(FILE *out, bool plain);
/* Text begins and ends of a tint; "" without colour. */
const char *tint_on(enum tint tint, bool colour);
const char *tint_off(enum tint tint, bool colour);

#endif
