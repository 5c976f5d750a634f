#include "cli/collect_companies.h"

#include <stdio.h>
#include <string.h>

#define LEARNED_MAX 40 /* of the longest watchlists; each costs the SEC a few MB a day */
#define NOTE_SIZE (SYMBOL_SIZE + 8)

/* Shares in New York bear letters alone, or letters and a class. */
static bool may_file(const char *symbol)
{
	size_t letters = strspn(symbol, "ABCDEFGHIJKLMNOPQRSTUVWXYZ"), length = strlen(symbol);
	bool has_class = length == letters + 2 && symbol[letters] == '-' && symbol[letters + 1] >= 'A' &&
			 symbol[letters + 1] <= 'Z';
	return letters && letters <= 5 && (length == letters || has_class);
}

int collect_add_companies(struct collect_loop *c)
{
	size_t added = 0;
	for (size_t i = 0; i < c->settings.symbol_count && added < LEARNED_MAX; i++) {
		struct company unknown;
		if (!may_file(c->symbols[i]) || company_list_find(&c->companies, c->symbols[i]))
			continue;
		company_init(&unknown, c->symbols[i]);
		unknown.learned = true;
		if (company_list_add(&c->companies, &unknown))
			return -1;
		added++;
	}
	return 0;
}

bool collect_waits_for_number(const struct source *s)
{
	bool by_number = s->class == &source_sec_facts || s->class == &source_sec_filings;
	return by_number && s->company && !*s->company->cik;
}

static void name_note(const char *symbol, char out[NOTE_SIZE])
{
	snprintf(out, NOTE_SIZE, "cik %s", symbol);
}

/* What is known now of a company is what its sources are asked by. */
static void settle(struct collect_loop *c, const struct company *company)
{
	for (size_t i = 0; i < c->sources.count; i++) {
		struct source *s = &c->sources.items[i];
		if (s->company != company || strcmp(s->class->hosts[0], "data.sec.gov") != 0)
			continue;
		struct error err;
		source_settle(s, &err);
	}
}

int collect_load_companies(struct collect_loop *c, struct error *err)
{
	for (size_t i = 0; i < c->companies.count; i++) {
		struct company *company = &c->companies.items[i];
		char note[NOTE_SIZE], cik[CIK_SIZE];
		if (!company->learned)
			continue;
		name_note(company->symbol, note);
		if (store_get_note(c->store, note, cik, sizeof cik, err))
			return -1;
		if (strlen(cik) != CIK_SIZE - 1 || strspn(cik, "0123456789") != CIK_SIZE - 1)
			continue;
		memcpy(company->cik, cik, sizeof cik);
		settle(c, company);
	}
	return 0;
}

static struct company *find_learned(struct collect_loop *c, const char *symbol)
{
	for (size_t i = 0; i < c->companies.count; i++)
		if (c->companies.items[i].learned && !strcmp(c->companies.items[i].symbol, symbol))
			return &c->companies.items[i];
	return NULL;
}

static void ask_for(struct collect_loop *c, const struct company *company)
{
	int64_t steady = clock_steady_ms();
	for (size_t i = 0; i < c->sources.count; i++) {
		const struct source *s = &c->sources.items[i];
		bool by_number = s->class == &source_sec_facts || s->class == &source_sec_filings;
		if (by_number && s->company == company && c->schedule.slots[i].due_ms == SCHEDULE_NEVER)
			collect_set_due(c, i, steady);
	}
}

void collect_note_companies(struct collect_loop *c, const struct batch *batch)
{
	for (size_t i = 0; i < batch->company_count; i++) {
		struct company *company = find_learned(c, batch->companies[i].symbol);
		char note[NOTE_SIZE];
		struct error err;
		if (!company || !strcmp(company->cik, batch->companies[i].cik))
			continue;
		bool is_new = !*company->cik;
		memcpy(company->cik, batch->companies[i].cik, sizeof company->cik);
		name_note(company->symbol, note);
		collect_note_store(c, store_put_note(c->store, note, company->cik, &err), &err);
		settle(c, company);
		if (is_new)
			ask_for(c, company);
	}
}
