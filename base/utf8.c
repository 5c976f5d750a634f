#include "base/utf8.h"

#include <string.h>
#include <wchar.h>

static size_t sequence_length(unsigned char lead)
{
	if (lead < 0x80)
		return 1;
	if (lead >= 0xC2 && lead <= 0xDF)
		return 2;
	if (lead >= 0xE0 && lead <= 0xEF)
		return 3;
	if (lead >= 0xF0 && lead <= 0xF4)
		return 4;
	return 0;
}

/* The second byte's range is narrower after these leads: no overlong forms, no
 * surrogates, nothing past U+10FFFF. */
static bool second_fits(unsigned char lead, unsigned char second)
{
	switch (lead) {
	case 0xE0:
		return second >= 0xA0 && second <= 0xBF;
	case 0xED:
		return second >= 0x80 && second <= 0x9F;
	case 0xF0:
		return second >= 0x90 && second <= 0xBF;
	case 0xF4:
		return second >= 0x80 && second <= 0x8F;
	default:
		return (second & 0xC0) == 0x80;
	}
}

size_t utf8_decode(const char *s, size_t length, uint32_t *code_point)
{
	const unsigned char *p = (const unsigned char *)s;
	size_t need = sequence_length(p[0]);
	*code_point = UTF8_REPLACEMENT;
	if (need <= 1) {
		if (need)
			*code_point = p[0];
		return 1;
	}
	static const unsigned char lead_mask[] = { 0, 0, 0x1F, 0x0F, 0x07 };
	uint32_t value = p[0] & lead_mask[need];
	for (size_t i = 1; i < need; i++) {
		if (i >= length || (i == 1 ? !second_fits(p[0], p[1]) : (p[i] & 0xC0) != 0x80))
			return i;
		value = value << 6 | (p[i] & 0x3F);
	}
	*code_point = value;
	return need;
}

size_t utf8_encode(uint32_t c, char out[4])
{
	if (c > 0x10FFFF || (c >= 0xD800 && c <= 0xDFFF))
		c = UTF8_REPLACEMENT;
	if (c < 0x80) {
		out[0] = (char)c;
		return 1;
	}
	if (c < 0x800) {
		out[0] = (char)(0xC0 | c >> 6);
		out[1] = (char)(0x80 | (c & 0x3F));
		return 2;
	}
	if (c < 0x10000) {
		out[0] = (char)(0xE0 | c >> 12);
		out[1] = (char)(0x80 | (c >> 6 & 0x3F));
		out[2] = (char)(0x80 | (c & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | c >> 18);
	out[1] = (char)(0x80 | (c >> 12 & 0x3F));
	out[2] = (char)(0x80 | (c >> 6 & 0x3F));
	out[3] = (char)(0x80 | (c & 0x3F));
	return 4;
}

int utf8_width(uint32_t c)
{
	if (c >= 0x20 && c < 0x7F)
		return 1;
	int width = wcwidth((wchar_t)c);
	return width < 0 ? 1 : width;
}

int utf8_columns(const char *text)
{
	int columns = 0;
	size_t length = strlen(text);
	for (size_t at = 0; at < length;) {
		uint32_t c;
		at += utf8_decode(text + at, length - at, &c);
		columns += utf8_width(c);
	}
	return columns;
}

size_t utf8_fit(const char *text, int columns, int *used)
{
	size_t length = strlen(text), at = 0;
	int sum = 0;
	while (at < length) {
		uint32_t c;
		size_t step = utf8_decode(text + at, length - at, &c);
		int width = utf8_width(c);
		if (sum + width > columns)
			break;
		sum += width;
		at += step;
	}
	*used = sum;
	return at;
}
