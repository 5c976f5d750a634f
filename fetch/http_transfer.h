/* One request on its way: its hops, its limits, its answer so far. Private to fetch/http*.c. */
#ifndef FROTH_FETCH_HTTP_TRANSFER_H
#define FROTH_FETCH_HTTP_TRANSFER_H

#include <curl/curl.h>

#include "fetch/http.h"

#define PROXY_PORTS 3

struct transfer {
	struct transfer *next;
	struct http *http;
	CURL *easy; /* NULL in a replay */
	struct curl_slist *fields;
	struct http_response answer;
	char wire_url[URL_SIZE]; /* answer.url, or its place below the feed root */
	char *user_agent, *accept, *language, *etag, *last_modified;
	char *secret, *field, *cookies, *form; /* wiped before they are freed */
	bool stays, is_private;
	int hops;
	bool retried;   /* once on a fresh connection */
	bool guarded;   /* this hop came from a public host: no private address */
	bool too_large; /* why our own callbacks ended it */
	bool too_many_fields;
	bool private_address;
	int64_t started_ms;
};

struct http {
	CURLM *multi;
	struct http_options options;
	const char *encodings;
	unsigned proxy_ports[PROXY_PORTS]; /* a proxy at home is no private address reached by a redirect */
	struct transfer *running, *finished, **finished_end;
	size_t running_count;
};

/* Takes the request's texts and its place on the wire. -1: not a web URL, or out of memory. */
int transfer_init(struct transfer *t, struct http *http, const struct http_request *request, struct error *err);
/* Starts the first hop of a transfer that is in http->running. In the end it is in http->finished. */
void transfer_start(struct transfer *t);
/* libcurl is done with the hop. */
void transfer_hop_ended(struct transfer *t, CURLcode code);
void transfer_free(struct transfer *t);

/* http_secret.c. Whether it carries what nobody else may learn. */
bool transfer_has_secret(const struct transfer *t);
/* Copies the text with the secret in the place of HTTP_SECRET. -1: too long. */
int transfer_fill_in(const struct transfer *t, const char *text, char *out, size_t size);
/* Some services say one's key back in their answer: puts HTTP_SECRET in its place. NULL is fine, as below. */
void secret_strike_out(struct buffer *b, const char *secret);
void secret_wipe(char *text); /* and frees */

#endif
