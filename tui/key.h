/* What a person can press: one table of rows {screen, keys, action, argument, help}. Dispatch, the
 * help overlay and the manual's key list all come from it. Pure. */
#ifndef FROTH_TUI_KEY_H
#define FROTH_TUI_KEY_H

#include <stdio.h>

/* A key is its Unicode code point, or one of these past the last of them. */
enum key_code {
	KEYCODE_NONE = 0,
	KEYCODE_TAB = 0x09,
	KEYCODE_ENTER = 0x0D,
	KEYCODE_ESCAPE = 0x1B,
	KEYCODE_SPACE = 0x20,
	KEYCODE_BACKSPACE = 0x7F,
	KEYCODE_UP = 0x110000,
	KEYCODE_DOWN,
	KEYCODE_LEFT,
	KEYCODE_RIGHT,
	KEYCODE_HOME,
	KEYCODE_END,
	KEYCODE_PAGE_UP,
	KEYCODE_PAGE_DOWN,
	KEYCODE_BACK_TAB,
	KEYCODE_F1,
	KEYCODE_DELETE
};
#define KEYCODE_CTRL(letter) ((letter) - 'A' + 1)

enum action {
	ACTION_NONE,
	ACTION_MOVE, /* argument: rows */
	ACTION_PAGE, /* argument: pages */
	ACTION_TOP,
	ACTION_BOTTOM,
	ACTION_COMPANY, /* argument: +1 next, -1 previous */
	ACTION_PANE,    /* argument: +1 next, -1 previous */
	ACTION_SIDE,    /* argument: +1 right, -1 left: what the focused pane does with it, else the next pane */
	ACTION_ASSUMPTIONS,
	ACTION_COLUMN, /* which camps' assumptions are changed */
	ACTION_RESTORE,
	ACTION_SCREEN, /* argument: the screen's digit */
	ACTION_OPEN,   /* argument: enum key_open */
	ACTION_LOOK,   /* argument: +1 the next look at the deals */
	ACTION_CIRCLE, /* announced or committed payments */
	ACTION_FILTER, /* the deals of the selected company, or all */
	ACTION_ADD,    /* a row to the person's own ledger */
	ACTION_EDIT,
	ACTION_LINK, /* the row's link, in a browser */
	ACTION_BACK,
	ACTION_RANGE,
	ACTION_OLD_PATH,
	ACTION_COMPARE, /* another price over the company's */
	ACTION_SORT,
	ACTION_REVERSE,
	ACTION_WATCHLIST,
	ACTION_WATCHLISTS, /* all of them, to choose and to manage */
	ACTION_TAKE_OUT,   /* the selected company out of the watchlist */
	ACTION_SHIFT,      /* its place in the list; argument: +1 down, -1 up */
	ACTION_NEW,        /* a watchlist, as the next */
	ACTION_DELETE,
	ACTION_FIND, /* a search of all the press that is stored */
	ACTION_MARK, /* a story as read or unread */
	ACTION_MARK_ALL,
	ACTION_LANGUAGE, /* filters of the press, as the next */
	ACTION_UNREAD,
	ACTION_CLEAR,   /* argument: 0 all filters, 1 the last */
	ACTION_REFRESH, /* argument: 0 what is shown, 1 all */
	ACTION_HELP,
	ACTION_REDRAW,
	ACTION_SUSPEND,
	ACTION_QUIT,
	ACTIONS
};

/* What opens a row. */
enum key_open { KEY_OPEN, KEY_EXPLAIN, KEY_CLICK };

struct keybind {
	const char *keys; /* names separated by blanks: "Down j"; the first is shown in hints */
	enum action action;
	int argument;
	int screen;        /* on which the row holds, by its digit; 0 every one */
	const char *group; /* heading in the help */
	const char *help;
};

#define KEYS_OF_WATCHLISTS 7 /* in place of a screen: in the list of all watchlists */

/* Ended by keys NULL. A key that means different things on different screens has a row for each, with one action;
 * the screen's own table (tui/action_*.c) says what that does there. */
extern const struct keybind keybinds[];

/* The code of a name as the table writes it ("Down", "Ctrl-L", "g", "Tab"); KEYCODE_NONE if there is none. */
int key_parse(const char *name);
/* The first row that the key belongs to, or NULL. */
const struct keybind *keybind_find(int key);
/* One line a row, for the manual: "KEYS<TAB>HELP", or "KEYS<TAB>SCREEN: HELP". */
void keys_print(FILE *out);

#endif
