/* Any bytes as an answer of each source of prices: read or refused in words, and never a price, bar or rate that is
 * no number above 0, has no currency, or is of a time that is yet to come. */
#include <assert.h>
#include <math.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/cnbc.h"
#include "fetch/nasdaq.h"
#include "fetch/reference_rates.h"
#include "fetch/twse.h"
#include "fetch/yahoo.h"

#define NOW 1787263500 /* 2026-08-20T22:05Z */
#define SOURCES 8

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char asked[][SYMBOL_SIZE] = { "NVDA", "9984.T", "2330.TW", "^IXIC", "BRK-B", "ARM.L", "JPY=X", "TWD=X" };
#define ASKED (sizeof asked / sizeof *asked)

static bool is_price(double value)
{
	return isfinite(value) && value > 0;
}

static bool is_time(int64_t time)
{
	return time > 0 && time <= NOW + 86400;
}

static void check(const struct batch *b)
{
	for (size_t i = 0; i < b->quote_count; i++) {
		const struct quote *q = &b->quotes[i];
		assert(is_price(q->price) && is_time(q->as_of) && currency_is_valid(q->currency));
		assert(!isinf(q->change) && !isinf(q->change_pct));
	}
	for (size_t i = 0; i < b->rate_count; i++)
		assert(is_price(b->rates[i].rate) && is_time(b->rates[i].as_of));
	for (size_t i = 0; i < b->series_count; i++)
		for (size_t k = 0; k < b->series[i].count; k++) {
			const struct candle *c = &b->series[i].items[k];
			assert(is_price(c->close) && c->time <= NOW + 2 * 86400);
			assert(!k || c->time > c[-1].time);
		}
}

static int read_as(int source, struct batch *out, const char *bytes, size_t length, struct error *err)
{
	switch (source) {
	case 0:
		return yahoo_spark_parse(out, bytes, length, asked, ASKED, "5m", NOW, err);
	case 1:
		return yahoo_chart_parse(out, bytes, length, "9984.T", "1d", NOW, err);
	case 2:
		return yahoo_quote_parse(out, bytes, length, "NVDA", NOW, err);
	case 3:
		return cnbc_quotes_parse(out, bytes, length, asked, ASKED, NOW, err);
	case 4:
		return cnbc_bars_parse(out, bytes, length, "NVDA", NOW, err);
	case 5:
		return nasdaq_info_parse(out, bytes, length, "NVDA", NOW, err);
	case 6:
		return twse_day_parse(out, bytes, length, asked, ASKED, NOW, err);
	default:
		return *bytes == '<' ? ecb_parse(out, bytes, length, asked, ASKED, NOW, err)
				     : frankfurter_parse(out, bytes, length, asked, ASKED, NOW, err);
	}
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (!size)
		return 0;
	/* Of its own size, so that a read past the end is seen. */
	char *bytes = malloc(size);
	assert(bytes);
	memcpy(bytes, data, size);
	for (int source = 0; source < SOURCES; source++) {
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		if (read_as(source, &out, bytes, size, &err))
			assert(*err.text && !batch_items(&out));
		check(&out);
		batch_release(&out);
	}
	free(bytes);
	return 0;
}
