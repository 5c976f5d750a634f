#include "tests/screens/fixture_store.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>

#include <cmocka.h>
#include <stdio.h>
#include <string.h>

#include "base/shipped.h"
#include "bubble/bubble.h"
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
		struct candle bar = { .time = first + i * step, .volume = 250.0 * (double)step };
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
	put_bars(s, "NVDA", "1mo", NOW / DAY * DAY - 47 * 30 * DAY, 30 * DAY, 47, 60, 9);
	put_bars(s, "ORCL", "1mo", NOW / DAY * DAY - 350 * DAY, 30 * DAY, 12, 150, 5);
	struct fx_rate yen = { "USD", "JPY", 146.3, NOW - 3600, NOW - 60, "yahoo-spark" };
	done(store_put_fx(s, &yen, 1, &err));
}

/* Of a filing: a balance sheet, and what is shown of it alone. */
static void put_filed(struct store *s)
{
	static const struct {
		const char *concept, *unit, *period, *tag;
		double value;
	} rows[] = {
		{ "debt", "USD", "", "LongTermDebt", 8.47e9 },
		{ "cash", "USD", "", "CashAndCashEquivalentsAtCarryingValue", 13.2e9 },
		{ "eps", "USD", "TTM", "EarningsPerShareDiluted", 4.9 },
	};
	struct fact_list facts = { 0 };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct fact fact = { .value = rows[i].value, .as_of = 1777161600, .fetched = NOW - DAY };
		SET(fact.symbol, "NVDA");
		SET(fact.concept, rows[i].concept);
		SET(fact.unit, rows[i].unit);
		SET(fact.period, rows[i].period);
		SET(fact.source, "sec");
		snprintf(fact.origin, sizeof fact.origin, "us-gaap:%s, 10-Q 0001045810-26-000052 filed 2026-05-20",
			 rows[i].tag);
		done(fact_list_append(&facts, &fact));
	}
	done(store_put_facts(s, &facts, &err));
	fact_list_release(&facts);
}

