/* The feed server itself, over real sockets: what the tests of everything else lean on. */
#include <arpa/inet.h>
#include <curl/curl.h>
#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "base/paths.h"

#define DEADLINE_MS 20000
#define PAYLOAD "{\"payload\": \"of feedd's own test, long enough to be cut, packed and trickled\"}\n"

struct feedd {
	char folder[64]; /* scratch: root/, faults, log */
	pid_t pid;
	int input, output; /* our ends of its pipes */
	int port;
	struct buffer printed; /* stdout and stderr */
};

struct answer {
	int status;         /* 0: no status line came */
	int failure;        /* errno of the read that ended it; 0: orderly end */
	struct buffer text; /* head and body */
	const char *body;   /* in text, "" if the head never ended */
	size_t length;
};

static void file_write(const struct feedd *f, const char *name, const char *text)
{
	char path[PATH_SIZE];
	struct error err;
	snprintf(path, sizeof path, "%s/%s", f->folder, name);
	if (file_replace(path, text, strlen(text), &err))
		fail_msg("%s", err.text);
}

static void folder_make(struct feedd *f)
{
	*f = (struct feedd){ .folder = "/tmp/feedd-test-XXXXXX", .input = -1, .output = -1 };
	assert_non_null(mkdtemp(f->folder));
	file_write(f, "root/example.org/feed.json", PAYLOAD);
	buffer_init(&f->printed, 1 << 16);
}

static void feedd_spawn(struct feedd *f, const char *const *argv)
{
	int in[2], out[2];
	assert_int_equal(pipe(in), 0);
	assert_int_equal(pipe(out), 0);
	fcntl(in[1], F_SETFD, FD_CLOEXEC);
	f->pid = fork();
	if (!f->pid) {
		dup2(in[0], STDIN_FILENO);
		dup2(out[1], STDOUT_FILENO);
		dup2(out[1], STDERR_FILENO);
		close(in[0]), close(out[0]), close(out[1]);
		union {
			const char *const *given;
			char *const *wanted; /* exec changes nothing, but its type is older than const */
		} words = { .given = argv };
		if (argv[0])
			execv(argv[0], words.wanted);
		_exit(127);
	}
	close(in[0]);
	close(out[1]);
	f->input = in[1];
	f->output = out[0];
}

/* Reads what feedd prints until `text` is there; false: it ended before. */
static bool printed_wait(struct feedd *f, const char *text)
{
	while (!strstr(buffer_text(&f->printed), text)) {
		char block[512];
		struct pollfd p = { .fd = f->output, .events = POLLIN };
		if (poll(&p, 1, DEADLINE_MS) <= 0)
			fail_msg("feedd did not print %s in time", text);
		ssize_t n = read(f->output, block, sizeof block);
		if (n <= 0)
			return false;
		buffer_append(&f->printed, block, (size_t)n);
	}
	return true;
}

/* Starts feedd on the folder with up to three further arguments. */
static bool feedd_start_with(struct feedd *f, const char *first, const char *second, const char *third)
{
	char root[PATH_SIZE], log[PATH_SIZE], faults[PATH_SIZE];
	snprintf(root, sizeof root, "%s/root", f->folder);
	snprintf(log, sizeof log, "%s/log", f->folder);
	snprintf(faults, sizeof faults, "%s/faults", f->folder);
	const char *argv[16] = { getenv("FEEDD"), "--root", root, "--log", log };
	size_t argc = 5;
	if (!access(faults, R_OK)) {
		argv[argc++] = "--faults";
		argv[argc++] = faults;
	}
	argv[argc++] = first;
	argv[argc++] = second;
	argv[argc] = third;
	feedd_spawn(f, argv);
	if (!printed_wait(f, "\n") || strncmp(buffer_text(&f->printed), "port ", 5) != 0)
		return false;
	f->port = (int)strtol(buffer_text(&f->printed) + 5, NULL, 10);
	return f->port > 0;
}

static bool feedd_start(struct feedd *f)
{
	return feedd_start_with(f, NULL, NULL, NULL);
}

