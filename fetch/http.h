/* The HTTP client: many requests at once on one thread and one wait (libcurl's multi interface).
 *
 * The caller starts requests, waits, and takes finished ones; a request always finishes, with an
 * answer or with a sentence. Everything is capped: decoded body, header, time, slowness, redirects.
 * Redirects are followed here rather than in libcurl, so that each hop is checked (http or https
 * only, never from https to http, no private address from a public one), rewritten below the feed
 * root, and recorded. */
#ifndef FROTH_FETCH_HTTP_H
#define FROTH_FETCH_HTTP_H

#include <poll.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/error.h"
#include "fetch/url.h"

#define HTTP_BODY_LIMIT (8u * 1024 * 1024)
#define HTTP_HEADER_LIMIT (64u * 1024)
#define HTTP_REDIRECTS 5
#define HTTP_FIELD_SIZE 1024

struct http;
struct recording;

struct http_options {             /* pointers borrowed for the client's life */
	const char *user_agent;   /* never empty: libcurl's own name is turned away by some servers */
	const char *ca_file;      /* NULL or "": the system's */
	const char *feed_root;    /* NULL or "": none */
	size_t body_limit;        /* 0: HTTP_BODY_LIMIT */
	int timeout_ms;           /* of a request with all its redirects; 0: 30 s */
	int connect_timeout_ms;   /* 0: 10 s */
	int low_speed_s;          /* under 100 bytes a second for so long ends it; 0: 15 s */
	struct recording *record; /* keeps every answer; NULL none */
	struct recording *replay; /* answers instead of the network; NULL none */
};

#define HTTP_SECRET "***" /* where the secret of a request goes, in its URL or field */

struct http_request { /* texts are copied */
	const char *url;
	const char *user_agent;    /* NULL: the client's */
	const char *accept;        /* NULL: anything */
	const char *language;      /* the languages wanted; NULL none said */
	const char *etag;          /* NULL or "": none; makes the request conditional, as does */
	const char *last_modified; /* this */
	/* What nobody else may learn: a request with one of these goes over https alone and is not sent on by a
	 * redirect. The secret stands on the wire in the place of HTTP_SECRET and nowhere else: in what comes back,
	 * in sentences, recordings and url it is HTTP_SECRET again. */
	const char *secret;  /* NULL none */
	const char *field;   /* one more field, "X-Token: ***"; NULL none */
	const char *cookies; /* "A=x; B=y"; NULL or "" none */
	const char *form;    /* posted, escaped as a form is; NULL: a GET */
	bool stays;          /* a redirect is an answer like any other */
	bool is_private;     /* neither recorded nor asked of a recording */
	void *tag;           /* the caller's, comes back with the answer */
};

enum http_outcome {
	HTTP_ANSWERED,    /* status, headers and body are whole */
	HTTP_UNREACHABLE, /* no name service or no route: this machine is off the network */
	HTTP_REFUSED,     /* the host does not take connections */
	HTTP_BROKEN,      /* anything else; error says what */
};

struct http_response { /* release with http_response_release */
	void *tag;
	enum http_outcome outcome;
	int status;            /* 0 unless answered */
	char url[URL_SIZE];    /* where the answer came from, after redirects */
	bool moved;            /* it is at url for good: every redirect on the way was a permanent one (301, 308) */
	struct buffer headers; /* of the last hop: status line and fields as they came, CRLF or LF */
	struct buffer body;    /* decoded */
	int latency_ms;        /* from start to end, redirects included */
	char error[256];       /* "" when answered */
};

/* The file or folder of certificates that libcurl was built to trust; NULL if it says none. */
const char *http_standard_certificates(void);

/* -1: libcurl does not start, or the options name something that is not there. */
int http_new(struct http **out, const struct http_options *options, struct error *err);
/* Gives running requests up; nothing is taken of them any more. */
void http_free(struct http *http);

/* -1: not a web URL, or out of memory; then nothing will come back. */
int http_start(struct http *http, const struct http_request *request, struct error *err);
/* Sleeps until a transfer moves, one of the caller's descriptors is readable or closed (revents
 * POLLIN), or timeout_ms is over; then does what can be done without waiting. */
int http_wait(struct http *http, struct pollfd *extra, size_t extra_count, int timeout_ms, struct error *err);
/* The next finished request; false if there is none. */
bool http_take(struct http *http, struct http_response *out);
size_t http_running(const struct http *http);

void http_response_release(struct http_response *response);
/* The value of a header field, trimmed, by name without regard to case, "" if there is none. The
 * last one wins. Cut at size. */
void http_header(const struct http_response *response, const char *name, char *out, size_t size);
/* The charset of Content-Type, "" if none. */
void http_charset(const struct http_response *response, char *out, size_t size);

#endif
