/* The ledger's format: reading it, and merging a person's own file into what was read. */
#include "market/deal.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/tsv.h"
#include "base/utf8.h"

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
	EDGE_LOW,
	EDGE_HIGH,
	GW_IN,
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
	[EDGE_LOW] = "edge_low",
	[EDGE_HIGH] = "edge_high",
	[GW_IN] = "gw_in",
	NULL,
};

#define FIRST_COLUMNS EDGE_LOW /* a file from before the later ones were thought of has these */

static const char *const figures[] = { "fact", "guidance", "quote" };
static const char *const confidences[] = { "high", "medium", "low" };

static bool is_one_of(const char *text, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(words[i], text))
			return true;
	return false;
}

/* A field that a terminal may show as it is: what was pasted into a person's own file too. */
static int parse_text(const struct tsv *t, enum column column, bool required, char *out, size_t size, struct error *err)
{
	if (tsv_text(t, column, required, out, size, err))
		return -1;
	safe_copy(out, size, tsv_field(t, column));
	return required && !*out ? tsv_refuse(t, column, err, "a text") : 0;
}

static int parse_class(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_text(t, CLASS, true, d->class_text, sizeof d->class_text, err))
		return -1;
	for (int c = DELIVERY_NONE + 1; c < DELIVERY_CLASSES; c++)
		if (!strcmp(delivery_class_name((enum delivery_class)c), d->class_text))
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
	if (d->amount_low > d->amount_high)
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

static int parse_edge_money(const struct tsv *t, struct deal *d, struct error *err)
{
	if (tsv_number(t, EDGE_LOW, 0, 1e18, &d->edge_low, err) ||
	    tsv_number(t, EDGE_HIGH, 0, 1e18, &d->edge_high, err))
		return -1;
	if (d->edge_low > d->edge_high)
		return tsv_refuse(t, EDGE_HIGH, err, "no less than edge_low");
	if ((isfinite(d->edge_low) || isfinite(d->edge_high)) && !(deal_has_edge(d) && *d->currency))
		return tsv_refuse(t, isfinite(d->edge_low) ? EDGE_LOW : EDGE_HIGH, err,
				  "nothing in a row without payer, payee and currency");
	return 0;
}

