#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/paths.h"
#include "base/requests.h"
#include "base/timestamp.h"
#include "cli/collect.h"
#include "market/index_options.h"
#include "store/store.h"
#include "tests/fetch/server.h"
#include "tests/cli/stored.h"
#include "tests/cli/child.h"

#define YAHOO "query1.finance.yahoo.com/v8/finance/"
#define SPARK YAHOO "spark"
#define FEED "press.example/feed.xml"
#define NOW_TEXT "2026-08-20T18:48:03Z"

static const char *const payloads[] = { SPARK, YAHOO "chart/NVDA", YAHOO "chart/9984.T", FEED };

struct house {
	struct server server;
	struct config config;
	struct watchlist list;
	struct press_feed feed;
	struct clock clock;
	char store_path[PATH_SIZE];
	char *said; /* what the last run printed */
	struct error err;
};

static void copy_payload(const struct house *h, const char *from, const char *to)
{
	char path[PATH_SIZE];
	struct buffer body;
	struct error err;
	buffer_init(&body, 0);
	snprintf(path, sizeof path, "tests/fixtures/feeds/%s", from);
	if (file_read(path, &body, &err))
		fail_msg("%s", err.text);
	server_put(&h->server, to, buffer_text(&body));
	buffer_release(&body);
}

/* Two weeks of all years; the second is not over. */
static void put_weeks(const struct house *h, const char *symbol, const char *currency)
{
	char target[128], body[512];
	snprintf(target, sizeof target, YAHOO "chart/%s@interval=1wk", symbol);
	snprintf(body, sizeof body,
		 "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"%s\",\"symbol\":\"%s\",\"gmtoffset\":0,"
		 "\"dataGranularity\":\"1wk\"},\"timestamp\":[1786320000,1786924800,1787249400],"
		 "\"indicators\":{\"quote\":[{\"close\":[210,214,216]}]}}]}}",
		 currency, symbol);
	server_put(&h->server, target, body);
}

static void set_config(struct house *h)
{
	static char symbols[2][SYMBOL_SIZE] = { "NVDA", "9984.T" };
	h->list = (struct watchlist){ "test", symbols, 2 };
	h->feed = (struct press_feed){ "example", "https://" FEED, "", "", 900 };
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
}

static int open_house(void **state)
{
	struct house *h = calloc(1, sizeof *h);
	server_start(&h->server, NULL, NULL);
	for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++)
		copy_payload(h, payloads[i], payloads[i]);
	put_weeks(h, "NVDA", "USD");
	put_weeks(h, "9984.T", "JPY");
	server_path(&h->server, "froth.db", h->store_path, sizeof h->store_path);
	set_config(h);
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

static int run(struct house *h, struct collect_options o)
{
	size_t length;
	free(h->said);
	h->said = NULL;
	*h->err.text = '\0';
	o.out = open_memstream(&h->said, &length);
	int result = collect_run(&o, &h->err);
	fclose(o.out);
	return result;
}

static int collect_once(struct house *h)
{
	return run(h, options_of(h));
}

static double price_of(const struct house *h, const char *symbol)
{
	struct store *s = stored_open(h->store_path);
	struct quote q;
	bool found;
	assert_int_equal(store_get_quote(s, symbol, &q, &found, NULL), 0);
	store_free(s);
	return found ? q.price : -1;
}

/* Everything stored as text, but what says when and how fast. */
static char *dump(const char *path)
{
	struct store *s = stored_open(path);
	struct buffer out;
	buffer_init(&out, 0);
	static const char *const symbols[] = { "NVDA", "9984.T" };
	for (size_t i = 0; i < 2; i++) {
		struct quote q;
		bool found;
		struct candle_series series;
		assert_int_equal(store_get_quote(s, symbols[i], &q, &found, NULL), 0);
		assert_true(found);
		buffer_format(&out, "%s %s %.6g %.6g %lld %s\n", q.symbol, q.currency, q.price, q.change_pct,
			      (long long)q.as_of, q.source);
		assert_int_equal(store_get_candles(s, symbols[i], "1d", 0, INT64_MAX, &series, NULL), 0);
		for (size_t k = 0; k < series.count; k++)
			buffer_format(&out, "%lld %.6g\n", (long long)series.items[k].time, series.items[k].close);
		candle_series_release(&series);
	}
	struct fx_rate *rates;
	size_t count;
	assert_int_equal(store_get_fx(s, &rates, &count, NULL), 0);
	for (size_t i = 0; i < count; i++)
		buffer_format(&out, "%s %s %.6g\n", rates[i].from, rates[i].to, rates[i].rate);
	free(rates);
	struct headline_list press;
	struct press_query query = { 0 };
	assert_int_equal(store_get_headlines(s, &query, &press, NULL), 0);
	for (size_t i = 0; i < press.count; i++)
		buffer_format(&out, "%s %lld %s %s\n", press.items[i].id, (long long)press.items[i].time,
			      press.items[i].title, press.items[i].url);
	headline_list_release(&press);
	store_free(s);
	return buffer_take(&out);
}