static int feedd_status(struct feedd *f)
{
	int status = 0;
	while (waitpid(f->pid, &status, 0) < 0 && errno == EINTR)
		;
	f->pid = 0;
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static void feedd_stop(struct feedd *f)
{
	char command[128];
	close(f->input);
	if (f->pid)
		assert_int_equal(feedd_status(f), 0);
	close(f->output);
	buffer_release(&f->printed);
	snprintf(command, sizeof command, "rm -rf %s", f->folder);
	assert_int_equal(system(command), 0);
}

static int connect_to(const struct feedd *f)
{
	struct sockaddr_in address = { .sin_family = AF_INET, .sin_port = htons((uint16_t)f->port) };
	address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	assert_int_equal(connect(fd, (struct sockaddr *)(void *)&address, sizeof address), 0);
	return fd;
}

/* Sends "METHOD TARGET" and further header lines. */
static int request_send(const struct feedd *f, const char *line, const char *headers)
{
	char text[8192];
	int fd = connect_to(f);
	int n = snprintf(text, sizeof text, "%s HTTP/1.1\r\n%s%sConnection: close\r\n\r\n", line,
			 strstr(headers, "Host:") ? "" : "Host: 127.0.0.1\r\n", headers);
	assert_int_equal(send(fd, text, (size_t)n, MSG_NOSIGNAL), n);
	return fd;
}

/* Reads at least `least` bytes or to the end, whichever is first. */
static void answer_read(struct answer *a, int fd, size_t least)
{
	while (a->text.length < least) {
		char block[16384];
		struct pollfd p = { .fd = fd, .events = POLLIN };
		if (poll(&p, 1, DEADLINE_MS) <= 0)
			fail_msg("no answer in time, only: %s", buffer_text(&a->text));
		ssize_t n = recv(fd, block, sizeof block, 0);
		a->failure = n < 0 ? errno : 0;
		if (n <= 0)
			break;
		assert_int_equal(buffer_append(&a->text, block, (size_t)n), 0);
	}
	const char *end = a->text.length ? strstr(a->text.data, "\r\n\r\n") : NULL;
	a->body = end ? end + 4 : "";
	a->length = end ? a->text.length - (size_t)(a->body - a->text.data) : 0;
	const char *line = buffer_text(&a->text);
	a->status = strncmp(line, "HTTP/1.1 ", 9) == 0 ? (int)strtol(line + 9, NULL, 10) : 0;
}

static struct answer ask_with(const struct feedd *f, const char *line, const char *headers)
{
	struct answer a = { 0 };
	buffer_init(&a.text, 64 << 20);
	int fd = request_send(f, line, headers);
	answer_read(&a, fd, SIZE_MAX);
	close(fd);
	return a;
}

static struct answer ask(const struct feedd *f, const char *target)
{
	char line[4096];
	snprintf(line, sizeof line, "GET %s", target);
	return ask_with(f, line, "");
}

static void answer_header(const struct answer *a, const char *name, char value[256])
{
	char want[128];
	snprintf(want, sizeof want, "\r\n%s: ", name);
	const char *at = strstr(buffer_text(&a->text), want);
	value[0] = '\0';
	if (at && (!*a->body || at < a->body))
		snprintf(value, 256, "%.*s", (int)strcspn(at + strlen(want), "\r"), at + strlen(want));
}

static void assert_header(const struct answer *a, const char *name, const char *value)
{
	char have[256];
	answer_header(a, name, have);
	assert_string_equal(have, value);
}

/* Asks and wants this status and body. */
static void assert_answer(const struct feedd *f, const char *target, int status, const char *body)
{
	struct answer a = ask(f, target);
	assert_int_equal(a.status, status);
	assert_int_equal(a.failure, 0);
	assert_string_equal(a.body, body);
	buffer_release(&a.text);
}

static void assert_status(const struct feedd *f, const char *target, int status)
{
	struct answer a = ask(f, target);
	assert_int_equal(a.status, status);
	buffer_release(&a.text);
}

static void log_read(const struct feedd *f, struct buffer *out)
{
	char path[PATH_SIZE];
	struct error err;
	snprintf(path, sizeof path, "%s/log", f->folder);
	buffer_init(out, 1 << 20);
	if (file_read(path, out, &err))
		fail_msg("%s", err.text);
}

/* ---- refusals ---- */

static void refused_script(const char *script, const char *sentence)
{
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults", script);
	assert_false(feedd_start(&f));
	assert_int_equal(feedd_status(&f), 1);
	if (!strstr(buffer_text(&f.printed), sentence))
		fail_msg("\"%s\" is not in: %s", sentence, buffer_text(&f.printed));
	feedd_stop(&f);
}

static void a_wrong_rule_is_refused_by_line(void **state)
{
	(void)state;
	refused_script("# fine\nexample.org 1\n", "line 2: a rule is MATCH RANGE ACTION");
	refused_script("example.org 0 reset\n", "line 1: a range is");
	refused_script("example.org 3-2 reset\n", "line 1: a range is");
	refused_script("example.org */0 reset\n", "line 1: a range is");
	refused_script("example.org 1x reset\n", "line 1: a range is");
	refused_script("example.org 99999999999999999999 reset\n", "line 1: a range is");
	refused_script("\n\nexample.org * explode\n", "line 3: no action is called \"explode\"");
	refused_script("example.org * status often\n", "line 1: status takes a status code");
	refused_script("example.org * status\n", "line 1: status takes a status code");
	refused_script("example.org * trickle 5\n", "line 1: trickle takes BYTES/MS");
	refused_script("example.org * trickle 0/5\n", "line 1: trickle takes BYTES/MS");
	refused_script("example.org * type a type b\n", "line 1: type takes a media type once");
	refused_script("example.org * type \"open\n", "line 1: a rule is MATCH RANGE ACTION");
}

static void a_folder_or_certificate_that_is_not_there_is_named(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	assert_false(feedd_start_with(&f, "--root", "/nonexistent/folder", NULL));
	assert_non_null(strstr(buffer_text(&f.printed), "/nonexistent/folder"));
	assert_int_equal(feedd_status(&f), 1);
	feedd_stop(&f);
	folder_make(&f);
	assert_false(feedd_start_with(&f, "--tls", "/nonexistent.pem", "/nonexistent.key"));
	assert_non_null(strstr(buffer_text(&f.printed), "/nonexistent.pem"));
	assert_int_equal(feedd_status(&f), 1);
	feedd_stop(&f);
}

static void a_wrong_option_ends_with_2(void **state)
{
	(void)state;
	const char *const wrong[] = { "--port=x", "--port=65536", "--what", "word" };
	for (size_t i = 0; i < sizeof wrong / sizeof *wrong; i++) {
		struct feedd f;
		folder_make(&f);
		assert_false(feedd_start_with(&f, wrong[i], NULL, NULL));
		assert_int_equal(feedd_status(&f), 2);
		feedd_stop(&f);
	}
}

static void a_port_in_use_is_refused(void **state)
{
	(void)state;
	struct feedd f, second;
	char port[16];
	folder_make(&f);
	assert_true(feedd_start(&f));
	folder_make(&second);
	snprintf(port, sizeof port, "%d", f.port);
	assert_false(feedd_start_with(&second, "--port", port, NULL));
	assert_non_null(strstr(buffer_text(&second.printed), port));
	assert_int_equal(feedd_status(&second), 1);
	feedd_stop(&second);
	feedd_stop(&f);
}

static void no_path_leads_out_of_the_folder(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "secret", "secret\n");
	assert_true(feedd_start(&f));
	const char *const ways[] = { "/../secret",
				     "/example.org/../../secret",
				     "/example.org/..%2f..%2fsecret",
				     "/%2e%2e/secret",
				     "/example.org/./feed.json",
				     "//secret",
				     "/example.org//feed.json",
				     "/..%5csecret",
				     "/example.org/feed.json%00.txt",
				     "/",
				     "/example.org/feed.json/" };
	for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
		assert_status(&f, ways[i], 404);
	const char *const queries[] = { "/example.org/x?/../../secret", "/example.org/x?%2f..%2f..%2f..%2fsecret" };
	for (size_t i = 0; i < sizeof queries / sizeof *queries; i++)
		assert_status(&f, queries[i], 404);
	feedd_stop(&f);
}

