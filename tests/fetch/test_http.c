#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <netinet/in.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/paths.h"
#include "fetch/http.h"
#include "tests/fetch/server.h"

#define PATIENCE_TURNS 600

struct wire {
	struct server server;
	struct http_response answer;
};

static int open_plain(void **state)
{
	struct wire *w = calloc(1, sizeof *w);
	server_start(&w->server, NULL, NULL);
	*state = w;
	return 0;
}

static int close_wire(void **state)
{
	struct wire *w = *state;
	http_response_release(&w->answer);
	server_stop(&w->server);
	free(w);
	return 0;
}

static void finish(struct http *http, struct http_response *answer)
{
	struct error err;
	http_response_release(answer);
	for (int i = 0; !http_take(http, answer); i++) {
		if (i == PATIENCE_TURNS)
			fail_msg("the request does not end");
		if (http_wait(http, NULL, 0, 100, &err))
			fail_msg("%s", err.text);
	}
}

static void ask(struct wire *w, const struct http_options *options, const struct http_request *request)
{
	struct http *http;
	struct error err;
	struct http_options o = *options;
	o.user_agent = "froth-test/1";
	if (http_new(&http, &o, &err) || http_start(http, request, &err))
		fail_msg("%s", err.text);
	finish(http, &w->answer);
	http_free(http);
}

/* Asks for https://HOST/PATH below the server as the feed root. */
static void get(struct wire *w, const char *url)
{
	struct http_options options = { .feed_root = w->server.url };
	struct http_request request = { .url = url };
	ask(w, &options, &request);
}

/* ---- what is refused or fails ---- */

static void an_address_that_is_not_of_the_web_is_refused_before_anything_is_sent(void **state)
{
	(void)state;
	static const char *const wrong[] = { "",
					     "ftp://example.org/",
					     "file:///etc/passwd",
					     "example.org",
					     "https://user:pass@example.org/",
					     "https://example.org/a b",
					     "https:///path" };
	struct http *http;
	struct http_options options = { .user_agent = "froth-test/1" };
	struct error err;
	assert_int_equal(http_new(&http, &options, &err), 0);
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct http_request request = { .url = wrong[i] };
		assert_int_equal(http_start(http, &request, &err), -1);
	}
	assert_int_equal(http_running(http), 0);
	http_free(http);
}

