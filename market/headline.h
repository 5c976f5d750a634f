/* A press item. All text has passed safe_text(); url is "" or an http(s) URL without controls. */
#ifndef FROTH_MARKET_HEADLINE_H
#define FROTH_MARKET_HEADLINE_H

#include "market/market.h"

#define HEADLINE_COMPANIES 8

struct headline {
	int64_t row;   /* the store's number of it, 0 before it is stored */
	char *id;      /* identity within its source: guid, else link, else a hash of title and date; owned */
	char *title;   /* owned, as are the next three; never NULL, may be "" */
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
};

/* Everything missing, the texts NULL: nothing to free, and whoever fills the item sets all five. */
void headline_init(struct headline *h);
void headline_release(struct headline *h);

/* Adds to h->companies, in order of appearance in title and summary, the companies of the AI trade
 * by their built-in names (market/names.c), then the symbols in `watched` (upper case, at least three
 * letters or digits). What is in h->companies already stays; no company comes in twice. */
void headline_tag_companies(struct headline *h, const char (*watched)[SYMBOL_SIZE], size_t count);

#endif
