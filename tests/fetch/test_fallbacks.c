/* The sources that stand in for Yahoo: CNBC, Nasdaq, Frankfurter, the European Central Bank, Taipei's list. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "fetch/cnbc.h"
#include "fetch/figure_text.h"
#include "fetch/nasdaq.h"
#include "fetch/reference_rates.h"
#include "fetch/twse.h"
#include "fetch/yahoo.h"

#define NOW 1787251683 /* 2026-08-20T18:48:03Z */
#define COUNT(array) (sizeof(array) / sizeof *(array))
#define CORPUS "../shared/corpus/"

static const char asked[][SYMBOL_SIZE] = { "NVDA", "9984.T", "2330.TW", "^GSPC", "JPY=X", "TWD=X", "EUR=X" };
#define ASKED COUNT(asked)

/* ---- the parsers by one form ---- */

typedef int parse_function(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err);

static int cnbc(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return cnbc_quotes_parse(out, bytes, length, asked, ASKED, now, err);
}

static int bars(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return cnbc_bars_parse(out, bytes, length, "NVDA", now, err);
}

static int nasdaq(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return nasdaq_info_parse(out, bytes, length, "NVDA", now, err);
}

static int frankfurter(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return frankfurter_parse(out, bytes, length, asked, ASKED, now, err);
}

static int ecb(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return ecb_parse(out, bytes, length, asked, ASKED, now, err);
}

static int twse(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return twse_day_parse(out, bytes, length, asked, ASKED, now, err);
}

static int yahoo(struct batch *out, const char *bytes, size_t length, int64_t now, struct error *err)
{
	return yahoo_quote_parse(out, bytes, length, "NVDA", now, err);
}

static const struct {
	const char *name;
	parse_function *parse;
	const char *good;
} parsers[] = {
	{ "cnbc", cnbc,
	  "{\"FormattedQuoteResult\":{\"FormattedQuote\":["
	  "{\"symbol\":\"NVDA\",\"name\":\"NVIDIA Corp\",\"code\":0,\"last\":\"1,216.85\",\"change\":\"-10.5\","
	  "\"change_pct\":\"-0.86%\",\"volume\":\"150,000,123\",\"previous_day_closing\":\"1,227.35\","
	  "\"high\":\"1,230\",\"low\":\"1,210.5\",\"yrhiprice\":\"1,300.00\",\"yrloprice\":\"800.5\","
	  "\"currencyCode\":\"USD\",\"exchange\":\"NASDAQ\",\"curmktstatus\":\"REG_MKT\","
	  "\"last_time\":\"2026-08-20T14:40:00.000-0400\"},"
	  "{\"symbol\":\"9984.T-JP\",\"last\":\"5,764\",\"change\":\"UNCH\",\"currencyCode\":\"JPY\","
	  "\"previous_day_closing\":\"5,764\",\"last_time\":\"2026-08-20\",\"curmktstatus\":\"REG_MKT\"},"
	  "{\"symbol\":\"2330-TW\",\"last\":\"2,410.00\",\"currencyCode\":\"USD\",\"last_time\":\"2026-08-20\"},"
	  "{\"symbol\":\".SPX\",\"last\":\"6,400.5\",\"last_time\":\"2026-08-20\"},"
	  "{\"symbol\":\"JPY=\",\"last\":\"147.25\",\"last_time\":\"2026-08-20T14:40:00-04:00\"},"
	  "{\"symbol\":\"EUR=\",\"last\":\"1.08\",\"last_time\":\"2026-08-20T14:40:00-0400\"},"
	  "{\"symbol\":\"TWD=\",\"code\":\"1\"},{\"symbol\":\"AMD\",\"last\":\"1\",\"last_time\":\"2026-08-20\"}]}}" },
	{ "cnbc-bars", bars,
	  "{\"barData\":{\"symbol\":\"NVDA\",\"priceBars\":["
	  "{\"open\":\"1,200.5\",\"high\":\"1,230\",\"low\":\"1,190.25\",\"close\":\"1,216.85\",\"volume\":\"1,234\","
	  "\"tradeTime\":\"20260820000000\",\"tradeTimeinMills\":1787198400000},"
	  "{\"close\":1205.5,\"volume\":77,\"tradeTime\":\"20260819000000\"},"
	  "{\"close\":\"999.5\",\"tradeTime\":\"20260816000000\"}]}}" },
	{ "nasdaq", nasdaq,
	  "{\"data\":{\"symbol\":\"NVDA\",\"companyName\":\"NVIDIA Corporation Common "
	  "Stock\",\"exchange\":\"NASDAQ-GS\","
	  "\"primaryData\":{\"lastSalePrice\":\"$1,217.50\",\"netChange\":\"0.65\",\"percentageChange\":\"0.05%\","
	  "\"deltaIndicator\":\"down\",\"lastTradeTimestamp\":\"Aug 19, 2026 5:20 PM ET\",\"volume\":\"1,963,864\"},"
	  "\"secondaryData\":{\"lastSalePrice\":\"$1,218.15\",\"netChange\":\"+10.31\",\"percentageChange\":\"0.85%\","
	  "\"deltaIndicator\":\"up\",\"lastTradeTimestamp\":\"Closed at Aug 19, 2026 4:00 PM ET\"},"
	  "\"marketStatus\":\"After-Hours\",\"keyStats\":{}},\"status\":{\"rCode\":200}}" },
	{ "frankfurter", frankfurter,
	  "[{\"date\":\"2026-08-20\",\"base\":\"USD\",\"quote\":\"JPY\",\"rate\":147.25},"
	  "{\"date\":\"2026-08-20\",\"base\":\"USD\",\"quote\":\"TWD\",\"rate\":31.5},"
	  "{\"date\":\"2026-08-20\",\"base\":\"USD\",\"quote\":\"CHF\",\"rate\":0.8}]" },
	{ "ecb", ecb,
	  "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<gesmes:Envelope "
	  "xmlns:gesmes=\"http://www.gesmes.org/xml/2002-08-01\" "
	  "xmlns=\"http://www.ecb.int/vocabulary/2002-08-01/eurofxref\">\n<Cube><Cube time='2026-08-20'>\n"
	  "<Cube currency='USD' rate='1.25'/><Cube currency=\"JPY\" rate=\"184.375\" /></Cube></Cube>"
	  "</gesmes:Envelope>" },
	{ "twse", twse,
	  "[{\"Date\":\"1150820\",\"Code\":\"0050\",\"Name\":\"x\",\"ClosingPrice\":\"60.10\"},"
	  "{\"Date\":\"1150820\",\"Code\":\"2330\",\"Name\":\"TSMC\",\"TradeVolume\":\"31,234,567\","
	  "\"OpeningPrice\":\"2,400.00\",\"HighestPrice\":\"2,415.00\",\"LowestPrice\":\"2,395.00\","
	  "\"ClosingPrice\":\"2,410.00\",\"Change\":\"-5.0000\",\"Transaction\":\"1\"}]" },
	{ "yahoo-quote", yahoo,
	  "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\",\"regularMarketPrice\":216.85,"
	  "\"regularMarketTime\":1787169600,\"previousClose\":214.5,\"currentTradingPeriod\":{"
	  "\"pre\":{\"start\":1787126400,\"end\":1787146200},\"regular\":{\"start\":1787146200,\"end\":1787169600},"
	  "\"post\":{\"start\":1787169600,\"end\":1787184000}}},"
	  "\"timestamp\":[1787140000,1787150000,1787160000,1787175000],"
	  "\"indicators\":{\"quote\":[{\"close\":[215.25,216.125,216.75,218.5]}]}}],\"error\":null}}" },
};

