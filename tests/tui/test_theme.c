#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "tui/color.h"
#include "tui/theme.h"

static void refused(const char *text, const char *part)
{
	struct theme t;
	struct error err;
	assert_int_equal(theme_parse(&t, text, strlen(text), &err), -1);
	if (!strstr(err.text, part))
		fail_msg("\"%s\" does not say \"%s\"", err.text, part);
}

static void wrong_rows_are_refused_by_line_and_field(void **state)
{
	(void)state;
	refused("text #c9d1d9 white\nsky #0000ff blue\n", "line 2: \"sky\" is no role");
	refused("text c9d1d9 white\n", "line 1: the colour of text");
	refused("text #c9d1d white\n", "line 1: the colour of text");
	refused("text #c9d1dg white\n", "line 1: the colour of text");
	refused("# head\n\ntext #c9d1d9 beige\n", "line 3: the sixteen-colour name of text");
	refused("text #c9d1d9\n", "line 1: the sixteen-colour name");
	refused("text #c9d1d9 white blinking\n", "\"blinking\" is none of bold");
	struct theme t;
	struct error err;
	assert_int_equal(theme_load(&t, "../dark", false, &err), -1);
}

static void every_shipped_theme_reads_and_names_every_role(void **state)
{
	(void)state;
	int count = 0;
	for (const struct shipped_file *f = shipped_files; f->name; f++) {
		if (strncmp(f->name, "themes/", 7) != 0)
			continue;
		struct theme t;
		struct error err = { "" };
		if (theme_load(&t, f->name + 7, false, &err))
			fail_msg("%s", err.text);
		for (int i = 0; i < ROLES && strcmp(f->name, "themes/mono") != 0; i++)
			if (t.roles[i].rgb < 0)
				fail_msg("%s leaves out role %d", f->name, i);
		count++;
	}
	assert_int_equal(count, 5);
}

/* WCAG 2.1, relative luminance. */
static double channel(int32_t value)
{
	double c = (double)(value & 255) / 255;
	return c <= 0.03928 ? c / 12.92 : pow((c + 0.055) / 1.055, 2.4);
}

static double luminance(int32_t rgb)
{
	return 0.2126 * channel(rgb >> 16) + 0.7152 * channel(rgb >> 8) + 0.0722 * channel(rgb);
}

static double contrast(int32_t one, int32_t other)
{
	double a = luminance(one), b = luminance(other);
	return (a > b ? a + 0.05 : b + 0.05) / (a > b ? b + 0.05 : a + 0.05);
}

/* The largest difference of red, green or blue. */
static int channels_apart(int32_t a, int32_t b)
{
	int most = 0;
	for (int shift = 0; shift <= 16; shift += 8) {
		int apart = abs((a >> shift & 255) - (b >> shift & 255));
		most = apart > most ? apart : most;
	}
	return most;
}

/* WCAG 2.1, 1.4.3: what is read has a contrast of 4.5 to its ground, in every theme. */
static void text_stands_out_from_every_ground(void **state)
{
	(void)state;
	static const char *const names[] = { "dark", "light", "high-contrast", "colour-blind" };
	static const enum role roles[] = { ROLE_TEXT,  ROLE_BRIGHT, ROLE_UP,    ROLE_DOWN,
					   ROLE_AMBER, ROLE_HUANG,  ROLE_MARCUS };
	for (size_t n = 0; n < 4; n++) {
		struct theme t;
		assert_int_equal(theme_load(&t, names[n], false, NULL), 0);
		for (size_t i = 0; i < sizeof roles / sizeof *roles; i++)
			for (int g = GROUND_PLAIN; g <= GROUND_SELECTED; g++) {
				double found = contrast(t.roles[roles[i]].rgb, t.grounds[g].rgb);
				if (found < 4.5)
					fail_msg("%s: role %d on ground %d has %.2f", names[n], (int)roles[i], g,
						 found);
			}
	}
}

static void red_up_exchanges_up_and_down(void **state)
{
	(void)state;
	struct theme green, red;
	assert_int_equal(theme_load(&green, "dark", false, NULL), 0);
	assert_int_equal(theme_load(&red, "dark", true, NULL), 0);
	assert_int_equal(green.roles[ROLE_UP].rgb, 0x3fb68b);
	assert_int_equal(red.roles[ROLE_UP].rgb, green.roles[ROLE_DOWN].rgb);
	assert_int_equal(red.roles[ROLE_DOWN].rgb, green.roles[ROLE_UP].rgb);
	assert_true(theme_up_is_red("red", "en_US"));
	assert_false(theme_up_is_red("green", "ja_JP.UTF-8"));
	assert_true(theme_up_is_red("auto", "ja_JP.UTF-8"));
	assert_false(theme_up_is_red("auto", "de_DE.UTF-8"));
	assert_false(theme_up_is_red("auto", NULL));
}

/* Of 256 as of all colours: Marcus's is read on its grounds, and is not what warns or what marks. */
static void with_256_colours_marcus_is_not_amber(void **state)
{
	(void)state;
	static const char *const names[] = { "dark", "light", "high-contrast", "colour-blind" };
	static const enum role others[] = { ROLE_AMBER, ROLE_WARN, ROLE_DOWN, ROLE_UP, ROLE_HUANG };
	for (size_t n = 0; n < 4; n++) {
		struct theme t;
		assert_int_equal(theme_load(&t, names[n], false, NULL), 0);
		struct cell cell = { .text = "x", .role = ROLE_MARCUS };
		struct style marcus = theme_style(&t, &cell, DEPTH_256);
		if (contrast(color_of_256(marcus.fore), color_of_256(marcus.back)) < 4.5)
			fail_msg("%s: %d on %d cannot be read", names[n], (int)marcus.fore, (int)marcus.back);
		for (size_t i = 0; i < sizeof others / sizeof *others; i++) {
			cell.role = (unsigned char)others[i];
			int32_t fore = theme_style(&t, &cell, DEPTH_256).fore;
			if (channels_apart(color_of_256(fore), color_of_256(marcus.fore)) < 40)
				fail_msg("%s: role %d is %d and Marcus %d", names[n], (int)others[i], (int)fore,
					 (int)marcus.fore);
		}
	}
}

