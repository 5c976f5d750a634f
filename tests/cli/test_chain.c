/* Who answers when the first choice does not: over real HTTP, a chain a datum. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/timestamp.h"
#include "cli/collect.h"
#include "market/index_options.h"
#include "store/store.h"
#include "tests/cli/fields.h"
#include "tests/cli/program.h"
#include "tests/fetch/server.h"
#include "tests/cli/stored.h"

#define YAHOO "query1.finance.yahoo.com/v8/finance/"
#define SPARK YAHOO "spark"
#define DAY_CHART(symbol) YAHOO "chart/" symbol "@includePrePost=true"
#define YEARS_CHART(symbol) YAHOO "chart/" symbol "@range=10y"
#define CNBC "quote.cnbc.com/quote-html-webservice/restQuote/symbolType/symbol"
#define NASDAQ(symbol) "api.nasdaq.com/api/quote/" symbol "/info"
#define BARS(symbol)                                                                                                   \
	"ts-api.cnbc.com/harmony/app/bars/" symbol "/1D/20160101000000/20991231000000/adjusted/EST5EDT.json"
#define FRANKFURTER "api.frankfurter.dev/v2/rates"
#define ECB "www.ecb.europa.eu/stats/eurofxref/eurofxref-daily.xml"
#define TWSE "openapi.twse.com.tw/v1/exchangeReport/STOCK_DAY_ALL"
#define COUNT(array) (sizeof(array) / sizeof *(array))

#define START "2026-08-20T18:48:03Z"
#define HALF_AN_HOUR_ON "2026-08-20T19:18:03Z"
#define AN_HOUR_ON "2026-08-20T19:50:03Z"

/* What each source says of NVDA when it answers; every one has a price of its own. */
static const struct {
	const char *target, *body;
} payloads[] = {
	{ SPARK, "{\"NVDA\":{\"symbol\":\"NVDA\",\"timestamp\":[1787249400],\"close\":[201.5],\"previousClose\":200},"
		 "\"JPY=X\":{\"symbol\":\"JPY=X\",\"timestamp\":[1787249400],\"close\":[147.1],\"previousClose\":147},"
		 "\"TWD=X\":{\"symbol\":\"TWD=X\",\"timestamp\":[1787249400],\"close\":[31.1],\"previousClose\":31}}" },
	{ DAY_CHART("NVDA"),
	  "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\","
	  "\"regularMarketPrice\":202.5,\"regularMarketTime\":1787251560,\"previousClose\":200}}]}}" },
	{ CNBC, "{\"FormattedQuoteResult\":{\"FormattedQuote\":["
		"{\"symbol\":\"NVDA\",\"last\":\"203.5\",\"last_time\":\"2026-08-20T14:46:00.000-0400\",\"code\":0},"
		"{\"symbol\":\"JPY=\",\"last\":\"147.3\",\"last_time\":\"2026-08-20T14:46:00.000-0400\"},"
		"{\"symbol\":\"TWD=\",\"last\":\"31.3\",\"last_time\":\"2026-08-20T14:46:00.000-0400\"}]}}" },
	{ NASDAQ("NVDA"), "{\"data\":{\"symbol\":\"NVDA\",\"primaryData\":{\"lastSalePrice\":\"$204.50\","
			  "\"lastTradeTimestamp\":\"Aug 20, 2026 2:46 PM ET\"},\"marketStatus\":\"Open\"},"
			  "\"status\":{\"rCode\":200}}" },
	{ YEARS_CHART("NVDA"),
	  "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\",\"gmtoffset\":-14400,"
	  "\"dataGranularity\":\"1d\"},\"timestamp\":[1787146200],\"indicators\":{\"quote\":[{\"close\":[198.5]}]}}]}"
	  "}" },
	{ BARS("NVDA"), "{\"barData\":{\"priceBars\":[{\"close\":\"199.5\",\"tradeTime\":\"20260818000000\"},"
			"{\"close\":\"1\",\"tradeTime\":\"20260816000000\"}]}}" },
	{ FRANKFURTER, "[{\"date\":\"2026-08-20\",\"base\":\"USD\",\"quote\":\"JPY\",\"rate\":147.4},"
		       "{\"date\":\"2026-08-20\",\"base\":\"USD\",\"quote\":\"TWD\",\"rate\":31.4}]" },
	{ ECB, "<?xml version=\"1.0\"?><Envelope><Cube><Cube time='2026-08-20'><Cube currency='USD' rate='1.25'/>"
	       "<Cube currency='JPY' rate='184.375'/></Cube></Cube></Envelope>" },
};

