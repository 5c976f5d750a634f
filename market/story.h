/* By what one tells that two press items are copies of one story: the title without what papers change in
 * it (case, punctuation, quotes, dashes, their own name at its end), and the address without what was added
 * to count readers. Pure; read by the store, which compares items of different sources. */
#ifndef FROTH_MARKET_STORY_H
#define FROTH_MARKET_STORY_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"

struct story_marks {
	int64_t title;   /* of the title; never 0 */
	bool is_generic; /* the title says too little to be anybody's own: "Form 8-K", "Third quarter results" */
	int64_t url;     /* of the address; 0 if it names no page: a whole site, or a relay's opaque link */
};

void story_marks_read(struct story_marks *m, const char *title, const char *url);

/* The title in small letters, its words parted by single blanks; -1 at out's limit, with what fitted. */
int story_fold_title(const char *title, struct buffer *out);
/* Fewer than 4 words or 20 letters, or nothing in it but the stock words of announcements, dates and numbers. Of
 * a script that does not part its words: fewer than 10 letters. `folded` as from story_fold_title. */
bool story_is_generic(const char *folded);
/* The address in one form; "" if it names no page. */
int story_fold_url(const char *url, struct buffer *out);

#endif
