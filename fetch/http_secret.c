/* Where the secret of a request goes, and how it does not come back. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "fetch/http_transfer.h"

bool transfer_has_secret(const struct transfer *t)
{
	return t->secret || t->cookies || t->form;
}

int transfer_fill_in(const struct transfer *t, const char *text, char *out, size_t size)
{
	const char *place = t->secret ? strstr(text, HTTP_SECRET) : NULL;
	int before = place ? (int)(place - text) : (int)strlen(text);
	int n = snprintf(out, size, "%.*s%s%s", before, text, place ? t->secret : "",
			 place ? place + strlen(HTTP_SECRET) : "");
	return n < (int)size ? 0 : -1;
}

void secret_strike_out(struct buffer *b, const char *secret)
{
	size_t length = secret ? strlen(secret) : 0, mark = strlen(HTTP_SECRET), put = 0;
	if (length < mark || !b->length)
		return;
	for (size_t i = 0; i < b->length;) {
		if (b->length - i >= length && !memcmp(b->data + i, secret, length)) {
			memcpy(b->data + put, HTTP_SECRET, mark);
			put += mark;
			i += length;
		} else {
			b->data[put++] = b->data[i++];
		}
	}
	b->length = put;
	b->data[put] = '\0';
}

void secret_wipe(char *text)
{
	if (text)
		explicit_bzero(text, strlen(text));
	free(text);
}
