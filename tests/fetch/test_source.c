#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "fetch/source.h"
#include "market/name_book.h"

#define NOW INT64_C(1787251683) /* 2026-08-20T18:48:03Z */

static const char watched[][SYMBOL_SIZE] = { "NVDA", "TSM", "9984.T", "^IXIC" };
static const struct source_feed feeds[] = {
	{ "example-press", "https://press.example/feed?token=S3", "fr-FR", "ORCL", 900 },
};

struct bench {
	struct name_book names;
	struct source_settings settings;
	struct source_list list;
	struct prng prng;
	struct http_response answer;
	struct batch batch;
	struct source_verdict verdict;
};

static int open_bench(void **state)
{
	static struct bench b;
	struct error err;
	b = (struct bench){ .settings = { .symbols = watched,
					  .symbol_count = 4,
					  .base_currency = "USD",
					  .feeds = feeds,
					  .feed_count = 1,
					  .names = &b.names },
			    .prng = { 1 } };
	assert_int_equal(name_book_init(&b.names, &(struct name_choice){ .watched = watched, .watched_count = 4 }), 0);
	if (source_list_build(&b.list, &b.settings, &err))
		fail_msg("%s", err.text);
	buffer_init(&b.answer.headers, 0);
	buffer_init(&b.answer.body, 0);
	batch_init(&b.batch);
	*state = &b;
	return 0;
}

static int close_bench(void **state)
{
	struct bench *b = *state;
	source_list_release(&b->list);
	name_book_release(&b->names);
	http_response_release(&b->answer);
	batch_release(&b->batch);
	return 0;
}

static struct source *find(struct bench *b, const char *name)
{
	for (size_t i = 0; i < b->list.count; i++)
		if (!strcmp(b->list.items[i].state.name, name))
			return &b->list.items[i];
	fail_msg("no source %s", name);
	return NULL;
}

static void answer(struct bench *b, struct source *s, int status, const char *fields, const char *body)
{
	struct source_times times = { NOW, 60, &b->prng };
	batch_release(&b->batch);
	buffer_clear(&b->answer.headers);
	buffer_clear(&b->answer.body);
	buffer_format(&b->answer.headers, "HTTP/1.1 %d X\r\n%s\r\n\r\n", status, fields);
	buffer_append_text(&b->answer.body, body);
	b->answer.outcome = HTTP_ANSWERED;
	b->answer.status = status;
	b->answer.latency_ms = 31;
	*b->answer.error = '\0';
	s->class->url(s, b->answer.url);
	source_finish(s, &b->answer, &times, &b->batch, &b->verdict);
}

static void no_answer(struct bench *b, struct source *s, enum http_outcome outcome, const char *sentence)
{
	struct source_times times = { NOW, 60, &b->prng };
	batch_release(&b->batch);
	buffer_clear(&b->answer.headers);
	buffer_clear(&b->answer.body);
	b->answer.outcome = outcome;
	b->answer.status = 0;
	snprintf(b->answer.error, sizeof b->answer.error, "%s", sentence);
	source_finish(s, &b->answer, &times, &b->batch, &b->verdict);
}

#define SPARK_GOOD                                                                                                     \
	"{\"NVDA\":{\"symbol\":\"NVDA\",\"timestamp\":[1787250000,1787250300],\"close\":[216.5,216.85],"               \
	"\"previousClose\":214.0,\"chartPreviousClose\":214.0}}"
#define FEED_GOOD                                                                                                      \
	"<rss version=\"2.0\"><channel><title>t</title>"                                                               \
	"<item><title>Oracle borrows</title><link>https://press.example/1</link><guid>g1</guid>"                       \
	"<pubDate>Thu, 20 Aug 2026 10:00:00 GMT</pubDate></item>"                                                      \
	"<item><title>Tomorrow's news</title><link>javascript:alert(1)</link>"                                         \
	"<pubDate>Thu, 20 Aug 2099 10:00:00 GMT</pubDate></item>"                                                      \
	"<item><title>No date, NVIDIA and AMD</title></item></channel></rss>"

/* ---- what is built ---- */

static size_t count_of(const struct source_list *list, const struct source_class *class)
{
	size_t count = 0;
	for (size_t i = 0; i < list->count; i++)
		count += list->items[i].class == class;
	return count;
}

