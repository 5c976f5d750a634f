#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "cli/collect.h"
#include "cli/collect_statistics.h"
#include "market/index_options.h"
#include "tests/cli/weeks.h"
#include "tests/fetch/server.h"
#include "tests/cli/stored.h"
#include "tests/cli/child.h"

#define FEED "press.example/feed.xml"

struct house {
	struct server server;
	struct config config;
	struct watchlist list;
	struct press_feed feed;
	struct clock clock;
	char symbols[COMPANIES][SYMBOL_SIZE];
	char store_path[PATH_SIZE];
	char *said;
	struct error err;
};

static void serve_bars(const struct house *h, const struct candle_series *s)
{
	struct buffer b;
	char target[128];
	buffer_init(&b, 0);
	buffer_format(
		&b,
		"{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"%s\",\"symbol\":\"%s\",\"gmtoffset\":0,"
		"\"dataGranularity\":\"1d\",\"regularMarketPrice\":%.17g,\"regularMarketTime\":%lld},\"timestamp\":[",
		strstr(s->symbol, ".T") ? "JPY" : "USD", s->symbol, s->items[s->count - 1].close,
		(long long)s->items[s->count - 1].time + 50000);
	for (size_t i = 0; i < s->count; i++)
		buffer_format(&b, "%s%lld", i ? "," : "", (long long)s->items[i].time + 50000);
	buffer_append_text(&b, "],\"indicators\":{\"quote\":[{\"close\":[");
	for (size_t i = 0; i < s->count; i++)
		buffer_format(&b, "%s%.17g", i ? "," : "", s->items[i].close);
	buffer_append_text(&b, "]}]}}],\"error\":null}}");
	snprintf(target, sizeof target, "query1.finance.yahoo.com/v8/finance/chart/%s", s->symbol);
	server_put(&h->server, target, buffer_text(&b));
	buffer_release(&b);
}

static void serve_feed(const struct house *h)
{
	server_put(&h->server, FEED,
		   "<rss version=\"2.0\"><channel><title>t</title><item><title>Chips</title>"
		   "<link>https://press.example/1</link><guid>1</guid>"
		   "<pubDate>Thu, 20 Aug 2026 12:00:00 GMT</pubDate></item></channel></rss>");
}

static int open_house(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	server_start(&h->server, NULL, NULL);
	for (size_t i = 0; i < COMPANIES; i++) {
		struct candle_series s = company_bars(i, WEEKS, 2);
		serve_bars(h, &s);
		candle_series_release(&s);
		snprintf(h->symbols[i], SYMBOL_SIZE, "%s", index_companies[i]);
	}
	serve_feed(h);
	server_path(&h->server, "froth.db", h->store_path, sizeof h->store_path);
	h->list = (struct watchlist){ "test", h->symbols, COMPANIES };
	h->feed = (struct press_feed){ "example", "https://" FEED, "", "", 1 };
	h->config = (struct config){ .watchlists = &h->list,
				     .watchlist_count = 1,
				     .feeds = &h->feed,
				     .feed_count = 1,
				     .user_agent = "froth-test/1",
				     .quote_interval_s = 60,
				     .closed_interval_s = 900,
				     .max_body_bytes = 1 << 20,
				     .press_keep_days = 365,
				     .base_currency = "USD" };
	index_options_init(&h->config.index);
	assert_int_equal(clock_init(&h->clock, NOW_TEXT, false, NULL), 0);
	*state = h;
	return 0;
}

static int close_house(void **state)
{
	struct house *h = *state;
	server_stop(&h->server);
	free(h->said);
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
	o.once = true;
	o.spacing_ms = 1;
	o.seed = 1;
	return o;
}

static void collect_once(struct house *h)
{
	struct collect_options o = options_of(h);
	size_t length;
	free(h->said);
	h->said = NULL;
	o.out = o.messages = open_memstream(&h->said, &length);
	int result = collect_run(&o, &h->err);
	fclose(o.out);
	if (result)
		fail_msg("%s\n%s", h->err.text, h->said);
}

