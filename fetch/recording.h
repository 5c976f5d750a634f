/* Answers kept in a folder, and served from there instead of a network.
 *
 * One file an answer, numbered in the order they came: a line "GET URL", a line "latency_ms: N", an
 * empty line, the status line and header fields, an empty line, the decoded body. Cookies,
 * authorisation and key-like query parameters are struck out before anything is written. */
#ifndef FROTH_FETCH_RECORDING_H
#define FROTH_FETCH_RECORDING_H

#include "base/buffer.h"
#include "base/error.h"

struct recording;

/* Makes the folder if there is none; new answers are numbered after those that are there. */
int recording_open_write(struct recording **out, const char *folder, struct error *err);
/* Reads which answers the folder holds; -1 also when it holds none. */
int recording_open_read(struct recording **out, const char *folder, struct error *err);
void recording_free(struct recording *recording); /* NULL is fine */

int recording_put(struct recording *recording, const char *url, int latency_ms, const struct buffer *headers,
		  const struct buffer *body, struct error *err);
/* The next answer to that URL, in the order they were kept; after the last, the last again. Appends
 * to headers and body. -1: there is none, or it cannot be read. */
int recording_get(struct recording *recording, const char *url, int *latency_ms, struct buffer *headers,
		  struct buffer *body, struct error *err);

#endif