static const char *good_of(parse_function *parse)
{
	for (size_t i = 0; i < COUNT(parsers); i++)
		if (parsers[i].parse == parse)
			return parsers[i].good;
	return "";
}

static void read_good(struct batch *out, parse_function *parse)
{
	struct error err = { "" };
	const char *text = good_of(parse);
	batch_init(out);
	if (parse(out, text, strlen(text), NOW, &err))
		fail_msg("%s", err.text);
}

static void assert_time(int64_t time, const char *expected)
{
	char text[TIMESTAMP_SIZE];
	timestamp_format_rfc3339(time, text);
	assert_string_equal(text, expected);
}

static const struct quote *quote_of(const struct batch *b, const char *symbol)
{
	for (size_t i = 0; i < b->quote_count; i++)
		if (!strcmp(b->quotes[i].symbol, symbol))
			return &b->quotes[i];
	fail_msg("no quote of %s", symbol);
	return NULL;
}

/* ---- refusals ---- */

static void what_is_no_answer_is_refused_in_words_by_every_parser(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"",
		"  \r\n",
		"Too Many Requests\r\n",
		"Exceeded the daily hits limit",
		"<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
		"{}",
		"{\"a\":1",
		"null",
		"[1,2,3]",
		"[[]]",
		"{\"data\":null}",
		"{\"data\":{}}",
		"{\"chart\":{\"result\":null,\"error\":null}}",
		"{\"FormattedQuoteResult\":{\"FormattedQuote\":null}}",
		"{\"FormattedQuoteResult\":{\"FormattedQuote\":[]}}",
		"{\"barData\":{\"priceBars\":null}}",
		"{\"amount\":1.0,\"base\":\"EUR\",\"date\":\"2026-08-20\",\"rates\":{\"JPY\":147}}",
		"<?xml version=\"1.0\"?><rss/>",
		"<Envelope><Cube><Cube time='2026-08-20'/></Cube></Envelope>",
		"<Envelope><Cube><Cube currency='JPY' rate='1'/></Cube></Envelope>",
		"<!DOCTYPE a [<!ENTITY b 'c'>]><A><Cube time='2026-08-20'><Cube currency='USD' rate='1'/></Cube></A>",
		"<Envelope><Cube time='2026-08-20'><Cube currency='USD' rate='1'/>",
	};
	for (size_t i = 0; i < COUNT(parsers); i++)
		for (size_t k = 0; k < COUNT(wrong); k++) {
			struct batch out;
			struct error err = { "" };
			batch_init(&out);
			if (!parsers[i].parse(&out, wrong[k], strlen(wrong[k]), NOW, &err))
				fail_msg("%s takes \"%s\"", parsers[i].name, wrong[k]);
			assert_true(*err.text);
			assert_int_equal(batch_items(&out), 0);
			batch_release(&out);
		}
}

