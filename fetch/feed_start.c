#include <string.h>
#include <strings.h>

#include "fetch/feed_reader.h"

static const char *as_text(const xmlChar *x)
{
	return (const char *)x;
}

bool attribute_get(const struct attributes *a, const char *uri, const char *name, char *value, size_t size)
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

void reader_set(struct reader *r, enum feed_target target, unsigned char rank, const char *raw, const char *base)
{
	builder_set(&r->builder, target, rank, FORM_TEXT, raw, strlen(raw), base);
}

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
		reader_set(r, TARGET_LINK, rank, href, r->frames[r->depth].base);
	else if (rank && builder_wants(&r->builder, TARGET_LINK, rank))
		capture_begin(r, e, rank, a);
}

static void category_begin(struct reader *r, const struct feed_element *e, const struct attributes *a)
{
	char term[256];
	bool given = attribute_get(a, NULL, "term", term, sizeof(term)) ||
		     attribute_get(a, NULL, "text", term, sizeof(term));
	r->frames[r->depth].role = ROLE_CATEGORY; /* iTunes nests them */
	if (given)
		reader_set(r, TARGET_CATEGORY, 1, term, NULL);
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
		reader_set(r, TARGET_ID, 2, value, NULL);
		reader_set(r, TARGET_LINK, 1, value, base);
	}
	if (attribute_get(a, NULL, "href", value, sizeof(value)))
		reader_set(r, TARGET_LINK, 1, value, base);
	if (attribute_get(a, NULL, "lastmod", value, sizeof(value)))
		reader_set(r, TARGET_UPDATED, 1, value, NULL);
}

/* Content kept elsewhere: nothing to read, but a place to go. */
static bool is_elsewhere(struct reader *r, const struct attributes *a)
{
	char src[FEED_LINK_MAX];
	if (!attribute_get(a, NULL, "src", src, sizeof(src)))
		return false;
	reader_set(r, TARGET_LINK, 1, src, r->frames[r->depth].base);
	return true;
}

void reader_start(struct reader *r, const struct feed_element *e, const struct attributes *a, enum feed_space space)
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