struct house {
	struct server server;
	struct config config;
	struct watchlist list;
	struct clock clock;
	char store_path[PATH_SIZE];
};

static void set_now(struct house *h, const char *now)
{
	assert_int_equal(clock_init(&h->clock, now, false, NULL), 0);
	setenv("FROTH_NOW", now, 1);
}

static int open_house(void **state)
{
	static char nvda[1][SYMBOL_SIZE] = { "NVDA" };
	struct house *h = calloc(1, sizeof *h);
	program_setup(state);
	server_start(&h->server, NULL, NULL);
	for (size_t i = 0; i < COUNT(payloads); i++)
		server_put(&h->server, payloads[i].target, payloads[i].body);
	server_put(&h->server, "wrong.example/wrong", "{\"finance\":{\"nothing\":[]}}");
	server_path(&h->server, "froth.db", h->store_path, sizeof h->store_path);
	h->list = (struct watchlist){ "test", nvda, 1 };
	h->config = (struct config){ .watchlists = &h->list,
				     .watchlist_count = 1,
				     .user_agent = "froth-test/1",
				     .quote_interval_s = 60,
				     .closed_interval_s = 900,
				     .max_body_bytes = 1 << 20,
				     .press_keep_days = 365,
				     .base_currency = "USD" };
	index_options_init(&h->config.index);
	set_now(h, START);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;
	server_stop(&h->server);
	free(h);
	return 0;
}

static void collect_once(struct house *h)
{
	struct collect_options o;
	struct error err = { "" };
	char *said = NULL;
	size_t length;
	collect_options_init(&o);
	o.config = &h->config;
	o.clock = &h->clock;
	o.store_path = h->store_path;
	o.feed_root = h->server.url;
	o.once = true;
	o.spacing_ms = 1;
	o.seed = 1;
	o.out = open_memstream(&said, &length);
	int result = collect_run(&o, &err);
	fclose(o.out);
	if (result < 0)
		fail_msg("%s", err.text);
	free(said);
}

/* ---- what the store has then ---- */

static struct quote quote_of(const struct house *h, const char *symbol)
{
	struct store *s = stored_open(h->store_path);
	struct quote q;
	bool found = false;
	assert_int_equal(store_get_quote(s, symbol, &q, &found, NULL), 0);
	store_free(s);
	if (!found)
		fail_msg("no quote of %s", symbol);
	return q;
}

/* The rate from the dollar; its source "" where there is none. */
static struct fx_rate rate_of(const struct house *h, const char *to)
{
	struct store *s = stored_open(h->store_path);
	struct fx_rate *rates, found = { .rate = 0 };
	size_t count;
	assert_int_equal(store_get_fx(s, &rates, &count, NULL), 0);
	for (size_t i = 0; i < count; i++)
		if (!strcmp(rates[i].from, "USD") && !strcmp(rates[i].to, to))
			found = rates[i];
	free(rates);
	store_free(s);
	return found;
}

static void assert_standby(const struct house *h, const char *name, const char *first)
{
	struct source_state s = stored_state(h->store_path, name);
	char sentence[sizeof s.error];
	snprintf(sentence, sizeof sentence, "standby: asked when %s fails or leaves a symbol out", first);
	assert_int_equal(s.status, SOURCE_WAITING);
	assert_string_equal(s.error, sentence);
}

/* ---- while all is well ---- */

