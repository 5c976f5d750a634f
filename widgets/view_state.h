/* Where the person is: screen, focus, positions, order. Changed by the viewer's actions, read by widgets. */
#ifndef FROTH_WIDGETS_VIEW_STATE_H
#define FROTH_WIDGETS_VIEW_STATE_H

#include <stdbool.h>
#include <stddef.h>

enum list { /* what can be moved through */
	    LIST_COMPANIES,
	    LIST_PRESS,
	    LIST_SOURCES,
	    LIST_DEALS,
	    LIST_COMPONENTS,
	    LIST_INPUTS,
	    LIST_CLAIMS,
	    LISTS
};

struct list_position {
	size_t selected, top;
};

enum chart_range { RANGE_DAY, RANGE_YEAR, RANGES };

enum overlay { OVERLAY_NONE, OVERLAY_HELP, OVERLAY_CARD };

struct view_state {
	int screen; /* its digit */
	enum list focus;
	struct list_position lists[LISTS];
	enum chart_range range;
	int sort; /* a column of the companies, -1 as listed */
	bool reversed;
	enum overlay overlay;
	int overlay_top; /* first line shown of a long overlay */
	bool hints;      /* key hints in the status line; not in `froth --once` */
};

#endif
