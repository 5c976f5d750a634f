#include "cli/index_history.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "cli/index.h"

#define DAY_S 86400

/* All that the store holds, of any date. */
struct past {
	struct index_records records; /* of quotes, what is not their price counts: symbol, currency */
	struct candle_series *closes; /* of the quote at the same index, by month */
};

/* A month's last second, and its last day as ledger dates are written. */
struct month_end {
	int64_t start, time;
	char day[TIMESTAMP_SIZE];
};

/* ---- what there is ---- */

static int past_load(struct past *p, struct store *s, struct error *err)
{
	*p = (struct past){ 0 };
	if (store_get_index_records(s, &p->records, err))
		return -1;
	size_t count = p->records.quote_count;
	p->closes = calloc(count + 1, sizeof *p->closes);
	if (!p->closes)
		return error_set(err, "out of memory");
	for (size_t i = 0; i < count; i++)
		candle_series_init(&p->closes[i]);
	int status = 0;
	for (size_t i = 0; i < count && status == 0; i++)
		status = store_get_candles(s, p->records.quotes[i].symbol, "1mo", 0, INT64_MAX, &p->closes[i], err);
	return status;
}

static void past_release(struct past *p)
{
	for (size_t i = 0; p->closes && i < p->records.quote_count; i++)
		candle_series_release(&p->closes[i]);
	free(p->closes);
	index_records_release(&p->records);
}

/* ---- what was known on a day ---- */

/* As much room as there is in all; released by index_records_release in any case. */
static int known_init(struct index_records *known, const struct index_records *all, struct error *err)
{
	*known = (struct index_records){
		.deals.items = calloc(all->deals.count + 1, sizeof *known->deals.items),
		.facts.items = calloc(all->facts.count + 1, sizeof *known->facts.items),
		.quotes = calloc(all->quote_count + 1, sizeof *known->quotes),
		.rates = calloc(all->rate_count + 1, sizeof *known->rates),
		.tests = calloc(all->test_count + 1, sizeof *known->tests),
		.lppls = calloc(all->lppls_count + 1, sizeof *known->lppls),
	};
	bool complete = known->deals.items && known->facts.items && known->quotes && known->rates && known->tests &&
			known->lppls;
	return complete ? 0 : error_set(err, "out of memory");
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

static void know_deals(struct index_records *known, const struct index_records *all, const struct month_end *m)
{
	struct deal_list *list = &known->deals;
	list->count = 0;
	for (size_t i = 0; i < all->deals.count; i++)
		if (was_dated(all->deals.items[i].date, m->day))
			list->items[list->count++] = all->deals.items[i];
	for (size_t i = 0; i < list->count; i++)
		list->items[i].superseded = is_superseded(list, &list->items[i]);
	if (!has_all_guidance(list, &all->deals))
		leave_out_guidance(list);
}

static void know_figures(struct index_records *known, const struct index_records *all, const struct month_end *m)
{
	known->facts.count = known->rate_count = 0;
	for (size_t i = 0; i < all->facts.count; i++)
		if (all->facts.items[i].as_of <= m->time)
			known->facts.items[known->facts.count++] = all->facts.items[i];
	for (size_t i = 0; i < all->rate_count; i++)
		if (all->rates[i].as_of <= m->time)
			known->rates[known->rate_count++] = all->rates[i];
}

/* A test belongs to the last price that it has seen, whenever it was computed. */
static void know_tests(struct index_records *known, const struct index_records *all, const struct month_end *m)
{
	known->test_count = known->lppls_count = 0;
	for (size_t i = 0; i < all->test_count; i++)
		if (all->tests[i].last <= m->time)
			known->tests[known->test_count++] = all->tests[i];
	for (size_t i = 0; i < all->lppls_count; i++)
		if (all->lppls[i].last <= m->time)
			known->lppls[known->lppls_count++] = all->lppls[i];
}

static void know_quotes(struct index_records *known, const struct past *p, const struct month_end *m)
{
	known->quote_count = 0;
	for (size_t i = 0; i < p->records.quote_count; i++) {
		const struct quote *today = &p->records.quotes[i];
		const struct candle_series *series = &p->closes[i];
		size_t at = 0;
		while (at < series->count && series->items[at].time != m->start)
			at++;
		if (at == series->count)
			continue;
		struct quote *q = &known->quotes[known->quote_count++];
		quote_init(q);
		memcpy(q->symbol, today->symbol, sizeof q->symbol);
		memcpy(q->currency, today->currency, sizeof q->currency);
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

/* What all readings of one history have in common. */
struct remaking {
	const struct past *past;
	const struct assumption_set *set;
	const struct index_options *options;
	struct index_records *known;
};

static void compute(struct reading *r, const struct remaking *how, const struct month_end *m)
{
	know_deals(how->known, &how->past->records, m);
	know_figures(how->known, &how->past->records, m);
	know_tests(how->known, &how->past->records, m);
	know_quotes(how->known, how->past, m);
	struct bubble_inputs in = index_inputs(how->known, how->options);
	bubble_compute(r, how->set, &in, m->time);
	r->recomputed = true;
}

/* Returns how many readings there are. */
static size_t compute_all(struct reading *readings, const struct remaking *how, int64_t before)
{
	size_t count = 0;
	for (int back = INDEX_HISTORY_MONTHS - 1; back >= 0; back--) {
		struct month_end m = month_end_before(before, back);
		compute(&readings[count], how, &m);
		if (reading_component_count(&readings[count]) > 0)
			count++;
	}
	return count;
}

static int recompute(struct store *s, const struct past *p, const struct index_options *options, int64_t before,
		     struct error *err)
{
	struct assumption_set set;
	struct index_records known;
	struct remaking how = { p, &set, options, &known };
	struct reading *readings = calloc(INDEX_HISTORY_MONTHS, sizeof *readings);
	int status = known_init(&known, &p->records, err);
	if (status == 0 && !readings)
		status = error_set(err, "out of memory");
	if (status == 0)
		status = index_assumptions(&set, err);
	if (status == 0)
		status = store_replace_recomputed(s, readings, compute_all(readings, &how, before), err);
	index_records_release(&known);
	free(readings);
	return status;
}

int index_history_store(struct store *s, const struct index_options *options, int64_t now, struct error *err)
{
	struct past past = { 0 };
	int64_t first = 0;
	int status = store_get_first_reading_time(s, &first, err) || past_load(&past, s, err) ? -1 : 0;
	if (status == 0)
		status = recompute(s, &past, options, first && first < now ? first : now, err);
	past_release(&past);
	return status;
}