static void sources_that_stand_in_cost_nothing_while_all_is_well(void **state)
{
	struct house *h = *state;
	static const char *const names[] = { "yahoo-quote", "cnbc", "nasdaq" };
	for (int round = 0; round < 3; round++)
		collect_once(h);
	assert_int_equal(server_requests(&h->server, "cnbc.com"), 0);
	assert_int_equal(server_requests(&h->server, "nasdaq.com"), 0);
	assert_int_equal(server_requests(&h->server, "includePrePost"), 0);
	assert_int_equal(server_requests(&h->server, "frankfurter"), 0);
	assert_int_equal(server_requests(&h->server, "ecb.europa"), 0);
	for (size_t i = 0; i < COUNT(names); i++)
		assert_standby(h, names[i], "yahoo-spark");
	assert_standby(h, "cnbc-bars", "yahoo-chart NVDA");
	assert_string_equal(quote_of(h, "NVDA").source, "yahoo-spark");
}

/* ---- prices ---- */

static void assert_price(const struct house *h, double price, const char *source)
{
	struct quote q = quote_of(h, "NVDA");
	assert_string_equal(q.source, source);
	assert_true(q.price == price);
}

static void the_next_source_gives_the_price_whatever_the_refusal(void **state)
{
	struct house *h = *state;
	static const char *const refusals[] = {
		"status 429", "html",  "status 404", "file wrong.example/wrong", "status 503 retry-after 120",
		"garbage",    "cut 30"
	};
	static const struct {
		const char *match; /* of what is refused: one link after the other */
		double price;
		const char *source;
	} links[] = {
		{ "*spark*", 202.5, "yahoo-chart" },
		{ "*finance.yahoo.com*", 203.5, "cnbc" },
		{ "*finance.yahoo.com*|*quote.cnbc.com*", 204.5, "nasdaq" },
	};
	for (size_t i = 0; i < COUNT(refusals); i++)
		for (size_t k = 0; k < COUNT(links); k++) {
			char faults[512] = "", matches[128];
			bool rests = strstr(refusals[i], "status 429") || strstr(refusals[i], "retry-after");
			snprintf(matches, sizeof matches, "%s", links[k].match);
			for (char *m = strtok(matches, "|"); m; m = strtok(NULL, "|")) {
				size_t used = strlen(faults);
				snprintf(faults + used, sizeof faults - used, "%s * %s\n", m, refusals[i]);
			}
			server_set_faults(&h->server, faults);
			remove(h->store_path);
			collect_once(h);
			/* A host that wants to rest is not asked for charts either. */
			if (k == 0 && rests)
				assert_price(h, 203.5, "cnbc");
			else
				assert_price(h, links[k].price, links[k].source);
			if (k == 0 && !rests)
				assert_standby(h, "cnbc", "yahoo-spark");
		}
}

static void when_all_refuse_the_age_shows_and_the_first_is_used_again(void **state)
{
	struct house *h = *state;
	const char *const quote[] = { "quote", "--json", "--store", h->store_path, "NVDA", NULL };
	server_set_faults(&h->server, "*spark* * status 500\n*includePrePost* * status 404\n");
	collect_once(h);
	assert_price(h, 203.5, "cnbc");
	cJSON *rows = program_json(quote);
	assert_false(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(rows->child, "stale")));
	cJSON_Delete(rows);

	set_now(h, HALF_AN_HOUR_ON);
	server_set_faults(&h->server, "* * status 500\n");
	collect_once(h);
	assert_int_equal(stored_state(h->store_path, "cnbc").status, SOURCE_BACKING_OFF);
	assert_int_equal(stored_state(h->store_path, "nasdaq").status, SOURCE_BACKING_OFF);
	rows = program_json(quote);
	assert_true(cJSON_IsTrue(cJSON_GetObjectItemCaseSensitive(rows->child, "stale")));
	assert_string_equal(field_text(rows->child, "source"), "cnbc");
	assert_true(field_number(rows->child, "price") == 203.5);
	assert_int_equal((int)field_number(rows->child, "age_s"), 1923);
	cJSON_Delete(rows);

	set_now(h, AN_HOUR_ON);
	server_set_faults(&h->server, "");
	server_put(
		&h->server, SPARK,
		"{\"NVDA\":{\"symbol\":\"NVDA\",\"timestamp\":[1787255300],\"close\":[205.5],\"previousClose\":200}}");
	int asked = server_requests(&h->server, "cnbc.com");
	collect_once(h);
	assert_price(h, 205.5, "yahoo-spark");
	assert_int_equal(server_requests(&h->server, "cnbc.com"), asked);
	assert_standby(h, "cnbc", "yahoo-spark");
	assert_standby(h, "nasdaq", "yahoo-spark");
}

