#include "fetch/feed_fields.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

/* Ascending by name. Ranks: 4 what the format itself provides for, 3 Dublin Core in its stead, 2 full
 * content where a summary is asked for, 1 what was meant for players and shops. */
static const struct feed_element elements[] = {
	{ "abstract", SPACE_CORE, ROLE_FIELD, TARGET_SUMMARY, 4 },
	{ "author", SPACE_ATOM, ROLE_PERSON, TARGET_AUTHOR, 4 },
	{ "author", SPACE_CORE, ROLE_FIELD, TARGET_AUTHOR, 4 },
	{ "author", SPACE_ITUNES, ROLE_FIELD, TARGET_AUTHOR, 1 },
	{ "body", SPACE_XHTML | SPACE_CORE, ROLE_FIELD, TARGET_SUMMARY, 2 },
	{ "category", SPACE_CORE | SPACE_ATOM | SPACE_ITUNES | SPACE_MEDIA, ROLE_CATEGORY, TARGET_CATEGORY, 1 },
	{ "channel", SPACE_CORE, ROLE_FEED, TARGET_NONE, 0 },
	{ "content", SPACE_ATOM | SPACE_CORE, ROLE_FIELD, TARGET_SUMMARY, 2 },
	{ "content", SPACE_MEDIA, ROLE_GROUP, TARGET_NONE, 0 },
	{ "created", SPACE_ATOM | SPACE_TERMS, ROLE_FIELD, TARGET_PUBLISHED, 1 },
	{ "creator", SPACE_DC, ROLE_FIELD, TARGET_AUTHOR, 3 },
	{ "date", SPACE_DC, ROLE_DATE, TARGET_UPDATED, 2 },
	{ "description", SPACE_CORE, ROLE_FIELD, TARGET_SUMMARY, 4 },
	{ "description", SPACE_DC, ROLE_FIELD, TARGET_SUMMARY, 3 },
	{ "description", SPACE_MEDIA, ROLE_FIELD, TARGET_SUMMARY, 1 },
	{ "email", SPACE_ATOM | SPACE_CORE, ROLE_EMAIL, TARGET_AUTHOR, 4 },
	{ "encoded", SPACE_CONTENT, ROLE_FIELD, TARGET_SUMMARY, 2 },
	{ "entry", SPACE_ATOM | SPACE_CORE, ROLE_ITEM, TARGET_NONE, 0 },
	{ "feed", SPACE_ATOM | SPACE_CORE, ROLE_FEED, TARGET_NONE, 0 },
	{ "fullitem", SPACE_CORE, ROLE_FIELD, TARGET_SUMMARY, 2 },
	{ "group", SPACE_MEDIA, ROLE_GROUP, TARGET_NONE, 0 },
	{ "guid", SPACE_CORE, ROLE_GUID, TARGET_ID, 4 },
	{ "id", SPACE_ATOM | SPACE_CORE, ROLE_FIELD, TARGET_ID, 3 },
	{ "identifier", SPACE_DC, ROLE_FIELD, TARGET_ID, 1 },
	{ "issued", SPACE_ATOM | SPACE_TERMS, ROLE_FIELD, TARGET_PUBLISHED, 3 },
	{ "item", SPACE_CORE, ROLE_ITEM, TARGET_NONE, 0 },

	{ "keywords", SPACE_ITUNES | SPACE_MEDIA, ROLE_FIELD, TARGET_KEYWORDS, 1 },
	{ "language", SPACE_CORE, ROLE_FIELD, TARGET_LANGUAGE, 4 },
	{ "language", SPACE_DC, ROLE_FIELD, TARGET_LANGUAGE, 3 },
	{ "link", SPACE_CORE | SPACE_ATOM, ROLE_LINK, TARGET_LINK, 5 },
	{ "modified", SPACE_ATOM | SPACE_TERMS, ROLE_FIELD, TARGET_UPDATED, 3 },
	{ "name", SPACE_ATOM | SPACE_CORE, ROLE_NAME, TARGET_AUTHOR, 4 },
	{ "pubdate", SPACE_CORE, ROLE_FIELD, TARGET_PUBLISHED, 4 },
	{ "published", SPACE_ATOM | SPACE_CORE, ROLE_FIELD, TARGET_PUBLISHED, 4 },
	{ "rdf", SPACE_RDF | SPACE_CORE, ROLE_ROOT, TARGET_NONE, 0 },
	{ "rss", SPACE_CORE, ROLE_ROOT, TARGET_NONE, 0 },
	{ "source", SPACE_CORE, ROLE_FIELD, TARGET_OUTLET, 4 },
	{ "subject", SPACE_DC, ROLE_FIELD, TARGET_CATEGORY, 1 },
	{ "subtitle", SPACE_ITUNES, ROLE_FIELD, TARGET_SUMMARY, 1 },
	{ "summary", SPACE_ATOM | SPACE_CORE, ROLE_FIELD, TARGET_SUMMARY, 4 },
	{ "summary", SPACE_ITUNES, ROLE_FIELD, TARGET_SUMMARY, 1 },
	{ "tags", SPACE_CORE, ROLE_FIELD, TARGET_KEYWORDS, 1 },
	{ "title", SPACE_CORE | SPACE_ATOM, ROLE_FIELD, TARGET_TITLE, 4 },
	{ "title", SPACE_DC, ROLE_FIELD, TARGET_TITLE, 3 },
	{ "title", SPACE_MEDIA | SPACE_ITUNES, ROLE_FIELD, TARGET_TITLE, 1 },
	{ "updated", SPACE_ATOM | SPACE_CORE, ROLE_FIELD, TARGET_UPDATED, 4 },
};