static void one_source_is_built_for_each_thing_to_poll(void **state)
{
	struct bench *b = *state;
	assert_int_equal(count_of(&b->list, &source_yahoo_spark), 1);
	assert_int_equal(count_of(&b->list, &source_yahoo_chart), 4);
	assert_int_equal(count_of(&b->list, &source_press), 1);
	assert_int_equal(count_of(&b->list, &source_cnbc), 1);
	assert_int_equal(count_of(&b->list, &source_twse), 0); /* nothing of Taipei is watched */
	assert_string_equal(find(b, "yahoo-spark")->state.kind, "quotes");
	assert_string_equal(find(b, "yahoo-chart 9984.T")->state.kind, "history");
	assert_string_equal(find(b, "example-press")->state.kind, "press");
	for (size_t i = 0; i < b->list.count; i++) {
		assert_int_equal(b->list.items[i].state.status, SOURCE_WAITING);
		assert_null(strstr(b->list.items[i].state.url, "S3"));
	}
}

static void the_first_quote_request_asks_for_the_rates_the_watchlist_needs(void **state)
{
	struct bench *b = *state;
	char url[URL_SIZE];
	struct http_request request;
	assert_int_equal(source_request(find(b, "yahoo-spark"), url, &request, NULL), 0);
	assert_string_equal(url, "https://query1.finance.yahoo.com/v8/finance/spark?symbols="
				 "JPY%3DX,TWD%3DX,NVDA,TSM,9984.T,%5EIXIC&range=1d&interval=5m");
	assert_string_equal(request.accept, "application/json");
	source_request(find(b, "yahoo-chart ^IXIC"), url, &request, NULL);
	assert_string_equal(url, "https://query1.finance.yahoo.com/v8/finance/chart/%5EIXIC"
				 "?range=10y&interval=1d&events=div%2Csplits");
}

static void a_long_watchlist_is_asked_for_in_twenties(void **state)
{
	(void)state;
	static char many[45][SYMBOL_SIZE];
	for (int i = 0; i < 45; i++)
		snprintf(many[i], SYMBOL_SIZE, "S%d", i);
	struct source_settings settings = { .symbols = (const char(*)[SYMBOL_SIZE])many,
					    .symbol_count = 45,
					    .base_currency = "EUR" };
	struct source_list list;
	assert_int_equal(source_list_build(&list, &settings, NULL), 0);
	assert_int_equal(count_of(&list, &source_yahoo_spark), 3);
	assert_int_equal(count_of(&list, &source_yahoo_chart), 45);
	static const size_t sizes[] = { 20, 20, 6 };
	static const char *const names[] = { "yahoo-spark", "yahoo-spark-2", "yahoo-spark-3" };
	for (size_t i = 0; i < 3; i++) {
		assert_string_equal(list.items[i].state.name, names[i]);
		assert_int_equal(list.items[i].symbol_count, sizes[i]);
	}
	assert_string_equal(list.items[0].symbols[0], "EUR=X");
	source_list_release(&list);
}

static void a_feed_whose_address_is_no_web_address_is_refused_by_name(void **state)
{
	(void)state;
	static const struct source_feed wrong[] = { { "odd", "file:///etc/passwd", "", "", 900 } };
	struct source_settings settings = { .base_currency = "USD", .feeds = wrong, .feed_count = 1 };
	struct source_list list;
	struct error err;
	assert_int_equal(source_list_build(&list, &settings, &err), -1);
	assert_memory_equal(err.text, "odd: ", 5);
	source_list_release(&list);
}

/* ---- failures ---- */

