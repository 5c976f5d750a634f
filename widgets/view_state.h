/* Where the person is: screen, focus, positions, order. Changed by the viewer's actions, read by widgets. */
#ifndef FROTH_WIDGETS_VIEW_STATE_H
#define FROTH_WIDGETS_VIEW_STATE_H

#include <stdbool.h>
#include <stddef.h>

#include "widgets/company_view.h"
#include "widgets/prompt.h"

enum list { /* what can be moved through */
	    LIST_COMPANIES,
	    LIST_PRESS,
	    LIST_SOURCES,
	    LIST_DEALS,
	    LIST_LOOPS, /* of the circle; the focus chooses the look at the deals */
	    LIST_POWER,
	    LIST_CANDIDATES,
	    LIST_COMPONENTS,
	    LIST_INPUTS,
	    LIST_CLAIMS,
	    LIST_ASSUMPTIONS,
	    LIST_STORIES, /* of screen 5 */
	    LIST_READER,  /* beside it: a text that is scrolled */
	    LIST_CHART,   /* of screen 2: its bars, on which the crosshair stands */
	    LIST_ACCOUNTS,
	    LIST_OWN_DEALS,
	    LIST_OWN_PRESS,
	    LISTS
};

struct list_position {
	size_t selected, top;
};

enum chart_range { RANGE_DAY, RANGE_YEAR, RANGE_PATH, RANGES };

enum overlay {
	OVERLAY_NONE,
	OVERLAY_HELP,
	OVERLAY_CARD, /* of the focused row */
	OVERLAY_WATCHLISTS,
	OVERLAY_COMPANY /* the card of the selected company, whatever has the focus */
};

/* Whose value a key changes on screen 3. */
enum assumption_column { COLUMN_BOTH, COLUMN_HUANG, COLUMN_MARCUS, ASSUMPTION_COLUMNS };

struct view_state {
	int screen; /* its digit */
	enum list focus;
	struct list_position lists[LISTS];
	enum chart_range range;
	size_t old_path; /* under the chart of RANGE_PATH: a place in the shipped paths */
	enum assumption_column column;
	struct company_chart_state chart; /* of screen 2 */
	int sort;                         /* a column of the companies, -1 as listed */
	bool reversed;
	enum overlay overlay;
	int overlay_top; /* first line shown of a long overlay */
	int reader_top;  /* first line shown of the reader on screen 5 */
	struct prompt prompt;
	struct list_position watchlists; /* of their overlay */
	bool hints;                      /* key hints in the status line; not in `froth --once` */
};

#endif