static void a_refused_answer_leaves_the_batch_as_it_was(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT(parsers); i++) {
		struct batch out;
		struct error err;
		read_good(&out, parsers[i].parse);
		size_t items = batch_items(&out);
		assert_true(items > 0);
		assert_int_equal(parsers[i].parse(&out, "<html>", 6, NOW, &err), -1);
		assert_int_equal(batch_items(&out), items);
		batch_release(&out);
	}
}

static void figures_that_are_none_are_none(void **state)
{
	(void)state;
	static const char *const none[] = {
		"",        "UNCH",  "N/A",    "--",       "-",
		"$",       "1,15",  "1,1500", ",150",     "1,,0",
		"1.2.3",   "5.2T",  "1e5",    "0x10",     " 1",
		"1 ",      "1.",    "nan",    "inf",      "+-1",
		"12,34.5", "1.5%%", "%",      "1234,567", "99999999999999999999999999999999999999999999999999999999999"
	};
	for (size_t i = 0; i < COUNT(none); i++)
		if (!isnan(figure_read(none[i])))
			fail_msg("\"%s\" was read", none[i]);
	assert_true(isnan(figure_read(NULL)));
	static const struct {
		const char *text;
		double value;
	} some[] = { { "1,157.25", 1157.25 },
		     { "$1,157.25", 1157.25 },
		     { "+0.51%", 0.51 },
		     { "-1.08%", -1.08 },
		     { "0%", 0 },
		     { "537219", 537219 },
		     { "1,186,796,081,500", 1186796081500 },
		     { "1,963,864.243649", 1963864.243649 },
		     { "-$3.50", -3.5 } };
	for (size_t i = 0; i < COUNT(some); i++)
		assert_true(figure_read(some[i].text) == some[i].value);
}

static void cnbc_s_answers_about_others_are_no_answers(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"{\"symbol\":\"AMD\",\"last\":\"5\",\"last_time\":\"2026-08-20\"}",
		"{\"symbol\":\"nvda\",\"last\":\"5\",\"last_time\":\"2026-08-20\"}",
		"{\"last\":\"5\",\"last_time\":\"2026-08-20\"}", /* seven were asked for: whose is it? */
		"{\"symbol\":null,\"last\":\"5\"}",
		"7",
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		char text[300];
		struct batch out;
		struct error err;
		batch_init(&out);
		snprintf(text, sizeof text, "{\"ITVQuoteResult\":{\"ITVQuote\":[%s]}}", wrong[i]);
		assert_int_equal(cnbc(&out, text, strlen(text), NOW, &err), -1);
		assert_non_null(strstr(err.text, "none of them"));
	}
}

static void a_cnbc_quote_without_a_price_or_with_an_impossible_time_is_left_out(void **state)
{
	(void)state;
	static const char *const wrong[] = {
		"\"last\":\"0\",\"last_time\":\"2026-08-20\"",
		"\"last\":\"-5\",\"last_time\":\"2026-08-20\"",
		"\"last\":\"N/A\",\"last_time\":\"2026-08-20\"",
		"\"last\":null,\"last_time\":\"2026-08-20\"",
		"\"last\":\"5\",\"last_time\":\"2027-08-20\"",
		"\"last\":\"5\",\"last_time\":\"yesterday\"",
		"\"last\":\"5\",\"last_time\":\"\"",
		"\"last\":\"5\",\"last_time\":\"2026-08-20\",\"currencyCode\":\"TWD\"",
		"\"last\":\"5\",\"last_time\":\"2026-08-20\",\"code\":1",
		"\"last\":\"5\",\"last_time\":\"2026-08-20\",\"code\":\"1\"",
	};
	for (size_t i = 0; i < COUNT(wrong); i++) {
		char text[300];
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		snprintf(text, sizeof text, "{\"ITVQuoteResult\":{\"ITVQuote\":{\"symbol\":\"NVDA\",%s}}}", wrong[i]);
		assert_int_equal(cnbc(&out, text, strlen(text), NOW, &err), 0);
		assert_int_equal(batch_items(&out), 0);
		assert_non_null(strstr(out.warning, "NVDA"));
		batch_release(&out);
	}
}

