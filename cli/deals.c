#include "cli/deals.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "cli/json.h"
#include "cli/table.h"

static const char *const keys[] = { "id",          "date",       "from",       "to",     "kind",           "amount_low",
				    "amount_high", "currency",   "gw",         "status", "delivery_class", "confidence",
				    "source",      "note",       "term",       "payer",  "payee",          "edge_low",
				    "edge_high",   "supersedes", "superseded", "gw_in",  "origin",         NULL };

/* ---- which rows ---- */

/* Whose rows are asked for: by the code of a node, by what was typed, and by what the ledger calls the code. */
struct company {
	char node[SYMBOL_SIZE]; /* "" if what was typed can be none */
	const char *typed, *name;
};

static void company_choose(struct company *c, const struct deal_list *deals, const char *typed)
{
	char symbol[SYMBOL_SIZE];
	*c = (struct company){ .typed = typed, .name = typed };
	if (symbol_parse(typed, symbol))
		return;
	snprintf(c->node, sizeof c->node, "%s", deal_node_of(symbol));
	c->name = deal_list_name_of(deals, c->node);
}

static bool is_about(const struct deal *d, const struct company *c)
{
	return deal_is_about(d, c->node, c->typed) || deal_is_about(d, c->node, c->name);
}

/* Newest first, of one date the higher id. A day stands before its month and a month before its year. */
static int compare_dates(const void *a, const void *b)
{
	const struct deal *x = a, *y = b;
	int by_date = strcmp(y->date, x->date);
	return by_date ? by_date : strcmp(y->id, x->id);
}

static int choose(struct deal_list *chosen, const struct deal_list *deals, const char *company, struct error *err)
{
	struct company c;
	*chosen = (struct deal_list){ .items = calloc(deals->count + 1, sizeof *chosen->items) };
	if (!chosen->items)
		return error_set(err, "out of memory");
	chosen->capacity = deals->count + 1;
	if (company)
		company_choose(&c, deals, company);
	for (size_t i = 0; i < deals->count; i++)
		if (!company || is_about(&deals->items[i], &c))
			chosen->items[chosen->count++] = deals->items[i];
	qsort(chosen->items, chosen->count, sizeof *chosen->items, compare_dates);
	return 0;
}

/* ---- rows ---- */

static cJSON *rows_of(const struct deal_list *list)
{
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < list->count; i++) {
		const struct deal *d = &list->items[i];
		cJSON *row = json_row(rows);
		json_put_text(row, "id", d->id);
		json_put_text(row, "date", d->date);
		json_put_text(row, "from", d->from);
		json_put_text(row, "to", d->to);
		json_put_text(row, "kind", d->kind);
		json_put_number(row, "amount_low", d->amount_low);
		json_put_number(row, "amount_high", d->amount_high);
		json_put_text(row, "currency", d->currency);
		json_put_number(row, "gw", d->gw);
		json_put_text(row, "status", d->status);
		json_put_text(row, "delivery_class", d->class_text);
		json_put_text(row, "confidence", d->confidence);
		json_put_text(row, "source", d->source);
		json_put_text(row, "note", d->note);
		json_put_text(row, "term", d->term);
		json_put_text(row, "payer", d->payer);
		json_put_text(row, "payee", d->payee);
		json_put_number(row, "edge_low", d->edge_low);
		json_put_number(row, "edge_high", d->edge_high);
		json_put_text(row, "supersedes", d->supersedes);
		cJSON_AddBoolToObject(row, "superseded", d->superseded);
		json_put_text(row, "gw_in", d->gw_in);
		json_put_text(row, "origin", d->origin == DEAL_OWN ? "own" : "shipped");
	}
	return rows;
}

/* "30", "15-50"; thousand millions, since that is what people say. */
static void format_amount(const struct deal *d, char *out, size_t size)
{
	double low = d->amount_low / BILLION, high = d->amount_high / BILLION;
	if (isfinite(low) && isfinite(high) && low < high)
		snprintf(out, size, "%.10g-%.10g", low, high);
	else if (isfinite(low) || isfinite(high))
		snprintf(out, size, "%.10g", isfinite(high) ? high : low);
	else
		snprintf(out, size, "-");
}

/* At most so many columns; what is cut says so. */
static void fit(char *out, size_t size, const char *text, int columns)
{
	int used;
	size_t length = utf8_fit(text, columns, &used);
	if (!text[length])
		snprintf(out, size, "%s", text);
	else
		snprintf(out, size, "%.*s..", (int)utf8_fit(text, columns - 2, &used), text);
}

