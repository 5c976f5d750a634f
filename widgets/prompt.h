/* A line at the bottom of the screen that a person types into, or a question that one key answers. What it is
 * for stands in `purpose`; the actions open it, give it the keys and read its text; widget_prompt draws it.
 * Pure: keys in, text out.
 *
 * Invariants: `text` is valid UTF-8 that may reach a terminal; `cursor` is at the begin of a character with its
 * marks, or at the end. */
#ifndef FROTH_WIDGETS_PROMPT_H
#define FROTH_WIDGETS_PROMPT_H

#include <stdbool.h>
#include <stddef.h>

#define PROMPT_SIZE 256 /* bytes of the text, with its end */
#define PROMPT_LABEL_SIZE 64

enum prompt_purpose {
	PROMPT_NONE,
	PROMPT_SEARCH,
	PROMPT_MARK_ALL,
	PROMPT_COMPARE,
	PROMPT_SYMBOL,
	PROMPT_NEW_LIST,
	PROMPT_RENAME_LIST,
	PROMPT_DELETE_LIST,
	PROMPT_PURPOSES
};

enum prompt_answer {
	PROMPT_IGNORED,  /* the key means nothing here */
	PROMPT_MOVED,    /* the cursor alone */
	PROMPT_CHANGED,  /* the text */
	PROMPT_ACCEPTED, /* Enter; y to a question. The prompt is closed, its text stays */
	PROMPT_CANCELLED /* Esc, Backspace in an empty line; any other key than y to a question. It is closed */
};

struct prompt {
	enum prompt_purpose purpose; /* PROMPT_NONE: there is no prompt */
	bool is_question;
	char label[PROMPT_LABEL_SIZE]; /* before the text: "/", "mark 34 as read? y/n" */
	char hint[PROMPT_LABEL_SIZE];  /* at the right, where there is room: "23 found"; "" none */
	char text[PROMPT_SIZE];
	size_t cursor; /* bytes of text before it */
};

/* The cursor stands behind the text. */
void prompt_open(struct prompt *p, enum prompt_purpose purpose, const char *label, const char *text);
void prompt_ask(struct prompt *p, enum prompt_purpose purpose, const char *question);
/* `code` as in tui/key.h. */
enum prompt_answer prompt_key(struct prompt *p, int code);
/* Characters of the text, without marks. */
size_t prompt_characters(const struct prompt *p);

#endif
