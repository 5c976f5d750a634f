/* The terminal by ncurses: the only file that knows it.
 *
 * Frames are atomic and never block (tui/output.h): one that the terminal has not taken whole is
 * finished before the next one is made. Colours are pairs of alloc_pair(); no
 * colour of the terminal is ever redefined. A terminal that COLORTERM says shows 24-bit colours gets a
 * description that says so (tui/terminfo.h); the others get the nearest of their 256 or 16. */
#include "tui/term.h"

#include <errno.h>
#include <langinfo.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <termios.h>
#include <unistd.h>

#include "base/utf8.h"
#include "tui/key.h"
#include "tui/output.h"
#include "tui/sequence.h"
#include "tui/signals.h"
#include "tui/terminfo.h"
#include "tui/tty.h"

#include <curses.h>

#include <term.h>
#undef columns /* term.h makes macros of these words */
#undef lines

#define SETTLE_MS 500 /* how long a terminal that does not read holds up our end */
#define ESCAPE_DELAY_MS 25
#define FLAG_SETS 16 /* combinations of CELL_* */

struct look { /* how cells of one role and one set of flags are drawn */
	bool known;
	attr_t attributes;
	int pair;
};

struct terminal {
	SCREEN *screen;
	WINDOW *input; /* a pad, so that reading keys never refreshes */
	struct output output;
	bool is_gone;
	bool is_ascii;
	enum color_depth depth;
	const struct theme *theme;
	struct look looks[ROLES][FLAG_SETS];
	struct surface shown; /* what the terminal shows */
	bool is_whole;        /* the next frame is drawn whole */
};

/* ---- what kind of terminal ---- */

static bool has_capability(const char *name)
{
	/* The terminfo library's own types are not const. */
	char copy[16];
	snprintf(copy, sizeof copy, "%s", name);
	const char *value = tigetstr(copy);
	return value && value != (char *)-1 && *value;
}

static int number_of(const char *name)
{
	char copy[16];
	snprintf(copy, sizeof copy, "%s", name);
	return tigetnum(copy);
}

static bool flag_of(const char *name)
{
	char copy[16];
	snprintf(copy, sizeof copy, "%s", name);
	return tigetflag(copy) > 0;
}

static enum color_depth choose_depth(const struct terminal_options *options)
{
	bool has_direct = flag_of("RGB") && number_of("colors") >= TERMINFO_DIRECT_COLORS;
	if (options->plain)
		return DEPTH_MONO;
	return color_depth_choose(number_of("colors"), has_direct, getenv("NO_COLOR"), getenv("COLORTERM"));
}

/* Looks at the description before anything is written: a terminal that cannot do is left as it is. */
static int inspect(const char *name, const struct terminal_options *options, enum color_depth *depth, struct error *err)
{
	int code = 0;
	if (!name || !*name)
		return error_set(err, "TERM is not set, so the terminal is unknown; froth --once prints the board");
	if (setupterm(name, STDOUT_FILENO, &code) != OK)
		return error_set(err,
				 "no description of the terminal TERM=%.64s is installed; froth --once prints "
				 "the board",
				 name);
	if (!has_capability("cup") || !has_capability("clear") || flag_of("hc")) {
		del_curterm(cur_term);
		return error_set(err, "the terminal TERM=%.64s cannot place its cursor; froth --once prints the board",
				 name);
	}
	*depth = choose_depth(options);
	return 0;
}

static size_t count_names(NCURSES_CONST char *const *names)
{
	size_t count = 0;
	while (names[count])
		count++;
	return count;
}

/* The present description with 24-bit colours, as a value for $TERMINFO. */
static int describe_direct(struct buffer *out, const char *name)
{
	struct terminfo t = { .name = name,
			      .boolean_count = count_names(boolnames),
			      .number_count = count_names(numnames),
			      .string_count = count_names(strnames) };
	if (t.boolean_count > TERMINFO_BOOLEANS || t.number_count > TERMINFO_NUMBERS ||
	    t.string_count > TERMINFO_STRINGS)
		return -1;
	for (size_t i = 0; i < t.boolean_count; i++)
		t.booleans[i] = tigetflag(boolnames[i]) > 0;
	for (size_t i = 0; i < t.number_count; i++)
		t.numbers[i] = tigetnum(numnames[i]) < 0 ? -1 : tigetnum(numnames[i]);
	for (size_t i = 0; i < t.string_count; i++) {
		const char *value = tigetstr(strnames[i]);
		t.strings[i] = value == (char *)-1 ? NULL : value;
	}
	t.xm = has_capability("XM") ? tigetstr((char[]){ "XM" }) : NULL;
	terminfo_make_direct(&t, boolnames, numnames, strnames);
	return terminfo_write_hex(out, &t);
}

