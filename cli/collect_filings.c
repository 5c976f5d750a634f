#include "cli/collect_filings.h"

#include <stdio.h>
#include <string.h>

#define AWAITED_S (7 * 86400) /* how long figures of a new report are waited for */

/* An event's notice brings figures only if it announces results; one without items may. */
static bool announces_figures(const struct filing *f)
{
	return strcmp(f->form, "8-K") != 0 || !*f->items || strstr(f->items, "2.02");
}

static const struct filing *newest_report(const struct batch *batch)
{
	for (size_t i = 0; i < batch->filing_count; i++)
		if (announces_figures(&batch->filings[i]))
			return &batch->filings[i];
	return NULL;
}

static const struct filing *newest_accounts(const struct batch *batch)
{
	for (size_t i = 0; i < batch->filing_count; i++) {
		const struct filing *f = &batch->filings[i];
		if (f->has_figures && strcmp(f->form, "8-K") != 0)
			return f;
	}
	return NULL;
}

static int is_new(struct store *store, const struct filing *f, bool *is_new, struct error *err)
{
	char name[SYMBOL_SIZE + 16], known[ACCESSION_SIZE];
	snprintf(name, sizeof name, "filing %s", f->symbol);
	if (store_get_note(store, name, known, sizeof known, err))
		return -1;
	*is_new = *known && strcmp(known, f->accession) != 0;
	return strcmp(known, f->accession) != 0 ? store_put_note(store, name, f->accession, err) : 0;
}

static int has_arrived(struct store *store, const struct filing *f, bool *arrived, struct error *err)
{
	struct fact_list facts;
	if (store_get_facts(store, f->symbol, &facts, err))
		return -1;
	*arrived = false;
	for (size_t i = 0; i < facts.count && !*arrived; i++)
		*arrived = strstr(facts.items[i].origin, f->accession) && strcmp(facts.items[i].source, SHIPPED_SOURCE);
	fact_list_release(&facts);
	return 0;
}

int collect_note_filings(struct store *store, const struct batch *batch, int64_t now, char renew[SYMBOL_SIZE],
			 struct error *err)
{
	const struct filing *report = newest_report(batch), *accounts = newest_accounts(batch);
	bool fresh = false, arrived = true;
	*renew = '\0';
	if (report && is_new(store, report, &fresh, err))
		return -1;
	if (accounts && accounts->filed >= now - AWAITED_S && has_arrived(store, accounts, &arrived, err))
		return -1;
	if (fresh || !arrived)
		snprintf(renew, SYMBOL_SIZE, "%s", (report ? report : accounts)->symbol);
	return 0;
}
