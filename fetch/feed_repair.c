#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_internal.h"

#define PIECE (32u << 10)
#define NAME_BYTES_MAX 256
#define QUOTE_SEARCH 1024

struct name {
	const char *text;
	size_t length;
};

struct repair {
	struct feed *feed;
	const struct feed_sink *sink;
	struct error *err;
	const char *start, *at, *end;
	struct buffer out;
	struct name open[FEED_DEPTH_MAX]; /* names of the elements that are open, in the input */
	int depth;
	size_t beyond; /* elements open beyond the deepest that is passed on */
	bool rooted;   /* the root element was seen */
	bool doctype;  /* it may have meant to define the entities of HTML */
	bool stopped;
};

static int fault(struct repair *r, const char *at, const char *what)
{
	if (r->feed->bozo)
		return -1;
	size_t line = 1;
	for (const char *p = r->start; p < at && (p = memchr(p, '\n', (size_t)(at - p))); p++)
		line++;
	return feed_fault(r->feed, "line %zu: %s", line, what);
}

static void emit(struct repair *r, const char *bytes, size_t length)
{
	if (buffer_append(&r->out, bytes, length))
		r->stopped = true;
}

static void emit_text(struct repair *r, const char *text)
{
	emit(r, text, strlen(text));
}

static void flush(struct repair *r, size_t at_least)
{
	if (r->stopped || r->out.length < at_least || !r->out.length)
		return;
	if (r->sink->take(r->sink->context, r->out.data, r->out.length))
		r->stopped = true;
	buffer_clear(&r->out);
}

