#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_fields.h"
#include "fetch/payload.h"

/* What of the text in a captured field is markup already. */
enum escape {
	ESCAPE_NONE, /* the text is source of HTML */
	ESCAPE_TAGS, /* the text is text, but what looks like an entity was encoded twice */
	ESCAPE_ALL,  /* the text is text */
};

struct frame {
	enum feed_role role;
	const char *base; /* borrowed from an outer frame or the caller, or own */
	char *own_base;
};

struct capture {
	const struct feed_element *element; /* NULL: nothing is captured */
	size_t depth;
	unsigned char rank;
	enum feed_form form;
	enum escape escape;
	bool permalink; /* of a guid */
};

struct person {
	struct buffer name, email;
};

struct reader {
	struct feed *feed;
	struct feed_builder builder;
	xmlParserCtxtPtr parser;
	struct frame frames[FEED_DEPTH_MAX + 2]; /* frames[0] is the document */
	size_t depth;
	char *root_uri; /* the namespace that counts as the feed's own */
	bool atom;      /* the root is <feed> */
	struct capture capture;
	struct person person;
	struct buffer raw; /* what is captured */
	const char *text;  /* the document, to say what came when it is no feed */
	size_t text_length;
	struct error *err;
	bool refused;
};

/* An attribute as libxml2 hands it over: local name, prefix, URI, value, end of value. */
struct attributes {
	const xmlChar **rows;
	int count;
};

static const char *as_text(const xmlChar *x)
{
	return (const char *)x;
}

/* The value of an attribute by its local name, with `space` NULL in none or any namespace, into value; "" if
 * there is none. Cut at the size. */
static bool attribute_get(const struct attributes *a, const char *uri, const char *name, char *value, size_t size)
{
	*value = '\0';
	for (int i = 0; i < a->count; i++) {
		const xmlChar **row = a->rows + i * 5;
		if (strcasecmp(as_text(row[0]), name) != 0 || (uri && (!row[2] || strcmp(as_text(row[2]), uri) != 0)))
			continue;
		size_t length = (size_t)(row[4] - row[3]);
		if (length >= size)
			length = size - 1;
		memcpy(value, row[3], length);
		value[length] = '\0';
		return true;
	}
	return false;
}

static void set(struct reader *r, enum feed_target target, unsigned char rank, const char *raw, const char *base)
{
	builder_set(&r->builder, target, rank, FORM_TEXT, raw, strlen(raw), base);
}

/* ---- the root ---- */

static int refuse(struct reader *r, const char *what)
{
	char came[200];
	payload_describe(r->text, r->text_length, came, sizeof(came));
	r->refused = true; /* the rest of the piece is passed over, no other follows */
	return error_set(r->err, "expected a press feed, got %s%s", came, what);
}

static const char *format_of(bool atom, const char *uri)
{
	if (!atom)
		return "rss";
	return uri && strstr(uri, "purl.org/") ? "atom03" : "atom";
}

static void root_begin(struct reader *r, const char *name, const char *uri, const struct attributes *a)
{
	enum feed_space space = feed_space_of(uri, NULL);
	const struct feed_element *e = feed_element_find(name, ~0u);
	if (!e || (e->role != ROLE_ROOT && e->role != ROLE_FEED && e->role != ROLE_ITEM)) {
		char safe[64], what[96];
		safe_copy(safe, sizeof(safe), name);
		snprintf(what, sizeof(what), " with the root element <%s>", safe);
		refuse(r, what);
		return;
	}
	if (uri && space == SPACE_OTHER)
		r->root_uri = strdup(uri);
	r->atom = !strcasecmp(name, "feed") || !strcasecmp(name, "entry");
	char version[16];
	attribute_get(a, NULL, "version", version, sizeof(version));
	bool old = !strncmp(version, "0.9", 3);
	snprintf(r->feed->format, sizeof(r->feed->format), "%s", old ? "rss09" : format_of(r->atom, uri));
}

/* RSS 0.90 and 1.0 share their root; the namespace of the channel parts them. */
static void note_rdf(struct reader *r, const char *uri)
{
	if (uri && strstr(uri, "netscape.com"))
		snprintf(r->feed->format, sizeof(r->feed->format), "rss09");
	else if (uri && strstr(uri, "purl.org/"))
		snprintf(r->feed->format, sizeof(r->feed->format), "rss1");
}

/* ---- captured fields ---- */

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

