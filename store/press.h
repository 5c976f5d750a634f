/* What the files of the press share: where an item stands, the batch in which items change, stories.
 *
 * An item's place is its story's time and its own row in one number, so that one index holds items in the
 * order in which they are shown, of a story the copies beside each other. The index of the text (press_text,
 * trigrams) is keyed by it as well: a search walks it from the newest on and stops when it has enough. */
#ifndef FROTH_STORE_PRESS_H
#define FROTH_STORE_PRESS_H

#include "market/story.h"
#include "store/internal.h"

/* ---- places ---- */

#define PLACE_ROW_BITS 28

int64_t place_make(int64_t story_time, int64_t row);
/* The least place of that time. Times far from ours share the ends. */
int64_t place_from(int64_t time);

/* ---- changes (press_text.c) ---- */

/* The text index follows the items at the end of a batch, in order of place: what comes in any other order
 * costs it a segment each. */
struct press_change {
	int64_t row;
	bool is_indexed; /* before the batch, as the next three: */
	int64_t place;
	char *title, *summary; /* owned */
};
struct press_batch {
	struct store *store;
	struct press_change *changes; /* owned */
	size_t count, capacity;
};

void press_batch_init(struct press_batch *b, struct store *s);
void press_batch_release(struct press_batch *b);
int press_batch_add(struct press_batch *b, int64_t row, struct error *err); /* a new item */
/* Before an item that is there is changed, each time. */
int press_batch_touch(struct press_batch *b, int64_t row, struct error *err);
/* Brings the text index up to date; the batch is empty then. */
int press_batch_finish(struct press_batch *b, struct error *err);

/* ---- stories (press_story.c) ---- */

/* Marks as they are stored: with the item's time, for those of another time are not looked at. */
int64_t story_title_mark(const struct story_marks *marks, int64_t time);
int64_t story_url_mark(const struct story_marks *marks, int64_t time);

struct story_match {
	int64_t story; /* 0: none */
	int64_t time;  /* of its leading item */
	bool read;
};
/* The story of other items that `h` tells, too. */
int story_find(struct store *s, const struct headline *h, const struct story_marks *marks, struct story_match *match,
	       struct error *err);
/* Chooses the leading item, and moves all to its time. */
int story_lead(struct press_batch *b, int64_t story, struct error *err);
/* Takes the item's story apart and folds each of its items anew. */
int story_refold(struct press_batch *b, int64_t row, struct error *err);
/* Folds at most `most` items of a time before there were stories; *folded: how many. */
int story_fold_older(struct press_batch *b, int most, int *folded, struct error *err);

/* ---- reading (press_query.c) ---- */

/* The item with its companies; *found false: there is none. */
int press_get_item(struct store *s, int64_t row, struct headline *h, bool *found, struct error *err);

/* ---- searching (press_search.c) ---- */

#define SEARCH_WORDS 16

struct search {
	struct buffer words; /* folded, each ended by a NUL */
	size_t count;
	struct buffer match; /* what the text index is asked for; empty if all words are too short for it */
};

/* -1: too long, or too many words. Release in any case. */
int search_init(struct search *search, const char *words, struct error *err);
void search_release(struct search *search);
/* Gives SQL two functions: occurs(WORD, TEXT, TEXT), whether the folded word is in one of the texts, and
 * identity_mark(SOURCE, IDENTITY), a number by which an item is found. Stored numbers were made by the latter:
 * it never changes. */
int search_register(struct store *s, struct error *err);
/* Gives the text index its tokenizer (press_tokens.c). Stored texts were taken apart by it: it never changes. */
int tokens_register(struct store *s, struct error *err);

/* ---- checking (press_check.c) ---- */

int press_check(struct store *s, struct error *err);

#endif
