/* The shipped list of press feeds (share/feeds.tsv), and the rules any feed of a person obeys too. */
#ifndef FROTH_CONFIG_FEEDS_H
#define FROTH_CONFIG_FEEDS_H

#include "config/config.h"

/* Sets one field of a feed by its name ("name", "url", "language", "company", "interval"). -1: err
 * says what was expected. */
int feed_field_set(struct press_feed *feed, const char *field, const char *text, struct error *err);
extern const char *const feed_fields[]; /* ended by NULL */

/* Reads share/feeds.tsv's format; *feeds is the caller's to free(). A wrong row refuses the whole
 * text by line and field. */
int feed_list_parse(struct press_feed **feeds, size_t *count, const char *text, size_t length, struct error *err);

#endif
