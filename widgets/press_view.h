/* What the press pane and the screen of the press show, beside the headlines themselves. Filled by
 * tui/model_press.c, read by widgets/press*.c. */
#ifndef FROTH_WIDGETS_PRESS_VIEW_H
#define FROTH_WIDGETS_PRESS_VIEW_H

#include "market/headline.h"
#include "widgets/prompt.h"

#define PRESS_FIGURES 16 /* marked of one text */
#define PRESS_LANGUAGES 12

/* Bytes of a text. */
struct press_span {
	size_t offset, length;
};

/* The amounts that a headline states, found once when it is read. */
struct press_figures {
	char text[112]; /* as they are written, with who pays whom if a sentence says so; "" there are none */
	struct press_span title[PRESS_FIGURES], summary[PRESS_FIGURES];
	size_t title_count, summary_count;
};

struct press_filter {
	char company[SYMBOL_SIZE]; /* "" all, as in the next two */
	char source[SOURCE_NAME_SIZE];
	char language[8];
	bool unread, figures;    /* those alone */
	char words[PROMPT_SIZE]; /* searched for; "" none */
};

/* The list of screen 5. Read when the screen is shown, and anew while it is. */
struct press_view {
	struct press_filter filter;
	struct headline *items;        /* owned, newest first */
	struct press_figures *figures; /* owned, one an item */
	size_t count;
	bool has_more;                      /* there are older ones */
	size_t looked_at;                   /* headlines that were read for the list */
	int64_t total;                      /* stories that are stored; 0 not known */
	char languages[PRESS_LANGUAGES][8]; /* met so far, in order */
	size_t language_count;
	char error[256]; /* why the list is not what the filter asks for; "" it is */
};

bool press_filter_is_set(const struct press_filter *f); /* anything but the words */

#endif
