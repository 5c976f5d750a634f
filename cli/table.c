#include "cli/table.h"

#include <assert.h>
#include <langinfo.h>
#include <math.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/utf8.h"

#define MAX_COLUMNS 24

void table_init(struct table *t, const struct table_column *columns)
{
	*t = (struct table){ .columns = columns };
	while (columns[t->column_count].title && t->column_count < MAX_COLUMNS)
		t->column_count++;
}

void table_release(struct table *t)
{
	for (size_t i = 0; i < t->cell_count; i++)
		free(t->cells[i].text);
	free(t->cells);
	*t = (struct table){ 0 };
}

static int reserve(struct table *t)
{
	if (t->cell_count < t->capacity)
		return 0;
	size_t capacity = t->capacity ? t->capacity * 2 : 64;
	struct table_cell *grown = realloc(t->cells, capacity * sizeof *grown);
	if (!grown)
		return -1;
	t->cells = grown;
	t->capacity = capacity;
	return 0;
}

void table_add(struct table *t, enum tint tint, const char *format, ...)
{
	char text[1024];
	va_list ap;
	va_start(ap, format);
	vsnprintf(text, sizeof text, format, ap);
	va_end(ap);
	char *copy = strdup(*text ? text : "-");
	if (!copy || reserve(t)) {
		free(copy);
		t->failed = true;
		return;
	}
	struct table_cell *cell = &t->cells[t->cell_count++];
	cell->text = copy;
	cell->tint = tint;
}

void table_add_number(struct table *t, enum tint tint, double value, int decimals)
{
	if (isfinite(value))
		table_add(t, tint, "%.*f", decimals, value);
	else
		table_add(t, tint, "-");
}

bool colour_wanted(FILE *out, bool plain)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	bool able = term && *term && strcmp(term, "dumb") != 0;
	return !plain && able && !(no_color && *no_color) && isatty(fileno(out));
}

const char *tint_on(enum tint tint, bool colour)
{
	static const char *const starts[] = {
		[TINT_NONE] = "",         [TINT_HEAD] = "\033[1m", [TINT_UP] = "\033[32m",
		[TINT_DOWN] = "\033[31m", [TINT_DIM] = "\033[2m",  [TINT_WARN] = "\033[33m"
	};
	return colour ? starts[tint] : "";
}

const char *tint_off(enum tint tint, bool colour)
{
	return colour && tint != TINT_NONE ? "\033[0m" : "";
}

/* A terminal that does not speak UTF-8 gets a question mark for what is not ASCII. */
static void print_text(FILE *out, const char *text, bool utf8)
{
	size_t length = strlen(text);
	if (utf8) {
		fputs(text, out);
		return;
	}
	for (size_t i = 0; i < length;) {
		uint32_t code_point;
		i += utf8_decode(text + i, length - i, &code_point);
		for (int n = utf8_width(code_point); n > 0; n--)
			putc(code_point < 0x80 ? (int)code_point : '?', out);
	}
}

/* How much of the text fits into so many columns: whole words, and at least one. */
static size_t fitting(const char *text, int columns)
{
	int used;
	size_t n = utf8_fit(text, columns, &used), end = n;
	if (text[n] == '\0')
		return n;
	while (end && text[end] != ' ')
		end--;
	return end ? end : strcspn(text, " ");
}

static void print_cell(FILE *out, const char *text, enum tint tint, bool colour)
{
	fputs(tint_on(tint, colour), out);
	print_text(out, text, strcmp(nl_langinfo(CODESET), "UTF-8") == 0);
	fputs(tint_off(tint, colour), out);
}

/* In as many lines as it needs, all of them `indent` columns from the left. */
static void print_last(const struct table_cell *cell, int indent, int fit, FILE *out, bool colour)
{
	const char *text = cell->text;
	int room = fit > indent ? fit - indent : fit;
	for (;;) {
		char line[1024];
		size_t n = fitting(text, room);
		snprintf(line, sizeof line, "%.*s", (int)n, text);
		print_cell(out, line, cell->tint, colour);
		text += n;
		text += strspn(text, " ");
		if (!*text)
			return;
		fprintf(out, "\n%*s", indent, "");
	}
}

static void print_row(const struct table *t, const struct table_cell *cells, const int *widths, FILE *out, bool colour)
{
	int column = 0;
	for (size_t i = 0; i < t->column_count; i++) {
		bool last = i + 1 == t->column_count, right = t->columns[i].right;
		int pad = widths[i] - utf8_columns(cells[i].text);
		fprintf(out, "%s%*s", i ? "  " : "", right && pad > 0 ? pad : 0, "");
		column += i ? 2 : 0;
		if (last && t->fit && !right)
			print_last(&cells[i], column, t->fit, out, colour);
		else
			print_cell(out, cells[i].text, cells[i].tint, colour);
		fprintf(out, "%*s", !right && !last && pad > 0 ? pad : 0, "");
		column += widths[i];
	}
	putc('\n', out);
}

int table_print(const struct table *t, FILE *out, bool colour, struct error *err)
{
	assert(t->column_count > 0);
	if (t->failed)
		return error_set(err, "out of memory");
	struct table_cell head[MAX_COLUMNS];
	char titles[MAX_COLUMNS][32];
	int widths[MAX_COLUMNS];
	for (size_t i = 0; i < t->column_count; i++) {
		snprintf(titles[i], sizeof titles[i], "%s", t->columns[i].title);
		head[i] = (struct table_cell){ titles[i], TINT_HEAD };
		widths[i] = utf8_columns(titles[i]);
	}
	for (size_t i = 0; i < t->cell_count; i++) {
		int width = utf8_columns(t->cells[i].text);
		if (width > widths[i % t->column_count])
			widths[i % t->column_count] = width;
	}
	print_row(t, head, widths, out, colour);
	for (size_t i = 0; i + t->column_count <= t->cell_count; i += t->column_count)
		print_row(t, t->cells + i, widths, out, colour);
	return 0;
}

int table_finish(struct table *t, FILE *out, bool colour, struct error *err)
{
	int status = table_print(t, out, colour, err);
	table_release(t);
	return status;
}
