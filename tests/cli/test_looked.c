/* What viewers look at is fetched first: a collector of its own, asked over real HTTP. */
#include <stdarg.h>
#include <stddef.h>
#include <setjmp.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/paths.h"
#include "base/requests.h"
#include "cli/collect.h"
#include "market/index_options.h"
#include "store/store.h"
#include "tests/fetch/server.h"

#define YAHOO "query1.finance.yahoo.com/v8/finance/"
#define IN_SESSION "2026-08-20T18:48:03Z"
#define AFTER_SESSION "2026-08-20T21:00:00Z"
#define NOON_S 1787227200
#define MANY 60

struct house {
	struct server server;
	struct config config;
	struct watchlist list;
	struct clock clock;
	char symbols[MANY][SYMBOL_SIZE];
	char store_path[PATH_SIZE];
	pid_t pid;
	int input, output;
	char said[16384];
	size_t said_length;
};

/* A chart of that many bars, an hour apart. */
static void put_chart(const struct house *h, const char *symbol, const char *query, const char *interval, int count)
{
	char target[128], body[2048], times[512] = "", closes[512] = "";
	for (int i = 0; i < count; i++) {
		int step = strcmp(interval, "1wk") == 0 ? 604800 : strcmp(interval, "1d") == 0 ? 86400 : 900;
		snprintf(times + strlen(times), sizeof times - strlen(times), "%s%d", i ? "," : "",
			 NOON_S - (count - i) * step);
		snprintf(closes + strlen(closes), sizeof closes - strlen(closes), "%s%d", i ? "," : "", 200 + i);
	}
	snprintf(target, sizeof target, YAHOO "chart/%s@%s", symbol, query);
	snprintf(body, sizeof body,
		 "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"%s\",\"gmtoffset\":0,"
		 "\"dataGranularity\":\"%s\"},\"timestamp\":[%s],\"indicators\":{\"quote\":[{\"close\":[%s]}]}}]}}",
		 symbol, interval, times, closes);
	server_put(&h->server, target, body);
}

static void put_charts(const struct house *h, const char *symbol)
{
	put_chart(h, symbol, "range=10y", "1d", 5);
	put_chart(h, symbol, "interval=1wk", "1wk", 2);
	put_chart(h, symbol, "interval=15m", "15m", 3);
}

static void put_spark(const struct house *h, const char *query, const char *symbol, double price, const char *more)
{
	char target[128], body[512];
	snprintf(target, sizeof target, YAHOO "spark%s", query);
	snprintf(body, sizeof body,
		 "{\"%s\":{\"symbol\":\"%s\",\"timestamp\":[1787249400],\"close\":[%g],\"previousClose\":200%s}}",
		 symbol, symbol, price, more);
	server_put(&h->server, target, body);
}

