#include "cli/collect_doubt.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "market/freshness.h"

#define OLD_S (2 * 86400) /* before the last close: no trade for two days of trading */

struct examiner {
	struct store *store;
	struct doubt_list *doubts;
	struct source *source;
	struct error *err;
	bool failed;
};

static void say(struct source *s, const char *sentence)
{
	char *out = s->state.error;
	size_t used = strlen(out), size = sizeof s->state.error;
	if (strstr(out, sentence) || used + 4 > size)
		return;
	snprintf(out + used, size - used, "%s%s", used ? "; " : "", sentence);
}

/* What was not taken is asked for whole again: a 304 would leave it out for good. */
static void keep_back(struct source *s, const char *sentence)
{
	*s->state.etag = '\0';
	*s->state.last_modified = '\0';
	say(s, sentence);
}

/* Whether another provider has said the same, or it is to be kept back. */
static bool is_confirmed(struct examiner *x, const char *symbol, const char *currency, double price)
{
	struct doubt d = { .price = price };
	safe_copy(d.symbol, sizeof d.symbol, symbol);
	safe_copy(d.currency, sizeof d.currency, currency);
	doubt_provider(x->source->state.name, d.provider);
	return doubt_list_note(x->doubts, &d);
}

enum subject { A_PRICE, A_LAST_BAR };

static bool is_doubtful(enum subject subject, struct quote *q, const struct quote *stored,
			const struct corporate_event *splits, size_t count, char *sentence, size_t size)
{
	return subject == A_PRICE ? quote_is_doubtful(q, stored, splits, count, sentence, size)
				  : bar_is_doubtful(q, stored, splits, count, sentence, size);
}

/* Splits that were stored are looked for only where without them the price would not be believed. */
static bool judge(struct examiner *x, enum subject subject, const struct batch *b, struct quote *q,
		  const struct quote *stored, char *sentence, size_t size)
{
	struct corporate_event *splits = NULL;
	size_t count = 0;
	if (!is_doubtful(subject, q, stored, b->events, b->event_count, sentence, size))
		return false;
	if (store_get_splits(x->store, q->symbol, &splits, &count, x->err)) {
		x->failed = true;
		return false;
	}
	bool doubtful = is_doubtful(subject, q, stored, splits, count, sentence, size);
	free(splits);
	return doubtful;
}

/* What a share of that exchange is paid in; NULL where several are, or it is not known. */
static const char *exchange_currency(const char *symbol)
{
	const char *suffix = strpbrk(symbol, ".-=^");
	if (!suffix)
		return "USD";
	if (!strcmp(suffix, ".T"))
		return "JPY";
	return !strcmp(suffix, ".TW") ? "TWD" : NULL;
}

/* Where nothing is stored that says otherwise. */
static bool is_of_another_exchange(const struct quote *q, const struct quote *stored, char *sentence, size_t size)
{
	const char *currency = exchange_currency(q->symbol);
	bool is_known = stored && strcmp(stored->source, SHIPPED_SOURCE) != 0 && !strcmp(stored->currency, q->currency);
	if (!currency || is_known || !strcmp(currency, q->currency))
		return false;
	snprintf(sentence, size, "%s: not taken on one provider's word, its price is in %s, its exchange trades in %s",
		 q->symbol, q->currency, currency);
	return true;
}

static bool keeps(struct examiner *x, enum subject subject, const struct batch *b, struct quote *q)
{
	struct quote stored;
	bool found;
	char sentence[200];
	if (store_get_quote(x->store, q->symbol, &stored, &found, x->err)) {
		x->failed = true;
		return true;
	}
	const struct quote *before = found ? &stored : NULL;
	if (!judge(x, subject, b, q, before, sentence, sizeof sentence) &&
	    !is_of_another_exchange(q, before, sentence, sizeof sentence))
		return true;
	if (!quote_is_ahead(q) && is_confirmed(x, q->symbol, q->currency, q->price))
		return true;
	keep_back(x->source, sentence);
	return false;
}

static void drop_series(struct batch *b, const char *symbol)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->series_count; i++) {
		if (!strcmp(b->series[i].symbol, symbol))
			candle_series_release(&b->series[i]);
		else
			b->series[kept++] = b->series[i];
	}
	b->series_count = kept;
}

