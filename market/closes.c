#include "market/closes.h"

#include <stdlib.h>
#include <string.h>

#include "base/timestamp.h"
#include "base/tsv.h"

enum column { KIND, SYMBOL, CURRENCY, EXCHANGE, ADJUSTED, DATE, VALUE, NOTE };

static const char *const columns[] = {
	[KIND] = "kind",         [SYMBOL] = "symbol",     [CURRENCY] = "currency",
	[EXCHANGE] = "exchange", [ADJUSTED] = "adjusted", [DATE] = "date",
	[VALUE] = "value",       [NOTE] = "note",         NULL,
};

struct reader {
	struct closes *closes;
	struct tsv tsv;
	bool with_dividends; /* of the symbol whose rows are being read */
};

void closes_release(struct closes *c)
{
	for (size_t i = 0; i < c->count; i++)
		candle_series_release(&c->series[i]);
	free(c->series);
	free(c->quotes);
	free(c->rates);
	*c = (struct closes){ 0 };
}

static int parse_value(const struct tsv *t, double *value, struct error *err)
{
	if (tsv_number(t, VALUE, 1e-9, 1e12, value, err))
		return -1;
	return isfinite(*value) ? 0 : tsv_refuse(t, VALUE, err, "a number");
}

static int parse_currency(const struct tsv *t, size_t column, char out[CURRENCY_SIZE], struct error *err)
{
	if (!currency_is_valid(tsv_field(t, column)))
		return tsv_refuse(t, column, err, "a currency like USD");
	return tsv_text(t, column, true, out, CURRENCY_SIZE, err);
}

/* Makes room for one more series and its quote. */
static int grow(struct closes *c, struct error *err)
{
	struct candle_series *series = realloc(c->series, (c->count + 1) * sizeof *series);
	if (series)
		c->series = series;
	struct quote *quotes = realloc(c->quotes, (c->count + 1) * sizeof *quotes);
	if (quotes)
		c->quotes = quotes;
	return series && quotes ? 0 : error_set(err, "out of memory");
}

static int parse_adjusted(struct reader *r, struct error *err)
{
	const char *text = tsv_field(&r->tsv, ADJUSTED);
	r->with_dividends = !strcmp(text, "split+dividend");
	if (!r->with_dividends && strcmp(text, "split"))
		return tsv_refuse(&r->tsv, ADJUSTED, err, "split or split+dividend");
	return 0;
}

static int parse_quote(const struct tsv *t, struct quote *q, struct error *err)
{
	quote_init(q);
	memcpy(q->source, SHIPPED_SOURCE, sizeof SHIPPED_SOURCE);
	if (tsv_text(t, SYMBOL, true, q->symbol, sizeof q->symbol, err) ||
	    parse_currency(t, CURRENCY, q->currency, err) ||
	    tsv_text(t, EXCHANGE, true, q->exchange, sizeof q->exchange, err) ||
	    tsv_text(t, NOTE, true, q->name, sizeof q->name, err) || parse_value(t, &q->price, err))
		return -1;
	if (!symbol_is_valid(q->symbol))
		return tsv_refuse(t, SYMBOL, err, "a symbol like NVDA");
	if (timestamp_parse_rfc3339(tsv_field(t, DATE), &q->as_of))
		return tsv_refuse(t, DATE, err, "an instant like 2026-08-20T20:00:00Z");
	return 0;
}

static int parse_last(struct reader *r, struct error *err)
{
	struct closes *c = r->closes;
	struct quote q;
	if (parse_quote(&r->tsv, &q, err) || parse_adjusted(r, err))
		return -1;
	for (size_t i = 0; i < c->count; i++)
		if (!strcmp(c->quotes[i].symbol, q.symbol))
			return tsv_refuse(&r->tsv, SYMBOL, err, "a symbol that no row \"last\" above has");
	if (grow(c, err))
		return -1;
	struct candle_series *s = &c->series[c->count];
	candle_series_init(s);
	memcpy(s->symbol, q.symbol, sizeof s->symbol);
	memcpy(s->currency, q.currency, sizeof s->currency);
	memcpy(s->interval, "1mo", sizeof "1mo");
	memcpy(s->source, SHIPPED_SOURCE, sizeof SHIPPED_SOURCE);
	c->quotes[c->count++] = q;
	return 0;
}

static int64_t month_start(int64_t instant)
{
	int64_t year;
	int month, day;
	timestamp_civil(instant / 86400, &year, &month, &day);
	return timestamp_days(year, month, 1) * 86400;
}

static int parse_close(struct reader *r, struct error *err)
{
	const struct tsv *t = &r->tsv;
	const double missing = (double)NAN;
	struct candle bar = {
		.open = missing, .high = missing, .low = missing, .adjusted_close = missing, .volume = missing
	};
	struct candle_series *s = r->closes->count ? &r->closes->series[r->closes->count - 1] : NULL;
	if (!s || strcmp(s->symbol, tsv_field(t, SYMBOL)))
		return tsv_refuse(t, SYMBOL, err, "the symbol of the row \"last\" above");
	if (tsv_refuse_used(t, KIND, CURRENCY, ADJUSTED, err) || tsv_date(t, DATE, &bar.time, err) ||
	    parse_value(t, &bar.close, err))
		return -1;
	bar.time = month_start(bar.time);
	if (s->count && bar.time <= s->items[s->count - 1].time)
		return tsv_refuse(t, DATE, err, "a day in a later month than the row above");
	if (r->with_dividends)
		bar.adjusted_close = bar.close;
	return candle_series_append(s, &bar) ? error_set(err, "out of memory") : 0;
}

static int parse_rate(struct reader *r, struct error *err)
{
	struct closes *c = r->closes;
	const struct tsv *t = &r->tsv;
	struct fx_rate rate = { .source = SHIPPED_SOURCE };
	if (parse_currency(t, SYMBOL, rate.from, err) || parse_currency(t, CURRENCY, rate.to, err) ||
	    tsv_refuse_used(t, KIND, EXCHANGE, ADJUSTED, err) || tsv_date(t, DATE, &rate.as_of, err) ||
	    parse_value(t, &rate.rate, err))
		return -1;
	if (!strcmp(rate.from, rate.to))
		return tsv_refuse(t, CURRENCY, err, "another currency than %s", rate.from);
	struct fx_rate *rates = realloc(c->rates, (c->rate_count + 1) * sizeof *rates);
	if (!rates)
		return error_set(err, "out of memory");
	c->rates = rates;
	c->rates[c->rate_count++] = rate;
	return 0;
}

static int parse_row(struct reader *r, struct error *err)
{
	static const struct {
		const char *kind;
		int (*parse)(struct reader *r, struct error *err);
	} kinds[] = { { "last", parse_last }, { "close", parse_close }, { "fx", parse_rate } };

	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
		if (!strcmp(kinds[i].kind, tsv_field(&r->tsv, KIND)))
			return kinds[i].parse(r, err);
	return tsv_refuse(&r->tsv, KIND, err, "last, close or fx");
}

int closes_parse(struct closes *c, const char *text, size_t length, struct error *err)
{
	*c = (struct closes){ 0 };
	struct reader r = { .closes = c };
	if (tsv_open(&r.tsv, "closes.tsv", columns, text, length, err))
		return -1;
	int status;
	while ((status = tsv_next(&r.tsv, err)) == 1)
		if (parse_row(&r, err)) {
			status = -1;
			break;
		}
	if (status < 0)
		closes_release(c);
	return status;
}