/* ---- the folder ---- */

static void a_file_is_served_under_its_host_by_path_by_host_header_and_as_a_proxy(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	assert_true(feedd_start(&f));
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	assert_answer(&f, "http://example.org/feed.json", 200, PAYLOAD);
	struct answer a = ask_with(&f, "GET /feed.json", "Host: example.org:443\r\n");
	assert_string_equal(a.body, PAYLOAD);
	assert_header(&a, "Content-Type", "application/json");
	buffer_release(&a.text);
	a = ask_with(&f, "GET /example.org/feed.json", "Host: example.org\r\n");
	assert_int_equal(a.status, 200);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_head_request_gets_the_same_head_and_no_body(void **state)
{
	(void)state;
	struct feedd f;
	char length[32];
	folder_make(&f);
	assert_true(feedd_start(&f));
	struct answer a = ask_with(&f, "HEAD /example.org/feed.json", "");
	assert_int_equal(a.status, 200);
	assert_int_equal(a.length, 0);
	snprintf(length, sizeof length, "%zu", strlen(PAYLOAD));
	assert_header(&a, "Content-Length", length);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void symbols_with_signs_are_files_of_their_decoded_name(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "root/q.example/chart/^GSPC", "index");
	file_write(&f, "root/q.example/chart/JPY=X", "yen");
	file_write(&f, "root/q.example/chart/9984.T", "softbank");
	assert_true(feedd_start(&f));
	assert_answer(&f, "/q.example/chart/%5EGSPC", 200, "index");
	assert_answer(&f, "/q.example/chart/%5eGSPC?range=1d", 200, "index");
	assert_answer(&f, "/q.example/chart/^GSPC", 200, "index");
	assert_answer(&f, "/q.example/chart/JPY=X", 200, "yen");
	assert_answer(&f, "/q.example/chart/JPY%3DX", 200, "yen");
	assert_answer(&f, "/q.example/chart/9984.T", 200, "softbank");
	feedd_stop(&f);
}

static void the_closest_file_for_a_query_answers(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "root/q.example/spark", "any");
	file_write(&f, "root/q.example/spark@symbols=NVDA%2CAMD", "two");
	file_write(&f, "root/q.example/spark@symbols=NVDA,AMD&range=5d", "five days");
	file_write(&f, "root/q.example/spark?interval=5m&symbols=ORCL", "exact");
	file_write(&f, "root/q.example/folder/index", "of the folder");
	assert_true(feedd_start(&f));
	assert_answer(&f, "/q.example/spark", 200, "any");
	assert_answer(&f, "/q.example/spark?symbols=TSM", 200, "any");
	assert_answer(&f, "/q.example/spark?symbols=NVDA,AMD", 200, "two");
	assert_answer(&f, "/q.example/spark?range=1d&symbols=NVDA%2cAMD", 200, "two");
	assert_answer(&f, "/q.example/spark?range=5d&symbols=NVDA%2CAMD", 200, "five days");
	assert_answer(&f, "/q.example/spark?interval=5m&symbols=ORCL", 200, "exact");
	assert_answer(&f, "/q.example/spark?symbols=ORCL&interval=5m", 200, "exact");
	assert_answer(&f, "/q.example/folder/", 200, "of the folder");
	assert_answer(&f, "/q.example/folder", 200, "of the folder");
	assert_status(&f, "/q.example/none", 404);
	feedd_stop(&f);
}