static void answers_without_the_expected_content_fail_whatever_their_status(void **state)
{
	struct bench *b = *state;
	static const struct {
		const char *source;
		int status;
		const char *body, *part;
	} rows[] = {
		{ "yahoo-spark", 200, "<html><head><title>Hotel WiFi login</title></head>",
		  "got an HTML page 'Hotel WiFi login'" },
		{ "yahoo-spark", 200, "", "got an empty body" },
		{ "yahoo-spark", 200, "{}", "none of them" },
		{ "yahoo-spark", 200, "{\"NVDA\":{\"timestamp\":[1787250000],\"close\":[0]}}", "none of them" },
		{ "yahoo-spark", 200,
		  "{\"spark\":{\"result\":null,\"error\":{\"code\":\"Bad\",\"description\":\"no\"}}}", "no" },
		{ "yahoo-spark", 200, "{\"NVDA\":{\"timest", "breaks off" },
		{ "yahoo-spark", 204, "", "answered 204" },
		{ "yahoo-spark", 500, "oops", "answered 500 Internal Server Error (with the text 'oops')" },
		{ "yahoo-chart NVDA", 200, "[]", "" },
		{ "yahoo-chart NVDA", 404, "{\"chart\":{}}", "answered 404 Not Found (with JSON)" },
		{ "example-press", 200, "<!DOCTYPE html><html><title>Log in</title></html>", "HTML" },
		{ "example-press", 200, "<rss version=\"2.0\"><channel><title>t</title></channel></rss>",
		  "a feed without any" },
		{ "example-press", 304, "", "304" }, /* nothing was asked conditionally */
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct source *s = find(b, rows[i].source);
		s->state.items = 7;
		s->state.last_ok = 5;
		answer(b, s, rows[i].status, "ETag: \"wrong\"", rows[i].body);
		assert_false(b->verdict.good);
		assert_int_equal(batch_items(&b->batch), 0);
		assert_int_equal(s->state.status, SOURCE_BACKING_OFF);
		assert_int_equal(s->state.items, 7);
		assert_int_equal(s->state.last_ok, 5);
		assert_int_equal(s->state.last_try, NOW);
		assert_int_equal(s->state.last_code, rows[i].status);
		assert_string_equal(s->state.etag, ""); /* a wall's validators would lock us out with 304 */
		assert_true(s->state.next_poll >= NOW + 60);
		if (!*s->state.error || !strstr(s->state.error, rows[i].part))
			fail_msg("row %zu: \"%s\" does not say \"%s\"", i, s->state.error, rows[i].part);
	}
}

static void failures_in_a_row_wait_longer_and_a_success_forgets_them(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "yahoo-spark");
	answer(b, s, 500, "", "x");
	assert_in_range(b->verdict.wait_s, 60, 75);
	assert_false(b->verdict.repeated);
	answer(b, s, 500, "", "x");
	assert_in_range(b->verdict.wait_s, 120, 150);
	assert_true(b->verdict.repeated);
	assert_int_equal(s->state.failures, 2);
	answer(b, s, 200, "", SPARK_GOOD);
	assert_int_equal(s->state.failures, 0);
	answer(b, s, 500, "", "x");
	assert_in_range(b->verdict.wait_s, 60, 75);
}

static void statuses_mean_what_they_mean(void **state)
{
	struct bench *b = *state;
	static const struct {
		int status;
		const char *fields, *body;
		enum source_status expected;
		int least, most, host;
	} rows[] = {
		{ 401, "", "", SOURCE_REFUSED, 60, 75, 0 },
		{ 403, "", "no", SOURCE_REFUSED, 60, 75, 0 },
		{ 403, "", "<html><title>Wall</title>", SOURCE_REFUSED, 86400, 86400, 0 },
		{ 410, "", "", SOURCE_DISABLED, 86400, 86400, 0 },
		{ 429, "", "", SOURCE_REFUSED, 60, 75, 1 },
		{ 429, "Retry-After: 3600", "", SOURCE_REFUSED, 3600, 3600, 1 },
		{ 429, "retry-after: Thu, 20 Aug 2026 19:48:03 GMT", "", SOURCE_REFUSED, 3600, 3600, 1 },
		{ 429, "Retry-After: 90000", "", SOURCE_REFUSED, 60, 75, 1 },
		{ 429, "Retry-After: soon", "", SOURCE_REFUSED, 60, 75, 1 },
		{ 451, "", "", SOURCE_REFUSED, 60, 75, 0 },
		{ 503, "", "", SOURCE_BACKING_OFF, 60, 75, 0 },
		{ 503, "Retry-After: 120", "", SOURCE_REFUSED, 120, 120, 1 },
		{ 999, "", "", SOURCE_REFUSED, 60, 75, 1 },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct source *s = find(b, "example-press");
		s->state.failures = 0;
		answer(b, s, rows[i].status, rows[i].fields, rows[i].body);
		assert_int_equal(s->state.status, rows[i].expected);
		assert_in_range(b->verdict.wait_s, rows[i].least, rows[i].most);
		assert_int_equal(s->state.next_poll, NOW + b->verdict.wait_s);
		assert_int_equal(b->verdict.host_wait_s, rows[i].host ? b->verdict.wait_s : 0);
	}
}