static void a_feed_root_or_certificate_file_that_cannot_be_is_named(void **state)
{
	(void)state;
	struct http *http;
	struct error err;
	struct http_options root = { .user_agent = "t", .feed_root = "127.0.0.1:8080" };
	assert_int_equal(http_new(&http, &root, &err), -1);
	assert_non_null(strstr(err.text, "FROTH_FEED_ROOT"));
	struct http_options ca = { .user_agent = "t", .ca_file = "/nonexistent/ca.pem" };
	assert_int_equal(http_new(&http, &ca, &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/ca.pem"));
}

/* A port that nobody listens on: bound, so that nobody else takes it, and closed to connections. */
static int closed_port(int *port)
{
	int fd = socket(AF_INET, SOCK_STREAM, 0);
	struct sockaddr_in address = { .sin_family = AF_INET };
	socklen_t length = sizeof address;
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
	assert_int_equal(getsockname(fd, (struct sockaddr *)&address, &length), 0);
	*port = ntohs(address.sin_port);
	return fd;
}

static void a_closed_port_is_said_to_refuse(void **state)
{
	struct wire *w = *state;
	int port, fd = closed_port(&port);
	char url[64];
	snprintf(url, sizeof url, "http://127.0.0.1:%d/feed", port);
	struct http_options options = { 0 };
	struct http_request request = { .url = url };
	ask(w, &options, &request);
	close(fd);
	assert_int_equal(w->answer.outcome, HTTP_REFUSED);
	assert_string_equal(w->answer.error, "connection refused by 127.0.0.1");
	assert_int_equal(w->answer.status, 0);
}

static void a_name_that_nobody_knows_is_said_to_have_no_name_service(void **state)
{
	struct wire *w = *state;
	struct http_options options = { 0 };
	/* A label of 64 letters: the resolver turns it down without asking anybody. */
	struct http_request request = {
		.url = "http://abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyzabcdefghijkl.invalid/feed"
	};
	ask(w, &options, &request);
	assert_int_equal(w->answer.outcome, HTTP_UNREACHABLE);
	assert_memory_equal(w->answer.error, "no name service for abcdefg", 27);
}

static void a_server_that_stays_silent_is_given_up_after_the_time_allowed(void **state)
{
	struct wire *w = *state;
	server_put(&w->server, "example.org/feed", "{}");
	server_set_faults(&w->server, "example.org/feed * silent\n");
	struct http_options options = { .feed_root = w->server.url, .timeout_ms = 300 };
	struct http_request request = { .url = "https://example.org/feed" };
	ask(w, &options, &request);
	assert_int_equal(w->answer.outcome, HTTP_BROKEN);
	assert_string_equal(w->answer.error, "example.org did not answer within 1 s");
}

static void a_server_that_drips_is_given_up_as_too_slow(void **state)
{
	struct wire *w = *state;
	server_put(&w->server, "example.org/feed", "{ \"a\": \"0123456789012345678901234567890123456789\" }");
	server_set_faults(&w->server, "example.org/feed * identity trickle 1/200\n");
	struct http_options options = { .feed_root = w->server.url, .low_speed_s = 1 };
	struct http_request request = { .url = "https://example.org/feed" };
	ask(w, &options, &request);
	assert_int_equal(w->answer.outcome, HTTP_BROKEN);
	assert_string_equal(w->answer.error, "example.org sent less than 100 bytes a second for 1 s");
	assert_int_equal(w->answer.body.length, 0);
}

/* The fault, and what a person reads. Each that may be a stale connection is tried twice, no more. */
static void broken_answers_are_told_apart(void **state)
{
	struct wire *w = *state;
	static const struct {
		const char *fault, *sentence;
		int requests;
	} rows[] = {
		{ "identity truncate 20", "the answer of example.org ended early", 2 },
		{ "empty", "example.org closed the connection without an answer", 2 },
		{ "reset", "the connection to example.org was lost", 2 },
		{ "garbage", "example.org does not speak HTTP", 1 },
		{ "gzip-broken", "the answer of example.org is compressed wrongly", 1 },
		{ "endless", "the answer of example.org is larger than 65536 bytes", 1 },
		{ "bomb 64", "the answer of example.org is larger than 65536 bytes", 1 },
		{ "headers-endless", "the answer of example.org has a header of more than 64 KiB", 1 },
	};
	char body[2001];
	memset(body, 'x', sizeof body - 1);
	body[sizeof body - 1] = '\0';
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char target[64], script[128], url[96];
		snprintf(target, sizeof target, "example.org/f%zu", i);
		snprintf(script, sizeof script, "%s * %s\n", target, rows[i].fault);
		snprintf(url, sizeof url, "https://%s", target);
		server_put(&w->server, target, body);
		server_set_faults(&w->server, script);
		struct http_options options = { .feed_root = w->server.url, .body_limit = 65536 };
		struct http_request request = { .url = url };
		ask(w, &options, &request);
		assert_int_equal(w->answer.outcome, HTTP_BROKEN);
		assert_string_equal(w->answer.error, rows[i].sentence);
		assert_int_equal(w->answer.body.length, 0);
		assert_int_equal(server_requests(&w->server, target), rows[i].requests);
	}
}

static void a_connection_lost_once_is_tried_again_silently(void **state)
{
	struct wire *w = *state;
	server_put(&w->server, "example.org/feed", "{\"whole\": true}");
	server_set_faults(&w->server, "example.org/feed 1 empty\n");
	get(w, "https://example.org/feed");
	assert_int_equal(w->answer.outcome, HTTP_ANSWERED);
	assert_string_equal(buffer_text(&w->answer.body), "{\"whole\": true}");
	assert_int_equal(server_requests(&w->server, "example.org/feed"), 2);
}

static void certificates_are_checked_and_the_cause_named(void **state)
{
	(void)state;
	static const struct {
		const char *certificate, *authority, *sentence;
	} rows[] = {
		{ "good", "ca/ca.pem", "" },
		{ "good", "ca/selfsigned.pem",
		  "the certificate of 127.0.0.1 is not trusted: its authority is unknown here" },
		{ "expired", "ca/ca.pem", "the certificate of 127.0.0.1 has expired" },
		{ "wronghost", "ca/ca.pem", "the certificate shown by 127.0.0.1 is for another host" },
		{ "selfsigned", "ca/ca.pem", "the certificate of 127.0.0.1 is not trusted: it is signed by itself" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct wire w = { 0 };
		char url[96], authority[PATH_SIZE];
		server_start(&w.server, NULL, rows[i].certificate);
		server_put(&w.server, "127.0.0.1/feed", "{}");
		server_path(&w.server, rows[i].authority, authority, sizeof authority);
		snprintf(url, sizeof url, "%s/127.0.0.1/feed", w.server.url);
		struct http_options options = { .ca_file = authority };
		struct http_request request = { .url = url };
		ask(&w, &options, &request);
		assert_string_equal(w.answer.error, rows[i].sentence);
		assert_int_equal(w.answer.status, i == 0 ? 200 : 0);
		http_response_release(&w.answer);
		server_stop(&w.server);
	}
}

static void a_server_without_tls_where_https_is_asked_is_said(void **state)
{
	struct wire *w = *state;
	char url[96];
	snprintf(url, sizeof url, "https://127.0.0.1:%d/feed", w->server.port);
	struct http_options options = { 0 };
	struct http_request request = { .url = url };
	ask(w, &options, &request);
	assert_string_equal(w->answer.error, "127.0.0.1 does not speak TLS where https needs it");
}

/* ---- redirects ---- */

static void redirects_that_lead_astray_are_refused(void **state)
{
	struct wire *w = *state;
	static const struct {
		const char *to, *sentence;
	} rows[] = {
		{ "http://example.org/plain", "redirected from https to http at example.org, refused" },
		{ "ftp://example.org/f", "redirected to example.org, which is neither http nor https" },
		{ "file:///etc/passwd", "redirected to an address without a host, which is neither http nor https" },
		{ "https://127.0.0.1/x", "redirected from a public to a private address (127.0.0.1), refused" },
		{ "https://[::1]/x", "redirected from a public to a private address (::1), refused" },
		{ "https://0x7f.1/x", "redirected from a public to a private address (127.0.0.1), refused" },
		{ "https://169.254.169.254/latest",
		  "redirected from a public to a private address (169.254.169.254), refused" },
		{ "https://localhost/x", "redirected from a public to a private address (localhost), refused" },
		{ "https://[::ffff:10.0.0.1]/x",
		  "redirected from a public to a private address (::ffff:10.0.0.1), refused" },
		{ "/start", "more than 5 redirects, the last to example.org" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		char script[160];
		snprintf(script, sizeof script, "example.org/start * redirect %s\n", rows[i].to);
		server_set_faults(&w->server, script);
		get(w, "https://example.org/start");
		assert_int_equal(w->answer.outcome, HTTP_BROKEN);
		assert_string_equal(w->answer.error, rows[i].sentence);
	}
	assert_int_equal(server_requests(&w->server, "example.org/start"), 9 + 6);
	assert_int_equal(server_requests(&w->server, "127.0.0.1/"), 0);
}

static void a_redirect_to_another_host_is_followed_below_the_feed_root(void **state)
{
	struct wire *w = *state;
	char absolute[256];
	server_put(&w->server, "other.example/moved", "<rss/>");
	server_set_faults(&w->server, "example.org/old * status 301 redirect https://other.example/moved\n");
	get(w, "https://example.org/old");
	assert_string_equal(buffer_text(&w->answer.body), "<rss/>");
	assert_string_equal(w->answer.url, "https://other.example/moved");
	snprintf(absolute, sizeof absolute, "example.org/old * redirect %s/other.example/moved\n", w->server.url);
	server_set_faults(&w->server, absolute); /* a stand-in that names itself means the same place */
	get(w, "https://example.org/old");
	assert_string_equal(w->answer.url, "https://other.example/moved");
	server_set_faults(&w->server, "example.org/old * redirect ../moved\n");
	server_put(&w->server, "example.org/moved", "<feed/>");
	get(w, "https://example.org/old");
	assert_string_equal(buffer_text(&w->answer.body), "<feed/>");
}

static void only_a_way_of_permanent_redirects_is_a_move(void **state)
{
	struct wire *w = *state;
	static const struct {
		const char *script;
		bool moved;
	} rows[] = {
		{ "example.org/old * status 301 redirect https://example.org/moved\n", true },
		{ "example.org/old * status 308 redirect https://example.org/moved\n", true },
		{ "example.org/old * status 302 redirect https://example.org/moved\n", false },
		{ "example.org/old * status 301 redirect https://example.org/way\n"
		  "example.org/way * status 301 redirect https://example.org/moved\n",
		  true },
		{ "example.org/old * status 301 redirect https://example.org/way\n"
		  "example.org/way * status 302 redirect https://example.org/moved\n",
		  false },
		{ "example.org/old * status 302 redirect https://example.org/way\n"
		  "example.org/way * status 301 redirect https://example.org/moved\n",
		  false },
	};
	server_put(&w->server, "example.org/moved", "<rss/>");
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		server_set_faults(&w->server, rows[i].script);
		get(w, "https://example.org/old");
		assert_string_equal(w->answer.url, "https://example.org/moved");
		assert_int_equal(w->answer.moved, rows[i].moved);
	}
}

static void a_place_inside_may_redirect_inside(void **state)
{
	struct wire *w = *state;
	char url[128], script[256];
	server_put(&w->server, "127.0.0.1/to", "{}");
	snprintf(script, sizeof script, "* 1 redirect %s/127.0.0.1/to\n", w->server.url);
	server_set_faults(&w->server, script);
	snprintf(url, sizeof url, "%s/127.0.0.1/from", w->server.url);
	struct http_options options = { 0 };
	struct http_request request = { .url = url };
	ask(w, &options, &request);
	assert_string_equal(w->answer.error, "");
	assert_string_equal(buffer_text(&w->answer.body), "{}");
}

/* ---- what is good ---- */

static void an_answer_comes_whole_with_status_headers_and_tag(void **state)
{
	struct wire *w = *state;
	server_put(&w->server, "example.org/a/feed.xml@q=1", "<rss>one</rss>");
	struct http_options options = { .feed_root = w->server.url };
	struct http_request request = { .url = "https://example.org/a/feed.xml?q=1#part", .tag = w };
	ask(w, &options, &request);
	assert_int_equal(w->answer.outcome, HTTP_ANSWERED);
	assert_int_equal(w->answer.status, 200);
	assert_string_equal(buffer_text(&w->answer.body), "<rss>one</rss>");
	assert_ptr_equal(w->answer.tag, w);
	char value[HTTP_FIELD_SIZE];
	http_header(&w->answer, "content-TYPE", value, sizeof value);
	assert_non_null(strstr(value, "xml"));
	http_header(&w->answer, "X-Nothing", value, sizeof value);
	assert_string_equal(value, "");
	assert_int_equal(server_requests(&w->server, "froth-test/1"), 1);
}

static void a_packed_answer_is_counted_and_given_unpacked(void **state)
{
	struct wire *w = *state;
	char body[20001];
	memset(body, 'y', sizeof body - 1);
	body[sizeof body - 1] = '\0';
	server_put(&w->server, "example.org/long", body);
	get(w, "https://example.org/long");
	char value[HTTP_FIELD_SIZE];
	http_header(&w->answer, "Content-Encoding", value, sizeof value);
	assert_string_equal(value, "gzip");
	assert_string_equal(buffer_text(&w->answer.body), body);
}

static void validators_are_sent_and_answered_with_304(void **state)
{
	struct wire *w = *state;
	char etag[HTTP_FIELD_SIZE], modified[HTTP_FIELD_SIZE];
	server_put(&w->server, "example.org/feed", "<rss/>");
	get(w, "https://example.org/feed");
	http_header(&w->answer, "ETag", etag, sizeof etag);
	http_header(&w->answer, "Last-Modified", modified, sizeof modified);
	struct http_options options = { .feed_root = w->server.url };
	struct http_request request = { .url = "https://example.org/feed", .etag = etag };
	ask(w, &options, &request);
	assert_int_equal(w->answer.status, 304);
	assert_int_equal(w->answer.body.length, 0);
	request = (struct http_request){ .url = "https://example.org/feed", .last_modified = modified };
	ask(w, &options, &request);
	assert_int_equal(w->answer.status, 304);
}

static void many_requests_run_side_by_side_and_all_come_back(void **state)
{
	struct wire *w = *state;
	enum { MANY = 20 };
	struct http *http;
	struct error err;
	char urls[MANY][64];
	bool seen[MANY] = { false };
	struct http_options options = { .user_agent = "froth-test/1", .feed_root = w->server.url };
	assert_int_equal(http_new(&http, &options, &err), 0);
	for (size_t i = 0; i < MANY; i++) {
		char target[48];
		snprintf(target, sizeof target, "h%zu.example/feed", i);
		server_put(&w->server, target, target);
		snprintf(urls[i], sizeof urls[i], "https://%s", target);
		struct http_request request = { .url = urls[i], .tag = &seen[i] };
		assert_int_equal(http_start(http, &request, &err), 0);
	}
	assert_int_equal(http_running(http), MANY);
	for (size_t i = 0; i < MANY; i++) {
		finish(http, &w->answer);
		assert_int_equal(w->answer.status, 200);
		*(bool *)w->answer.tag = true;
	}
	for (size_t i = 0; i < MANY; i++)
		assert_true(seen[i]);
	http_free(http);
}

static void a_descriptor_of_the_caller_ends_the_wait(void **state)
{
	(void)state;
	struct http *http;
	struct error err;
	struct http_options options = { .user_agent = "froth-test/1" };
	assert_int_equal(http_new(&http, &options, &err), 0);
	int ends[2];
	assert_int_equal(pipe(ends), 0);
	struct pollfd fd = { .fd = ends[0], .events = POLLIN };
	assert_int_equal(http_wait(http, &fd, 1, 0, &err), 0);
	assert_int_equal(fd.revents, 0);
	assert_int_equal(write(ends[1], "x", 1), 1);
	assert_int_equal(http_wait(http, &fd, 1, 60000, &err), 0);
	assert_int_equal(fd.revents, POLLIN);
	char byte;
	assert_int_equal(read(ends[0], &byte, 1), 1);
	close(ends[1]);
	fd.revents = 0;
	assert_int_equal(http_wait(http, &fd, 1, 60000, &err), 0);
	assert_int_equal(fd.revents, POLLIN); /* closed, which read() then says */
	close(ends[0]);
	http_free(http);
}

static void requests_that_still_run_are_given_up_with_the_client(void **state)
{
	struct wire *w = *state;
	struct http *http;
	struct error err;
	server_put(&w->server, "example.org/feed", "{}");
	server_set_faults(&w->server, "example.org/feed * silent\n");
	struct http_options options = { .user_agent = "froth-test/1", .feed_root = w->server.url };
	assert_int_equal(http_new(&http, &options, &err), 0);
	struct http_request request = { .url = "https://example.org/feed" };
	assert_int_equal(http_start(http, &request, &err), 0);
	assert_int_equal(http_wait(http, NULL, 0, 50, &err), 0);
	http_free(http);
}

/* ---- header fields ---- */

static void the_charset_is_read_from_the_content_type(void **state)
{
	(void)state;
	static const struct {
		const char *field, *charset;
	} rows[] = {
		{ "Content-Type: text/xml; charset=ISO-8859-1", "ISO-8859-1" },
		{ "content-type:text/xml;charset=\"utf-8\"; x=y", "utf-8" },
		{ "Content-Type: application/rss+xml", "" },
		{ "Content-Type: text/xml; boundary=charset=x", "" },
		{ "Content-Typed: text/xml; charset=utf-8", "" },
	};
	for (size_t i = 0; i < sizeof rows / sizeof *rows; i++) {
		struct http_response answer = { 0 };
		char charset[32];
		buffer_init(&answer.headers, 0);
		buffer_format(&answer.headers, "HTTP/1.1 200 OK\r\n%s\r\n\r\n", rows[i].field);
		http_charset(&answer, charset, sizeof charset);
		assert_string_equal(charset, rows[i].charset);
		http_response_release(&answer);
	}
}

#define ON_WIRE(test) cmocka_unit_test_setup_teardown(test, open_plain, close_wire)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(an_address_that_is_not_of_the_web_is_refused_before_anything_is_sent),
		cmocka_unit_test(a_feed_root_or_certificate_file_that_cannot_be_is_named),
		ON_WIRE(a_closed_port_is_said_to_refuse),
		ON_WIRE(a_name_that_nobody_knows_is_said_to_have_no_name_service),
		ON_WIRE(a_server_that_stays_silent_is_given_up_after_the_time_allowed),
		ON_WIRE(a_server_that_drips_is_given_up_as_too_slow),
		ON_WIRE(broken_answers_are_told_apart),
		ON_WIRE(a_connection_lost_once_is_tried_again_silently),
		cmocka_unit_test(certificates_are_checked_and_the_cause_named),
		ON_WIRE(a_server_without_tls_where_https_is_asked_is_said),
		ON_WIRE(redirects_that_lead_astray_are_refused),
		ON_WIRE(only_a_way_of_permanent_redirects_is_a_move),
		ON_WIRE(a_redirect_to_another_host_is_followed_below_the_feed_root),
		ON_WIRE(a_place_inside_may_redirect_inside),
		ON_WIRE(an_answer_comes_whole_with_status_headers_and_tag),
		ON_WIRE(a_packed_answer_is_counted_and_given_unpacked),
		ON_WIRE(validators_are_sent_and_answered_with_304),
		ON_WIRE(many_requests_run_side_by_side_and_all_come_back),
		cmocka_unit_test(a_descriptor_of_the_caller_ends_the_wait),
		ON_WIRE(requests_that_still_run_are_given_up_with_the_client),
		cmocka_unit_test(the_charset_is_read_from_the_content_type),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