static void only_the_symbols_that_are_left_out_are_asked_for_elsewhere(void **state)
{
	struct house *h = *state;
	static char three[3][SYMBOL_SIZE] = { "NVDA", "ARM", "NIL" };
	h->list = (struct watchlist){ "test", three, 3 };
	server_put(&h->server, CNBC,
		   "{\"QuickQuoteResult\":{\"QuickQuote\":[{\"symbol\":\"ARM\",\"last\":\"150.25\",\"code\":\"0\","
		   "\"last_time\":\"2026-08-20T14:46:00.000-0400\"},{\"symbol\":\"NIL\",\"code\":1}]}}");
	server_put(&h->server, NASDAQ("NIL"),
		   "{\"data\":null,\"status\":{\"rCode\":400,\"bCodeMessage\":[{\"code\":1001,"
		   "\"errorMessage\":\"Symbol not exists.\"}]}}");
	static const char unknown[] = "{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\","
				      "\"description\":\"No data found\"}}}";
	server_put(&h->server, "errors.example/unknown", unknown);
	server_set_faults(&h->server, "*chart/ARM* * status 404 file errors.example/unknown\n"
				      "*chart/NIL* * status 404 file errors.example/unknown\n");
	collect_once(h);
	assert_price(h, 201.5, "yahoo-spark");
	assert_string_equal(quote_of(h, "ARM").source, "cnbc");
	assert_true(quote_of(h, "ARM").price == 150.25);
	/* One request for both, or one each, as they are found to be missing. */
	assert_in_range(server_requests(&h->server, "restQuote"), 1, 2);
	assert_int_equal(server_requests(&h->server, "restQuote/symbolType/symbol?symbols=NVDA"), 0);
	assert_int_equal(server_requests(&h->server, "chart/NVDA?range=1d"), 0);
	assert_int_equal(server_requests(&h->server, "nasdaq.com"), 1);
	/* A symbol that nobody knows is no failure of theirs. */
	assert_int_equal(stored_state(h->store_path, "yahoo-quote").status, SOURCE_LIVE);
	assert_int_equal(stored_state(h->store_path, "cnbc").status, SOURCE_LIVE);
	assert_non_null(strstr(stored_state(h->store_path, "cnbc").error, "symbols missing: NIL"));
	assert_int_equal(stored_state(h->store_path, "nasdaq").status, SOURCE_LIVE);
	assert_string_equal(stored_state(h->store_path, "nasdaq").error, "NIL: Symbol not exists.");
}

static void the_list_of_taipei_gives_its_close_at_last(void **state)
{
	struct house *h = *state;
	static char one[1][SYMBOL_SIZE] = { "2330.TW" };
	h->list = (struct watchlist){ "test", one, 1 };
	server_put(&h->server, TWSE,
		   "[{\"Date\":\"1150820\",\"Code\":\"2330\",\"Name\":\"TSMC\",\"TradeVolume\":\"20,000,000\","
		   "\"HighestPrice\":\"2,415.00\",\"LowestPrice\":\"2,380.00\",\"ClosingPrice\":\"2,410.00\","
		   "\"Change\":\"10.0000\"}]");
	server_set_faults(&h->server, "*finance.yahoo.com* * status 500\n*cnbc.com* * html\n");
	collect_once(h);
	struct quote q = quote_of(h, "2330.TW");
	assert_string_equal(q.source, "twse");
	assert_true(q.price == 2410 && q.previous_close == 2400 && q.volume == 20e6);
	char as_of[TIMESTAMP_SIZE];
	timestamp_format_rfc3339(q.as_of, as_of);
	assert_string_equal(as_of, "2026-08-20T05:30:00Z");
}