static void a_sidecar_sets_and_takes_headers_and_redirects_without_a_file(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "root/example.org/feed.json.headers",
		   "# comment\nCache-Control: max-age=10\nETag:\n"
		   "Last-Modified:\nContent-Type: text/plain\n");
	file_write(&f, "root/example.org/old.headers", "Status: 301\nLocation: /example.org/feed.json\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json");
	assert_header(&a, "Cache-Control", "max-age=10");
	assert_header(&a, "ETag", "");
	assert_header(&a, "Last-Modified", "");
	assert_header(&a, "Content-Type", "text/plain");
	buffer_release(&a.text);
	a = ask(&f, "/example.org/old");
	assert_int_equal(a.status, 301);
	assert_header(&a, "Location", "/example.org/feed.json");
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_validator_that_fits_is_answered_with_304_and_no_body(void **state)
{
	(void)state;
	struct feedd f;
	char tag[256], time[256], headers[600];
	folder_make(&f);
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json");
	answer_header(&a, "ETag", tag);
	answer_header(&a, "Last-Modified", time);
	assert_int_equal(tag[0], '"');
	buffer_release(&a.text);
	const struct {
		const char *form, *value;
		int status;
	} cases[] = {
		{ "If-None-Match: %s\r\n", tag, 304 },
		{ "If-None-Match: \"other\", W/%s\r\n", tag, 304 },
		{ "If-None-Match: \"other\"\r\nIf-Modified-Since: %s\r\n", time, 200 },
		{ "If-Modified-Since: %s\r\n", time, 304 },
		{ "If-Modified-Since: %s\r\n", "Thu, 01 Jan 1970 00:00:01 GMT", 200 },
		{ "If-Modified-Since: %s\r\n", "yesterday", 200 },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		size_t before = strcspn(cases[i].form, "%");
		snprintf(headers, sizeof headers, "%.*s%s%s", (int)before, cases[i].form, cases[i].value,
			 cases[i].form + before + 2);
		a = ask_with(&f, "GET /example.org/feed.json", headers);
		assert_int_equal(a.status, cases[i].status);
		assert_int_equal(a.length, cases[i].status == 304 ? 0 : strlen(PAYLOAD));
		buffer_release(&a.text);
	}
	file_write(&f, "root/example.org/feed.json", "{}");
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", tag);
	a = ask_with(&f, "GET /example.org/feed.json", headers);
	assert_int_equal(a.status, 200);
	assert_string_equal(a.body, "{}");
	buffer_release(&a.text);
	feedd_stop(&f);
}

/* ---- faults ---- */

