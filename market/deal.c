#include "market/deal.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/tsv.h"

enum column {
	ID,
	DATE,
	FROM,
	TO,
	KIND,
	AMOUNT_LOW,
	AMOUNT_HIGH,
	CURRENCY,
	GW,
	TERM,
	STATUS,
	CLASS,
	CONFIDENCE,
	PAYER,
	PAYEE,
	SUPERSEDES,
	SOURCE,
	NOTE,
};

static const char *const columns[] = {
	[ID] = "id",
	[DATE] = "date",
	[FROM] = "from",
	[TO] = "to",
	[KIND] = "kind",
	[AMOUNT_LOW] = "amount_low",
	[AMOUNT_HIGH] = "amount_high",
	[CURRENCY] = "currency",
	[GW] = "gw",
	[TERM] = "term",
	[STATUS] = "status",
	[CLASS] = "class",
	[CONFIDENCE] = "confidence",
	[PAYER] = "payer",
	[PAYEE] = "payee",
	[SUPERSEDES] = "supersedes",
	[SOURCE] = "source",
	[NOTE] = "note",
	NULL,
};

static const char *const class_names[DELIVERY_CLASSES] = {
	[DELIVERY_NONE] = "",
	[DELIVERY_RUMOUR] = "rumour",
	[DELIVERY_CANCELLED] = "cancelled",
	[DELIVERY_LOI] = "loi",
	[DELIVERY_PLAN] = "plan",
	[DELIVERY_FRAMEWORK] = "framework",
	[DELIVERY_CONTRACT_CONDITIONAL] = "contract-conditional",
	[DELIVERY_CONTRACT] = "contract",
	[DELIVERY_COMMITTED] = "committed",
	[DELIVERY_DONE] = "done",
};

const char *delivery_class_name(enum delivery_class c)
{
	return c < DELIVERY_CLASSES ? class_names[c] : "";
}

static const char *const figures[] = { "fact", "guidance", "quote" };
static const char *const confidences[] = { "high", "medium", "low" };

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], text))
			return true;
	return false;
}

static int parse_class(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_text(t, CLASS, true, d->class_text, sizeof d->class_text, err))
		return -1;
	for (int c = DELIVERY_NONE + 1; c < DELIVERY_CLASSES; c++)
		if (!strcmp(class_names[c], d->class_text))
			d->delivery = (enum delivery_class)c;
	if (d->delivery == DELIVERY_NONE && !is_one_of(d->class_text, figures, 3))
		return tsv_refuse(t, CLASS, err,
				  "one of rumour, cancelled, loi, plan, framework, contract-conditional, contract, "
				  "committed, done, fact, guidance, quote");
	return 0;
}

/* "2025", "2025-09" or "2025-09-22" */
static int parse_day(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_text(t, DATE, true, d->date, sizeof d->date, err))
		return -1;
	static const char rest[] = "0000-01-01";
	char whole[sizeof rest];
	size_t length = strlen(d->date);
	int64_t ignored;
	if (length == 4 || length == 7 || length == 10) {
		memcpy(whole, d->date, length);
		memcpy(whole + length, rest + length, sizeof rest - length);
		if (!timestamp_parse_date(whole, &ignored))
			return 0;
	}
	return tsv_refuse(t, DATE, err, "a date like 2025, 2025-09 or 2025-09-22");
}

static int parse_money(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_number(t, AMOUNT_LOW, 0, 1e18, &d->amount_low, err) ||
	    tsv_number(t, AMOUNT_HIGH, 0, 1e18, &d->amount_high, err) || tsv_number(t, GW, 0, 1e4, &d->gw, err))
		return -1;
	if (isfinite(d->amount_low) && isfinite(d->amount_high) && d->amount_low > d->amount_high)
		return tsv_refuse(t, AMOUNT_HIGH, err, "no less than amount_low");
	if (tsv_text(t, CURRENCY, isfinite(d->amount_low) || isfinite(d->amount_high), d->currency, sizeof d->currency,
		     err))
		return -1;
	if (*d->currency && !currency_is_valid(d->currency))
		return tsv_refuse(t, CURRENCY, err, "a currency like USD");
	return 0;
}

