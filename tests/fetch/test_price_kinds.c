/* Answers of every kind that the price sources give, in their true form: what is read of each, figure by figure, and
 * what is not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>
#include <math.h>
#include <stdio.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/cnbc.h"
#include "fetch/nasdaq.h"
#include "fetch/reference_rates.h"
#include "fetch/twse.h"
#include "fetch/yahoo.h"

#define NOW 1787263500    /* 2026-08-20T22:05Z: New York is closed for two hours */
#define SUNDAY 1787493600 /* 2026-08-23T14:00Z */
#define NONE ((double)NAN)
#define COUNT(rows) (sizeof(rows) / sizeof *(rows))

static struct buffer load(const char *name)
{
	char path[200];
	struct buffer b;
	struct error err;
	snprintf(path, sizeof path, "tests/fixtures/%s", name);
	buffer_init(&b, 1 << 20);
	if (file_read(path, &b, &err))
		fail_msg("%s", err.text);
	return b;
}

/* NULL if it has none. */
static const struct quote *find(const struct batch *b, const char *symbol)
{
	for (size_t i = 0; i < b->quote_count; i++)
		if (!strcmp(b->quotes[i].symbol, symbol))
			return &b->quotes[i];
	return NULL;
}

static const struct candle_series *series_of(const struct batch *b, const char *symbol)
{
	for (size_t i = 0; i < b->series_count; i++)
		if (!strcmp(b->series[i].symbol, symbol))
			return &b->series[i];
	return NULL;
}

struct row {
	const char *symbol, *currency; /* NULL currency: it has no quote */
	double price, previous, change, change_pct, extended;
	int64_t as_of;
	size_t bars;
};

static void assert_figure(const struct row *row, const char *what, double got, double want)
{
	bool same = isnan(want) ? isnan(got) : fabs(got - want) <= 1e-9 * fabs(want) + 1e-12;
	if (!same)
		fail_msg("%s: %s is %.17g, not %.17g", row->symbol, what, got, want);
}

static void assert_rows(const struct batch *b, const struct row *rows, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const struct row *row = &rows[i];
		const struct quote *q = find(b, row->symbol);
		const struct candle_series *s = series_of(b, row->symbol);
		if (!q != !row->currency)
			fail_msg("%s: %s", row->symbol, q ? "was read" : "was not read");
		if (!q)
			continue;
		assert_string_equal(q->currency, row->currency);
		assert_figure(row, "price", q->price, row->price);
		assert_figure(row, "previous close", q->previous_close, row->previous);
		assert_figure(row, "change", q->change, row->change);
		assert_figure(row, "change in per cent", q->change_pct, row->change_pct);
		assert_figure(row, "extended price", q->extended_price, row->extended);
		assert_int_equal(q->as_of, row->as_of);
		assert_int_equal(s ? s->count : 0, row->bars);
	}
}

static double pct(double price, double previous)
{
	return 100 * (price - previous) / previous;
}

static double rate_of(const struct batch *b, const char *from, const char *to, int64_t as_of)
{
	double rate = NONE;
	for (size_t i = 0; i < b->rate_count; i++)
		if (!strcmp(b->rates[i].from, from) && !strcmp(b->rates[i].to, to)) {
			assert_true(isnan(rate)); /* told once */
			assert_int_equal(b->rates[i].as_of, as_of);
			rate = b->rates[i].rate;
		}
	return rate;
}

/* ---- Yahoo ---- */