/* newterm() under a description that knows 24-bit colours, unless the terminal's own does. */
static SCREEN *start_direct(struct terminal *t, const char *name)
{
	struct buffer description;
	const char *before = getenv("TERMINFO");
	char *kept = before ? strdup(before) : NULL;
	SCREEN *screen = NULL;
	buffer_init(&description, 0);
	if (!describe_direct(&description, name) && !setenv("TERMINFO", buffer_text(&description), 1))
		screen = newterm(name, t->output.stream, stdin);
	if (kept)
		setenv("TERMINFO", kept, 1);
	else
		unsetenv("TERMINFO");
	free(kept);
	buffer_release(&description);
	return screen;
}

static SCREEN *start_screen(struct terminal *t, const char *name)
{
	bool is_native = number_of("colors") >= TERMINFO_DIRECT_COLORS;
	if (t->depth == DEPTH_DIRECT && !is_native) {
		SCREEN *screen = start_direct(t, name);
		if (screen)
			return screen;
		t->depth = number_of("colors") >= 256 ? DEPTH_256 : DEPTH_16;
	}
	return newterm(name, t->output.stream, stdin);
}

/* ---- open and close ---- */

static void append_capability(char *out, size_t size, const char *name)
{
	char copy[16];
	snprintf(copy, sizeof copy, "%s", name);
	const char *value = tigetstr(copy);
	size_t used = strlen(out);
	if (value && value != (char *)-1 && used + strlen(value) + 1 < size)
		memcpy(out + used, value, strlen(value) + 1);
}

/* What undoes all that is switched on below, for the moment when curses cannot be asked any more. */
static void prepare_restore(const struct terminal *t, const struct terminal_options *options)
{
	struct termios settings;
	char sequence[SIGNALS_RESTORE_SIZE] = "";
	static const char *const names[] = { "sgr0", "rmkx", "cnorm", "rmcup" };
	if (tcgetattr(STDIN_FILENO, &settings))
		return;
	if (options->mouse)
		snprintf(sequence, sizeof sequence, "%s", SEQUENCE_MOUSE_OFF);
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		append_capability(sequence, sizeof sequence, names[i]);
	signals_restore_with(t->output.tty_fd, &settings, sequence, strlen(sequence));
}

static void start_input(struct terminal *t, const struct terminal_options *options)
{
	raw();
	noecho();
	nonl();
	curs_set(0);
	typeahead(-1);
	set_escdelay(ESCAPE_DELAY_MS);
	leaveok(stdscr, TRUE);
	scrollok(stdscr, FALSE);
	t->input = newpad(1, 1);
	nodelay(t->input, TRUE);
	keypad(t->input, TRUE);
	if (options->mouse) {
		mousemask(BUTTON1_PRESSED | BUTTON1_CLICKED | BUTTON4_PRESSED | BUTTON5_PRESSED, NULL);
		mouseinterval(0);
	}
}

static void release(struct terminal *t)
{
	output_release(&t->output);
	surface_release(&t->shown);
	free(t);
}

int terminal_open(struct terminal **out, const struct terminal_options *options, struct error *err)
{
	const char *name = getenv("TERM");
	enum color_depth depth = DEPTH_MONO;
	*out = NULL;
	if (inspect(name, options, &depth, err))
		return -1;
	struct terminal *t = calloc(1, sizeof *t);
	if (!t)
		return error_set(err, "there is no memory for the terminal");
	t->depth = depth;
	t->is_ascii = options->plain || strcmp(nl_langinfo(CODESET), "UTF-8") != 0;
	t->is_whole = true;
	if (output_open(&t->output)) {
		error_set(err, "the terminal cannot be opened: %s", strerror(errno));
		release(t);
		return -1;
	}
	prepare_restore(t, options);
	TERMINAL *inspected = cur_term;
	t->screen = start_screen(t, name);
	if (inspected != cur_term)
		del_curterm(inspected);
	if (!t->screen) {
		release(t);
		return error_set(err, "the terminal TERM=%.64s cannot be used; froth --once prints the board", name);
	}
	start_input(t, options);
	if (t->depth != DEPTH_MONO) {
		start_color();
		use_default_colors();
	}
	if (output_divert(&t->output)) {
		error_set(err, "the terminal cannot be opened: %s", strerror(errno));
		terminal_close(t);
		return -1;
	}
	*out = t;
	return 0;
}