static void nasdaq_s_error_bodies_come_with_status_200(void **state)
{
	(void)state;
	static const struct {
		const char *body, *words;
	} rows[] = {
		{ "{\"data\":null,\"status\":{\"rCode\":200,\"bCodeMessage\":[{\"code\":3004,"
		  "\"errorMessage\":\"Error while calling vendor\"}]}}",
		  "Nasdaq answered: Error while calling vendor" },
		{ "{\"data\":null,\"status\":{}}", "Nasdaq answered: no price" },
		{ "{\"data\":{\"symbol\":\"XYZ\",\"primaryData\":{\"lastSalePrice\":\"$5\"}},\"status\":{}}",
		  "expected the price of NVDA, got that of XYZ" },
		{ "{\"data\":{\"symbol\":\"NVDA\",\"primaryData\":{\"lastSalePrice\":\"N/A\","
		  "\"lastTradeTimestamp\":\"Aug 20, 2026\"}}}",
		  "expected a price of NVDA and its time" },
		{ "{\"data\":{\"symbol\":\"NVDA\",\"primaryData\":{\"lastSalePrice\":\"$5\","
		  "\"lastTradeTimestamp\":\"Foo 20, 2026\"}}}",
		  "and its time" },
		{ "{\"data\":{\"symbol\":\"NVDA\",\"primaryData\":{\"lastSalePrice\":\"$5\","
		  "\"lastTradeTimestamp\":\"Aug 20, 2028\"}}}",
		  "and its time" },
		{ "{\"data\":{\"symbol\":\"NVDA\",\"marketStatus\":\"After-Hours\",\"secondaryData\":null,"
		  "\"primaryData\":{\"lastSalePrice\":\"$5\",\"lastTradeTimestamp\":\"Aug 20, 2026\"}}}",
		  "expected a price" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		struct batch out;
		struct error err = { "" };
		batch_init(&out);
		assert_int_equal(nasdaq(&out, rows[i].body, strlen(rows[i].body), NOW, &err), -1);
		if (!strstr(err.text, rows[i].words))
			fail_msg("row %zu: \"%s\"", i, err.text);
	}
}

/* ---- what is read ---- */

static void cnbc_s_quotes_are_read_in_their_currencies(void **state)
{
	(void)state;
	struct batch out;
	read_good(&out, cnbc);
	assert_int_equal(out.quote_count, 3);
	const struct quote *q = quote_of(&out, "NVDA");
	assert_true(q->price == 1216.85 && q->change == -10.5 && q->change_pct == -0.86 && q->volume == 150000123);
	assert_true(q->previous_close == 1227.35 && q->day_high == 1230 && q->year_low == 800.5);
	assert_string_equal(q->source, "cnbc");
	assert_string_equal(q->name, "NVIDIA Corp");
	assert_int_equal(q->market_state, MARKET_UNKNOWN); /* REG_MKT is said at night, too */
	assert_time(q->as_of, "2026-08-20T18:40:00Z");
	q = quote_of(&out, "9984.T");
	assert_string_equal(q->currency, "JPY");
	assert_true(q->change == 0 && q->change_pct == 0);
	assert_int_equal(q->market_state, MARKET_UNKNOWN); /* it says open at all hours */
	assert_time(q->as_of, "2026-08-20T06:30:00Z");
	assert_time(quote_of(&out, "^GSPC")->as_of, "2026-08-20T18:48:03Z"); /* today's close is yet to come */
	assert_int_equal(out.rate_count, 2);
	assert_true(out.rates[0].rate == 147.25 && !strcmp(out.rates[0].from, "USD") &&
		    !strcmp(out.rates[0].to, "JPY"));
	assert_true(out.rates[1].rate == 1.08 && !strcmp(out.rates[1].from, "EUR") && !strcmp(out.rates[1].to, "USD"));
	assert_string_equal(out.warning, "2 of 7 symbols missing: 2330.TW TWD=X");
	batch_release(&out);
}

static void before_the_bell_cnbc_s_change_is_not_told_and_the_extended_price_is(void **state)
{
	(void)state;
	static const char text[] =
		"{\"ITVQuoteResult\":{\"ITVQuote\":[{\"symbol\":\"NVDA\",\"previous_day_closing\":\"207.41\","
		"\"last\":\"207.41\",\"change\":\"UNCH\",\"change_pct\":\"0%\",\"curmktstatus\":\"PRE_MKT\","
		"\"ExtendedMktQuote\":{\"type\":\"PRE_MKT\",\"last\":\"208.47\"}}]}}";
	struct batch out;
	struct error err;
	batch_init(&out);
	assert_int_equal(cnbc(&out, text, strlen(text), NOW, &err), 0);
	const struct quote *q = quote_of(&out, "NVDA");
	assert_true(q->price == 207.41 && q->extended_price == 208.47 && isnan(q->change) && isnan(q->change_pct));
	assert_int_equal(q->market_state, MARKET_PRE);
	assert_time(q->as_of, "2026-08-19T20:00:00Z"); /* no time of its own: the last close */
	batch_release(&out);
}

static void a_single_object_without_a_symbol_is_of_the_one_that_was_asked_for(void **state)
{
	(void)state;
	static const char text[] =
		"{\"QuickQuoteResult\":{\"QuickQuote\":{\"last\":\"2,953.8\",\"last_time_msec\":\"1785055260000\"}}}";
	static const char one[][SYMBOL_SIZE] = { "NVDA" };
	struct batch out;
	struct error err;
	batch_init(&out);
	assert_int_equal(cnbc_quotes_parse(&out, text, strlen(text), one, 1, NOW, &err), 0);
	assert_true(out.quotes[0].price == 2953.8);
	assert_int_equal(out.quotes[0].as_of, 1785055260);
	batch_release(&out);
}

static void symbols_have_their_names_at_cnbc(void **state)
{
	(void)state;
	static const struct {
		const char *symbol, *name;
	} rows[] = {
		{ "NVDA", "NVDA" },   { "9984.T", "9984.T-JP" }, { "2330.TW", "2330-TW" }, { "JPY=X", "JPY=" },
		{ "TWD=X", "TWD=" },  { "EURJPY=X", "EURJPY=" }, { "^IXIC", ".IXIC" },     { "^GSPC", ".SPX" },
		{ "BRK-B", "BRK.B" }, { "^FOO", NULL },          { "BTC-USD", NULL },      { "ARM.L", NULL },
		{ "M&M.NS", NULL },   { "ES=F", NULL },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char name[CNBC_SYMBOL_SIZE] = "";
		assert_int_equal(cnbc_symbol(rows[i].symbol, name), rows[i].name ? 0 : -1);
		assert_string_equal(name, rows[i].name ? rows[i].name : "");
	}
}

static void cnbc_s_bars_are_read_and_weekend_prints_dropped(void **state)
{
	(void)state;
	struct batch out;
	read_good(&out, bars);
	assert_int_equal(out.series_count, 1);
	const struct candle_series *s = &out.series[0];
	assert_int_equal(s->count, 2); /* the 16th was a Sunday */
	assert_true(s->items[0].close == 1205.5 && s->items[1].close == 1216.85 && s->items[1].volume == 1234);
	assert_true(isnan(s->items[1].adjusted_close));
	assert_time(s->items[1].time, "2026-08-20T00:00:00Z");
	assert_string_equal(s->interval, "1d");
	assert_string_equal(s->currency, "USD");
	assert_string_equal(s->source, "cnbc-bars");
	batch_release(&out);
	static const char other[] = "{\"barData\":{\"symbol\":\"AMD\",\"priceBars\":[{\"close\":\"1\"}]}}";
	struct error err;
	assert_int_equal(bars(&out, other, strlen(other), NOW, &err), -1);
	assert_string_equal(err.text, "expected bars of NVDA, got those of AMD");
}

static void out_of_hours_nasdaq_s_first_price_is_the_extended_one(void **state)
{
	(void)state;
	struct batch out;
	read_good(&out, nasdaq);
	const struct quote *q = quote_of(&out, "NVDA");
	assert_true(q->price == 1218.15 && q->extended_price == 1217.5 && q->change == 10.31 && q->change_pct == 0.85);
	assert_int_equal(q->market_state, MARKET_POST);
	assert_time(q->as_of, "2026-08-19T20:00:00Z");
	assert_string_equal(q->exchange, "XNAS");
	assert_string_equal(q->source, "nasdaq");
	assert_true(q->volume == 1963864);
	batch_release(&out);
}

static void nasdaq_s_spellings_of_sessions_and_times_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *status, *time;
		enum market_state state;
		const char *as_of;
	} rows[] = {
		{ "Open", "Aug 20, 2026 2:46 PM ET", MARKET_OPEN, "2026-08-20T18:46:00Z" },
		{ "Market Open", "DATA AS OF Nov 19, 2019 10:33 AM ET", MARKET_OPEN, "2019-11-19T15:33:00Z" },
		{ "Closed", "Sep 17, 2025", MARKET_CLOSED, "2025-09-17T20:00:00Z" },
		{ "Market Closed", "DATA AS OF Jul 28, 2020", MARKET_CLOSED, "2020-07-28T20:00:00Z" },
		{ "Half Day", "CLOSED AT 4:00 PM ET ON Nov 18, 2019", MARKET_UNKNOWN, "2019-11-18T21:00:00Z" },
		{ "Open", "Mar 9, 2026 12:05 AM ET", MARKET_OPEN, "2026-03-09T04:05:00Z" },
		{ "Open", "Nov 2, 2025 12:05 PM ET", MARKET_OPEN, "2025-11-02T17:05:00Z" },
	};
	for (size_t i = 0; i < COUNT(rows); i++) {
		char text[400];
		struct batch out;
		struct error err;
		batch_init(&out);
		snprintf(text, sizeof text,
			 "{\"data\":{\"symbol\":\"NVDA\",\"marketStatus\":\"%s\",\"primaryData\":{\"lastSalePrice\":\"$"
			 "5\","
			 "\"netChange\":\"0.318\",\"deltaIndicator\":\"down\",\"lastTradeTimestamp\":\"%s\"}}}",
			 rows[i].status, rows[i].time);
		if (nasdaq(&out, text, strlen(text), NOW, &err))
			fail_msg("row %zu: %s", i, err.text);
		assert_int_equal(out.quotes[0].market_state, rows[i].state);
		assert_time(out.quotes[0].as_of, rows[i].as_of);
		assert_true(out.quotes[0].change == -0.318); /* the arrow has the sign */
		batch_release(&out);
	}
}

