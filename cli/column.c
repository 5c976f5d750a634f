#include "cli/column.h"

#include <math.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/timestamp.h"
#include "base/utf8.h"
#include "bubble/sample.h"

#define LINE_SIZE 4096
#define DAY_S 86400
#define SHOWN_SIZE 64

/* The text while it is read, and the line that was read last. */
struct walk {
	const char *source;
	const char *at, *end;
	int number;     /* of the line */
	int blank;      /* the first blank line that nothing stood after so far; 0 none */
	char separator; /* '\0': lines hold one field */
	bool has_head, has_dates;
	size_t field_count; /* of the first line; 0 before */
	char line[LINE_SIZE];
	size_t fields; /* of this line */
	char *first, *last;
};

/* ---- lines and fields ---- */

static int refuse(const struct walk *w, const char *expected, const char *found, struct error *err)
{
	char shown[SHOWN_SIZE];
	safe_copy(shown, sizeof shown, found);
	return error_set(err, "%s line %d: expected %s, not \"%s\"", w->source, w->number, expected, shown);
}

/* 1 a line stands in w->line, without its end; 0 the end of the text. */
static int read_line(struct walk *w, struct error *err)
{
	if (w->at >= w->end)
		return 0;
	const char *stop = memchr(w->at, '\n', (size_t)(w->end - w->at));
	size_t length = (size_t)((stop ? stop : w->end) - w->at);
	const char *from = w->at;
	w->number++;
	w->at += length + (stop != NULL);
	if (length >= LINE_SIZE)
		return error_set(err, "%s line %d: expected at most %d bytes, not %zu", w->source, w->number,
				 LINE_SIZE - 1, length);
	if (memchr(from, '\0', length))
		return error_set(err, "%s line %d: expected text, not a byte 0", w->source, w->number);
	memcpy(w->line, from, length);
	w->line[length] = '\0';
	return 1;
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r';
}

/* Cuts blanks, and one pair of quotes, from both ends of a field; in place. */
static char *trim(char *text)
{
	while (is_blank(*text))
		text++;
	size_t n = strlen(text);
	while (n && is_blank(text[n - 1]))
		text[--n] = '\0';
	if (n >= 2 && text[0] == '"' && text[n - 1] == '"') {
		text[n - 1] = '\0';
		return trim(text + 1);
	}
	return text;
}

static char separator_of(const char *line)
{
	return strchr(line, '\t') ? '\t' : strchr(line, ';') ? ';' : strchr(line, ',') ? ',' : '\0';
}

/* The end of the field that starts at p: a separator outside quotes, or the end of the line. */
static char *field_end(char *p, char separator)
{
	for (bool quoted = false; *p && (quoted || !separator || *p != separator); p++)
		if (*p == '"')
			quoted = !quoted;
	return p;
}

static void split(struct walk *w)
{
	w->fields = 0;
	for (char *p = w->line;; p++) {
		char *start = p;
		p = field_end(p, w->separator);
		bool more = *p != '\0';
		*p = '\0';
		start = trim(start);
		if (w->fields++ == 0)
			w->first = start;
		w->last = start;
		if (!more)
			return;
	}
}

/* The next line that is no comment, parted into fields. Blank lines are let pass at the end only. */
static int next_row(struct walk *w, struct error *err)
{
	int status;
	while ((status = read_line(w, err)) == 1) {
		if (w->line[0] == '#')
			continue;
		if (w->line[strspn(w->line, " \t\r")] == '\0') {
			w->blank = w->blank ? w->blank : w->number;
			continue;
		}
		if (w->blank)
			return error_set(err, "%s line %d: expected a number, the line is blank; a series has no gaps",
					 w->source, w->blank);
		if (w->field_count == 0)
			w->separator = separator_of(w->line);
		split(w);
		return 1;
	}
	return status;
}

/* ---- what a field says ---- */

static bool parse_number(const char *text, double *out)
{
	/* strtod() alone would take hexadecimal digits, and words for what is not finite. */
	char *rest;
	if (!*text || strspn(text, "0123456789.+-eE") != strlen(text))
		return false;
	*out = strtod(text, &rest);
	return rest != text && *rest == '\0';
}

/* What programs write for a value that is not there; such a first line is no head. */
static bool means_missing(const char *text)
{
	static const char *const words[] = { "",     ".",    "-",   "na",   "n/a",  "#n/a",     "nan",
					     "null", "none", "inf", "-inf", "+inf", "infinity", "-infinity" };
	for (size_t i = 0; i < sizeof words / sizeof *words; i++)
		if (strcasecmp(words[i], text) == 0)
			return true;
	return false;
}

/* "2026-08-20", "2026-08", or a date and a time of the day that a blank or a T parts. */
static bool parse_date(const char *text, int64_t *out)
{
	char whole[40];
	size_t n = strlen(text);
	if (n < 7 || n > sizeof whole - 4)
		return false;
	memcpy(whole, text, n + 1);
	if (n == 7)
		memcpy(whole + n, "-01", 4);
	if (n <= 10)
		return timestamp_parse_date(whole, out) == 0;
	whole[10] = 'T';
	if (n == 19)
		memcpy(whole + n, "Z", 2);
	return timestamp_parse_rfc3339(whole, out) == 0;
}

/* ---- rows ---- */

