#include "base/error.h"

#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Takes off a character that the end of the buffer cut in two: the text may reach a terminal. */
static void drop_cut_character(char *text, size_t length)
{
	size_t start = length;
	while (start && length - start < 3 && ((unsigned char)text[start - 1] & 0xC0) == 0x80)
		start--;
	if (!start)
		return;
	uint32_t c;
	start--;
	if (utf8_decode(text + start, length - start, &c) != length - start || c == UTF8_REPLACEMENT)
		text[start] = '\0';
}

/* The arguments may point into err->text itself, so the sentence is made beside it. */
static void set_text(struct error *err, const char *text, size_t wanted)
{
	size_t length = strlen(text);
	memcpy(err->text, text, length + 1);
	if (wanted > length)
		drop_cut_character(err->text, length);
}

int error_set(struct error *err, const char *format, ...)
{
	if (err) {
		char text[sizeof err->text] = "";
		va_list ap;
		va_start(ap, format);
		int wanted = vsnprintf(text, sizeof text, format, ap);
		va_end(ap);
		set_text(err, text, wanted < 0 ? 0 : (size_t)wanted);
	}
	return -1;
}

int error_prefix(struct error *err, const char *format, ...)
{
	if (err) {
		char text[sizeof err->text] = "";
		va_list ap;
		va_start(ap, format);
		int prefix = vsnprintf(text, sizeof text, format, ap);
		va_end(ap);
		size_t used = strlen(text);
		int rest = snprintf(text + used, sizeof text - used, ": %s", err->text);
		set_text(err, text, (prefix < 0 ? 0 : (size_t)prefix) + (rest < 0 ? 0 : (size_t)rest));
	}
	return -1;
}