static void too_many_requests_sends_quotes_to_the_other_host_once(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "yahoo-spark");
	char url[URL_SIZE];
	answer(b, s, 429, "", "Too Many Requests");
	assert_int_equal(b->verdict.wait_s, 0);
	assert_in_range(b->verdict.host_wait_s, 60, 75);
	s->class->url(s, url);
	assert_non_null(strstr(url, "//query2."));
	answer(b, s, 429, "", "Too Many Requests");
	assert_in_range(b->verdict.wait_s, 120, 150);
	assert_string_equal(
		s->state.error,
		"query2.finance.yahoo.com answered 429 Too Many Requests (with the text 'Too Many Requests')");
	answer(b, s, 429, "", "Too Many Requests"); /* after the wait: once more to and fro */
	assert_int_equal(b->verdict.wait_s, 0);
	s->class->url(s, url);
	assert_non_null(strstr(url, "//query1."));
}

static void a_host_that_names_a_time_is_not_gone_around(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "yahoo-spark");
	answer(b, s, 429, "Retry-After: 600", "");
	assert_int_equal(b->verdict.wait_s, 600);
	assert_int_equal(s->host, 0);
}

static void a_missing_network_is_offline_and_only_one_source_probes(void **state)
{
	struct bench *b = *state;
	struct source *probe = find(b, "yahoo-spark"), *other = find(b, "example-press");
	no_answer(b, probe, HTTP_UNREACHABLE, "no name service for x");
	assert_int_equal(probe->state.status, SOURCE_OFFLINE);
	assert_int_equal(b->verdict.wait_s, SOURCE_OFFLINE_PROBE_S);
	assert_int_equal(probe->state.latency_ms, -1);
	no_answer(b, other, HTTP_UNREACHABLE, "no name service for y");
	assert_in_range(b->verdict.wait_s, 60, 75);
	assert_true(other->unreachable);
	answer(b, probe, 200, "", SPARK_GOOD);
	assert_true(b->verdict.back_online);
	no_answer(b, probe, HTTP_REFUSED, "connection refused by x");
	assert_int_equal(probe->state.status, SOURCE_OFFLINE);
	assert_in_range(b->verdict.wait_s, 60, 75);
	no_answer(b, probe, HTTP_BROKEN, "the answer of x ended early");
	assert_int_equal(probe->state.status, SOURCE_BACKING_OFF);
}

static void a_host_that_wants_a_contact_gets_it_and_no_other_does(void **state)
{
	(void)state;
	static const struct source_feed two[] = { { "sec", "https://www.sec.gov/news.rss", "", "", 900 },
						  { "other", "https://www.sec.gov.example/news.rss", "", "", 900 } };
	struct bench b = { .settings = { .base_currency = "USD", .feeds = two, .feed_count = 2 }, .prng = { 1 } };
	char url[URL_SIZE];
	struct http_request request;
	assert_int_equal(source_list_build(&b.list, &b.settings, NULL), 0);
	buffer_init(&b.answer.headers, 0);
	buffer_init(&b.answer.body, 0);
	answer(&b, &b.list.items[0], 403, "", "no");
	assert_non_null(strstr(b.list.items[0].state.error, "set fetch: contact"));
	answer(&b, &b.list.items[1], 403, "", "no");
	assert_null(strstr(b.list.items[1].state.error, "contact"));
	b.settings.contact_agent = "froth/1 me@example.org";
	source_request(&b.list.items[0], url, &request, NULL);
	assert_string_equal(request.user_agent, "froth/1 me@example.org");
	source_request(&b.list.items[1], url, &request, NULL);
	assert_null(request.user_agent);
	close_bench((void *[]){ &b });
}

static void foreign_text_in_a_failure_is_made_safe(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	answer(b, s, 500, "", "\033]0;owned\a\xE2\x80\xAEtxet");
	for (const char *p = s->state.error; *p; p++)
		assert_true((unsigned char)*p >= ' ');
	assert_null(strstr(s->state.error, "\xE2\x80\xAE"));
}

/* ---- successes ---- */

