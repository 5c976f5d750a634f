/* A company against its own past and against the dot-com years: fills company_view.standing and
 * view_model.path from the stored bars and the shipped paths, by bubble/path.h and bubble/standing.h. */
#ifndef FROTH_TUI_MODEL_PATHS_H
#define FROTH_TUI_MODEL_PATHS_H

#include "bubble/path.h"
#include "widgets/view_model.h"

struct model;

struct model_paths {
	struct old_paths old; /* owned; read at first use */
	bool was_read;
	struct path_line line; /* owned; of view.path */
	size_t which;          /* of the old paths, in view.path */
};

/* Drawdown and realised volatility from all bars that are stored. */
void model_paths_stand(struct model *m, struct company_view *company);
/* The company at `index` over old path `which`; costs nothing while both are the same as before. */
void model_paths_load(struct model *m, size_t index, size_t which);
/* The old path of that name, read at first use; borrowed, NULL there is none. */
const struct old_path *model_paths_find(struct model *m, const char *name);
/* The bars may have changed: the next load reads them again. */
void model_paths_forget(struct model *m);
void model_paths_release(struct model *m);

#endif
