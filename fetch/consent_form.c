#include "fetch/consent_form.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#define FIELD_SIZE 1024

struct tag { /* "<input name=a value='b'>": where its attributes are read from, up to end */
	const char *at, *end;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f';
}

static bool is_name_end(char c)
{
	return is_blank(c) || c == '=' || c == '>' || c == '/' || !c;
}

/* The end of a tag: the '>' that stands in no quotes. NULL: the page ends before. */
static const char *tag_end(const char *p)
{
	for (char quote = 0; *p; p++) {
		if (quote)
			quote = *p == quote ? 0 : quote;
		else if (*p == '"' || *p == '\'')
			quote = *p;
		else if (*p == '>')
			return p;
	}
	return NULL;
}

/* The next tag of that name at or behind p, and *after what stands behind it. false: none before `limit`. */
static bool next_tag(const char *p, const char *limit, const char *name, struct tag *tag, const char **after)
{
	size_t length = strlen(name);
	for (; p < limit && (p = strchr(p, '<')) && p < limit; p++) {
		if (strncasecmp(p + 1, name, length) != 0 || !is_name_end(p[1 + length]))
			continue;
		const char *end = tag_end(p + 1 + length);
		if (!end)
			return false;
		*tag = (struct tag){ p + 1 + length, end };
		*after = end + 1;
		return true;
	}
	return false;
}

/* ---- attributes ---- */

/* A character reference of ASCII at p, "&#x3D;", "&#61;", "&amp;": its bytes, 0 none. */
static size_t read_reference(const char *p, const char *end, char *out)
{
	static const struct {
		const char *name;
		char meant;
	} names[] = { { "&amp;", '&' }, { "&quot;", '"' }, { "&lt;", '<' }, { "&gt;", '>' }, { "&apos;", '\'' } };
	for (size_t i = 0; i < sizeof names / sizeof *names; i++) {
		size_t length = strlen(names[i].name);
		if ((size_t)(end - p) >= length && !memcmp(p, names[i].name, length)) {
			*out = names[i].meant;
			return length;
		}
	}
	if (end - p < 4 || p[1] != '#')
		return 0;
	bool hex = p[2] == 'x' || p[2] == 'X';
	char *stop;
	unsigned long point = strtoul(p + (hex ? 3 : 2), &stop, hex ? 16 : 10);
	if (stop >= end || *stop != ';' || point < 0x20 || point > 0x7e)
		return 0;
	*out = (char)point;
	return (size_t)(stop + 1 - p);
}

/* -1: too long. */
static int decode(const char *text, const char *end, char *out, size_t size)
{
	size_t used = 0;
	while (text < end) {
		char c = *text;
		size_t length = c == '&' ? read_reference(text, end, &c) : 0;
		if (used + 1 >= size)
			return -1;
		out[used++] = c;
		text += length ? length : 1;
	}
	out[used] = '\0';
	return 0;
}

/* The value of the attribute at p behind its name: what it spans, and where the next one may begin. */
static const char *read_value(const char *p, const char *end, const char **from, const char **to)
{
	while (p < end && is_blank(*p))
		p++;
	*from = *to = p;
	if (p == end || *p != '=')
		return p;
	for (p++; p < end && is_blank(*p);)
		p++;
	char quote = p < end && (*p == '"' || *p == '\'') ? *p : 0;
	*from = p + (quote != 0);
	for (p = *from; p < end && (quote ? *p != quote : !is_blank(*p));)
		p++;
	*to = p;
	return p + (p < end && quote);
}

/* The attribute's value, "" where the tag has none of that name. -1: too long. */
static int attribute(const struct tag *tag, const char *name, char *out, size_t size)
{
	size_t length = strlen(name);
	*out = '\0';
	for (const char *p = tag->at; p < tag->end;) {
		const char *start = p, *from, *to;
		while (p < tag->end && !is_name_end(*p))
			p++;
		size_t found = (size_t)(p - start);
		if (!found) {
			p++;
			continue;
		}
		p = read_value(p, tag->end, &from, &to);
		if (found == length && !strncasecmp(start, name, length))
			return decode(from, to, out, size);
	}
	return 0;
}

/* ---- the form ---- */

static int append_field(struct buffer *body, const char *name, const char *value)
{
	char escaped[2][3 * FIELD_SIZE + 1];
	if (url_escape(name, escaped[0], sizeof *escaped) || url_escape(value, escaped[1], sizeof *escaped))
		return -1;
	return buffer_format(body, "%s%s=%s", body->length ? "&" : "", escaped[0], escaped[1]);
}

static int read_fields(struct consent_form *form, const char *p, const char *limit, unsigned *needed)
{
	struct tag tag;
	while (next_tag(p, limit, "input", &tag, &p)) {
		char type[16], name[FIELD_SIZE], value[FIELD_SIZE];
		if (attribute(&tag, "type", type, sizeof type) || strcasecmp(type, "hidden") != 0)
			continue;
		if (attribute(&tag, "name", name, sizeof name) || attribute(&tag, "value", value, sizeof value))
			return -1;
		*needed |= !strcmp(name, "csrfToken") && *value ? 1u : 0u;
		*needed |= !strcmp(name, "sessionId") && *value ? 2u : 0u;
		if (*name && append_field(&form->body, name, value))
			return -1;
	}
	return append_field(&form->body, "agree", "agree");
}

bool consent_form_read(struct consent_form *form, const char *html)
{
	struct tag tag;
	const char *end = html + strlen(html);
	*form = (struct consent_form){ 0 };
	buffer_init(&form->body, CONSENT_FORM_LIMIT);
	for (const char *p = html; next_tag(p, end, "form", &tag, &p);) {
		struct tag close;
		const char *after, *limit = next_tag(p, end, "/form", &close, &after) ? close.at : end;
		unsigned needed = 0;
		buffer_clear(&form->body);
		if (!attribute(&tag, "action", form->action, sizeof form->action) &&
		    !read_fields(form, p, limit, &needed) && needed == 3u)
			return true;
	}
	return false;
}

void consent_form_release(struct consent_form *form)
{
	if (form->body.data)
		explicit_bzero(form->body.data, form->body.length);
	buffer_release(&form->body);
}
