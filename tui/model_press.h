/* The part of the model behind the press: the figures in the headlines, the list of screen 5 by its filters, and
 * the marks that the collector has been asked for and that the store does not show yet. Called by tui/model.c when
 * headlines were read anew, and by the actions. */
#ifndef FROTH_TUI_MODEL_PRESS_H
#define FROTH_TUI_MODEL_PRESS_H

#include "widgets/view_model.h"

struct model;

/* What a person has marked, whatever the store still says. */
struct press_mark {
	int64_t story; /* as story_of() */
	bool read;
	bool is_settled; /* the store says so, too */
	bool is_recent;  /* made under the filter as it is: the story stays in the list, whatever was asked for */
};

struct model_press {
	struct press_mark *marks; /* owned */
	size_t mark_count;
	size_t pages;  /* of the list; 0 it was not shown yet */
	bool is_stale; /* the filter or the store changed since the list was read */
};

/* After the board's headlines were read: their figures and marks. */
void model_press_renew(struct model *m);
/* Reads the list if it is stale: the newest that pass the filter, a page of them or as many pages as were
 * asked for. What could not be read stays as it was, and view.press.error says why. */
void model_press_load(struct model *m);
void model_press_show(struct model *m); /* the list is wanted from now */
/* view.press.filter has changed: the list begins anew. */
void model_press_filter(struct model *m);
/* Another page; false there is none. */
bool model_press_more(struct model *m);
/* Marks on screen at once, and asks the collector. -1: the collector cannot be asked; nothing is marked. */
int model_press_mark(struct model *m, const struct headline *h, bool read, struct error *err);
/* Puts the marks of this session on items that were read elsewhere, and finds their figures: owned by the caller,
 * one an item; NULL without memory. */
struct press_figures *model_press_take(struct model *m, struct headline *items, size_t count);
void model_press_release(struct model *m);

/* Figures of a headline (model_press_figures.c). */
void press_figures_find(struct press_figures *figures, const struct headline *h);

#endif
