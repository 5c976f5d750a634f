/* Cookies of one site, kept in memory for as long as a session lasts (RFC 6265, the parts that a polite client
 * needs). A cookie goes back only to the domain and path it was set for, and only over https. Pure: time is an
 * argument. */
#ifndef FROTH_FETCH_COOKIES_H
#define FROTH_FETCH_COOKIES_H

#include <stddef.h>
#include <stdint.h>

#include "fetch/url.h"

#define COOKIES_MAX 32
#define COOKIE_NAME_SIZE 64
#define COOKIE_VALUE_SIZE 2048
#define COOKIES_FIELD_SIZE 8192 /* of all that go along with one request; beyond it they are left out */

struct cookie;

struct cookie_jar {
	const char *site;                  /* "yahoo.com": cookies for wider or other domains are refused */
	struct cookie *items[COOKIES_MAX]; /* owned */
	size_t count;
};

void cookie_jar_init(struct cookie_jar *jar, const char *site);
/* Wipes and frees; the jar can be used again. */
void cookie_jar_clear(struct cookie_jar *jar);

/* Takes in the Set-Cookie fields of an answer's header that came from the URL. Fields that are no cookies, are
 * too long, or are for somewhere else are passed over. -1 only out of memory. */
int cookie_jar_take(struct cookie_jar *jar, const char *url, const char *headers, int64_t now);
/* "A1=x; A3=y": what goes along with a request to the URL; "" none. */
void cookie_jar_format(const struct cookie_jar *jar, const char *url, int64_t now, char out[COOKIES_FIELD_SIZE]);

#endif
