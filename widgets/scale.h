/* 0 to 100 over some cells of a row, with both readings on it. Pure drawing; NAN values are left out. */
#ifndef FROTH_WIDGETS_SCALE_H
#define FROTH_WIDGETS_SCALE_H

#include "tui/surface.h"
#include "widgets/format.h"

struct scale {
	struct canvas *canvas;
	int row, column, columns;
	bool is_dim; /* of figures that are older than they should be */
};

/* A camp on top of the other hides it only where they agree. */
void scale_draw(const struct scale *scale, double huang, double marcus);
/* The two readings, and the centre with the span of its standard deviation in amber. */
void scale_draw_band(const struct scale *scale, const struct reading *r);
/* Names and values over the two dots; 0, the centre and 100 under the scale. */
void scale_draw_ends(const struct scale *scale, int row, const struct reading *r);
void scale_draw_axis(const struct scale *scale, int row, const struct reading *r);
/* All of it in one row, from column `first`; says_whose: with the mark of assumptions of the person's own, which
 * a rule above it would carry. */
void scale_draw_line(struct canvas *c, int row, int first, const struct view_model *m, bool says_whose);
/* The rule above readings: says in amber when they are of assumptions that the person changed. */
void scale_draw_rule(struct canvas *c, const struct view_model *m, const char *title, const char *right);
/* "35–88" at the right of the columns, in the camps' colours; one figure where one camp alone has it, "-" where none.
 */
void scale_draw_pair(struct canvas *c, int row, int column, int columns, double huang, double marcus);
void format_score(double value, const char *format, char out[FORMAT_SIZE]);     /* "1": one decimal, "0": none */
void format_centre(const struct reading *r, bool ascii, char out[FORMAT_SIZE]); /* "37 ± 8" */

#endif