static void a_rule_acts_on_the_requests_of_its_range(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults",
		   "# the comment\n"
		   "example.org/feed.json?a 2-3 status 429 retry-after 120\n"
		   "example.org/feed.json?a 5- status 503\n"
		   "*json?b */2 status 500\n"
		   "example.org/feed.json?c 1 status 503 retry-after \"Wed, 21 Oct 2026 07:28:00 GMT\"\n");
	assert_true(feedd_start(&f));
	const int a_status[] = { 200, 429, 429, 200, 503, 503 }, b_status[] = { 200, 500, 200, 500 };
	for (size_t i = 0; i < sizeof a_status / sizeof *a_status; i++)
		assert_status(&f, "/example.org/feed.json?a", a_status[i]);
	for (size_t i = 0; i < sizeof b_status / sizeof *b_status; i++)
		assert_status(&f, "/example.org/feed.json?b", b_status[i]);
	assert_status(&f, "/example.org/feed.json", 200);
	struct answer a = ask(&f, "/example.org/feed.json?c");
	assert_int_equal(a.status, 503);
	assert_header(&a, "Retry-After", "Wed, 21 Oct 2026 07:28:00 GMT");
	assert_header(&a, "ETag", "");
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void the_script_is_read_again_on_hangup_and_a_wrong_one_is_left(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults", "* 1 status 500\n");
	assert_true(feedd_start(&f));
	assert_status(&f, "/example.org/feed.json", 500);
	assert_status(&f, "/example.org/feed.json", 200);
	file_write(&f, "faults", "* 1 status 502\n");
	kill(f.pid, SIGHUP);
	assert_true(printed_wait(&f, "reloaded"));
	assert_status(&f, "/example.org/feed.json", 502);
	file_write(&f, "faults", "* 1 nonsense\n");
	kill(f.pid, SIGHUP);
	assert_true(printed_wait(&f, "the old script stays"));
	assert_status(&f, "/example.org/feed.json", 200);
	feedd_stop(&f);
}

static void faults_of_content_arrive_as_written(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "root/example.org/drift.json", "{\"renamed\": 1}");
	file_write(&f, "faults",
		   "*?html * html\n*?type * type image/png\n*?cut * cut 10\n*?file * file example.org/drift.json\n"
		   "*?header * header \"X-Odd: yes\"\n*?redirect * redirect https://elsewhere.example/x\n"
		   "*?moved * status 308 redirect /y\n*?204 * status 204\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json?html");
	assert_int_equal(a.status, 200);
	assert_header(&a, "Content-Type", "text/html; charset=utf-8");
	assert_non_null(strstr(a.body, "<!DOCTYPE html>"));
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?type");
	assert_header(&a, "Content-Type", "image/png");
	assert_string_equal(a.body, PAYLOAD);
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?cut");
	assert_header(&a, "Content-Length", "10");
	assert_int_equal(a.length, 10);
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?header");
	assert_header(&a, "X-Odd", "yes");
	buffer_release(&a.text);
	a = ask(&f, "/example.org/feed.json?redirect");
	assert_int_equal(a.status, 302);
	assert_header(&a, "Location", "https://elsewhere.example/x");
	buffer_release(&a.text);
	assert_answer(&f, "/example.org/feed.json?file", 200, "{\"renamed\": 1}");
	assert_status(&f, "/example.org/feed.json?moved", 308);
	assert_answer(&f, "/example.org/feed.json?204", 204, "");
	feedd_stop(&f);
}

