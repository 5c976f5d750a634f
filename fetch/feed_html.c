#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_internal.h"

/* HTML inside of fields: not parsed, only emptied of its tags. A '<' is a tag when HTML knows the name
 * after it, or when what follows can be nothing else; "x<y and z>w" or "<Your name>" stay text. */

#define ELEMENT_NAME_MAX 16
#define CLOSING_BYTES 512 /* how far an unknown element's end is looked for */

enum { INLINE, BLOCK, HIDDEN }; /* a BLOCK parts words, a HIDDEN one keeps its content to itself */

static const struct element {
	const char *name;
	char kind;
} elements[] = {
	{ "a", INLINE },       { "abbr", INLINE },      { "acronym", INLINE },  { "address", BLOCK },
	{ "applet", HIDDEN },  { "area", INLINE },      { "article", BLOCK },   { "aside", BLOCK },
	{ "audio", INLINE },   { "b", INLINE },         { "base", INLINE },     { "basefont", INLINE },
	{ "bdi", INLINE },     { "bdo", INLINE },       { "bgsound", INLINE },  { "big", INLINE },
	{ "blink", INLINE },   { "blockquote", BLOCK }, { "body", BLOCK },      { "br", BLOCK },
	{ "button", INLINE },  { "canvas", INLINE },    { "caption", BLOCK },   { "center", BLOCK },
	{ "cite", INLINE },    { "code", INLINE },      { "col", BLOCK },       { "colgroup", BLOCK },
	{ "datalist", BLOCK }, { "dd", BLOCK },         { "del", INLINE },      { "details", BLOCK },
	{ "dfn", INLINE },     { "dialog", BLOCK },     { "dir", BLOCK },       { "div", BLOCK },
	{ "dl", BLOCK },       { "dt", BLOCK },         { "em", INLINE },       { "embed", INLINE },
	{ "fieldset", BLOCK }, { "figcaption", BLOCK }, { "figure", BLOCK },    { "font", INLINE },
	{ "footer", BLOCK },   { "form", BLOCK },       { "frame", INLINE },    { "frameset", BLOCK },
	{ "h1", BLOCK },       { "h2", BLOCK },         { "h3", BLOCK },        { "h4", BLOCK },
	{ "h5", BLOCK },       { "h6", BLOCK },         { "head", BLOCK },      { "header", BLOCK },
	{ "hr", BLOCK },       { "html", BLOCK },       { "i", INLINE },        { "iframe", INLINE },
	{ "img", INLINE },     { "input", INLINE },     { "ins", INLINE },      { "kbd", INLINE },
	{ "keygen", INLINE },  { "label", INLINE },     { "legend", BLOCK },    { "li", BLOCK },
	{ "link", INLINE },    { "main", BLOCK },       { "map", INLINE },      { "mark", INLINE },
	{ "marquee", INLINE }, { "math", INLINE },      { "menu", BLOCK },      { "meta", INLINE },
	{ "meter", INLINE },   { "nav", BLOCK },        { "nobr", INLINE },     { "noframes", BLOCK },
	{ "noscript", BLOCK }, { "object", INLINE },    { "ol", BLOCK },        { "optgroup", BLOCK },
	{ "option", BLOCK },   { "output", INLINE },    { "p", BLOCK },         { "param", INLINE },
	{ "picture", INLINE }, { "pre", BLOCK },        { "progress", INLINE }, { "q", INLINE },
	{ "rp", INLINE },      { "rt", INLINE },        { "ruby", INLINE },     { "s", INLINE },
	{ "samp", INLINE },    { "script", HIDDEN },    { "section", BLOCK },   { "select", INLINE },
	{ "small", INLINE },   { "source", INLINE },    { "span", INLINE },     { "strike", INLINE },
	{ "strong", INLINE },  { "style", HIDDEN },     { "sub", INLINE },      { "summary", BLOCK },
	{ "sup", INLINE },     { "svg", INLINE },       { "table", BLOCK },     { "tbody", BLOCK },
	{ "td", BLOCK },       { "template", INLINE },  { "textarea", BLOCK },  { "tfoot", BLOCK },
	{ "th", BLOCK },       { "thead", BLOCK },      { "time", INLINE },     { "title", BLOCK },
	{ "tr", BLOCK },       { "track", INLINE },     { "tt", INLINE },       { "u", INLINE },
	{ "ul", BLOCK },       { "var", INLINE },       { "video", INLINE },    { "wbr", INLINE },
};

struct html {
	struct buffer *out;
	const char *at, *end;
};

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f';
}

static bool is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_name_char(char c)
{
	return is_letter(c) || (c >= '0' && c <= '9') || c == '-' || c == ':' || c == '_';
}

static int by_name(const void *key, const void *row)
{
	const char *wanted = key, *name = ((const struct element *)row)->name;
	int first = (*wanted | 0x20) - *name; /* names are small letters: most rows differ here */
	return first ? first : strcasecmp(wanted, name);
}

static const struct element *element_find(const char *name, size_t length)
{
	char key[ELEMENT_NAME_MAX + 1];
	if (!length || length > ELEMENT_NAME_MAX)
		return NULL;
	memcpy(key, name, length);
	key[length] = '\0';
	return bsearch(key, elements, sizeof(elements) / sizeof(*elements), sizeof(*elements), by_name);
}