static void a_good_answer_makes_the_source_live(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "yahoo-spark");
	answer(b, s, 200, "", SPARK_GOOD);
	assert_true(b->verdict.good);
	assert_int_equal(b->verdict.wait_s, 60);
	assert_int_equal(s->state.status, SOURCE_LIVE);
	assert_int_equal(s->state.last_ok, NOW);
	assert_int_equal(s->state.next_poll, NOW + 60);
	assert_int_equal(s->state.latency_ms, 31);
	assert_int_equal(s->state.bytes, strlen(SPARK_GOOD));
	assert_int_equal(b->batch.quote_count, 1);
	assert_non_null(strstr(s->state.error, "missing: JPY=X TWD=X TSM")); /* a wrong symbol must not go unseen */
	answer(b, find(b, "yahoo-chart NVDA"), 304, "", "");
	assert_false(b->verdict.good);
}

static void validators_are_kept_from_200_and_304_and_sent_again(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	char url[URL_SIZE];
	struct http_request request;
	answer(b, s, 200, "ETag: W/\"a\"\r\nLast-Modified: Thu, 20 Aug 2026 10:00:00 GMT", FEED_GOOD);
	source_request(s, url, &request, NULL);
	assert_string_equal(request.etag, "W/\"a\"");
	assert_string_equal(request.last_modified, "Thu, 20 Aug 2026 10:00:00 GMT");
	int items = s->state.items;
	answer(b, s, 304, "ETag: \"b\"", "");
	assert_true(b->verdict.good);
	assert_int_equal(s->state.status, SOURCE_LIVE);
	assert_int_equal(s->state.items, items);
	assert_string_equal(s->state.etag, "\"b\"");
	assert_string_equal(s->state.last_modified, "Thu, 20 Aug 2026 10:00:00 GMT");
	answer(b, s, 200, "X: y", FEED_GOOD);
	assert_string_equal(s->state.etag, "");
	assert_string_equal(s->state.last_modified, "");
	answer(b, s, 200, "ETag: \"esc\033\"", FEED_GOOD);
	assert_string_equal(s->state.etag, "");
}

static void feed_items_become_headlines(void **state)
{
	struct bench *b = *state;
	answer(b, find(b, "example-press"), 200, "", FEED_GOOD);
	assert_int_equal(b->batch.headline_count, 3);
	const struct headline *h = b->batch.headlines;
	assert_string_equal(h[0].id, "g1");
	assert_string_equal(h[0].title, "Oracle borrows");
	assert_string_equal(h[0].url, "https://press.example/1");
	assert_string_equal(h[0].source, "example-press");
	assert_string_equal(h[0].language, "fr");
	assert_int_equal(h[0].time, INT64_C(1787220000));
	assert_false(h[0].time_is_fetch_time);
	assert_string_equal(h[0].companies[0], "ORCL");
	assert_int_equal(h[0].company_count, 1);
	assert_string_equal(h[1].url, "");
	assert_int_equal(h[1].time, NOW);
	assert_true(h[1].time_is_fetch_time);
	assert_true(h[2].time_is_fetch_time);
	assert_memory_equal(h[2].id, "hash:", 5);
	assert_string_equal(h[2].companies[0], "ORCL");
	assert_true(h[2].company_count >= 2);
}

static void an_item_without_guid_keeps_its_identity_from_poll_to_poll(void **state)
{
	struct bench *b = *state;
	char id[64];
	answer(b, find(b, "example-press"), 200, "", FEED_GOOD);
	snprintf(id, sizeof id, "%s", b->batch.headlines[2].id);
	answer(b, find(b, "example-press"), 200, "", FEED_GOOD);
	assert_string_equal(b->batch.headlines[2].id, id);
	assert_string_not_equal(b->batch.headlines[1].id, id);
}

/* ---- sources that have gone ---- */

static void answer_at(struct bench *b, struct source *s, int64_t now, int status, const char *body)
{
	struct source_times times = { now, 60, &b->prng };
	batch_release(&b->batch);
	buffer_clear(&b->answer.headers);
	buffer_clear(&b->answer.body);
	buffer_format(&b->answer.headers, "HTTP/1.1 %d X\r\n\r\n", status);
	buffer_append_text(&b->answer.body, body);
	b->answer.outcome = HTTP_ANSWERED;
	b->answer.status = status;
	source_finish(s, &b->answer, &times, &b->batch, &b->verdict);
}

