/* A press item. All text has passed safe_text(); url is "" or an http(s) URL without controls. */
#ifndef FROTH_MARKET_HEADLINE_H
#define FROTH_MARKET_HEADLINE_H

#include "market/market.h"

struct name_book;

#define HEADLINE_COMPANIES 8
#define HEADLINE_SOURCES 8

struct headline {
	int64_t row; /* the store's number of it, 0 before it is stored */
	char *id;    /* identity within its source: guid, else link, else a hash of title and date; owned */
	char *title; /* owned, as are the next three; never NULL, may be "" */
	char *url;
	char *summary;
	char *author;
	char source[SOURCE_NAME_SIZE];
	char language[8];        /* "en", "fr", "ja"; "" unknown */
	int64_t time;            /* published; else updated; else the time it was fetched */
	bool time_is_fetch_time; /* the feed gave none, or one in the future */
	int64_t fetched;
	char companies[HEADLINE_COMPANIES][SYMBOL_SIZE];
	size_t company_count;
	bool read;
	/* The story that the store has folded it into: the copies of it from several sources. The store fills
	 * these when it hands out an item, which then stands for its story; nobody else sets them. */
	int64_t story;                                    /* the row of the first of them; 0 before it is stored */
	size_t story_count;                               /* items, this one among them */
	char sources[HEADLINE_SOURCES][SOURCE_NAME_SIZE]; /* this one's first, then as they came; no two alike */
	size_t source_count;
};

/* Everything missing, the texts NULL: nothing to free, and whoever fills the item sets all five. */
void headline_init(struct headline *h);
void headline_release(struct headline *h);

/* Adds to h->companies, in order of appearance in title and summary, the companies whose names or symbols
 * the book holds. What is in h->companies already stays; no company comes in twice. */
void headline_tag(struct headline *h, const struct name_book *book);

#endif
