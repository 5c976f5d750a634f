/* A parsed feed as `froth feed` shows it. Used by the command; the text is for people, the JSON for scripts. */
#ifndef FROTH_CLI_FEED_H
#define FROTH_CLI_FEED_H

#include "base/buffer.h"
#include "fetch/feed.h"

/* {format, title, link, language, encoding, bozo, error, items: [{id, title, link, published, updated, author,
 * summary, categories}]}: null is missing, "" is there but empty. 0, or -1 without memory. */
int feed_print_json(const struct feed *feed, struct buffer *out);
/* A head, then a line an item: date, title, link. */
int feed_print_text(const struct feed *feed, struct buffer *out);

#endif
