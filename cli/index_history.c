#include "cli/index_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/index.h"

#define DAY_S 86400

/* All that the store holds, of any date. */
struct past {
	struct deal_list deals;
	struct fact_list facts;
	struct fx_rate *rates;
	size_t rate_count;
	struct quote *quotes;         /* today's: name, currency, exchange */
	struct candle_series *closes; /* of the quote at the same index, by month */
	size_t quote_count;
};

/* What of it was dated by one day; as much room as there is in all. */
struct known {
	struct deal_list deals;
	struct fact_list facts;
	struct quote *quotes;
	size_t quote_count;
	struct fx_rate *rates;
	size_t rate_count;
};

/* A month's last second, and its last day as ledger dates are written. */
struct month_end {
	int64_t start, time;
	char day[TIMESTAMP_SIZE];
};

/* ---- what there is ---- */

static int load_quote(struct past *p, struct store *s, const char *symbol, struct error *err)
{
	bool found = false;
	size_t i = p->quote_count;
	if (store_get_quote(s, symbol, &p->quotes[i], &found, err))
		return -1;
	if (!found)
		return 0;
	candle_series_init(&p->closes[i]);
	p->quote_count++;
	return store_get_candles(s, symbol, "1mo", 0, INT64_MAX, &p->closes[i], err);
}

static int load_quotes(struct past *p, struct store *s, struct error *err)
{
	char(*symbols)[SYMBOL_SIZE] = NULL;
	size_t count = 0;
	if (store_get_symbols(s, &symbols, &count, err))
		return -1;
	p->quotes = calloc(count + 1, sizeof *p->quotes);
	p->closes = calloc(count + 1, sizeof *p->closes);
	int status = p->quotes && p->closes ? 0 : error_set(err, "out of memory");
	for (size_t i = 0; i < count && status == 0; i++)
		status = load_quote(p, s, symbols[i], err);
	free(symbols);
	return status;
}

static int past_load(struct past *p, struct store *s, struct error *err)
{
	*p = (struct past){ 0 };
	if (store_get_deals(s, &p->deals, err) || store_get_facts(s, NULL, &p->facts, err) ||
	    store_get_fx(s, &p->rates, &p->rate_count, err))
		return -1;
	return load_quotes(p, s, err);
}

static void past_release(struct past *p)
{
	deal_list_release(&p->deals);
	fact_list_release(&p->facts);
	free(p->rates);
	for (size_t i = 0; i < p->quote_count; i++)
		candle_series_release(&p->closes[i]);
	free(p->quotes);
	free(p->closes);
}

/* ---- what was known on a day ---- */

static int known_init(struct known *k, const struct past *p, struct error *err)
{
	*k = (struct known){
		.deals.items = calloc(p->deals.count + 1, sizeof *k->deals.items),
		.facts.items = calloc(p->facts.count + 1, sizeof *k->facts.items),
		.quotes = calloc(p->quote_count + 1, sizeof *k->quotes),
		.rates = calloc(p->rate_count + 1, sizeof *k->rates),
	};
	return k->deals.items && k->facts.items && k->quotes && k->rates ? 0 : error_set(err, "out of memory");
}

static void known_release(struct known *k)
{
	deal_list_release(&k->deals);
	fact_list_release(&k->facts);
	free(k->quotes);
	free(k->rates);
}

/* "2025" is over on its last day, "2025-09" on the last of the month. */
static bool was_dated(const char *date, const char *day)
{
	size_t length = strlen(date);
	int order = strncmp(date, day, length);
	return order < 0 || (order == 0 && (length > 4 || strncmp(day + 4, "-12", 3) == 0));
}

static bool is_superseded(const struct deal_list *list, const struct deal *d)
{
	for (size_t i = 0; i < list->count; i++)
		if (strcmp(list->items[i].supersedes, d->id) == 0)
			return true;
	return false;
}

static bool is_guidance(const struct deal *d)
{
	return strcmp(d->class_text, "guidance") == 0;
}

static bool guides(const struct deal_list *list, const char *payer)
{
	for (size_t i = 0; i < list->count; i++)
		if (is_guidance(&list->items[i]) && strcmp(list->items[i].payer, payer) == 0)
			return true;
	return false;
}

/* The ledger keeps each firm's newest guidance. Before all of them were out, their sum is not the
 * group's capex but a part of it. */
static bool has_all_guidance(const struct deal_list *known, const struct deal_list *all)
{
	for (size_t i = 0; i < all->count; i++)
		if (is_guidance(&all->items[i]) && !guides(known, all->items[i].payer))
			return false;
	return true;
}