static void put_facts(struct store *s)
{
	static const struct {
		const char *symbol, *concept, *unit, *period;
		double value;
	} rows[] = {
		{ "NVDA", "shares", "shares", "", 24.3e9 },
		{ "NVDA", "net_income", "USD", "TTM", 120.1e9 },
		{ "NVDA", "revenue", "USD", "TTM", 253.4e9 },
		{ "AMD", "shares", "shares", "", 1.63e9 },
		{ "AMD", "net_income", "USD", "TTM", 4.3e9 },
		{ "AMD", "revenue", "USD", "TTM", 37.5e9 },
		{ "9984.T", "shares", "shares", "", 5.7e9 },
		{ "9984.T", "ltv", "%", "", 20.6 },
		{ "^GSPC", "cape", "x", "", 39.6 },
		{ "^GSPC", "cape_percentile", "%", "", 98.7741 },
		{ "^GSPC", "tobins_q", "x", "", 1.82 },
		{ "ORCL", "capex", "USD", "FY2026", 55.66e9 },
		{ "ORCL", "operating_cash_flow", "USD", "FY2026", 31.97e9 },
	};
	struct fact_list facts = { 0 };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct fact fact = { .value = rows[i].value, .as_of = NOW - 51 * DAY, .fetched = NOW - DAY };
		SET(fact.symbol, rows[i].symbol);
		SET(fact.concept, rows[i].concept);
		SET(fact.unit, rows[i].unit);
		SET(fact.period, rows[i].period);
		SET(fact.source, SHIPPED_SOURCE);
		SET(fact.origin, "a table of the press");
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

/* What the buyers of the machines mean to spend: 805 bn, so that the figures are those of doc/method.md. */
static const char guidance_rows[] = LEDGER_HEAD
	"D40\t2026-02-05\tAmazon\t\tcapex guidance\t200e9\t200e9\tUSD\t\tCY2026\tguidance\tguidance\thigh\tAMZN\t\t\t"
	"https://capex.example/amazon\t\t\t\t\n"
	"D41\t2026-04-29\tAlphabet\t\tcapex "
	"guidance\t180e9\t190e9\tUSD\t\tCY2026\tguidance\tguidance\thigh\tGOOGL\t\t\t"
	"https://capex.example/alphabet\t\t\t\t\n"
	"D42\t2026-04-29\tMeta\t\tcapex guidance\t135e9\t135e9\tUSD\t\tCY2026\tguidance\tguidance\thigh\tMETA\t\t\t"
	"https://capex.example/meta\t\t\t\t\n"
	"D43\t2026-04-29\tMicrosoft\t\tcapex "
	"guidance\t190e9\t190e9\tUSD\t\tCY2026\tguidance\tguidance\thigh\tMSFT\t\t\t"
	"https://capex.example/microsoft\t\t\t\t\n"
	"D44\t2026-06-10\tOracle\t\tcapex guidance\t95e9\t95e9\tUSD\t\tFY2027\tguidance\tguidance\thigh\tORCL\t\t\t"
	"https://capex.example/oracle\t\t\t\t\n";

static void put_series_tests(struct store *s)
{
	static const char *const symbols[] = { SERIES_GROUP, "NVDA" };
	for (int i = 0; i < 4; i++) {
		struct series_test t = { .lag = i % 2, .count = 520, .window = 46, .replicates = 999 };
		SET(t.symbol, symbols[i / 2]);
		t.last = NOW / DAY * DAY - 4 * DAY;
		t.first = t.last - 519 * 7 * DAY;
		t.gsadf = 2.1 + 0.2 * i;
		t.bsadf = 0.4;
		t.gsadf_at = t.last - 300 * DAY;
		t.critical_gsadf[0] = t.critical_bsadf[0] = 1.7;
		t.critical_gsadf[1] = t.critical_bsadf[1] = 2.0;
		t.critical_gsadf[2] = t.critical_bsadf[2] = 2.6;
		t.p_gsadf = 0.31;
		t.p_bsadf = 0.49 + 0.01 * i;
		t.computed = NOW - DAY;
		done(store_put_series_test(s, &t, &err));
	}
	struct lppls_test lppls = { .count = 750, .last = NOW - DAY, .windows = 126, .on_bound = 30, .qualified = 12 };
	SET(lppls.symbol, "NVDA");
	done(store_put_lppls_test(s, &lppls, &err));
}

static void compute_reading(struct store *s, struct reading *r)
{
	struct assumption_set set;
	struct index_records records;
	const struct shipped_file *file = shipped_find("assumptions.tsv");
	assert_non_null(file);
	done(assumption_set_parse(&set, file->data, file->length, &err));
	done(store_get_index_records(s, &records, &err));
	const struct bubble_inputs in = {
		.deals = &records.deals,
		.facts = &records.facts,
		.quotes = records.quotes,
		.quote_count = records.quote_count,
		.rates = records.rates,
		.rate_count = records.rate_count,
		.tests = records.tests,
		.test_count = records.test_count,
		.lppls = records.lppls,
		.lppls_count = records.lppls_count,
	};
	bubble_compute(r, &set, &in, NOW - 60);
	index_records_release(&records);
}

/* Of a minute ago, and the days before, of which all but the last two were recomputed. */
static void put_readings(struct store *s)
{
	struct reading now, past[8];
	compute_reading(s, &now);
	for (int i = 0; i < 10; i++) {
		struct reading day = now;
		day.time = NOW - (10 - i) * DAY;
		day.value[CAMP_HUANG] -= (10 - i) * 0.4;
		day.value[CAMP_MARCUS] -= (10 - i) * 0.7;
		day.recomputed = i < 8;
		if (day.recomputed)
			past[i] = day;
		else
			done(store_put_reading(s, &day, &err));
	}
	done(store_replace_recomputed(s, past, 8, &err));
	done(store_put_reading(s, &now, &err));
}

static void put_ledger(struct store *s)
{
	struct deal_list deals = { 0 };
	done(deal_list_parse(&deals, ledger_rows, sizeof ledger_rows - 1, &err));
	done(store_put_deals(s, &deals, &err));
	deal_list_release(&deals);
	done(deal_list_parse(&deals, guidance_rows, sizeof guidance_rows - 1, &err));
	done(store_put_deals(s, &deals, &err));
	deal_list_release(&deals);
}

/* What three headlines suggest: a sentence of a summary, a title, an amount that can be read in two ways. */
static void put_candidates(struct store *s)
{
	struct candidate items[3];
	memset(items, 0, sizeof items);
	for (size_t i = 0; i < 3; i++) {
		items[i] = (struct candidate){ .time = NOW - (int64_t)(i + 1) * 5400, .gw = (double)NAN };
		SET(items[i].currency, "USD");
		SET(items[i].source, "paper");
		SET(items[i].payer, "OAI");
	}
	SET(items[0].title, "Oracle shares jump on new capacity order");
	SET(items[0].sentence, "OpenAI has signed a contract to pay Oracle up to $38bn for capacity over seven years, "
			       "people who know the matter say, on top of what was announced last autumn.");
	SET(items[0].url, "https://paper.example/order");
	SET(items[0].amount_text, "up to $38bn");
	items[0].amount_high = 38e9;
	SET(items[0].payee, "ORCL");
	items[0].kind = STATEMENT_CONTRACT;
	items[0].delivery = DELIVERY_CONTRACT;
	SET(items[1].title, "SoftBank to invest $77bn in Cerebras");
	SET(items[1].sentence, items[1].title);
	SET(items[1].amount_text, "$77bn");
	items[1].amount_low = items[1].amount_high = 77e9;
	SET(items[1].payer, "SB");
	SET(items[1].payee, "CBRS");
	items[1].kind = STATEMENT_INVEST;
	items[1].delivery = DELIVERY_PLAN;
	SET(items[2].title, "OpenAI in talks to buy chips");
	SET(items[2].sentence, "OpenAI is in talks to buy about 2 billion euros of chips from AMD.");
	SET(items[2].url, "https://paper.example/talks");
	SET(items[2].amount_text, "about 2 billion euros");
	SET(items[2].currency, "EUR");
	items[2].amount_low = items[2].amount_high = 2e9;
	items[2].doubtful = true;
	SET(items[2].payee, "AMD");
	items[2].kind = STATEMENT_BUY;
	items[2].delivery = DELIVERY_RUMOUR;
	done(store_put_candidates(s, items, 3, NULL, &err));
}

void fixture_store_make(const char *path)
{
	struct store *s;
	done(store_open(&s, path, STORE_WRITE, NULL, &err));
	put_prices(s);
	put_facts(s);
	put_filed(s);
	put_press(s);
	put_sources(s);
	put_ledger(s);
	put_candidates(s);
	put_series_tests(s);
	put_readings(s);
	store_free(s);
}