static void capture_begin(struct reader *r, const struct feed_element *e, unsigned char rank,
			  const struct attributes *a)
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
static void capture_tag(struct reader *r, const char *name, bool is_end)
{
	if (r->capture.form == FORM_HTML && feed_html_knows(name, strlen(name)))
		buffer_format(&r->raw, "<%s%s>", is_end ? "/" : "", name);
	else if (r->capture.form == FORM_HTML)
		buffer_append_char(&r->raw, ' ');
}

static void capture_text(struct reader *r, const char *text, size_t length)
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
		set(r, TARGET_LINK, 1, raw, base);
}

static void capture_end(struct reader *r, const char *base)
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

static void person_end(struct reader *r)
{
	struct buffer *name = &r->person.name, *email = &r->person.email;
	struct buffer *shown = name->length ? name : email;
	if (name->length && email->length)
		buffer_format(name, " (%s)", buffer_text(email));
	if (shown->length)
		set(r, TARGET_AUTHOR, 4, buffer_text(shown), NULL);
	buffer_clear(name);
	buffer_clear(email);
}

/* ---- elements that need their attributes ---- */

/* RFC 4287, 4.2.7.2: without rel it is the alternate; a registered relation may be written as a URL. */
static unsigned char link_rank(const struct attributes *a, bool by_reference)
{
	static const char registry[] = "http://www.iana.org/assignments/relation/";
	char rel[96], type[64];
	const char *relation = rel;
	attribute_get(a, NULL, "rel", rel, sizeof(rel));
	attribute_get(a, NULL, "type", type, sizeof(type));
	if (!strncmp(rel, registry, sizeof(registry) - 1))
		relation += sizeof(registry) - 1;
	if (*relation && strcasecmp(relation, "alternate") != 0)
		return 0;
	return *type && !strstr(type, "html") && by_reference ? 4 : 5;
}

static void link_begin(struct reader *r, const struct feed_element *e, const struct attributes *a,
		       enum feed_space space)
{
	char href[FEED_LINK_MAX];
	bool by_reference = attribute_get(a, NULL, "href", href, sizeof(href)) && *href;
	unsigned char rank = link_rank(a, by_reference);
	if (rank && space == SPACE_ATOM && !r->atom)
		rank = 3; /* beside RSS's own */
	if (by_reference && rank)
		set(r, TARGET_LINK, rank, href, r->frames[r->depth].base);
	else if (rank && builder_wants(&r->builder, TARGET_LINK, rank))
		capture_begin(r, e, rank, a);
}

static void category_begin(struct reader *r, const struct feed_element *e, const struct attributes *a)
{
	char term[256];
	bool given = attribute_get(a, NULL, "term", term, sizeof(term)) ||
		     attribute_get(a, NULL, "text", term, sizeof(term));
	r->frames[r->depth].role = ROLE_GROUP; /* iTunes nests them */
	if (given)
		set(r, TARGET_CATEGORY, 1, term, NULL);
	else if (builder_wants(&r->builder, TARGET_CATEGORY, 1))
		capture_begin(r, e, 1, a);
}

static void guid_begin(struct reader *r, const struct feed_element *e, const struct attributes *a)
{
	char permalink[16];
	attribute_get(a, NULL, "isPermaLink", permalink, sizeof(permalink));
	capture_begin(r, e, e->rank, a);
	r->capture.permalink = strcasecmp(permalink, "false") != 0;
}

/* RDF names what an item is about, CDF writes its link and date as attributes. */
static void container_begin(struct reader *r, const struct feed_element *e, const struct attributes *a)
{
	char value[FEED_LINK_MAX];
	const char *base = r->frames[r->depth].base;
	if (e->role == ROLE_ITEM)
		builder_item_begin(&r->builder);
	if (attribute_get(a, NULL, "about", value, sizeof(value)) && *value) {
		set(r, TARGET_ID, 2, value, NULL);
		set(r, TARGET_LINK, 1, value, base);
	}
	if (attribute_get(a, NULL, "href", value, sizeof(value)))
		set(r, TARGET_LINK, 1, value, base);
	if (attribute_get(a, NULL, "lastmod", value, sizeof(value)))
		set(r, TARGET_UPDATED, 1, value, NULL);
}

