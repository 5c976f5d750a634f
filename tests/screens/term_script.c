#include "tests/screens/term_script.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "tui/key.h"
#include "tui/term.h"

static struct script *played;

struct terminal {
	struct script *script;
	struct surface shown;
	bool is_current; /* what is shown follows from all that was played */
	char line[256];  /* the rest of the line that is being played */
	int fds[2];      /* a pipe that always has something to read */
};

void script_play(struct script *script)
{
	played = script;
}

int terminal_open(struct terminal **out, const struct terminal_options *options, struct error *err)
{
	(void)options;
	struct terminal *t = calloc(1, sizeof *t);
	*out = t;
	if (!t || pipe(t->fds) || write(t->fds[1], "x", 1) != 1)
		return error_set(err, "the script cannot be played");
	t->script = played;
	return 0;
}

void terminal_close(struct terminal *t)
{
	if (!t)
		return;
	close(t->fds[0]);
	close(t->fds[1]);
	surface_release(&t->shown);
	free(t);
}

enum color_depth terminal_depth(const struct terminal *t)
{
	(void)t;
	return DEPTH_DIRECT;
}

bool terminal_is_ascii(const struct terminal *t)
{
	return t->script->ascii;
}

void terminal_set_theme(struct terminal *t, const struct theme *theme)
{
	(void)t;
	(void)theme;
}

int terminal_input_fd(const struct terminal *t)
{
	return t->fds[0];
}

int terminal_output_fd(const struct terminal *t)
{
	(void)t;
	return -1;
}

void terminal_size(struct terminal *t, int *rows, int *columns)
{
	*rows = t->script->rows;
	*columns = t->script->columns;
}

bool terminal_draw(struct terminal *t, const struct surface *frame)
{
	if (surface_resize(&t->shown, frame->rows, frame->columns))
		return false;
	memcpy(t->shown.cells, frame->cells, (size_t)frame->rows * (size_t)frame->columns * sizeof *frame->cells);
	t->is_current = true;
	return true;
}

bool terminal_flush(struct terminal *t)
{
	(void)t;
	return true;
}

void terminal_repaint(struct terminal *t)
{
	t->is_current = false;
}

void terminal_redraw(struct terminal *t)
{
	terminal_repaint(t);
}

void terminal_bell(struct terminal *t)
{
	(void)t;
}

void terminal_copy(struct terminal *t, const char *text)
{
	(void)t;
	(void)text;
}

void terminal_leave(struct terminal *t)
{
	t->is_current = false;
}

void terminal_enter(struct terminal *t)
{
	t->is_current = false;
}

void terminal_suspend(struct terminal *t)
{
	t->is_current = false;
}

/* The next line that is not empty or a comment, into t->line; false at the end. */
static bool next_line(struct terminal *t)
{
	struct script *s = t->script;
	while (*s->text) {
		size_t length = strcspn(s->text, "\n");
		snprintf(t->line, sizeof t->line, "%.*s", (int)length, s->text);
		s->text += length + (s->text[length] == '\n');
		if (*t->line && *t->line != '#')
			return true;
	}
	return false;
}

static void wrong(const char *line)
{
	fprintf(stderr, "no such line in a script: %s\n", line);
	abort();
}

/* Takes the first key off "keys a b c"; the line is empty after the last. */
static void take_key(struct terminal *t, struct terminal_event *event)
{
	char name[32];
	int used = 0;
	if (sscanf(t->line, "keys %31s%n", name, &used) != 1 || !(event->code = key_parse(name)))
		wrong(t->line);
	const char *rest = t->line + used + strspn(t->line + used, " ");
	char kept[sizeof t->line];
	snprintf(kept, sizeof kept, "%s%.200s", *rest ? "keys " : "", rest);
	memcpy(t->line, kept, sizeof kept);
	event->kind = TERMINAL_KEY;
}

static bool take_mouse(struct terminal *t, struct terminal_event *event)
{
	static const struct {
		const char *word;
		enum terminal_event_kind kind;
	} kinds[] = {
		{ "click", TERMINAL_CLICK },
		{ "wheel-up", TERMINAL_WHEEL_UP },
		{ "wheel-down", TERMINAL_WHEEL_DOWN },
	};
	char word[16];
	int row, column;
	if (sscanf(t->line, "%15s %d %d", word, &row, &column) != 3)
		return false;
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(word, kinds[i].word)) {
			*event = (struct terminal_event){ kinds[i].kind, 0, row, column };
			t->line[0] = '\0';
			return true;
		}
	return false;
}

/* Plays a line that is no event. False: the viewer has to draw first. */
static bool play_line(struct terminal *t)
{
	char name[64];
	int rows, columns;
	if (sscanf(t->line, "size %dx%d", &columns, &rows) == 2) {
		t->script->rows = rows;
		t->script->columns = columns;
		t->is_current = false;
		t->line[0] = '\0';
		raise(SIGWINCH);
		return false;
	}
	if (sscanf(t->line, "screen %63s", name) != 1)
		wrong(t->line);
	if (!t->is_current)
		return false;
	t->script->dump(t->script->context, name, &t->shown);
	t->line[0] = '\0';
	return true;
}

bool terminal_event(struct terminal *t, struct terminal_event *event)
{
	for (;;) {
		*event = (struct terminal_event){ .kind = TERMINAL_GONE };
		if (!*t->line && !next_line(t))
			return true;
		if (!strncmp(t->line, "keys ", 5)) {
			take_key(t, event);
			t->is_current = false;
			return true;
		}
		if (take_mouse(t, event)) {
			t->is_current = false;
			return true;
		}
		if (!play_line(t))
			return false;
	}
}
