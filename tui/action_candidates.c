#include "tui/action_candidates.h"

#include <string.h>

#include "config/ledger.h"
#include "tui/action.h"

static const struct candidate *selected_candidate(const struct viewer *v)
{
	const struct deals_view *d = &v->model.view.deals_view;
	size_t selected = v->state.lists[LIST_CANDIDATES].selected;
	return selected < d->candidate_count ? &d->candidates[selected] : NULL;
}

/* The candidate that may be decided on; NULL none, and the person was told why. */
static const struct candidate *decidable(struct viewer *v)
{
	const struct candidate *c = selected_candidate(v);
	if (v->model.view.demo)
		viewer_notice(v, "the demo shows the ledger that comes with froth; run froth to keep your own");
	else if (!v->model.store)
		viewer_notice(v, "there is no store yet, so nothing to decide on");
	else if (!c)
		viewer_notice(v, "no headline suggests a deal");
	else
		return c;
	return NULL;
}

static const char *when_it_shows(const struct viewer *v)
{
	enum collector_state collector = v->model.view.collector;
	bool is_running =
		collector == COLLECTOR_OURS || collector == COLLECTOR_OTHER || collector == COLLECTOR_STARTING;
	return is_running ? "the collector takes it in within seconds"
			  : "it shows when a collector runs, that is froth without --offline";
}

/* The person's file first: what is written there can be done without, what is only marked is lost. */
static void accept(struct viewer *v, const struct candidate *c)
{
	struct ledger_draft draft;
	struct deal row;
	struct error err;
	candidate_to_deal(c, &v->model.view.deals, &row);
	if (ledger_draft_whole_row(&draft, &row, &err))
		viewer_notice(v, "not accepted, the ledger stays as it was: %.400s", err.text);
	else if (model_candidates_decide(&v->model, "accept", c, &err))
		viewer_notice(v, "%s", err.text);
	else
		viewer_notice(v, "%s %s line %d of %s: %s", row.id, draft.is_added ? "is now" : "stands already in",
			      draft.line, draft.path, when_it_shows(v));
	ledger_draft_release(&draft);
}

/* Only Enter accepts: what else opens a row does not write a file. */
static void open_candidate(struct viewer *v, int only_shows)
{
	const struct candidate *c = only_shows ? NULL : decidable(v);
	if (c)
		accept(v, c);
}

static void refuse(struct viewer *v, int last_only)
{
	const struct candidate *c = last_only ? NULL : decidable(v);
	char id[CANDIDATE_ID_SIZE];
	struct error err;
	if (!c)
		return;
	memcpy(id, c->id, sizeof id); /* its place is another's after */
	if (model_candidates_decide(&v->model, "refuse", c, &err))
		viewer_notice(v, "%s", err.text);
	else
		viewer_notice(v, "%s is refused; it will not be suggested again", id);
}

static void (*const runners[ACTIONS])(struct viewer *v, int argument) = {
	[ACTION_OPEN] = open_candidate,
	[ACTION_CLEAR] = refuse,
};

bool viewer_candidates_act(struct viewer *v, const struct keybind *bind)
{
	const struct view_state *s = &v->state;
	if (s->screen != 4 || s->focus != LIST_CANDIDATES || s->overlay != OVERLAY_NONE || !runners[bind->action])
		return false;
	runners[bind->action](v, bind->argument);
	return true;
}
