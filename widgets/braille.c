#include "widgets/braille.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

void braille_init(struct braille *b, int rows, int columns)
{
	b->rows = rows < BRAILLE_ROWS ? rows : BRAILLE_ROWS;
	b->columns = columns < BRAILLE_COLUMNS ? columns : BRAILLE_COLUMNS;
	memset(b->dots, 0, sizeof b->dots);
}

void braille_dot(struct braille *b, int x, int y)
{
	/* Unicode 15, block 2800: bit of the dot at row y, column x of a cell. */
	static const unsigned char bits[4][2] = { { 0x01, 0x08 }, { 0x02, 0x10 }, { 0x04, 0x20 }, { 0x40, 0x80 } };
	if (x < 0 || y < 0 || x >= b->columns * 2 || y >= b->rows * 4)
		return;
	b->dots[y / 4][x / 2] |= bits[y % 4][x % 2];
}

void braille_line(struct braille *b, int x0, int y0, int x1, int y1)
{
	int dx = abs(x1 - x0), dy = -abs(y1 - y0);
	int step_x = x0 < x1 ? 1 : -1, step_y = y0 < y1 ? 1 : -1;
	int error = dx + dy;
	for (;;) {
		braille_dot(b, x0, y0);
		if (x0 == x1 && y0 == y1)
			return;
		int twice = 2 * error;
		if (twice >= dy) {
			error += dy;
			x0 += step_x;
		}
		if (twice <= dx) {
			error += dx;
			y0 += step_y;
		}
	}
}

void braille_draw_as(const struct braille *b, struct canvas *c, int row, int column, enum role role, const char *ascii)
{
	for (int r = 0; r < b->rows; r++)
		for (int i = 0; i < b->columns; i++) {
			if (!b->dots[r][i])
				continue;
			char glyph[5];
			glyph[utf8_encode(0x2800u + b->dots[r][i], glyph)] = '\0';
			canvas_text(c, row + r, column + i, 1, role, c->ascii ? ascii : glyph);
		}
}

void braille_draw(const struct braille *b, struct canvas *c, int row, int column, enum role role)
{
	braille_draw_as(b, c, row, column, role, "*");
}
