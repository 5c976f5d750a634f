/* The feed server with a real client: gzip and TLS. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <curl/curl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "tests/feedd/client.h"

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
	feedd_make(&f);
	feedd_write(&f, "faults",
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
		feedd_make(&f);
		feedd_write(&f, "faults",
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
		cmocka_unit_test(a_client_that_accepts_gzip_gets_it),
		cmocka_unit_test(a_client_trusts_the_good_certificate_and_no_other),
	};
	signal(SIGPIPE, SIG_IGN);
	curl_global_init(CURL_GLOBAL_DEFAULT);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
