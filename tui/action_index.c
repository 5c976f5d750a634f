#include "tui/action_index.h"

#include <stdio.h>

#define DEBATE_SCREEN 3

static void tell(struct viewer *v, const char *text)
{
	snprintf(v->model.view.notice, sizeof v->model.view.notice, "%s", text);
}

bool viewer_step_assumption(struct viewer *v, int steps)
{
	const struct view_model *m = &v->model.view;
	size_t at = v->state.lists[LIST_ASSUMPTIONS].selected;
	if (v->state.focus != LIST_ASSUMPTIONS || v->state.overlay == OVERLAY_HELP || at >= m->assumption_count)
		return false;
	if (!model_index_step(&v->model, at, steps, v->state.column)) {
		char text[256];
		const struct assumption_view *a = &m->assumptions[at];
		snprintf(text, sizeof text, "%s: %g %s is the %s that is accepted", a->label,
			 steps > 0 ? a->high : a->low, a->unit, steps > 0 ? "most" : "least");
		tell(v, text);
	}
	return true;
}

void viewer_show_assumptions(struct viewer *v, int argument)
{
	(void)argument;
	v->state.screen = DEBATE_SCREEN;
	v->state.overlay = OVERLAY_NONE;
	v->state.focus = LIST_ASSUMPTIONS;
}

/* Said where the pane that marks the columns is not in sight. */
void viewer_turn_column(struct viewer *v, int argument)
{
	static const char *const texts[ASSUMPTION_COLUMNS] = {
		[COLUMN_BOTH] = "keys change the assumptions of both",
		[COLUMN_HUANG] = "keys change Huang's assumptions alone",
		[COLUMN_MARCUS] = "keys change Marcus's assumptions alone",
	};
	(void)argument;
	v->state.column = (enum assumption_column)((v->state.column + 1) % ASSUMPTION_COLUMNS);
	if (v->state.focus != LIST_ASSUMPTIONS || v->state.overlay != OVERLAY_NONE)
		tell(v, texts[v->state.column]);
}

void viewer_restore_assumptions(struct viewer *v, int argument)
{
	(void)argument;
	bool had_changed = v->model.view.assumptions_changed;
	model_index_restore(&v->model);
	if (!had_changed)
		tell(v, "the assumptions are those that came with the program");
	else if (v->state.screen != DEBATE_SCREEN)
		tell(v, "the assumptions that came with the program are back");
}