static void the_list_of_taipei_is_asked_for_once_a_day_of_trading(void **state)
{
	struct house *h = *state;
	static char one[1][SYMBOL_SIZE] = { "2330.TW" };
	static const struct {
		const char *now, *day; /* what the list is of then, as there */
		int asked;             /* from the first time on */
	} times[] = {
		{ "2026-08-20T03:00:00Z", "1150819", 1 }, /* in session: the day before is better than nothing */
		{ "2026-08-20T04:30:00Z", "1150819", 1 }, { "2026-08-20T06:10:00Z", "1150819", 2 },
		{ "2026-08-20T06:40:00Z", "1150819", 2 }, { "2026-08-20T07:20:00Z", "1150820", 3 },
		{ "2026-08-20T12:00:00Z", "1150820", 3 }, { "2026-08-21T03:00:00Z", "1150820", 3 },
		{ "2026-08-21T06:10:00Z", "1150821", 4 }, { "2026-08-23T06:10:00Z", "1150821", 4 },
		{ "2026-08-24T06:10:00Z", "1150824", 5 },
	};
	h->list = (struct watchlist){ "test", one, 1 };
	server_set_faults(&h->server, "*finance.yahoo.com* * status 500\n*cnbc.com* * html\n");
	for (size_t i = 0; i < COUNT(times); i++) {
		char body[256];
		snprintf(body, sizeof body, "[{\"Date\":\"%s\",\"Code\":\"2330\",\"ClosingPrice\":\"2,410.00\"}]",
			 times[i].day);
		server_put(&h->server, TWSE, body);
		set_now(h, times[i].now);
		collect_once(h);
		if (server_requests(&h->server, "twse.com.tw") != times[i].asked)
			fail_msg("at %s: asked %d times", times[i].now, server_requests(&h->server, "twse.com.tw"));
	}
}

/* ---- prices that are not believed ---- */

static void put_spark(const struct house *h, const char *price, const char *time)
{
	char body[256];
	int64_t seconds;
	assert_int_equal(timestamp_parse_rfc3339(time, &seconds), 0);
	snprintf(body, sizeof body,
		 "{\"NVDA\":{\"symbol\":\"NVDA\",\"timestamp\":[%lld],\"close\":[%s],\"previousClose\":200}}",
		 (long long)seconds, price);
	server_put(&h->server, SPARK, body);
}

static void a_hundredfold_price_is_kept_back_and_the_next_source_asked(void **state)
{
	struct house *h = *state;
	collect_once(h);
	assert_price(h, 201.5, "yahoo-spark");
	set_now(h, HALF_AN_HOUR_ON);
	put_spark(h, "20150", "2026-08-20T19:17:00Z");
	server_set_faults(&h->server, "*includePrePost* * html\n*cnbc.com* * html\n*nasdaq.com* * html\n");
	collect_once(h);
	assert_price(h, 201.5, "yahoo-spark");
	assert_int_equal(server_requests(&h->server, "cnbc.com"), 1);
	assert_non_null(strstr(stored_state(h->store_path, "yahoo-spark").error,
			       "NVDA: not taken on one provider's word, 20150 USD"));

	struct store *s = stored_open(h->store_path);
	struct candle_series bars;
	assert_int_equal(store_get_candles(s, "NVDA", "5m", 0, INT64_MAX, &bars, NULL), 0);
	for (size_t i = 0; i < bars.count; i++)
		assert_true(bars.items[i].close < 1000);
	candle_series_release(&bars);
	store_free(s);
}

