/* Roles to colours. A theme is a file of share/themes: one row a role (format in the head of
 * share/themes/dark). Pure: no terminal is known here. */
#ifndef FROTH_TUI_THEME_H
#define FROTH_TUI_THEME_H

#include <stdbool.h>
#include <stdint.h>

#include "base/error.h"
#include "tui/surface.h"

/* What the terminal can show. */
enum color_depth { DEPTH_MONO, DEPTH_16, DEPTH_256, DEPTH_DIRECT };

/* By how many colours its description has, whether those are 24-bit ones, and what $NO_COLOR and $COLORTERM say
 * (NULL: not set). */
enum color_depth color_depth_choose(int colors, bool has_direct, const char *no_color, const char *colorterm);

enum ground { GROUND_PLAIN, GROUND_BAR, GROUND_SELECTED, GROUND_MARKED, GROUNDS };

struct ink {
	int32_t rgb; /* 0xRRGGBB, -1 the terminal's own */
	int ansi;    /* 0-15, -1 the terminal's own */
	int of_256;  /* 16-255, 0 the nearest to rgb */
	bool bold, dim, reverse, underline;
};

struct theme {
	struct ink roles[ROLES];
	struct ink grounds[GROUNDS]; /* rgb, ansi, reverse and underline count */
};

/* How one cell is drawn: colours in the terminal's own numbering for that depth, -1 its default. */
struct style {
	int32_t fore, back;
	bool bold, dim, reverse, underline;
};

/* Refuses by line and field. Roles that the text leaves out get the terminal's own colour. */
int theme_parse(struct theme *t, const char *text, size_t length, struct error *err);
/* A shipped theme by name ("mono" is the one for terminals without colours); with up_is_red rising prices take the
 * falling ones' colour and the reverse. */
int theme_load(struct theme *t, const char *name, bool up_is_red, struct error *err);
/* up_color is "green", "red" or "auto": by the locale's language, red in China, Japan and Korea. */
bool theme_up_is_red(const char *up_color, const char *locale);
struct style theme_style(const struct theme *t, const struct cell *cell, enum color_depth depth);
/* For a terminal of eight colours at DEPTH_16: the bright ones are the others, bold. */
void style_fit_eight(struct style *style);
/* SGR sequence of a style, "\033[...m", for output without curses. */
void theme_format_sgr(const struct style *style, enum color_depth depth, char out[64]);

#endif
