#include "tui/key.h"

#include <string.h>

#include "base/utf8.h"

const struct keybind keybinds[] = {
	{ "Down j", ACTION_MOVE, 1, "Move", "next row" },
	{ "Up k", ACTION_MOVE, -1, "Move", "previous row" },
	{ "PgDn Ctrl-F", ACTION_PAGE, 1, "Move", "a page down" },
	{ "PgUp Ctrl-B", ACTION_PAGE, -1, "Move", "a page up" },
	{ "g Home", ACTION_TOP, 0, "Move", "first row" },
	{ "G End", ACTION_BOTTOM, 0, "Move", "last row" },
	{ "Tab", ACTION_PANE, 1, "Move", "next pane" },
	{ "BackTab", ACTION_PANE, -1, "Move", "previous pane" },
	{ "Right l", ACTION_SIDE, 1, "Move", "next pane; an assumption: a step up" },
	{ "Left h", ACTION_SIDE, -1, "Move", "previous pane; an assumption: a step down" },
	{ "]", ACTION_COMPANY, 1, "Companies", "next company, from any pane; press: its stories alone" },
	{ "[", ACTION_COMPANY, -1, "Companies", "previous company, from any pane" },
	{ "t", ACTION_RANGE, 0, "Companies", "chart of the day, of the year, over the dot-com years" },
	{ "T", ACTION_OLD_PATH, 0, "Companies", "over the Nasdaq's or over Cisco's dot-com years" },
	{ "s", ACTION_SORT, 0, "Companies", "sort by the next column; press: the story's source alone" },
	{ "S", ACTION_REVERSE, 0, "Companies", "turn the order round; press: the next source alone" },
	{ "w", ACTION_WATCHLIST, 0, "Companies", "next watchlist" },
	{ "1", ACTION_SCREEN, 1, "Screens", "the board" },
	{ "3", ACTION_SCREEN, 3, "Screens", "the debate: what is behind both readings" },
	{ "4", ACTION_SCREEN, 4, "Screens", "the deals" },
	{ "5", ACTION_SCREEN, 5, "Screens", "the press" },
	{ "6", ACTION_SCREEN, 6, "Screens", "the sources" },
	{ "Enter", ACTION_OPEN, 0, "Screens", "open the row: text, sources, dates; a candidate: accept it" },
	{ "Esc", ACTION_BACK, 0, "Screens", "close what is open, or back to the board" },
	{ "e", ACTION_OPEN, 1, "Froth", "explain the row: formula, paper, inputs, limits" },
	{ "b", ACTION_ASSUMPTIONS, 0, "Froth", "the assumptions: what each side believes" },
	{ "c", ACTION_COLUMN, 0, "Froth", "change both columns, or one man's alone; press: the company" },
	{ "=", ACTION_RESTORE, 0, "Froth", "all assumptions as they came with the program" },
	{ "v", ACTION_LOOK, 1, "Deals", "the next look: table, circle, energy, candidates" },
	{ "V", ACTION_CIRCLE, 0, "Deals", "the circle of what is announced, or committed" },
	{ "f", ACTION_FILTER, 0, "Deals", "the selected company's deals; press: with figures alone" },
	{ "a", ACTION_ADD, 0, "Deals", "add a row to your ledger, in your editor" },
	{ "E", ACTION_EDIT, 0, "Deals", "edit the row in your ledger" },
	{ "/", ACTION_FIND, 0, "Press", "search all that was ever stored" },
	{ "Space", ACTION_MARK, 0, "Press", "mark the story as read, or as unread" },
	{ "A", ACTION_MARK_ALL, 0, "Press", "mark all that is shown as read; asks first" },
	{ "u", ACTION_UNREAD, 0, "Press", "what is unread alone" },
	{ "L", ACTION_LANGUAGE, 0, "Press", "one language alone, the next, all" },
	{ "x", ACTION_CLEAR, 0, "Press", "take all filters away; a candidate: refuse it" },
	{ "Backspace", ACTION_CLEAR, 1, "Press", "take the last filter away" },
	{ "o", ACTION_LINK, 0, "Screens", "open the row's link in a browser; over ssh show and copy it" },
	{ "? F1", ACTION_HELP, 0, "Program", "this help" },
	{ "Ctrl-L", ACTION_REDRAW, 0, "Program", "draw the screen anew" },
	{ "Ctrl-Z", ACTION_SUSPEND, 0, "Program", "suspend; fg comes back" },
	{ "q", ACTION_QUIT, 0, "Program", "close what is open, or quit" },
	{ "Ctrl-C", ACTION_QUIT, 1, "Program", "quit at once" },
	{ NULL, ACTION_NONE, 0, NULL, NULL },
};

static const struct {
	const char *name;
	int code;
} names[] = {
	{ "Tab", KEYCODE_TAB },      { "Enter", KEYCODE_ENTER },    { "Esc", KEYCODE_ESCAPE },
	{ "Up", KEYCODE_UP },        { "Down", KEYCODE_DOWN },      { "Left", KEYCODE_LEFT },
	{ "Right", KEYCODE_RIGHT },  { "Home", KEYCODE_HOME },      { "End", KEYCODE_END },
	{ "PgUp", KEYCODE_PAGE_UP }, { "PgDn", KEYCODE_PAGE_DOWN }, { "BackTab", KEYCODE_BACK_TAB },
	{ "F1", KEYCODE_F1 },        { "Space", KEYCODE_SPACE },    { "Backspace", KEYCODE_BACKSPACE },
	{ "Delete", KEYCODE_DELETE },
};

static int key_parse_bytes(const char *name, size_t length)
{
	for (size_t i = 0; i < sizeof names / sizeof *names; i++)
		if (strlen(names[i].name) == length && !memcmp(names[i].name, name, length))
			return names[i].code;
	if (length == 6 && !memcmp(name, "Ctrl-", 5) && name[5] >= 'A' && name[5] <= 'Z')
		return name[5] - 'A' + 1;
	uint32_t point;
	if (length && utf8_decode(name, length, &point) == length)
		return (int)point;
	return KEYCODE_NONE;
}

int key_parse(const char *name)
{
	return key_parse_bytes(name, strlen(name));
}

static int keybind_has(const struct keybind *bind, int key)
{
	for (const char *p = bind->keys; *p;) {
		size_t length = strcspn(p, " ");
		if (key_parse_bytes(p, length) == key)
			return 1;
		p += length;
		p += strspn(p, " ");
	}
	return 0;
}

const struct keybind *keybind_find(int key)
{
	if (key == KEYCODE_NONE)
		return NULL;
	for (const struct keybind *bind = keybinds; bind->keys; bind++)
		if (keybind_has(bind, key))
			return bind;
	return NULL;
}

void keys_print(FILE *out)
{
	for (const struct keybind *bind = keybinds; bind->keys; bind++)
		fprintf(out, "%s\t%s\n", bind->keys, bind->help);
}
