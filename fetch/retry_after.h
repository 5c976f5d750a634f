/* The Retry-After header (RFC 9110, 10.2.3): seconds, or a date in one of HTTP's three forms. Pure. */
#ifndef FROTH_FETCH_RETRY_AFTER_H
#define FROTH_FETCH_RETRY_AFTER_H

#include <stdint.h>

#define RETRY_AFTER_MAX_S 86400

/* "Sun, 06 Nov 1994 08:49:37 GMT", "Sunday, 06-Nov-94 08:49:37 GMT", "Sun Nov  6 08:49:37 1994". A
 * two-digit year is the one within 50 years of now. 0, or -1. */
int http_date_parse(const char *text, int64_t now, int64_t *seconds);

/* The instant that the header names. 0, or -1 where it is none of the two forms. */
int retry_after_parse(const char *text, int64_t now, int64_t *until);

/* Seconds to wait: 1 to RETRY_AFTER_MAX_S. -1 where the header says nothing usable (wrong, past, or
 * more than a day ahead), so that one's own back-off holds. */
int retry_after_wait(const char *text, int64_t now);

#endif
