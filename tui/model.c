#include "tui/model.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/shipped.h"
#include "tui/model_deals.h"
#include "tui/model_time.h"
#include "widgets/widget.h"

#define HEADLINES 200
#define PAST_DAYS 240 /* of the index: a line on the widest strip */
#define DAY_S 86400
#define YEAR_S (366 * (int64_t)DAY_S)

static void say(struct model *m, const struct error *err)
{
	snprintf(m->view.message, sizeof m->view.message, "%.255s", err->text);
}

/* ---- watchlist and exchanges ---- */

static void release_series(struct company_view *companies, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		candle_series_release(&companies[i].day);
		candle_series_release(&companies[i].year);
	}
}

static void release_companies(struct view_model *v)
{
	release_series(v->companies, v->company_count);
	free(v->companies);
	v->companies = NULL;
	v->company_count = 0;
}

static void release_exchanges(struct model *m)
{
	for (size_t i = 0; i < m->view.exchange_count; i++)
		session_calendar_free(m->calendars[i]);
	m->view.exchange_count = 0;
}

/* The exchange of that code, read from the shipped calendars at first use; NULL if there is none. */
static struct exchange_view *exchange_of(struct model *m, const char *code)
{
	struct view_model *v = &m->view;
	char name[32];
	for (size_t i = 0; code && i < v->exchange_count; i++)
		if (!strcmp(v->exchanges[i].code, code))
			return &v->exchanges[i];
	snprintf(name, sizeof name, "calendars/%.16s", code ? code : "");
	const struct shipped_file *file = code ? shipped_find(name) : NULL;
	if (!file || v->exchange_count == EXCHANGES)
		return NULL;
	struct session_calendar *calendar;
	struct error err;
	if (session_calendar_parse(&calendar, file->data, file->length, &err)) {
		say(m, &err);
		return NULL;
	}
	m->calendars[v->exchange_count] = calendar;
	struct exchange_view *e = &v->exchanges[v->exchange_count++];
	*e = (struct exchange_view){ 0 };
	snprintf(e->code, sizeof e->code, "%s", session_calendar_code(calendar));
	snprintf(e->name, sizeof e->name, "%s", session_calendar_name(calendar));
	return e;
}

static size_t companies_on(const struct view_model *v, const struct exchange_view *e)
{
	size_t count = 0;
	for (size_t i = 0; i < v->company_count; i++)
		count += v->companies[i].exchange == e;
	return count;
}

/* The exchange with the most companies gives the bar its clock: it must be the first. */
static void lead_with_main_exchange(struct model *m)
{
	struct view_model *v = &m->view;
	size_t main_one = 0;
	for (size_t i = 1; i < v->exchange_count; i++)
		if (companies_on(v, &v->exchanges[i]) > companies_on(v, &v->exchanges[main_one]))
			main_one = i;
	if (!main_one)
		return;
	struct exchange_view kept = v->exchanges[0];
	v->exchanges[0] = v->exchanges[main_one];
	v->exchanges[main_one] = kept;
	struct session_calendar *calendar = m->calendars[0];
	m->calendars[0] = m->calendars[main_one];
	m->calendars[main_one] = calendar;
	for (size_t i = 0; i < v->company_count; i++)
		v->companies[i].exchange = exchange_of(m, session_exchange_of(v->companies[i].symbol));
}

static void begin_company(struct company_view *company, const char *symbol, size_t listed)
{
	*company = (struct company_view){ .listed = listed, .freshness = FRESH_MISSING };
	snprintf(company->symbol, sizeof company->symbol, "%s", symbol);
	quote_init(&company->quote);
	valuation_init(&company->valuation);
	company_view_forget_reading(company);
	candle_series_init(&company->day);
	candle_series_init(&company->year);
	standing_init(&company->standing);
}

static void show_watchlists(struct model *m)
{
	_Static_assert(WATCHLIST_VIEWS >= CONFIG_MAX_WATCHLISTS, "all watchlists can be shown");
	const struct config *config = m->options->config;
	m->view.watchlist_count = config->watchlist_count;
	for (size_t i = 0; i < config->watchlist_count; i++) {
		const struct watchlist *w = &config->watchlists[i];
		m->view.watchlists[i] =
			(struct watchlist_view){ w->name, (const char(*)[SYMBOL_SIZE])w->symbols, w->count };
	}
}