static int reserve(struct column *c, struct error *err)
{
	if (c->count < c->capacity)
		return 0;
	size_t capacity = c->capacity ? 2 * c->capacity : 512;
	double *values = realloc(c->values, capacity * sizeof *values);
	if (values)
		c->values = values;
	int *lines = realloc(c->lines, capacity * sizeof *lines);
	if (lines)
		c->lines = lines;
	int64_t *dates = realloc(c->dates, capacity * sizeof *dates);
	if (dates)
		c->dates = dates;
	if (!values || !lines || !dates)
		return error_set(err, "out of memory for %zu numbers", c->count);
	c->capacity = capacity;
	return 0;
}

static int add_date(struct column *c, const struct walk *w, struct error *err)
{
	char before[TIMESTAMP_SIZE], expected[80];
	int64_t *date = &c->dates[c->count];
	if (!parse_date(w->first, date))
		return refuse(w, "a date such as 2026-08-20 in the first column", w->first, err);
	if (c->count == 0 || *date > date[-1])
		return 0;
	timestamp_format_date(date[-1], before);
	snprintf(expected, sizeof expected, "a date after %s, the oldest first", before);
	return refuse(w, expected, w->first, err);
}

static int add_row(struct column *c, const struct walk *w, struct error *err)
{
	double value;
	if (w->fields != w->field_count)
		return error_set(err, "%s line %d: expected %zu columns as in the first line, not %zu", w->source,
				 w->number, w->field_count, w->fields);
	if (!parse_number(w->last, &value))
		return refuse(w, "a number like 1234.5", w->last, err);
	if (!isfinite(value))
		return refuse(w, "a number within the range of a double", w->last, err);
	if (reserve(c, err) || (w->has_dates && add_date(c, w, err)))
		return -1;
	c->values[c->count] = value;
	c->lines[c->count++] = w->number;
	return 0;
}

/* Whether the first row names the columns. What opens like a number is one, if a misspelt one. */
static bool is_head(const struct walk *w)
{
	return !strchr("0123456789+-.", w->last[0]) && !means_missing(w->last);
}

/* What the first row of numbers says about all of them. */
static int settle(struct walk *w, struct error *err)
{
	int64_t date;
	w->has_dates = w->fields > 1 && parse_date(w->first, &date);
	/* "1,5" is one number for half the world. */
	if (w->separator == ',' && !w->has_head && !w->has_dates)
		return error_set(err,
				 "%s line %d: expected one number with a decimal point, or a table with a date in the"
				 " first column or a line that names the columns",
				 w->source, w->number);
	return 0;
}

static int read_rows(struct column *c, struct walk *w, struct error *err)
{
	int status;
	while ((status = next_row(w, err)) == 1) {
		bool first = w->field_count == 0, settled = c->count > 0;
		if (first)
			w->field_count = w->fields;
		if (first && is_head(w)) {
			w->has_head = true;
			safe_copy(c->name, sizeof c->name, w->last);
			continue;
		}
		if ((!settled && settle(w, err)) || add_row(c, w, err))
			return -1;
	}
	return status;
}

/* ---- gaps between dates ---- */

/* The usual step between two dates, in days. */
static int usual_step(const struct column *c, double *days, struct error *err)
{
	size_t n = c->count - 1;
	double *steps = malloc(n * sizeof *steps);
	if (!steps)
		return error_set(err, "out of memory for %zu numbers", c->count);
	for (size_t i = 0; i < n; i++)
		steps[i] = (double)(c->dates[i + 1] - c->dates[i]) / DAY_S;
	sample_sort(steps, n);
	*days = sample_quantile(steps, n, 0.5);
	free(steps);
	return 0;
}

/* The longest holidays close an exchange for eleven days (Tokyo, 2019); a month is never twice as long as
 * another. What is longer than both lets a missing row be seen. */
static int check_gaps(const struct column *c, const char *source, struct error *err)
{
	double usual = 0;
	if (c->count < 3)
		return 0;
	if (usual_step(c, &usual, err))
		return -1;
	for (size_t i = 1; i < c->count; i++) {
		double days = (double)(c->dates[i] - c->dates[i - 1]) / DAY_S;
		char before[TIMESTAMP_SIZE];
		if (days <= 12 || days <= 1.75 * usual)
			continue;
		timestamp_format_date(c->dates[i - 1], before);
		return error_set(err, "%s line %d: a gap of %.0f days after %s, where the usual step is %.0f", source,
				 c->lines[i], days, before, usual);
	}
	return 0;
}

int column_parse(struct column *c, const char *source, const char *text, size_t length, struct error *err)
{
	static const char mark[] = "\xEF\xBB\xBF";
	struct walk w = { .source = source, .at = text, .end = text + length };
	*c = (struct column){ 0 };
	if (length >= 3 && memcmp(text, mark, 3) == 0)
		w.at += 3;
	int status = read_rows(c, &w, err);
	if (status == 0 && c->count == 0)
		status = error_set(err, "%s: expected numbers, one a line; there are none", source);
	if (status == 0 && w.has_dates)
		status = check_gaps(c, source, err);
	if (status) {
		column_release(c);
		return -1;
	}
	if (!w.has_dates) {
		free(c->dates);
		c->dates = NULL;
	}
	return 0;
}

void column_release(struct column *c)
{
	free(c->values);
	free(c->lines);
	free(c->dates);
	*c = (struct column){ 0 };
}