/* ---- refusals ---- */

static void a_store_that_cannot_be_opened_is_said(void **state)
{
	struct house *h = *state;
	struct collect_options o = options_of(h);
	o.store_path = "/proc/nothing/froth.db";
	assert_int_equal(run(h, o), -1);
	assert_non_null(strstr(h->err.text, "/proc/nothing"));
	assert_int_equal(server_requests(&h->server, "GET"), 0);
}

static void a_collector_that_holds_the_lease_keeps_others_out(void **state)
{
	struct house *h = *state;
	struct store *s;
	bool taken;
	assert_int_equal(store_open(&s, h->store_path, STORE_WRITE, NULL, NULL), 0);
	int64_t other = getppid(); /* alive, and not us */
	assert_int_equal(store_lease_take(s, other, clock_wall_s(&h->clock), &taken, NULL), 0);
	assert_true(taken);
	assert_int_equal(collect_once(h), -1);
	assert_non_null(strstr(h->err.text, "another collector (process "));
	assert_int_equal(server_requests(&h->server, "GET"), 0);
	assert_int_equal(store_lease_release(s, other, NULL), 0);
	store_free(s);
	assert_int_equal(collect_once(h), 0);
}

static void a_recording_that_is_not_there_is_said(void **state)
{
	struct house *h = *state;
	struct collect_options o = options_of(h);
	o.replay_dir = "/nonexistent/recording";
	assert_int_equal(run(h, o), -1);
	assert_non_null(strstr(h->err.text, "/nonexistent/recording"));
}

static void when_no_source_is_good_the_run_says_so(void **state)
{
	struct house *h = *state;
	server_set_faults(&h->server, "* * html\n");
	assert_int_equal(collect_once(h), 1);
	struct source_state s = stored_state(h->store_path, "yahoo-spark");
	assert_int_equal(s.status, SOURCE_BACKING_OFF);
	assert_non_null(strstr(s.error, "HTML page"));
	assert_non_null(strstr(h->said, "HTML page"));
}

/* ---- the main job ---- */

static void one_round_fills_the_store(void **state)
{
	struct house *h = *state;
	assert_int_equal(collect_once(h), 0);
	static const char expected[] = "NVDA USD 216.85 1.32231 1787249400 yahoo-spark\n"
				       "1717718400 120.888\n1717977600 121.79\n1786924800 213.4\n1787011200 214.02\n"
				       "9984.T JPY 5764 1.08734 1787205300 yahoo-spark\n"
				       "1787011200 5650\n1787097600 5702\n"
				       "USD JPY 147.25\n"
				       "press-1 1787227200 Oracle borrows for data centres \xE2\x80\x93 again "
				       "https://press.example/oracle\n"
				       "press-2 1787121000 NVIDIA and OpenAI sign a letter of intent "
				       "https://press.example/letter\n";
	char *found = dump(h->store_path);
	assert_string_equal(found, expected);
	free(found);
	assert_int_equal(stored_state(h->store_path, "yahoo-spark").status, SOURCE_LIVE);
	assert_int_equal(stored_state(h->store_path, "example").items, 2);
	assert_int_equal(server_requests(&h->server, "froth-test/1"),
			 9); /* details, figures and weeks of two companies too */
}

static void a_round_brings_the_weeks_of_all_years_once(void **state)
{
	struct house *h = *state;
	static const char *const symbols[] = { "NVDA", "9984.T" };
	collect_once(h);
	struct store *s = stored_open(h->store_path);
	for (size_t i = 0; i < 2; i++) {
		struct candle_series weeks;
		assert_int_equal(store_get_candles(s, symbols[i], "1wk", 0, INT64_MAX, &weeks, NULL), 0);
		assert_int_equal(weeks.count, 2); /* the one that is not over came twice */
		assert_true(weeks.items[1].close == 216);
		candle_series_release(&weeks);
	}
	store_free(s);
	assert_int_equal(stored_state(h->store_path, "yahoo-weeks").status, SOURCE_LIVE);
	collect_once(h);
	assert_int_equal(server_requests(&h->server, "interval=1wk"), 2);
}

