#include "tests/bubble/shipped_world.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/shipped.h"

void shipped_records_init(struct shipped_records *s)
{
	const struct shipped_file *assumptions = shipped_find("assumptions.tsv"), *ledger = shipped_find("ledger.tsv");
	const struct shipped_file *facts = shipped_find("facts.tsv");
	struct error err = { "" };

	memset(s, 0, sizeof *s);
	if (assumption_set_parse(&s->set, assumptions->data, assumptions->length, &err) ||
	    deal_list_parse(&s->deals, ledger->data, ledger->length, &err) ||
	    fact_list_parse(&s->facts, facts->data, facts->length, &err))
		fail_msg("%s", err.text);
	s->rates[0] = (struct fx_rate){ .from = "USD", .to = "TWD", .rate = 3809 / 122.5 };
	s->rates[1] = (struct fx_rate){ .from = "USD", .to = "JPY", .rate = 158.73 };
	s->in = (struct bubble_inputs){ .deals = &s->deals, .facts = &s->facts, .rates = s->rates, .rate_count = 2 };
}

void shipped_records_release(struct shipped_records *s)
{
	deal_list_release(&s->deals);
	fact_list_release(&s->facts);
}

struct fact *shipped_fact(struct shipped_records *s, const char *symbol, const char *concept_name, const char *period)
{
	const struct fact *found = fact_list_find(&s->facts, symbol, concept_name, period);

	if (!found)
		fail_msg("no %s of %s", concept_name, symbol);
	return &s->facts.items[found - s->facts.items];
}

void shipped_forget(struct shipped_records *s, const char *symbol)
{
	size_t kept = 0;

	for (size_t i = 0; i < s->facts.count; i++)
		if (strcmp(s->facts.items[i].symbol, symbol) != 0)
			s->facts.items[kept++] = s->facts.items[i];
	s->facts.count = kept;
}

struct series_test series_test_sample(const char *symbol, int lag, double p, int64_t last)
{
	struct series_test t = { .lag = lag,
				 .count = 520,
				 .window = 46,
				 .last = last,
				 .gsadf = 2.927747710772,
				 .bsadf = 1.2,
				 .critical_gsadf = { 2.01, 2.24, 2.75 },
				 .replicates = 999,
				 .p_gsadf = 0.23,
				 .p_bsadf = p };

	snprintf(t.symbol, sizeof t.symbol, "%s", symbol);
	return t;
}

const struct reading_input *reading_input_named(const struct reading *r, const char *name)
{
	for (size_t i = 0; i < r->input_count; i++)
		if (strcmp(r->inputs[i].name, name) == 0)
			return &r->inputs[i];
	fail_msg("no input \"%s\"", name);
	return NULL;
}