static void the_flat_batch_says_no_more_than_it_knows(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "NVDA",  "BRK-B", "^IXIC", "^N225",    "005930.KS",
						   "ARM.L", "AMD",   "ORCL",  "EURUSD=X", "TSM" };
	const struct row rows[] = {
		{ "NVDA", "USD", 216.8500061035156, 214.04, 216.8500061035156 - 214.04, pct(216.8500061035156, 214.04),
		  218.4, 1787255700, 3 },
		{ "BRK-B", "USD", 501.5, 499, 2.5, pct(501.5, 499), NONE, 1787255700, 2 },
		{ "^IXIC", "USD", 21610.5, 21400.75, 209.75, pct(21610.5, 21400.75), NONE, 1787255700, 2 },
		{ "^N225", "JPY", 42200.25, 42000.5, 199.75, pct(42200.25, 42000.5), NONE, 1787207100, 2 },
		/* Three days of bars: the close before them is not yesterday's. */
		{ "005930.KS", "KRW", 71500, NONE, NONE, NONE, NONE, 1787184000, 2 },
		{ "ARM.L", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },           /* pence or pounds: not told */
		{ "AMD", "USD", 469.46, NONE, NONE, NONE, NONE, 1787232600, 0 }, /* bars of days, not those asked for */
		{ "ORCL", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },            /* says that it is another's */
	};
	struct buffer b = load("yahoo/spark_flat.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (yahoo_spark_parse(&out, buffer_text(&b), b.length, asked, COUNT(asked), "5m", NOW, &err))
		fail_msg("%s", err.text);
	assert_rows(&out, rows, COUNT(rows));
	assert_true(rate_of(&out, "EUR", "USD", 1787255700) == 1.0824);
	assert_string_equal(out.warning, "3 of 10 symbols missing: ARM.L ORCL TSM");
	batch_release(&out);
	buffer_release(&b);
}

static void in_session_the_last_trade_of_any_session_is_no_extended_price(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "NVDA" };
	static const int64_t nows[] = { 1787255900, 1787255999 };
	struct buffer b = load("yahoo/spark_flat.json");
	for (size_t i = 0; i < COUNT(nows); i++) {
		struct batch out;
		batch_init(&out);
		assert_int_equal(yahoo_spark_parse(&out, buffer_text(&b), b.length, asked, 1, "5m", nows[i], NULL), 0);
		assert_true(isnan(out.quotes[0].extended_price));
		batch_release(&out);
	}
	buffer_release(&b);
}

static void the_listed_batch_is_read_with_all_that_may_be_missing(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "NVDA", "ORCL", "AMD", "NEWCO", "ARM.L", "BTC-USD", "^GSPC" };
	const struct row rows[] = {
		/* A coin's change is of 24 hours, its previous close of midnight. */
		{ "BTC-USD", "USD", 86466.64, 86513.38, 1232.773, 1.446, NONE, 1787258993, 2 },
		{ "ARM.L", "GBP", 12.5, 12.25, 0.25, pct(12.5, 12.25), NONE, 1787239800, 1 },
		{ "NEWCO", "USD", 31.25, NONE, NONE, NONE, NONE, 1787255900, 0 },
		{ "AMD", "USD", 469.5, NONE, NONE, NONE, NONE, 1787256001, 0 },
		{ "ORCL", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },
		{ "NVDA", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },
		{ "^GSPC", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },
	};
	struct buffer b = load("yahoo/spark_listed.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (yahoo_spark_parse(&out, buffer_text(&b), b.length, asked, COUNT(asked), "5m", NOW, &err))
		fail_msg("%s", err.text);
	assert_rows(&out, rows, COUNT(rows));
	const struct quote *arm = find(&out, "ARM.L");
	assert_true(fabs(arm->year_low - 9.005) < 1e-12 && fabs(arm->day_high - 12.605) < 1e-12);
	assert_true(arm->volume == 0);
	assert_string_equal(arm->name, "Ärm Münchener & Søn plc");
	assert_string_equal(arm->exchange, "XLON");
	batch_release(&out);
	buffer_release(&b);
}