static void frankfurter_s_two_shapes_give_both_currencies(void **state)
{
	(void)state;
	static const char older[] =
		"{\"amount\":1.0,\"base\":\"USD\",\"date\":\"2026-08-20\",\"rates\":{\"JPY\":147.25}}";
	static const char hundred[] =
		"{\"amount\":100,\"base\":\"USD\",\"date\":\"2026-08-20\",\"rates\":{\"JPY\":14725}}";
	static const char single[] = "{\"date\":\"2026-08-20\",\"base\":\"USD\",\"quote\":\"TWD\",\"rate\":31.5}";
	struct batch out;
	struct error err;
	read_good(&out, frankfurter);
	assert_int_equal(out.rate_count, 2);
	assert_true(out.rates[0].rate == 147.25 && out.rates[1].rate == 31.5);
	assert_string_equal(out.rates[1].to, "TWD");
	assert_string_equal(out.rates[1].source, "frankfurter");
	assert_time(out.rates[1].as_of, "2026-08-20T00:00:00Z");
	assert_int_equal(frankfurter(&out, older, strlen(older), NOW, &err), 0);
	assert_true(out.rate_count == 1 && out.rates[0].rate == 147.25);
	assert_int_equal(frankfurter(&out, single, strlen(single), NOW, &err), 0);
	assert_true(out.rate_count == 1 && out.rates[0].rate == 31.5);
	assert_int_equal(frankfurter(&out, hundred, strlen(hundred), NOW, &err), -1);
	batch_release(&out);
}