static void take_watchlist(struct model *m, size_t index)
{
	const struct config *config = m->options->config;
	const struct watchlist *list = &config->watchlists[index];
	struct view_model *v = &m->view;
	release_companies(v);
	release_exchanges(m);
	v->watchlist = list->name;
	v->watchlist_index = index;
	show_watchlists(m);
	v->companies = calloc(list->count ? list->count : 1, sizeof *v->companies);
	if (!v->companies)
		return;
	v->company_count = list->count;
	for (size_t i = 0; i < list->count; i++) {
		begin_company(&v->companies[i], list->symbols[i], i);
		v->companies[i].exchange = exchange_of(m, session_exchange_of(list->symbols[i]));
	}
	lead_with_main_exchange(m);
}

void model_choose_watchlist(struct model *m, size_t index)
{
	take_watchlist(m, index);
	model_set_now(m, m->view.now);
	model_refresh(m, MODEL_QUOTES | MODEL_HISTORY);
}

/* ---- prices ---- */

static void value_company(struct model *m, struct company_view *company)
{
	struct fact_list facts = { 0 };
	struct error err;
	if (store_get_facts(m->store, company->symbol, &facts, &err))
		return;
	for (size_t i = 0; i < facts.count; i++)
		if (facts.items[i].as_of > m->view.facts_as_of)
			m->view.facts_as_of = facts.items[i].as_of;
	valuation_compute(&company->valuation, &company->quote, &facts, m->rates, m->rate_count);
	fact_list_release(&facts);
}

static int refresh_quote(struct model *m, struct company_view *company, struct error *err)
{
	struct quote quote;
	bool found;
	if (store_get_quote(m->store, company->symbol, &quote, &found, err))
		return -1;
	if (!found)
		return 0;
	company->changed |= isfinite(company->quote.price) && company->quote.price != quote.price;
	company->quote = quote;
	company->series_loaded = false;
	value_company(m, company);
	return 0;
}

static int refresh_quotes(struct model *m, struct error *err)
{
	struct view_model *v = &m->view;
	struct fx_rate *rates;
	size_t count;
	if (store_get_fx(m->store, &rates, &count, err))
		return -1;
	free(m->rates);
	m->rates = rates;
	m->rate_count = count;
	for (size_t i = 0; i < v->company_count; i++)
		if (refresh_quote(m, &v->companies[i], err))
			return -1;
	return 0;
}

/* ---- lists that have changed ---- */

static int compare_symbols(const void *a, const void *b)
{
	const struct company_view *const *left = a, *const *right = b;
	return strcmp((*left)->symbol, (*right)->symbol);
}

/* The companies in the order of their symbols, free(); NULL without memory. */
static struct company_view **order_by_symbol(struct company_view *companies, size_t count)
{
	struct company_view **order = calloc(count + 1, sizeof *order);
	for (size_t i = 0; order && i < count; i++)
		order[i] = &companies[i];
	if (order)
		qsort(order, count, sizeof *order, compare_symbols);
	return order;
}

/* Hands what is known of a company over to its new place; false: nothing is. */
static bool keep_company(struct company_view *company, struct company_view **order, size_t count)
{
	const struct company_view *key = company;
	struct company_view **known = order ? bsearch(&key, order, count, sizeof *order, compare_symbols) : NULL;
	if (!known)
		return false;
	struct company_view kept = **known;
	kept.listed = company->listed;
	kept.exchange = company->exchange;
	candle_series_init(&(*known)->day);
	candle_series_init(&(*known)->year);
	*company = kept;
	return true;
}

void model_change_watchlist(struct model *m, size_t index)
{
	struct view_model *v = &m->view;
	struct company_view *before = v->companies;
	size_t count = v->company_count, came = 0;
	struct company_view **order = order_by_symbol(before, count);
	struct error err;
	v->companies = NULL;
	v->company_count = 0;
	take_watchlist(m, index);
	for (size_t i = 0; i < v->company_count; i++)
		if (!keep_company(&v->companies[i], order, count) && m->store && ++came &&
		    refresh_quote(m, &v->companies[i], &err))
			say(m, &err);
	release_series(before, count);
	free(before);
	free(order);
	if (came && model_index_refresh(m, &err))
		say(m, &err);
	model_company_touch(m, MODEL_QUOTES);
	model_set_now(m, v->now);
}

/* ---- bars ---- */

/* Keeps the bars of the last bar's day, by the exchange's own calendar. */
static void keep_last_session(struct candle_series *series, int offset_s)
{
	if (!series->count)
		return;
	int64_t day = (series->items[series->count - 1].time + offset_s) / DAY_S;
	size_t first = series->count - 1;
	while (first > 0 && (series->items[first - 1].time + offset_s) / DAY_S == day)
		first--;
	series->count -= first;
	memmove(series->items, series->items + first, series->count * sizeof *series->items);
}

