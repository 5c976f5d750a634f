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
	{ "Tab Right l", ACTION_PANE, 1, "Move", "next pane" },
	{ "BackTab Left h", ACTION_PANE, -1, "Move", "previous pane" },
	{ "]", ACTION_COMPANY, 1, "Companies", "next company, from any pane" },
	{ "[", ACTION_COMPANY, -1, "Companies", "previous company, from any pane" },
	{ "t", ACTION_RANGE, 0, "Companies", "chart of the day or of the year" },
	{ "s", ACTION_SORT, 0, "Companies", "sort by the next column" },
	{ "S", ACTION_REVERSE, 0, "Companies", "turn the order round" },
	{ "w", ACTION_WATCHLIST, 0, "Companies", "next watchlist" },
	{ "1", ACTION_SCREEN, 1, "Screens", "the board" },
	{ "3", ACTION_SCREEN, 3, "Screens", "the debate: what is behind both readings" },
	{ "4", ACTION_SCREEN, 4, "Screens", "the deals" },
	{ "6", ACTION_SCREEN, 6, "Screens", "the sources" },
	{ "Enter", ACTION_OPEN, 0, "Screens", "open the row: the whole text, sources and dates" },
	{ "Esc", ACTION_BACK, 0, "Screens", "close what is open, or back to the board" },
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
	{ "F1", KEYCODE_F1 },
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