static void the_central_bank_has_the_yen_and_never_the_taiwan_dollar(void **state)
{
	(void)state;
	struct batch out;
	read_good(&out, ecb);
	assert_int_equal(out.rate_count, 2);
	assert_string_equal(out.rates[0].to, "JPY");
	assert_true(out.rates[0].rate == 147.5);
	assert_string_equal(out.rates[1].to, "EUR");
	assert_true(out.rates[1].rate == 0.8);
	assert_string_equal(out.rates[0].source, "ecb");
	assert_non_null(strstr(out.warning, "TWD=X"));
	batch_release(&out);
}

static void taipei_s_list_is_read_by_its_own_calendar(void **state)
{
	(void)state;
	struct batch out;
	read_good(&out, twse);
	assert_int_equal(out.quote_count, 1);
	const struct quote *q = quote_of(&out, "2330.TW");
	assert_true(q->price == 2410 && q->change == -5 && q->previous_close == 2415 && q->day_low == 2395);
	assert_true(q->volume == 31234567 && fabs(q->change_pct - 100 * -5 / 2415.0) < 1e-12);
	assert_string_equal(q->currency, "TWD");
	assert_time(q->as_of, "2026-08-20T05:30:00Z");
	batch_release(&out);
	static const char idle[] = "[{\"Date\":\"1150820\",\"Code\":\"2330\",\"ClosingPrice\":\"--\"}]";
	struct error err;
	assert_int_equal(twse(&out, idle, strlen(idle), NOW, &err), 0);
	assert_int_equal(out.quote_count, 0);
	batch_release(&out);
}

static void the_day_s_chart_parts_the_session_from_the_hours_around_it(void **state)
{
	(void)state;
	struct batch out;
	read_good(&out, yahoo);
	const struct quote *q = quote_of(&out, "NVDA");
	assert_true(q->price == 216.85 && q->extended_price == 218.5);
	assert_int_equal(out.series_count, 1);
	assert_int_equal(out.series[0].count, 2);
	assert_string_equal(q->source, "yahoo-chart");
	batch_release(&out);
	static const char unknown[] =
		"{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found\"}}}";
	struct error err;
	assert_int_equal(yahoo(&out, unknown, strlen(unknown), NOW, &err), 0);
	assert_string_equal(out.warning, "NVDA is not known there");
	batch_release(&out);
}

/* ---- foreign bytes of every kind ---- */

static uint32_t next_random(uint32_t *seed)
{
	*seed = *seed * 1664525u + 1013904223u;
	return *seed >> 8;
}

static void mutate(char *bytes, size_t *length, uint32_t *seed)
{
	size_t at = next_random(seed) % *length, cut = next_random(seed) % 60;
	switch (next_random(seed) % 4) {
	case 0:
		bytes[at] = (char)next_random(seed);
		break;
	case 1:
		*length = at + 1;
		break;
	case 2: /* another digit, sign or point */
		bytes[at] = "0123456789-+.,eE\"{}[]"[next_random(seed) % 21];
		break;
	default:
		cut = cut < *length - at ? cut : *length - at - 1;
		memmove(bytes + at, bytes + at + cut, *length - at - cut);
		*length -= cut;
	}
}

