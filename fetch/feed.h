/* Press feeds as text: RSS 0.9x/1.0/2.0, Atom 0.3/1.0, RDF, JSON Feed 1.x, whatever their faults.
 * Pure: bytes in, records out; no network, no file. Every text in the result has passed safe_text(). */
#ifndef FROTH_FETCH_FEED_H
#define FROTH_FETCH_FEED_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/error.h"

struct feed_item {
	char *id, *title, *link, *author, *summary; /* owned; NULL where the item has none, "" where it is empty */
	char *outlet;                               /* the paper that it comes from, where a feed gathers many; owned */
	char **categories;                          /* owned */
	size_t category_count;
	int64_t published, updated; /* seconds; INT64_MIN where missing or unreadable */
};

struct feed {
	char format[16];               /* "rss", "rss1", "rss09", "atom", "atom03", "json"; "" not a feed */
	char *title, *link, *language; /* owned or NULL */
	char encoding[32];             /* the one that was used, lower case */
	bool bozo;                     /* something was wrong; */
	char error[256];               /* what, as a sentence */
	struct feed_item *items;       /* owned; all, as they came: see feed_item_is_headline() */
	size_t item_count;
};

/* charset: of the HTTP header, NULL unknown. base: the URL it came from, NULL unknown. -1: this is
 * no feed at all (HTML page, JSON error, empty ...), err says what came, feed->error too. feed_release in any case. */
int feed_parse(struct feed *feed, const char *bytes, size_t length, const char *charset, const char *base,
	       struct error *err);
void feed_release(struct feed *feed);
/* Whether the item has a title or a link that is not empty: others are read, but are no news. */
bool feed_item_is_headline(const struct feed_item *item);

/* A date as feeds write it (RFC 822, RFC 3339, and many odd forms). 0, or -1. */
int feed_date_parse(const char *text, int64_t *seconds);

#endif