static void load_day(struct model *m, struct company_view *company)
{
	int64_t now = m->view.now, as_of = company->quote.as_of ? company->quote.as_of : now;
	struct error err;
	candle_series_release(&company->day);
	if (store_get_candles(m->store, company->symbol, "5m", as_of - DAY_S, now > as_of ? now : as_of, &company->day,
			      &err)) {
		candle_series_init(&company->day);
		say(m, &err);
		return;
	}
	keep_last_session(&company->day, company->exchange ? company->exchange->session.utc_offset_s : 0);
}

/* Days where they reach back far enough, else whichever interval reaches back furthest. */
static void load_year(struct model *m, struct company_view *company)
{
	static const char *const intervals[] = { "1d", "1wk", "1mo" };
	int64_t now = m->view.now;
	candle_series_release(&company->year);
	candle_series_init(&company->year);
	for (size_t i = 0; i < sizeof intervals / sizeof *intervals; i++) {
		struct candle_series series, *best = &company->year;
		struct error err;
		if (store_get_candles(m->store, company->symbol, intervals[i], now - YEAR_S, now, &series, &err)) {
			say(m, &err);
			return;
		}
		if (series.count > 1 && (best->count < 2 || series.items[0].time < best->items[0].time - 31 * DAY_S)) {
			struct candle_series replaced = *best;
			*best = series;
			series = replaced;
		}
		candle_series_release(&series);
		if (best->count > 1 && best->items[0].time < now - YEAR_S + 31 * DAY_S)
			return;
	}
}

void model_load_series(struct model *m, size_t first, size_t count)
{
	struct view_model *v = &m->view;
	if (!m->store)
		return;
	for (size_t i = first; i < v->company_count && i < first + count; i++) {
		struct company_view *company = &v->companies[i];
		if (company->series_loaded)
			continue;
		company->series_loaded = true;
		load_day(m, company);
		if (!company->year.count)
			load_year(m, company);
		model_paths_stand(m, company);
	}
}

static int forget_history(struct model *m, struct error *err)
{
	(void)err;
	for (size_t i = 0; i < m->view.company_count; i++) {
		m->view.companies[i].series_loaded = false;
		m->view.companies[i].year.count = 0;
	}
	model_paths_forget(m);
	return 0;
}

/* ---- the rest ---- */

static void release_headlines(struct view_model *v)
{
	struct headline_list list = { v->headlines, v->headline_count };
	headline_list_release(&list);
	v->headlines = NULL;
	v->headline_count = 0;
}

static int refresh_press(struct model *m, struct error *err)
{
	struct view_model *v = &m->view;
	struct press_query query = { .limit = HEADLINES };
	struct headline_list list;
	if (store_get_headlines(m->store, &query, &list, err))
		return -1;
	/* What was stored before the person looked is not new, however far down it stands. */
	if (!v->headline_seen && store_get_last_headline(m->store, &v->headline_seen, err)) {
		headline_list_release(&list);
		return -1;
	}
	release_headlines(v);
	v->headlines = list.items;
	v->headline_count = list.count;
	model_press_renew(m);
	return 0;
}

static int64_t file_bytes(const char *path)
{
	struct stat st;
	return stat(path, &st) ? 0 : (int64_t)st.st_size;
}

static int refresh_sources(struct model *m, struct error *err)
{
	struct view_model *v = &m->view;
	struct source_state *states;
	size_t count;
	if (store_get_source_states(m->store, &states, &count, err))
		return -1;
	free(v->sources);
	v->sources = states;
	v->source_count = count;
	char wal[sizeof v->store_path + 8];
	snprintf(wal, sizeof wal, "%s-wal", m->options->store_path);
	v->store_bytes = file_bytes(m->options->store_path) + file_bytes(wal);
	return 0;
}

/* What rests on other components than the newest would show a step where nothing happened. */
static void keep_comparable(struct view_model *v)
{
	size_t kept = 0;
	for (size_t i = 0; i < v->past_count; i++)
		if (strcmp(v->past[i].codes, v->past[v->past_count - 1].codes) == 0)
			v->past[kept++] = v->past[i];
	v->past_count = kept;
}

static int refresh_past(struct model *m, struct error *err)
{
	struct view_model *v = &m->view;
	struct reading_point *past;
	size_t count;
	if (store_get_reading_points(m->store, PAST_DAYS, &past, &count, err))
		return -1;
	free(v->past);
	v->past = past;
	v->past_count = count;
	keep_comparable(v);
	return 0;
}