/* Content kept elsewhere: nothing to read, but a place to go. */
static bool is_elsewhere(struct reader *r, const struct attributes *a)
{
	char src[FEED_LINK_MAX];
	if (!attribute_get(a, NULL, "src", src, sizeof(src)))
		return false;
	set(r, TARGET_LINK, 1, src, r->frames[r->depth].base);
	return true;
}

static void field_begin(struct reader *r, const struct feed_element *e, const struct attributes *a,
			enum feed_space space)
{
	switch (e->role) {
	case ROLE_LINK:
		link_begin(r, e, a, space);
		break;
	case ROLE_CATEGORY:
		category_begin(r, e, a);
		break;
	case ROLE_GUID:
		guid_begin(r, e, a);
		break;
	case ROLE_DATE:
	case ROLE_NAME:
	case ROLE_EMAIL:
		capture_begin(r, e, e->rank, a);
		break;
	case ROLE_FIELD:
		if (builder_wants(&r->builder, e->target, e->rank) && !is_elsewhere(r, a))
			capture_begin(r, e, e->rank, a);
		break;
	case ROLE_ROOT:
	case ROLE_FEED:
	case ROLE_ITEM:
		container_begin(r, e, a);
		break;
	case ROLE_OTHER:
	case ROLE_GROUP:
	case ROLE_PERSON:
		break;
	}
}

/* ---- libxml2's callbacks ---- */

static void push_frame(struct reader *r, const struct attributes *a)
{
	struct frame *outer = &r->frames[r->depth++], *f = &r->frames[r->depth];
	char reference[FEED_LINK_MAX], safe[FEED_LINK_MAX], base[FEED_LINK_MAX];
	*f = (struct frame){ .role = ROLE_OTHER, .base = outer->base };
	if (!a->count || !attribute_get(a, as_text(XML_XML_NAMESPACE), "base", reference, sizeof(reference)))
		return;
	safe_copy(safe, sizeof(safe), reference); /* it becomes part of links */
	if (!feed_link_resolve(outer->base, safe, base) && (f->own_base = strdup(base)))
		f->base = f->own_base;
}

static void note_language(struct reader *r, const struct attributes *a)
{
	char language[32];
	if (a->count && attribute_get(a, as_text(XML_XML_NAMESPACE), "lang", language, sizeof(language)))
		set(r, TARGET_LANGUAGE, 1, language, NULL);
}

/* Which of our elements this is, where it stands; NULL if none. */
static const struct feed_element *element_here(struct reader *r, const char *name, const char *uri, const char *prefix,
					       enum feed_space *space)
{
	enum feed_role parent = r->frames[r->depth - 1].role;
	if (parent == ROLE_OTHER)
		return NULL;
	*space = uri && r->root_uri && !strcmp(uri, r->root_uri) ? SPACE_CORE : feed_space_of(uri, prefix);
	if (*space == SPACE_CORE && r->atom)
		*space = SPACE_ATOM;
	const struct feed_element *e = feed_element_find(name, *space);
	if (!e)
		return NULL;
	bool of_person = e->role == ROLE_NAME || e->role == ROLE_EMAIL;
	if ((parent == ROLE_PERSON) != of_person)
		return NULL;
	bool container = e->role == ROLE_ITEM || e->role == ROLE_FEED || e->role == ROLE_ROOT;
	return container && parent == ROLE_GROUP ? NULL : e;
}

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count,
			  const xmlChar **ns, int count, int defaulted, const xmlChar **rows)
{
	struct reader *r = context;
	struct attributes a = { rows, count };
	(void)ns_count, (void)ns, (void)defaulted;
	if (r->refused || r->depth > FEED_DEPTH_MAX)
		return;
	if (!r->depth)
		root_begin(r, as_text(name), as_text(uri), &a);
	if (r->refused)
		return;
	push_frame(r, &a);
	if (r->capture.element && r->capture.element->role != ROLE_CATEGORY) {
		capture_tag(r, as_text(name), false);
		return;
	}
	enum feed_space space = SPACE_OTHER;
	const struct feed_element *e = r->depth == 1
					       ? feed_element_find(as_text(name), ~0u)
					       : element_here(r, as_text(name), as_text(uri), as_text(prefix), &space);
	if (!e)
		return;
	bool container = e->role == ROLE_ITEM || e->role == ROLE_FEED || e->role == ROLE_ROOT;
	if (container || e->role == ROLE_GROUP || e->role == ROLE_PERSON)
		r->frames[r->depth].role = e->role;
	if (e->role == ROLE_FEED && r->depth == 2)
		note_rdf(r, as_text(uri));
	field_begin(r, e, &a, space);
	if (e->role == ROLE_FEED || e->role == ROLE_ROOT)
		note_language(r, &a);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct reader *r = context;
	(void)prefix, (void)uri;
	if (r->refused || !r->depth)
		return;
	struct frame *f = &r->frames[r->depth];
	if (r->capture.element && r->capture.depth == r->depth)
		capture_end(r, f->base);
	else if (r->capture.element)
		capture_tag(r, as_text(name), true);
	else if (f->role == ROLE_PERSON)
		person_end(r);
	if (f->role == ROLE_ITEM)
		builder_item_end(&r->builder);
	free(f->own_base);
	r->depth--;
}

