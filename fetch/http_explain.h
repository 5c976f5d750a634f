/* What went wrong with a request, in words for a person. Pure. */
#ifndef FROTH_FETCH_HTTP_EXPLAIN_H
#define FROTH_FETCH_HTTP_EXPLAIN_H

#include <curl/curl.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "fetch/http.h"

struct http_failure {
	CURLcode code;
	const char *host;
	long os_errno;      /* CURLINFO_OS_ERRNO */
	long verify_result; /* CURLINFO_SSL_VERIFYRESULT: OpenSSL's X509_V_ERR_... */
	bool connected;     /* the connection stood, TLS included */
	bool in_time;       /* the whole time allowed was not yet over */
	int timeout_s, connect_timeout_s, low_speed_s;
	int64_t now; /* the machine's own wall clock, which certificates are judged by */
};

/* Copies a sentence with its %s, if it has one, replaced by what. */
void http_sentence(char *out, size_t size, const char *sentence, const char *what);

enum http_outcome http_explain(const struct http_failure *failure, char *out, size_t size);

#endif