static void faults_of_validators_arrive_as_written(void **state)
{
	(void)state;
	struct feedd f;
	char first[256], second[256], headers[600];
	folder_make(&f);
	file_write(&f, "faults", "*?broken * etag-broken\n*?turns 2- etag \"\\\"next\\\"\"\n*?turns2 2- etag W/next\n");

	file_write(&f, "faults", "*?broken * etag-broken\n*?turns 2- etag W/next\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json?broken");
	answer_header(&a, "ETag", first);
	buffer_release(&a.text);
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", first);
	a = ask_with(&f, "GET /example.org/feed.json?broken", headers);
	answer_header(&a, "ETag", second);
	assert_int_equal(a.status, 200);
	assert_string_not_equal(first, second);
	buffer_release(&a.text);

	a = ask(&f, "/example.org/feed.json?turns");
	answer_header(&a, "ETag", first);
	buffer_release(&a.text);
	snprintf(headers, sizeof headers, "If-None-Match: %s\r\n", first);
	a = ask_with(&f, "GET /example.org/feed.json?turns", headers);
	assert_int_equal(a.status, 304);
	assert_header(&a, "ETag", "W/next");
	buffer_release(&a.text);
	a = ask_with(&f, "GET /example.org/feed.json?turns", "If-None-Match: W/next\r\n");
	assert_int_equal(a.status, 304);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_truncated_body_ends_before_its_length(void **state)
{
	(void)state;
	struct feedd f;
	char length[256];
	folder_make(&f);
	file_write(&f, "faults", "* * truncate 20\n");
	assert_true(feedd_start(&f));
	struct answer a = ask(&f, "/example.org/feed.json");
	answer_header(&a, "Content-Length", length);
	assert_int_equal(strtol(length, NULL, 10), (long)strlen(PAYLOAD));
	assert_int_equal(a.length, 20);
	assert_memory_equal(a.body, PAYLOAD, 20);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void an_endless_body_goes_on_and_the_server_serves_others(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults", "*?endless * endless\n*?headers * headers-endless\n");
	assert_true(feedd_start(&f));
	const char *const kinds[] = { "GET /example.org/feed.json?endless", "GET /example.org/feed.json?headers" };
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		struct answer a = { 0 };
		buffer_init(&a.text, 64 << 20);
		int fd = request_send(&f, kinds[i], "");
		answer_read(&a, fd, 1 << 20);
		assert_int_equal(a.status, 200);
		assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
		close(fd);
		buffer_release(&a.text);
	}
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	feedd_stop(&f);
}

/* Asks for what comes late or never, sees another request served meanwhile, and gives what had come by then. */
static struct answer ask_held(const struct feedd *f, const char *line, size_t least)
{
	struct answer a = { 0 };
	buffer_init(&a.text, 1 << 20);
	int fd = request_send(f, line, "");
	answer_read(&a, fd, least);
	assert_answer(f, "/example.org/feed.json", 200, PAYLOAD);
	struct pollfd p = { .fd = fd, .events = POLLIN };
	assert_int_equal(poll(&p, 1, 0), 0); /* neither bytes nor an end */
	close(fd);
	return a;
}

static void what_is_held_back_holds_nobody_else(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults",
		   "*?silent * silent\n*?late * delay 3600000\n*?trickle * trickle 7/3600000\n"
		   "*?slow * headers-slow\n");
	assert_true(feedd_start(&f));
	struct answer a = ask_held(&f, "GET /example.org/feed.json?silent", 0);
	buffer_release(&a.text);
	a = ask_held(&f, "GET /example.org/feed.json?late", 0);
	buffer_release(&a.text);
	struct answer whole = ask(&f, "/example.org/feed.json");
	size_t head = (size_t)(whole.body - whole.text.data);
	a = ask_held(&f, "GET /example.org/feed.json?trickle", head + 7);
	assert_int_equal(a.length, 7);
	buffer_release(&a.text);
	buffer_release(&whole.text);
	int fd = request_send(&f, "GET /example.org/feed.json?slow", "");
	a = (struct answer){ 0 };
	buffer_init(&a.text, 1 << 20);
	answer_read(&a, fd, strlen("HTTP/1.1 200 OK\r\nX-Again: 1\r\n"));
	assert_non_null(strstr(buffer_text(&a.text), "X-Again"));
	close(fd);
	buffer_release(&a.text);
	feedd_stop(&f);
}

static void a_delayed_and_trickled_answer_is_whole_in_the_end(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults", "* * delay 5 trickle 10/1\n");
	assert_true(feedd_start(&f));
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	feedd_stop(&f);
}

static void faults_below_http_arrive_as_written(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults",
		   "*?empty * empty\n*?reset * reset\n*?garbage * garbage\n*?half * headers-half\n"
		   "*?chunk * chunk-broken\n");
	assert_true(feedd_start(&f));
	const struct {
		const char *target;
		int status, failure;
		const char *text;
	} cases[] = {
		{ "/example.org/feed.json?empty", 0, 0, NULL },
		{ "/example.org/feed.json?reset", 200, ECONNRESET, "Content-Length: 5000" },
		{ "/example.org/feed.json?garbage", 0, 0, NULL },
		{ "/example.org/feed.json?half", 200, 0, "Content-Type: appl" },
		{ "/example.org/feed.json?chunk", 200, 0, "FFFFFFFFFFFFFFFFF" },
	};
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct answer a = ask(&f, cases[i].target);
		assert_int_equal(a.status, cases[i].status);
		assert_int_equal(a.failure, cases[i].failure);
		if (cases[i].text)
			assert_non_null(strstr(buffer_text(&a.text), cases[i].text));
		assert_int_equal(!a.text.length, i == 0);
		buffer_release(&a.text);
	}
	assert_answer(&f, "/example.org/feed.json", 200, PAYLOAD);
	feedd_stop(&f);
}

/* ---- the log, and the end ---- */

