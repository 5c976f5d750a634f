#include "cli/collect_put.h"

#include "base/utf8.h"
#include "cli/collect_bars.h"
#include "cli/collect_candidates.h"
#include "cli/collect_filings.h"

static void drop_old_press(struct batch *b, int64_t since)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->headline_count; i++) {
		if (b->headlines[i].time < since)
			headline_release(&b->headlines[i]);
		else
			b->headlines[kept++] = b->headlines[i];
	}
	b->headline_count = kept;
}

static int put_press(struct store *store, const struct batch *b, struct collect_news *news, struct error *err)
{
	int64_t last = 0;
	if (store_get_last_headline(store, &last, err) ||
	    store_put_headlines(store, b->headlines, b->headline_count, &news->headlines, err))
		return -1;
	return news->headlines ? collect_note_candidates(store, last, &news->candidates, err) : 0;
}

static int put_records(struct store *store, struct batch *b, int64_t now, struct collect_news *news, struct error *err)
{
	news->quotes = b->quote_count + b->detail_count + b->rate_count;
	if (b->quote_count && store_put_quotes(store, b->quotes, b->quote_count, err))
		return -1;
	if (b->detail_count && store_put_quote_details(store, b->details, b->detail_count, err))
		return -1;
	if (b->rate_count && store_put_fx(store, b->rates, b->rate_count, err))
		return -1;
	if (collect_put_bars(store, b, now, news, err))
		return -1;
	return b->headline_count ? put_press(store, b, news, err) : 0;
}

static int put_accounts(struct store *store, const struct batch *b, int64_t now, struct collect_news *news,
			struct error *err)
{
	news->facts = b->facts.count;
	if (b->facts.count && store_put_facts(store, &b->facts, err))
		return -1;
	return collect_note_filings(store, b, now, news->renew, err);
}

int collect_put(struct store *store, struct batch *batch, struct source_state *state, int64_t press_since,
		struct collect_news *news, struct error *err)
{
	*news = (struct collect_news){ 0 };
	drop_old_press(batch, press_since);
	if (store_begin(store, err))
		return -1;
	int result = put_records(store, batch, state->last_try, news, err);
	if (!result && !*state->error)
		safe_copy(state->error, sizeof state->error, batch->warning);
	if (result || put_accounts(store, batch, state->last_try, news, err) ||
	    store_put_source_state(store, state, err) || store_commit(store, err)) {
		store_rollback(store);
		*news = (struct collect_news){ 0 };
		return -1;
	}
	return 0;
}