static void examine_quotes(struct examiner *x, struct batch *b)
{
	size_t kept = 0;
	for (size_t i = 0; i < b->quote_count; i++) {
		if (x->failed || keeps(x, A_PRICE, b, &b->quotes[i]))
			b->quotes[kept++] = b->quotes[i];
		else
			drop_series(b, b->quotes[i].symbol);
	}
	b->quote_count = kept;
}

/* Bars that come without a price are judged by the last of them. */
static bool keeps_series(struct examiner *x, const struct batch *b, const struct candle_series *s)
{
	struct quote last;
	if (!s->count || !currency_is_valid(s->currency))
		return true;
	quote_init(&last);
	memcpy(last.symbol, s->symbol, sizeof last.symbol);
	memcpy(last.currency, s->currency, sizeof last.currency);
	memcpy(last.source, s->source, sizeof last.source);
	last.price = s->items[s->count - 1].close;
	last.as_of = s->items[s->count - 1].time;
	last.fetched = s->fetched;
	return keeps(x, A_LAST_BAR, b, &last);
}

/* An answer is of one symbol then, and so are its splits. */
static void examine_series(struct examiner *x, struct batch *b)
{
	for (size_t i = 0; !b->quote_count && i < b->series_count; i++)
		if (!x->failed && !keeps_series(x, b, &b->series[i])) {
			batch_drop_series(b);
			b->event_count = 0;
			b->detail_count = 0;
		}
}

static const struct fx_rate *find_rate(const struct fx_rate *rates, size_t count, const struct fx_rate *of)
{
	for (size_t i = 0; i < count; i++)
		if (!strcmp(rates[i].from, of->from) && !strcmp(rates[i].to, of->to))
			return &rates[i];
	return NULL;
}

static bool keeps_rate(struct examiner *x, const struct fx_rate *rate, const struct fx_rate *stored)
{
	char sentence[200], pair[2 * CURRENCY_SIZE];
	snprintf(pair, sizeof pair, "%s%s", rate->from, rate->to);
	if (!rate_is_doubtful(rate, stored, sentence, sizeof sentence) || is_confirmed(x, pair, "", rate->rate))
		return true;
	keep_back(x->source, sentence);
	return false;
}

static void examine_rates(struct examiner *x, struct batch *b)
{
	struct fx_rate *stored = NULL;
	size_t count = 0, kept = 0;
	if (!b->rate_count)
		return;
	if (store_get_fx(x->store, &stored, &count, x->err))
		x->failed = true;
	for (size_t i = 0; i < b->rate_count; i++)
		if (x->failed || keeps_rate(x, &b->rates[i], find_rate(stored, count, &b->rates[i])))
			b->rates[kept++] = b->rates[i];
	b->rate_count = kept;
	free(stored);
}

int collect_drop_doubtful(struct store *store, struct doubt_list *doubts, struct source *s, struct batch *batch,
			  struct error *err)
{
	struct examiner x = { .store = store, .doubts = doubts, .source = s, .err = err };
	size_t before = batch_items(batch);
	examine_series(&x, batch);
	examine_quotes(&x, batch);
	examine_rates(&x, batch);
	if (batch_items(batch) < before)
		s->state.items = (int)batch_items(batch);
	return x.failed ? -1 : 0;
}

static bool is_old(const struct exchanges *exchanges, const struct quote *q, int64_t now)
{
	const struct session_calendar *c = exchanges_find(exchanges, q->symbol);
	struct session s = { .state = MARKET_UNKNOWN };
	if (c)
		session_at(c, now, &s);
	return s.state == MARKET_OPEN && q->as_of < session_last_close(c, now) - OLD_S;
}

void collect_drop_old(const struct exchanges *exchanges, struct batch *batch, int64_t now)
{
	size_t kept = 0;
	for (size_t i = 0; i < batch->quote_count; i++)
		if (!is_old(exchanges, &batch->quotes[i], now))
			batch->quotes[kept++] = batch->quotes[i];
	batch->quote_count = kept;
}
