/* What the running dashboard holds. Shared by the loop (viewer.c), the actions (action*.c) and the
 * configuration (viewer_config.c) only. */
#ifndef FROTH_TUI_VIEWER_STATE_H
#define FROTH_TUI_VIEWER_STATE_H

#include "tui/collector.h"
#include "tui/config_watch.h"
#include "tui/launch.h"
#include "tui/model.h"
#include "tui/screen.h"
#include "tui/term.h"
#include "tui/theme.h"
#include "tui/symbol_search.h"
#include "tui/viewer.h"
#include "tui/watch_history.h"

#define BROWSERS 8

/* A browser that was started and has not ended. */
struct browser {
	pid_t pid; /* 0 none */
	int64_t started_ms;
	char link[LINK_MOST + 1];
};

/* The list of the press before a search of it began. */
struct press_place {
	char words[PROMPT_SIZE];
	int64_t row; /* of the selected story, 0 none */
	size_t line; /* on which it stood */
	size_t pages;
};

/* The rows that the collector was told of. */
struct glance {
	uint64_t mark;      /* of their symbols */
	int64_t written_ms; /* steady; 0 never */
	int64_t due_ms;     /* when it is looked whether there is something to write, 0 after the next frame */
};

struct viewer {
	const struct viewer_options *options; /* &settings */
	struct viewer_options settings;       /* as given, but for the configuration: as it is now */
	struct config own_config;             /* the configuration once its file was edited; empty before */
	struct config_watch config_watch;
	int64_t restart_ms;   /* steady; when our collector starts anew with it, 0 never */
	int64_t next_look_ms; /* steady; when its file is looked at, 0 never */
	struct terminal *terminal;
	struct theme theme;
	struct model model;
	struct view_state state;
	struct surface frame;
	struct collector collector;
	bool lease_is_foreign; /* another process collects */
	bool child_ended;      /* a child has to be collected */
	int signal_fd;
	bool dirty;      /* something on the screen may have changed */
	bool quit, gone; /* leave; the terminal is not there any more */
	int ended_by;    /* the signal that ended it, 0 none */
	struct browser browsers[BROWSERS];
	struct press_place press_before;
	struct watch_history edits;           /* of the watchlists, that `u` undoes */
	struct symbol_search names;           /* while a symbol is asked for; else empty */
	char asked_list[WATCHLIST_NAME_SIZE]; /* that the prompt is about */
	struct glance glance;
	char refreshed[SOURCE_NAME_SIZE]; /* who was last asked at a key, or the screen; "" nobody */
	int64_t refreshed_at;
	int64_t next_frame_ms; /* steady; no frame before */
	int64_t next_tick_ms;
	struct clock_watch clock_watch; /* a wall clock that is set is seen at once */
	int64_t marks_until_ms;         /* changed prices are marked so long; 0 none is */
};

/* Puts the theme of the configuration on the terminal. */
void viewer_choose_theme(struct viewer *v);
/* Says on screen what was wrong with the configuration, and watches its file from now. */
void viewer_begin_config(struct viewer *v);
void viewer_end_config(struct viewer *v);
/* Takes an edit over: watchlists, theme, intervals; our collector starts anew soon after, since it reads its own at
 * start. */
void viewer_look_at_config(struct viewer *v, int64_t now_ms);
/* The same at once for what we wrote ourselves; the board then shows that list. */
void viewer_take_own_edit(struct viewer *v, const char *list);
/* A sentence about the configuration file, which names it without its folder. */
const char *viewer_name_config(const struct viewer *v, const char *sentence);
void viewer_restart_collector(struct viewer *v, int64_t now_ms);

#endif
