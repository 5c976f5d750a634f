#include "fetch/batch.h"

#include <stdlib.h>
#include <string.h>

void batch_init(struct batch *b)
{
	*b = (struct batch){ 0 };
}

void batch_release(struct batch *b)
{
	for (size_t i = 0; i < b->series_count; i++)
		candle_series_release(&b->series[i]);
	for (size_t i = 0; i < b->headline_count; i++)
		headline_release(&b->headlines[i]);
	free(b->quotes);
	free(b->details);
	free(b->rates);
	free(b->series);
	free(b->events);
	free(b->headlines);
	free(b->filings);
	free(b->companies);
	fact_list_release(&b->facts);
	batch_init(b);
}

int batch_hand_over(struct batch *out, struct batch *found, int result)
{
	if (result) {
		batch_release(found);
		return -1;
	}
	batch_release(out);
	*out = *found;
	return 0;
}

/* Makes room for one more element; capacities are the powers of two, so none need be kept. */
static void *grown(void *items, size_t count, size_t size)
{
	if (count & (count - 1))
		return items;
	return realloc(items, (count ? count * 2 : 1) * size);
}

static int append(void **items, size_t *count, const void *item, size_t size)
{
	char *all = grown(*items, *count, size);
	if (!all)
		return -1;
	memcpy(all + *count * size, item, size);
	*items = all;
	++*count;
	return 0;
}

int batch_add_quote(struct batch *b, const struct quote *q)
{
	void *items = b->quotes;
	int result = append(&items, &b->quote_count, q, sizeof *q);
	b->quotes = items;
	return result;
}

void batch_demote_quotes(struct batch *b)
{
	free(b->details);
	b->details = b->quotes;
	b->detail_count = b->quote_count;
	b->quotes = NULL;
	b->quote_count = 0;
}

void batch_drop_series(struct batch *b)
{
	for (size_t i = 0; i < b->series_count; i++)
		candle_series_release(&b->series[i]);
	b->series_count = 0;
}

int batch_add_rate(struct batch *b, const struct fx_rate *r)
{
	void *items = b->rates;
	int result = append(&items, &b->rate_count, r, sizeof *r);
	b->rates = items;
	return result;
}

int batch_add_event(struct batch *b, const struct corporate_event *e)
{
	void *items = b->events;
	int result = append(&items, &b->event_count, e, sizeof *e);
	b->events = items;
	return result;
}

int batch_add_series(struct batch *b, struct candle_series *s)
{
	void *items = b->series;
	int result = append(&items, &b->series_count, s, sizeof *s);
	b->series = items;
	if (!result)
		candle_series_init(s);
	return result;
}

int batch_add_headline(struct batch *b, struct headline *h)
{
	void *items = b->headlines;
	int result = append(&items, &b->headline_count, h, sizeof *h);
	b->headlines = items;
	if (!result)
		*h = (struct headline){ 0 };
	return result;
}

int batch_add_fact(struct batch *b, const struct fact *f)
{
	return fact_list_append(&b->facts, f);
}

int batch_add_filing(struct batch *b, const struct filing *f)
{
	void *items = b->filings;
	int result = append(&items, &b->filing_count, f, sizeof *f);
	b->filings = items;
	return result;
}

int batch_add_company(struct batch *b, const struct company *c)
{
	void *items = b->companies;
	int result = append(&items, &b->company_count, c, sizeof *c);
	b->companies = items;
	return result;
}

size_t batch_items(const struct batch *b)
{
	size_t items = b->quote_count + b->rate_count + b->event_count + b->headline_count + b->facts.count +
		       b->filing_count + b->company_count;
	if (!b->series_count)
		items += b->detail_count;
	for (size_t i = 0; i < b->series_count; i++)
		items += b->series[i].count;
	return items;
}
