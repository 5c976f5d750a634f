/* What keys and clicks do. Each action changes the viewer's state; the loop draws. */
#ifndef FROTH_TUI_ACTION_H
#define FROTH_TUI_ACTION_H

#include "tui/viewer_state.h"

void viewer_act(struct viewer *v, const struct terminal_event *event);
void viewer_suspend(struct viewer *v);
/* Shows the day where the selected company has bars of one, else the year. */
void viewer_choose_range(struct viewer *v);

/* What is selected, by identity, so that it stays selected when rows move. */
struct viewer_places {
	char symbol[SYMBOL_SIZE];
	int64_t headline;
	char source[SOURCE_NAME_SIZE];
	char deal[DEAL_ID_SIZE];
	size_t headline_line; /* of the selected row below the first one shown */
	bool follows_press;   /* at the top: new items are shown */
};
void viewer_remember(const struct viewer *v, struct viewer_places *places);
void viewer_recall(struct viewer *v, const struct viewer_places *places);

#endif
