/* The line that a person types into: while it is open it gets every key but those of the program itself. */
#ifndef FROTH_TUI_ACTION_PROMPT_H
#define FROTH_TUI_ACTION_PROMPT_H

#include "tui/viewer_state.h"

/* True: the prompt took the key. */
bool viewer_prompt_key(struct viewer *v, int code);
/* Whoever turns elsewhere keeps what they searched for or compared; what would change a file is dropped, and a
 * question is answered with no. */
void viewer_prompt_leave(struct viewer *v);

#endif
