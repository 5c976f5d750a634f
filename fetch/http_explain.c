#include "fetch/http_explain.h"

#include <errno.h>
#include <stdio.h>

#include "base/timestamp.h"

/* A clock outside of these years is worth a hint when certificates fail by date. */
#define CLOCK_SANE_FROM INT64_C(1767225600)  /* 2026-01-01 */
#define CLOCK_SANE_UNTIL INT64_C(2524608000) /* 2050-01-01 */

static const struct {
	CURLcode code;
	const char *sentence; /* %s: the host */
} sentences[] = {
	{ CURLE_COULDNT_RESOLVE_HOST, "no name service for %s" },
	{ CURLE_COULDNT_RESOLVE_PROXY, "no name service for the proxy on the way to %s" },
	{ CURLE_PROXY, "the proxy does not connect to %s" },
	{ CURLE_UNSUPPORTED_PROTOCOL, "%s does not speak HTTP" },
	{ CURLE_WEIRD_SERVER_REPLY, "%s does not speak HTTP" },
	{ CURLE_URL_MALFORMAT, "the address at %s is not a URL that can be fetched" },
	{ CURLE_PARTIAL_FILE, "the answer of %s ended early" },
	{ CURLE_GOT_NOTHING, "%s closed the connection without an answer" },
	{ CURLE_SEND_ERROR, "the connection to %s was lost" },
	{ CURLE_RECV_ERROR, "the connection to %s was lost" },
	{ CURLE_HTTP2, "%s closed the HTTP/2 connection" },
	{ CURLE_HTTP2_STREAM, "%s closed the HTTP/2 stream" },
	{ CURLE_BAD_CONTENT_ENCODING, "the answer of %s is compressed wrongly" },
	{ CURLE_SSL_CONNECT_ERROR, "%s does not speak TLS where https needs it" },
	{ CURLE_SSL_CACERT_BADFILE, "the file of trusted certificates for %s cannot be read" },
	{ CURLE_OUT_OF_MEMORY, "out of memory for the answer of %s" },
};

/* OpenSSL's verdicts (openssl/x509_vfy.h). */
static const struct {
	long result;
	const char *sentence;
	bool by_date;
} verdicts[] = {
	{ 9, "the certificate of %s is not valid yet", true },
	{ 10, "the certificate of %s has expired", true },
	{ 18, "the certificate of %s is not trusted: it is signed by itself", false },
	{ 19, "the certificate of %s is not trusted: its authority is unknown here", false },
	{ 20, "the certificate of %s is not trusted: its authority is unknown here", false },
	{ 21, "the certificate of %s is not trusted: its authority is unknown here", false },
	{ 23, "the certificate of %s was revoked", false },
	{ 62, "the certificate shown by %s is for another host", false },
	/* libcurl's own check of the name leaves 0 or 1. */
	{ 0, "the certificate shown by %s is for another host", false },
	{ 1, "the certificate shown by %s is for another host", false },
};

void http_sentence(char *out, size_t size, const char *sentence, const char *what)
{
	const char *at = sentence;
	size_t used = 0;
	for (; *at && used + 1 < size; at++) {
		if (at[0] == '%' && at[1] == 's') {
			int n = snprintf(out + used, size - used, "%s", what);
			used = (size_t)n < size - used ? used + (size_t)n : size - 1;
			at++;
		} else {
			out[used++] = *at;
		}
	}
	out[used] = '\0';
}

static void explain_certificate(const struct http_failure *f, char *out, size_t size)
{
	for (size_t i = 0; i < sizeof verdicts / sizeof *verdicts; i++) {
		if (verdicts[i].result != f->verify_result)
			continue;
		http_sentence(out, size, verdicts[i].sentence, f->host);
		if (!verdicts[i].by_date || (f->now >= CLOCK_SANE_FROM && f->now < CLOCK_SANE_UNTIL))
			return;
		char date[TIMESTAMP_SIZE];
		timestamp_format_date(f->now, date);
		size_t used = 0;
		while (out[used])
			used++;
		snprintf(out + used, size - used, "; this machine's clock says %s, is it years off?", date);
		return;
	}
	snprintf(out, size, "the certificate of %s is not trusted (code %ld)", f->host, f->verify_result);
}

static enum http_outcome explain_connection(const struct http_failure *f, char *out, size_t size)
{
	if (f->os_errno == ENETUNREACH || f->os_errno == EHOSTUNREACH || f->os_errno == ENETDOWN ||
	    f->os_errno == EADDRNOTAVAIL) {
		snprintf(out, size, "no route to %s", f->host);
		return HTTP_UNREACHABLE;
	}
	snprintf(out, size, f->os_errno == ECONNREFUSED ? "connection refused by %s" : "cannot connect to %s", f->host);
	return HTTP_REFUSED;
}

static enum http_outcome explain_time(const struct http_failure *f, char *out, size_t size)
{
	if (!f->in_time)
		snprintf(out, size, "%s did not answer within %d s", f->host, f->timeout_s);
	else if (f->connected)
		snprintf(out, size, "%s sent less than 100 bytes a second for %d s", f->host, f->low_speed_s);
	else
		snprintf(out, size, "%s did not take a connection within %d s", f->host, f->connect_timeout_s);
	return f->connected ? HTTP_BROKEN : HTTP_REFUSED;
}

enum http_outcome http_explain(const struct http_failure *f, char *out, size_t size)
{
	if (f->code == CURLE_COULDNT_CONNECT)
		return explain_connection(f, out, size);
	if (f->code == CURLE_OPERATION_TIMEDOUT)
		return explain_time(f, out, size);
	if (f->code == CURLE_PEER_FAILED_VERIFICATION) {
		explain_certificate(f, out, size);
		return HTTP_BROKEN;
	}
	snprintf(out, size, "%s: %s", f->host, curl_easy_strerror(f->code));
	for (size_t i = 0; i < sizeof sentences / sizeof *sentences; i++)
		if (sentences[i].code == f->code)
			http_sentence(out, size, sentences[i].sentence, f->host);
	return f->code == CURLE_COULDNT_RESOLVE_HOST || f->code == CURLE_COULDNT_RESOLVE_PROXY ? HTTP_UNREACHABLE
											       : HTTP_BROKEN;
}
