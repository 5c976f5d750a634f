#include "widgets/prompt.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "tui/key.h"
#include "widgets/widget.h"

#define LEFT 1
#define HINT_GAP 3
#define TEXT_LEAST 20 /* columns that the text keeps where a hint stands beside it */

/* ---- characters ---- */

static bool is_mark(const char *at)
{
	uint32_t point;
	return *at && utf8_decode(at, strlen(at), &point) && utf8_width(point) == 0;
}

static size_t step_right(const char *text, size_t at)
{
	uint32_t point;
	if (!text[at])
		return at;
	at += utf8_decode(text + at, strlen(text + at), &point);
	while (is_mark(text + at))
		at += utf8_decode(text + at, strlen(text + at), &point);
	return at;
}

static size_t step_left(const char *text, size_t at)
{
	do {
		while (at && ((unsigned char)text[--at] & 0xC0) == 0x80)
			;
	} while (at && is_mark(text + at));
	return at;
}

/* Where the word before `at` begins. */
static size_t word_left(const char *text, size_t at)
{
	while (at && text[at - 1] == ' ')
		at--;
	while (at && text[at - 1] != ' ')
		at--;
	return at;
}

size_t prompt_characters(const struct prompt *p)
{
	size_t count = 0;
	for (size_t at = 0; p->text[at]; at = step_right(p->text, at))
		count++;
	return count;
}

/* ---- keys ---- */

static enum prompt_answer move(struct prompt *p, size_t to)
{
	p->cursor = to;
	return PROMPT_MOVED;
}

/* Takes the bytes between the two out. */
static enum prompt_answer cut(struct prompt *p, size_t from, size_t to)
{
	if (from == to)
		return PROMPT_MOVED;
	memmove(p->text + from, p->text + to, strlen(p->text + to) + 1);
	p->cursor = from;
	return PROMPT_CHANGED;
}

static enum prompt_answer insert(struct prompt *p, int code)
{
	char raw[5] = "", safe[8];
	size_t used = strlen(p->text);
	raw[utf8_encode((uint32_t)code, raw)] = '\0';
	safe_copy(safe, sizeof safe, raw);
	if (code == ' ' || code == 0x3000) /* the blank of wide characters */
		memcpy(safe, " ", 2);
	size_t length = strlen(safe);
	if (!length || used + length >= sizeof p->text)
		return PROMPT_IGNORED;
	memmove(p->text + p->cursor + length, p->text + p->cursor, used - p->cursor + 1);
	memcpy(p->text + p->cursor, safe, length);
	p->cursor += length;
	return PROMPT_CHANGED;
}

static enum prompt_answer close_with(struct prompt *p, enum prompt_answer answer)
{
	p->purpose = PROMPT_NONE;
	return answer;
}

static enum prompt_answer erase_left(struct prompt *p)
{
	if (!*p->text)
		return close_with(p, PROMPT_CANCELLED);
	return cut(p, step_left(p->text, p->cursor), p->cursor);
}

static enum prompt_answer edit(struct prompt *p, int code)
{
	const size_t end = strlen(p->text);
	switch (code) {
	case KEYCODE_LEFT:
		return move(p, step_left(p->text, p->cursor));
	case KEYCODE_RIGHT:
		return move(p, step_right(p->text, p->cursor));
	case KEYCODE_HOME:
	case KEYCODE_CTRL('A'):
		return move(p, 0);
	case KEYCODE_END:
	case KEYCODE_CTRL('E'):
		return move(p, end);
	case KEYCODE_BACKSPACE:
	case KEYCODE_CTRL('H'):
		return erase_left(p);
	case KEYCODE_DELETE:
	case KEYCODE_CTRL('D'):
		return cut(p, p->cursor, step_right(p->text, p->cursor));
	case KEYCODE_CTRL('U'):
		return cut(p, 0, p->cursor);
	case KEYCODE_CTRL('K'):
		return cut(p, p->cursor, end);
	case KEYCODE_CTRL('W'):
		return cut(p, word_left(p->text, p->cursor), p->cursor);
	default:
		return code >= ' ' && code < KEYCODE_UP ? insert(p, code) : PROMPT_IGNORED;
	}
}

enum prompt_answer prompt_key(struct prompt *p, int code)
{
	if (p->is_question)
		return close_with(p, code == 'y' || code == 'Y' ? PROMPT_ACCEPTED : PROMPT_CANCELLED);
	if (code == KEYCODE_ENTER || code == '\n')
		return close_with(p, PROMPT_ACCEPTED);
	if (code == KEYCODE_ESCAPE)
		return close_with(p, PROMPT_CANCELLED);
	return edit(p, code);
}

void prompt_open(struct prompt *p, enum prompt_purpose purpose, const char *label, const char *text)
{
	*p = (struct prompt){ .purpose = purpose };
	safe_copy(p->label, sizeof p->label, label);
	safe_copy(p->text, sizeof p->text, text);
	p->cursor = strlen(p->text);
}

void prompt_ask(struct prompt *p, enum prompt_purpose purpose, const char *question)
{
	prompt_open(p, purpose, question, "");
	p->is_question = true;
}

/* ---- drawing ---- */

/* Columns of the text from `from` to `to`. */
static int columns_between(const struct canvas *c, const struct prompt *p, size_t from, size_t to)
{
	char part[PROMPT_SIZE];
	memcpy(part, p->text + from, to - from);
	part[to - from] = '\0';
	return canvas_columns(c, part);
}

/* The first byte shown, so that the cursor is in view. */
static size_t first_shown(const struct canvas *c, const struct prompt *p, int room)
{
	size_t first = 0;
	while (first < p->cursor && columns_between(c, p, first, p->cursor) + 2 > room)
		first = step_right(p->text, first);
	return first;
}

static void draw_cursor(struct canvas *c, const struct prompt *p, int column)
{
	struct canvas marked = canvas_flagged(c, CELL_MARKED);
	char under[PROMPT_SIZE] = " ";
	size_t length = step_right(p->text, p->cursor) - p->cursor;
	if (length) {
		memcpy(under, p->text + p->cursor, length);
		under[length] = '\0';
	}
	canvas_text(&marked, 0, column, 2, ROLE_BRIGHT, under);
}

static void draw_line(struct canvas *c, const struct prompt *p, int column, int room)
{
	size_t first = first_shown(c, p, room);
	canvas_text(c, 0, column, room, ROLE_BRIGHT, p->text + first);
	draw_cursor(c, p, column + columns_between(c, p, first, p->cursor));
}

static void prompt_draw(struct canvas *c, const struct view_model *m, const struct view_state *s)
{
	const struct prompt *p = &s->prompt;
	struct canvas bar = canvas_flagged(c, CELL_BAR), bold = canvas_flagged(&bar, CELL_BOLD);
	(void)m;
	canvas_fill(&bar, 0, 0, c->columns, ROLE_TEXT, " ");
	int column = LEFT + canvas_text(&bold, 0, LEFT, c->columns - LEFT, ROLE_AMBER, p->label);
	int hint = canvas_columns(c, p->hint), end = c->columns - 1;
	if (*p->hint && column + TEXT_LEAST + HINT_GAP + hint <= end) {
		canvas_text(&bar, 0, end - hint, hint, ROLE_BAR, p->hint);
		end -= hint + HINT_GAP;
	}
	if (!p->is_question)
		draw_line(&bar, p, column + (p->label[1] != '\0'), end - column);
}

const struct widget_class widget_prompt = { .name = "prompt", .min_rows = 1, .min_columns = 20, .draw = prompt_draw };
