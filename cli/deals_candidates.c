/* froth deals --candidates, accept and refuse: what headlines suggest for the ledger, and a person's word on it.
 * The person's file is written here; the store's mark is the collector's to make, or ours where none runs. */
#include <stdlib.h>
#include <string.h>

#include "cli/deals.h"
#include "cli/json.h"
#include "cli/requests.h"
#include "cli/table.h"
#include "config/ledger.h"

static const char *const keys[] = { "id",
				    "date",
				    "from",
				    "to",
				    "kind",
				    "amount_low",
				    "amount_high",
				    "currency",
				    "gw",
				    "status",
				    "delivery_class",
				    "confidence",
				    "source",
				    "note",
				    "payer",
				    "payee",
				    "sentence",
				    "headline",
				    "url",
				    "paper",
				    "amount",
				    "doubtful",
				    NULL };

/* ---- the list ---- */

static bool is_about(const struct candidate *c, const struct deal_list *deals, const char *company)
{
	char symbol[SYMBOL_SIZE];
	struct deal row;
	bool is_symbol = symbol_parse(company, symbol) == 0;
	candidate_to_deal(c, deals, &row);
	return deal_is_about(&row, is_symbol ? deal_node_of(symbol) : "", company);
}

static cJSON *rows_of(const struct candidate *items, size_t count, const struct deal_list *deals)
{
	cJSON *rows = cJSON_CreateArray();
	for (size_t i = 0; i < count; i++) {
		const struct candidate *c = &items[i];
		struct deal d;
		candidate_to_deal(c, deals, &d);
		cJSON *row = json_row(rows);
		json_put_text(row, "id", d.id);
		json_put_text(row, "date", d.date);
		json_put_text(row, "from", d.from);
		json_put_text(row, "to", d.to);
		json_put_text(row, "kind", d.kind);
		json_put_number(row, "amount_low", d.amount_low);
		json_put_number(row, "amount_high", d.amount_high);
		json_put_text(row, "currency", d.currency);
		json_put_number(row, "gw", d.gw);
		json_put_text(row, "status", candidate_status_name(c->status));
		json_put_text(row, "delivery_class", d.class_text);
		json_put_text(row, "confidence", d.confidence);
		json_put_text(row, "source", d.source);
		json_put_text(row, "note", d.note);
		json_put_text(row, "payer", d.payer);
		json_put_text(row, "payee", d.payee);
		json_put_text(row, "sentence", c->sentence);
		json_put_text(row, "headline", c->title);
		json_put_text(row, "url", c->url);
		json_put_text(row, "paper", c->source);
		json_put_text(row, "amount", c->amount_text);
		cJSON_AddBoolToObject(row, "doubtful", c->doubtful);
	}
	return rows;
}

static void add_cells(struct table *t, const struct candidate *c, const struct deal_list *deals)
{
	struct deal d;
	candidate_to_deal(c, deals, &d);
	table_add(t, TINT_DIM, "%s", d.id);
	table_add(t, TINT_NONE, "%s", d.date);
	table_add(t, TINT_NONE, "%s", d.from);
	table_add(t, TINT_NONE, "%s", d.to);
	table_add(t, TINT_NONE, "%s", d.kind);
	table_add(t, c->doubtful ? TINT_WARN : TINT_NONE, "%s%s", c->amount_text, c->doubtful ? "?" : "");
	table_add(t, TINT_NONE, "%s", d.class_text);
	table_add(t, TINT_DIM, "%s", c->source);
	table_add(t, TINT_NONE, "%s", c->sentence);
}

static int print_text(const struct candidate *items, size_t count, const struct deal_list *deals,
		      const struct invocation *v, struct error *err)
{
	static const struct table_column columns[] = {
		{ "ID", false },     { "DATE", false },  { "FROM", false },  { "TO", false },       { "KIND", false },
		{ "AMOUNT", false }, { "CLASS", false }, { "PAPER", false }, { "SENTENCE", false }, { NULL, false },
	};
	struct table t;
	table_init(&t, columns);
	for (size_t i = 0; i < count; i++)
		add_cells(&t, &items[i], deals);
	return table_finish(&t, v->out, colour_wanted(v->out, v->args->given[ARGUMENT_PLAIN]), err);
}