static void the_log_has_a_line_a_request(void **state)
{
	(void)state;
	struct feedd f;
	struct buffer log;
	folder_make(&f);
	file_write(&f, "faults", "# one\n*?x 1 status 429\n*?x 2 silent\n");
	assert_true(feedd_start(&f));
	struct answer a = ask_with(&f, "GET /example.org/feed.json?x", "User-Agent: froth/0.1 (test)\r\n");
	buffer_release(&a.text);
	a = ask_with(&f, "HEAD /example.org/feed.json", "If-None-Match: \"x\"\r\n");
	buffer_release(&a.text);
	a = ask_held(&f, "GET /example.org/feed.json?x", 0);
	buffer_release(&a.text);
	log_read(&f, &log);
	const char *lines[] = { "GET\texample.org/feed.json?x\t429\t28\tno\t2\tfroth/0.1 (test)",
				"HEAD\texample.org/feed.json\t200\t79\tyes\t-\t-",
				"GET\texample.org/feed.json?x\t-\t-\tno\t3\t-" };
	char *rest = NULL, *line = strtok_r(log.data, "\n", &rest);
	for (size_t i = 0; i < 3; i++, line = strtok_r(NULL, "\n", &rest)) {
		assert_non_null(line);
		assert_string_equal(strchr(line, '\t') + 1, lines[i]);
	}
	buffer_release(&log);
	feedd_stop(&f);
}

static void it_ends_on_a_signal_and_with_its_standard_input(void **state)
{
	(void)state;
	struct feedd f;
	folder_make(&f);
	file_write(&f, "faults", "* * silent\n");
	assert_true(feedd_start(&f));
	int fd = request_send(&f, "GET /example.org/feed.json", "");
	kill(f.pid, SIGTERM);
	assert_int_equal(feedd_status(&f), 0);
	close(fd);
	feedd_stop(&f);
	folder_make(&f);
	assert_true(feedd_start(&f));
	feedd_stop(&f); /* closes its input, and wants status 0 */
}

/* ---- gzip and TLS, with a real client ---- */

static size_t body_append(char *bytes, size_t size, size_t count, void *cls)
{
	return buffer_append(cls, bytes, size * count) ? 0 : size * count;
}

/* Fetches with libcurl; *body is what a program would see. */
static CURLcode fetch(const char *url, const char *ca_file, struct buffer *body)
{
	CURL *curl = curl_easy_init();
	curl_easy_setopt(curl, CURLOPT_URL, url);
	curl_easy_setopt(curl, CURLOPT_ACCEPT_ENCODING, "gzip");
	curl_easy_setopt(curl, CURLOPT_FOLLOWLOCATION, 1L);
	curl_easy_setopt(curl, CURLOPT_MAXREDIRS, 5L);
	curl_easy_setopt(curl, CURLOPT_TIMEOUT_MS, (long)DEADLINE_MS);
	curl_easy_setopt(curl, CURLOPT_WRITEFUNCTION, body_append);
	curl_easy_setopt(curl, CURLOPT_WRITEDATA, (void *)body);
	if (ca_file)
		curl_easy_setopt(curl, CURLOPT_CAINFO, ca_file);
	buffer_clear(body);
	CURLcode code = curl_easy_perform(curl);
	curl_easy_cleanup(curl);
	return code;
}

static void a_client_that_accepts_gzip_gets_it(void **state)
{
	(void)state;
	struct feedd f;
	struct buffer body;
	char url[128], tag[256];
	folder_make(&f);
	file_write(&f, "faults",
		   "*?plain * identity\n*?broken * gzip-broken\n*?bomb * bomb 3\n*?round * redirect "
		   "/example.org/feed.json?round\n*?there * redirect /example.org/feed.json\n");
	assert_true(feedd_start(&f));
	struct answer a = ask_with(&f, "GET /example.org/feed.json", "Accept-Encoding: br, gzip\r\n");
	assert_header(&a, "Content-Encoding", "gzip");
	assert_memory_equal(a.body, "\x1f\x8b", 2);
	answer_header(&a, "ETag", tag);
	assert_non_null(strstr(tag, "-gzip\""));
	buffer_release(&a.text);
	a = ask_with(&f, "GET /example.org/feed.json?plain", "Accept-Encoding: gzip\r\n");
	assert_header(&a, "Content-Encoding", "");
	assert_string_equal(a.body, PAYLOAD);
	buffer_release(&a.text);

	buffer_init(&body, 8 << 20);
	const struct {
		const char *query;
		CURLcode code;
		size_t length;
	} cases[] = { { "", CURLE_OK, strlen(PAYLOAD) },
		      { "?broken", CURLE_BAD_CONTENT_ENCODING, 0 },
		      { "?bomb", CURLE_OK, 3 << 20 },
		      { "?there", CURLE_OK, strlen(PAYLOAD) },
		      { "?round", CURLE_TOO_MANY_REDIRECTS, 0 } };
	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		snprintf(url, sizeof url, "http://127.0.0.1:%d/example.org/feed.json%s", f.port, cases[i].query);
		assert_int_equal(fetch(url, NULL, &body), cases[i].code);
		if (cases[i].code == CURLE_OK)
			assert_int_equal(body.length, cases[i].length);
	}
	buffer_release(&body);
	feedd_stop(&f);
}

