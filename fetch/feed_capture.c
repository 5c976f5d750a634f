#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_reader.h"

static bool ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), n = strlen(end);
	return length >= n && !strcasecmp(text + length - n, end);
}

/* Text constructs: RFC 4287, 3.1 and 4.1.3; the mode attribute is Atom 0.3's. RSS says nothing and means
 * HTML, and so does who writes no type. */
static void capture_form(struct reader *r, const struct attributes *a)
{
	struct capture *c = &r->capture;
	char type[64], mode[16];
	c->form = FORM_HTML;
	c->escape = ESCAPE_NONE;
	attribute_get(a, NULL, "type", type, sizeof(type));
	if (attribute_get(a, NULL, "mode", mode, sizeof(mode)) && !strcasecmp(mode, "base64"))
		c->form = FORM_BASE64;
	else if (strstr(type, "xhtml") || ends_with(type, "+xml") || ends_with(type, "/xml") ||
		 !strcasecmp(mode, "xml"))
		c->escape = ESCAPE_ALL;
	else if (strstr(type, "html") || !*type || !strcasecmp(mode, "escaped"))
		return;
	else if (!strcasecmp(type, "text") || !strncasecmp(type, "text/", 5) || !strcasecmp(type, "plain"))
		c->escape = ESCAPE_TAGS;
	else if (r->atom && strchr(type, '/'))
		c->form = FORM_BASE64;
}

void capture_begin(struct reader *r, const struct feed_element *e, unsigned char rank, const struct attributes *a)
{
	r->capture = (struct capture){ .element = e, .depth = r->depth, .rank = rank, .form = FORM_TEXT };
	buffer_clear(&r->raw);
	bool marked_up = e->target == TARGET_TITLE || e->target == TARGET_SUMMARY;
	if (marked_up)
		capture_form(r, a);
	else if (e->target == TARGET_AUTHOR || e->target == TARGET_CATEGORY || e->target == TARGET_KEYWORDS)
		r->capture.form = FORM_HTML;
}

/* Markup within a field goes back to being source, so that one pass makes it text. */
void capture_tag(struct reader *r, const char *name, bool is_end)
{
	if (r->capture.form == FORM_HTML && feed_html_knows(name, strlen(name)))
		buffer_format(&r->raw, "<%s%s>", is_end ? "/" : "", name);
	else if (r->capture.form == FORM_HTML)
		buffer_append_char(&r->raw, ' ');
}

void capture_text(struct reader *r, const char *text, size_t length)
{
	if (length > FEED_FIELD_MAX - r->raw.length)
		length = FEED_FIELD_MAX - r->raw.length;
	if (r->capture.escape == ESCAPE_NONE) {
		buffer_append(&r->raw, text, length);
		return;
	}
	const char *end = text + length;
	while (text < end) {
		const char *run = text;
		while (run < end && *run != '<' && (*run != '&' || r->capture.escape == ESCAPE_TAGS))
			run++;
		buffer_append(&r->raw, text, (size_t)(run - text));
		if (run < end)
			buffer_append_text(&r->raw, *run == '<' ? "&lt;" : "&amp;");
		text = run + (run < end);
	}
}

static void guid_end(struct reader *r, const char *base)
{
	const char *raw = buffer_text(&r->raw);
	builder_set(&r->builder, TARGET_ID, r->capture.rank, FORM_TEXT, raw, r->raw.length, NULL);
	while (*raw == ' ' || *raw == '\n' || *raw == '\t' || *raw == '\r')
		raw++;
	if (r->capture.permalink &&
	    (!strncasecmp(raw, "http://", 7) || !strncasecmp(raw, "https://", 8) || *raw == '/'))
		reader_set(r, TARGET_LINK, 1, raw, base);
}

void capture_end(struct reader *r, const char *base)
{
	const struct feed_element *e = r->capture.element;
	const char *raw = buffer_text(&r->raw);
	size_t length = r->raw.length;
	r->capture.element = NULL;
	if (e->role == ROLE_GUID) {
		guid_end(r, base);
	} else if (e->role == ROLE_NAME || e->role == ROLE_EMAIL) {
		struct buffer *part = e->role == ROLE_NAME ? &r->person.name : &r->person.email;
		buffer_clear(part);
		safe_text(part, raw, length);
	} else if (e->role == ROLE_DATE) {
		builder_set(&r->builder, TARGET_PUBLISHED, 1, FORM_TEXT, raw, length, NULL);
		builder_set(&r->builder, TARGET_UPDATED, r->capture.rank, FORM_TEXT, raw, length, NULL);
	} else {
		bool is_link = e->target == TARGET_LINK || (e->target == TARGET_ID && r->atom);
		builder_set(&r->builder, e->target, r->capture.rank, r->capture.form, raw, length,
			    is_link ? base : NULL);
	}
}

void capture_person_end(struct reader *r)
{
	struct buffer *name = &r->person.name, *email = &r->person.email;
	struct buffer *shown = name->length ? name : email;
	if (name->length && email->length)
		buffer_format(name, " (%s)", buffer_text(email));
	if (shown->length)
		reader_set(r, TARGET_AUTHOR, 4, buffer_text(shown), NULL);
	buffer_clear(name);
	buffer_clear(email);
}
