#include "tui/key.h"

#include <string.h>

#include "base/utf8.h"

const struct keybind keybinds[] = {
	{ "Down j", ACTION_MOVE, 1, 0, "Move", "next row" },
	{ "Up k", ACTION_MOVE, -1, 0, "Move", "previous row" },
	{ "PgDn Ctrl-F", ACTION_PAGE, 1, 0, "Move", "a page down" },
	{ "PgUp Ctrl-B", ACTION_PAGE, -1, 0, "Move", "a page up" },
	{ "g Home", ACTION_TOP, 0, 0, "Move", "first row" },
	{ "G End", ACTION_BOTTOM, 0, 0, "Move", "last row" },
	{ "Tab", ACTION_PANE, 1, 0, "Move", "next pane" },
	{ "BackTab", ACTION_PANE, -1, 0, "Move", "previous pane" },
	{ "Right l", ACTION_SIDE, 1, 0, "Move", "the pane at the right" },
	{ "Left h", ACTION_SIDE, -1, 0, "Move", "the pane at the left" },
	{ "]", ACTION_COMPANY, 1, 0, "Move", "next company, from any pane" },
	{ "[", ACTION_COMPANY, -1, 0, "Move", "previous company, from any pane" },
	{ "Enter", ACTION_OPEN, KEY_OPEN, 0, "Move", "open the row" },
	{ "Esc", ACTION_BACK, 0, 0, "Move", "close what is open, or back to the board" },
	{ "o", ACTION_LINK, 0, 0, "Move", "open the row's link in a browser; over ssh copy it" },
	{ "1", ACTION_SCREEN, 1, 0, "Screens", "the board" },
	{ "2", ACTION_SCREEN, 2, 0, "Screens", "the selected company" },
	{ "3", ACTION_SCREEN, 3, 0, "Screens", "the debate: what is behind both readings" },
	{ "4", ACTION_SCREEN, 4, 0, "Screens", "the deals" },
	{ "5", ACTION_SCREEN, 5, 0, "Screens", "the press" },
	{ "6", ACTION_SCREEN, 6, 0, "Screens", "the sources" },
	{ "t", ACTION_RANGE, 0, 1, "Board", "chart: the day, the year, the dot-com years" },
	{ "T", ACTION_OLD_PATH, 0, 1, "Board", "over the Nasdaq's or over Cisco's dot-com years" },
	{ "s", ACTION_SORT, 0, 1, "Board", "sort by the next column" },
	{ "S", ACTION_REVERSE, 0, 1, "Board", "turn the order round" },
	{ "e", ACTION_OPEN, KEY_EXPLAIN, 1, "Board", "the company's card: all that is known of its price" },
	{ "+", ACTION_COMPARE, 0, 1, "Board", "add a company to the watchlist, by symbol or name" },
	{ "-", ACTION_TAKE_OUT, 0, 1, "Board", "take the company out of the watchlist" },
	{ "J", ACTION_SHIFT, 1, 1, "Board", "move the company down the list" },
	{ "K", ACTION_SHIFT, -1, 1, "Board", "move the company up the list" },
	{ "u", ACTION_UNREAD, 0, 1, "Board", "undo the last change of a watchlist" },
	{ "t", ACTION_RANGE, 0, 2, "Company", "next time frame: 1D 5D 1M 6M YTD 1Y 5Y MAX" },
	{ "T", ACTION_OLD_PATH, 0, 2, "Company", "the time frame before" },
	{ "Right l", ACTION_SIDE, 1, 2, "Company", "the crosshair, a bar on" },
	{ "Left h", ACTION_SIDE, -1, 2, "Company", "the crosshair, a bar back" },
	{ "c", ACTION_COLUMN, 0, 2, "Company", "a line, or candles" },
	{ "L", ACTION_LANGUAGE, 0, 2, "Company", "a linear scale, or a logarithmic one" },
	{ "+", ACTION_COMPARE, 0, 2, "Company", "another price over the chart; nasdaq, cisco: old paths" },
	{ "e", ACTION_OPEN, KEY_EXPLAIN, 2, "Company", "the company's card" },
	{ "e", ACTION_OPEN, KEY_EXPLAIN, 3, "Froth", "explain the row: formula, paper, inputs, limits" },
	{ "b", ACTION_ASSUMPTIONS, 0, 3, "Froth", "the assumptions: what each side believes" },
	{ "Right l", ACTION_SIDE, 1, 3, "Froth", "an assumption: a step up" },
	{ "Left h", ACTION_SIDE, -1, 3, "Froth", "an assumption: a step down" },
	{ "c", ACTION_COLUMN, 0, 3, "Froth", "change both columns, or one man's alone" },
	{ "=", ACTION_RESTORE, 0, 3, "Froth", "all assumptions as they came with the program" },
	{ "v", ACTION_LOOK, 1, 4, "Deals", "the next look: table, circle, energy, candidates" },
	{ "V", ACTION_CIRCLE, 0, 4, "Deals", "the circle of what is announced, or committed" },
	{ "f", ACTION_FILTER, 0, 4, "Deals", "the selected company's deals" },
	{ "a", ACTION_ADD, 0, 4, "Deals", "add a row to your ledger, in your editor" },
	{ "E", ACTION_EDIT, 0, 4, "Deals", "edit the row in your ledger" },
	{ "Enter", ACTION_OPEN, KEY_OPEN, 4, "Deals", "a candidate: accept it into your ledger" },
	{ "x", ACTION_CLEAR, 0, 4, "Deals", "a candidate: refuse it" },
	{ "/", ACTION_FIND, 0, 5, "Press", "search all that was ever stored" },
	{ "Space", ACTION_MARK, 0, 5, "Press", "mark the story as read, or as unread" },
	{ "A", ACTION_MARK_ALL, 0, 5, "Press", "mark all that is shown as read; asks first" },
	{ "u", ACTION_UNREAD, 0, 5, "Press", "what is unread alone" },
	{ "f", ACTION_FILTER, 0, 5, "Press", "what states figures alone" },
	{ "c", ACTION_COLUMN, 0, 5, "Press", "the selected company alone" },
	{ "]", ACTION_COMPANY, 1, 5, "Press", "the next company's stories alone" },
	{ "[", ACTION_COMPANY, -1, 5, "Press", "the previous company's stories alone" },
	{ "s", ACTION_SORT, 0, 5, "Press", "the story's source alone" },
	{ "S", ACTION_REVERSE, 0, 5, "Press", "the next source alone" },
	{ "L", ACTION_LANGUAGE, 0, 5, "Press", "one language alone, the next, all" },
	{ "x", ACTION_CLEAR, 0, 5, "Press", "take all filters away" },
	{ "Backspace", ACTION_CLEAR, 1, 5, "Press", "take the last filter away" },
	{ "r", ACTION_REFRESH, 0, 6, "Sources", "ask the selected source now" },
	{ "w", ACTION_WATCHLIST, 0, 0, "Watchlists", "next watchlist" },
	{ "W", ACTION_WATCHLISTS, 0, 0, "Watchlists", "all watchlists" },
	{ "Enter", ACTION_OPEN, KEY_OPEN, KEYS_OF_WATCHLISTS, "Watchlists", "there: show it on the board" },
	{ "n", ACTION_NEW, 0, KEYS_OF_WATCHLISTS, "Watchlists", "there: a new watchlist" },
	{ "r", ACTION_REFRESH, 0, KEYS_OF_WATCHLISTS, "Watchlists", "there: rename the watchlist" },
	{ "d", ACTION_DELETE, 0, KEYS_OF_WATCHLISTS, "Watchlists", "there: delete the watchlist; asks first" },
	{ "r", ACTION_REFRESH, 0, 0, "Program", "ask now for what is shown" },
	{ "R", ACTION_REFRESH, 1, 0, "Program", "ask every source now, but those that want rest" },
	{ "? F1", ACTION_HELP, 0, 0, "Program", "this help" },
	{ "Ctrl-L", ACTION_REDRAW, 0, 0, "Program", "draw the screen anew" },
	{ "Ctrl-Z", ACTION_SUSPEND, 0, 0, "Program", "suspend; fg comes back" },
	{ "q", ACTION_QUIT, 0, 0, "Program", "close what is open, or quit" },
	{ "Ctrl-C", ACTION_QUIT, 1, 0, "Program", "quit at once" },
	{ NULL, ACTION_NONE, 0, 0, NULL, NULL },
};

static const struct {
	const char *name;
	int code;
} names[] = {
	{ "Tab", KEYCODE_TAB },       { "Enter", KEYCODE_ENTER },    { "Esc", KEYCODE_ESCAPE },
	{ "Up", KEYCODE_UP },         { "Down", KEYCODE_DOWN },      { "Left", KEYCODE_LEFT },
	{ "Right", KEYCODE_RIGHT },   { "Home", KEYCODE_HOME },      { "End", KEYCODE_END },
	{ "PgUp", KEYCODE_PAGE_UP },  { "PgDn", KEYCODE_PAGE_DOWN }, { "BackTab", KEYCODE_BACK_TAB },
	{ "F1", KEYCODE_F1 },         { "Space", KEYCODE_SPACE },    { "Backspace", KEYCODE_BACKSPACE },
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
		fprintf(out, "%s\t%s%s%s\n", bind->keys, bind->screen ? bind->group : "", bind->screen ? ": " : "",
			bind->help);
}
