/* The board as text, for `froth --once` and for output that is no terminal. */
#include <langinfo.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "tui/layout.h"
#include "tui/model.h"
#include "tui/screen.h"
#include "tui/theme.h"
#include "tui/viewer.h"

#define COLUMNS_DEFAULT 100
#define COLUMNS_MOST 500

static int columns_wanted(void)
{
	const char *text = getenv("COLUMNS");
	long columns = text ? strtol(text, NULL, 10) : 0;
	if (columns < 1)
		return COLUMNS_DEFAULT;
	return columns < LAYOUT_MIN_COLUMNS ? LAYOUT_MIN_COLUMNS : columns > COLUMNS_MOST ? COLUMNS_MOST : (int)columns;
}

static enum color_depth output_depth(const struct viewer_options *options)
{
	const char *no_color = getenv("NO_COLOR"), *color_term = getenv("COLORTERM"), *term = getenv("TERM");
	if (options->plain || !isatty(STDOUT_FILENO) || (no_color && *no_color) || !term || !strcmp(term, "dumb"))
		return DEPTH_MONO;
	if (color_term && (!strcmp(color_term, "truecolor") || !strcmp(color_term, "24bit")))
		return DEPTH_DIRECT;
	return strstr(term, "256color") ? DEPTH_256 : DEPTH_16;
}

static int print_row(struct buffer *out, const struct surface *s, int row)
{
	char text[COLUMNS_MOST * sizeof((struct cell){ 0 }.text)];
	surface_row_text(s, row, text, sizeof text);
	return buffer_append_text(out, text) || buffer_append_char(out, '\n');
}

static int print_colored_row(struct buffer *out, const struct surface *s, int row, const struct theme *theme,
			     enum color_depth depth)
{
	char sgr[64], before[64] = "";
	for (int column = 0; column < s->columns; column++) {
		const struct cell *cell = surface_cell(s, row, column);
		struct style style = theme_style(theme, cell, depth);
		theme_format_sgr(&style, depth, sgr);
		if (strcmp(sgr, before) != 0 && buffer_append_text(out, sgr))
			return -1;
		memcpy(before, sgr, sizeof before);
		if (buffer_append_text(out, cell->text))
			return -1;
	}
	return buffer_append_text(out, "\033[0m\n");
}

/* The board fills the surface down to the last row that says something; the status line follows. */
static bool is_blank(const struct surface *s, int row)
{
	char text[8];
	surface_row_text(s, row, text, sizeof text);
	return !*text;
}

static int print_surface(const struct viewer_options *options, const struct surface *s, struct error *err)
{
	enum color_depth depth = output_depth(options);
	struct buffer out;
	struct theme theme;
	int failed = 0;
	const struct config *config = options->config;
	bool up_is_red = theme_up_is_red(config->up_color, getenv("LANG"));
	if (depth != DEPTH_MONO && theme_load(&theme, config->theme, up_is_red, err))
		return -1;
	buffer_init(&out, 0);
	for (int row = 0; row < s->rows && !failed; row++) {
		if (row && is_blank(s, row) && is_blank(s, row - 1))
			continue;
		failed = depth == DEPTH_MONO ? print_row(&out, s, row) : print_colored_row(&out, s, row, &theme, depth);
	}
	if (failed)
		error_set(err, "there is no memory for the board");
	else if (fputs(buffer_text(&out), stdout) == EOF || fflush(stdout) == EOF)
		failed = error_set(err, "the board could not be written");
	buffer_release(&out);
	return failed ? -1 : 0;
}

static void show_collector(struct model *m)
{
	struct store_lease lease;
	if (!model_lease(m, &lease)) {
		m->view.collector = COLLECTOR_NONE;
		return;
	}
	m->view.collector = COLLECTOR_OTHER;
	m->view.collector_pid = lease.pid;
	m->view.collector_since = lease.since;
}

int viewer_print(const struct viewer_options *options, struct error *err)
{
	struct model m;
	struct surface s;
	if (model_init(&m, options, err))
		return -1;
	int columns = columns_wanted(), rows = layout_board_rows(columns, m.view.company_count);
	struct view_state state = { .screen = 1, .focus = LISTS, .sort = -1 };
	bool ascii = options->plain || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	int failed = surface_init(&s, rows, columns);
	if (failed) {
		error_set(err, "there is no memory for the board");
	} else {
		model_load_series(&m, 0, m.view.company_count);
		state.range = m.view.company_count && m.view.companies[0].day.count ? RANGE_DAY : RANGE_YEAR;
		show_collector(&m);
		screen_draw(&s, ascii, &m.view, &state);
		failed = print_surface(options, &s, err);
		surface_release(&s);
	}
	model_release(&m);
	return failed ? -1 : 0;
}
