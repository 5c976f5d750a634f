/* What the running dashboard holds. Shared by the loop (viewer.c) and the actions (action.c) only. */
#ifndef FROTH_TUI_VIEWER_STATE_H
#define FROTH_TUI_VIEWER_STATE_H

#include "tui/collector.h"
#include "tui/model.h"
#include "tui/screen.h"
#include "tui/term.h"
#include "tui/theme.h"
#include "tui/viewer.h"

struct viewer {
	const struct viewer_options *options; /* borrowed */
	struct terminal *terminal;
	struct theme theme;
	struct model model;
	struct view_state state;
	struct surface frame;
	struct collector collector;
	bool lease_is_foreign; /* another process collects */
	bool child_ended;      /* a child has to be collected */
	int signal_fd;
	bool dirty;            /* something on the screen may have changed */
	bool quit, gone;       /* leave; the terminal is not there any more */
	int ended_by;          /* the signal that ended it, 0 none */
	int64_t next_frame_ms; /* steady; no frame before */
	int64_t next_tick_ms;
	int64_t marks_until_ms; /* changed prices are marked so long; 0 none is */
};

#endif