static bool is_blank(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static bool is_name_start(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (unsigned char)c >= 0x80;
}

static bool is_name_char(char c)
{
	return is_name_start(c) || (c >= '0' && c <= '9') || c == ':' || c == '-' || c == '.';
}

static size_t name_length(const char *at, const char *end)
{
	size_t n = 0;
	if (at == end || !is_name_start(*at))
		return 0;
	while (at + n < end && is_name_char(at[n]))
		n++;
	return n;
}

/* Characters that XML forbids even in text: C0 controls, U+FFFE, U+FFFF. Their length, or 0. */
static size_t forbidden(const char *at, const char *end)
{
	unsigned char c = (unsigned char)*at;
	if (c < 0x20)
		return !is_blank(*at);
	if (c == 0xEF && end - at >= 3 && (!memcmp(at, "\xEF\xBF\xBE", 3) || !memcmp(at, "\xEF\xBF\xBF", 3)))
		return 3;
	return 0;
}

/* Bytes that text cannot simply hold: controls that XML forbids, markup, and the lead of what might be U+FFFE. */
static const bool special[256] = {
	[0x00] = true, [0x01] = true, [0x02] = true, [0x03] = true, [0x04] = true, [0x05] = true, [0x06] = true,
	[0x07] = true, [0x08] = true, [0x0B] = true, [0x0C] = true, [0x0E] = true, [0x0F] = true, [0x10] = true,
	[0x11] = true, [0x12] = true, [0x13] = true, [0x14] = true, [0x15] = true, [0x16] = true, [0x17] = true,
	[0x18] = true, [0x19] = true, [0x1A] = true, [0x1B] = true, [0x1C] = true, [0x1D] = true, [0x1E] = true,
	[0x1F] = true, ['<'] = true,  ['&'] = true,  [0xEF] = true,
};

/* The first byte that text, or an attribute's value ended by `quote`, cannot simply hold. */
static const char *plain_run(const char *at, const char *end, char quote)
{
	while (at < end && *at != quote) {
		while (at < end && !special[(unsigned char)*at] && *at != quote)
			at++;
		if (at == end || (unsigned char)*at != 0xEF || forbidden(at, end))
			break;
		at++;
	}
	return at;
}

/* One '&': left alone, replaced by its character, dropped, or escaped. Returns the bytes used. */
static size_t repair_reference(struct repair *r, const char *at, const char *end)
{
	size_t length = (size_t)(end - at);
	uint32_t point = 0;
	size_t used = feed_entity(at, length, &point);
	if (!used || (at[1] != '#' && at[used - 1] != ';')) {
		fault(r, at, "an '&' stands alone or before an unknown name");
		emit_text(r, "&amp;");
		return 1;
	}
	if (feed_entity_is_xml(at, length)) {
		emit(r, at, used);
		return used;
	}
	if (at[1] != '#' && !r->doctype)
		fault(r, at, "an entity of HTML that XML does not know");
	if (at[1] == '#' && (!point || at[used - 1] != ';'))
		fault(r, at, "a reference to a character that XML does not allow");
	char bytes[4];
	if (point && point < 0x80) /* it might be markup: by number */
		buffer_format(&r->out, "&#%u;", point);
	else if (point)
		emit(r, bytes, utf8_encode(point, bytes));
	return used;
}

/* Text or a value up to `end`, with what may not stand there repaired. */
static void repair_text(struct repair *r, const char *at, const char *end, char quote)
{
	while (at < end && !r->stopped) {
		const char *run = plain_run(at, end, quote);
		if (run > at)
			emit(r, at, (size_t)(run - at));
		at = run;
		if (at == end)
			break;
		size_t bad = forbidden(at, end);
		if (bad) {
			fault(r, at, "a control character");
			at += bad;
		} else if (*at == '&') {
			at += repair_reference(r, at, end);
		} else if (*at == '<') {
			fault(r, at, "a '<' that starts no tag");
			emit_text(r, "&lt;");
			at++;
		} else {
			emit_text(r, "&quot;"); /* the value is given double quotes whatever it had */
			at++;
		}
	}
}

/* ---- tags ---- */

struct attribute {
	struct name name, value;
	char quote; /* 0 where the value had none */
	bool has_value;
};

static const char *skip_blanks(const char *at, const char *end)
{
	while (at < end && is_blank(*at))
		at++;
	return at;
}

/* Where a value ends. A quote that nothing closes would swallow what follows: when a tag seems to start
 * within the value and no proper end is near, the value ends with its own tag. */
static const char *value_end(const char *at, const char *end, char quote)
{
	const char *stop = at;
	while (stop < end && *stop != quote && *stop != '<')
		stop++;
	if (stop == end || *stop == quote)
		return stop == end ? NULL : stop;
	const char *near = end - stop > QUOTE_SEARCH ? stop + QUOTE_SEARCH : end;
	const char *close = memchr(stop, quote, (size_t)(near - stop));
	if (close && close + 1 < end && (is_blank(close[1]) || close[1] == '>' || close[1] == '/'))
		return close;
	const char *tag_end = memchr(at, '>', (size_t)(near - at));
	return tag_end ? tag_end : close;
}

/* Reads one attribute; returns what follows it, NULL where the input ends within it. */
static const char *attribute_read(const char *at, const char *end, struct attribute *a)
{
	*a = (struct attribute){ .name = { at, 0 } };
	while (at < end && !is_blank(*at) && *at != '=' && *at != '>' && (*at != '/' || at + 1 == end || at[1] != '>'))
		at++;
	a->name.length = (size_t)(at - a->name.text);
	const char *after = skip_blanks(at, end);
	if (after == end)
		return NULL;
	if (*after != '=')
		return at;
	a->has_value = true;
	at = skip_blanks(after + 1, end);
	if (at == end)
		return NULL;
	if (*at == '"' || *at == '\'') {
		a->quote = *at++;
		const char *close = value_end(at, end, a->quote);
		if (!close)
			return NULL;
		a->value = (struct name){ at, (size_t)(close - at) };
		if (*close == a->quote)
			return close + 1;
		a->quote = '\0';
		return close;
	}
	a->value.text = at;
	while (at < end && !is_blank(*at) && *at != '>')
		at++;
	a->value.length = (size_t)(at - a->value.text);
	return at == end ? NULL : at;
}

static bool is_attribute_name(const struct name *name)
{
	const char *end = name->text + name->length;
	return name->length && name->length <= NAME_BYTES_MAX && name_length(name->text, end) == name->length &&
	       name->text[name->length - 1] != ':';
}

static void attribute_emit(struct repair *r, const struct attribute *a)
{
	if (!is_attribute_name(&a->name)) {
		fault(r, a->name.text, "an attribute without a proper name");
		return;
	}
	if (!a->quote)
		fault(r, a->name.text, "an attribute without quotes");
	emit(r, " ", 1);
	emit(r, a->name.text, a->name.length);
	emit(r, "=\"", 2);
	if (a->has_value)
		repair_text(r, a->value.text, a->value.text + a->value.length, '"');
	emit(r, "\"", 1);
}

static void pop_name(struct repair *r)
{
	struct name name = r->open[--r->depth];
	emit(r, "</", 2);
	emit(r, name.text, name.length);
	emit(r, ">", 1);
}

/* The input ends within a tag, a comment or a section: what is complete stays. */
static void truncated(struct repair *r, const char *at, const char *what)
{
	if (r->depth || !r->rooted)
		fault(r, at, what);
	r->at = r->end;
}

/* Elements nested too deep are left out, tags and all; what they hold counts as their parents'. */
static bool is_too_deep(struct repair *r, struct name name)
{
	if (r->depth < FEED_DEPTH_MAX)
		return false;
	fault(r, name.text, "elements nested deeper than 64");
	r->beyond++;
	const char *close = memchr(r->at, '>', (size_t)(r->end - r->at));
	if (close && close[-1] == '/')
		r->beyond--;
	r->at = close ? close + 1 : r->end;
	return true;
}

/* A start tag with its name at `name`. */
static void start_tag(struct repair *r, struct name name)
{
	const char *limit = r->at + FEED_TAG_MAX < r->end ? r->at + FEED_TAG_MAX : r->end;
	const char *at = name.text + name.length;
	size_t tag = r->out.length;
	int count = 0;
	if (is_too_deep(r, name))
		return;
	emit(r, "<", 1);
	emit(r, name.text, name.length);
	bool closed = false;
	while (!r->stopped) {
		at = skip_blanks(at, limit);
		if (at < limit && *at == '>')
			break;
		closed = at + 1 < limit && at[0] == '/' && at[1] == '>';
		if (closed)
			break;
		struct attribute a;
		if (at < limit && (*at == '/' || *at == '=')) { /* a stray one */
			fault(r, at, "a tag with stray signs");
			at++;
			continue;
		}
		at = at < limit ? attribute_read(at, limit, &a) : NULL;
		if (!at || ++count > FEED_ATTRIBUTES_MAX) {
			r->out.length = tag;
			bool cut = !at && limit == r->end;
			truncated(r, name.text,
				  cut ? "the document ends within a tag"
				      : "a tag of more than 64 KiB or 256 attributes");
			r->stopped = !cut;
			return;
		}
		attribute_emit(r, &a);
	}
	emit_text(r, closed ? "/>" : ">");
	r->at = at + (closed ? 2 : 1);
	r->rooted = true;
	if (!closed)
		r->open[r->depth++] = name;
}

static bool same_name(struct name a, struct name b)
{
	return a.length == b.length && !memcmp(a.text, b.text, a.length);
}

static bool like_name(struct name a, struct name b)
{
	return a.length == b.length && !strncasecmp(a.text, b.text, a.length);
}

/* An end tag closes what it names and everything left open within; one that names nothing open is dropped. */
static void end_tag(struct repair *r)
{
	struct name name = { r->at + 2, name_length(r->at + 2, r->end) };
	const char *close = memchr(r->at, '>', (size_t)(r->end - r->at));
	if (!close) {
		truncated(r, r->at, "the document ends within a tag");
		return;
	}
	if (r->beyond) {
		r->beyond--;
		r->at = close + 1;
		return;
	}
	int found = r->depth;
	while (found > 0 && !same_name(r->open[found - 1], name))
		found--;
	if (!found) {
		found = r->depth;
		while (found > 0 && !like_name(r->open[found - 1], name))
			found--;
		fault(r, r->at, "an end tag that does not match its start tag");
	} else if (found < r->depth) {
		fault(r, r->at, "an element without its end tag");
	}
	while (found && r->depth >= found)
		pop_name(r);
	r->at = close + 1;
}

/* '<', a name, and then something that can follow a name: else it is text. */
static bool is_tag(const char *at, const char *end, struct name *name)
{
	*name = (struct name){ at + 1, name_length(at + 1, end) };
	const char *after = at + 1 + name->length;
	if (!name->length || name->length > NAME_BYTES_MAX || name->text[name->length - 1] == ':')
		return false;
	return after == end || is_blank(*after) || *after == '>' ||
	       (*after == '/' && (after + 1 == end || after[1] == '>'));
}

/* ---- what is neither text nor tag ---- */

/* Goes on after `close`. */
static void skip_past(struct repair *r, size_t opening, const char *close, const char *what)
{
	const char *from = r->at + opening;
	const char *found = from < r->end ? feed_find(from, r->end, close) : NULL;
	if (found)
		r->at = found + strlen(close);
	else
		truncated(r, r->at, what);
}

/* Passes the section on as a section, without what XML forbids even there. */
static void cdata(struct repair *r)
{
	const char *from = r->at + 9;
	const char *close = feed_find(from, r->end, "]]>");
	if (!close) {
		truncated(r, r->at, "the document ends within a CDATA section");
		return;
	}
	emit_text(r, "<![CDATA[");
	for (const char *at = from; at < close;) {
		const char *run = at;
		while (run < close && (!special[(unsigned char)*run] || !forbidden(run, close)))
			run++;
		emit(r, at, (size_t)(run - at));
		at = run;
		if (at < close) {
			fault(r, at, "a control character");
			at += forbidden(at, close);
		}
	}
	emit_text(r, "]]>");
	r->at = close + 3;
}

/* Entities that a document defines can be small and mean gigabytes, or files. The parameter entities that
 * old feeds name for the sake of &eacute; are passed by, and so is a definition of what HTML knows. */
static bool is_harmless_declaration(const char *at, const char *end)
{
	at = skip_blanks(at + strlen("<!ENTITY"), end);
	if (at < end && *at == '%')
		return true;
	char reference[40] = "&";
	size_t n = name_length(at, end);
	if (!n || n > sizeof(reference) - 3)
		return false;
	memcpy(reference + 1, at, n);
	reference[n + 1] = ';';
	uint32_t point;
	return feed_entity(reference, n + 2, &point) == n + 2;
}

static const char *skip_quoted(const char *at, const char *end)
{
	const char *close = memchr(at + 1, *at, (size_t)(end - at - 1));
	return close ? close : end - 1;
}

/* Passes over <!DOCTYPE ...>, which libxml2 never sees. */
static void doctype(struct repair *r)
{
	int nested = 0;
	for (const char *at = r->at; at < r->end && !r->stopped; at++) {
		if (*at == '[')
			nested = 1;
		else if (*at == ']')
			nested = 0;
		else if (r->end - at >= 4 && !memcmp(at, "<!--", 4)) {
			const char *close = feed_find(at + 4, r->end, "-->");
			at = close ? close + 2 : r->end - 1;
		} else if (*at == '"' || *at == '\'') {
			at = skip_quoted(at, r->end);
		} else if (nested && r->end - at > 8 && !memcmp(at, "<!ENTITY", 8) &&
			   !is_harmless_declaration(at, r->end)) {
			r->stopped = true;
			error_set(r->err, "refused: the document type (DTD) defines entities of its own");
		} else if (*at == '>' && !nested) {
			r->doctype = true;
			r->at = at + 1;
			return;
		}
	}
	if (!r->stopped)
		truncated(r, r->at, "the document ends within its document type");
}

static bool starts(const struct repair *r, const char *what)
{
	size_t n = strlen(what);
	return (size_t)(r->end - r->at) >= n && !strncasecmp(r->at, what, n);
}

static void processing_instruction(struct repair *r)
{
	if (starts(r, "<?xml") && r->at + 5 < r->end && is_blank(r->at[5]) && r->at != r->start)
		fault(r, r->at, "the XML declaration is not at the start");
	const char *near = r->end - r->at > QUOTE_SEARCH ? r->at + QUOTE_SEARCH : r->end;
	const char *close = feed_find(r->at, near, "?>");
	skip_past(r, 2, close ? "?>" : ">", "the document ends within a processing instruction");
}

/* What starts with "<!" or "<?"; false where it is nothing of the kind. */
static bool declaration(struct repair *r)
{
	if (starts(r, "<!--")) {
		skip_past(r, 4, "-->", "the document ends within a comment");
	} else if (starts(r, "<?")) {
		processing_instruction(r);
	} else if (starts(r, "<!DOCTYPE")) {
		if (r->rooted)
			fault(r, r->at, "a document type within the document");
		doctype(r);
	} else if (r->depth && starts(r, "<![CDATA[")) {
		cdata(r);
	} else {
		return false;
	}
	return true;
}

static void markup(struct repair *r)
{
	struct name name;
	char next = r->at + 1 < r->end ? r->at[1] : '\0';
	if ((next == '!' || next == '?') && declaration(r))
		return;
	if (next == '/') {
		end_tag(r);
	} else if (is_tag(r->at, r->end, &name) && (r->depth || !r->rooted)) {
		start_tag(r, name);
	} else if (r->depth) {
		repair_text(r, r->at, r->at + 1, 0);
		r->at++;
	} else {
		fault(r, r->at,
		      r->rooted ? "something follows the end of the feed" : "something stands before the feed");
		r->at = r->rooted ? r->end : r->at + 1;
	}
}

/* Text outside of the root is junk: dropped, and told where it is more than blanks. */
static void text(struct repair *r, const char *end)
{
	if (r->depth)
		repair_text(r, r->at, end, 0);
	else if (skip_blanks(r->at, end) != end)
		fault(r, r->at,
		      r->rooted ? "something follows the end of the feed" : "something stands before the feed");
	r->at = end;
}

int feed_repair(struct feed *feed, const char *bytes, size_t length, const struct feed_sink *sink, struct error *err)
{
	struct repair r = {
		.feed = feed, .sink = sink, .err = err, .start = bytes, .at = bytes, .end = bytes + length
	};
	buffer_init(&r.out, 4 * (size_t)FEED_BYTES_MAX);
	while (r.at < r.end && !r.stopped) {
		const char *tag = memchr(r.at, '<', (size_t)(r.end - r.at));
		text(&r, tag ? tag : r.end);
		if (tag && !r.stopped)
			markup(&r);
		flush(&r, PIECE);
	}
	if (r.depth)
		fault(&r, r.end, "the document ends before its elements do");
	bool limit = r.stopped;
	r.stopped = false;
	flush(&r, 0);
	buffer_release(&r.out);
	return limit || r.stopped ? -1 : 0;
}
