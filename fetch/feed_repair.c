#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_repair.h"

#define PIECE (32u << 10)

void repair_fault(struct repair *r, const char *at, const char *what)
{
	if (r->feed->bozo)
		return;
	size_t line = 1;
	for (const char *p = r->start; p < at && (p = memchr(p, '\n', (size_t)(at - p))); p++)
		line++;
	feed_fault(r->feed, "line %zu: %s", line, what);
}

void repair_emit(struct repair *r, const char *bytes, size_t length)
{
	if (buffer_append(&r->out, bytes, length))
		r->stopped = true;
}

void repair_emit_text(struct repair *r, const char *text)
{
	repair_emit(r, text, strlen(text));
}

static void flush(struct repair *r, size_t at_least)
{
	if (r->stopped || r->out.length < at_least || !r->out.length)
		return;
	if (r->sink->take(r->sink->context, r->out.data, r->out.length))
		r->stopped = true;
	buffer_clear(&r->out);
}

bool repair_is_blank(char c)
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

size_t repair_name_length(const char *at, const char *end)
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
		return !repair_is_blank(*at);
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
	size_t used = feed_entity_xml(at, length);
	if (used) {
		repair_emit(r, at, used);
		return used;
	}
	used = feed_entity(at, length, &point);
	if (!used || (at[1] != '#' && at[used - 1] != ';')) {
		repair_fault(r, at, "an '&' stands alone or before an unknown name");
		repair_emit_text(r, "&amp;");
		return 1;
	}
	if (feed_entity_is_xml(at, length)) {
		repair_emit(r, at, used);
		return used;
	}
	if (at[1] != '#' && !r->doctype)
		repair_fault(r, at, "an entity of HTML that XML does not know");
	if (at[1] == '#' && (!point || at[used - 1] != ';'))
		repair_fault(r, at, "a reference to a character that XML does not allow");
	char bytes[4];
	if (point && point < 0x80) /* it might be markup: by number */
		buffer_format(&r->out, "&#%u;", point);
	else if (point)
		repair_emit(r, bytes, utf8_encode(point, bytes));
	return used;
}

/* Text or a value up to `end`, with what may not stand there repaired. */
void repair_text(struct repair *r, const char *at, const char *end, char quote)
{
	while (at < end && !r->stopped) {
		const char *run = plain_run(at, end, quote);
		if (run > at)
			repair_emit(r, at, (size_t)(run - at));
		at = run;
		if (at == end)
			break;
		size_t bad = forbidden(at, end);
		if (bad) {
			repair_fault(r, at, "a control character");
			at += bad;
		} else if (*at == '&') {
			at += repair_reference(r, at, end);
		} else if (*at == '<') {
			repair_fault(r, at, "a '<' that starts no tag");
			repair_emit_text(r, "&lt;");
			at++;
		} else {
			repair_emit_text(r, "&quot;"); /* the value is given double quotes whatever it had */
			at++;
		}
	}
}

const char *repair_skip_blanks(const char *at, const char *end)
{
	while (at < end && repair_is_blank(*at))
		at++;
	return at;
}

void repair_truncated(struct repair *r, const char *at, const char *what)
{
	if (r->depth || !r->rooted)
		repair_fault(r, at, what);
	r->at = r->end;
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
		repair_truncated(r, r->at, what);
}

/* Passes the section on as a section, without what XML forbids even there. */
static void cdata(struct repair *r)
{
	const char *from = r->at + 9;
	const char *close = feed_find(from, r->end, "]]>");
	if (!close) {
		repair_truncated(r, r->at, "the document ends within a CDATA section");
		return;
	}
	repair_emit_text(r, "<![CDATA[");
	for (const char *at = from; at < close;) {
		const char *run = at;
		while (run < close && (!special[(unsigned char)*run] || !forbidden(run, close)))
			run++;
		repair_emit(r, at, (size_t)(run - at));
		at = run;
		if (at < close) {
			repair_fault(r, at, "a control character");
			at += forbidden(at, close);
		}
	}
	repair_emit_text(r, "]]>");
	r->at = close + 3;
}

/* Entities that a document defines can be small and mean gigabytes, or files. The parameter entities that
 * old feeds name for the sake of &eacute; are passed by, and so is a definition of what HTML knows. */
static bool is_harmless_declaration(const char *at, const char *end)
{
	at = repair_skip_blanks(at + strlen("<!ENTITY"), end);
	if (at < end && *at == '%')
		return true;
	char reference[40] = "&";
	size_t n = repair_name_length(at, end);
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
		repair_truncated(r, r->at, "the document ends within its document type");
}

static bool starts(const struct repair *r, const char *what)
{
	size_t n = strlen(what);
	return (size_t)(r->end - r->at) >= n && !strncasecmp(r->at, what, n);
}

static void processing_instruction(struct repair *r)
{
	if (starts(r, "<?xml") && r->at + 5 < r->end && repair_is_blank(r->at[5]) && r->at != r->start)
		repair_fault(r, r->at, "the XML declaration is not at the start");
	const char *near = r->end - r->at > REPAIR_LOOK_AHEAD ? r->at + REPAIR_LOOK_AHEAD : r->end;
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
			repair_fault(r, r->at, "a document type within the document");
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
		repair_end_tag(r);
	} else if (repair_is_tag(r, &name) && (r->depth || !r->rooted)) {
		repair_start_tag(r, name);
	} else if (r->depth) {
		repair_text(r, r->at, r->at + 1, 0);
		r->at++;
	} else {
		repair_fault(r, r->at,
			     r->rooted ? "something follows the end of the feed" : "something stands before the feed");
		r->at = r->rooted ? r->end : r->at + 1;
	}
}

/* Text outside of the root is junk: dropped, and told where it is more than blanks. */
static void text(struct repair *r, const char *end)
{
	if (r->depth)
		repair_text(r, r->at, end, 0);
	else if (repair_skip_blanks(r->at, end) != end)
		repair_fault(r, r->at,
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
		repair_fault(&r, r.end, "the document ends before its elements do");
	bool limit = r.stopped;
	r.stopped = false;
	flush(&r, 0);
	buffer_release(&r.out);
	return limit || r.stopped ? -1 : 0;
}
