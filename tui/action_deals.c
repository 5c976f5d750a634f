#include "tui/action_deals.h"

#include <stdio.h>
#include <string.h>

#include "base/timestamp.h"
#include "config/ledger.h"
#include "tui/action.h"
#include "tui/launch.h"
#include "tui/model_deals.h"
#include "widgets/widget.h"

/* ---- looks ---- */

/* The focus chooses the look; elsewhere the key means the deals. */
void viewer_turn_look(struct viewer *v, int step)
{
	const enum list *looks = screen_lists(4);
	int count = 0, at = 0;
	if (v->state.screen != 4)
		return;
	for (; looks[count] != LISTS; count++)
		if (looks[count] == v->state.focus)
			at = count;
	v->state.overlay = OVERLAY_NONE;
	v->state.focus = looks[(at + step + count) % count];
}

void viewer_turn_circle(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.screen != 4)
		return;
	v->model.view.deals_view.is_committed = !v->model.view.deals_view.is_committed;
	v->state.focus = LIST_LOOPS;
	v->state.lists[LIST_LOOPS] = (struct list_position){ 0 };
}

/* ---- one company's rows ---- */

static const char *selected_symbol(const struct viewer *v)
{
	const struct view_model *m = &v->model.view;
	size_t selected = v->state.lists[LIST_COMPANIES].selected;
	return selected < m->company_count ? m->companies[selected].symbol : "";
}

static void show_company(struct viewer *v, const char *symbol)
{
	model_choose_deals(&v->model, symbol);
	v->state.lists[LIST_DEALS] = v->state.lists[LIST_POWER] = (struct list_position){ 0 };
}

void viewer_filter_deals(struct viewer *v, int argument)
{
	(void)argument;
	if (v->state.screen == 4)
		show_company(v, *v->model.view.deals_view.symbol ? "" : selected_symbol(v));
}

void viewer_follow_company(struct viewer *v)
{
	if (v->state.screen == 4)
		show_company(v, selected_symbol(v));
}

/* ---- the person's own ledger ---- */

/* "ledger.tsv line 3, ...": the folder before it would push the fault out of sight. */
static const char *without_folder(const char *text, const char *path)
{
	const char *name = strrchr(path, '/');
	return name && strncmp(text, path, strlen(path)) == 0 ? text + (name + 1 - path) : text;
}

static void say_saved(struct viewer *v)
{
	enum collector_state collector = v->model.view.collector;
	if (collector == COLLECTOR_OURS || collector == COLLECTOR_OTHER || collector == COLLECTOR_STARTING)
		viewer_notice(v, "saved: the collector takes it in within seconds");
	else
		viewer_notice(v, "saved: it shows when a collector runs, that is froth without --offline");
}

/* The file as it is now, read as the collector will read it. */
static void judge(struct viewer *v, const char *path)
{
	struct ledger ledger;
	struct error err = { "" };
	int failed = ledger_load(&ledger, true, &err);
	const char *fault = failed ? err.text : ledger.refusal.text;
	if (*fault)
		viewer_notice(v, "not taken, the ledger stays as it was: %.400s", without_folder(fault, path));
	else
		say_saved(v);
	ledger_release(&ledger);
}

static void edit(struct viewer *v, struct ledger_draft *draft)
{
	struct error err = { "" };
	int ended_by;
	terminal_leave(v->terminal);
	int failed = launch_editor(draft->path, draft->line, v->signal_fd, &ended_by, &err);
	terminal_enter(v->terminal);
	/* Signals that came meanwhile were drained: look at all that they may have meant. */
	v->child_ended = true;
	v->next_tick_ms = 0;
	v->dirty = true;
	if (ended_by) {
		v->quit = true;
		v->ended_by = ended_by;
	}
	bool is_changed = ledger_draft_settle(draft);
	if (failed)
		viewer_notice(v, "%s", err.text);
	else if (is_changed)
		judge(v, draft->path);
	else
		viewer_notice(v, "nothing was changed");
}

static bool may_edit(struct viewer *v)
{
	if (v->state.screen == 4 && v->model.view.demo)
		viewer_notice(v, "the demo shows the ledger that comes with froth; run froth to keep your own");
	return v->state.screen == 4 && !v->model.view.demo;
}

void viewer_add_row(struct viewer *v, int argument)
{
	struct ledger_draft draft;
	struct error err;
	char date[TIMESTAMP_SIZE];
	(void)argument;
	if (!may_edit(v))
		return;
	timestamp_format_date(v->model.view.now, date);
	if (ledger_draft_new(&draft, &v->model.view.deals, date, &err))
		viewer_notice(v, "%s", err.text);
	else
		edit(v, &draft);
	ledger_draft_release(&draft);
}

void viewer_edit_row(struct viewer *v, int argument)
{
	const struct deal *row = deals_row(&v->model.view, v->state.lists[LIST_DEALS].selected);
	struct ledger_draft draft;
	struct error err;
	(void)argument;
	if (!may_edit(v) || v->state.focus != LIST_DEALS || !row)
		return;
	if (ledger_draft_row(&draft, row, &err))
		viewer_notice(v, "%s", err.text);
	else
		edit(v, &draft);
	ledger_draft_release(&draft);
}
