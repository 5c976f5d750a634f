/* The index as the screens show it: the stored reading while the assumptions are those that came with the
 * program, a reading computed at the key press once one is changed; the companies' own readings, what each
 * assumption moves, and what would have to be earned. Fills its part of the view model from the store's records
 * with bubble/, which is pure arithmetic. */
#ifndef FROTH_TUI_MODEL_INDEX_H
#define FROTH_TUI_MODEL_INDEX_H

#include "bubble/assumptions.h"
#include "store/store.h"
#include "widgets/view_model.h"
#include "widgets/view_state.h"

struct model;

struct model_index {
	struct index_records records; /* owned; empty while there is no store */
	struct assumption_set shipped, live;
	size_t order[ASSUMPTIONS_MAX]; /* rows of assumption_rows as the view has them */
	size_t count;                  /* 0: the assumptions could not be read, and none are shown */
	bool is_ordered;               /* once by what they move; a list that is read must not turn round */
	struct reading stored;
	bool has_stored;
};

/* Reads the assumptions that came with the program; on -1 none are shown. */
int model_index_init(struct model *m, struct error *err);
void model_index_release(struct model *m);
/* Reads anew what the index rests on, and shows what follows. On -1 the records before stay. */
int model_index_refresh(struct model *m, struct error *err);

/* Changes assumption `at` of the view by so many steps, in the columns chosen. False: it is at the end of its range,
 * nothing has changed. */
bool model_index_step(struct model *m, size_t at, int steps, enum assumption_column column);
void model_index_restore(struct model *m);

/* A company of which nothing is known. */
void company_view_forget_reading(struct company_view *company);

#endif