static void a_colour_of_256_outside_the_cube_is_refused_by_line(void **state)
{
	(void)state;
	static const char *const wrong[] = { "256:", "256:15", "256:256", "256:9", "256:1000", "256:20x", "256:-20" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct theme t;
		struct error err;
		char text[64];
		int length = snprintf(text, sizeof text, "up #00ff00 green\nmarcus #e69f00 yellow %s\n", wrong[i]);
		assert_int_equal(theme_parse(&t, text, (size_t)length, &err), -1);
		assert_non_null(strstr(err.text, "line 2"));
	}
}

static void a_cell_s_ground_follows_its_flags(void **state)
{
	(void)state;
	struct theme t;
	assert_int_equal(theme_load(&t, "dark", false, NULL), 0);
	struct cell cell = { .text = "x", .role = ROLE_UP };
	assert_int_equal(theme_style(&t, &cell, DEPTH_DIRECT).back, 0x0d1117);
	cell.flags = CELL_BAR;
	assert_int_equal(theme_style(&t, &cell, DEPTH_DIRECT).back, 0x161b22);
	cell.flags = CELL_SELECTED | CELL_BOLD;
	assert_int_equal(theme_style(&t, &cell, DEPTH_DIRECT).back, 0x1c2733);
	assert_true(theme_style(&t, &cell, DEPTH_DIRECT).bold);
	assert_int_equal(theme_style(&t, &cell, DEPTH_16).fore, 2);
	assert_int_equal(theme_style(&t, &cell, DEPTH_MONO).fore, -1);
}

static void without_colours_selection_and_staleness_still_show(void **state)
{
	(void)state;
	struct theme t;
	assert_int_equal(theme_load(&t, "mono", false, NULL), 0);
	struct cell cell = { .text = "x", .role = ROLE_STALE };
	assert_true(theme_style(&t, &cell, DEPTH_MONO).dim);
	cell = (struct cell){ .text = "x", .role = ROLE_TEXT, .flags = CELL_SELECTED };
	assert_true(theme_style(&t, &cell, DEPTH_MONO).reverse);
	cell.flags = CELL_MARKED;
	assert_true(theme_style(&t, &cell, DEPTH_MONO).underline);
}

static void the_depth_follows_the_description_and_what_the_person_says(void **state)
{
	(void)state;
	assert_int_equal(color_depth_choose(1 << 24, true, "1", "truecolor"), DEPTH_MONO);
	assert_int_equal(color_depth_choose(-1, false, NULL, "truecolor"), DEPTH_MONO);
	assert_int_equal(color_depth_choose(8, false, "", "24bit"), DEPTH_DIRECT);
	assert_int_equal(color_depth_choose(256, false, NULL, "truecolor"), DEPTH_DIRECT);
	assert_int_equal(color_depth_choose(1 << 24, true, NULL, NULL), DEPTH_DIRECT);
	assert_int_equal(color_depth_choose(256, false, NULL, "yes"), DEPTH_256);
	assert_int_equal(color_depth_choose(88, false, NULL, NULL), DEPTH_16);
	assert_int_equal(color_depth_choose(8, false, NULL, NULL), DEPTH_16);
}

static void on_eight_colours_the_bright_ones_are_bold(void **state)
{
	(void)state;
	struct style plain = { .fore = 3, .back = -1 }, bright = { .fore = 11, .back = 12 };
	style_fit_eight(&plain);
	assert_int_equal(plain.fore, 3);
	assert_int_equal(plain.back, -1);
	assert_false(plain.bold);
	style_fit_eight(&bright);
	assert_int_equal(bright.fore, 3);
	assert_int_equal(bright.back, 4);
	assert_true(bright.bold);
}

static void sequences_say_what_a_depth_can(void **state)
{
	(void)state;
	char out[64];
	struct style style = { .fore = 0x3fb68b, .back = -1, .bold = true };
	theme_format_sgr(&style, DEPTH_DIRECT, out);
	assert_string_equal(out, "\033[0;1;38;2;63;182;139m");
	style = (struct style){ .fore = 9, .back = 4 };
	theme_format_sgr(&style, DEPTH_16, out);
	assert_string_equal(out, "\033[0;91;44m");
	style = (struct style){ .fore = 72, .back = -1 };
	theme_format_sgr(&style, DEPTH_256, out);
	assert_string_equal(out, "\033[0;38;5;72m");
	theme_format_sgr(&style, DEPTH_MONO, out);
	assert_string_equal(out, "\033[0m");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(wrong_rows_are_refused_by_line_and_field),
		cmocka_unit_test(every_shipped_theme_reads_and_names_every_role),
		cmocka_unit_test(text_stands_out_from_every_ground),
		cmocka_unit_test(red_up_exchanges_up_and_down),
		cmocka_unit_test(with_256_colours_marcus_is_not_amber),
		cmocka_unit_test(a_colour_of_256_outside_the_cube_is_refused_by_line),
		cmocka_unit_test(a_cell_s_ground_follows_its_flags),
		cmocka_unit_test(without_colours_selection_and_staleness_still_show),
		cmocka_unit_test(the_depth_follows_the_description_and_what_the_person_says),
		cmocka_unit_test(on_eight_colours_the_bright_ones_are_bold),
		cmocka_unit_test(sequences_say_what_a_depth_can),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
