#include "tests/screens/fixture_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "store/store.h"
#include "tests/screens/ledger_rows.h"

#define NOW SCREENS_NOW_S
#define NYSE_OPEN (NOW - 4 * 3600 - 4683)   /* 13:30:00Z */
#define TOKYO_OPEN (NOW - 18 * 3600 - 2883) /* 00:00:00Z */
#define DAY 86400

static struct error err;

static void done(int result)
{
	if (result)
		fail_msg("%s", err.text);
}

static void set(char *field, size_t size, const char *text)
{
	snprintf(field, size, "%s", text);
}
#define SET(field, text) set(field, sizeof(field), text)

/* A saw with a trend: no library's random numbers, so the screens are the same everywhere. */
static double wave(double base, int i, int count, int seed)
{
	double trend = (double)(i * (seed % 5 - 2)) / count / 20;
	double saw = (double)((i * (seed + 3)) % 17 - 8) / 900 + (double)((i * seed) % 29 - 14) / 1500;
	return base * (1 + trend + saw);
}

static void put_bars(struct store *s, const char *symbol, const char *interval, int64_t first, int64_t step, int count,
		     double base, int seed)
{
	struct candle_series series;
	candle_series_init(&series);
	SET(series.symbol, symbol);
	SET(series.interval, interval);
	SET(series.currency, "USD");
	SET(series.source, "yahoo-chart");
	series.fetched = NOW - 60;
	for (int i = 0; i < count; i++) {
		struct candle bar = { .time = first + i * step, .volume = 1000 };
		bar.open = bar.high = bar.low = bar.close = bar.adjusted_close = wave(base, i, count, seed);
		done(candle_series_append(&series, &bar));
	}
	done(store_put_candles(s, &series, &err));
	candle_series_release(&series);
}

static void put_quote(struct store *s, const char *symbol, const char *name, const char *currency, double price,
		      double previous, int64_t as_of, const char *source)
{
	struct quote q;
	quote_init(&q);
	SET(q.symbol, symbol);
	SET(q.name, name);
	SET(q.currency, currency);
	SET(q.source, source);
	q.price = price;
	q.previous_close = previous;
	quote_complete(&q);
	if (isfinite(previous)) {
		q.day_low = price * 0.99;
		q.day_high = price * 1.01;
		q.year_low = price * 0.6;
		q.year_high = price * 1.2;
		q.volume = price * 1e5;
	}
	q.as_of = as_of;
	q.fetched = NOW - 9;
	done(store_put_quotes(s, &q, 1, &err));
}

static void put_prices(struct store *s)
{
	put_quote(s, "NVDA", "NVIDIA", "USD", 216.85, 214.04, NOW - 12, "yahoo-spark");
	put_quote(s, "AMD", "Advanced Micro Devices", "USD", 469.46, 473.43, NOW - 4000, "yahoo-spark");
	put_quote(s, "ORCL", "Oracle", "USD", 142.07, (double)NAN, NOW - 20 * DAY, SHIPPED_SOURCE);
	put_quote(s, "9984.T", "SoftBank Group", "JPY", 5771, 5830, TOKYO_OPEN + 6 * 3600 + 1800, "yahoo-spark");
	put_bars(s, "NVDA", "5m", NYSE_OPEN, 300, 64, 215, 7);
	put_bars(s, "AMD", "5m", NYSE_OPEN, 300, 50, 471, 12);
	put_bars(s, "9984.T", "5m", TOKYO_OPEN, 300, 60, 5800, 17);
	put_bars(s, "NVDA", "1d", NOW / DAY * DAY - 360 * DAY, DAY, 360, 200, 9);
	put_bars(s, "AMD", "1d", NOW / DAY * DAY - 360 * DAY, DAY, 360, 300, 13);
	put_bars(s, "ORCL", "1mo", NOW / DAY * DAY - 350 * DAY, 30 * DAY, 12, 150, 5);
	struct fx_rate yen = { "USD", "JPY", 146.3, NOW - 3600, NOW - 60, "yahoo-spark" };
	done(store_put_fx(s, &yen, 1, &err));
}

static void put_facts(struct store *s)
{
	static const struct {
		const char *symbol, *concept, *unit, *period;
		double value;
	} rows[] = {
		{ "NVDA", "shares", "shares", "", 24.3e9 },   { "NVDA", "net_income", "USD", "TTM", 120.1e9 },
		{ "NVDA", "revenue", "USD", "TTM", 253.4e9 }, { "AMD", "shares", "shares", "", 1.63e9 },
		{ "AMD", "net_income", "USD", "TTM", 4.3e9 }, { "AMD", "revenue", "USD", "TTM", 37.5e9 },
		{ "9984.T", "shares", "shares", "", 5.7e9 },
	};
	struct fact_list facts = { 0 };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct fact fact = { .value = rows[i].value, .as_of = NOW - 51 * DAY, .fetched = NOW - DAY };
		SET(fact.symbol, rows[i].symbol);
		SET(fact.concept, rows[i].concept);
		SET(fact.unit, rows[i].unit);
		SET(fact.period, rows[i].period);
		SET(fact.source, SHIPPED_SOURCE);
		done(fact_list_append(&facts, &fact));
	}
	done(store_put_facts(s, &facts, &err));
	fact_list_release(&facts);
}