static int refresh_reading(struct model *m, struct error *err)
{
	struct reading reading;
	bool found;
	if (store_get_reading(m->store, &reading, &found, err))
		return -1;
	if (found)
		m->index.stored = reading;
	m->index.has_stored = found;
	return refresh_past(m, err);
}

static int refresh_deals(struct model *m, struct error *err)
{
	struct deal_list deals;
	if (store_get_deals(m->store, &deals, err))
		return -1;
	deal_list_release(&m->view.deals);
	m->view.deals = deals;
	deals_sort(&m->view);
	model_fill_deals(m);
	return model_candidates_refresh(m, err);
}

void model_refresh(struct model *m, unsigned parts)
{
	static const struct {
		enum model_part part;
		int (*refresh)(struct model *m, struct error *err);
	} refreshers[] = {
		{ MODEL_QUOTES, refresh_quotes },   { MODEL_HISTORY, forget_history },  { MODEL_PRESS, refresh_press },
		{ MODEL_SOURCES, refresh_sources }, { MODEL_READING, refresh_reading }, { MODEL_DEALS, refresh_deals },
	};
	struct error err;
	if (!m->store)
		return;
	m->view.message[0] = '\0';
	for (size_t i = 0; i < sizeof refreshers / sizeof *refreshers; i++)
		if (parts & (unsigned)refreshers[i].part && refreshers[i].refresh(m, &err))
			say(m, &err);
	if (parts & (MODEL_QUOTES | MODEL_READING | MODEL_DEALS) && model_index_refresh(m, &err))
		say(m, &err);
	if (parts & MODEL_QUOTES && !(parts & MODEL_DEALS) && model_deals_need_rates(m))
		model_fill_deals(m);
	model_company_touch(m, parts);
	model_set_now(m, m->view.now);
}

void model_set_now(struct model *m, int64_t now)
{
	struct view_model *v = &m->view;
	v->now = now;
	v->local_offset_s = zone_offset_s(&m->zone, now);
	for (size_t i = 0; i < v->exchange_count; i++) {
		exchange_view_set_now(&v->exchanges[i], m->calendars[i], now);
		exchange_view_hear(&v->exchanges[i], m->calendars[i], v);
		v->exchanges[i].next_local_offset_s = zone_offset_s(&m->zone, exchange_view_next(&v->exchanges[i]));
	}
	for (size_t i = 0; i < v->company_count; i++)
		v->companies[i].freshness = freshness_of(&v->companies[i], now, m->options->config->quote_interval_s);
}

bool model_lease(struct model *m, struct store_lease *lease)
{
	bool held = false;
	struct error err;
	if (!m->store || store_lease_get(m->store, lease, &held, m->view.now, &err))
		return false;
	return held;
}

bool model_poll_version(struct model *m)
{
	int64_t version;
	struct error err;
	if (!m->store)
		return false;
	if (store_data_version(m->store, &version, &err)) {
		say(m, &err);
		return false;
	}
	bool has_changed = version != m->data_version;
	m->data_version = version;
	return has_changed;
}

static int open_store(struct model *m, struct error *err)
{
	bool is_missing = false;
	if (store_open(&m->store, m->options->store_path, STORE_READ, &is_missing, err)) {
		m->store = NULL;
		return is_missing ? 0 : -1;
	}
	m->view.has_store = true;
	model_poll_version(m);
	model_refresh(m, MODEL_ALL);
	return 0;
}

bool model_retry_store(struct model *m)
{
	struct error err;
	if (m->store)
		return false;
	if (open_store(m, &err))
		say(m, &err);
	return m->store != NULL;
}

int model_init(struct model *m, const struct viewer_options *options, struct error *err)
{
	*m = (struct model){ .options = options };
	m->view.demo = options->demo;
	m->view.offline = options->offline;
	zone_find_own(&m->zone);
	m->view.zone_problem = m->zone.problem;
	reading_init(&m->view.reading);
	if (model_index_init(m, err))
		return -1;
	snprintf(m->view.store_path, sizeof m->view.store_path, "%.511s", options->store_path);
	m->view.now = clock_wall_s(options->clock);
	take_watchlist(m, 0);
	model_set_now(m, m->view.now);
	if (open_store(m, err)) {
		model_release(m);
		return -1;
	}
	return 0;
}

void model_release(struct model *m)
{
	release_companies(&m->view);
	release_exchanges(m);
	model_paths_release(m);
	model_press_release(m);
	model_candidates_release(m);
	model_company_release(m);
	release_headlines(&m->view);
	free(m->view.sources);
	free(m->view.past);
	deal_list_release(&m->view.deals);
	free(m->rates);
	model_index_release(m);
	store_free(m->store);
	*m = (struct model){ 0 };
}
