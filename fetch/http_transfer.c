#include "fetch/http_transfer.h"

#include <assert.h>
#include <netinet/in.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "fetch/address.h"
#include "fetch/http_explain.h"
#include "fetch/recording.h"

/* ---- callbacks ---- */

static size_t take_body(char *data, size_t size, size_t count, void *user)
{
	struct transfer *t = user;
	if (!buffer_append(&t->answer.body, data, size * count))
		return size * count;
	t->too_large = true;
	return 0;
}

static size_t take_field(char *data, size_t size, size_t count, void *user)
{
	struct transfer *t = user;
	size_t length = size * count;
	if (length > 5 && !memcmp(data, "HTTP/", 5))
		buffer_clear(&t->answer.headers); /* what came before was "100 Continue" or the like */
	if (!buffer_append(&t->answer.headers, data, length))
		return length;
	t->too_many_fields = true;
	return 0;
}

static unsigned address_port(const struct sockaddr *address)
{
	struct sockaddr_in in;
	struct sockaddr_in6 in6;
	if (address->sa_family == AF_INET) {
		memcpy(&in, address, sizeof in);
		return ntohs(in.sin_port);
	}
	if (address->sa_family != AF_INET6)
		return 0;
	memcpy(&in6, address, sizeof in6);
	return ntohs(in6.sin6_port);
}

static bool is_proxy_port(const struct http *http, unsigned port)
{
	for (size_t i = 0; i < PROXY_PORTS; i++)
		if (port && http->proxy_ports[i] == port)
			return true;
	return false;
}

static curl_socket_t open_socket(void *user, curlsocktype purpose, struct curl_sockaddr *address)
{
	struct transfer *t = user;
	(void)purpose;
	if (t->guarded && address_is_private(&address->addr) && !is_proxy_port(t->http, address_port(&address->addr))) {
		t->private_address = true;
		return CURL_SOCKET_BAD;
	}
	return socket(address->family, address->socktype | SOCK_CLOEXEC, address->protocol);
}

/* ---- one hop ---- */

static int append_field(struct transfer *t, const char *field)
{
	struct curl_slist *more = curl_slist_append(t->fields, field);
	if (!more)
		return -1;
	t->fields = more;
	return 0;
}

static int add_field(struct transfer *t, const char *name, const char *value)
{
	if (!value || !*value)
		return 0;
	char field[HTTP_FIELD_SIZE];
	if (snprintf(field, sizeof field, "%s: %s", name, value) >= (int)sizeof field)
		return 0; /* a validator of such length is not worth sending */
	return append_field(t, field);
}

static int add_secret_field(struct transfer *t)
{
	char field[HTTP_FIELD_SIZE];
	if (!t->field)
		return 0;
	int result = transfer_fill_in(t, t->field, field, sizeof field) || append_field(t, field) ? -1 : 0;
	explicit_bzero(field, sizeof field);
	return result;
}

static int time_left_ms(const struct transfer *t)
{
	int64_t left = t->http->options.timeout_ms - (clock_steady_ms() - t->started_ms);
	return left < 1 ? 1 : (int)left;
}

