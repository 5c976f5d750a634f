/* Fills the view model from the store: the only part of the viewer that may take time. Every refresh
 * reads one kind of record; what could not be read stays as it was and view.message says why. */
#ifndef FROTH_TUI_MODEL_H
#define FROTH_TUI_MODEL_H

#include "base/zone.h"
#include "store/store.h"
#include "tui/model_candidates.h"
#include "tui/model_company.h"
#include "tui/model_index.h"
#include "tui/model_paths.h"
#include "tui/model_press.h"
#include "tui/viewer.h"
#include "widgets/view_model.h"

enum model_part {
	MODEL_QUOTES = 1, /* prices, rates, market values, the day's bars */
	MODEL_HISTORY = 2,
	MODEL_PRESS = 4,
	MODEL_SOURCES = 8,
	MODEL_READING = 16,
	MODEL_DEALS = 32,
	MODEL_ALL = 63
};

struct model {
	struct view_model view;
	const struct viewer_options *options;          /* borrowed */
	struct store *store;                           /* owned; NULL while there is no file */
	struct session_calendar *calendars[EXCHANGES]; /* owned; beside view.exchanges */
	struct model_index index;
	struct model_paths paths;
	struct model_press press;
	struct model_candidates candidates;
	struct model_company company;
	struct fx_rate *rates; /* owned */
	size_t rate_count;
	int64_t data_version;
	struct zone zone; /* this machine's */
};

/* -1: the store is there and cannot be used; err says why. A missing store is no failure. */
int model_init(struct model *m, const struct viewer_options *options, struct error *err);
void model_release(struct model *m);
/* Opens the store if it has appeared since; true if it has just been opened (and read). */
bool model_retry_store(struct model *m);
/* Whether another process committed since the last call. */
bool model_poll_version(struct model *m);
void model_refresh(struct model *m, unsigned parts);
/* Reads the bars of companies [first, first + count) in the order shown, where not read already. */
void model_load_series(struct model *m, size_t first, size_t count);
/* Sets the time, and what follows from it: sessions, freshness. */
void model_set_now(struct model *m, int64_t now);
void model_choose_watchlist(struct model *m, size_t index);
/* The same where the lists alone have changed: what is known of the companies that stay is not read again. */
void model_change_watchlist(struct model *m, size_t index);
/* Who holds the store's lease; false nobody. */
bool model_lease(struct model *m, struct store_lease *lease);

#endif