static void a_line_is_printed_for_each_source(void **state)
{
	struct house *h = *state;
	collect_once(h);
	static const char *const names[] = { "yahoo-spark ", "yahoo-chart NVDA ", "yahoo-chart 9984.T ", "example " };
	int lines = 0;
	for (const char *p = h->said; *p; p++)
		lines += *p == '\n';
	assert_int_equal(lines,
			 9); /* details, and the figures of both by Yahoo, of one by the SEC, and the weeks of both */
	for (size_t i = 0; i < 4; i++)
		assert_non_null(strstr(h->said, names[i]));
	assert_non_null(strstr(h->said, "live"));
	assert_non_null(strstr(h->said, " ms"));
}

static void a_wrong_payload_changes_only_its_source_s_state(void **state)
{
	struct house *h = *state;
	assert_int_equal(collect_once(h), 0);
	char *before = dump(h->store_path);
	static const char *const wrong[] = { "",
					     "{}",
					     "{\"NVDA\":{\"symb",
					     "[1,2,3]",
					     "<html><title>Wall</title></html>",
					     "{\"NVDA\":{\"timestamp\":[1787251000],\"close\":[0]}}" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		for (size_t k = 0; k < sizeof payloads / sizeof *payloads; k++)
			server_put(&h->server, payloads[k], wrong[i]);
		assert_int_equal(collect_once(h), 1);
		char *after = dump(h->store_path);
		assert_string_equal(after, before);
		free(after);
		assert_int_equal(stored_state(h->store_path, "yahoo-spark").status, SOURCE_BACKING_OFF);
		assert_string_not_equal(stored_state(h->store_path, "yahoo-spark").error, "");
		assert_int_equal(stored_state(h->store_path, "yahoo-spark").items, 8);
	}
	free(before);
	for (size_t i = 0; i < sizeof payloads / sizeof *payloads; i++)
		copy_payload(h, payloads[i], payloads[i]);
	assert_int_equal(collect_once(h), 0);
	assert_int_equal(stored_state(h->store_path, "yahoo-spark").status, SOURCE_LIVE);
}

static void an_unchanged_feed_is_asked_conditionally_and_stays_live(void **state)
{
	struct house *h = *state;
	collect_once(h);
	collect_once(h);
	assert_int_equal(server_requests(&h->server, FEED), 2);
	assert_int_equal(server_requests(&h->server, FEED "\t304"), 1);
	assert_int_equal(stored_state(h->store_path, "example").status, SOURCE_LIVE);
	assert_int_equal(stored_state(h->store_path, "example").last_code, 304);
	assert_int_equal(stored_state(h->store_path, "example").items, 2);
}

static void a_restart_does_not_ask_before_the_time_that_was_given(void **state)
{
	struct house *h = *state;
	server_set_faults(&h->server, FEED " * status 429 retry-after 600\n");
	assert_int_equal(collect_once(h), 0);
	assert_int_equal(stored_state(h->store_path, "example").status, SOURCE_REFUSED);
	assert_int_equal(stored_state(h->store_path, "example").next_poll, clock_wall_s(&h->clock) + 600);
	assert_int_equal(collect_once(h), 0);
	assert_non_null(strstr(h->said, "press.example wants no request before 2026-08-20T18:58:03Z"));
	assert_int_equal(server_requests(&h->server, FEED), 1);
	server_set_faults(&h->server, "");
	assert_int_equal(clock_init(&h->clock, "2026-08-20T18:58:04Z", false, NULL), 0);
	assert_int_equal(collect_once(h), 0);
	assert_int_equal(server_requests(&h->server, FEED), 2);
	assert_int_equal(stored_state(h->store_path, "example").status, SOURCE_LIVE);
}

static void a_clock_set_back_lengthens_no_wait(void **state)
{
	struct house *h = *state;
	server_set_faults(&h->server, FEED " * status 429 retry-after 600\n");
	assert_int_equal(collect_once(h), 0);
	assert_int_equal(clock_init(&h->clock, "2026-08-20T08:48:03Z", false, NULL), 0);
	assert_int_equal(collect_once(h), 0);
	assert_non_null(strstr(h->said, "press.example wants no request before 2026-08-20T08:58:03Z"));
	assert_int_equal(server_requests(&h->server, FEED), 1);
}

