#include "market/quote.h"

#include <string.h>

static const char *const state_names[] = {
	[MARKET_PRE] = "pre",   [MARKET_OPEN] = "open",     [MARKET_LUNCH] = "lunch",
	[MARKET_POST] = "post", [MARKET_CLOSED] = "closed",
};
#define STATES (sizeof state_names / sizeof *state_names)

const char *market_state_name(enum market_state state)
{
	return (size_t)state < STATES ? state_names[state] : NULL;
}

enum market_state market_state_parse(const char *name)
{
	for (size_t i = MARKET_PRE; i < STATES; i++)
		if (!strcmp(state_names[i], name))
			return (enum market_state)i;
	return MARKET_UNKNOWN;
}

void quote_init(struct quote *q)
{
	const double missing = (double)NAN;
	*q = (struct quote){
		.price = missing,
		.change = missing,
		.change_pct = missing,
		.previous_close = missing,
		.day_low = missing,
		.day_high = missing,
		.year_low = missing,
		.year_high = missing,
		.volume = missing,
		.extended_price = missing,
	};
}

void quote_complete(struct quote *q)
{
	if (!isfinite(q->price) || !isfinite(q->previous_close) || q->previous_close <= 0)
		return;
	double change = q->price - q->previous_close;
	if (!isfinite(q->change))
		q->change = change;
	double change_pct = 100 * change / q->previous_close;
	if (!isfinite(q->change_pct) && isfinite(change_pct))
		q->change_pct = change_pct;
}

/* The newest usable rate between the two, in either direction; NULL if there is none. */
static const struct fx_rate *rate_between(const struct fx_rate *rates, size_t count, const char *a, const char *b)
{
	const struct fx_rate *best = NULL;
	for (size_t i = 0; i < count; i++) {
		const struct fx_rate *r = &rates[i];
		bool fits = (!strcmp(r->from, a) && !strcmp(r->to, b)) || (!strcmp(r->from, b) && !strcmp(r->to, a));
		if (fits && isfinite(r->rate) && r->rate > 0 && (!best || r->as_of > best->as_of))
			best = r;
	}
	return best;
}

static double factor(const struct fx_rate *rate, const char *from)
{
	return strcmp(rate->from, from) ? 1 / rate->rate : rate->rate;
}

double fx_convert(const struct fx_rate *rates, size_t count, double amount, const char *from, const char *to,
		  int64_t *as_of)
{
	int64_t ignored;
	if (!as_of)
		as_of = &ignored;
	*as_of = 0;
	if (!currency_is_valid(from) || !currency_is_valid(to))
		return (double)NAN;
	if (!strcmp(from, to))
		return amount;
	const struct fx_rate *direct = rate_between(rates, count, from, to);
	if (direct) {
		*as_of = direct->as_of;
		return amount * factor(direct, from);
	}
	const struct fx_rate *in = rate_between(rates, count, from, "USD");
	const struct fx_rate *out = rate_between(rates, count, "USD", to);
	if (!in || !out)
		return (double)NAN;
	*as_of = in->as_of < out->as_of ? in->as_of : out->as_of;
	return amount * factor(in, from) * factor(out, "USD");
}
