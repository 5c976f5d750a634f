/* Sequences to the terminal that its description does not know: they are written as they are. */
#ifndef FROTH_TUI_SEQUENCE_H
#define FROTH_TUI_SEQUENCE_H

#include "base/buffer.h"

/* Around a frame, so that it is shown at once and not while it comes. */
#define SEQUENCE_SYNC_BEGIN "\033[?2026h"
#define SEQUENCE_SYNC_END "\033[?2026l"
/* Every mode of the mouse that curses may have switched on. */
#define SEQUENCE_MOUSE_OFF "\033[?1000l\033[?1002l\033[?1006l"

/* Appends what puts the text on the clipboard of whoever looks (OSC 52). -1: it is longer than terminals
 * take, or than `out` holds. */
int sequence_append_copy(struct buffer *out, const char *text);

#endif
