/* Tables in text, as in share/: comment lines that open with '#', one line with the columns' names,
 * then one row a line, fields parted by single tabs. No quoting: a field holds neither a tab nor
 * any other control character. Empty is missing.
 *
 * Readers walk it row by row and read fields by the column's place in the list they opened with.
 * Every refusal names file, line and field, and says what was expected. */
#ifndef FROTH_BASE_TSV_H
#define FROTH_BASE_TSV_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

#define TSV_COLUMNS 24
#define TSV_ROW_SIZE 2048

struct tsv {
	const char *name;           /* for messages: "ledger.tsv"; borrowed, as are the next three */
	const char *const *columns; /* ended by NULL */
	const char *at, *end;
	size_t column_count;
	size_t field_count;     /* columns that this text has: all, or without optional ones at the end */
	int line;               /* of the current row, from 1 */
	char row[TSV_ROW_SIZE]; /* the current row, its tabs made NULs */
	const char *fields[TSV_COLUMNS];
};

/* Stands before the first row; -1 if the line with the columns' names is not exactly `columns`. */
int tsv_open(struct tsv *t, const char *name, const char *const columns[], const char *text, size_t length,
	     struct error *err);
/* The same where columns from `required` on may be missing at the end of the line with the names, as in
 * a text of before they were thought of: their fields are empty then. */
int tsv_open_older(struct tsv *t, const char *name, const char *const columns[], size_t required, const char *text,
		   size_t length, struct error *err);
/* 1: a row stands ready; 0: the end; -1: the line is no row of this table. */
int tsv_next(struct tsv *t, struct error *err);

const char *tsv_field(const struct tsv *t, size_t column); /* "" if empty; borrowed until tsv_next */
/* Copies the field; -1 if it is empty though `required`, or does not fit. */
int tsv_text(const struct tsv *t, size_t column, bool required, char *out, size_t size, struct error *err);
/* A decimal number ("30e9" too) in low..high; NAN if empty. */
int tsv_number(const struct tsv *t, size_t column, double low, double high, double *out, struct error *err);
/* A date, midnight UTC. */
int tsv_date(const struct tsv *t, size_t column, int64_t *out, struct error *err);
/* "ledger.tsv line 12, field class: expected ..., not "maybe""; returns -1. */
int tsv_refuse(const struct tsv *t, size_t column, struct error *err, const char *expected, ...)
	__attribute__((format(printf, 4, 5)));
/* Refuses the first field of columns first..last that is not empty, in a table whose `kind` column says which
 * are used; 0 if all are. */
int tsv_refuse_used(const struct tsv *t, size_t kind, size_t first, size_t last, struct error *err);

#endif
