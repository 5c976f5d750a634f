#include "widgets/wrap.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

/* Bytes of the next line. */
static size_t line_length(const char *text, int columns)
{
	int used;
	size_t fit = utf8_fit(text, columns, &used);
	if (!text[fit])
		return fit;
	for (size_t i = fit + 1; i-- > 1;)
		if (text[i] == ' ')
			return i;
	return fit;
}

const char *wrap_line(const char *text, int columns, char *out, size_t size)
{
	size_t length = line_length(text, columns);
	snprintf(out, size, "%.*s", (int)length, text);
	if (!length) /* not even one character fits */
		return text + strlen(text);
	text += length;
	return text + strspn(text, " ");
}
