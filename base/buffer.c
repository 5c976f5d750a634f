#include "base/buffer.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void buffer_init(struct buffer *b, size_t limit)
{
	/* Half of the address space, so that no sum of lengths below can wrap. */
	const size_t most = SIZE_MAX / 2;
	*b = (struct buffer){ .limit = limit && limit < most ? limit : most };
}

void buffer_release(struct buffer *b)
{
	free(b->data);
	*b = (struct buffer){ .limit = b->limit };
}

void buffer_clear(struct buffer *b)
{
	b->length = 0;
	if (b->data)
		b->data[0] = '\0';
}

static int buffer_reserve(struct buffer *b, size_t extra)
{
	if (extra > b->limit - b->length)
		return -1;
	size_t need = b->length + extra + 1;
	if (need <= b->capacity)
		return 0;
	size_t capacity = b->capacity ? b->capacity : 64;
	while (capacity < need)
		capacity *= 2;
	char *data = realloc(b->data, capacity);
	if (!data)
		return -1;
	b->data = data;
	b->capacity = capacity;
	return 0;
}

int buffer_append(struct buffer *b, const void *bytes, size_t length)
{
	bool fits = length <= b->limit - b->length && b->length + length < b->capacity; /* nearly always */
	if (!fits && buffer_reserve(b, length))
		return -1;
	if (length)
		memcpy(b->data + b->length, bytes, length);
	b->length += length;
	b->data[b->length] = '\0';
	return 0;
}

int buffer_append_text(struct buffer *b, const char *text)
{
	return buffer_append(b, text, strlen(text));
}

int buffer_append_char(struct buffer *b, char c)
{
	return buffer_append(b, &c, 1);
}

int buffer_format(struct buffer *b, const char *format, ...)
{
	va_list ap;
	va_start(ap, format);
	va_list again;
	va_copy(again, ap);
	int length = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	int result = -1;
	if (length >= 0 && !buffer_reserve(b, (size_t)length)) {
		vsnprintf(b->data + b->length, (size_t)length + 1, format, again);
		b->length += (size_t)length;
		result = 0;
	}
	va_end(again);
	return result;
}

const char *buffer_text(const struct buffer *b)
{
	return b->data ? b->data : "";
}

char *buffer_take(struct buffer *b)
{
	char *data = b->data ? b->data : calloc(1, 1);
	*b = (struct buffer){ .limit = b->limit };
	return data;
}
