/* A list of feeds as feed readers exchange it: OPML 1.0, 1.1 and 2.0, outlines within outlines.
 * Pure: bytes in, records out. Every text in the result has passed safe_text(). */
#ifndef FROTH_FETCH_OPML_H
#define FROTH_FETCH_OPML_H

#include <stddef.h>

#include "base/error.h"

#define OPML_FEEDS_MAX 10000

struct opml_feed {
	char *name; /* owned; as the list calls it, else the address */
	char *url;  /* owned; as it stands: not checked to be a web address */
};

struct opml {
	struct opml_feed *feeds; /* owned, in the list's order */
	size_t count;
	char warning[256]; /* what was wrong with the list though it was read; "" nothing */
};

/* Any encoding, any faults of markup. -1: this is no OPML, or no feed is in it; err says what came.
 * opml_release in any case. */
int opml_parse(struct opml *opml, const char *bytes, size_t length, struct error *err);
void opml_release(struct opml *opml);

#endif