static int print(const struct candidate *items, size_t count, const struct deal_list *deals, const struct invocation *v,
		 struct error *err)
{
	int status = 0;
	if (v->args->given[ARGUMENT_JSON])
		status = json_print(v->out, rows_of(items, count, deals), err);
	else if (v->args->given[ARGUMENT_CSV])
		status = csv_print(v->out, rows_of(items, count, deals), keys, err);
	else if (count)
		status = print_text(items, count, deals, v, err);
	if (status)
		return EXIT_FAILED;
	if (!count)
		error_set(err, "no candidates are waiting");
	return count ? EXIT_DONE : EXIT_NOTHING;
}

static size_t keep_company(struct candidate *items, size_t count, const struct deal_list *deals, const char *company)
{
	size_t kept = 0;
	for (size_t i = 0; i < count; i++)
		if (!company || is_about(&items[i], deals, company))
			items[kept++] = items[i];
	return kept;
}

int deals_print_candidates(const struct invocation *v, struct error *err)
{
	struct deal_list deals = { 0 };
	struct candidate *items = NULL;
	size_t count = 0;
	int code = EXIT_FAILED;
	if (store_get_deals(v->store, &deals, err) == 0 &&
	    store_get_candidates(v->store, CANDIDATE_WAITING, &items, &count, err) == 0) {
		count = keep_company(items, count, &deals, v->args->values[ARGUMENT_COMPANY]);
		code = print(items, count, &deals, v, err);
	}
	free(items);
	deal_list_release(&deals);
	return code;
}

/* ---- a person's word ---- */

static int ask(const struct invocation *v, const char *verb, const char *id, struct error *err)
{
	char line[REQUEST_LINE_SIZE];
	snprintf(line, sizeof line, "%s %s", verb, id);
	if (requests_append(v->store_path, line, err))
		return -1;
	return requests_settle(v->store_path, clock_wall_s(&v->clock), err);
}

static int write_row(const struct candidate *c, const struct deal_list *deals, const struct invocation *v,
		     struct error *err)
{
	struct ledger_draft draft;
	struct deal row;
	candidate_to_deal(c, deals, &row);
	int result = ledger_draft_whole_row(&draft, &row, err);
	if (!result)
		fprintf(v->out, "%s %s line %d of %s\n", row.id, draft.is_added ? "is now" : "stands already in",
			draft.line, draft.path);
	ledger_draft_release(&draft);
	return result;
}

static int accept(const struct candidate *c, const struct invocation *v, struct error *err)
{
	struct deal_list deals = { 0 };
	int result =
		store_get_deals(v->store, &deals, err) || write_row(c, &deals, v, err) || ask(v, "accept", c->id, err)
			? -1
			: 0;
	deal_list_release(&deals);
	return result ? EXIT_FAILED : EXIT_DONE;
}

static int refuse(const struct candidate *c, const struct invocation *v, struct error *err)
{
	if (c->status == CANDIDATE_ACCEPTED) {
		error_set(err, "%s was accepted: its row is in your ledger file", c->id);
		return EXIT_FAILED;
	}
	return ask(v, "refuse", c->id, err) ? EXIT_FAILED : EXIT_DONE;
}

int deals_decide(const struct invocation *v, struct error *err)
{
	const struct arguments *a = v->args;
	bool accepts = strcmp(a->words[0], "accept") == 0;
	struct candidate c;
	bool found;
	if ((!accepts && strcmp(a->words[0], "refuse") != 0) || a->word_count != 2) {
		error_set(err, "expected froth deals accept ID or froth deals refuse ID");
		return EXIT_USAGE;
	}
	if (store_get_candidate(v->store, a->words[1], &c, &found, err))
		return EXIT_FAILED;
	if (!found) {
		error_set(err, "there is no such candidate; froth deals --candidates lists them");
		return EXIT_NOTHING;
	}
	return accepts ? accept(&c, v, err) : refuse(&c, v, err);
}
