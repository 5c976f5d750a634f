/* The longest useful history of a symbol: which interval to read is known only by looking at what is stored. */
#include "store/store.h"

static bool reaches(const struct candle_series *s, int64_t since)
{
	return s->count > 1 && s->items[0].time <= since;
}

static bool goes_back_further(const struct candle_series *a, const struct candle_series *b)
{
	return a->count > 1 && (b->count < 2 || a->items[0].time < b->items[0].time);
}

int store_get_reaching_candles(struct store *s, const char *symbol, int64_t since, int64_t to,
			       struct candle_series *out, struct error *err)
{
	static const char *const intervals[] = { "1d", "1wk", "1mo" };
	candle_series_init(out);
	for (size_t i = 0; i < sizeof intervals / sizeof *intervals && !reaches(out, since); i++) {
		struct candle_series series;
		if (store_get_candles(s, symbol, intervals[i], INT64_MIN, to, &series, err)) {
			candle_series_release(out);
			return -1;
		}
		if (goes_back_further(&series, out)) {
			struct candle_series shorter = *out;
			*out = series;
			series = shorter;
		}
		candle_series_release(&series);
	}
	return 0;
}