/* Whether the payload spells the value out: its digits, with or without the commas of thousands. */
static bool stands_in(const char *bytes, size_t length, double value)
{
	for (size_t i = 0; i < length; i++) {
		char plain[64];
		size_t kept = 0;
		if (i && ((bytes[i - 1] >= '0' && bytes[i - 1] <= '9') || bytes[i - 1] == '.'))
			continue;
		for (size_t k = i;
		     k < length && kept + 1 < sizeof plain && bytes[k] && strchr("0123456789.,eE+-", bytes[k]); k++)
			if (bytes[k] != ',')
				plain[kept++] = bytes[k];
		plain[kept] = '\0';
		if (kept && strtod(plain, NULL) == value)
			return true;
		/* A comma may part two members as well as thousands. */
		char *comma = memchr(bytes + i, ',', length - i < 40 ? length - i : 40);
		if (comma && comma > bytes + i && strtod(bytes + i, NULL) == value)
			return true;
	}
	return false;
}

static void assert_held(const char *name, const char *bytes, size_t length, double value)
{
	if (isfinite(value) && !stands_in(bytes, length, value))
		fail_msg("%s made %.17g of: %.*s", name, value, (int)length, bytes);
}

static void assert_sane(const char *name, const struct batch *b, const char *bytes, size_t length)
{
	for (size_t i = 0; i < b->quote_count; i++) {
		const struct quote *q = &b->quotes[i];
		assert_true(isfinite(q->price) && q->price > 0 && q->as_of > 0 && q->as_of <= NOW + 86400);
		assert_held(name, bytes, length, q->price);
		assert_held(name, bytes, length, q->day_high);
		assert_held(name, bytes, length, q->day_low);
		assert_held(name, bytes, length, q->volume);
		assert_held(name, bytes, length, q->extended_price);
	}
	for (size_t i = 0; i < b->rate_count; i++) {
		assert_true(isfinite(b->rates[i].rate) && b->rates[i].rate > 0 && b->rates[i].as_of <= NOW + 86400);
		if (strcmp(name, "ecb") != 0) /* whose rates are quotients */
			assert_held(name, bytes, length, b->rates[i].rate);
	}
	for (size_t i = 0; i < b->series_count; i++)
		for (size_t k = 0; k < b->series[i].count; k++) {
			assert_true(b->series[i].items[k].close > 0);
			assert_held(name, bytes, length, b->series[i].items[k].close);
		}
}

static void no_mutation_crashes_or_makes_up_a_price(void **state)
{
	(void)state;
	uint32_t seed = 20260820;
	size_t taken = 0;
	for (size_t i = 0; i < COUNT(parsers); i++)
		for (int round = 0; round < 20000; round++) {
			size_t length = strlen(parsers[i].good);
			char *copy = malloc(length + 1); /* ended for the sake of the oracle's strtod */
			struct batch out;
			struct error err = { "" };
			assert_non_null(copy);
			memcpy(copy, parsers[i].good, length + 1);
			for (uint32_t times = 1 + next_random(&seed) % 3; times && length > 1; times--)
				mutate(copy, &length, &seed);
			copy[length] = '\0';
			batch_init(&out);
			if (parsers[i].parse(&out, copy, length, NOW, &err))
				assert_true(*err.text && !batch_items(&out));
			else
				taken++;
			assert_sane(parsers[i].name, &out, copy, length);
			batch_release(&out);
			free(copy);
		}
	assert_true(taken > 1000); /* else nothing was tested */
	printf("figure: mutations read %zu of %zu, the others refused\n", taken, 20000 * COUNT(parsers));
}

/* ---- captures ---- */

static bool load(const char *path, struct buffer *b)
{
	buffer_init(b, 1 << 22);
	return file_read(path, b, NULL) == 0;
}