static void put_press(struct store *s)
{
	static const struct {
		const char *title, *symbol, *language;
		int64_t age;
	} rows[] = {
		{ "Oracle lifts FY27 capital plan to $95bn", "ORCL", "en", 420 },
		{ "AMD ships first gigawatt to OpenAI", "AMD", "en", 1560 },
		{ "The bubble, in three charts", "", "en", 3000 },
		{ "ソフトバンクG、OpenAI株を担保に融資", "9984.T", "ja", 4680 },
		{ "TSMC : les commandes IA tirent les marges vers le haut, et le marché attend davantage encore", "TSM",
		  "fr", 9780 },
		{ "Nvidia: 100 Milliarden, wirklich?", "NVDA", "de", 11280 },
		{ "Lenders ask more of data-centre debt", "ORCL", "en", 2 * DAY },
	};
	enum { COUNT = sizeof rows / sizeof *rows };
	struct headline items[COUNT];
	size_t added;
	for (size_t i = 0; i < COUNT; i++) {
		char id[16], title[160], url[64] = "https://paper.example/item", summary[] = "What is behind it.",
					 author[] = "A. Writer";
		headline_init(&items[i]);
		snprintf(id, sizeof id, "item-%zu", i);
		snprintf(title, sizeof title, "%s", rows[i].title);
		headline_release(&items[i]);
		items[i] = (struct headline){ .time = NOW - rows[i].age, .fetched = NOW - 60 };
		items[i].id = strdup(id);
		items[i].title = strdup(title);
		items[i].url = strdup(url);
		items[i].summary = strdup(summary);
		items[i].author = strdup(author);
		SET(items[i].source, "paper");
		SET(items[i].language, rows[i].language);
		SET(items[i].companies[0], rows[i].symbol);
		items[i].company_count = *rows[i].symbol ? 1 : 0;
	}
	done(store_put_headlines(s, items, COUNT, &added, &err));
	for (size_t i = 0; i < COUNT; i++)
		headline_release(&items[i]);
}

static void put_sources(struct store *s)
{
	static const struct {
		const char *name, *kind, *error;
		enum source_status status;
		int64_t ok_age, next;
	} rows[] = {
		{ "yahoo-spark", "quotes", "", SOURCE_LIVE, 9, 51 },
		{ "yahoo-chart", "history", "", SOURCE_LIVE, 2700, 900 },
		{ "paper", "press", "", SOURCE_LIVE, 60, 840 },
		{ "le-journal", "press", "expected a feed, the server answered 503 after 1.2 s", SOURCE_BACKING_OFF,
		  5400, 420 },
		{ "closed-door", "press", "the server answered 403: it does not want us", SOURCE_REFUSED, 0, 80000 },
		{ "sec", "facts", "", SOURCE_WAITING, 0, 0 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct source_state state;
		char url[64];
		snprintf(url, sizeof url, "https://%s.example/", rows[i].name);
		source_state_init(&state, rows[i].name, url, rows[i].kind);
		state.status = rows[i].status;
		SET(state.error, rows[i].error);
		state.last_ok = rows[i].ok_age ? NOW - rows[i].ok_age : 0;
		state.last_try = rows[i].status == SOURCE_WAITING ? 0 : NOW - 9;
		state.next_poll = rows[i].next ? NOW + rows[i].next : 0;
		state.latency_ms = rows[i].ok_age ? 120 + (int)i : -1;
		state.bytes = 3500 * (int64_t)(i + 1);
		state.items = 5 + (int)i;
		state.last_code = rows[i].status == SOURCE_REFUSED ? 403 : 200;
		done(store_put_source_state(s, &state, &err));
	}
}

static void put_reading(struct store *s)
{
	struct reading r;
	reading_init(&r);
	r.time = NOW - 60;
	r.as_of = NOW - 44 * DAY;
	r.components[CAMP_HUANG][COMPONENT_VALUATION] = 34.7;
	r.components[CAMP_MARCUS][COMPONENT_VALUATION] = 98.8;
	r.components[CAMP_HUANG][COMPONENT_REVENUE_GAP] = 1.6;
	r.components[CAMP_MARCUS][COMPONENT_REVENUE_GAP] = 86.2;
	r.value[CAMP_HUANG] = 18.2;
	r.value[CAMP_MARCUS] = 92.5;
	r.centre = 55.3;
	r.sd = 15.2;
	r.low = 30;
	r.high = 80;
	SET(r.sentence[COMPONENT_VALUATION], "CAPE 39.6; Cisco in 2000 stood at 206");
	SET(r.sentence[COMPONENT_REVENUE_GAP], "AI revenue 55-217 bn; needed 221 (Huang) or 399 (Marcus)");
	static const struct reading_input inputs[] = {
		{ "CAPE of the market", 39.6, "x", NOW - 80 * 86400, "Shiller, online data" },
		{ "percentile of CAPE", 98.7741, "%", NOW - 80 * 86400, "Shiller, months since 1881" },
		{ "capex of Amazon", 200, "bn USD", NOW - 196 * 86400, "ledger D40" },
		{ "capex of Alphabet", 185, "bn USD", NOW - 113 * 86400, "ledger D41" },
	};
	r.input_count = sizeof inputs / sizeof *inputs;
	memcpy(r.inputs, inputs, sizeof inputs);
	done(store_put_reading(s, &r, &err));
}

static void put_ledger(struct store *s)
{
	struct deal_list deals = { 0 };
	done(deal_list_parse(&deals, ledger_rows, sizeof ledger_rows - 1, &err));
	done(store_put_deals(s, &deals, &err));
	deal_list_release(&deals);
}

void fixture_store_make(const char *path)
{
	struct store *s;
	done(store_open(&s, path, STORE_WRITE, NULL, &err));
	put_prices(s);
	put_facts(s);
	put_press(s);
	put_sources(s);
	put_reading(s);
	put_ledger(s);
	store_free(s);
}