static void a_source_that_is_turned_away_for_a_day_is_paused_and_says_so(void **state)
{
	struct bench *b = *state;
	static const struct {
		int status;
		const char *body;
	} rows[] = { { 404, "" }, { 403, "no" }, { 410, "" }, { 200, "<html><title>Moved</title></html>" } };
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct source *s = find(b, "example-press");
		answer(b, s, 200, "", FEED_GOOD);
		answer_at(b, s, NOW, rows[i].status, rows[i].body);
		assert_null(strstr(s->state.error, "paused"));
		answer_at(b, s, NOW + SOURCE_PATIENCE_S - 1, rows[i].status, rows[i].body);
		assert_null(strstr(s->state.error, "paused"));
		answer_at(b, s, NOW + SOURCE_PATIENCE_S, rows[i].status, rows[i].body);
		assert_memory_equal(s->state.error, "paused, asked once a day: ", 26);
		assert_int_equal(s->state.status, SOURCE_DISABLED);
		assert_int_equal(b->verdict.wait_s, SOURCE_LONG_WAIT_S);
		answer(b, s, 200, "", FEED_GOOD);
		assert_int_equal(s->state.status, SOURCE_LIVE);
		assert_int_equal(s->state.refused_since, 0);
	}
}

static void a_server_in_trouble_is_never_paused(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	for (int day = 0; day < 5; day++) {
		answer_at(b, s, NOW + day * INT64_C(86400), 503, "");
		assert_int_equal(s->state.status, SOURCE_BACKING_OFF);
	}
}

static void a_feed_that_moved_for_good_is_asked_at_its_new_place(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	char url[URL_SIZE], old[URL_SIZE];
	struct http_request request;
	struct error err;
	assert_int_equal(source_url(s, old), 0);
	snprintf(b->answer.url, sizeof b->answer.url, "https://new.example/feed");
	b->answer.moved = true;
	answer_at(b, s, NOW, 200, "<html>nothing here</html>");
	assert_int_equal(source_url(s, url), 0);
	assert_string_equal(url, old); /* only a place that serves the feed is remembered */
	answer_at(b, s, NOW, 200, FEED_GOOD);
	assert_int_equal(source_request(s, url, &request, &err), 0);
	assert_string_equal(url, "https://new.example/feed");
	assert_string_not_equal(s->state.url, url); /* shown as configured */
	b->answer.moved = false;
	answer_at(b, s, NOW, 200, FEED_GOOD);
	assert_int_equal(source_url(s, url), 0);
	assert_string_equal(url, "https://new.example/feed");
	for (int i = 0; i < 3; i++)
		answer_at(b, s, NOW, 404, "");
	assert_int_equal(source_url(s, url), 0);
	assert_string_equal(url, old);
}

static void quotes_never_move(void **state)
{
	struct bench *b = *state;
	struct source *s = &b->list.items[0];
	assert_string_equal(s->state.kind, "quotes");
	snprintf(b->answer.url, sizeof b->answer.url, "https://new.example/quotes");
	b->answer.moved = true;
	answer_at(b, s, NOW, 200, SPARK_GOOD);
	assert_true(b->verdict.good);
	assert_string_equal(s->state.moved_url, "");
	b->answer.moved = false;
}

#define FEED_OF(items) "<rss version=\"2.0\"><channel><title>t</title>" items "</channel></rss>"

static void a_frozen_feed_is_told(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	answer(b, s, 200, "",
	       FEED_OF("<item><title>a</title><pubDate>Mon, 27 Jan 2025 10:00:00 GMT</pubDate></item>"
		       "<item><title>b</title><pubDate>Sun, 26 Jan 2025 10:00:00 GMT</pubDate></item>"));
	assert_int_equal(s->state.status, SOURCE_LIVE);
	assert_string_equal(s->state.error, "frozen: the newest item is of 2025-01-27");
	answer(b, s, 200, "", FEED_OF("<item><title>a</title><pubDate>Mon, 27 Jul 2026 10:00:00 GMT</pubDate></item>"));
	assert_string_equal(s->state.error, "");
	answer(b, s, 200, "", FEED_OF("<item><title>no date</title></item>"));
	assert_string_equal(s->state.error, "");
}

