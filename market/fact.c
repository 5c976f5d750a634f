#include "market/fact.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/tsv.h"

enum column { SYMBOL, CONCEPT, VALUE, UNIT, PERIOD, AS_OF, ORIGIN, NOTE };

static const char *const columns[] = {
	[SYMBOL] = "symbol", [CONCEPT] = "concept", [VALUE] = "value",
	[UNIT] = "unit",     [PERIOD] = "period",   [AS_OF] = "as_of",
	[ORIGIN] = "origin", [NOTE] = "note",       NULL,
};

void fact_list_release(struct fact_list *list)
{
	free(list->items);
	free(list->splits);
	*list = (struct fact_list){ 0 };
}

int fact_list_append(struct fact_list *list, const struct fact *fact)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 32;
		struct fact *items = realloc(list->items, capacity * sizeof *items);
		if (!items)
			return -1;
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = *fact;
	return 0;
}

static bool unit_is_valid(const char *unit)
{
	return currency_is_valid(unit) || !strcmp(unit, "shares") || !strcmp(unit, "x") || !strcmp(unit, "%");
}

static int parse_row(struct fact *f, const struct tsv *t, struct error *err)
{
	*f = (struct fact){ .source = SHIPPED_SOURCE };
	if (tsv_text(t, SYMBOL, true, f->symbol, sizeof f->symbol, err) ||
	    tsv_text(t, CONCEPT, true, f->concept, sizeof f->concept, err) ||
	    tsv_number(t, VALUE, -1e18, 1e18, &f->value, err) ||
	    tsv_text(t, UNIT, true, f->unit, sizeof f->unit, err) ||
	    tsv_text(t, PERIOD, false, f->period, sizeof f->period, err) || tsv_date(t, AS_OF, &f->as_of, err) ||
	    tsv_text(t, ORIGIN, true, f->origin, sizeof f->origin, err) ||
	    tsv_text(t, NOTE, false, f->note, sizeof f->note, err))
		return -1;
	if (!symbol_is_valid(f->symbol))
		return tsv_refuse(t, SYMBOL, err, "a symbol like NVDA");
	if (strspn(f->concept, "abcdefghijklmnopqrstuvwxyz0123456789_") != strlen(f->concept))
		return tsv_refuse(t, CONCEPT, err, "a name like net_income");
	if (!isfinite(f->value))
		return tsv_refuse(t, VALUE, err, "a number");
	if (!unit_is_valid(f->unit))
		return tsv_refuse(t, UNIT, err, "a currency like USD, or shares, x, %%");
	return 0;
}

static bool is_same_fact(const struct fact *a, const struct fact *b)
{
	return !strcmp(a->symbol, b->symbol) && !strcmp(a->concept, b->concept) && !strcmp(a->period, b->period) &&
	       a->as_of == b->as_of;
}

static int add_row(struct fact_list *list, const struct tsv *t, struct error *err)
{
	struct fact f;
	if (parse_row(&f, t, err))
		return -1;
	for (size_t i = 0; i < list->count; i++)
		if (is_same_fact(&list->items[i], &f))
			return tsv_refuse(t, CONCEPT, err, "a symbol, concept, period and date that no row above has");
	return fact_list_append(list, &f) ? error_set(err, "out of memory") : 0;
}

int fact_list_parse(struct fact_list *list, const char *text, size_t length, struct error *err)
{
	*list = (struct fact_list){ 0 };
	struct tsv t;
	int status = -1;
	if (!tsv_open(&t, "facts.tsv", columns, text, length, err))
		while ((status = tsv_next(&t, err)) == 1)
			if (add_row(list, &t, err)) {
				status = -1;
				break;
			}
	if (status < 0)
		fact_list_release(list);
	return status;
}

/* ---- the best of several ---- */

#define SAME_PERIOD_S (10 * 86400) /* some sources round the end of a period to the end of its month */

/* Nearest to the filing first. */
static int source_rank(const struct fact *f)
{
	static const char *const ranks[] = { "sec", "yahoo", SHIPPED_SOURCE };
	const int count = sizeof ranks / sizeof *ranks;
	int i = 0;
	while (i < count - 1 && strncmp(f->source, ranks[i], strlen(ranks[i])) != 0)
		i++;
	return i;
}

bool fact_is_better(const struct fact *a, const struct fact *b)
{
	int64_t later = a->as_of - b->as_of;
	int nearer = source_rank(b) - source_rank(a);
	if (nearer && later >= -SAME_PERIOD_S && later <= SAME_PERIOD_S)
		return nearer > 0;
	return later > 0 || (later == 0 && a->fetched > b->fetched);
}

static const struct fact *better(const struct fact *best, const struct fact *f)
{
	return !best || fact_is_better(f, best) ? f : best;
}

const struct fact *fact_list_find(const struct fact_list *list, const char *symbol, const char *concept_name,
				  const char *period)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < list->count; i++) {
		const struct fact *f = &list->items[i];
		if (!strcmp(f->symbol, symbol) && !strcmp(f->concept, concept_name) &&
		    (!period || !strcmp(f->period, period)))
			best = better(best, f);
	}
	return best;
}

static bool is_of_a_year(const struct fact *f)
{
	return !strcmp(f->period, "TTM") || !strncmp(f->period, "FY", 2);
}

const struct fact *fact_list_find_year(const struct fact_list *list, const char *symbol, const char *concept_name)
{
	const struct fact *best = NULL;
	for (size_t i = 0; i < list->count; i++) {
		const struct fact *f = &list->items[i];
		if (is_of_a_year(f) && !strcmp(f->symbol, symbol) && !strcmp(f->concept, concept_name))
			best = better(best, f);
	}
	return best;
}

bool fact_has_tag(const struct fact *f, const char *tag)
{
	size_t length = strlen(tag);
	for (const char *p = f->note; *p == '#'; p += strspn(p, " ")) {
		size_t word = strcspn(p, " ");
		if (word == length + 1 && !strncmp(p + 1, tag, length))
			return true;
		p += word;
	}
	return false;
}

/* Where the word at p is an accession number: 0001045810-26-000052. */
static bool is_accession(const char *p)
{
	static const char form[] = "##########-##-######";
	for (size_t i = 0; form[i]; i++, p++)
		if (form[i] == '#' ? *p < '0' || *p > '9' : *p != form[i])
			return false;
	return *p < '0' || *p > '9';
}

bool fact_filing(const struct fact *f, char out[FILING_SIZE])
{
	*out = '\0';
	for (const char *p = f->origin; *p; p++)
		if ((p == f->origin || p[-1] < '0' || p[-1] > '9') && is_accession(p))
			snprintf(out, FILING_SIZE, "%.*s", FILING_SIZE - 1, p);
	return *out;
}

int64_t fact_filed(const struct fact *f)
{
	static const char word[] = "filed ";
	char date[11];
	int64_t filed = 0, time;
	for (const char *p = strstr(f->origin, word); p; p = strstr(p + 1, word)) {
		snprintf(date, sizeof date, "%.10s", p + strlen(word));
		if (timestamp_parse_date(date, &time) == 0 && time > filed)
			filed = time;
	}
	return filed;
}