static void a_hundredfold_price_that_two_providers_tell_is_taken(void **state)
{
	struct house *h = *state;
	collect_once(h);
	set_now(h, HALF_AN_HOUR_ON);
	put_spark(h, "20150", "2026-08-20T19:17:00Z");
	server_put(&h->server, CNBC,
		   "{\"FormattedQuoteResult\":{\"FormattedQuote\":[{\"symbol\":\"NVDA\",\"last\":\"20,151.00\","
		   "\"last_time\":\"2026-08-20T15:17:00.000-0400\",\"code\":0}]}}");
	server_set_faults(&h->server, "*includePrePost* * html\n");
	collect_once(h);
	assert_price(h, 20151, "cnbc");
}

static void put_years(const struct house *h, const char *currency, const char *close, const char *events)
{
	char body[512];
	snprintf(body, sizeof body,
		 "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"%s\",\"symbol\":\"NVDA\",\"gmtoffset\":-14400,"
		 "\"dataGranularity\":\"1d\"},\"timestamp\":[1787146200],%s\"indicators\":{\"quote\":[{\"close\":["
		 "%s]}]}}]}}",
		 currency, events, close);
	server_put(&h->server, YEARS_CHART("NVDA"), body);
}

static double last_day_s_close(const struct house *h)
{
	struct store *s = stored_open(h->store_path);
	struct candle_series days;
	assert_int_equal(store_get_candles(s, "NVDA", "1d", 0, INT64_MAX, &days, NULL), 0);
	double close = days.count ? days.items[days.count - 1].close : (double)NAN;
	candle_series_release(&days);
	store_free(s);
	return close;
}

static void a_history_on_another_scale_is_kept_back_unless_a_split_explains_it(void **state)
{
	struct house *h = *state;
	collect_once(h);
	assert_true(last_day_s_close(h) == 198.5);
	server_set_faults(&h->server, "*cnbc.com* * html\n*includePrePost* * html\n");
	set_now(h, HALF_AN_HOUR_ON);
	put_years(h, "USD", "19850", "");
	collect_once(h);
	assert_true(last_day_s_close(h) == 198.5);
	assert_non_null(
		strstr(stored_state(h->store_path, "yahoo-chart NVDA").error, "19850 USD where 201.5 is stored"));
	put_years(h, "TWD", "198.5", "");
	collect_once(h);
	assert_non_null(
		strstr(stored_state(h->store_path, "yahoo-chart NVDA").error, "is in TWD, the stored one in USD"));
	put_years(h, "USD", "19.85",
		  "\"events\":{\"splits\":{\"1787232600\":{\"date\":1787232600,\"numerator\":10,\"denominator\":1}}},");
	put_spark(h, "20.1", "2026-08-20T19:17:00Z");
	collect_once(h);
	assert_true(last_day_s_close(h) == 19.85);
	collect_once(h); /* the split is known now: the price is believed */
	assert_price(h, 20.1, "yahoo-spark");
}

static void a_price_of_tomorrow_is_not_taken_and_does_not_block_today_s(void **state)
{
	struct house *h = *state;
	collect_once(h);
	set_now(h, HALF_AN_HOUR_ON);
	put_spark(h, "210", "2026-08-21T18:00:00Z");
	server_set_faults(&h->server, "*includePrePost* * html\n*cnbc.com* * html\n*nasdaq.com* * html\n");
	collect_once(h);
	assert_price(h, 201.5, "yahoo-spark");
	assert_non_null(strstr(stored_state(h->store_path, "yahoo-spark").error, "ahead of this machine's clock"));
	set_now(h, AN_HOUR_ON);
	put_spark(h, "206", "2026-08-20T19:49:00Z");
	collect_once(h);
	assert_price(h, 206, "yahoo-spark");
}