static void captures_are_read(void **state)
{
	(void)state;
	static const struct {
		const char *path, *symbol;
		double value; /* 0: refused, or nothing known */
		const char *as_of;
	} rows[] = {
		{ "cnbc/transcribed/formatted_spx_2026-10-02.json", "^GSPC", 5767.57, "2026-10-02T20:00:00Z" },
		{ "cnbc/transcribed/formatted_unknown_code1.json", "^GSPC", 0, "" },
		{ "cnbc/transcribed/itv_premarket_2026-06-17.json", "NVDA", 207.41, "" },
		{ "cnbc/transcribed/itv_premarket_2026-06-17.json", "AVGO", 376.71, "" },
		{ "cnbc/transcribed/quickquote_single_object.json", "NVDA", 2953.8, "2026-07-26T08:41:00Z" },
		{ "nasdaq/notes/nasdaq_comma.json", "SNDK", 1270.5, "2026-07-24T20:00:00Z" },
		{ "nasdaq/notes/nasdaq_mu.json", "MU", 874.19, "2026-07-27T16:51:00Z" },
		{ "nasdaq/notes/nasdaq_error.json", "MU", 0, "" },
		{ "nasdaq/notes/nasdaq_wrong_symbol.json", "MU", 0, "" },
		{ "nasdaq/transcribed/AACQU_info_2020-07-28.json", "AACQU", 10.4, "2020-07-28T20:00:00Z" },
		{ "nasdaq/transcribed/AAPL_2019-11-19_info_after_hours.json", "AAPL", 266.29, "2019-11-19T21:00:00Z" },
		{ "nasdaq/transcribed/AAPL_2019-11-19_info_market_closed.json", "AAPL", 266.29,
		  "2019-11-19T21:00:00Z" },
		{ "nasdaq/transcribed/AAPL_2019-11-19_info_market_open.json", "AAPL", 266.782, "2019-11-19T15:33:00Z" },
		{ "nasdaq/transcribed/AAPL_2019-11-19_info_pre_market.json", "AAPL", 267.1, "2019-11-18T21:00:00Z" },
		{ "nasdaq/transcribed/AAPL_2019-11-19_summary_market_open.json", "AAPL", 0, "" },
		{ "nasdaq/transcribed/symbol_not_exists_http200.json", "AAPL", 0, "" },
		{ "nasdaq/transcribed/vendor_error_http200.json", "AAPL", 0, "" },
		{ "ecb/ecb_2017-11-03.xml", "JPY=X", 132.82 / 1.1657, "2017-11-03T00:00:00Z" },
		{ "ecb/eurofxref-daily_2023-04-18.xml", "JPY=X", 146.89 / 1.0972, "2023-04-18T00:00:00Z" },
		{ "twse/notes/twse_t86_holiday.json", "2330.TW", 0, "" },
		{ "twse/notes/twse_t86.json", "2330.TW", 0, "" },
	};
	const int64_t later = NOW + 90 * INT64_C(86400);
	for (size_t i = 0; i < COUNT(rows); i++) {
		char path[256], one[1][SYMBOL_SIZE];
		struct buffer b;
		struct batch out;
		struct error err = { "" };
		snprintf(path, sizeof path, CORPUS "%s", rows[i].path);
		snprintf(one[0], SYMBOL_SIZE, "%s", rows[i].symbol);
		if (!load(path, &b)) {
			printf("skipped: %s is not there\n", path);
			buffer_release(&b);
			continue;
		}
		batch_init(&out);
		const char(*symbols)[SYMBOL_SIZE] = (const char(*)[SYMBOL_SIZE])one;
		int result = *rows[i].path == 'c'   ? cnbc_quotes_parse(&out, b.data, b.length, symbols, 1, later, &err)
			     : *rows[i].path == 'n' ? nasdaq_info_parse(&out, b.data, b.length, one[0], later, &err)
			     : *rows[i].path == 'e' ? ecb_parse(&out, b.data, b.length, symbols, 1, later, &err)
						    : twse_day_parse(&out, b.data, b.length, symbols, 1, later, &err);
		if (rows[i].value > 0) {
			if (result || batch_items(&out) != 1)
				fail_msg("%s: %s%s", rows[i].path, err.text, out.warning);
			double value = out.quote_count ? out.quotes[0].price : out.rates[0].rate;
			assert_true(fabs(value - rows[i].value) < 1e-12 * value);
			if (*rows[i].as_of)
				assert_time(out.quote_count ? out.quotes[0].as_of : out.rates[0].as_of, rows[i].as_of);
		} else {
			assert_int_equal(batch_items(&out), 0);
			assert_true(*(result ? err.text : out.warning));
		}
		batch_release(&out);
		buffer_release(&b);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(what_is_no_answer_is_refused_in_words_by_every_parser),
		cmocka_unit_test(a_refused_answer_leaves_the_batch_as_it_was),
		cmocka_unit_test(figures_that_are_none_are_none),
		cmocka_unit_test(cnbc_s_answers_about_others_are_no_answers),
		cmocka_unit_test(a_cnbc_quote_without_a_price_or_with_an_impossible_time_is_left_out),
		cmocka_unit_test(nasdaq_s_error_bodies_come_with_status_200),
		cmocka_unit_test(cnbc_s_quotes_are_read_in_their_currencies),
		cmocka_unit_test(before_the_bell_cnbc_s_change_is_not_told_and_the_extended_price_is),
		cmocka_unit_test(a_single_object_without_a_symbol_is_of_the_one_that_was_asked_for),
		cmocka_unit_test(symbols_have_their_names_at_cnbc),
		cmocka_unit_test(cnbc_s_bars_are_read_and_weekend_prints_dropped),
		cmocka_unit_test(out_of_hours_nasdaq_s_first_price_is_the_extended_one),
		cmocka_unit_test(nasdaq_s_spellings_of_sessions_and_times_are_read),
		cmocka_unit_test(frankfurter_s_two_shapes_give_both_currencies),
		cmocka_unit_test(the_central_bank_has_the_yen_and_never_the_taiwan_dollar),
		cmocka_unit_test(taipei_s_list_is_read_by_its_own_calendar),
		cmocka_unit_test(the_day_s_chart_parts_the_session_from_the_hours_around_it),
		cmocka_unit_test(no_mutation_crashes_or_makes_up_a_price),
		cmocka_unit_test(captures_are_read),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