static void a_host_that_has_enough_is_left_alone_by_its_other_sources(void **state)
{
	struct house *h = *state;
	server_set_faults(&h->server, SPARK " * status 429 retry-after 600\n");
	collect_once(h);
	assert_int_equal(server_requests(&h->server, "query1.finance.yahoo.com"), 1);
	collect_once(h);
	assert_int_equal(server_requests(&h->server, "query1.finance.yahoo.com"), 1);
	assert_int_equal(server_requests(&h->server, FEED), 2);
}

static void quotes_come_from_the_other_host_when_one_has_enough(void **state)
{
	struct house *h = *state;
	copy_payload(h, SPARK, "query2.finance.yahoo.com/v8/finance/spark");
	server_set_faults(&h->server, SPARK " * status 429\n");
	assert_int_equal(collect_once(h), 0);
	assert_true(price_of(h, "NVDA") == 216.85);
	assert_int_equal(stored_state(h->store_path, "yahoo-spark").status, SOURCE_LIVE);
}

static void a_new_split_replaces_the_history_before_it(void **state)
{
	struct house *h = *state;
	collect_once(h);
	char body[2048];
	snprintf(body, sizeof body,
		 "{\"chart\":{\"result\":[{\"meta\":{\"currency\":\"USD\",\"symbol\":\"NVDA\",\"gmtoffset\":-14400,"
		 "\"regularMarketPrice\":107.1,\"regularMarketTime\":1787146200},"
		 "\"timestamp\":[1787059800,1787146200],"
		 "\"events\":{\"splits\":{\"1787146200\":{\"date\":1787146200,\"numerator\":2,\"denominator\":1}}},"
		 "\"indicators\":{\"quote\":[{\"close\":[107.01,107.1]}]}}],\"error\":null}}");
	server_put(&h->server, YAHOO "chart/NVDA", body);
	assert_int_equal(collect_once(h), 0);
	char *found = dump(h->store_path);
	assert_non_null(strstr(found, "1787011200 107.01\n1787097600 107.1\n"));
	assert_null(strstr(found, "1717718400"));
	free(found);
}

static void press_older_than_is_kept_does_not_come_back(void **state)
{
	struct house *h = *state;
	h->config.press_keep_days = 1;
	assert_int_equal(collect_once(h), 0);
	char *found = dump(h->store_path);
	assert_non_null(strstr(found, "press-1"));
	assert_null(strstr(found, "press-2"));
	free(found);
}

static void a_source_that_left_the_configuration_is_shown_as_disabled(void **state)
{
	struct house *h = *state;
	collect_once(h);
	h->config.feed_count = 0;
	collect_once(h);
	assert_int_equal(stored_state(h->store_path, "example").status, SOURCE_DISABLED);
	assert_string_equal(stored_state(h->store_path, "example").error, "not in the configuration any more");
	h->config.feed_count = 1;
	collect_once(h);
	assert_int_equal(stored_state(h->store_path, "example").status, SOURCE_LIVE);
}

static void a_replay_gives_the_same_store_without_the_server(void **state)
{
	struct house *h = *state;
	char folder[PATH_SIZE], second[PATH_SIZE];
	server_path(&h->server, "recording", folder, sizeof folder);
	server_path(&h->server, "second.db", second, sizeof second);
	server_put(&h->server, "press.example/moved.xml", "");
	copy_payload(h, FEED, "press.example/moved.xml");
	server_set_faults(&h->server, FEED " * redirect https://press.example/moved.xml\n");
	struct collect_options o = options_of(h);
	o.record_dir = folder;
	assert_int_equal(run(h, o), 0);
	int requests = server_requests(&h->server, "GET");
	assert_int_equal(requests, 10);
	o.record_dir = NULL;
	o.replay_dir = folder;
	o.store_path = second;
	assert_int_equal(run(h, o), 0);
	assert_int_equal(server_requests(&h->server, "GET"), requests);
	char *first = dump(h->store_path), *again = dump(second);
	assert_string_equal(again, first);
	free(first);
	free(again);
}

/* ---- a process of its own ---- */

/* Reads the child's lines until each of the kinds has come. */
static void await_news(const struct child *c, char *said, size_t size, const char *const *kinds, size_t count)
{
	size_t used = 0, seen = 0;
	while (seen < count && used + 1 < size && read(c->output, said + used, 1) == 1) {
		said[++used] = '\0';
		for (seen = 0; seen < count && strstr(said, kinds[seen]);)
			seen++;
	}
	if (seen < count)
		fail_msg("no news of %s in:\n%s", kinds[seen], said);
}