static void a_price_in_the_currency_of_another_exchange_is_not_taken_even_first(void **state)
{
	struct house *h = *state;
	static char one[1][SYMBOL_SIZE] = { "TSM" };
	h->list = (struct watchlist){ "test", one, 1 };
	server_put(&h->server, SPARK,
		   "{\"spark\":{\"result\":[{\"symbol\":\"TSM\",\"response\":[{\"meta\":{\"currency\":\"TWD\","
		   "\"symbol\":\"TSM\",\"regularMarketPrice\":2410,\"regularMarketTime\":1787251500}}]}]}}");
	server_put(&h->server, CNBC,
		   "{\"FormattedQuoteResult\":{\"FormattedQuote\":[{\"symbol\":\"TSM\",\"last\":\"409.77\",\"code\":0,"
		   "\"currencyCode\":\"USD\",\"last_time\":\"2026-08-20T14:46:00.000-0400\"},"
		   "{\"symbol\":\"TWD=\",\"last\":\"31.3\",\"last_time\":\"2026-08-20T14:46:00.000-0400\"}]}}");
	server_set_faults(&h->server, "*includePrePost* * html\n");
	collect_once(h);
	struct quote q = quote_of(h, "TSM");
	assert_string_equal(q.currency, "USD");
	assert_true(q.price == 409.77);
	assert_non_null(
		strstr(stored_state(h->store_path, "yahoo-spark").error, "is in TWD, its exchange trades in USD"));
}

static void a_source_that_repeats_the_price_of_last_week_is_passed_over(void **state)
{
	struct house *h = *state;
	put_spark(h, "190", "2026-08-13T18:00:00Z");
	server_set_faults(&h->server, "*includePrePost* * html\n");
	collect_once(h);
	assert_price(h, 203.5, "cnbc");
}

static void names_ranges_and_volume_come_beside_prices_that_lack_them(void **state)
{
	struct house *h = *state;
	server_put(&h->server, "query1.finance.yahoo.com/v7/finance/spark",
		   "{\"spark\":{\"result\":[{\"symbol\":\"NVDA\",\"response\":[{\"meta\":{\"currency\":\"USD\","
		   "\"symbol\":\"NVDA\",\"regularMarketPrice\":202,\"regularMarketTime\":1787249500,"
		   "\"longName\":\"NVIDIA Corporation\",\"fiftyTwoWeekHigh\":212.2,\"fiftyTwoWeekLow\":86.6,"
		   "\"regularMarketDayHigh\":203.1,\"regularMarketDayLow\":199.9,"
		   "\"regularMarketVolume\":4123456789}}]}],\"error\":null}}");
	collect_once(h);
	struct quote q = quote_of(h, "NVDA");
	assert_price(h, 201.5, "yahoo-spark");
	assert_string_equal(q.name, "NVIDIA Corporation");
	assert_true(q.volume == 4123456789.0 && q.day_low == 199.9 && q.day_high == 203.1);
	assert_true(q.year_low == 86.6 && q.year_high == 212.2);
	collect_once(h);
	assert_true(quote_of(h, "NVDA").volume == 4123456789.0);
	server_set_faults(&h->server, "*v7/finance/spark* * status 404\n"); /* costs the prices nothing */
	set_now(h, HALF_AN_HOUR_ON);
	put_spark(h, "204", "2026-08-20T19:17:00Z");
	collect_once(h);
	assert_price(h, 204, "yahoo-spark");
	assert_true(quote_of(h, "NVDA").year_high == 212.2);
}

/* ---- exchange rates ---- */

static void exchange_rates_come_from_the_next_source(void **state)
{
	struct house *h = *state;
	static char two[2][SYMBOL_SIZE] = { "9984.T", "TSM" };
	h->list = (struct watchlist){ "test", two, 2 };
	static const struct {
		const char *faults;
		double yen, taiwan; /* 0: none */
		const char *source;
	} links[] = {
		{ "", 147.1, 31.1, "yahoo-spark" },
		{ "*finance.yahoo.com* * status 429\n", 147.3, 31.3, "cnbc" },
		{ "*finance.yahoo.com* * html\n*cnbc.com* * status 403\n", 147.4, 31.4, "frankfurter" },
		{ "*finance.yahoo.com* * html\n*cnbc.com* * html\n*frankfurter* * status 404\n", 147.5, 0, "ecb" },
	};
	for (size_t i = 0; i < COUNT(links); i++) {
		server_set_faults(&h->server, links[i].faults);
		remove(h->store_path);
		collect_once(h);
		assert_string_equal(rate_of(h, "JPY").source, links[i].source);
		assert_true(rate_of(h, "JPY").rate == links[i].yen);
		assert_string_equal(rate_of(h, "TWD").source, links[i].taiwan > 0 ? links[i].source : "");
		assert_true(rate_of(h, "TWD").rate == links[i].taiwan);
	}
	server_set_faults(&h->server, "* * html\n");
	set_now(h, HALF_AN_HOUR_ON);
	collect_once(h);
	assert_true(rate_of(h, "JPY").rate == 147.5); /* the last one stays */
	server_set_faults(&h->server, "");
	set_now(h, AN_HOUR_ON);
	collect_once(h);
	assert_string_equal(rate_of(h, "JPY").source, "yahoo-spark");
	assert_string_equal(rate_of(h, "TWD").source, "yahoo-spark");
}

