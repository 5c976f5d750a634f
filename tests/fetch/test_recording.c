#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/paths.h"
#include "fetch/http.h"
#include "fetch/recording.h"

struct scratch {
	char folder[64];
	struct buffer headers, body;
	int latency_ms;
};

static int open_scratch(void **state)
{
	struct scratch *s = calloc(1, sizeof *s);
	snprintf(s->folder, sizeof s->folder, "/tmp/froth-recording-XXXXXX");
	assert_non_null(mkdtemp(s->folder));
	buffer_init(&s->headers, HTTP_HEADER_LIMIT);
	buffer_init(&s->body, 1000);
	*state = s;
	return 0;
}

static int close_scratch(void **state)
{
	struct scratch *s = *state;
	char path[PATH_SIZE];
	DIR *folder = opendir(s->folder);
	for (const struct dirent *e; (e = readdir(folder));) {
		snprintf(path, sizeof path, "%s/%s", s->folder, e->d_name);
		unlink(path);
	}
	closedir(folder);
	rmdir(s->folder);
	buffer_release(&s->headers);
	buffer_release(&s->body);
	free(s);
	return 0;
}

static void put(struct recording *r, const char *url, const char *headers, const char *body, size_t length)
{
	struct buffer h, b;
	struct error err;
	buffer_init(&h, 0);
	buffer_init(&b, 0);
	buffer_append_text(&h, headers);
	buffer_append(&b, body, length);
	if (recording_put(r, url, 12, &h, &b, &err))
		fail_msg("%s", err.text);
	buffer_release(&h);
	buffer_release(&b);
}

static int get(struct scratch *s, struct recording *r, const char *url, struct error *err)
{
	buffer_clear(&s->headers);
	buffer_clear(&s->body);
	return recording_get(r, url, &s->latency_ms, &s->headers, &s->body, err);
}

static void write_raw(const struct scratch *s, const char *name, const char *text)
{
	char path[PATH_SIZE];
	snprintf(path, sizeof path, "%s/%s", s->folder, name);
	assert_int_equal(file_replace(path, text, strlen(text), NULL), 0);
}

static void a_folder_that_is_missing_or_empty_is_refused(void **state)
{
	struct scratch *s = *state;
	struct recording *r;
	struct error err;
	assert_int_equal(recording_open_read(&r, "/nonexistent/recording", &err), -1);
	assert_non_null(strstr(err.text, "/nonexistent/recording"));
	assert_null(r);
	assert_int_equal(recording_open_read(&r, s->folder, &err), -1);
	assert_non_null(strstr(err.text, "holds no recorded answers"));
	assert_int_equal(recording_open_write(&r, "/proc/nothing/here", &err), -1);
}

static void files_that_are_no_answers_are_named(void **state)
{
	struct scratch *s = *state;
	struct recording *r;
	struct error err;
	write_raw(s, "000001-x.http", "POST https://a.example/\n\n");
	assert_int_equal(recording_open_read(&r, s->folder, &err), -1);
	assert_non_null(strstr(err.text, "000001-x.http:1: expected"));
	write_raw(s, "000001-x.http", "GET https://a.example/\nlatency_ms: 1\n\nHTTP/1.1 200 OK\n");
	assert_int_equal(recording_open_read(&r, s->folder, &err), 0);
	assert_int_equal(get(s, r, "https://a.example/", &err), -1);
	assert_non_null(strstr(err.text, "000001-x.http"));
	recording_free(r);
}

static void an_address_without_an_answer_is_named(void **state)
{
	struct scratch *s = *state;
	struct recording *r;
	struct error err;
	assert_int_equal(recording_open_write(&r, s->folder, &err), 0);
	put(r, "https://a.example/", "HTTP/1.1 200 OK\r\n\r\n", "x", 1);
	recording_free(r);
	assert_int_equal(recording_open_read(&r, s->folder, &err), 0);
	assert_int_equal(get(s, r, "https://b.example/?key=S3", &err), -1);
	assert_string_equal(err.text, "the recording holds no answer to https://b.example/?key=REDACTED");
	recording_free(r);
}

