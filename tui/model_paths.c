#include "tui/model_paths.h"

#include <stdio.h>
#include <string.h>

#include "bubble/standing.h"
#include "tui/model.h"

#define YEAR_S (350 * INT64_C(86400)) /* near enough: the daily closes of a first year count */

static void say(struct model *m, const struct error *err)
{
	snprintf(m->view.message, sizeof m->view.message, "%.255s", err->text);
}

static int64_t newest(const struct model *m, const struct company_view *company)
{
	int64_t as_of = company->quote.as_of;
	return as_of && as_of < m->view.now ? as_of : m->view.now;
}

void model_paths_stand(struct model *m, struct company_view *company)
{
	struct candle_series bars;
	struct error err;
	int64_t now = m->view.now;
	if (store_get_reaching_candles(m->store, company->symbol, now - YEAR_S, now, &bars, &err)) {
		say(m, &err);
		return;
	}
	standing_compute(&company->standing, &bars, &company->quote);
	candle_series_release(&bars);
}

static const struct old_paths *old_paths(struct model *m)
{
	struct model_paths *p = &m->paths;
	struct error err;
	if (!p->was_read && old_paths_load(&p->old, &err))
		say(m, &err);
	p->was_read = true;
	return &p->old;
}

static const struct old_path *old_path(struct model *m, size_t which)
{
	const struct old_paths *old = old_paths(m);
	return which < old->count ? &old->items[which] : NULL;
}

const struct old_path *model_paths_find(struct model *m, const char *name)
{
	return old_paths_find(old_paths(m), name);
}

/* What is drawn: the line from the close of day 0 on. */
static void show_line(struct path_view *v, const struct path_line *line, int64_t day0)
{
	size_t first = 0;
	while (first + 1 < line->count && line->points[first + 1].time <= day0)
		first++;
	bool reaches = v->readings[PATH_START_EVENT].closes > 0;
	v->points = line->points + first;
	v->count = reaches ? line->count - first : 0;
	v->since = line->count ? line->points[0].time : 0;
}

static void compare(struct model *m, const struct company_view *company, const struct candle_series *bars)
{
	struct path_view *v = &m->view.path;
	if (path_line_make(&m->paths.line, bars, newest(m, company)) || !v->old)
		return;
	for (int start = 0; start < PATH_STARTS; start++)
		path_compare(&v->readings[start], v->old, &m->paths.line, (enum path_start)start, PATH_REPS, PATH_SEED);
	show_line(v, &m->paths.line, path_start_new(PATH_START_EVENT));
}

void model_paths_load(struct model *m, size_t index, size_t which)
{
	struct path_view *v = &m->view.path;
	struct candle_series bars;
	struct error err;
	if (index >= m->view.company_count || !m->store)
		return;
	const struct company_view *company = &m->view.companies[index];
	if (!strcmp(v->symbol, company->symbol) && m->paths.which == which)
		return;
	model_paths_forget(m);
	if (store_get_reaching_candles(m->store, company->symbol, path_start_new(PATH_START_EVENT), m->view.now, &bars,
				       &err)) {
		say(m, &err);
		return;
	}
	snprintf(v->symbol, sizeof v->symbol, "%s", company->symbol);
	snprintf(v->interval, sizeof v->interval, "%s", bars.interval);
	snprintf(v->source, sizeof v->source, "%s", bars.source);
	v->old = old_path(m, which);
	m->paths.which = which;
	compare(m, company, &bars);
	candle_series_release(&bars);
}

void model_paths_forget(struct model *m)
{
	struct path_view *v = &m->view.path;
	path_line_release(&m->paths.line);
	*v = (struct path_view){ 0 };
	for (int start = 0; start < PATH_STARTS; start++)
		path_reading_init(&v->readings[start]);
}

void model_paths_release(struct model *m)
{
	model_paths_forget(m);
	old_paths_release(&m->paths.old);
}
