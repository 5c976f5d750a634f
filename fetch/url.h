/* URLs as text: hosts, redirects, the stand-in root, and keys struck out. Pure. */
#ifndef FROTH_FETCH_URL_H
#define FROTH_FETCH_URL_H

#include <stdbool.h>
#include <stddef.h>

#define URL_SIZE 2048
#define URL_HOST_SIZE 256

/* http or https, with a host, without user name, blanks or controls. */
bool url_is_web(const char *url);
bool url_is_https(const char *url);

/* "query1.finance.yahoo.com", or "127.0.0.1:8080" where a port is written; lower case. -1: no URL. */
int url_host(const char *url, char out[URL_HOST_SIZE]);
/* The same without port and brackets. */
int url_host_name(const char *url, char out[URL_HOST_SIZE]);

/* What a Location header of `base` means. -1: not a URL, or too long. */
int url_resolve(const char *base, const char *reference, char out[URL_SIZE]);

/* https://HOST/PATH?QUERY as ROOT/HOST/PATH?QUERY. -1: not a web URL, or too long. */
int url_below_root(const char *root, const char *url, char out[URL_SIZE]);
/* The way back: ROOT/HOST/PATH as https://HOST/PATH. -1: not below the root. */
int url_from_root(const char *root, const char *url, char out[URL_SIZE]);

/* Percent-encodes what may not stand in a query value or path segment (commas stay). -1: too long. */
int url_escape(const char *text, char *out, size_t size);

/* Replaces the values of query parameters whose names look like keys (key, token, crumb, ...) by
 * REDACTED. Works on any text that holds a URL. Cut at size. */
void url_redact(const char *url, char *out, size_t size);

#endif
