#include "tui/surface.h"

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/ascii.h"

static const struct cell blank = { .text = " ", .role = ROLE_TEXT };

int surface_init(struct surface *s, int rows, int columns)
{
	*s = (struct surface){ 0 };
	return surface_resize(s, rows, columns);
}

void surface_release(struct surface *s)
{
	free(s->cells);
	*s = (struct surface){ 0 };
}

int surface_resize(struct surface *s, int rows, int columns)
{
	if (rows < 1 || columns < 1)
		return -1;
	struct cell *cells = realloc(s->cells, (size_t)rows * (size_t)columns * sizeof *cells);
	if (!cells)
		return -1;
	*s = (struct surface){ .rows = rows, .columns = columns, .cells = cells };
	surface_clear(s);
	return 0;
}

void surface_clear(struct surface *s)
{
	size_t count = (size_t)s->rows * (size_t)s->columns;
	for (size_t i = 0; i < count; i++)
		s->cells[i] = blank;
}

static struct cell *cell_at(struct surface *s, int row, int column)
{
	return &s->cells[(size_t)row * (size_t)s->columns + (size_t)column];
}

const struct cell *surface_cell(const struct surface *s, int row, int column)
{
	return &s->cells[(size_t)row * (size_t)s->columns + (size_t)column];
}

void surface_row_text(const struct surface *s, int row, char *out, size_t size)
{
	size_t length = 0, kept = 0;
	for (int column = 0; column < s->columns; column++) {
		const char *text = surface_cell(s, row, column)->text;
		size_t bytes = strlen(text);
		if (length + bytes + 1 > size)
			break;
		memcpy(out + length, text, bytes);
		length += bytes;
		if (bytes && strcmp(text, " ") != 0)
			kept = length;
	}
	if (size)
		out[kept] = '\0';
}

/* A wide character that loses one of its two cells loses the other too. */
static void cell_detach(struct surface *s, int row, int column)
{
	struct cell *cell = cell_at(s, row, column);
	if (!cell->text[0] && column > 0)
		memcpy(cell_at(s, row, column - 1)->text, " ", 2);
	if (column + 1 < s->columns && !cell_at(s, row, column + 1)->text[0])
		memcpy(cell_at(s, row, column + 1)->text, " ", 2);
}

static void cell_put(struct surface *s, int row, int column, const char *text, size_t length, enum role role,
		     unsigned char flags)
{
	cell_detach(s, row, column);
	struct cell *cell = cell_at(s, row, column);
	if (length >= sizeof cell->text)
		length = 0;
	memcpy(cell->text, text, length);
	cell->text[length] = '\0';
	cell->role = (unsigned char)role;
	cell->flags = flags;
}

static void cell_mark(struct surface *s, int row, int column, const char *text, size_t length)
{
	struct cell *cell = cell_at(s, row, column);
	size_t used = strlen(cell->text);
	if (!used || used + length >= sizeof cell->text)
		return;
	memcpy(cell->text + used, text, length);
	cell->text[used + length] = '\0';
}

struct canvas canvas_all(struct surface *s)
{
	return (struct canvas){ .surface = s, .rows = s->rows, .columns = s->columns };
}

struct canvas canvas_part(const struct canvas *c, int row, int column, int rows, int columns)
{
	struct canvas part = *c;
	if (row < 0)
		row = 0;
	if (column < 0)
		column = 0;
	part.row += row;
	part.column += column;
	part.rows = rows < c->rows - row ? rows : c->rows - row;
	part.columns = columns < c->columns - column ? columns : c->columns - column;
	if (part.rows < 0)
		part.rows = 0;
	if (part.columns < 0)
		part.columns = 0;
	return part;
}

struct canvas canvas_flagged(const struct canvas *c, unsigned char flags)
{
	struct canvas other = *c;
	other.flags |= flags;
	return other;
}