static void answers_come_back_in_order_and_the_last_stays(void **state)
{
	struct scratch *s = *state;
	struct recording *r;
	struct error err;
	static const char odd[] = "bytes\0with\n\nempty lines\r\n";
	assert_int_equal(recording_open_write(&r, s->folder, &err), 0);
	put(r, "https://a.example/f", "HTTP/1.1 200 OK\r\nETag: \"1\"\r\n\r\n", odd, sizeof odd);
	put(r, "https://b.example/f", "HTTP/1.1 301 Moved\r\nLocation: /g\r\n\r\n", "", 0);
	recording_free(r);
	assert_int_equal(recording_open_write(&r, s->folder, &err), 0); /* goes on after what is there */
	put(r, "https://a.example/f", "HTTP/2 304\r\netag: \"2\"\r\n\r\n", "", 0);
	recording_free(r);
	assert_int_equal(recording_open_read(&r, s->folder, &err), 0);
	assert_int_equal(get(s, r, "https://a.example/f", &err), 0);
	assert_string_equal(buffer_text(&s->headers), "HTTP/1.1 200 OK\nETag: \"1\"\n");
	assert_int_equal(s->body.length, sizeof odd);
	assert_memory_equal(s->body.data, odd, sizeof odd);
	assert_int_equal(s->latency_ms, 12);
	for (int i = 0; i < 2; i++) {
		assert_int_equal(get(s, r, "https://a.example/f", &err), 0);
		assert_string_equal(buffer_text(&s->headers), "HTTP/2 304\netag: \"2\"\n");
		assert_int_equal(s->body.length, 0);
	}
	recording_free(r);
}

static void secrets_do_not_reach_the_folder(void **state)
{
	struct scratch *s = *state;
	struct recording *r;
	struct error err;
	assert_int_equal(recording_open_write(&r, s->folder, &err), 0);
	put(r, "https://a.example/../p?apikey=CANARY&s=NVDA",
	    "HTTP/1.1 302 Found\r\nSet-Cookie: id=CANARY\r\nset-cookie: b=CANARY\r\nAuthorization: CANARY\r\n"
	    "Location: https://a.example/q?token=CANARY\r\nContent-Encoding: gzip\r\nContent-Length: 9\r\n\r\n",
	    "body", 4);
	recording_free(r);
	char path[PATH_SIZE];
	struct buffer file;
	buffer_init(&file, 0);
	snprintf(path, sizeof path, "%s/000001-a.example-p-apikey-REDACTED-s-NVDA.http", s->folder);
	assert_int_equal(file_read(path, &file, &err), 0);
	assert_null(strstr(buffer_text(&file), "CANARY"));
	assert_non_null(strstr(buffer_text(&file), "Set-Cookie: REDACTED\n"));
	assert_null(strstr(buffer_text(&file), "Content-Encoding"));
	assert_null(strstr(buffer_text(&file), "Content-Length"));
	buffer_release(&file);
	assert_int_equal(recording_open_read(&r, s->folder, &err), 0);
	assert_int_equal(get(s, r, "https://a.example/../p?apikey=OTHER&s=NVDA", &err), 0);
	recording_free(r);
}

static void a_client_follows_recorded_redirects_without_a_network(void **state)
{
	struct scratch *s = *state;
	struct recording *r;
	struct error err;
	assert_int_equal(recording_open_write(&r, s->folder, &err), 0);
	put(r, "https://a.example/f", "HTTP/1.1 301 Moved\r\nLocation: https://b.example/g\r\n\r\n", "", 0);
	put(r, "https://b.example/g", "HTTP/1.1 200 OK\r\nX-A: b\r\n\r\n", "{}", 2);
	put(r, "https://c.example/", "HTTP/1.1 302 Found\r\nLocation: http://c.example/\r\n\r\n", "", 0);
	recording_free(r);
	assert_int_equal(recording_open_read(&r, s->folder, &err), 0);
	struct http *http;
	struct http_options options = { .user_agent = "froth-test/1", .replay = r };
	assert_int_equal(http_new(&http, &options, &err), 0);
	static const char *const urls[] = { "https://a.example/f", "https://c.example/", "https://d.example/" };
	struct http_response answers[3] = { 0 };
	for (size_t i = 0; i < 3; i++) {
		struct http_request request = { .url = urls[i] };
		assert_int_equal(http_start(http, &request, &err), 0);
		assert_true(http_take(http, &answers[i]));
	}
	assert_int_equal(answers[0].status, 200);
	assert_string_equal(answers[0].url, "https://b.example/g");
	assert_string_equal(buffer_text(&answers[0].body), "{}");
	assert_int_equal(answers[0].latency_ms, 24);
	assert_string_equal(answers[1].error, "redirected from https to http at c.example, refused");
	assert_string_equal(answers[2].error, "the recording holds no answer to https://d.example/");
	for (size_t i = 0; i < 3; i++)
		http_response_release(&answers[i]);
	http_free(http);
	recording_free(r);
}

#define IN_SCRATCH(test) cmocka_unit_test_setup_teardown(test, open_scratch, close_scratch)

int main(void)
{
	const struct CMUnitTest tests[] = {
		IN_SCRATCH(a_folder_that_is_missing_or_empty_is_refused),
		IN_SCRATCH(files_that_are_no_answers_are_named),
		IN_SCRATCH(an_address_without_an_answer_is_named),
		IN_SCRATCH(answers_come_back_in_order_and_the_last_stays),
		IN_SCRATCH(secrets_do_not_reach_the_folder),
		IN_SCRATCH(a_client_follows_recorded_redirects_without_a_network),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
