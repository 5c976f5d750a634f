/* The elements that hold fields, one row each, and the attributes of those that need them. Read by
 * feed_sax.c. Names are compared without regard to case: feeds write <pubdate> and <GUID>. */
#ifndef FROTH_FETCH_FEED_FIELDS_H
#define FROTH_FETCH_FEED_FIELDS_H

#include "fetch/feed_internal.h"

enum feed_space {                 /* bits, so that a row can serve several */
		  SPACE_CORE = 1, /* no namespace, RSS 0.9x/1.0/2.0, and whatever the root element is in */
		  SPACE_ATOM = 2,
		  SPACE_DC = 4,
		  SPACE_TERMS = 8,
		  SPACE_CONTENT = 16,
		  SPACE_MEDIA = 32,
		  SPACE_ITUNES = 64,
		  SPACE_XHTML = 128,
		  SPACE_RDF = 256,
		  SPACE_OTHER = 512,
};

enum feed_role {
	ROLE_OTHER, /* nothing in it concerns us */
	ROLE_ROOT,  /* <rss>, <rdf:RDF>: items may stand in it, or in a channel */
	ROLE_FEED,
	ROLE_ITEM,
	ROLE_GROUP, /* its children count as its parent's */
	ROLE_PERSON,
	ROLE_NAME, /* of a person */
	ROLE_EMAIL,
	ROLE_FIELD,
	ROLE_LINK,
	ROLE_GUID,
	ROLE_CATEGORY,
	ROLE_DATE, /* published and updated at once */
};

struct feed_element {
	const char *name;
	unsigned spaces;
	enum feed_role role;
	enum feed_target target;
	unsigned char rank;
};

/* NULL: an element that says nothing to us. */
const struct feed_element *feed_element_find(const char *name, unsigned mask);
enum feed_space feed_space_of(const char *uri, const char *prefix);

#endif