static int open_house(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	server_start(&h->server, NULL, NULL);
	server_path(&h->server, "froth.db", h->store_path, sizeof h->store_path);
	snprintf(h->symbols[0], SYMBOL_SIZE, "NVDA");
	for (int i = 1; i < MANY; i++)
		snprintf(h->symbols[i], SYMBOL_SIZE, "S%d", i);
	h->list = (struct watchlist){ "test", h->symbols, 1 };
	h->config = (struct config){ .watchlists = &h->list,
				     .watchlist_count = 1,
				     .user_agent = "froth-test/1",
				     .quote_interval_s = 120,
				     .closed_interval_s = 900,
				     .max_body_bytes = 1 << 20,
				     .press_keep_days = 365,
				     .base_currency = "USD" };
	index_options_init(&h->config.index);
	assert_int_equal(clock_init(&h->clock, IN_SESSION, false, NULL), 0);
	put_spark(h, "", "NVDA", 201.5, "");
	put_charts(h, "NVDA");
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

static struct collect_options options_of(struct house *h)
{
	struct collect_options o;
	collect_options_init(&o);
	o.config = &h->config;
	o.clock = &h->clock;
	o.store_path = h->store_path;
	o.feed_root = h->server.url;
	o.spacing_ms = 1;
	o.seed = 1;
	return o;
}

static void collect_once(struct house *h)
{
	struct collect_options o = options_of(h);
	struct error err = { "" };
	char *said = NULL;
	size_t length;
	o.once = true;
	o.out = open_memstream(&said, &length);
	int result = collect_run(&o, &err);
	fclose(o.out);
	free(said);
	if (result < 0)
		fail_msg("%s", err.text);
}

static void start(struct house *h)
{
	int in[2], out[2];
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	h->pid = fork();
	if (h->pid == 0) {
		struct error err;
		struct collect_options o = options_of(h);
		dup2(in[0], STDIN_FILENO);
		close(in[0]);
		close(in[1]);
		close(out[0]);
		o.out = fdopen(out[1], "w");
		o.child = true;
		_exit(collect_run(&o, &err) ? 1 : 0);
	}
	close(in[0]);
	close(out[1]);
	h->input = in[1];
	h->output = out[0];
	h->said_length = 0;
	h->said[0] = '\0';
}

/* Asks, then reads the child's lines until the news has come behind that; "" asks nothing. */
static void ask(struct house *h, const char *lines, const char *news)
{
	char copy[256], *rest = NULL;
	size_t from = h->said_length;
	snprintf(copy, sizeof copy, "%s", lines);
	for (char *line = strtok_r(copy, "|", &rest); line; line = strtok_r(NULL, "|", &rest))
		assert_int_equal(requests_append(h->store_path, line, NULL), 0);
	if (*lines)
		assert_int_equal(write(h->input, "!", 1), 1);
	while (!strstr(h->said + from, news)) {
		if (h->said_length + 1 >= sizeof h->said || read(h->output, h->said + h->said_length, 1) != 1)
			fail_msg("no \"%s\" behind \"%s\" in:\n%s", news, lines, h->said);
		h->said[++h->said_length] = '\0';
	}
}

static void stop(struct house *h)
{
	int status;
	close(h->input);
	assert_int_equal(waitpid(h->pid, &status, 0), h->pid);
	assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	close(h->output);
}

static size_t count_bars(const struct house *h, const char *symbol, const char *interval)
{
	struct store *s;
	struct candle_series series;
	assert_int_equal(store_open(&s, h->store_path, STORE_READ, NULL, NULL), 0);
	assert_int_equal(store_get_candles(s, symbol, interval, 0, INT64_MAX, &series, NULL), 0);
	store_free(s);
	size_t count = series.count;
	candle_series_release(&series);
	return count;
}

static struct quote quote_of(const struct house *h, const char *symbol)
{
	struct store *s;
	struct quote q;
	bool found = false;
	assert_int_equal(store_open(&s, h->store_path, STORE_READ, NULL, NULL), 0);
	assert_int_equal(store_get_quote(s, symbol, &q, &found, NULL), 0);
	store_free(s);
	assert_true(found);
	return q;
}

static void bars_of_the_day_come_when_a_company_is_looked_at_and_not_twice(void **state)
{
	struct house *h = *state;
	put_charts(h, "MSFT");
	put_chart(h, "MSFT", "interval=15m", "15m", 4);
	start(h);
	ask(h, "", "quote 1\n");
	assert_int_equal(server_requests(&h->server, "interval=15m"), 0);
	ask(h, "look NVDA", "history 3\n");
	assert_int_equal(count_bars(h, "NVDA", "15m"), 3);
	ask(h, "look NVDA|look MSFT", "history 4\n");
	assert_int_equal(server_requests(&h->server, "NVDA?range=5d"), 1);
	assert_int_equal(server_requests(&h->server, "includePrePost=false"), 2);
	stop(h);
}

static void bars_that_are_fresh_in_the_store_are_not_asked_for_again(void **state)
{
	struct house *h = *state;
	put_chart(h, "MSFT", "interval=15m", "15m", 4);
	start(h);
	ask(h, "look NVDA", "history 3\n");
	stop(h);
	start(h);
	ask(h, "look NVDA|look MSFT", "history 4\n");
	stop(h);
	assert_int_equal(server_requests(&h->server, "NVDA?range=5d"), 1);
}

static void a_symbol_of_no_watchlist_is_fetched_whole(void **state)
{
	struct house *h = *state;
	put_charts(h, "MSFT");
	put_spark(h, "@symbols=MSFT", "MSFT", 420.5, "");
	start(h);
	ask(h, "", "history 2\n"); /* the weeks of NVDA */
	ask(h, "look MSFT", "history 2\n");
	ask(h, "look MSFT|poll yahoo-weeks|look NVDA", "history 3\n");
	stop(h);
	assert_int_equal(count_bars(h, "MSFT", "1wk"), 2);
	assert_int_equal(count_bars(h, "MSFT", "1d"), 5);
	assert_int_equal(count_bars(h, "MSFT", "15m"), 3);
	assert_true(quote_of(h, "MSFT").price == 420.5);
}

static void a_symbol_that_nobody_knows_is_no_trouble(void **state)
{
	struct house *h = *state;
	server_put(
		&h->server, "errors.example/unknown",
		"{\"chart\":{\"result\":null,\"error\":{\"code\":\"Not Found\",\"description\":\"No data found\"}}}");
	server_set_faults(&h->server, "*chart/NIL* * status 404 file errors.example/unknown\n");
	start(h);
	ask(h, "", "quote 1\n");
	ask(h, "look NIL", "source 1\n");
	while (!server_requests(&h->server, "chart/NIL?range=5d"))
		ask(h, "read-all 0", "press 1\n"); /* the collector goes on */
	ask(h, "look NVDA", "history 3\n");
	stop(h);
	assert_int_equal(server_requests(&h->server, "chart/NIL?range=5d"), 1);
}

static void prices_of_rows_far_down_are_asked_for_in_one_request(void **state)
{
	struct house *h = *state;
	h->list.count = MANY;
	put_spark(h, "@symbols=S55,S42", "S55", 55.5, "");
	start(h);
	ask(h, "", "quote 1\n");
	ask(h, "glance S42 S55", "quote 1\n");
	stop(h);
	assert_int_equal(
		server_requests(&h->server, "symbols=S55%2CS42&") + server_requests(&h->server, "symbols=S55,S42&"), 1);
	assert_int_equal(server_requests(&h->server, "interval=15m"), 0);
}

static void a_poll_that_is_asked_for_twice_is_one(void **state)
{
	struct house *h = *state;
	start(h);
	ask(h, "", "quote 1\n");
	ask(h, "poll yahoo-spark|poll yahoo-spark|look NVDA", "history 3\n");
	ask(h, "poll yahoo-spark|look MSFT", "source 1\n");
	stop(h);
	assert_int_equal(server_requests(&h->server, "spark?symbols=NVDA"), 1);
}

/* ---- splits ---- */

static void after_a_split_all_bars_are_asked_for_again(void **state)
{
	struct house *h = *state;
	collect_once(h);
	assert_int_equal(server_requests(&h->server, "interval=1wk"), 1);
	assert_int_equal(clock_init(&h->clock, "2026-08-23T12:00:00Z", false, NULL), 0);
	server_put(
		&h->server, YAHOO "chart/NVDA@range=10y",
		"{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\",\"gmtoffset\":0,"
		"\"dataGranularity\":\"1d\"},\"timestamp\":[1787130000,1787212800,1787299200],\"events\":{\"splits\":{"
		"\"1787299200\":{\"date\":1787299200,\"numerator\":4,\"denominator\":1}}},"
		"\"indicators\":{\"quote\":[{\"close\":[50,51,52]}]}}]}}");
	put_chart(h, "NVDA", "interval=1wk", "1wk", 4);
	start(h);
	ask(h, "", "history 3\n"); /* the days, with the split */
	ask(h, "", "history 4\n"); /* the weeks */
	ask(h, "look NVDA", "history 3\n");
	stop(h);
	assert_int_equal(server_requests(&h->server, "interval=1wk"), 2);
}

/* ---- outside of the session ---- */

#define PRE_POST "range=1d"

static void put_day(const struct house *h)
{
	server_put(
		&h->server, YAHOO "chart/NVDA@" PRE_POST,
		"{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\",\"gmtoffset\":-14400,"
		"\"regularMarketPrice\":201.5,\"regularMarketTime\":1787256000,\"previousClose\":200,"
		"\"dataGranularity\":\"5m\",\"range\":\"1d\",\"currentTradingPeriod\":{"
		"\"pre\":{\"start\":1787212800,\"end\":1787232600},\"regular\":{\"start\":1787232600,\"end\":"
		"1787256000},"
		"\"post\":{\"start\":1787256000,\"end\":1787270400}}},\"timestamp\":[1787255700,1787256300,1787259000],"
		"\"indicators\":{\"quote\":[{\"close\":[201.5,203,204.25]}]}}]}}");
}

static void the_price_after_the_session_comes_with_the_others(void **state)
{
	struct house *h = *state;
	assert_int_equal(clock_init(&h->clock, AFTER_SESSION, false, NULL), 0);
	put_spark(h, "", "NVDA", 201.5, ",\"fulldayPrice\":203.75");
	put_day(h);
	collect_once(h);
	assert_true(quote_of(h, "NVDA").extended_price == 203.75);
	start(h);
	ask(h, "look NVDA", "history 3\n");
	stop(h);
	assert_int_equal(server_requests(&h->server, "includePrePost=true"), 0);
}

static void where_it_does_not_the_chart_of_what_is_looked_at_tells_it(void **state)
{
	struct house *h = *state;
	assert_int_equal(clock_init(&h->clock, AFTER_SESSION, false, NULL), 0);
	put_day(h);
	collect_once(h);
	assert_true(isnan(quote_of(h, "NVDA").extended_price));
	start(h);
	ask(h, "look NVDA", "quote 1\n");
	ask(h, "look NVDA|look MSFT", "source 1\n");
	stop(h);
	assert_int_equal(server_requests(&h->server, "NVDA?range=1d&interval=5m&includePrePost=true"), 1);
	assert_true(quote_of(h, "NVDA").extended_price == 204.25);
	assert_int_equal(quote_of(h, "NVDA").market_state, MARKET_POST);
}

#define IN_HOUSE(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(bars_of_the_day_come_when_a_company_is_looked_at_and_not_twice),
		IN_HOUSE(bars_that_are_fresh_in_the_store_are_not_asked_for_again),
		IN_HOUSE(a_symbol_of_no_watchlist_is_fetched_whole),
		IN_HOUSE(a_symbol_that_nobody_knows_is_no_trouble),
		IN_HOUSE(prices_of_rows_far_down_are_asked_for_in_one_request),
		IN_HOUSE(a_poll_that_is_asked_for_twice_is_one),
		IN_HOUSE(after_a_split_all_bars_are_asked_for_again),
		IN_HOUSE(the_price_after_the_session_comes_with_the_others),
		IN_HOUSE(where_it_does_not_the_chart_of_what_is_looked_at_tells_it),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
