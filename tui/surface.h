/* A surface: rows x columns of cells, each a short text and a role. Widgets draw into it through a
 * canvas; the terminal (or a test) reads it. Pure: no terminal is known here. */
#ifndef FROTH_TUI_SURFACE_H
#define FROTH_TUI_SURFACE_H

#include <stdbool.h>
#include <stddef.h>

/* What a cell means; the theme turns it into colours. */
enum role {
	ROLE_TEXT,
	ROLE_BRIGHT,
	ROLE_DIM,
	ROLE_RULE,
	ROLE_TITLE,
	ROLE_BAR,
	ROLE_BAR_ACTIVE,
	ROLE_BAR_BRAND,
	ROLE_UP,
	ROLE_DOWN,
	ROLE_FLAT,
	ROLE_STALE,
	ROLE_AMBER,
	ROLE_WARN,
	ROLE_HUANG,
	ROLE_MARCUS,
	ROLE_NEW,
	ROLE_LINK,
	ROLE_DEMO,
	ROLE_OK, /* something works; prices alone rise and fall */
	ROLES
};

struct cell {
	char text[12];       /* one base character and its marks; "" right of a wide one */
	unsigned char role;  /* enum role */
	unsigned char flags; /* CELL_* */
};
#define CELL_BOLD 1
#define CELL_SELECTED 2 /* the selected row's ground */
#define CELL_BAR 4      /* the bars' ground */
#define CELL_MARKED 8   /* a price that changed within the last second */

struct surface {
	int rows, columns;
	struct cell *cells; /* owned, rows * columns */
};

int surface_init(struct surface *s, int rows, int columns); /* -1: no memory */
void surface_release(struct surface *s);
int surface_resize(struct surface *s, int rows, int columns);
void surface_clear(struct surface *s);
const struct cell *surface_cell(const struct surface *s, int row, int column);
/* Row `row` as text without trailing blanks, into out (size bytes). */
void surface_row_text(const struct surface *s, int row, char *out, size_t size);

/* A rectangle of a surface; drawing outside of it is cut. */
struct canvas {
	struct surface *surface;
	int row, column, rows, columns;
	unsigned char flags; /* put on every cell drawn */
	bool ascii;          /* only 7-bit glyphs may be drawn */
};

struct canvas canvas_all(struct surface *s);
struct canvas canvas_part(const struct canvas *c, int row, int column, int rows, int columns);
struct canvas canvas_flagged(const struct canvas *c, unsigned char flags); /* the same, with CELL_* added */
/* Columns that a text takes on this canvas. */
int canvas_columns(const struct canvas *c, const char *text);
/* Draws text cut to `columns` (an ellipsis says so), returns the columns used. */
int canvas_text(struct canvas *c, int row, int column, int columns, enum role role, const char *text);
int canvas_text_right(struct canvas *c, int row, int column, int columns, enum role role, const char *text);
void canvas_fill(struct canvas *c, int row, int column, int columns, enum role role, const char *glyph);
/* "─ Title ───────── right ─": a section's head over the canvas' whole width. */
void canvas_rule(struct canvas *c, int row, const char *title, const char *right);

#endif