static void the_day_with_its_outer_hours_is_parted_by_the_session_of_its_bars(void **state)
{
	(void)state;
	struct buffer b = load("yahoo/chart_prepost.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (yahoo_quote_parse(&out, buffer_text(&b), b.length, "NVDA", NOW, &err))
		fail_msg("%s", err.text);
	const struct row row = { "NVDA", "USD",      216.85, 214.04, 216.85 - 214.04, pct(216.85, 214.04),
				 218.5,  1787256001, 3 };
	assert_rows(&out, &row, 1);
	/* currentTradingPeriod is tomorrow's already: it does not say what this evening is. */
	assert_int_equal(find(&out, "NVDA")->market_state, MARKET_UNKNOWN);
	assert_int_equal(series_of(&out, "NVDA")->items[0].time, 1787232600);
	batch_release(&out);
	/* The last trade of 22:00:11 is part of the bar of five minutes before, if that is not over; here it is. */
	assert_int_equal(yahoo_chart_parse(&out, buffer_text(&b), b.length, "NVDA", "5m", NOW, NULL), 0);
	assert_int_equal(series_of(&out, "NVDA")->count, 7);
	batch_release(&out);
	buffer_release(&b);
}

static void hundredths_are_scaled_wherever_a_price_stands(void **state)
{
	(void)state;
	struct buffer b = load("yahoo/chart_pence.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (yahoo_chart_parse(&out, buffer_text(&b), b.length, "ARM.L", "1d", NOW, &err))
		fail_msg("%s", err.text);
	/* Five bars: one repeats the day before without a trade, one is the last trade of the day before it. */
	const struct row row = { "ARM.L", "GBP", 12.5, 12.25, 0.25, 2.041, NONE, 1787239800, 3 };
	assert_rows(&out, &row, 1);
	const struct candle_series *s = series_of(&out, "ARM.L");
	assert_string_equal(s->currency, "GBP");
	const struct candle *last = &s->items[2], *first = &s->items[0];
	assert_true(fabs(last->close - 12.5) < 1e-12 && fabs(last->open - 12.49) < 1e-12 && last->volume == 3100);
	assert_true(fabs(first->adjusted_close - 11.975) < 1e-12 && fabs(first->high - 12.2) < 1e-12);
	/* 12.5 pence; a quarter of a pound; and one in dollars, of which nothing is said. */
	assert_int_equal(out.event_count, 2);
	assert_true(fabs(out.events[0].amount - 0.125) < 1e-12 && out.events[1].amount == 0.25);
	batch_release(&out);
	buffer_release(&b);
}

static void arrays_of_unequal_length_are_read_as_far_as_times_and_closes_go(void **state)
{
	(void)state;
	struct buffer b = load("yahoo/chart_ragged.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (yahoo_chart_parse(&out, buffer_text(&b), b.length, "NVDA", "1d", NOW, &err))
		fail_msg("%s", err.text);
	const struct candle_series *s = series_of(&out, "NVDA");
	assert_int_equal(s->count, 2);
	assert_true(s->items[0].open == 201.5 && s->items[0].close == 202.5 && isnan(s->items[0].adjusted_close));
	assert_true(isnan(s->items[1].open) && s->items[1].close == 204.5 && s->items[1].adjusted_close == 204.25);
	assert_true(isnan(s->items[1].high) && isnan(s->items[1].low) && isnan(s->items[1].volume));
	assert_true(isnan(out.quotes[0].previous_close)); /* of five days ago */
	batch_release(&out);
	buffer_release(&b);
}

/* ---- those that stand in ---- */

static void cnbc_s_prices_have_the_times_that_they_can_have(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "NVDA", "9984.T", "2330.TW", "^IXIC", "AMD", "JPY=X", "ORCL" };
	const struct row rows[] = {
		{ "NVDA", "USD", 1216.85, 1227.35, -10.5, -0.86, NONE, 1787251200, 0 },
		{ "9984.T", "JPY", 5764, 5764, 0, 0, NONE, 1787207400, 0 },
		{ "2330.TW", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 }, /* in dollars: of another line */
		{ "^IXIC", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },   /* of no time */
		{ "AMD", "USD", 469.5, NONE, NONE, NONE, NONE, 1787342400, 0 },
		{ "ORCL", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },
	};
	struct buffer b = load("cnbc/restquote.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (cnbc_quotes_parse(&out, buffer_text(&b), b.length, asked, COUNT(asked), SUNDAY, &err))
		fail_msg("%s", err.text);
	assert_rows(&out, rows, COUNT(rows));
	/* It says REG_MKT on a Sunday too. */
	assert_int_equal(find(&out, "NVDA")->market_state, MARKET_UNKNOWN);
	assert_true(rate_of(&out, "USD", "JPY", 1787251200) == 147.25);
	batch_release(&out);
	buffer_release(&b);
}

static void nasdaq_s_regular_close_stands_beside_the_extended_price(void **state)
{
	(void)state;
	const struct row row = { "NVDA", "USD", 1218.15, 1228.46, -10.31, -0.84, 1217.5, 1787256000, 0 };
	struct buffer b = load("nasdaq/info_after_hours.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (nasdaq_info_parse(&out, buffer_text(&b), b.length, "NVDA", NOW, &err))
		fail_msg("%s", err.text);
	assert_rows(&out, &row, 1);
	assert_true(out.quotes[0].volume == 1963864.243649);
	assert_int_equal(out.quotes[0].market_state, MARKET_POST);
	batch_release(&out);
	buffer_release(&b);
}

static void an_error_of_nasdaq_s_needs_no_code(void **state)
{
	(void)state;
	static const char text[] =
		"{\"data\":null,\"status\":{\"bCodeMessage\":[{\"errorMessage\":\"Gone fishing\"}]}}";
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	assert_int_equal(nasdaq_info_parse(&out, text, strlen(text), "NVDA", NOW, &err), -1);
	assert_string_equal(err.text, "Nasdaq answered: Gone fishing");
}

static void taipei_s_list_has_days_without_a_trade_and_without_a_comparison(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "2330.TW", "2317.TW", "2454.TW" };
	const struct row rows[] = {
		{ "2330.TW", "TWD", 2410, 2415, -5, pct(2410, 2415), NONE, 1787203800, 0 },
		{ "2317.TW", NULL, NONE, NONE, NONE, NONE, NONE, 0, 0 },
		{ "2454.TW", "TWD", 1300, NONE, NONE, NONE, NONE, 1787203800, 0 },
	};
	struct buffer b = load("twse/day_all.json");
	struct batch out;
	struct error err = { "" };
	batch_init(&out);
	if (twse_day_parse(&out, buffer_text(&b), b.length, asked, COUNT(asked), NOW, &err))
		fail_msg("%s", err.text);
	assert_rows(&out, rows, COUNT(rows));
	assert_string_equal(find(&out, "2330.TW")->name, "台積電");
	batch_release(&out);
	buffer_release(&b);
}

static void of_several_days_of_rates_the_newest_is_read(void **state)
{
	(void)state;
	static const char asked[][SYMBOL_SIZE] = { "JPY=X", "TWD=X", "KRW=X" };
	const int64_t day = timestamp_days(2026, 8, 20) * 86400;
	static const char *const files[] = { "fx/ecb_days.xml", "fx/frankfurter_v1.json", "fx/frankfurter_v2.json" };
	static const double yen[] = { 184.375 / 1.25, 147.25, 147.25 }, taiwan[] = { NONE, NONE, 31.5 };
	for (size_t i = 0; i < COUNT(files); i++) {
		struct buffer b = load(files[i]);
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		int result = i ? frankfurter_parse(&out, buffer_text(&b), b.length, asked, 3, NOW, &err)
			       : ecb_parse(&out, buffer_text(&b), b.length, asked, 3, NOW, &err);
		if (result)
			fail_msg("%s: %s", files[i], err.text);
		assert_true(rate_of(&out, "USD", "JPY", day) == yen[i]);
		double twd = rate_of(&out, "USD", "TWD", day);
		assert_true(isnan(taiwan[i]) ? isnan(twd) : twd == taiwan[i]);
		assert_true(isnan(rate_of(&out, "USD", "KRW", day))); /* of another day, or of none */
		assert_non_null(strstr(out.warning, "KRW=X"));
		batch_release(&out);
		buffer_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(the_flat_batch_says_no_more_than_it_knows),
		cmocka_unit_test(in_session_the_last_trade_of_any_session_is_no_extended_price),
		cmocka_unit_test(the_listed_batch_is_read_with_all_that_may_be_missing),
		cmocka_unit_test(the_day_with_its_outer_hours_is_parted_by_the_session_of_its_bars),
		cmocka_unit_test(hundredths_are_scaled_wherever_a_price_stands),
		cmocka_unit_test(arrays_of_unequal_length_are_read_as_far_as_times_and_closes_go),
		cmocka_unit_test(cnbc_s_prices_have_the_times_that_they_can_have),
		cmocka_unit_test(nasdaq_s_regular_close_stands_beside_the_extended_price),
		cmocka_unit_test(an_error_of_nasdaq_s_needs_no_code),
		cmocka_unit_test(taipei_s_list_has_days_without_a_trade_and_without_a_comparison),
		cmocka_unit_test(of_several_days_of_rates_the_newest_is_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
