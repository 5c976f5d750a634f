/* The part of the model behind the candidates: those that wait, without those on which the person has just
 * decided and the collector has not acted yet. */
#ifndef FROTH_TUI_MODEL_CANDIDATES_H
#define FROTH_TUI_MODEL_CANDIDATES_H

#include "base/error.h"
#include "market/candidate.h"

struct model;

struct model_candidates {
	char (*decided)[CANDIDATE_ID_SIZE]; /* owned; still waiting as the store says */
	size_t decided_count;
};

int model_candidates_refresh(struct model *m, struct error *err);
/* Asks the collector: `verb` is "accept" or "refuse". The candidate leaves the list at once. -1: the collector
 * cannot be asked; the candidate stays. */
int model_candidates_decide(struct model *m, const char *verb, const struct candidate *c, struct error *err);
void model_candidates_release(struct model *m);

#endif