/* The host of an address, else the citation. */
static void format_source(const char *source, char *out, size_t size)
{
	const char *host = strstr(source, "://");
	host = host ? host + 3 : source;
	if (host != source && strncmp(host, "www.", 4) == 0)
		host += 4;
	char text[sizeof((struct deal *)0)->source];
	snprintf(text, sizeof text, "%.*s", (int)(host == source ? strlen(host) : strcspn(host, "/")), host);
	fit(out, size, text, 28);
}

static void add_cells(struct table *t, const struct deal *d)
{
	enum tint tint = d->superseded || d->delivery == DELIVERY_CANCELLED ? TINT_DIM : TINT_NONE;
	char amount[48], status[128], source[128];
	format_amount(d, amount, sizeof amount);
	fit(status, sizeof status, d->status, 40);
	format_source(d->source, source, sizeof source);
	table_add(t, TINT_DIM, "%s", d->id);
	table_add(t, tint, "%s", d->date);
	table_add(t, tint, "%s", d->from);
	table_add(t, tint, "%s", d->to);
	table_add(t, tint, "%s", d->kind);
	table_add(t, tint, "%s", amount);
	table_add(t, tint, "%s", d->currency);
	if (isfinite(d->gw))
		table_add(t, tint, "%.4g", d->gw);
	else
		table_add(t, tint, "-");
	table_add(t, tint, "%s", status);
	table_add(t, tint, "%s%s", d->class_text, d->superseded ? ", replaced" : "");
	table_add(t, TINT_DIM, "%s%s", d->origin == DEAL_OWN ? "own, " : "", source);
}

static int print_text(const struct deal_list *list, const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "ID", false },     { "DATE", false },  { "FROM", false },   { "TO", false },
		{ "KIND", false },   { "BN", true },     { "CUR", false },    { "GW", true },
		{ "STATUS", false }, { "CLASS", false }, { "SOURCE", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < list->count; i++)
		add_cells(&t, &list->items[i]);
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int print_rows(const struct deal_list *list, const struct invocation *v, struct error *err)
{
	int status = 0;
	if (v->args->given[ARGUMENT_JSON])
		status = json_print(v->out, rows_of(list), err);
	else if (v->args->given[ARGUMENT_CSV])
		status = csv_print(v->out, rows_of(list), keys, err);
	else if (list->count)
		status = print_text(list, v, err);
	if (status)
		return EXIT_FAILED;
	if (!list->count)
		error_set(err, "no row of the ledger is about that company");
	return list->count ? EXIT_DONE : EXIT_NOTHING;
}

/* ---- command ---- */

static int check(const struct arguments *a, struct error *err)
{
	if (a->given[ARGUMENT_CIRCLE] + a->given[ARGUMENT_ENERGY] + a->given[ARGUMENT_CANDIDATES] > 1)
		return error_set(err, "--circle, --energy and --candidates exclude each other");
	if (a->given[ARGUMENT_CIRCLE] && a->given[ARGUMENT_COMPANY])
		return error_set(err, "--circle is of all companies; leave --company out");
	if (a->given[ARGUMENT_COMPANY] && !*a->values[ARGUMENT_COMPANY])
		return error_set(err, "--company: expected a symbol or a name, found nothing");
	return 0;
}

static int print(const struct deal_list *deals, const struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	struct deal_list chosen;
	if (a->given[ARGUMENT_CIRCLE])
		return deals_print_circle(deals, v, err);
	int code = EXIT_FAILED;
	if (choose(&chosen, deals, a->values[ARGUMENT_COMPANY], err) == 0)
		code = a->given[ARGUMENT_ENERGY] ? deals_print_energy(deals, &chosen, v, err)
						 : print_rows(&chosen, v, err);
	deal_list_release(&chosen);
	return code;
}

int deals_command(struct invocation *v, struct error *err)
{
	struct deal_list deals = { 0 };
	if (check(v->args, err))
		return EXIT_USAGE;
	if (v->args->given[ARGUMENT_CANDIDATES])
		return deals_print_candidates(v, err);
	if (v->args->word_count)
		return deals_decide(v, err);
	int code = store_get_deals(v->store, &deals, err) ? EXIT_FAILED : print(&deals, v, err);
	deal_list_release(&deals);
	return code;
}