void terminal_close(struct terminal *t)
{
	if (!t)
		return;
	output_settle(&t->output, SETTLE_MS);
	if (!t->is_gone) {
		delwin(t->input);
		endwin();
	}
	signals_restore_with(-1, NULL, NULL, 0);
	delscreen(t->screen);
	release(t);
}

enum color_depth terminal_depth(const struct terminal *t)
{
	return t->depth;
}

bool terminal_is_ascii(const struct terminal *t)
{
	return t->is_ascii;
}

void terminal_set_theme(struct terminal *t, const struct theme *theme)
{
	t->theme = theme;
	memset(t->looks, 0, sizeof t->looks);
	t->is_whole = true;
}

int terminal_input_fd(const struct terminal *t)
{
	(void)t;
	return STDIN_FILENO;
}

int terminal_output_fd(const struct terminal *t)
{
	return output_is_sent(&t->output) ? -1 : t->output.tty_fd;
}

/* ---- events ---- */

static int code_of_function_key(wint_t key)
{
	static const struct {
		wint_t curses;
		int code;
	} keys[] = {
		{ KEY_UP, KEYCODE_UP },         { KEY_DOWN, KEYCODE_DOWN },       { KEY_LEFT, KEYCODE_LEFT },
		{ KEY_RIGHT, KEYCODE_RIGHT },   { KEY_HOME, KEYCODE_HOME },       { KEY_END, KEYCODE_END },
		{ KEY_PPAGE, KEYCODE_PAGE_UP }, { KEY_NPAGE, KEYCODE_PAGE_DOWN }, { KEY_BTAB, KEYCODE_BACK_TAB },
		{ KEY_ENTER, KEYCODE_ENTER },   { KEY_F(1), KEYCODE_F1 },         { KEY_BACKSPACE, KEYCODE_BACKSPACE },
		{ KEY_DC, KEYCODE_DELETE },
	};
	for (size_t i = 0; i < sizeof keys / sizeof *keys; i++)
		if (keys[i].curses == key)
			return keys[i].code;
	return KEYCODE_NONE;
}

static bool mouse_event(struct terminal_event *event)
{
	MEVENT mouse;
	if (getmouse(&mouse) != OK)
		return false;
	event->kind = mouse.bstate & BUTTON4_PRESSED   ? TERMINAL_WHEEL_UP
		      : mouse.bstate & BUTTON5_PRESSED ? TERMINAL_WHEEL_DOWN
						       : TERMINAL_CLICK;
	event->row = mouse.y;
	event->column = mouse.x;
	return true;
}

bool terminal_event(struct terminal *t, struct terminal_event *event)
{
	for (;;) {
		wint_t key = 0;
		*event = (struct terminal_event){ .kind = TERMINAL_KEY };
		int result = wget_wch(t->input, &key);
		if (result == ERR) {
			t->is_gone = t->is_gone || tty_is_gone();
			event->kind = TERMINAL_GONE;
			return t->is_gone;
		}
		if (result == OK) {
			event->code = (int)key;
			return true;
		}
		if (key == KEY_MOUSE && mouse_event(event))
			return true;
		event->code = code_of_function_key(key);
		if (event->code != KEYCODE_NONE)
			return true;
	}
}

/* ---- frames ---- */

void terminal_size(struct terminal *t, int *rows, int *columns)
{
	*rows = LINES;
	*columns = COLS;
	if (!tty_size(rows, columns))
		return;
	if (*rows != LINES || *columns != COLS) {
		resizeterm(*rows, *columns);
		t->is_whole = true;
	}
}

bool terminal_flush(struct terminal *t)
{
	output_collect(&t->output, "", "");
	bool is_sent = output_flush(&t->output);
	t->is_gone = t->is_gone || t->output.is_gone;
	return is_sent;
}

