#include "base/tsv.h"

#include <assert.h>
#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/utf8.h"

/* -1 if a character may not stand in a table: control characters, ill-formed UTF-8. */
static int check_characters(const struct tsv *t, const char *s, size_t length, struct error *err)
{
	for (size_t at = 0; at < length;) {
		uint32_t c;
		size_t step = utf8_decode(s + at, length - at, &c);
		if ((c < 0x20 && c != '\t') || (c >= 0x7F && c < 0xA0))
			return error_set(err, "%s line %d: expected plain text, not the control character 0x%02X",
					 t->name, t->line, (unsigned)c);
		if (c == UTF8_REPLACEMENT)
			return error_set(err, "%s line %d: expected UTF-8 text, not the byte 0x%02X", t->name, t->line,
					 (unsigned)(unsigned char)s[at]);
		at += step;
	}
	return 0;
}

/* Copies the next line into row. 1, 0 at the end, -1. */
static int read_line(struct tsv *t, struct error *err)
{
	if (t->at >= t->end)
		return 0;
	const char *stop = memchr(t->at, '\n', (size_t)(t->end - t->at));
	size_t length = (size_t)((stop ? stop : t->end) - t->at);
	t->line++;
	if (length >= sizeof t->row)
		return error_set(err, "%s line %d: expected at most %zu bytes, not %zu", t->name, t->line,
				 sizeof t->row - 1, length);
	if (check_characters(t, t->at, length, err))
		return -1;
	memcpy(t->row, t->at, length);
	t->row[length] = '\0';
	t->at += length + (stop != NULL);
	return 1;
}

/* The next line that is neither a comment nor empty, parted into fields. */
static int read_fields(struct tsv *t, size_t *count, struct error *err)
{
	int status;
	do
		status = read_line(t, err);
	while (status == 1 && (t->row[0] == '#' || t->row[0] == '\0'));
	if (status != 1)
		return status;
	*count = 0;
	for (char *p = t->row; p; (*count)++) {
		char *tab = strchr(p, '\t');
		if (tab)
			*tab++ = '\0';
		if (*count < TSV_COLUMNS)
			t->fields[*count] = p;
		p = tab;
	}
	return 1;
}

/* The line with the columns' names; it decides how many fields a row has. */
static int read_names(struct tsv *t, size_t required, struct error *err)
{
	size_t count = 0;
	int status = read_fields(t, &count, err);
	if (status < 0)
		return -1;
	if (!status)
		return error_set(err, "%s: expected a line with the names of %zu columns, not the end", t->name,
				 t->column_count);
	for (size_t i = 0; i < t->column_count; i++)
		if (i >= count ? i < required : strcmp(t->fields[i], t->columns[i]) != 0)
			return error_set(err, "%s line %d: expected column %zu to be \"%s\", not \"%.40s\"", t->name,
					 t->line, i + 1, t->columns[i], i < count ? t->fields[i] : "");
	if (count > t->column_count)
		return error_set(err, "%s line %d: expected %zu columns, not %zu", t->name, t->line, t->column_count,
				 count);
	t->field_count = count;
	return 0;
}

int tsv_open_older(struct tsv *t, const char *name, const char *const columns[], size_t required, const char *text,
		   size_t length, struct error *err)
{
	*t = (struct tsv){ .name = name, .columns = columns, .at = text, .end = text + length };
	while (columns[t->column_count])
		t->column_count++;
	assert(t->column_count && t->column_count <= TSV_COLUMNS);
	return read_names(t, required, err);
}

int tsv_open(struct tsv *t, const char *name, const char *const columns[], const char *text, size_t length,
	     struct error *err)
{
	return tsv_open_older(t, name, columns, TSV_COLUMNS, text, length, err);
}

int tsv_next(struct tsv *t, struct error *err)
{
	size_t count = 0;
	int status = read_fields(t, &count, err);
	if (status != 1)
		return status;
	if (count != t->field_count)
		return error_set(err, "%s line %d: expected %zu fields, not %zu", t->name, t->line, t->field_count,
				 count);
	for (size_t i = count; i < t->column_count; i++)
		t->fields[i] = "";
	return 1;
}

const char *tsv_field(const struct tsv *t, size_t column)
{
	assert(column < t->column_count);
	return t->fields[column];
}

int tsv_refuse(const struct tsv *t, size_t column, struct error *err, const char *expected, ...)
{
	char wanted[240];
	va_list ap;
	va_start(ap, expected);
	vsnprintf(wanted, sizeof wanted, expected, ap);
	va_end(ap);
	const char *field = tsv_field(t, column);
	int used;
	size_t shown = utf8_fit(field, 60, &used);
	return error_set(err, "%s line %d, field %s: expected %s, not \"%.*s\"", t->name, t->line, t->columns[column],
			 wanted, (int)shown, field);
}

int tsv_text(const struct tsv *t, size_t column, bool required, char *out, size_t size, struct error *err)
{
	const char *field = tsv_field(t, column);
	size_t length = strlen(field);
	if (required && !length)
		return tsv_refuse(t, column, err, "a text");
	if (length >= size)
		return tsv_refuse(t, column, err, "at most %zu bytes", size - 1);
	memcpy(out, field, length + 1);
	return 0;
}

int tsv_number(const struct tsv *t, size_t column, double low, double high, double *out, struct error *err)
{
	const char *field = tsv_field(t, column);
	*out = (double)NAN;
	if (!*field)
		return 0;
	/* strtod() alone would take "inf", "nan", hexadecimal digits and leading blanks. */
	if (strspn(field, "0123456789.+-eE") != strlen(field))
		return tsv_refuse(t, column, err, "a number");
	char *rest;
	double value = strtod(field, &rest);
	if (*rest || rest == field || !isfinite(value))
		return tsv_refuse(t, column, err, "a number");
	if (value < low || value > high)
		return tsv_refuse(t, column, err, "a number from %g to %g", low, high);
	*out = value;
	return 0;
}

int tsv_date(const struct tsv *t, size_t column, int64_t *out, struct error *err)
{
	if (timestamp_parse_date(tsv_field(t, column), out))
		return tsv_refuse(t, column, err, "a date like 2026-02-27");
	return 0;
}

int tsv_refuse_used(const struct tsv *t, size_t kind, size_t first, size_t last, struct error *err)
{
	for (size_t column = first; column <= last; column++)
		if (*tsv_field(t, column))
			return tsv_refuse(t, column, err, "nothing in a row \"%s\"", tsv_field(t, kind));
	return 0;
}
