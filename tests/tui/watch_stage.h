/* A viewer over a store and a configuration file of its own, without a terminal: keys in, board, notice and file out.
 * For the tests of the watchlists. */
#ifndef FROTH_TESTS_TUI_WATCH_STAGE_H
#define FROTH_TESTS_TUI_WATCH_STAGE_H

#include "tui/viewer_state.h"

extern const char stage_text[]; /* of the file: the lists Chips (NVDA AMD TSM) and Clouds (MSFT ORCL), with comments */

struct stage {
	char folder[40], store[64], file[96];
	struct config config;
	struct clock clock;
	struct viewer_options options;
	struct viewer v;
};

int stage_set(void **state);
int stage_set_bare(void **state); /* without a file */
int stage_clear(void **state);

void stage_press(struct stage *st, const char *names);      /* of keys, parted by single blanks */
void stage_type(struct stage *st, const char *text);        /* each byte is a key */
void stage_write(const struct stage *st, const char *text); /* as somebody else would write the file */
void stage_expect_text(const struct stage *st, const char *expected);
void stage_expect_notice(const struct stage *st, const char *part);
/* The rows of the board, parted by blanks, the selected one in brackets. */
void stage_expect_board(const struct stage *st, const char *expected);

#endif