static const struct look *look_of(struct terminal *t, const struct cell *cell)
{
	struct look *look = &t->looks[cell->role][cell->flags % FLAG_SETS];
	if (look->known)
		return look;
	struct style style = theme_style(t->theme, cell, t->depth);
	look->known = true;
	look->attributes = A_NORMAL;
	if (t->depth == DEPTH_16 && COLORS < 16)
		style_fit_eight(&style);
	look->attributes |= style.bold ? A_BOLD : 0;
	look->attributes |= style.dim ? A_DIM : 0;
	look->attributes |= style.underline ? A_UNDERLINE : 0;
	look->attributes |= style.reverse ? A_REVERSE : 0;
	int pair = t->depth == DEPTH_MONO ? 0 : alloc_pair(style.fore, style.back);
	look->pair = pair > 0 ? pair : 0;
	return look;
}

static void put_cell(struct terminal *t, int row, int column, const struct cell *cell)
{
	wchar_t text[CCHARW_MAX + 1];
	size_t count = 0, length = strlen(cell->text);
	for (size_t i = 0; i < length && count < CCHARW_MAX;) {
		uint32_t point;
		i += utf8_decode(cell->text + i, length - i, &point);
		text[count++] = (wchar_t)point;
	}
	text[count] = L'\0';
	const struct look *look = look_of(t, cell);
	int pair = look->pair;
	cchar_t glyph;
	if (count && setcchar(&glyph, text, look->attributes, 0, &pair) == OK)
		mvadd_wch(row, column, &glyph);
}

static void put_frame(struct terminal *t, const struct surface *frame)
{
	bool is_whole = t->is_whole || t->shown.rows != frame->rows || t->shown.columns != frame->columns;
	if (is_whole)
		clear();
	for (int row = 0; row < frame->rows; row++)
		for (int column = 0; column < frame->columns; column++) {
			const struct cell *cell = surface_cell(frame, row, column);
			if (is_whole || memcmp(cell, surface_cell(&t->shown, row, column), sizeof *cell) != 0)
				put_cell(t, row, column, cell);
		}
	wnoutrefresh(stdscr);
}

static void keep_shown(struct terminal *t, const struct surface *frame)
{
	bool fits = t->shown.rows == frame->rows && t->shown.columns == frame->columns;
	t->is_whole = !fits && surface_resize(&t->shown, frame->rows, frame->columns) != 0;
	if (!t->is_whole)
		memcpy(t->shown.cells, frame->cells,
		       (size_t)frame->rows * (size_t)frame->columns * sizeof *frame->cells);
}

bool terminal_draw(struct terminal *t, const struct surface *frame)
{
	bool has_sync = t->depth >= DEPTH_256;
	if (!terminal_flush(t) || t->is_gone || tty_is_background())
		return false;
	put_frame(t, frame);
	doupdate();
	if (output_collect(&t->output, has_sync ? SEQUENCE_SYNC_BEGIN : "", has_sync ? SEQUENCE_SYNC_END : ""))
		return false;
	keep_shown(t, frame);
	terminal_flush(t);
	return true;
}

void terminal_repaint(struct terminal *t)
{
	clearok(curscr, TRUE);
	t->is_whole = true;
}

/* The modes are set through the stream's own descriptor, so it must be the terminal meanwhile, and what
 * waits must have gone before: the sequences that belong to the modes would come between its halves. */
static void set_modes(struct terminal *t)
{
	output_settle(&t->output, SETTLE_MS);
	reset_prog_mode();
	output_divert(&t->output);
}

void terminal_redraw(struct terminal *t)
{
	if (!tty_is_background())
		set_modes(t);
	terminal_repaint(t);
}

void terminal_bell(struct terminal *t)
{
	if (output_is_sent(&t->output))
		(void)!write(t->output.tty_fd, "\a", 1);
}

/* Goes the way of the frames, so that it comes between two of them and never into one. */
void terminal_copy(struct terminal *t, const char *text)
{
	struct buffer sequence;
	buffer_init(&sequence, 0);
	if (!sequence_append_copy(&sequence, text))
		(void)!write(t->output.stream_fd, buffer_text(&sequence), sequence.length);
	buffer_release(&sequence);
	terminal_flush(t);
}

void terminal_leave(struct terminal *t)
{
	output_settle(&t->output, SETTLE_MS);
	endwin();
}

void terminal_enter(struct terminal *t)
{
	/* In the background this stops the process, as it should: tcsetattr(3) raises SIGTTOU. */
	reset_prog_mode();
	doupdate();
	output_divert(&t->output);
	terminal_repaint(t);
}

void terminal_suspend(struct terminal *t)
{
	terminal_leave(t);
	signals_stop_self();
	terminal_enter(t);
}
