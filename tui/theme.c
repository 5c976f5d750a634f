#include "tui/theme.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "tui/color.h"

static const char *const role_names[ROLES] = {
	[ROLE_TEXT] = "text",
	[ROLE_BRIGHT] = "bright",
	[ROLE_DIM] = "dim",
	[ROLE_RULE] = "rule",
	[ROLE_TITLE] = "title",
	[ROLE_BAR] = "bar",
	[ROLE_BAR_ACTIVE] = "bar-active",
	[ROLE_BAR_BRAND] = "brand",
	[ROLE_UP] = "up",
	[ROLE_DOWN] = "down",
	[ROLE_FLAT] = "flat",
	[ROLE_STALE] = "stale",
	[ROLE_AMBER] = "amber",
	[ROLE_WARN] = "warn",
	[ROLE_HUANG] = "huang",
	[ROLE_MARCUS] = "marcus",
	[ROLE_NEW] = "new",
	[ROLE_LINK] = "link",
	[ROLE_DEMO] = "demo",
	[ROLE_OK] = "ok",
};

static const char *const ground_names[GROUNDS] = {
	[GROUND_PLAIN] = "ground",
	[GROUND_BAR] = "ground-bar",
	[GROUND_SELECTED] = "ground-selected",
	[GROUND_MARKED] = "ground-marked",
};

static const char *const ansi_names[16] = {
	"black",       "red",          "green",      "yellow",       "blue",          "magenta",     "cyan",
	"white",       "bright-black", "bright-red", "bright-green", "bright-yellow", "bright-blue", "bright-magenta",
	"bright-cyan", "bright-white",
};

static int find_name(const char *const *names, int count, const char *name)
{
	for (int i = 0; i < count; i++)
		if (!strcmp(names[i], name))
			return i;
	return -1;
}

static struct ink *find_ink(struct theme *t, const char *name)
{
	int role = find_name(role_names, ROLES, name), ground = find_name(ground_names, GROUNDS, name);
	return role >= 0 ? &t->roles[role] : ground >= 0 ? &t->grounds[ground] : NULL;
}

/* "#rrggbb" or "-" */
static int parse_rgb(const char *text, int32_t *rgb)
{
	*rgb = -1;
	if (!strcmp(text, "-"))
		return 0;
	if (*text != '#' || strlen(text) != 7 || strspn(text + 1, "0123456789abcdefABCDEF") != 6)
		return -1;
	*rgb = (int32_t)strtol(text + 1, NULL, 16);
	return 0;
}

static int parse_ansi(const char *text, int *ansi)
{
	*ansi = -1;
	if (!strcmp(text, "-"))
		return 0;
	*ansi = find_name(ansi_names, 16, text);
	return *ansi < 0 ? -1 : 0;
}

/* "256:208" */
static int parse_of_256(const char *text, struct ink *ink)
{
	const char *digits = text + 4;
	size_t count = strspn(digits, "0123456789");
	ink->of_256 = count == 2 || count == 3 ? (int)strtol(digits, NULL, 10) : 0;
	return digits[count] || ink->of_256 < 16 || ink->of_256 > 255 ? -1 : 0;
}

static int parse_attribute(const char *text, struct ink *ink)
{
	if (!strncmp(text, "256:", 4))
		return parse_of_256(text, ink);
	bool *const flags[] = { &ink->bold, &ink->dim, &ink->reverse, &ink->underline };
	static const char *const names[] = { "bold", "dim", "reverse", "underline" };
	int i = find_name(names, 4, text);
	if (i < 0)
		return -1;
	*flags[i] = true;
	return 0;
}

/* "role #rrggbb ansi [attribute..]" */
static int parse_row(struct theme *t, char *row, int line, struct error *err)
{
	char *rest = NULL, *name = strtok_r(row, " \t\r", &rest);
	if (!name || *name == '#')
		return 0;
	struct ink *ink = find_ink(t, name);
	if (!ink)
		return error_set(err, "line %d: \"%.32s\" is no role", line, name);
	char *rgb = strtok_r(NULL, " \t\r", &rest), *ansi = strtok_r(NULL, " \t\r", &rest);
	if (!rgb || parse_rgb(rgb, &ink->rgb))
		return error_set(err, "line %d: the colour of %s must be #rrggbb or -", line, name);
	if (!ansi || parse_ansi(ansi, &ink->ansi))
		return error_set(err, "line %d: the sixteen-colour name of %s must be red, bright-red, ... or -", line,
				 name);
	for (char *text; (text = strtok_r(NULL, " \t\r", &rest));)
		if (parse_attribute(text, ink))
			return error_set(
				err, "line %d: \"%.32s\" is none of bold, dim, reverse, underline, 256:16 to 256:255",
				line, text);
	return 0;
}

