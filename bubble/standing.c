#include "bubble/standing.h"

#include <string.h>

#include "bubble/volatility.h"

#define DAY_S INT64_C(86400)
#define YEAR_S (365 * DAY_S)
#define TRADING_DAYS 252

static void fall_take(struct price_fall *f, double price, double close, int64_t time)
{
	if (!f->since)
		f->since = time;
	if (!(close < f->high)) {
		f->high = close;
		f->high_time = time;
	}
	f->depth = price / f->high - 1;
}

static void take_falls(struct standing *s, const struct candle_series *bars)
{
	for (size_t i = 0; i < bars->count; i++) {
		const struct candle *bar = &bars->items[i];
		if (!(bar->close > 0))
			continue;
		fall_take(&s->all, s->price, bar->close, bar->time);
		if (bar->time >= s->as_of - YEAR_S)
			fall_take(&s->year, s->price, bar->close, bar->time);
	}
	fall_take(&s->all, s->price, s->price, s->as_of);
	fall_take(&s->year, s->price, s->price, s->as_of);
}

/* The last days + 1 closes: as many returns as days. */
static void take_realised(struct realised *out, int days, const struct candle_series *bars)
{
	enum { MOST = 253 };
	double closes[MOST];
	size_t count = (size_t)days + 1;
	if (bars->count < count || count > MOST)
		return;
	const struct candle *items = bars->items + bars->count - count;
	for (size_t i = 0; i < count; i++)
		closes[i] = items[i].close;
	struct volatility v = realised_volatility(closes, count, TRADING_DAYS);
	*out = (struct realised){ v.deviation, v.zero_mean, items[0].time, items[count - 1].time };
}

static bool is_newer(const struct quote *q, const struct candle_series *bars)
{
	bool is_same_money = !*bars->currency || !*q->currency || !strcmp(bars->currency, q->currency);
	return is_same_money && q->price > 0 && q->as_of >= bars->items[bars->count - 1].time;
}

void standing_compute(struct standing *s, const struct candle_series *bars, const struct quote *q)
{
	standing_init(s);
	if (!bars->count)
		return;
	const struct candle *last = &bars->items[bars->count - 1];
	memcpy(s->interval, bars->interval, sizeof s->interval);
	memcpy(s->source, bars->source, sizeof s->source);
	s->price = is_newer(q, bars) ? q->price : last->close;
	s->as_of = is_newer(q, bars) ? q->as_of : last->time;
	take_falls(s, bars);
	for (int i = 0; i < VOLATILITY_SPANS && !strcmp(bars->interval, "1d"); i++)
		take_realised(&s->realised[i], volatility_days[i], bars);
}
