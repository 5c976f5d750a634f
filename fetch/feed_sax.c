#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_reader.h"
#include "fetch/payload.h"

static const char *as_text(const xmlChar *x)
{
	return (const char *)x;
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
		reader_set(r, TARGET_LANGUAGE, 1, language, NULL);
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
	if ((parent == ROLE_PERSON) != of_person || (parent == ROLE_CATEGORY && e->role != ROLE_CATEGORY))
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
	reader_start(r, e, &a, space);
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
		capture_person_end(r);
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