int theme_parse(struct theme *t, const char *text, size_t length, struct error *err)
{
	*t = (struct theme){ 0 };
	for (int i = 0; i < ROLES; i++)
		t->roles[i] = (struct ink){ .rgb = -1, .ansi = -1 };
	for (int i = 0; i < GROUNDS; i++)
		t->grounds[i] = (struct ink){ .rgb = -1, .ansi = -1 };
	const char *end = text + length;
	for (int line = 1; text < end; line++) {
		const char *stop = memchr(text, '\n', (size_t)(end - text));
		size_t bytes = (size_t)((stop ? stop : end) - text);
		char row[256];
		if (bytes >= sizeof row)
			return error_set(err, "line %d is longer than %zu bytes", line, sizeof row - 1);
		memcpy(row, text, bytes);
		row[bytes] = '\0';
		if (parse_row(t, row, line, err))
			return -1;
		text += bytes + 1;
	}
	return 0;
}

int theme_load(struct theme *t, const char *name, bool up_is_red, struct error *err)
{
	char path[64];
	snprintf(path, sizeof path, "themes/%.32s", name);
	const struct shipped_file *file = shipped_find(path);
	if (!file)
		return error_set(err, "there is no theme \"%.32s\"", name);
	if (theme_parse(t, file->data, file->length, err))
		return error_prefix(err, "%s", path);
	if (up_is_red) {
		struct ink up = t->roles[ROLE_UP];
		t->roles[ROLE_UP] = t->roles[ROLE_DOWN];
		t->roles[ROLE_DOWN] = up;
	}
	return 0;
}

bool theme_up_is_red(const char *up_color, const char *locale)
{
	if (strcmp(up_color, "auto") != 0)
		return !strcmp(up_color, "red");
	return locale && (!strncmp(locale, "zh", 2) || !strncmp(locale, "ja", 2) || !strncmp(locale, "ko", 2));
}

static int32_t color_of(const struct ink *ink, enum color_depth depth)
{
	switch (depth) {
	case DEPTH_DIRECT:
		return ink->rgb;
	case DEPTH_256:
		return ink->rgb < 0 ? -1 : ink->of_256 ? ink->of_256 : color_nearest_256(ink->rgb);
	case DEPTH_16:
		return ink->ansi;
	case DEPTH_MONO:
		break;
	}
	return -1;
}

static enum ground ground_of(const struct cell *cell)
{
	if (cell->flags & CELL_MARKED)
		return GROUND_MARKED;
	if (cell->flags & CELL_SELECTED)
		return GROUND_SELECTED;
	return cell->flags & CELL_BAR ? GROUND_BAR : GROUND_PLAIN;
}

struct style theme_style(const struct theme *t, const struct cell *cell, enum color_depth depth)
{
	const struct ink *ink = &t->roles[cell->role < ROLES ? cell->role : ROLE_TEXT];
	const struct ink *ground = &t->grounds[ground_of(cell)];
	struct style style = {
		.fore = color_of(ink, depth),
		.back = color_of(ground, depth),
		.bold = ink->bold || (cell->flags & CELL_BOLD),
		.reverse = ink->reverse != ground->reverse,
		.underline = ink->underline || ground->underline,
	};
	style.dim = ink->dim && !style.bold;
	return style;
}

void style_fit_eight(struct style *style)
{
	style->bold = style->bold || style->fore >= 8;
	if (style->fore >= 8)
		style->fore -= 8;
	if (style->back >= 8)
		style->back -= 8;
}

enum color_depth color_depth_choose(int colors, bool has_direct, const char *no_color, const char *colorterm)
{
	if ((no_color && *no_color) || colors < 8)
		return DEPTH_MONO;
	if (has_direct || (colorterm && (!strcmp(colorterm, "truecolor") || !strcmp(colorterm, "24bit"))))
		return DEPTH_DIRECT;
	return colors >= 256 ? DEPTH_256 : DEPTH_16;
}

static int format_color(char *out, size_t size, int32_t color, bool is_back, enum color_depth depth)
{
	if (color < 0 || depth == DEPTH_MONO)
		return 0;
	if (depth == DEPTH_DIRECT)
		return snprintf(out, size, ";%d;2;%d;%d;%d", is_back ? 48 : 38, color >> 16, color >> 8 & 255,
				color & 255);
	if (depth == DEPTH_256)
		return snprintf(out, size, ";%d;5;%d", is_back ? 48 : 38, (int)color);
	return snprintf(out, size, ";%d", (int)((color < 8 ? 30 : 82) + color + (is_back ? 10 : 0)));
}

void theme_format_sgr(const struct style *style, enum color_depth depth, char out[64])
{
	int used = snprintf(out, 64, "\033[0%s%s%s%s", style->bold ? ";1" : "", style->dim ? ";2" : "",
			    style->underline ? ";4" : "", style->reverse ? ";7" : "");
	used += format_color(out + used, 64 - (size_t)used, style->fore, false, depth);
	used += format_color(out + used, 64 - (size_t)used, style->back, true, depth);
	snprintf(out + used, 64 - (size_t)used, "m");
}
