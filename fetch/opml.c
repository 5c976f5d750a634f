#include "fetch/opml.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/utf8.h"
#include "fetch/feed_reader.h"
#include "fetch/payload.h"

struct outlines {
	struct opml *opml;
	struct feed faults; /* only its bozo and error are used */
	xmlParserCtxtPtr parser;
	struct buffer plain, safe; /* scratch */
	bool in_list;              /* the root was <opml> */
	bool refused, failed;
	int depth;
	size_t capacity;
};

/* ---- records ---- */

/* The attribute as plain text that may be shown; NULL out of memory. Owned by the caller. */
static char *take_attribute(struct outlines *o, const struct attributes *a, const char *name)
{
	char raw[FEED_LINK_MAX];
	buffer_clear(&o->plain);
	buffer_clear(&o->safe);
	if (attribute_get(a, NULL, name, raw, sizeof raw))
		feed_html_text(&o->plain, raw, strlen(raw)); /* references within attributes come undecoded */
	safe_text(&o->safe, buffer_text(&o->plain), o->plain.length);
	return strdup(buffer_text(&o->safe));
}

static bool make_room(struct outlines *o)
{
	struct opml *opml = o->opml;
	if (opml->count < o->capacity)
		return true;
	size_t capacity = o->capacity ? 2 * o->capacity : 16;
	struct opml_feed *grown = realloc(opml->feeds, capacity * sizeof *grown);
	if (!grown)
		return false;
	opml->feeds = grown;
	o->capacity = capacity;
	return true;
}

static void name_feed(struct outlines *o, struct opml_feed *feed, const struct attributes *a)
{
	static const char *const names[] = { "title", "text" };
	for (size_t i = 0; i < sizeof names / sizeof *names && (!feed->name || !*feed->name); i++) {
		free(feed->name);
		feed->name = take_attribute(o, a, names[i]);
	}
	if (feed->name && !*feed->name) {
		free(feed->name);
		feed->name = strdup(feed->url);
	}
}

static void add_feed(struct outlines *o, const struct attributes *a)
{
	struct opml_feed feed = { .url = take_attribute(o, a, "xmlUrl") };
	if (!feed.url || !*feed.url) {
		o->failed = o->failed || !feed.url;
		free(feed.url);
		return;
	}
	name_feed(o, &feed, a);
	if (o->opml->count == OPML_FEEDS_MAX)
		feed_fault(&o->faults, "more than %d feeds, the rest is not read", OPML_FEEDS_MAX);
	else if (feed.name && make_room(o)) {
		o->opml->feeds[o->opml->count++] = feed;
		return;
	} else
		o->failed = true;
	free(feed.name);
	free(feed.url);
}

/* ---- libxml2's callbacks ---- */

static void start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri, int ns_count,
			  const xmlChar **ns, int count, int defaulted, const xmlChar **rows)
{
	struct outlines *o = context;
	struct attributes a = { rows, count };
	(void)prefix, (void)uri, (void)ns_count, (void)ns, (void)defaulted;
	if (!o->depth++)
		o->in_list = !strcasecmp((const char *)name, "opml");
	o->refused = o->refused || !o->in_list;
	if (!o->refused && o->depth <= FEED_DEPTH_MAX && !strcasecmp((const char *)name, "outline"))
		add_feed(o, &a);
}

static void end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct outlines *o = context;
	(void)name, (void)prefix, (void)uri;
	o->depth--;
}

static void note_error(void *context, xmlErrorPtr e)
{
	struct outlines *o = context;
	if (e->message)
		feed_fault(&o->faults, "line %d: %s", e->line, e->message);
}

static int take(void *context, const char *bytes, size_t length)
{
	struct outlines *o = context;
	xmlParseChunk(o->parser, bytes, (int)length, 0);
	return o->refused || o->failed;
}

/* ---- the document ---- */

static int read_outlines(struct outlines *o, const struct feed_text *text, struct error *err)
{
	xmlSAXHandler sax = { .initialized = XML_SAX2_MAGIC,
			      .startElementNs = start_element,
			      .endElementNs = end_element,
			      .serror = note_error };
	struct feed_sink sink = { take, o };
	struct error stopped = { "" };
	o->parser = xmlCreatePushParserCtxt(&sax, o, NULL, 0, NULL);
	if (!o->parser)
		return error_set(err, "out of memory");
	xmlCtxtUseOptions(o->parser, XML_PARSE_RECOVER | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC | XML_PARSE_COMPACT);
	xmlSwitchEncoding(o->parser, XML_CHAR_ENCODING_UTF8);
	feed_repair(&o->faults, text->data, text->length, &sink, &stopped);
	if (!o->refused)
		xmlParseChunk(o->parser, "", 0, 1);
	if (stopped.text[0])
		return error_set(err, "%s", stopped.text);
	return o->failed ? error_set(err, "out of memory") : 0;
}

static int check(const struct outlines *o, const struct feed_text *text, struct error *err)
{
	char came[200];
	payload_describe(text->data, text->length, came, sizeof came);
	if (!o->in_list)
		return error_set(err, "expected a list of feeds (OPML), got %s", came);
	return o->opml->count ? 0 : error_set(err, "the list (OPML) names no feed");
}

static void outlines_release(struct outlines *o)
{
	if (o->parser && o->parser->myDoc)
		xmlFreeDoc(o->parser->myDoc);
	xmlFreeParserCtxt(o->parser);
	feed_release(&o->faults);
	buffer_release(&o->plain);
	buffer_release(&o->safe);
}

int opml_parse(struct opml *opml, const char *bytes, size_t length, struct error *err)
{
	struct outlines o = { .opml = opml };
	struct feed_text text = { 0 };
	*opml = (struct opml){ 0 };
	if (length > FEED_BYTES_MAX)
		return error_set(err, "expected a list of feeds of at most 8 MiB, got %zu bytes", length);
	buffer_init(&o.plain, 2 * (size_t)FEED_LINK_MAX);
	buffer_init(&o.safe, FEED_LINK_MAX);
	int result = feed_decode(&o.faults, bytes, length, NULL, &text) ? error_set(err, "out of memory")
									: read_outlines(&o, &text, err);
	if (!result)
		result = check(&o, &text, err);
	if (!result && o.faults.bozo)
		snprintf(opml->warning, sizeof opml->warning, "%s", o.faults.error);
	feed_text_release(&text);
	outlines_release(&o);
	return result;
}

void opml_release(struct opml *opml)
{
	for (size_t i = 0; i < opml->count; i++) {
		free(opml->feeds[i].name);
		free(opml->feeds[i].url);
	}
	free(opml->feeds);
	*opml = (struct opml){ 0 };
}
