#include "market/company.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/shipped.h"
#include "base/tsv.h"

enum column { SYMBOL, CIK, SHARES_PER_UNIT, FORM, YEAR_END, CURRENCY, YEAR_NAMED_BY, PROFIT, ORIGIN };

static const char *const columns[] = {
	[SYMBOL] = "symbol",
	[CIK] = "cik",
	[SHARES_PER_UNIT] = "shares_per_unit",
	[FORM] = "form",
	[YEAR_END] = "year_end",
	[CURRENCY] = "currency",
	[YEAR_NAMED_BY] = "year_named_by",
	[PROFIT] = "profit",
	[ORIGIN] = "origin",
	NULL,
};

void company_init(struct company *c, const char *symbol)
{
	*c = (struct company){ .shares_per_unit = 1 };
	snprintf(c->symbol, sizeof c->symbol, "%s", symbol);
}

void company_list_release(struct company_list *list)
{
	free(list->items);
	*list = (struct company_list){ 0 };
}

const struct company *company_list_find(const struct company_list *list, const char *symbol)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].symbol, symbol))
			return &list->items[i];
	return NULL;
}

int company_list_add(struct company_list *list, const struct company *company)
{
	struct company *items = realloc(list->items, (list->count + 1) * sizeof *items);
	if (!items)
		return -1;
	list->items = items;
	items[list->count++] = *company;
	return 0;
}

/* A field that is one of two words, or empty, which is the first. */
static int read_choice(const struct tsv *t, enum column column, const char *first, const char *second, bool *out,
		       struct error *err)
{
	const char *word = tsv_field(t, column);
	*out = !strcmp(word, second);
	if (*out || !*word || !strcmp(word, first))
		return 0;
	return tsv_refuse(t, column, err, "%s or %s", first, second);
}

static bool is_year_end(const char *text)
{
	int month, day, used = 0;
	return !*text || (sscanf(text, "%2d-%2d%n", &month, &day, &used) == 2 && used == 5 && !text[5] && month >= 1 &&
			  month <= 12 && day >= 1 && day <= 31);
}

static int check_row(const struct company *c, const struct tsv *t, struct error *err)
{
	size_t digits = strspn(c->cik, "0123456789");
	if (!symbol_is_valid(c->symbol))
		return tsv_refuse(t, SYMBOL, err, "a symbol like NVDA");
	if (c->cik[digits] || (digits && digits != CIK_SIZE - 1))
		return tsv_refuse(t, CIK, err, "ten digits like 0001045810");
	if (!(c->shares_per_unit > 0))
		return tsv_refuse(t, SHARES_PER_UNIT, err, "a number above zero");
	if (!is_year_end(c->year_end))
		return tsv_refuse(t, YEAR_END, err, "a month and a day like 01-31");
	if (*c->currency && !currency_is_valid(c->currency))
		return tsv_refuse(t, CURRENCY, err, "a currency like USD");
	return 0;
}

static int parse_row(struct company *c, const struct tsv *t, struct error *err)
{
	company_init(c, "");
	if (tsv_text(t, SYMBOL, true, c->symbol, sizeof c->symbol, err) ||
	    tsv_text(t, CIK, false, c->cik, sizeof c->cik, err) ||
	    tsv_number(t, SHARES_PER_UNIT, 1e-6, 1e6, &c->shares_per_unit, err) ||
	    tsv_text(t, FORM, false, c->form, sizeof c->form, err) ||
	    tsv_text(t, YEAR_END, false, c->year_end, sizeof c->year_end, err) ||
	    tsv_text(t, CURRENCY, false, c->currency, sizeof c->currency, err) ||
	    read_choice(t, YEAR_NAMED_BY, "end", "start", &c->year_by_start, err) ||
	    read_choice(t, PROFIT, "realised", "unrealised", &c->unrealised, err))
		return -1;
	return check_row(c, t, err);
}

static int add_row(struct company_list *list, const struct tsv *t, struct error *err)
{
	struct company c;
	if (parse_row(&c, t, err))
		return -1;
	if (company_list_find(list, c.symbol))
		return tsv_refuse(t, SYMBOL, err, "a symbol that no row above has");
	return company_list_add(list, &c) ? error_set(err, "out of memory") : 0;
}

int company_list_parse(struct company_list *list, const char *text, size_t length, struct error *err)
{
	*list = (struct company_list){ 0 };
	struct tsv t;
	int status = -1;
	if (!tsv_open(&t, "companies.tsv", columns, text, length, err))
		while ((status = tsv_next(&t, err)) == 1)
			if (add_row(list, &t, err)) {
				status = -1;
				break;
			}
	if (status < 0)
		company_list_release(list);
	return status;
}

int company_list_load(struct company_list *list, struct error *err)
{
	const struct shipped_file *file = shipped_find("companies.tsv");
	*list = (struct company_list){ 0 };
	if (!file)
		return error_set(err, "this build holds no companies.tsv");
	return company_list_parse(list, file->data, file->length, err);
}