static void the_name_of_the_paper_leaves_the_headline(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	answer(b, s, 200, "",
	       FEED_OF("<item><title>Oracle borrows - again - The Paper</title>"
		       "<source url=\"https://paper.example\">The Paper</source></item>"
		       "<item><title>Oracle borrows - The Other</title><source url=\"x\">The Paper</source></item>"
		       "<item><title>The Paper</title><source url=\"x\">The Paper</source></item>"
		       "<item><title>Self-made - Chips</title></item>"));
	assert_int_equal(b->batch.headline_count, 4);
	assert_string_equal(b->batch.headlines[0].title, "Oracle borrows - again");
	assert_string_equal(b->batch.headlines[0].author, "The Paper");
	assert_string_equal(b->batch.headlines[1].title, "Oracle borrows - The Other");
	assert_string_equal(b->batch.headlines[2].title, "The Paper");
	assert_string_equal(b->batch.headlines[3].title, "Self-made - Chips");
}

/* ---- restarts ---- */

static void a_stored_state_is_taken_up_again(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	struct source_state stored = s->state;
	stored.status = SOURCE_BACKING_OFF;
	stored.next_poll = NOW + 500;
	stored.failures = 3;
	snprintf(stored.etag, sizeof stored.etag, "\"x\"");
	source_resume(s, &stored);
	assert_int_equal(s->state.next_poll, NOW + 500);
	assert_int_equal(s->state.failures, 3);
	assert_string_equal(s->state.etag, "\"x\"");
}

static void of_another_address_only_a_refusal_is_taken_up(void **state)
{
	struct bench *b = *state;
	struct source *s = find(b, "example-press");
	struct source_state stored = s->state;
	snprintf(stored.url, sizeof stored.url, "https://old.example/feed");
	snprintf(stored.etag, sizeof stored.etag, "\"x\"");
	stored.next_poll = NOW + 500;
	stored.status = SOURCE_LIVE;
	source_resume(s, &stored);
	assert_int_equal(s->state.next_poll, 0);
	stored.status = SOURCE_REFUSED;
	source_resume(s, &stored);
	assert_int_equal(s->state.next_poll, NOW + 500);
	assert_string_equal(s->state.etag, "");
	assert_null(strstr(s->state.url, "old.example"));
}

#define ON_BENCH(test) cmocka_unit_test_setup_teardown(test, open_bench, close_bench)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_BENCH(one_source_is_built_for_each_thing_to_poll),
		ON_BENCH(the_first_quote_request_asks_for_the_rates_the_watchlist_needs),
		cmocka_unit_test(a_long_watchlist_is_asked_for_in_twenties),
		cmocka_unit_test(a_feed_whose_address_is_no_web_address_is_refused_by_name),
		ON_BENCH(answers_without_the_expected_content_fail_whatever_their_status),
		ON_BENCH(failures_in_a_row_wait_longer_and_a_success_forgets_them),
		ON_BENCH(statuses_mean_what_they_mean),
		ON_BENCH(too_many_requests_sends_quotes_to_the_other_host_once),
		ON_BENCH(a_host_that_names_a_time_is_not_gone_around),
		ON_BENCH(a_missing_network_is_offline_and_only_one_source_probes),
		cmocka_unit_test(a_host_that_wants_a_contact_gets_it_and_no_other_does),
		ON_BENCH(foreign_text_in_a_failure_is_made_safe),
		ON_BENCH(a_good_answer_makes_the_source_live),
		ON_BENCH(a_source_that_is_turned_away_for_a_day_is_paused_and_says_so),
		ON_BENCH(a_server_in_trouble_is_never_paused),
		ON_BENCH(a_feed_that_moved_for_good_is_asked_at_its_new_place),
		ON_BENCH(quotes_never_move),
		ON_BENCH(a_frozen_feed_is_told),
		ON_BENCH(the_name_of_the_paper_leaves_the_headline),
		ON_BENCH(validators_are_kept_from_200_and_304_and_sent_again),
		ON_BENCH(feed_items_become_headlines),
		ON_BENCH(an_item_without_guid_keeps_its_identity_from_poll_to_poll),
		ON_BENCH(a_stored_state_is_taken_up_again),
		ON_BENCH(of_another_address_only_a_refusal_is_taken_up),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
