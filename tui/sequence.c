#include "tui/sequence.h"

#include <string.h>

#define COPY_MOST 8192 /* bytes of a sequence that copies; terminals take no more than some thousands */

/* RFC 4648, 4. */
static int append_base64(struct buffer *out, const char *text)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
	for (size_t length = strlen(text); length > 0;) {
		size_t taken = length < 3 ? length : 3;
		unsigned bits = (unsigned)(unsigned char)text[0] << 16;
		bits |= taken > 1 ? (unsigned)(unsigned char)text[1] << 8 : 0;
		bits |= taken > 2 ? (unsigned)(unsigned char)text[2] : 0;
		for (size_t i = 0; i < 4; i++)
			if (buffer_append_char(out, i <= taken ? digits[bits >> (18 - 6 * i) & 63] : '='))
				return -1;
		text += taken;
		length -= taken;
	}
	return 0;
}

int sequence_append_copy(struct buffer *out, const char *text)
{
	if (strlen(text) > COPY_MOST / 4 * 3)
		return -1;
	return buffer_append_text(out, "\033]52;c;") || append_base64(out, text) || buffer_append_text(out, "\033\\")
		       ? -1
		       : 0;
}
