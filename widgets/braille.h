/* A grid of dots, two by four in a cell, drawn as braille; where only ASCII may be drawn, as '*' or what the caller
 * says. */
#ifndef FROTH_WIDGETS_BRAILLE_H
#define FROTH_WIDGETS_BRAILLE_H

#include "tui/surface.h"

#define BRAILLE_ROWS 64
#define BRAILLE_COLUMNS 256

struct braille {
	int rows, columns; /* of cells, at most BRAILLE_ROWS x BRAILLE_COLUMNS */
	unsigned char dots[BRAILLE_ROWS][BRAILLE_COLUMNS];
};

void braille_init(struct braille *b, int rows, int columns);
void braille_dot(struct braille *b, int x, int y); /* y grows downwards; outside is cut */
/* Joins two points, so that no step leaves a gap. */
void braille_line(struct braille *b, int x0, int y0, int x1, int y1);
/* Cells without a dot are left as they are. */
void braille_draw_as(const struct braille *b, struct canvas *c, int row, int column, enum role role, const char *ascii);
void braille_draw(const struct braille *b, struct canvas *c, int row, int column, enum role role);

#endif