/* ---- histories ---- */

static double last_close(const struct house *h, char source[SOURCE_NAME_SIZE])
{
	struct store *s = stored_open(h->store_path);
	struct candle_series series;
	assert_int_equal(store_get_candles(s, "NVDA", "1d", 0, INT64_MAX, &series, NULL), 0);
	store_free(s);
	double close = series.count ? series.items[series.count - 1].close : 0;
	memcpy(source, series.source, SOURCE_NAME_SIZE);
	candle_series_release(&series);
	return close;
}

static void a_history_comes_from_the_next_source(void **state)
{
	struct house *h = *state;
	static const char *const refusals[] = { "status 404", "html", "file wrong.example/wrong", "status 429" };
	char source[SOURCE_NAME_SIZE];
	for (size_t i = 0; i < COUNT(refusals); i++) {
		char faults[128];
		snprintf(faults, sizeof faults, "*range=10y* * %s\n", refusals[i]);
		server_set_faults(&h->server, faults);
		remove(h->store_path);
		collect_once(h);
		assert_true(last_close(h, source) == 199.5);
		assert_string_equal(source, "cnbc-bars");
	}
	server_set_faults(&h->server, "*range=10y* * html\n*cnbc.com* * html\n");
	set_now(h, HALF_AN_HOUR_ON);
	collect_once(h);
	assert_true(last_close(h, source) == 199.5);
	server_set_faults(&h->server, "");
	set_now(h, "2026-08-22T12:00:00Z");
	int asked = server_requests(&h->server, "harmony");
	collect_once(h);
	assert_true(last_close(h, source) == 198.5);
	assert_string_equal(source, "yahoo-chart");
	assert_int_equal(server_requests(&h->server, "harmony"), asked);
	assert_standby(h, "cnbc-bars", "yahoo-chart NVDA");
}

#define IN_HOUSE(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(sources_that_stand_in_cost_nothing_while_all_is_well),
		IN_HOUSE(the_next_source_gives_the_price_whatever_the_refusal),
		IN_HOUSE(when_all_refuse_the_age_shows_and_the_first_is_used_again),
		IN_HOUSE(only_the_symbols_that_are_left_out_are_asked_for_elsewhere),
		IN_HOUSE(the_list_of_taipei_gives_its_close_at_last),
		IN_HOUSE(the_list_of_taipei_is_asked_for_once_a_day_of_trading),
		IN_HOUSE(a_hundredfold_price_is_kept_back_and_the_next_source_asked),
		IN_HOUSE(a_hundredfold_price_that_two_providers_tell_is_taken),
		IN_HOUSE(a_history_on_another_scale_is_kept_back_unless_a_split_explains_it),
		IN_HOUSE(a_price_of_tomorrow_is_not_taken_and_does_not_block_today_s),
		IN_HOUSE(a_price_in_the_currency_of_another_exchange_is_not_taken_even_first),
		IN_HOUSE(a_source_that_repeats_the_price_of_last_week_is_passed_over),
		IN_HOUSE(names_ranges_and_volume_come_beside_prices_that_lack_them),
		IN_HOUSE(exchange_rates_come_from_the_next_source),
		IN_HOUSE(a_history_comes_from_the_next_source),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
