#include <string.h>

#include "fetch/feed_internal.h"

static int sextet(char c)
{
	if (c >= 'A' && c <= 'Z')
		return c - 'A';
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 26;
	if (c >= '0' && c <= '9')
		return c - '0' + 52;
	if (c == '+' || c == '-')
		return 62;
	return c == '/' || c == '_' ? 63 : -1;
}

bool feed_base64(struct buffer *out, const char *text, size_t length)
{
	size_t start = out->length, digits = 0;
	uint32_t bits = 0;
	for (size_t i = 0; i < length && text[i] != '='; i++) {
		int value = sextet(text[i]);
		if (value < 0 && strchr(" \t\r\n", text[i]) && text[i])
			continue;
		bits = bits << 6 | (uint32_t)value;
		char byte = (char)(bits >> (6 - 2 * (digits % 4)) & 0xFF);
		if (value < 0 || (digits++ % 4 && buffer_append_char(out, byte))) {
			out->length = start;
			if (out->data)
				out->data[start] = '\0';
			return false;
		}
	}
	return true;
}