/* Draws bytes [0, length) of text from `column`; they are known to fit. Returns the columns used. */
static int draw_bytes(struct canvas *c, int row, int column, enum role role, const char *text, size_t length)
{
	int used = 0;
	for (size_t i = 0; i < length;) {
		uint32_t point;
		size_t bytes = utf8_decode(text + i, length - i, &point);
		int width = c->ascii ? 1 : utf8_width(point);
		int at_row = c->row + row, at_column = c->column + column + used;
		if (width == 0) {
			if (used)
				cell_mark(c->surface, at_row, at_column - 1, text + i, bytes);
		} else if (c->ascii) {
			char stand_in = ascii_for(point);
			cell_put(c->surface, at_row, at_column, &stand_in, 1, role, c->flags);
		} else {
			cell_put(c->surface, at_row, at_column, text + i, bytes, role, c->flags);
			if (width == 2)
				cell_put(c->surface, at_row, at_column + 1, " ", 1, role, c->flags);
			if (width == 2)
				cell_at(c->surface, at_row, at_column + 1)->text[0] = '\0';
		}
		used += width;
		i += bytes;
	}
	return used;
}

/* Columns of a text as this canvas draws it: in ASCII each code point that is not a mark takes one. */
static int shown_columns(const struct canvas *c, const char *text)
{
	if (!c->ascii)
		return utf8_columns(text);
	int columns = 0;
	size_t length = strlen(text);
	for (size_t i = 0; i < length; columns++) {
		uint32_t point;
		i += utf8_decode(text + i, length - i, &point);
	}
	return columns;
}

static size_t shown_fit(const struct canvas *c, const char *text, int columns)
{
	if (!c->ascii) {
		int used;
		return utf8_fit(text, columns, &used);
	}
	size_t length = strlen(text), i = 0;
	while (i < length && columns-- > 0) {
		uint32_t point;
		i += utf8_decode(text + i, length - i, &point);
	}
	return i;
}

static int clip_columns(const struct canvas *c, int row, int column, int columns)
{
	if (row < 0 || row >= c->rows || column < 0 || column >= c->columns)
		return 0;
	return columns < c->columns - column ? columns : c->columns - column;
}

int canvas_text(struct canvas *c, int row, int column, int columns, enum role role, const char *text)
{
	columns = clip_columns(c, row, column, columns);
	if (columns <= 0)
		return 0;
	if (shown_columns(c, text) <= columns)
		return draw_bytes(c, row, column, role, text, strlen(text));
	int used = draw_bytes(c, row, column, role, text, shown_fit(c, text, columns - 1));
	return used + draw_bytes(c, row, column + used, role, "…", strlen("…"));
}

int canvas_text_right(struct canvas *c, int row, int column, int columns, enum role role, const char *text)
{
	int wanted = shown_columns(c, text);
	if (wanted < columns)
		column += columns - wanted;
	return canvas_text(c, row, column, wanted < columns ? wanted : columns, role, text);
}

int canvas_columns(const struct canvas *c, const char *text)
{
	return shown_columns(c, text);
}

void canvas_fill(struct canvas *c, int row, int column, int columns, enum role role, const char *glyph)
{
	columns = clip_columns(c, row, column, columns);
	for (int i = 0; i < columns; i++)
		draw_bytes(c, row, column + i, role, glyph, strlen(glyph));
}

void canvas_rule(struct canvas *c, int row, const char *title, const char *right)
{
	canvas_fill(c, row, 0, c->columns, ROLE_RULE, "─");
	if (c->columns < 8)
		return;
	int column = 1;
	if (*title) {
		struct canvas bold = canvas_flagged(c, CELL_BOLD);
		canvas_fill(c, row, column, 1, ROLE_RULE, " ");
		column += 1 + canvas_text(&bold, row, column + 1, c->columns - 4, ROLE_TITLE, title);
		canvas_fill(c, row, column++, 1, ROLE_RULE, " ");
	}
	int room = c->columns - column - 4;
	if (!*right || room < 4)
		return;
	int wanted = shown_columns(c, right);
	int columns = wanted < room ? wanted : room;
	int start = c->columns - 2 - columns;
	canvas_fill(c, row, start - 1, 1, ROLE_RULE, " ");
	canvas_text(c, row, start, columns, ROLE_DIM, right);
	canvas_fill(c, row, start + columns, 1, ROLE_RULE, " ");
}