static void a_round_leaves_tests_of_the_companies_and_their_portfolio(void **state)
{
	struct house *h = *state;
	collect_once(h);
	struct store *s = stored_open(h->store_path);
	assert_all_tests(s, FEW);
	store_free(s);
	for (size_t i = 0; i < COMPANIES; i++)
		assert_non_null(strstr(h->said, index_companies[i]));
	assert_non_null(strstr(h->said, "GROUP                    lag 0  GSADF "));
}

/* What a collector that stays computes beside: here in one go, without its loop. */
static void compute_the_rest(struct house *h)
{
	const struct statistics_options o = { .once = false };
	struct statistics *rest;
	struct statistics_news news;
	struct store *s;
	struct error err;
	int64_t now = clock_wall_s(&h->clock);
	assert_int_equal(store_open(&s, h->store_path, STORE_WRITE, NULL, &err), 0);
	assert_int_equal(statistics_new(&rest, &o, s, now, &err), 0);
	while (statistics_has_work(rest))
		if (statistics_slice(rest, s, now, &news, &err))
			fail_msg("%s", err.text);
	statistics_free(rest);
	store_free(s);
}

static void the_power_law_is_fitted_to_every_company(void **state)
{
	struct house *h = *state;
	struct lppls_test *tests;
	size_t count;
	collect_once(h);
	compute_the_rest(h);
	struct store *s = stored_open(h->store_path);
	assert_int_equal(store_get_lppls_tests(s, &tests, &count, NULL), 0);
	assert_int_equal(count, COMPANIES);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(tests[i].windows, 21); /* 225, 220, .. 125 */
	free(tests);
	store_free(s);
}

static void the_reading_rests_on_the_tests_at_once(void **state)
{
	struct house *h = *state;
	struct reading r;
	bool found;
	collect_once(h);
	struct store *s = stored_open(h->store_path);
	assert_int_equal(store_get_reading(s, &r, &found, NULL), 0);
	assert_true(found);
	assert_true(isfinite(r.components[CAMP_MARCUS][COMPONENT_EXPLOSIVENESS]));
	store_free(s);
}

static void the_portfolio_is_tested_at_the_ends_of_past_months(void **state)
{
	struct house *h = *state;
	static const struct {
		const char *last;
		size_t count;
	} months[] = { { "2026-07-26T23:59:59Z", 109 },
		       { "2026-06-28T23:59:59Z", 105 },
		       { "2026-05-31T23:59:59Z", 101 } };
	struct series_test t;
	struct reading *readings;
	size_t count, recomputed = 0;
	collect_once(h);
	compute_the_rest(h);
	struct store *s = stored_open(h->store_path);
	struct weekly_series w = weeks_of_group(s);
	for (size_t i = 0; i < 3; i++) {
		for (int lag = 0; lag < 2; lag++) {
			assert_true(find_test(s, SERIES_GROUP, lag, at(months[i].last), &t));
			assert_int_equal(t.count, months[i].count);
			assert_test_of(s, SERIES_GROUP, lag, &w, months[i].count, FEW);
		}
	}
	weekly_series_release(&w);
	assert_int_equal(count_tests(s),
			 2 * (COMPANIES + 1 + 3)); /* the full number of replicates replaces the first */
	assert_int_equal(store_get_readings(s, 0, 0, &readings, &count, NULL), 0);
	for (size_t i = 0; i < count; i++)
		recomputed +=
			readings[i].recomputed && isfinite(readings[i].components[CAMP_HUANG][COMPONENT_EXPLOSIVENESS]);
	assert_int_equal(recomputed, 3);
	free(readings);
	store_free(s);
}

static void a_second_round_computes_nothing(void **state)
{
	struct house *h = *state;
	struct series_test *tests;
	size_t count, again;
	collect_once(h);
	struct store *s = stored_open(h->store_path);
	count = count_tests(s);
	store_free(s);
	assert_int_equal(clock_init(&h->clock, "2026-08-20T19:48:03Z", false, NULL), 0);
	collect_once(h);
	assert_null(strstr(h->said, "GSADF"));
	s = stored_open(h->store_path);
	assert_int_equal(store_get_series_tests(s, &tests, &again, NULL), 0);
	assert_int_equal(again, count);
	for (size_t i = 0; i < again; i++)
		assert_int_equal(tests[i].computed, at(NOW_TEXT));
	free(tests);
	store_free(s);
}