static bool is_node(const char *code)
{
	return strspn(code, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789") == strlen(code);
}

static int parse_edge(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_text(t, PAYER, false, d->payer, sizeof d->payer, err) ||
	    tsv_text(t, PAYEE, false, d->payee, sizeof d->payee, err))
		return -1;
	if (!is_node(d->payer))
		return tsv_refuse(t, PAYER, err, "a code of capital letters and digits");
	if (!is_node(d->payee))
		return tsv_refuse(t, PAYEE, err, "a code of capital letters and digits");
	if (*d->payee && !*d->payer)
		return tsv_refuse(t, PAYER, err, "who pays %s", d->payee);
	if (*d->payee && !strcmp(d->payer, d->payee))
		return tsv_refuse(t, PAYEE, err, "another code than the payer's");
	return 0;
}

static int parse_texts(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_text(t, ID, true, d->id, sizeof d->id, err) || tsv_text(t, FROM, true, d->from, sizeof d->from, err) ||
	    tsv_text(t, TO, false, d->to, sizeof d->to, err) || tsv_text(t, KIND, true, d->kind, sizeof d->kind, err) ||
	    tsv_text(t, TERM, false, d->term, sizeof d->term, err) ||
	    tsv_text(t, STATUS, false, d->status, sizeof d->status, err) ||
	    tsv_text(t, CONFIDENCE, true, d->confidence, sizeof d->confidence, err) ||
	    tsv_text(t, SOURCE, true, d->source, sizeof d->source, err) ||
	    tsv_text(t, NOTE, false, d->note, sizeof d->note, err))
		return -1;
	if (!is_one_of(d->confidence, confidences, 3))
		return tsv_refuse(t, CONFIDENCE, err, "high, medium or low");
	return 0;
}

static struct deal *find(const struct deal_list *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].id, id))
			return &list->items[i];
	return NULL;
}

const struct deal *deal_list_find(const struct deal_list *list, const char *id)
{
	return find(list, id);
}

void deal_list_release(struct deal_list *list)
{
	free(list->items);
	*list = (struct deal_list){ 0 };
}

static int append(struct deal_list *list, const struct deal *d, struct error *err)
{
	if (list->count == list->capacity) {
		size_t capacity = list->capacity ? list->capacity * 2 : 64;
		struct deal *items = realloc(list->items, capacity * sizeof *items);
		if (!items)
			return error_set(err, "out of memory");
		list->items = items;
		list->capacity = capacity;
	}
	list->items[list->count++] = *d;
	return 0;
}

static int parse_row(struct deal_list *list, const struct tsv *t, struct error *err)
{
	struct deal d = { 0 };
	if (parse_texts(t, &d, err) || parse_day(t, &d, err) || parse_class(t, &d, err) || parse_money(t, &d, err) ||
	    parse_edge(t, &d, err))
		return -1;
	if (find(list, d.id))
		return tsv_refuse(t, ID, err, "an id that no row above has");
	const char *replaced = tsv_field(t, SUPERSEDES);
	struct deal *older = find(list, replaced);
	if (*replaced && !older)
		return tsv_refuse(t, SUPERSEDES, err, "the id of a row above");
	if (older)
		older->superseded = true;
	return append(list, &d, err);
}

int deal_list_parse(struct deal_list *list, const char *text, size_t length, struct error *err)
{
	*list = (struct deal_list){ 0 };
	struct tsv t;
	int status = -1;
	if (!tsv_open(&t, "ledger.tsv", columns, text, length, err))
		while ((status = tsv_next(&t, err)) == 1)
			if (parse_row(list, &t, err)) {
				status = -1;
				break;
			}
	if (status < 0)
		deal_list_release(list);
	return status;
}

bool deal_has_edge(const struct deal *d)
{
	return *d->payer && *d->payee;
}

const char *deal_node_of(const char *symbol)
{
	static const struct {
		const char *symbol, *node;
	} nodes[] = { { "9984.T", "SB" }, { "SFTBY", "SB" }, { "2330.TW", "TSM" }, { "GOOG", "GOOGL" } };

	for (size_t i = 0; i < sizeof nodes / sizeof *nodes; i++)
		if (!strcmp(nodes[i].symbol, symbol))
			return nodes[i].node;
	return symbol;
}