static int parse_texts(const struct tsv *t, struct deal *d, struct error *err)
{
	if (parse_text(t, ID, true, d->id, sizeof d->id, err) ||
	    parse_text(t, FROM, true, d->from, sizeof d->from, err) ||
	    parse_text(t, TO, false, d->to, sizeof d->to, err) ||
	    parse_text(t, KIND, true, d->kind, sizeof d->kind, err) ||
	    parse_text(t, TERM, false, d->term, sizeof d->term, err) ||
	    parse_text(t, STATUS, false, d->status, sizeof d->status, err) ||
	    parse_text(t, CONFIDENCE, true, d->confidence, sizeof d->confidence, err) ||
	    parse_text(t, SOURCE, true, d->source, sizeof d->source, err) ||
	    parse_text(t, NOTE, false, d->note, sizeof d->note, err) ||
	    parse_text(t, GW_IN, false, d->gw_in, sizeof d->gw_in, err))
		return -1;
	if (!is_one_of(d->confidence, confidences, 3))
		return tsv_refuse(t, CONFIDENCE, err, "high, medium or low");
	return 0;
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

/* ---- one text ------------------------------------------------------------------------------------ */

/* A text being read, and the rows that it may name beside its own. */
struct reader {
	const char *name, *text;
	size_t length;
	const struct deal_list *base; /* NULL: none */
	struct deal_list rows;        /* owned */
};

/* The row in force under an id: a correction hides what it corrects. */
static const struct deal *row_in_force(const struct reader *r, const char *id)
{
	const struct deal *own = deal_list_find(&r->rows, id);
	return own || !r->base ? own : deal_list_find(r->base, id);
}

static bool replaces_itself(const struct reader *r, const struct deal *d)
{
	const struct deal *older = row_in_force(r, d->supersedes);
	while (older && strcmp(older->id, d->id) != 0)
		older = row_in_force(r, older->supersedes);
	return older != NULL;
}

static int parse_supersedes(const struct reader *r, const struct tsv *t, struct deal *d, struct error *err)
{
	if (parse_text(t, SUPERSEDES, false, d->supersedes, sizeof d->supersedes, NULL) ||
	    (*d->supersedes && !row_in_force(r, d->supersedes)))
		return tsv_refuse(t, SUPERSEDES, err, "the id of a row above%s",
				  r->base ? " or of the ledger that it is added to" : "");
	if (*d->supersedes && replaces_itself(r, d))
		return tsv_refuse(t, SUPERSEDES, err, "the id of a row that does not itself give way to %s", d->id);
	return 0;
}

static int parse_row(struct reader *r, const struct tsv *t, struct error *err)
{
	struct deal d = { .origin = r->base ? DEAL_OWN : DEAL_SHIPPED };
	if (parse_texts(t, &d, err) || parse_day(t, &d, err) || parse_class(t, &d, err) || parse_money(t, &d, err) ||
	    parse_edge(t, &d, err) || parse_edge_money(t, &d, err))
		return -1;
	if (deal_list_find(&r->rows, d.id))
		return tsv_refuse(t, ID, err, "an id that no row above has");
	if (parse_supersedes(r, t, &d, err))
		return -1;
	return append(&r->rows, &d, err);
}

/* gw_in may name a row below, so it is looked at when all rows are known. One step is all there is: a row that
 * counts for others is counted by none. */
static int check_power_row(struct reader *r, const struct tsv *t, struct error *err)
{
	const char *id = tsv_field(t, GW_IN);
	const struct deal *other = row_in_force(r, id);
	if (*id && (!other || *other->gw_in || !strcmp(other->id, tsv_field(t, ID))))
		return tsv_refuse(t, GW_IN, err, "the id of another row, whose own gw_in is empty");
	return 0;
}

static int for_each_row(struct reader *r, int (*visit)(struct reader *, const struct tsv *, struct error *),
			struct error *err)
{
	struct tsv t;
	int status;
	if (tsv_open_older(&t, r->name, columns, FIRST_COLUMNS, r->text, r->length, err))
		return -1;
	while ((status = tsv_next(&t, err)) == 1)
		if (visit(r, &t, err))
			return -1;
	return status;
}

/* Fills r->rows; empty after a refusal. */
static int read_rows(struct reader *r, struct error *err)
{
	if (for_each_row(r, parse_row, err) == 0 && for_each_row(r, check_power_row, err) == 0)
		return 0;
	deal_list_release(&r->rows);
	return -1;
}

/* ---- lists --------------------------------------------------------------------------------------- */

static struct deal *find(struct deal_list *list, const char *id)
{
	for (size_t i = 0; i < list->count; i++)
		if (!strcmp(list->items[i].id, id))
			return &list->items[i];
	return NULL;
}

static void mark_superseded(struct deal_list *list)
{
	for (size_t i = 0; i < list->count; i++)
		list->items[i].superseded = false;
	for (size_t i = 0; i < list->count; i++) {
		struct deal *older = find(list, list->items[i].supersedes);
		if (older)
			older->superseded = true;
	}
}

int deal_list_parse(struct deal_list *list, const char *text, size_t length, struct error *err)
{
	struct reader r = { .name = "ledger.tsv", .text = text, .length = length };
	int status = read_rows(&r, err);
	*list = r.rows;
	mark_superseded(list);
	return status;
}

static int copy(struct deal_list *out, const struct deal_list *list, struct error *err)
{
	for (size_t i = 0; i < list->count; i++)
		if (append(out, &list->items[i], err))
			return -1;
	return 0;
}

static int overlay(struct deal_list *out, const struct deal_list *rows, struct error *err)
{
	for (size_t i = 0; i < rows->count; i++) {
		struct deal *corrected = find(out, rows->items[i].id);
		if (corrected)
			*corrected = rows->items[i];
		else if (append(out, &rows->items[i], err))
			return -1;
	}
	return 0;
}

int deal_list_merge(struct deal_list *list, const char *name, const char *text, size_t length, struct error *err)
{
	struct reader r = { .name = name, .text = text, .length = length, .base = list };
	struct deal_list merged = { 0 };
	if (read_rows(&r, err))
		return -1;
	int status = copy(&merged, list, err) || overlay(&merged, &r.rows, err) ? -1 : 0;
	deal_list_release(&r.rows);
	if (status) {
		deal_list_release(&merged);
		return -1;
	}
	deal_list_release(list);
	*list = merged;
	mark_superseded(list);
	return 0;
}