static const struct {
	const char *uri; /* a namespace that starts so */
	enum feed_space space;
} spaces[] = {
	{ "http://www.w3.org/2005/Atom", SPACE_ATOM },
	{ "http://purl.org/atom/", SPACE_ATOM },
	{ "http://purl.org/echo", SPACE_ATOM },
	{ "http://purl.org/pie", SPACE_ATOM },
	{ "http://purl.org/rss/1.0/modules/content", SPACE_CONTENT },
	{ "http://purl.org/rss/1.0/modules", SPACE_OTHER },
	{ "http://purl.org/rss/", SPACE_CORE },
	{ "http://purl.org/net/rss1.1", SPACE_CORE },
	{ "http://my.netscape.com/", SPACE_CORE },
	{ "http://channel.netscape.com/", SPACE_CORE },
	{ "http://backend.userland.com/", SPACE_CORE },
	{ "http://blogs.law.harvard.edu/", SPACE_CORE },
	{ "http://cyber.law.harvard.edu/", SPACE_CORE },
	{ "http://www.rssboard.org/rss-specification", SPACE_CORE },
	{ "http://purl.org/dc/terms", SPACE_TERMS },
	{ "http://purl.org/dc/elements", SPACE_DC },
	{ "http://search.yahoo.com/mrss", SPACE_MEDIA },
	{ "http://www.rssboard.org/media-rss", SPACE_MEDIA },
	{ "http://tools.search.yahoo.com/mrss", SPACE_MEDIA },
	{ "http://www.itunes.com/", SPACE_ITUNES },
	{ "http://example.com/DTDs/PodCast", SPACE_ITUNES },
	{ "http://www.w3.org/1999/xhtml", SPACE_XHTML },
	{ "http://www.w3.org/1999/02/22-rdf-syntax-ns", SPACE_RDF },
};

/* What a prefix means that a feed uses without saying. */
static const struct {
	const char *prefix;
	enum feed_space space;
} prefixes[] = {
	{ "atom", SPACE_ATOM },       { "a10", SPACE_ATOM },    { "dc", SPACE_DC },
	{ "dcterms", SPACE_TERMS },   { "media", SPACE_MEDIA }, { "itunes", SPACE_ITUNES },
	{ "content", SPACE_CONTENT }, { "rdf", SPACE_RDF },     { "xhtml", SPACE_XHTML },
};

static int by_name(const void *key, const void *row)
{
	const char *wanted = key, *name = ((const struct feed_element *)row)->name;
	int first = (*wanted | 0x20) - *name; /* names are small letters: most rows differ here */
	return first ? first : strcasecmp(wanted, name);
}

const struct feed_element *feed_element_find(const char *name, unsigned mask)
{
	const struct feed_element *end = elements + sizeof(elements) / sizeof(*elements);
	const struct feed_element *e = bsearch(name, elements, (size_t)(end - elements), sizeof(*elements), by_name);
	if (!e)
		return NULL;
	while (e > elements && !strcmp(e[-1].name, e->name))
		e--;
	for (const char *same = e->name; e < end && !strcmp(e->name, same); e++)
		if (e->spaces & mask)
			return e;
	return NULL;
}

enum feed_space feed_space_of(const char *uri, const char *prefix)
{
	for (size_t i = 0; uri && i < sizeof(spaces) / sizeof(*spaces); i++)
		if (!strncasecmp(uri, spaces[i].uri, strlen(spaces[i].uri)))
			return spaces[i].space;
	for (size_t i = 0; prefix && !uri && i < sizeof(prefixes) / sizeof(*prefixes); i++)
		if (!strcasecmp(prefix, prefixes[i].prefix))
			return prefixes[i].space;
	return uri || prefix ? SPACE_OTHER : SPACE_CORE;
}
