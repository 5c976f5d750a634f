/* The terminal as the system sees it, without a word to curses: is it there, how large, is it ours now. */
#ifndef FROTH_TUI_TTY_H
#define FROTH_TUI_TTY_H

#include <stdbool.h>

/* A terminal that hung up, or whose end of file has been read, says "readable" for ever. */
bool tty_is_gone(void);
/* Its size; false where it tells none. */
bool tty_size(int *rows, int *columns);
/* Another process group has it: nothing may be drawn. */
bool tty_is_background(void);

#endif