/* ---- a process of its own ---- */

static struct child start_child(struct house *h)
{
	struct collect_options o = options_of(h);
	o.seed = 34; /* by which the feed is due soon */
	return child_start(o);
}

/* Reads the child's lines until that one has come so often. */
static void await_line(const struct child *c, const char *line, int times)
{
	char said[256];
	size_t used = 0;
	while (times > 0) {
		assert_true(used + 1 < sizeof said);
		if (read(c->output, said + used, 1) != 1)
			fail_msg("the child has ended before it said %s", line);
		if (said[used++] != '\n')
			continue;
		said[used] = '\0';
		used = 0;
		times -= strcmp(said, line) == 0;
	}
}

static void end_child(struct child *c, int signal)
{
	int status;
	kill(c->pid, signal);
	assert_int_equal(waitpid(c->pid, &status, 0), c->pid);
	if (signal == SIGTERM)
		assert_true(WIFEXITED(status) && WEXITSTATUS(status) == 0);
	close(c->input);
	close(c->output);
}

/* Twenty years of weeks of all companies are a minute of work, and more; the feed is due every second. */
static void a_collector_with_work_left_goes_on_polling_and_heeds_signals(void **state)
{
	struct house *h = *state;
	struct store *s;
	assert_int_equal(store_open(&s, h->store_path, STORE_WRITE, NULL, NULL), 0);
	put_companies(s, 1040);
	store_free(s);
	h->list.count = 0;
	struct child c = start_child(h);
	await_line(&c, "source 1\n", 2);
	end_child(&c, SIGTERM);
	assert_true(server_requests(&h->server, FEED) >= 2);
	/* It had not finished: the last of what it does is not there. */
	struct series_test t;
	s = stored_open(h->store_path);
	bool finished = find_test(s, SERIES_GROUP, 1, at("2023-09-24T23:59:59Z"), &t);
	struct reading *readings;
	size_t count;
	assert_int_equal(store_get_readings(s, 0, 0, &readings, &count, NULL), 0);
	free(readings);
	store_free(s);
	assert_false(finished);
}

static void a_collector_that_was_killed_goes_on_where_it_was(void **state)
{
	struct house *h = *state;
	struct child c = start_child(h);
	struct store *s;
	size_t before = 0;
	await_line(&c, "source 1\n", 1); /* the store is there */
	s = stored_open(h->store_path);
	while (before == 0)
		before = count_tests(s);
	store_free(s);
	end_child(&c, SIGKILL);
	s = stored_open(h->store_path);
	before = count_tests(s);
	store_free(s);
	assert_int_equal(clock_init(&h->clock, "2026-08-20T19:48:03Z", false, NULL), 0);
	collect_once(h);
	struct series_test *tests;
	size_t count, kept = 0;
	s = stored_open(h->store_path);
	assert_int_equal(store_get_series_tests(s, &tests, &count, NULL), 0);
	for (size_t i = 0; i < count; i++)
		kept += tests[i].computed == at(NOW_TEXT);
	free(tests);
	store_free(s);
	assert_int_equal(count, 2 * (COMPANIES + 1));
	assert_int_equal(kept, before);
}

#define IN_HOUSE(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(a_round_leaves_tests_of_the_companies_and_their_portfolio),
		IN_HOUSE(the_reading_rests_on_the_tests_at_once),
		IN_HOUSE(the_power_law_is_fitted_to_every_company),
		IN_HOUSE(the_portfolio_is_tested_at_the_ends_of_past_months),
		IN_HOUSE(a_second_round_computes_nothing),
		IN_HOUSE(a_collector_with_work_left_goes_on_polling_and_heeds_signals),
		IN_HOUSE(a_collector_that_was_killed_goes_on_where_it_was),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
