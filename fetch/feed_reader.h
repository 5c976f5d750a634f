/* The reader's state, and what its three files share: feed_sax.c has libxml2's callbacks and knows where in
 * the document they are, feed_start.c reads the attributes of what starts, feed_capture.c the text of a field. */
#ifndef FROTH_FETCH_FEED_READER_H
#define FROTH_FETCH_FEED_READER_H

#include <libxml/parser.h>

#include "fetch/feed_fields.h"

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

/* The value of an attribute by its local name, in the namespace `uri` (NULL: any or none), as it came, cut at
 * the size. False and "" where it is not there. */
bool attribute_get(const struct attributes *a, const char *uri, const char *name, char *value, size_t size);
/* builder_set() of a text that needs no reading. */
void reader_set(struct reader *r, enum feed_target target, unsigned char rank, const char *raw, const char *base);

/* One of our elements starts in the frame r->frames[r->depth]. */
void reader_start(struct reader *r, const struct feed_element *e, const struct attributes *a, enum feed_space space);

/* From capture_begin() on, text and tags go to r->raw, until capture_end() makes them a field. */
void capture_begin(struct reader *r, const struct feed_element *e, unsigned char rank, const struct attributes *a);
void capture_tag(struct reader *r, const char *name, bool is_end);
void capture_text(struct reader *r, const char *text, size_t length);
void capture_end(struct reader *r, const char *base);
/* The parts of a person make an author. */
void capture_person_end(struct reader *r);

#endif
