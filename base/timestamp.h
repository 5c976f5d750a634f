/* Instants as seconds since 1970-01-01T00:00:00Z (int64_t), to and from text,
 * by the proleptic Gregorian calendar, without the C library's time zone state. */
#ifndef FROTH_BASE_TIMESTAMP_H
#define FROTH_BASE_TIMESTAMP_H

#include <stdint.h>

#define TIMESTAMP_SIZE 32

/* Days since 1970-01-01 of a civil date, and back. month 1-12, day 1-31. */
int64_t timestamp_days(int64_t year, int month, int day);
void timestamp_civil(int64_t days, int64_t *year, int *month, int *day);

/* "2026-08-20T18:48:03Z"; years outside 0..9999 are clamped. */
void timestamp_format_rfc3339(int64_t seconds, char out[TIMESTAMP_SIZE]);
/* "2026-08-20" */
void timestamp_format_date(int64_t seconds, char out[TIMESTAMP_SIZE]);

/* A full RFC 3339 date-time ("Z" or an offset, fraction dropped). 0, or -1. */
int timestamp_parse_rfc3339(const char *text, int64_t *seconds);
/* "YYYY-MM-DD" alone, midnight UTC. 0, or -1. */
int timestamp_parse_date(const char *text, int64_t *seconds);

/* An age for a narrow column: "12 s", "3 min", "8 h", "2 d", "5 mo", "3 y"; negative is "0 s". */
void timestamp_format_age(int64_t age_s, char out[TIMESTAMP_SIZE]);

#endif