static void leave_out_guidance(struct deal_list *list)
{
	size_t kept = 0;
	for (size_t i = 0; i < list->count; i++)
		if (!is_guidance(&list->items[i]))
			list->items[kept++] = list->items[i];
	list->count = kept;
}

static void know_deals(struct known *k, const struct past *p, const struct month_end *m)
{
	struct deal_list *list = &k->deals;
	list->count = 0;
	for (size_t i = 0; i < p->deals.count; i++)
		if (was_dated(p->deals.items[i].date, m->day))
			list->items[list->count++] = p->deals.items[i];
	for (size_t i = 0; i < list->count; i++)
		list->items[i].superseded = is_superseded(list, &list->items[i]);
	if (!has_all_guidance(list, &p->deals))
		leave_out_guidance(list);
}

static void know_figures(struct known *k, const struct past *p, const struct month_end *m)
{
	k->facts.count = k->rate_count = 0;
	for (size_t i = 0; i < p->facts.count; i++)
		if (p->facts.items[i].as_of <= m->time)
			k->facts.items[k->facts.count++] = p->facts.items[i];
	for (size_t i = 0; i < p->rate_count; i++)
		if (p->rates[i].as_of <= m->time)
			k->rates[k->rate_count++] = p->rates[i];
}

static void know_quotes(struct known *k, const struct past *p, const struct month_end *m)
{
	k->quote_count = 0;
	for (size_t i = 0; i < p->quote_count; i++) {
		const struct candle_series *series = &p->closes[i];
		size_t at = 0;
		while (at < series->count && series->items[at].time != m->start)
			at++;
		if (at == series->count)
			continue;
		struct quote *q = &k->quotes[k->quote_count++];
		quote_init(q);
		memcpy(q->symbol, p->quotes[i].symbol, sizeof q->symbol);
		memcpy(q->currency, p->quotes[i].currency, sizeof q->currency);
		memcpy(q->source, series->source, sizeof q->source);
		q->price = series->items[at].close;
		q->as_of = m->time;
	}
}

/* ---- readings ---- */

/* The month that was over `back` months before the one that holds the instant; 0: the one before it. */
static struct month_end month_end_before(int64_t instant, int back)
{
	int64_t year;
	int month, day;
	timestamp_civil(instant / DAY_S, &year, &month, &day);
	int64_t months = year * 12 + month - 1 - back; /* the month after */
	struct month_end m;
	m.time = timestamp_days(months / 12, (int)(months % 12) + 1, 1) * DAY_S - 1;
	timestamp_civil(m.time / DAY_S, &year, &month, &day);
	m.start = timestamp_days(year, month, 1) * DAY_S;
	timestamp_format_date(m.time, m.day);
	return m;
}

static void compute(struct reading *r, struct known *k, const struct past *p, const struct assumption_set *set,
		    const struct month_end *m)
{
	know_deals(k, p, m);
	know_figures(k, p, m);
	know_quotes(k, p, m);
	struct bubble_inputs in = {
		.deals = &k->deals,
		.facts = &k->facts,
		.quotes = k->quotes,
		.quote_count = k->quote_count,
		.rates = k->rates,
		.rate_count = k->rate_count,
	};
	bubble_compute(r, set, &in, m->time);
	r->recomputed = true;
}

/* Returns how many readings there are. */
static size_t compute_all(struct reading *readings, struct known *k, const struct past *p,
			  const struct assumption_set *set, int64_t before)
{
	size_t count = 0;
	for (int back = INDEX_HISTORY_MONTHS - 1; back >= 0; back--) {
		struct month_end m = month_end_before(before, back);
		compute(&readings[count], k, p, set, &m);
		if (reading_component_count(&readings[count]) > 0)
			count++;
	}
	return count;
}

static int recompute(struct store *s, const struct past *p, int64_t before, struct error *err)
{
	struct assumption_set set;
	struct known known;
	struct reading *readings = calloc(INDEX_HISTORY_MONTHS, sizeof *readings);
	int status = known_init(&known, p, err);
	if (status == 0 && !readings)
		status = error_set(err, "out of memory");
	if (status == 0)
		status = index_assumptions(&set, err);
	if (status == 0)
		status = store_replace_recomputed(s, readings, compute_all(readings, &known, p, &set, before), err);
	known_release(&known);
	free(readings);
	return status;
}

int index_history_store(struct store *s, int64_t now, struct error *err)
{
	struct past past;
	int64_t first = 0;
	int status = store_get_first_reading_time(s, &first, err) || past_load(&past, s, err) ? -1 : 0;
	if (status == 0)
		status = recompute(s, &past, first && first < now ? first : now, err);
	past_release(&past);
	return status;
}