static void a_client_trusts_the_good_certificate_and_no_other(void **state)
{
	(void)state;
	struct feedd f;
	struct buffer body;
	char command[128], ca[128], certificate[128], key[128], url[128];
	const char *const kinds[] = { "good", "expired", "wronghost", "selfsigned" };
	buffer_init(&body, 1 << 20);
	for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++) {
		folder_make(&f);
		file_write(&f, "faults",
			   "*?cut * truncate 5\n*?empty * empty\n*?garbage * garbage\n*?late * delay 3\n");
		snprintf(command, sizeof command, "sh tests/feedd/ca.sh %s/tls", f.folder);
		assert_int_equal(system(command), 0);
		snprintf(ca, sizeof ca, "%s/tls/ca.pem", f.folder);
		snprintf(certificate, sizeof certificate, "%s/tls/%s.pem", f.folder, kinds[i]);
		snprintf(key, sizeof key, "%s/tls/%s.key", f.folder, kinds[i]);
		assert_true(feedd_start_with(&f, "--tls", certificate, key));
		snprintf(url, sizeof url, "https://127.0.0.1:%d/example.org/feed.json", f.port);
		assert_int_equal(fetch(url, ca, &body), i ? CURLE_PEER_FAILED_VERIFICATION : CURLE_OK);
		assert_string_equal(buffer_text(&body), i ? "" : PAYLOAD);
		if (i == 0) {
			const struct {
				const char *query;
				CURLcode code;
			} cases[] = { { "cut", CURLE_PARTIAL_FILE },
				      { "empty", CURLE_GOT_NOTHING },
				      { "garbage", CURLE_UNSUPPORTED_PROTOCOL },
				      { "late", CURLE_OK } };
			for (size_t n = 0; n < sizeof cases / sizeof *cases; n++) {
				snprintf(url, sizeof url, "https://localhost:%d/example.org/feed.json?%s", f.port,
					 cases[n].query);
				assert_int_equal(fetch(url, ca, &body), cases[n].code);
			}
		}
		feedd_stop(&f);
	}
	buffer_release(&body);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_wrong_rule_is_refused_by_line),
		cmocka_unit_test(a_folder_or_certificate_that_is_not_there_is_named),
		cmocka_unit_test(a_wrong_option_ends_with_2),
		cmocka_unit_test(a_port_in_use_is_refused),
		cmocka_unit_test(no_path_leads_out_of_the_folder),
		cmocka_unit_test(a_file_is_served_under_its_host_by_path_by_host_header_and_as_a_proxy),
		cmocka_unit_test(a_head_request_gets_the_same_head_and_no_body),
		cmocka_unit_test(symbols_with_signs_are_files_of_their_decoded_name),
		cmocka_unit_test(the_closest_file_for_a_query_answers),
		cmocka_unit_test(a_sidecar_sets_and_takes_headers_and_redirects_without_a_file),
		cmocka_unit_test(a_validator_that_fits_is_answered_with_304_and_no_body),
		cmocka_unit_test(a_rule_acts_on_the_requests_of_its_range),
		cmocka_unit_test(the_script_is_read_again_on_hangup_and_a_wrong_one_is_left),
		cmocka_unit_test(faults_of_content_arrive_as_written),
		cmocka_unit_test(faults_of_validators_arrive_as_written),
		cmocka_unit_test(a_truncated_body_ends_before_its_length),
		cmocka_unit_test(an_endless_body_goes_on_and_the_server_serves_others),
		cmocka_unit_test(what_is_held_back_holds_nobody_else),
		cmocka_unit_test(a_delayed_and_trickled_answer_is_whole_in_the_end),
		cmocka_unit_test(faults_below_http_arrive_as_written),
		cmocka_unit_test(the_log_has_a_line_a_request),
		cmocka_unit_test(it_ends_on_a_signal_and_with_its_standard_input),
		cmocka_unit_test(a_client_that_accepts_gzip_gets_it),
		cmocka_unit_test(a_client_trusts_the_good_certificate_and_no_other),
	};
	signal(SIGPIPE, SIG_IGN);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