static void end_child(struct child *c, int expected_status)
{
	int status;
	assert_int_equal(waitpid(c->pid, &status, 0), c->pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), expected_status);
	close(c->output);
}

static void assert_lease_is_free(const struct house *h)
{
	struct store *s = stored_open(h->store_path);
	struct store_lease lease;
	bool held = true;
	assert_int_equal(store_lease_get(s, &lease, &held, clock_wall_s(&h->clock), NULL), 0);
	assert_false(held);
	store_free(s);
}

static void a_child_tells_its_news_and_ends_with_its_parent_s_pipe(void **state)
{
	struct house *h = *state;
	struct child c = child_start(options_of(h));
	char said[4096] = "";
	static const char *const kinds[] = { "quote 3\n", "history 4\n", "history 2\n", "press 2\n", "source 1\n" };
	await_news(&c, said, sizeof said, kinds, 5);
	close(c.input);
	end_child(&c, 0);
	assert_lease_is_free(h);
}

/* What is asked is not waited for, and a child whose viewer asks something goes on. */
static void a_byte_from_the_viewer_makes_it_look_at_what_was_asked(void **state)
{
	struct house *h = *state;
	struct child c = child_start(options_of(h));
	char said[4096] = "", again[4096] = "";
	static const char *const first[] = { "press 2\n" }, *const second[] = { "press 3\n" };
	struct headline_list list;
	await_news(&c, said, sizeof said, first, 1);
	assert_int_equal(requests_append(h->store_path, "read 1", NULL), 0);
	assert_int_equal(requests_append(h->store_path, "no request", NULL), 0);
	assert_int_equal(requests_append(h->store_path, "read 2", NULL), 0);
	assert_int_equal(requests_append(h->store_path, "unread 2", NULL), 0);
	assert_int_equal(write(c.input, "!", 1), 1);
	await_news(&c, again, sizeof again, second, 1);
	struct store *s = stored_open(h->store_path);
	assert_int_equal(store_get_headlines(s, &(struct press_query){ .unread_only = true }, &list, NULL), 0);
	assert_int_equal(list.count, 1);
	assert_int_equal(list.items[0].row, 2);
	headline_list_release(&list);
	store_free(s);
	close(c.input);
	end_child(&c, 0);
}

/* The feed was asked ten minutes ago and is due again in a quarter of an hour; its items are gone. */
static void wait_for_next_poll(struct house *h, enum source_status status)
{
	struct store *s;
	struct source_state *states;
	size_t count;
	assert_int_equal(collect_once(h), 0);
	assert_int_equal(store_open(&s, h->store_path, STORE_WRITE, NULL, NULL), 0);
	assert_int_equal(store_get_source_states(s, &states, &count, NULL), 0);
	for (size_t i = 0; i < count; i++) {
		states[i].last_try = clock_wall_s(&h->clock) - 600;
		states[i].next_poll = clock_wall_s(&h->clock) + 900;
		*states[i].etag = *states[i].last_modified = '\0';
		if (strcmp(states[i].kind, "press") == 0)
			states[i].status = status;
		assert_int_equal(store_put_source_state(s, &states[i], NULL), 0);
	}
	free(states);
	assert_int_equal(store_prune_headlines(s, INT64_MAX, NULL), 0);
	store_free(s);
}

static void a_source_is_polled_when_somebody_asks(void **state)
{
	struct house *h = *state;
	char said[4096] = "";
	static const char *const kinds[] = { "press 2\n" };
	wait_for_next_poll(h, SOURCE_LIVE);
	assert_int_equal(requests_append(h->store_path, "poll example", NULL), 0);
	struct child c = child_start(options_of(h));
	await_news(&c, said, sizeof said, kinds, 1);
	close(c.input);
	end_child(&c, 0);
}

static void a_source_that_was_refused_is_not_polled_sooner_than_its_server_wants(void **state)
{
	struct house *h = *state;
	static const enum source_status statuses[] = { SOURCE_REFUSED, SOURCE_BACKING_OFF, SOURCE_DISABLED };
	static const char *const kinds[] = { "quote 3\n" };
	for (size_t i = 0; i < sizeof statuses / sizeof *statuses; i++) {
		char said[4096] = "";
		wait_for_next_poll(h, statuses[i]);
		int before = server_requests(&h->server, FEED);
		assert_int_equal(requests_append(h->store_path, "poll *", NULL), 0);
		assert_int_equal(requests_append(h->store_path, "poll example", NULL), 0);
		struct child c = child_start(options_of(h));
		await_news(&c, said, sizeof said, kinds, 1);
		close(c.input);
		end_child(&c, 0);
		assert_int_equal(server_requests(&h->server, FEED), before);
		unlink(h->store_path);
	}
}

