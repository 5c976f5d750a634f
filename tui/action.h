/* What keys and clicks do. Each action changes the viewer's state; the loop draws. */
#ifndef FROTH_TUI_ACTION_H
#define FROTH_TUI_ACTION_H

#include "tui/viewer_state.h"

void viewer_act(struct viewer *v, const struct terminal_event *event);
void viewer_suspend(struct viewer *v);
/* The answer to what the person just did; shown until the next key. */
void viewer_notice(struct viewer *v, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Opens a link in a browser, or where there can be none shows and copies it (action_link.c). */
void viewer_open_link(struct viewer *v, const char *link);
void viewer_reap_browsers(struct viewer *v, int64_t now_ms); /* after SIGCHLD */
void viewer_choose_watchlist(struct viewer *v, size_t index);
/* Shows the day where the selected company has bars of one, else the year. */
void viewer_choose_range(struct viewer *v);

/* What is selected, by identity, so that it stays selected when rows move. */
struct viewer_places {
	char symbol[SYMBOL_SIZE];
	int64_t headline;
	char source[SOURCE_NAME_SIZE];
	char deal[DEAL_ID_SIZE];
	char candidate[CANDIDATE_ID_SIZE];
	size_t headline_line; /* of the selected row below the first one shown */
	bool follows_press;   /* at the top: new items are shown */
};
void viewer_remember(const struct viewer *v, struct viewer_places *places);
void viewer_recall(struct viewer *v, const struct viewer_places *places);

#endif