static void set_limits(struct transfer *t)
{
	const struct http_options *o = &t->http->options;
	CURL *e = t->easy;
	curl_easy_setopt(e, CURLOPT_NOSIGNAL, 1L);
	curl_easy_setopt(e, CURLOPT_QUICK_EXIT, 1L); /* else a dead name server freezes the process for seconds */
	curl_easy_setopt(e, CURLOPT_PROTOCOLS_STR, transfer_has_secret(t) && !o->feed_root ? "https" : "http,https");
	curl_easy_setopt(e, CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
	curl_easy_setopt(e, CURLOPT_FOLLOWLOCATION, 0L);
	curl_easy_setopt(e, CURLOPT_MAXREDIRS, (long)HTTP_REDIRECTS);
	curl_easy_setopt(e, CURLOPT_TIMEOUT_MS, (long)time_left_ms(t));
	curl_easy_setopt(e, CURLOPT_CONNECTTIMEOUT_MS, (long)o->connect_timeout_ms);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_LIMIT, 100L);
	curl_easy_setopt(e, CURLOPT_LOW_SPEED_TIME, (long)o->low_speed_s);
	curl_easy_setopt(e, CURLOPT_MAXLIFETIME_CONN, 3600L);
	curl_easy_setopt(e, CURLOPT_DNS_CACHE_TIMEOUT, 60L);
	curl_easy_setopt(e, CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_2TLS);
	curl_easy_setopt(e, CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
	curl_easy_setopt(e, CURLOPT_BUFFERSIZE, 16384L);
}

static void set_callbacks(struct transfer *t)
{
	CURL *e = t->easy;
	curl_easy_setopt(e, CURLOPT_PRIVATE, (void *)t);
	curl_easy_setopt(e, CURLOPT_WRITEFUNCTION, take_body);
	curl_easy_setopt(e, CURLOPT_WRITEDATA, (void *)t);
	curl_easy_setopt(e, CURLOPT_HEADERFUNCTION, take_field);
	curl_easy_setopt(e, CURLOPT_HEADERDATA, (void *)t);
	curl_easy_setopt(e, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETFUNCTION, open_socket);
	curl_easy_setopt(e, CURLOPT_OPENSOCKETDATA, (void *)t);
}

static int set_request(struct transfer *t)
{
	const struct http_options *o = &t->http->options;
	CURL *e = t->easy;
	curl_slist_free_all(t->fields);
	t->fields = NULL;
	if (add_field(t, "Accept", t->accept ? t->accept : "*/*") || add_field(t, "Accept-Language", t->language) ||
	    add_field(t, "If-None-Match", t->etag) || add_field(t, "If-Modified-Since", t->last_modified) ||
	    add_secret_field(t))
		return -1;
	if (t->cookies)
		curl_easy_setopt(e, CURLOPT_COOKIE, t->cookies);
	if (t->form)
		curl_easy_setopt(e, CURLOPT_POSTFIELDS, t->form);
	curl_easy_setopt(e, CURLOPT_HTTPHEADER, t->fields);
	curl_easy_setopt(e, CURLOPT_USERAGENT, t->user_agent ? t->user_agent : o->user_agent);
	curl_easy_setopt(e, CURLOPT_ACCEPT_ENCODING, t->http->encodings);
	if (o->ca_file)
		curl_easy_setopt(e, CURLOPT_CAINFO, o->ca_file);
	/* A pooled connection would pass by the check of the address. */
	curl_easy_setopt(e, CURLOPT_FRESH_CONNECT, t->guarded || t->retried ? 1L : 0L);
	return curl_easy_setopt(e, CURLOPT_URL, t->wire_url) ? -1 : 0;
}

/* Where the URL of this hop is on the wire. */
static int place(struct transfer *t)
{
	const char *root = t->http->options.feed_root;
	char url[URL_SIZE];
	if (transfer_fill_in(t, t->answer.url, url, sizeof url))
		return -1;
	if (root)
		return url_below_root(root, url, t->wire_url);
	memcpy(t->wire_url, url, sizeof url);
	return url_is_web(t->wire_url) ? 0 : -1;
}

static void transfer_stop(struct transfer *t)
{
	if (!t->easy)
		return;
	curl_multi_remove_handle(t->http->multi, t->easy);
	curl_easy_cleanup(t->easy);
	t->easy = NULL;
}

void transfer_free(struct transfer *t)
{
	transfer_stop(t);
	curl_slist_free_all(t->fields);
	http_response_release(&t->answer);
	free(t->user_agent);
	free(t->accept);
	free(t->language);
	free(t->etag);
	free(t->last_modified);
	secret_wipe(t->secret);
	secret_wipe(t->cookies);
	secret_wipe(t->form);
	free(t->field);
	explicit_bzero(t->wire_url, sizeof t->wire_url);
	free(t);
}

static void unlink_running(struct transfer *t)
{
	struct transfer **p = &t->http->running;
	while (*p && *p != t)
		p = &(*p)->next;
	assert(*p); /* only running ones end */
	*p = t->next;
	t->http->running_count--;
}

static void finish(struct transfer *t)
{
	struct http *http = t->http;
	transfer_stop(t);
	unlink_running(t);
	if (t->answer.outcome != HTTP_ANSWERED) {
		t->answer.status = 0;
		buffer_release(&t->answer.body);
	}
	t->next = NULL;
	*http->finished_end = t;
	http->finished_end = &t->next;
}

static void fail(struct transfer *t, const char *sentence, const char *what)
{
	t->answer.outcome = HTTP_BROKEN;
	http_sentence(t->answer.error, sizeof t->answer.error, sentence, what);
}

static void start_hop(struct transfer *t)
{
	transfer_stop(t);
	buffer_clear(&t->answer.headers);
	buffer_clear(&t->answer.body);
	t->easy = curl_easy_init();
	if (t->easy) {
		set_limits(t);
		set_callbacks(t);
		if (!set_request(t) && !curl_multi_add_handle(t->http->multi, t->easy))
			return;
	}
	fail(t, "%s", "out of memory for a request");
	finish(t);
}

/* ---- redirects ---- */

static bool is_redirect(int status)
{
	return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Whether the hop that just answered was inside: then it may lead to another place inside. */
static bool hop_was_private(const struct transfer *t)
{
	char host[URL_HOST_SIZE];
	if (!url_host_name(t->answer.url, host) && address_text_is_private(host))
		return true;
	if (t->http->options.feed_root || !t->easy)
		return false;
	char *address = NULL;
	long port = 0;
	curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_IP, &address);
	curl_easy_getinfo(t->easy, CURLINFO_PRIMARY_PORT, &port);
	return address && !is_proxy_port(t->http, (unsigned)port) && address_text_is_private(address);
}

static const char *redirect_refusal(const struct transfer *t, const char *to, const char *host, bool from_private)
{
	if (t->hops >= HTTP_REDIRECTS)
		return "more than 5 redirects, the last to %s";
	if (!url_is_web(to))
		return "redirected to %s, which is neither http nor https";
	if (url_is_https(t->answer.url) && !url_is_https(to))
		return "redirected from https to http at %s, refused";
	if (!from_private && address_text_is_private(host))
		return "redirected from a public to a private address (%s), refused";
	return NULL;
}

/* Turns the transfer to where the answer points. -1: refused, the answer has become a failure. */
static int redirect(struct transfer *t)
{
	char location[URL_SIZE], to[URL_SIZE], host[URL_HOST_SIZE] = "";
	http_header(&t->answer, "Location", location, sizeof location);
	if (!*location || url_resolve(t->answer.url, location, to)) {
		fail(t, "%s", "redirected to an address that is not a URL");
		return -1;
	}
	const char *root = t->http->options.feed_root;
	char mapped[URL_SIZE];
	if (root && !url_from_root(root, to, mapped))
		memcpy(to, mapped, sizeof to);
	url_host_name(to, host);
	bool from_private = hop_was_private(t);
	if (transfer_has_secret(t)) {
		fail(t, "redirected to %s, refused: the request carries a key", *host ? host : "nowhere");
		return -1;
	}
	const char *refusal = redirect_refusal(t, to, host, from_private);
	if (refusal) {
		fail(t, refusal, *host ? host : "an address without a host");
		return -1;
	}
	memcpy(t->answer.url, to, sizeof to);
	t->answer.moved = (t->hops == 0 || t->answer.moved) && (t->answer.status == 301 || t->answer.status == 308);
	t->hops++;
	t->guarded = !from_private && !root;
	t->retried = false;
	if (place(t)) {
		fail(t, "redirected to an address of %s that is too long", host);
		return -1;
	}
	return 0;
}

/* ---- answers ---- */

/* "HTTP/1.1 200 OK" -> 200 */
static int status_of(const struct buffer *headers)
{
	const char *text = buffer_text(headers);
	const char *blank = strncmp(text, "HTTP/", 5) != 0 ? NULL : strchr(text, ' ');
	int status = blank ? (int)strtol(blank + 1, NULL, 10) : 0;
	return status >= 100 && status <= 999 ? status : 0;
}

static void replay_hop(struct transfer *t)
{
	struct error err;
	buffer_clear(&t->answer.headers);
	buffer_clear(&t->answer.body);
	int latency_ms = 0;
	if (t->is_private) {
		fail(t, "%s", "a recording holds no sessions");
		return;
	}
	if (recording_get(t->http->options.replay, t->answer.url, &latency_ms, &t->answer.headers, &t->answer.body,
			  &err)) {
		fail(t, "%s", err.text);
		return;
	}
	t->answer.outcome = HTTP_ANSWERED;
	t->answer.status = status_of(&t->answer.headers);
	t->answer.latency_ms += latency_ms;
	if (!t->answer.status)
		fail(t, "%s", "the recorded answer has no status line");
}

/* A hop has been answered: on to the next one, or done. */
static void advance(struct transfer *t)
{
	while (t->answer.outcome == HTTP_ANSWERED && is_redirect(t->answer.status) && !t->stays) {
		if (redirect(t))
			break;
		if (!t->http->options.replay) {
			start_hop(t);
			return;
		}
		replay_hop(t);
	}
	finish(t);
}

static bool is_worth_a_retry(CURLcode code)
{
	static const CURLcode lost[] = { CURLE_HTTP2, CURLE_PARTIAL_FILE, CURLE_GOT_NOTHING, CURLE_SEND_ERROR,
					 CURLE_RECV_ERROR };
	for (size_t i = 0; i < sizeof lost / sizeof *lost; i++)
		if (lost[i] == code)
			return true;
	return false;
}

static void explain(struct transfer *t, CURLcode code)
{
	const struct http_options *o = &t->http->options;
	char host[URL_HOST_SIZE] = "the host";
	url_host_name(t->answer.url, host);
	struct clock system = { 0 };
	struct http_failure f = { .code = code,
				  .host = host,
				  .in_time = clock_steady_ms() - t->started_ms < o->timeout_ms,
				  .timeout_s = (o->timeout_ms + 999) / 1000,
				  .connect_timeout_s = (o->connect_timeout_ms + 999) / 1000,
				  .low_speed_s = o->low_speed_s,
				  .now = clock_wall_s(&system) };
	curl_off_t pretransfer = 0;
	curl_easy_getinfo(t->easy, CURLINFO_OS_ERRNO, &f.os_errno);
	curl_easy_getinfo(t->easy, CURLINFO_SSL_VERIFYRESULT, &f.verify_result);
	curl_easy_getinfo(t->easy, CURLINFO_PRETRANSFER_TIME_T, &pretransfer);
	f.connected = pretransfer > 0;
	t->answer.outcome = http_explain(&f, t->answer.error, sizeof t->answer.error);
	if (t->private_address)
		fail(t, "redirected from a public to a private address (%s), refused", host);
	else if (t->too_large)
		snprintf(t->answer.error, sizeof t->answer.error, "the answer of %.200s is larger than %zu bytes", host,
			 o->body_limit);
	else if (t->too_many_fields)
		fail(t, "the answer of %s has a header of more than 64 KiB", host);
}

void transfer_hop_ended(struct transfer *t, CURLcode code)
{
	const struct http_options *o = &t->http->options;
	t->answer.latency_ms = (int)(clock_steady_ms() - t->started_ms);
	secret_strike_out(&t->answer.headers, t->secret);
	secret_strike_out(&t->answer.body, t->secret);
	if (code && is_worth_a_retry(code) && !t->retried && !t->form && !t->too_large && !t->too_many_fields) {
		t->retried = true;
		start_hop(t);
		return;
	}
	if (code) {
		explain(t, code);
		finish(t);
		return;
	}
	t->answer.outcome = HTTP_ANSWERED;
	t->answer.status = status_of(&t->answer.headers);
	struct error err;
	if (o->record && !t->is_private &&
	    recording_put(o->record, t->answer.url, t->answer.latency_ms, &t->answer.headers, &t->answer.body, &err)) {
		fail(t, "%s", err.text);
		finish(t);
		return;
	}
	advance(t);
}

/* ---- start ---- */

static int copy_text(char **out, const char *text)
{
	*out = text && *text ? strdup(text) : NULL;
	return text && *text && !*out ? -1 : 0;
}

int transfer_init(struct transfer *t, struct http *http, const struct http_request *request, struct error *err)
{
	t->http = http;
	t->started_ms = clock_steady_ms();
	t->answer.tag = request->tag;
	buffer_init(&t->answer.headers, HTTP_HEADER_LIMIT);
	buffer_init(&t->answer.body, t->http->options.body_limit);
	t->stays = request->stays;
	t->is_private = request->is_private;
	if (copy_text(&t->secret, request->secret) || copy_text(&t->field, request->field) ||
	    copy_text(&t->cookies, request->cookies) || copy_text(&t->form, request->form))
		return error_set(err, "out of memory");
	if (transfer_has_secret(t) && !url_is_https(request->url))
		return error_set(err, "a request with a key or a cookie goes over https alone");
	if (snprintf(t->answer.url, sizeof t->answer.url, "%s", request->url) >= (int)sizeof t->answer.url || place(t))
		return error_set(err, "not an http or https address, or too long a one");
	if (copy_text(&t->user_agent, request->user_agent) || copy_text(&t->accept, request->accept) ||
	    copy_text(&t->language, request->language) || copy_text(&t->etag, request->etag) ||
	    copy_text(&t->last_modified, request->last_modified))
		return error_set(err, "out of memory");
	return 0;
}

void transfer_start(struct transfer *t)
{
	if (t->http->options.replay) {
		replay_hop(t);
		advance(t);
	} else {
		start_hop(t);
	}
}
