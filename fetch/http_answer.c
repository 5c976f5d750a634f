#include <string.h>
#include <strings.h>

#include "fetch/http.h"

void http_response_release(struct http_response *response)
{
	buffer_release(&response->headers);
	buffer_release(&response->body);
}

static void copy_trimmed(char *out, size_t size, const char *text, size_t length)
{
	while (length && (*text == ' ' || *text == '\t')) {
		text++;
		length--;
	}
	while (length && strchr(" \t\r\n", text[length - 1]))
		length--;
	if (length >= size)
		length = size - 1;
	memcpy(out, text, length);
	out[length] = '\0';
}

void http_header(const struct http_response *response, const char *name, char *out, size_t size)
{
	size_t length = strlen(name);
	*out = '\0';
	for (const char *line = buffer_text(&response->headers); *line;) {
		size_t end = strcspn(line, "\n");
		if (end > length && line[length] == ':' && !strncasecmp(line, name, length))
			copy_trimmed(out, size, line + length + 1, end - length - 1);
		line += end + (line[end] == '\n');
	}
}

void http_charset(const struct http_response *response, char *out, size_t size)
{
	char type[256];
	*out = '\0';
	http_header(response, "Content-Type", type, sizeof type);
	for (const char *p = strchr(type, ';'); p; p = strchr(p, ';')) {
		p += 1 + strspn(p + 1, " \t");
		if (strncasecmp(p, "charset=", 8) != 0)
			continue;
		p += 8 + (p[8] == '"');
		copy_trimmed(out, size, p, strcspn(p, "\"; \t"));
		return;
	}
}
