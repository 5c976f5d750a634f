#include "tui/model_company.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/requests.h"
#include "tui/model.h"

#define DAY_S INT64_C(86400)
#define HEADLINES 50
#define VOLUME_DAYS 63 /* a quarter's sessions */
#define VOLUME_LEAST 20

#define OF_FACTS ((unsigned)(MODEL_QUOTES | MODEL_READING))
#define OF_VOLUME ((unsigned)MODEL_HISTORY)
#define OF_PRESS ((unsigned)MODEL_PRESS)
#define OF_DEALS ((unsigned)MODEL_DEALS)

static void say(struct model *m, const struct error *err)
{
	snprintf(m->view.message, sizeof m->view.message, "%.255s", err->text);
}

/* ---- records ---- */

static void load_facts(struct model *m, const char *symbol)
{
	struct fact_list facts = { 0 };
	struct error err;
	if (store_get_facts(m->store, symbol, &facts, &err)) {
		say(m, &err);
		return;
	}
	fact_list_release(&m->view.company.facts);
	m->view.company.facts = facts;
}

/* Of whole days alone: the quote's own day is not over. */
static void load_volume(struct model *m, const struct company_view *company)
{
	struct usual_volume *u = &m->company.volume;
	struct candle_series days;
	struct error err;
	int64_t until = company->quote.as_of ? company->quote.as_of : m->view.now;
	int64_t today = model_company_day(until, model_company_offset(m, company->symbol)) * DAY_S;
	*u = (struct usual_volume){ .mean = (double)NAN };
	if (store_get_candles(m->store, company->symbol, "1d", today - 2 * VOLUME_DAYS * DAY_S, today - 1, &days,
			      &err)) {
		say(m, &err);
		return;
	}
	double sum = 0;
	for (size_t i = days.count; i-- > 0 && u->days < VOLUME_DAYS;)
		if (days.items[i].volume > 0) {
			sum += days.items[i].volume;
			u->days++;
		}
	if (u->days >= VOLUME_LEAST)
		u->mean = sum / u->days;
	snprintf(u->source, sizeof u->source, "%s", days.source);
	candle_series_release(&days);
}

static void load_deals(struct model *m, const char *symbol)
{
	struct company_screen_view *v = &m->view.company;
	const struct deal_list *deals = &m->view.deals;
	const char *node = deal_node_of(symbol), *name = deal_list_name_of(deals, node);
	free(v->deals);
	v->deal_count = 0;
	v->deals = calloc(deals->count ? deals->count : 1, sizeof *v->deals);
	for (size_t i = 0; v->deals && i < deals->count; i++)
		if (deal_is_about(&deals->items[i], node, symbol) || deal_is_about(&deals->items[i], node, name))
			v->deals[v->deal_count++] = i;
}

static void release_press(struct company_screen_view *v)
{
	headline_list_release(&(struct headline_list){ v->press, v->press_count });
	free(v->press_figures);
	v->press = NULL;
	v->press_figures = NULL;
	v->press_count = 0;
}

static void load_press(struct model *m, const char *symbol)
{
	struct company_screen_view *v = &m->view.company;
	const struct press_query query = { .company = symbol, .limit = HEADLINES };
	struct headline_list list;
	struct error err;
	if (store_get_headlines(m->store, &query, &list, &err)) {
		say(m, &err);
		return;
	}
	release_press(v);
	v->press = list.items;
	v->press_count = list.count;
	v->press_figures = model_press_take(m, list.items, list.count);
}

/* ---- the whole ---- */

static void release_view(struct company_screen_view *v)
{
	model_company_release_chart(&v->chart);
	fact_list_release(&v->facts);
	free(v->deals);
	release_press(v);
	*v = (struct company_screen_view){ 0 };
	model_company_begin_chart(&v->chart);
}

static void load_stale(struct model *m, const struct company_view *company, unsigned stale)
{
	if (stale & OF_FACTS)
		load_facts(m, company->symbol);
	if (stale & OF_VOLUME)
		load_volume(m, company);
	if (stale & OF_DEALS)
		load_deals(m, company->symbol);
	if (stale & OF_PRESS)
		load_press(m, company->symbol);
}

void model_company_load(struct model *m, size_t index, const struct company_chart_state *state)
{
	struct company_screen_view *v = &m->view.company;
	unsigned stale = m->company.stale;
	if (!m->store || index >= m->view.company_count) {
		if (*v->symbol)
			release_view(v);
		return;
	}
	const struct company_view *company = &m->view.companies[index];
	if (strcmp(v->symbol, company->symbol) != 0) {
		release_view(v);
		snprintf(v->symbol, sizeof v->symbol, "%s", company->symbol);
		stale = MODEL_ALL;
	}
	m->company.stale = 0;
	load_stale(m, company, stale);
	model_company_load_chart(m, company, state, stale);
	model_accounts_fill(m, company);
}

void model_company_touch(struct model *m, unsigned parts)
{
	m->company.stale |= parts;
}

/* ---- what the collector is told ---- */

bool model_company_ask(struct model *m, const struct company_chart_state *chart)
{
	struct model_company *c = &m->company;
	const char *symbol = m->view.company.symbol;
	char line[2 * SYMBOL_SIZE + 8];
	if (m->view.demo || m->view.offline || !m->store || !*symbol)
		return false;
	const char *other = *chart->other && model_paths_find(m, chart->other) ? "" : chart->other;
	bool is_asked = c->asked_at && m->view.now - c->asked_at < COMPANY_ASK_S && !strcmp(c->asked[0], symbol) &&
			!strcmp(c->asked[1], other);
	if (is_asked)
		return false;
	snprintf(line, sizeof line, "look %s%s%s", symbol, *other ? " " : "", other);
	snprintf(c->asked[0], sizeof c->asked[0], "%s", symbol);
	snprintf(c->asked[1], sizeof c->asked[1], "%s", other);
	c->asked_at = m->view.now;
	model_company_mark_coming(m);
	/* A store that takes no requests is no reason to disturb. */
	return requests_append(m->options->store_path, line, NULL) == 0;
}

void model_company_leave(struct model *m)
{
	m->company.asked_at = 0;
	m->company.asked[0][0] = m->company.asked[1][0] = '\0';
}

void model_company_release(struct model *m)
{
	release_view(&m->view.company);
	company_list_release(&m->company.companies);
}