bool feed_html_knows(const char *name, size_t length)
{
	return element_find(name, length) != NULL;
}

/* Where a tag stops: at its '>', quotes respected where they are closed, else before the next '<' or at
 * the end. */
static const char *tag_stop(const char *at, const char *end)
{
	for (const char *p = at; p < end; p++) {
		if (*p == '>' || *p == '<')
			return p;
		if ((*p == '"' || *p == '\'') && p[-1] == '=') {
			const char *close = memchr(p + 1, *p, (size_t)(end - p - 1));
			p = close ? close : p;
		}
	}
	return end;
}

static const char *past_tag(const char *stop, const char *end)
{
	return stop < end && *stop == '>' ? stop + 1 : stop;
}

static bool is_closed(const char *name, size_t length, const char *at, const char *end)
{
	if (end - at > CLOSING_BYTES)
		end = at + CLOSING_BYTES;
	while ((at = feed_find(at, end, "</"))) {
		at += 2;
		if (end - at > (ptrdiff_t)length && !strncasecmp(at, name, length) && at[length] == '>')
			return true;
	}
	return false;
}

/* An element that HTML does not know is one all the same when its name has a hyphen or a colon, when an
 * attribute follows, when it is an end tag, or when its own end tag comes. */
static bool is_foreign_tag(const char *name, size_t length, const char *stop, const char *end, bool is_end)
{
	if (memchr(name, '-', length) || memchr(name, ':', length) || is_end)
		return true;
	for (const char *p = name + length; p + 1 < stop; p++)
		if (*p == '=' && (p[1] == '"' || p[1] == '\''))
			return true;
	return stop[-1] == '/' || is_closed(name, length, stop, end);
}

/* Goes past the end tag of an element whose content is not for reading. */
static void skip_hidden(struct html *h, const char *name, size_t length)
{
	while ((h->at = memchr(h->at, '<', (size_t)(h->end - h->at)))) {
		if (h->end - h->at > (ptrdiff_t)length + 1 && h->at[1] == '/' &&
		    !strncasecmp(h->at + 2, name, length)) {
			const char *close = memchr(h->at, '>', (size_t)(h->end - h->at));
			h->at = close ? close + 1 : h->end;
			return;
		}
		h->at++;
	}
	h->at = h->end;
}

/* <!-- a comment -->, <!DOCTYPE ...>, <![if ...]>, <?xml ...>. */
static bool skip_declaration(struct html *h)
{
	if (h->end - h->at >= 4 && !memcmp(h->at, "<!--", 4)) {
		const char *close = feed_find(h->at + 4, h->end, "-->");
		const char *open_end = close ? NULL : memchr(h->at + 4, '>', (size_t)(h->end - h->at - 4));
		h->at = close ? close + 3 : open_end ? open_end + 1 : h->end;
		return true;
	}
	char second = h->at[1], third = h->end - h->at > 2 ? h->at[2] : '\0';
	if ((second != '!' && second != '?') || (!is_letter(third) && third != '['))
		return false;
	h->at = past_tag(tag_stop(h->at + 2, h->end), h->end);
	return true;
}

static bool skip_tag(struct html *h)
{
	const char *name = h->at + 1;
	bool is_end = name < h->end && *name == '/';
	name += is_end;
	size_t length = 0;
	while (name + length < h->end && is_name_char(name[length]))
		length++;
	if (!length || !is_letter(*name))
		return false;
	const char *after = name + length;
	if (after < h->end && !is_blank(*after) && *after != '>' && *after != '/')
		return false;
	const struct element *element = element_find(name, length);
	const char *stop = tag_stop(after, h->end);
	if (!element && (stop == h->end || *stop != '>' || !is_foreign_tag(name, length, stop, h->end, is_end)))
		return false;
	h->at = past_tag(stop, h->end);
	if (element && element->kind == BLOCK)
		buffer_append_char(h->out, ' ');
	if (element && element->kind == HIDDEN && !is_end && stop[-1] != '/')
		skip_hidden(h, name, length);
	return true;
}

static void decode_entity(struct html *h)
{
	uint32_t point = 0;
	char bytes[4];
	size_t used = feed_entity(h->at, (size_t)(h->end - h->at), &point);
	if (!used) {
		buffer_append_char(h->out, *h->at++);
		return;
	}
	if (point)
		buffer_append(h->out, bytes, utf8_encode(point, bytes));
	h->at += used;
}

void feed_html_text(struct buffer *out, const char *html, size_t length)
{
	struct html h = { out, html, html + length };
	while (h.at < h.end) {
		const char *run = h.at;
		while (run < h.end && *run != '<' && *run != '&')
			run++;
		buffer_append(out, h.at, (size_t)(run - h.at));
		h.at = run;
		if (run == h.end)
			break;
		if (*run == '&')
			decode_entity(&h);
		else if (h.end - run < 2 || (!skip_declaration(&h) && !skip_tag(&h)))
			buffer_append_char(out, *h.at++);
	}
}
