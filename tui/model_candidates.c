#include "tui/model_candidates.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/requests.h"
#include "tui/model.h"

static bool is_among(const char *id, const struct candidate *items, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(items[i].id, id))
			return true;
	return false;
}

static bool is_decided(const struct model_candidates *own, const char *id)
{
	for (size_t i = 0; i < own->decided_count; i++)
		if (!strcmp(own->decided[i], id))
			return true;
	return false;
}

/* What the store does not call waiting any more needs no memory here. */
static void forget_settled(struct model_candidates *own, const struct candidate *waiting, size_t count)
{
	size_t kept = 0;
	for (size_t i = 0; i < own->decided_count; i++)
		if (is_among(own->decided[i], waiting, count))
			memmove(own->decided[kept++], own->decided[i], sizeof *own->decided);
	own->decided_count = kept;
}

static void leave_out_decided(struct model *m)
{
	struct deals_view *v = &m->view.deals_view;
	size_t kept = 0;
	for (size_t i = 0; i < v->candidate_count; i++)
		if (!is_decided(&m->candidates, v->candidates[i].id))
			v->candidates[kept++] = v->candidates[i];
	v->candidate_count = kept;
}

int model_candidates_refresh(struct model *m, struct error *err)
{
	struct deals_view *v = &m->view.deals_view;
	struct candidate *items;
	size_t count;
	if (store_get_candidates(m->store, CANDIDATE_WAITING, &items, &count, err))
		return -1;
	free(v->candidates);
	v->candidates = items;
	v->candidate_count = count;
	forget_settled(&m->candidates, items, count);
	leave_out_decided(m);
	return 0;
}

static int note_decided(struct model_candidates *own, const char *id, struct error *err)
{
	char(*grown)[CANDIDATE_ID_SIZE] = realloc(own->decided, (own->decided_count + 1) * sizeof *grown);
	if (!grown)
		return error_set(err, "out of memory");
	own->decided = grown;
	snprintf(grown[own->decided_count++], sizeof *grown, "%s", id);
	return 0;
}

int model_candidates_decide(struct model *m, const char *verb, const struct candidate *c, struct error *err)
{
	char line[REQUEST_LINE_SIZE];
	snprintf(line, sizeof line, "%s %s", verb, c->id);
	if (requests_append(m->options->store_path, line, err) || note_decided(&m->candidates, c->id, err))
		return -1;
	leave_out_decided(m);
	return 0;
}

void model_candidates_release(struct model *m)
{
	free(m->view.deals_view.candidates);
	free(m->candidates.decided);
}
