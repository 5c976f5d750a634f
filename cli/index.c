#include "cli/index.h"

#include <stdlib.h>

#include "base/shipped.h"

struct gathered {
	struct deal_list deals;
	struct fact_list facts;
	struct quote *quotes;
	size_t quote_count;
	struct fx_rate *rates;
	size_t rate_count;
};

static int gather_quotes(struct gathered *g, struct store *s, struct error *err)
{
	char(*symbols)[SYMBOL_SIZE] = NULL;
	size_t count = 0;
	if (store_get_symbols(s, &symbols, &count, err))
		return -1;
	int status = 0;
	g->quotes = calloc(count + 1, sizeof *g->quotes);
	if (!g->quotes)
		status = error_set(err, "out of memory");
	for (size_t i = 0; i < count && status == 0; i++) {
		bool found = false;
		status = store_get_quote(s, symbols[i], &g->quotes[g->quote_count], &found, err);
		if (found)
			g->quote_count++;
	}
	free(symbols);
	return status;
}

static int gather(struct gathered *g, struct store *s, struct error *err)
{
	*g = (struct gathered){ 0 };
	if (store_get_deals(s, &g->deals, err) || store_get_facts(s, NULL, &g->facts, err))
		return -1;
	return gather_quotes(g, s, err) || store_get_fx(s, &g->rates, &g->rate_count, err) ? -1 : 0;
}

static void gathered_release(struct gathered *g)
{
	deal_list_release(&g->deals);
	fact_list_release(&g->facts);
	free(g->quotes);
	free(g->rates);
}

int index_assumptions(struct assumption_set *set, struct error *err)
{
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	if (!file)
		return error_set(err, "this build holds no assumptions.tsv");
	return assumption_set_parse(set, file->data, file->length, err);
}

int index_compute(struct reading *r, struct store *s, const struct assumption_set *set, int64_t now, struct error *err)
{
	struct gathered g;
	int status = gather(&g, s, err);
	if (status == 0) {
		struct bubble_inputs in = {
			.deals = &g.deals,
			.facts = &g.facts,
			.quotes = g.quotes,
			.quote_count = g.quote_count,
			.rates = g.rates,
			.rate_count = g.rate_count,
		};
		bubble_compute(r, set, &in, now);
	}
	gathered_release(&g);
	return status;
}

int index_store(struct store *s, int64_t now, struct error *err)
{
	struct assumption_set set;
	struct reading reading;
	if (index_assumptions(&set, err) || index_compute(&reading, s, &set, now, err))
		return -1;
	return store_put_reading(s, &reading, err);
}
