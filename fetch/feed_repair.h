/* The repair's state, and what its two files share: feed_repair.c takes text and declarations, feed_tag.c
 * takes tags. Everything that goes out goes through repair_emit(); every fault is told by its line. */
#ifndef FROTH_FETCH_FEED_REPAIR_H
#define FROTH_FETCH_FEED_REPAIR_H

#include "fetch/feed_internal.h"

#define REPAIR_LOOK_AHEAD 1024 /* how far a lost end is looked for, so that no input costs its square */

struct name {
	const char *text; /* in the input */
	size_t length;
};

struct repair {
	struct feed *feed;
	const struct feed_sink *sink;
	struct error *err;
	const char *start, *at, *end;
	struct buffer out;
	struct name open[FEED_DEPTH_MAX]; /* the elements that are open */
	int depth;
	size_t beyond; /* elements open beyond the deepest that is passed on */
	bool rooted;   /* the root element was seen */
	bool doctype;  /* it may have meant to define the entities of HTML */
	bool stopped;
};

/* Tells a fault at a place of the input. */
void repair_fault(struct repair *r, const char *at, const char *what);
/* The input ends within something that starts at `at`: what is complete stays. */
void repair_truncated(struct repair *r, const char *at, const char *what);
void repair_emit(struct repair *r, const char *bytes, size_t length);
void repair_emit_text(struct repair *r, const char *text);
/* Text, or a value that will stand in these quotes (0: text), with what may not stand there repaired. */
void repair_text(struct repair *r, const char *at, const char *end, char quote);

bool repair_is_blank(char c);
const char *repair_skip_blanks(const char *at, const char *end);
size_t repair_name_length(const char *at, const char *end);

/* Whether r->at, a '<', starts a start tag: a name follows, and then something that can follow a name. */
bool repair_is_tag(const struct repair *r, struct name *name);
/* Take the tag at r->at. An end tag closes what it names and everything left open within. */
void repair_start_tag(struct repair *r, struct name name);
void repair_end_tag(struct repair *r);

#endif