static void characters(void *context, const xmlChar *text, int length)
{
	struct reader *r = context;
	if (r->capture.element)
		capture_text(r, as_text(text), (size_t)length);
}

/* No document type comes through the repair; should one, nothing of it is believed. */
static void internal_subset(void *context, const xmlChar *name, const xmlChar *public_id, const xmlChar *system_id)
{
	struct reader *r = context;
	(void)name, (void)public_id, (void)system_id;
	r->refused = true;
	error_set(r->err, "refused: a document type (DTD) within the feed");
	xmlStopParser(r->parser);
}

static void note_error(void *context, xmlErrorPtr e)
{
	struct reader *r = context;
	if (e->message)
		feed_fault(r->feed, "line %d: %s", e->line, e->message);
}

static xmlParserInputPtr no_entity(const char *url, const char *id, xmlParserCtxtPtr parser)
{
	(void)url, (void)id, (void)parser;
	return NULL;
}

/* ---- the document ---- */

static int take(void *context, const char *bytes, size_t length)
{
	struct reader *r = context;
	if (!r->refused)
		xmlParseChunk(r->parser, bytes, (int)length, 0);
	return r->refused || r->builder.failed;
}

static void reader_release(struct reader *r)
{
	while (r->depth)
		free(r->frames[r->depth--].own_base);
	if (r->parser && r->parser->myDoc)
		xmlFreeDoc(r->parser->myDoc);
	xmlFreeParserCtxt(r->parser);
	builder_release(&r->builder);
	buffer_release(&r->raw);
	buffer_release(&r->person.name);
	buffer_release(&r->person.email);
	free(r->root_uri);
}

static int reader_init(struct reader *r, struct feed *feed, const struct feed_text *text, const char *base,
		       struct error *err)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = start_element,
			      .endElementNs = end_element,
			      .characters = characters,
			      .cdataBlock = characters,
			      .ignorableWhitespace = characters,
			      .internalSubset = internal_subset,
			      .serror = note_error };
	*r = (struct reader){ .feed = feed, .text = text->data, .text_length = text->length, .err = err };
	r->frames[0] = (struct frame){ .role = ROLE_GROUP, .base = base };
	builder_init(&r->builder, feed);
	buffer_init(&r->raw, 2 * (size_t)FEED_FIELD_MAX);
	buffer_init(&r->person.name, 512);
	buffer_init(&r->person.email, 256);
	xmlSetExternalEntityLoader(no_entity);
	r->parser = xmlCreatePushParserCtxt(&sax, r, NULL, 0, NULL);
	if (!r->parser)
		return error_set(err, "out of memory");
	xmlCtxtUseOptions(r->parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
	xmlSwitchEncoding(r->parser, XML_CHAR_ENCODING_UTF8);
	return 0;
}

int feed_read_xml(struct feed *feed, const struct feed_text *text, const char *base, struct error *err)
{
	struct reader r;
	if (reader_init(&r, feed, text, base, err)) {
		reader_release(&r);
		return -1;
	}
	struct feed_sink sink = { take, &r };
	struct error stopped = { "" };
	int result = feed_repair(feed, text->data, text->length, &sink, &stopped);
	if (!r.refused)
		xmlParseChunk(r.parser, "", 0, 1);
	if (stopped.text[0])
		result = error_set(err, "%s", stopped.text);
	else if (r.refused)
		result = -1;
	else if (r.builder.failed)
		result = error_set(err, "out of memory");
	else if (!feed->format[0])
		result = refuse(&r, "");
	else
		result = 0;
	if (r.builder.in_item) /* cut off within it */
		builder_item_drop(&r.builder);
	reader_release(&r);
	return result;
}
