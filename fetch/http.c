#include "fetch/http.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fetch/http_transfer.h"

static void note_proxy(struct http *http, size_t slot, const char *variable)
{
	const char *proxy = getenv(variable);
	CURLU *u = proxy && *proxy ? curl_url() : NULL;
	char *port = NULL;
	if (u && !curl_url_set(u, CURLUPART_URL, proxy, CURLU_NON_SUPPORT_SCHEME | CURLU_GUESS_SCHEME) &&
	    !curl_url_get(u, CURLUPART_PORT, &port, CURLU_DEFAULT_PORT))
		http->proxy_ports[slot] = (unsigned)strtoul(port, NULL, 10);
	if (u && !port)
		http->proxy_ports[slot] = 1080; /* libcurl's default for a proxy */
	curl_free(port);
	curl_url_cleanup(u);
}

static void note_proxies(struct http *http)
{
	note_proxy(http, 0, getenv("https_proxy") ? "https_proxy" : "HTTPS_PROXY");
	note_proxy(http, 1, "http_proxy");
	note_proxy(http, 2, getenv("all_proxy") ? "all_proxy" : "ALL_PROXY");
}

static void set_defaults(struct http *http, const struct http_options *options)
{
	struct http_options *o = &http->options;
	*o = *options;
	o->body_limit = o->body_limit ? o->body_limit : HTTP_BODY_LIMIT;
	o->timeout_ms = o->timeout_ms ? o->timeout_ms : 30000;
	o->connect_timeout_ms = o->connect_timeout_ms ? o->connect_timeout_ms : 10000;
	o->low_speed_s = o->low_speed_s ? o->low_speed_s : 15;
	if (o->ca_file && !*o->ca_file)
		o->ca_file = NULL;
	if (o->feed_root && !*o->feed_root)
		o->feed_root = NULL;
	const curl_version_info_data *built = curl_version_info(CURLVERSION_NOW);
	http->encodings = built->features & CURL_VERSION_BROTLI ? "gzip, deflate, br" : "gzip, deflate";
}

static int check_options(const struct http_options *options, struct error *err)
{
	assert(options->user_agent && *options->user_agent);
	if (options->feed_root && *options->feed_root && !url_is_web(options->feed_root))
		return error_set(err, "FROTH_FEED_ROOT is not a URL like http://127.0.0.1:8080");
	if (options->ca_file && *options->ca_file && access(options->ca_file, R_OK))
		return error_set(err, "cannot read the certificates in %s: %s", options->ca_file, strerror(errno));
	return 0;
}

const char *http_standard_certificates(void)
{
	const curl_version_info_data *built = curl_version_info(CURLVERSION_NOW);
	return built->cainfo ? built->cainfo : built->capath;
}

int http_new(struct http **out, const struct http_options *options, struct error *err)
{
	*out = NULL;
	if (check_options(options, err))
		return -1;
	struct http *http = calloc(1, sizeof *http);
	if (!http)
		return error_set(err, "out of memory");
	if (curl_global_init(CURL_GLOBAL_DEFAULT)) {
		free(http);
		return error_set(err, "libcurl does not start");
	}
	http->finished_end = &http->finished;
	http->multi = curl_multi_init();
	if (!http->multi) {
		http_free(http);
		return error_set(err, "libcurl does not start");
	}
	curl_multi_setopt(http->multi, CURLMOPT_MAXCONNECTS, 8L);
	set_defaults(http, options);
	note_proxies(http);
	*out = http;
	return 0;
}

static void free_list(struct transfer *list)
{
	while (list) {
		struct transfer *next = list->next;
		transfer_free(list);
		list = next;
	}
}

void http_free(struct http *http)
{
	if (!http)
		return;
	free_list(http->running);
	free_list(http->finished);
	curl_multi_cleanup(http->multi);
	curl_global_cleanup();
	free(http);
}

int http_start(struct http *http, const struct http_request *request, struct error *err)
{
	struct transfer *t = calloc(1, sizeof *t);
	if (!t)
		return error_set(err, "out of memory");
	if (transfer_init(t, http, request, err)) {
		transfer_free(t);
		return -1;
	}
	t->next = http->running;
	http->running = t;
	http->running_count++;
	transfer_start(t);
	return 0;
}

static void reap(struct http *http)
{
	int left;
	for (CURLMsg *message; (message = curl_multi_info_read(http->multi, &left));) {
		if (message->msg != CURLMSG_DONE)
			continue;
		CURLcode code = message->data.result;
		char *private = NULL;
		curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &private);
		transfer_hop_ended((struct transfer *)(void *)private, code);
	}
}

int http_wait(struct http *http, struct pollfd *extra, size_t extra_count, int timeout_ms, struct error *err)
{
	struct curl_waitfd fds[8] = { 0 };
	assert(extra_count <= sizeof fds / sizeof *fds);
	for (size_t i = 0; i < extra_count; i++) {
		fds[i].fd = extra[i].fd;
		fds[i].events = CURL_WAIT_POLLIN;
	}
	int running;
	CURLMcode code = curl_multi_perform(http->multi, &running);
	reap(http);
	if (!code && !http->finished)
		code = curl_multi_poll(http->multi, fds, (unsigned)extra_count, timeout_ms, NULL);
	for (size_t i = 0; i < extra_count; i++)
		extra[i].revents = fds[i].revents ? POLLIN : 0;
	if (!code)
		code = curl_multi_perform(http->multi, &running);
	reap(http);
	return code ? error_set(err, "libcurl cannot wait: %s", curl_multi_strerror(code)) : 0;
}

bool http_take(struct http *http, struct http_response *out)
{
	struct transfer *t = http->finished;
	if (!t)
		return false;
	http->finished = t->next;
	if (!http->finished)
		http->finished_end = &http->finished;
	*out = t->answer;
	t->answer = (struct http_response){ 0 };
	transfer_free(t);
	return true;
}

size_t http_running(const struct http *http)
{
	return http->running_count;
}
