/* A growing byte buffer with a limit, for everything whose size the outside
 * world decides. The bytes are always followed by a NUL that is not counted.
 * The limit counts bytes of content; reaching it is an ordinary failure. */
#ifndef FROTH_BASE_BUFFER_H
#define FROTH_BASE_BUFFER_H

#include <stddef.h>

struct buffer {
	char *data; /* owned; NULL until something was appended */
	size_t length;
	size_t capacity;
	size_t limit;
};

/* limit 0 means "no limit but memory": for text that we make ourselves. */
void buffer_init(struct buffer *b, size_t limit);
void buffer_release(struct buffer *b);
void buffer_clear(struct buffer *b); /* keeps the memory */

/* 0, or -1 (nothing appended) when the limit or memory would be exceeded. */
int buffer_append(struct buffer *b, const void *bytes, size_t length);
int buffer_append_text(struct buffer *b, const char *text);
int buffer_append_char(struct buffer *b, char c);
int buffer_format(struct buffer *b, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* The content as a string, "" when empty; borrowed until the next change. */
const char *buffer_text(const struct buffer *b);
/* Hands the bytes over (never NULL unless memory ran out); the buffer is empty after. */
char *buffer_take(struct buffer *b);

#endif