static void signals_end_it_and_free_the_lease(void **state)
{
	struct house *h = *state;
	static const int signals[] = { SIGTERM, SIGINT, SIGHUP };
	server_set_faults(&h->server, FEED " * silent\n"); /* a request is under way for all the time */
	for (size_t i = 0; i < 3; i++) {
		struct child c = child_start(options_of(h));
		char said[4096] = "";
		static const char *const kinds[] = { "source 1\n" };
		await_news(&c, said, sizeof said, kinds, 1);
		kill(c.pid, signals[i]);
		end_child(&c, 0);
		close(c.input);
		assert_lease_is_free(h);
		unlink(h->store_path);
	}
}

/* A feed larger than the files that the process may write. */
static void put_long_feed(struct house *h)
{
	struct buffer feed;
	char words[1201];
	buffer_init(&feed, 0);
	memset(words, 'w', sizeof words - 1);
	words[sizeof words - 1] = '\0';
	buffer_append_text(&feed, "<rss version=\"2.0\"><channel><title>t</title>");
	for (int i = 0; i < 500; i++)
		buffer_format(&feed, "<item><title>item %d</title><description>%s</description></item>", i, words);
	buffer_append_text(&feed, "</channel></rss>");
	server_put(&h->server, FEED, buffer_text(&feed));
	buffer_release(&feed);
}

static void an_answer_that_cannot_be_stored_is_no_success(void **state)
{
	struct house *h = *state;
	h->list.count = 0;
	assert_int_equal(collect_once(h), 0); /* makes the store */
	put_long_feed(h);
	pid_t pid = fork();
	if (pid == 0) {
		const struct rlimit small = { 200000, 200000 };
		setrlimit(RLIMIT_FSIZE, &small);
		int null = open("/dev/null", O_WRONLY);
		dup2(null, STDERR_FILENO); /* the sentence for the person */
		bool said = collect_once(h) == 1 && strstr(h->said, "backing_off") && strstr(h->said, "not stored: ");
		_exit(said ? 0 : 1);
	}
	int status;
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_int_equal(status, 0);
	assert_int_equal(stored_state(h->store_path, "example").items, 2); /* nothing of it came in */
	assert_int_equal(collect_once(h), 0);
	assert_int_equal(stored_state(h->store_path, "example").items, 500);
}

#define IN_HOUSE(test) cmocka_unit_test_setup_teardown(test, open_house, close_house)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_HOUSE(a_store_that_cannot_be_opened_is_said),
		IN_HOUSE(a_collector_that_holds_the_lease_keeps_others_out),
		IN_HOUSE(a_recording_that_is_not_there_is_said),
		IN_HOUSE(when_no_source_is_good_the_run_says_so),
		IN_HOUSE(one_round_fills_the_store),
		IN_HOUSE(a_round_brings_the_weeks_of_all_years_once),
		IN_HOUSE(a_line_is_printed_for_each_source),
		IN_HOUSE(a_wrong_payload_changes_only_its_source_s_state),
		IN_HOUSE(an_unchanged_feed_is_asked_conditionally_and_stays_live),
		IN_HOUSE(a_restart_does_not_ask_before_the_time_that_was_given),
		IN_HOUSE(a_clock_set_back_lengthens_no_wait),
		IN_HOUSE(a_host_that_has_enough_is_left_alone_by_its_other_sources),
		IN_HOUSE(quotes_come_from_the_other_host_when_one_has_enough),
		IN_HOUSE(a_new_split_replaces_the_history_before_it),
		IN_HOUSE(press_older_than_is_kept_does_not_come_back),
		IN_HOUSE(a_source_that_left_the_configuration_is_shown_as_disabled),
		IN_HOUSE(a_replay_gives_the_same_store_without_the_server),
		IN_HOUSE(an_answer_that_cannot_be_stored_is_no_success),
		IN_HOUSE(a_child_tells_its_news_and_ends_with_its_parent_s_pipe),
		IN_HOUSE(a_byte_from_the_viewer_makes_it_look_at_what_was_asked),
		IN_HOUSE(a_source_is_polled_when_somebody_asks),
		IN_HOUSE(a_source_that_was_refused_is_not_polled_sooner_than_its_server_wants),
		IN_HOUSE(signals_end_it_and_free_the_lease),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
